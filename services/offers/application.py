"""Offers' use cases: find out what a decision needs, then let the case decide."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from services.offers.cases.contracts import SUPPLIER_CONTRACT, contract_of
from services.offers.cases.costs import CITIZEN_COST, COMMITMENT_ACCOUNT
from services.offers.cases.duties import OFFER_DUTY
from services.offers.cases.mediation import CANDIDACY, JOB_ORDER
from services.offers.domain import attendance_sheet as sheet
from services.offers.domain import next_step, no_show
from services.offers.domain import offer_placement as placement
from services.offers.domain import offer_placement_events as given
from services.offers.domain.agreed_place import AgreedPlace, NotePlaceDenied, Reservation
from services.offers.domain.offer_placement_state import PlacementFacts, as_it_stands
from services.offers.domain.schedule import week_of
from services.offers.domain.supplier_contract import NoContract, supplier_contract
from services.offers.views.agreed_places import reservation_of
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.envelope import How, Recorded
from shared.law.calendar import public_holidays

_REPORT_RULE: Final = "supplier.noshow_report"


def collect_placement(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[PlacementFacts]:
    """Find out how soon a no-show must be reported, and which days are holidays."""
    rule = (
        desk.rules.rule(_REPORT_RULE, command.day)
        if isinstance(command, no_show.ReportNoShow)
        else None
    )
    wrong, how = find_corrected(loaded, command)
    supplier = _supplier_of(loaded, command)
    agreed = desk.load(supplier_contract, contract_of(supplier)) if supplier else None
    return Collected(
        facts=PlacementFacts(
            placement=UUID(case_id),
            today=desk.today,
            actor=desk.actor,
            report_within_days=rule.number if rule else 0,
            public_holidays=_holidays(getattr(command, "day", None)),
            contracts=agreed.state if agreed else NoContract(),
            reservation=_reservation(desk, loaded, command),
        ),
        rules=(rule.version,) if rule else (),
        guards=(Guard(agreed.stream, agreed.version),) if agreed else (),
        subjects=(command.citizen,) if isinstance(command, placement.GiveOffer) else (),
        effective_on=_day_it_holds(command, wrong),
        corrects=wrong.meta.event_id if wrong else None,
        how=how if wrong else None,
    )


def _supplier_of(loaded: Loaded, command: Command | None) -> str | None:
    """Return with whom an offer is given or corrected; None for orders that buy nothing."""
    match command:
        case (
            placement.GiveOffer(supplier=supplier) | placement.CorrectOffer(supplier=str(supplier))
        ):
            return supplier
        case placement.CorrectOffer():
            offer = getattr(loaded.state, "offer", None)
            return offer.supplier if offer else None
        case _:
            return None


def _reservation(desk: Desk, loaded: Loaded, command: Command | None) -> Reservation | None:
    """Return what is known of the place that an order about an offer names, or the offer has."""
    match command:
        case placement.GiveOffer(place=AgreedPlace() as named):
            return reservation_of(desk, named)
        case placement.CorrectOffer(place=named):
            place = named or getattr(getattr(loaded.state, "offer", None), "place", None)
            return reservation_of(desk, place) if place else None
        case _:
            return None


def collect_sheet(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[sheet.SheetFacts]:
    """Find out whose sheet it is: the placement says citizen, supplier and expected days."""
    placed = desk.load(placement.offer_placement, _placement_of(case_id))
    state = placed.state
    offer = getattr(state, "offer", None)
    expected = as_it_stands(state) if offer else None
    place = sheet.Place(offer.citizen, offer.supplier, expected) if offer and expected else None
    wrong, how = find_corrected(loaded, command)
    days = sorted(each.day for each in getattr(command, "days", ()))
    if isinstance(command, sheet.CorrectAttendance | sheet.FitAttendance):
        days = [command.day]
    return Collected(
        facts=sheet.SheetFacts(
            today=desk.today,
            actor=desk.actor,
            place=place,
            public_holidays=frozenset().union(*(_holidays(day) for day in days)),
        ),
        guards=(Guard(placed.stream, placed.version),) if offer and command else (),
        subjects=(offer.citizen,) if offer else (),
        effective_on=days[-1] if days else None,
        corrects=wrong.meta.event_id if wrong else None,
        how=how if wrong else None,
    )


def sheet_of(command: sheet.RecordAttendance) -> str:
    """Return the id of a sheet: its placement and week."""
    return f"{command.placement}-{command.week}"


def _placement_of(sheet_id: str) -> str:
    placement_id, _, _ = sheet_id.rpartition("-W")
    return placement_id.rpartition("-")[0]


def _holidays(day: date | None) -> frozenset[date]:
    return public_holidays(day.year) if day else frozenset()


def _day_it_holds(command: Command | None, wrong: Recorded[Any] | None) -> date | None:
    """Return the day a new fact holds where the order's `on` does not say it."""
    match command:
        case no_show.ReportNoShow(day=day) | no_show.WithdrawNoShow(day=day):
            return day
        case _:
            return wrong.meta.effective_on if wrong else None


def find_corrected(
    loaded: Loaded, command: Command | None
) -> tuple[Recorded[Any] | None, How | None]:
    """Return the latest fact an order corrects, and how; none for other orders."""
    match command:
        case placement.CorrectOffer():
            return _latest(loaded, given.OfferGiven, given.OfferCorrected), "corrected"
        case placement.WithdrawStart():
            return _latest(loaded, given.OfferStarted), "withdrawn"
        case placement.WithdrawEnd():
            return _latest(loaded, given.OfferEnded), "withdrawn"
        case next_step.WithdrawNextStep():
            return _latest(loaded, next_step.NextStepPlanned), "withdrawn"
        case no_show.WithdrawNoShow(day):
            return _latest(loaded, no_show.NoShowReported, day=day), "withdrawn"
        case sheet.CorrectAttendance(day) | sheet.FitAttendance(day):
            return _alone_about(loaded, day), "corrected"
        case _:
            return None, None


def _latest(loaded: Loaded, *facts: type[Any], day: date | None = None) -> Recorded[Any] | None:
    found = (
        each
        for each in reversed(loaded.history)
        if isinstance(each.event, facts) and day in {None, getattr(each.event, "day", None)}
    )
    return next(found, None)


def _alone_about(loaded: Loaded, day: date) -> Recorded[Any] | None:
    """Return the fact that told of this day and no other.

    A sheet filled in for a whole week is not named as corrected: its other days still hold.
    """
    return _latest(loaded, sheet.AttendanceCorrected, day=day) or next(
        (each for each in loaded.history if _days_told(each.event) == {day}), None
    )


def _days_told(event: object) -> set[date]:
    return {each.day for each in getattr(event, "days", ())}


_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"
_PLACEMENT: Final = "01930000-0000-7000-8000-000000000001"
OFFER_PLACEMENT: Final = CaseType[PlacementFacts](
    decider=placement.offer_placement,
    path="offer-placements",
    title="Tilbud til en borger",
    collect=collect_placement,
    closes_on=(given.OfferEnded, given.OfferCancelled),
    reopens_on=(given.OfferEndWithdrawn,),
    clocks=(),
    commands=(
        Act(
            command=placement.GiveOffer,
            opens=True,
            example={
                "citizen": _CITIZEN,
                "type": "guidance_qualification",
                "from": "2011-06-01",
                "to": "2011-08-31",
                "supplier": "1",
                "weekdays": [1, 2, 3, 4, 5],
                "on": "2011-05-30",
            },
        ),
        Act(
            command=placement.CorrectOffer,
            verb="correct",
            example={"to": "2011-09-30", "reason": "Forkert slutdato i brevet"},
        ),
        Act(command=placement.StartOffer, verb="start", example={"on": "2011-06-01"}),
        Act(
            command=placement.WithdrawStart,
            verb="withdraw-start",
            example={"reason": "Borgeren mødte ikke"},
        ),
        Act(
            command=placement.EndOffer,
            verb="end",
            example={"outcome": "completed", "on": "2011-08-31"},
        ),
        Act(
            command=placement.WithdrawEnd,
            verb="withdraw-end",
            example={"reason": "Forkert borger"},
        ),
        Act(
            command=placement.CancelOffer,
            verb="cancel",
            example={"reason": "Borgeren fik arbejde"},
        ),
        Act(
            command=no_show.ReportNoShow,
            verb="report-no-show",
            example={"day": "2011-06-14", "continues": True, "hearing_handed_over": False},
        ),
        Act(
            command=no_show.WithdrawNoShow,
            verb="withdraw-no-show",
            example={"day": "2011-06-14", "reason": "Borgeren var på et andet hold"},
        ),
        Act(command=no_show.NoteReportOutcome, verb="note-report-outcome"),
        Act(command=NotePlaceDenied, verb="note-place-denied"),
        Act(
            command=next_step.PlanNextStep,
            verb="plan-next-step",
            example={"kind": "interview", "starts_on": "2011-09-01"},
        ),
        Act(
            command=next_step.WithdrawNextStep,
            verb="withdraw-next-step",
            example={"reason": "Samtalen blev flyttet"},
        ),
    ),
)
ATTENDANCE_SHEET: Final = CaseType[sheet.SheetFacts](
    decider=sheet.attendance_sheet,
    path="attendance-sheets",
    title="Fremmødeseddel",
    of_retired=True,
    collect=collect_sheet,
    clocks=(),
    commands=(
        Act(
            command=sheet.RecordAttendance,
            opens=True,
            case_id=sheet_of,
            example={
                "placement": _PLACEMENT,
                "week": week_of(date(2011, 6, 14)),
                "days": [
                    {"day": "2011-06-14", "present": False, "absence_kind": "no_show"},
                    {"day": "2011-06-15", "present": True},
                ],
            },
        ),
        Act(
            command=sheet.AddAttendance,
            verb="add",
            example={"days": [{"day": "2011-06-16", "present": True}]},
        ),
        Act(
            command=sheet.CorrectAttendance,
            verb="correct",
            example={
                "day": "2011-06-14",
                "present": False,
                "absence_kind": "agreed",
                "reason": "Fri var aftalt",
            },
        ),
        Act(command=sheet.FitAttendance, verb="fit"),
    ),
)
CASES: Final = (
    OFFER_PLACEMENT,
    ATTENDANCE_SHEET,
    OFFER_DUTY,
    JOB_ORDER,
    CANDIDACY,
    CITIZEN_COST,
    COMMITMENT_ACCOUNT,
    SUPPLIER_CONTRACT,
)
