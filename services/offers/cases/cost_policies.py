"""Interpreters and weeks of offers are committed when booked, and released when not to be."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from services.offers import messages
from services.offers.cases.duties import running_under
from services.offers.domain.citizen_cost import (
    CommitCost,
    CommitOfferWeeks,
    CostKind,
    Costs,
    Line,
    MoveCost,
    PlaceCost,
    ReleaseCost,
    citizen_cost,
)
from services.offers.domain.offer_placement import offer_placement
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
)
from services.offers.domain.offer_weeks import OfferWeeks, weeks_of
from services.offers.views.case_owners import NOBODY, owners_of
from shared.casework.declare import Desk, Do, Policy
from shared.clock import local_date
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded

_BOOKED: Final[CostKind] = "interpreter_booked"
_ON_DUTY: Final[CostKind] = "interpreter_on_duty"
_STEP: Final = "interpreter_booked"


class Priced(Struct, frozen=True):
    """The weeks of an offer as it stands now, and the centre that answers for the citizen."""

    years: tuple[OfferWeeks, ...]
    centre: str | None


def find_weeks(desk: Desk, message: Recorded[Any]) -> Priced:
    """Find what the offer costs now; it may be further on than the message."""
    placement = UUID(message.case_id)
    years = weeks_of(placement, desk.load(offer_placement, placement).state)
    return Priced(years, find_centre(desk, message))


def when_offer_costs(message: Recorded[Any], priced: Priced) -> Sequence[Do]:
    """Commit the weeks that are bought, release those that are not to be (F.5)."""
    citizen, placement = message.event.citizen, UUID(message.case_id)
    return [_of(citizen, CommitOfferWeeks(citizen, placement, priced.years, priced.centre))]


def find_centre(desk: Desk, message: Recorded[Any]) -> str | None:
    """Find the centre that answers for the person now; None while nobody does."""
    citizen = running_under(desk, message.event.citizen)
    return owners_of(desk, [citizen]).get(citizen, NOBODY).centre


def when_interpreter_booked(
    message: Recorded[messages.InterpreterBooked], centre: str | None
) -> Sequence[Do]:
    """Commit the price of the conversation in the account of the citizen's centre."""
    told = message.event
    order = CommitCost(
        citizen=told.citizen,
        line=message.meta.event_id,
        kind=_ON_DUTY if told.on_duty else _BOOKED,
        of_case=UUID(message.case_id),
        day=local_date(told.at),
        amount_ore=told.price_ore,
        centre=centre,
    )
    return [_of(told.citizen, order)]


def find_lines(desk: Desk, message: Recorded[Any]) -> tuple[Line, ...]:
    """Find what is booked for the citizen in the case a message is about."""
    costs = desk.load(citizen_cost, message.event.citizen).state
    of_case = UUID(message.case_id)
    lines = costs.lines if isinstance(costs, Costs) else ()
    return tuple(each for each in lines if each.of_case == of_case)


def when_interpreter_called_off(message: Recorded[Any], lines: tuple[Line, ...]) -> Sequence[Do]:
    """Release what is not to be, and move what will be on another day."""
    told = message.event
    match told:
        case messages.ReceptionStepWithdrawn(step=step):
            return _releasing(told.citizen, lines[-1:] if step == _STEP else ())
        case messages.InterviewCancelled(day=day):
            gone = (each for each in lines if (each.day, each.kind) == (day, _BOOKED))
            return _releasing(told.citizen, gone)
        case messages.InterviewWithdrawn(held_on=day):
            gone = (each for each in lines if (each.day, each.kind) == (day, _ON_DUTY))
            return _releasing(told.citizen, gone)
        case messages.SummonsCorrected(was_day=was, day=day):
            moved = tuple(e.line for e in lines if (e.day, e.kind) == (was, _BOOKED))
            return [_of(told.citizen, MoveCost(moved, day))] if moved and was != day else []
        case _:
            return []


def find_unplaced(desk: Desk, message: Recorded[messages.CaseAssigned]) -> tuple[UUID, ...]:
    """Find under which ids of the person something is booked that no centre answers for yet."""
    citizen = message.event.citizen
    ids = desk.persons((citizen,)).ids(citizen)
    return tuple(each for each in ids if _unplaced(desk.load(citizen_cost, each).state))


def _unplaced(costs: object) -> bool:
    return isinstance(costs, Costs) and any(each.centre is None for each in costs.lines)


def when_case_placed(
    message: Recorded[messages.CaseAssigned], unplaced: tuple[UUID, ...]
) -> Sequence[Do]:
    """Put what was booked before into the account of the centre that answers now."""
    return [_of(each, PlaceCost(message.event.centre)) for each in unplaced]


def _releasing(citizen: UUID, lines: Iterable[Line]) -> list[Do]:
    named = tuple(each.line for each in lines)
    return [_of(citizen, ReleaseCost(named))] if named else []


def _of(citizen: UUID, command: Command) -> Do:
    return Do(decider=citizen_cost, case_id=citizen, command=command)


_CALLED_OFF: Final = (
    messages.ReceptionStepWithdrawn,
    messages.InterviewCancelled,
    messages.InterviewWithdrawn,
    messages.SummonsCorrected,
)
_PRICED: Final = (OfferGiven, OfferCorrected, OfferEnded, OfferEndWithdrawn, OfferCancelled)
POLICIES: Final = (
    Policy(
        name="when_interpreter_booked",
        on=messages.InterpreterBooked,
        react=when_interpreter_booked,
        find=find_centre,
    ),
    *(
        Policy(
            name="when_interpreter_called_off",
            on=on,
            react=when_interpreter_called_off,
            find=find_lines,
        )
        for on in _CALLED_OFF
    ),
    *(
        Policy(name="when_offer_costs", on=on, react=when_offer_costs, find=find_weeks)
        for on in _PRICED
    ),
    Policy(
        name="when_case_placed",
        on=messages.CaseAssigned,
        react=when_case_placed,
        find=find_unplaced,
    ),
)
