"""Others tell what became of a step of the plan: an offer, or a talk with the workplace.

Which case a step belongs to is looked up in a list, so these policies stand by themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, get_args
from uuid import UUID

from services.sickpay import messages as heard
from services.sickpay.domain.plan_step_orders import (
    NotePlanOffer,
    NotePlanStep,
    PlanOffer,
    StepStage,
)
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.views.plan_steps import PLAN_STEPS
from services.sickpay.views.sick_pay_list import SICK_PAY_LIST
from shared.casework.declare import Desk, Do, Policy
from shared.eventlog.envelope import Recorded

Cases: TypeAlias = tuple[UUID, ...]
Offered: TypeAlias = heard.OfferGiven | heard.OfferCorrected
_OF_A_PLAN: Final[Mapping[str, PlanOffer]] = {kind: kind for kind in get_args(PlanOffer)}
_MOVED: Final[Mapping[type[Any], StepStage]] = {
    heard.OfferStarted: "begun",
    heard.OfferStartWithdrawn: "given",
    heard.OfferEnded: "done",
    heard.OfferEndWithdrawn: "begun",
    heard.OfferCancelled: "called_off",
    heard.ContactHeld: "held",
    heard.HeldContactWithdrawn: "asked",
    heard.ContactCancelled: "called_off",
    heard.CancellationWithdrawn: "asked",
}


def find_running_cases(desk: Desk, message: Recorded[heard.OfferGiven]) -> Cases:
    """Find the citizen's cases that run; an offer is to the person, not to one employment."""
    rows = desk.rows_of(
        SICK_PAY_LIST,
        message.event.citizen,
        "recovered_on is null and ended_after is null and not withdrawn order by sick_pay_case",
    )
    return tuple(row.sick_pay_case for row in rows)


def find_cases_of_offer(desk: Desk, message: Recorded[Any]) -> Cases:
    """Find the cases in whose plan the offer is a step."""
    rows = desk.rows(
        PLAN_STEPS,
        "placement = %(placement)s::uuid order by sick_pay_case",
        {"placement": message.case_id},
    )
    return tuple(row.sick_pay_case for row in rows)


def find_case_of_contact(desk: Desk, message: Recorded[Any]) -> Cases:
    """Find the case that asked for the talk; the contact has the step's own id."""
    rows = desk.rows(PLAN_STEPS, "step = %(step)s", {"step": message.event.contact})
    return tuple(row.sick_pay_case for row in rows)


def note_offer(message: Recorded[Offered], cases: Cases) -> Sequence[Do]:
    """Note practice or a wage subsidy as a step of the plan; put right as another kind, it ends."""
    told, placement = message.event, UUID(message.case_id)
    kind = _OF_A_PLAN.get(told.offer_type)
    if kind is None and isinstance(told, heard.OfferGiven):
        return []
    if kind is None:
        return _each(cases, NotePlanStep(placement, "called_off", message.meta.effective_on))
    return _each(cases, NotePlanOffer(placement, kind, told.starts_on, told.ends_on))


def note_offer_moved(message: Recorded[Any], cases: Cases) -> Sequence[Do]:
    """Note how far the offer has come."""
    stage = _MOVED[type(message.event)]
    return _each(cases, NotePlanStep(UUID(message.case_id), stage, _day(message)))


def note_contact_moved(message: Recorded[Any], cases: Cases) -> Sequence[Do]:
    """Note how far the talk with the workplace has come, and what it came to."""
    told = message.event
    result = told.result if isinstance(told, heard.ContactHeld) else None
    return _each(cases, NotePlanStep(told.contact, _MOVED[type(told)], _day(message), result))


def _day(message: Recorded[Any]) -> date:
    return message.meta.effective_on


def _each(cases: Cases, order: NotePlanOffer | NotePlanStep) -> Sequence[Do]:
    return [Do(decider=SICK_PAY_CASE, case_id=case, command=order) for case in cases]


PLAN_STEP_POLICIES = (
    Policy(
        name="when_offer_given",
        on=heard.OfferGiven,
        find=find_running_cases,
        react=note_offer,
    ),
    Policy(
        name="when_offer_corrected",
        on=heard.OfferCorrected,
        find=find_cases_of_offer,
        react=note_offer,
    ),
    *(
        Policy(name="when_offer_moved", on=moved, find=find_cases_of_offer, react=note_offer_moved)
        for moved in (
            heard.OfferStarted,
            heard.OfferStartWithdrawn,
            heard.OfferEnded,
            heard.OfferEndWithdrawn,
            heard.OfferCancelled,
        )
    ),
    *(
        Policy(
            name="when_contact_moved",
            on=moved,
            find=find_case_of_contact,
            react=note_contact_moved,
        )
        for moved in (
            heard.ContactHeld,
            heard.HeldContactWithdrawn,
            heard.ContactCancelled,
            heard.CancellationWithdrawn,
        )
    ),
)
