"""The rules of plan steps that other services carry out: an offer, a talk with the workplace.

Flow E3, steps 8 and 9. Sick pay asks and is told what became of it; who gives an offer or talks
with a company is decided there. A company is told nothing of the citizen or the illness.
"""

from collections.abc import Mapping
from uuid import UUID

from services.sickpay.domain import plan_step_events as told
from services.sickpay.domain import plan_step_orders as orders
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from services.sickpay.domain.plan_step_history import PlanStep
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")


def _ask_for_offer(
    command: orders.AskForOffer, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    if command.to < command.from_:
        raise Rejected("period_reversed")
    if any((one.kind, one.stage) == (command.offer_type, "asked") for one in case.course.steps):
        raise Rejected("step_already_asked_for")
    citizen, step = case.absence.citizen, _fresh(facts)
    return [told.OfferAskedFor(citizen, step, command.offer_type, command.from_, command.to)]


def _ask_for_contact(
    command: orders.AskForWorkplaceContact, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    if command.planned_on < facts.today:
        raise Rejected("step_in_the_past")
    asked = (command.company, command.planned_on)
    if any((one.company, one.from_) == asked for one in case.course.steps):
        raise Rejected("step_already_asked_for")
    citizen, step = case.absence.citizen, _fresh(facts)
    return [
        told.WorkplaceContactAskedFor(
            citizen, step, command.company, command.planned_on, command.about
        )
    ]


def _withdraw(
    command: orders.WithdrawPlanStep, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _found(command.step, case)
    if one.stage != "asked":
        raise Rejected("step_already_begun")
    citizen = case.absence.citizen
    return [told.PlanStepWithdrawn(citizen, one.step, one.company, command.reason)]


def _note_offer(
    command: orders.NotePlanOffer, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    """Tie the offer to the step that asked for it; one nobody asked for is a step of its own."""
    steps = case.course.steps
    known = next((one for one in steps if one.placement == command.placement), None)
    asked = next(
        (one for one in steps if (one.kind, one.stage) == (command.offer_type, "asked")), None
    )
    said = (command.offer_type, command.from_, command.to)
    if known is not None and said == (known.kind, known.from_, known.to):
        raise Rejected("nothing_to_correct")
    meant = known or asked
    return [
        told.PlanOfferNoted(
            case.absence.citizen,
            command.placement if meant is None else meant.step,
            command.placement,
            command.offer_type,
            command.from_,
            command.to,
        )
    ]


def _note_step(
    command: orders.NotePlanStep, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _found(command.step, case)
    if one.stage == command.stage:
        raise Rejected("step_already_there")
    citizen = case.absence.citizen
    return [told.PlanStepMoved(citizen, one.step, command.stage, command.on, command.result)]


def _found(name: UUID, case: OpenCase) -> PlanStep:
    one = next((one for one in case.course.steps if one.named(name)), None)
    if one is None:
        raise Rejected("step_unknown")
    return one


def _fresh(facts: SickPayFacts) -> UUID:
    if facts.new_id is None:
        msg = "a step needs an id of its own"
        raise ValueError(msg)
    return facts.new_id


def _plan_open(case: OpenCase) -> Blocks:
    return ("no_plan",) if case.course.plan in {"none", "closed"} else ()


def _some_step(case: OpenCase) -> Blocks:
    return () if case.course.steps else ("step_unknown",)


def _anyhow(_case: OpenCase) -> Blocks:
    return ()


PLAN_STEPS: Mapping[type[Command], Handler] = {
    orders.AskForOffer: Handler(_ask_for_offer, _plan_open),
    orders.AskForWorkplaceContact: Handler(_ask_for_contact, _plan_open),
    orders.WithdrawPlanStep: Handler(_withdraw, _some_step, _ALWAYS),
    orders.NotePlanOffer: Handler(_note_offer, _anyhow, _ALWAYS),
    orders.NotePlanStep: Handler(_note_step, _some_step, _ALWAYS),
}
