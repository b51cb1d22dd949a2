"""The rules of a grant at the workplace: a § 56 agreement, or an aid (flow E3, step 8).

Law: SPA § 56 stk. 2 (chronic illness with ten days of absence a year, treatment that was decided
on before the employment, or the same illness again; two years at most); LAB and the act on
compensation for disabled people in work (an aid that is decisive, or makes up for a limitation).
Each law has two halves. The one about the citizen's health is assessed here, by asking; the one
about the company is answered by company contact, which is told neither of them.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from services.sickpay.domain import grant_events as told
from services.sickpay.domain import grant_orders as orders
from services.sickpay.domain.course import Course
from services.sickpay.domain.facts import Agreement, SickPayFacts
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from services.sickpay.domain.plan_step_history import PlanStep
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import add_months
from shared.privacy.personal import Erased

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")
_SECTION_56 = "section_56"
LONGEST = "section_56.longest"


def _ask(
    command: orders.AskForWorkplaceGrant, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    """Ask once for each ground at a company; an agreement on refund needs an employer."""
    if command.wanted_from < facts.today:
        raise Rejected("step_in_the_past")
    if command.ground.startswith(_SECTION_56) and case.absence.notified_by != "employer":
        raise Rejected("no_employer")
    asked = ("asked", command.company, command.ground)
    if any((one.stage, one.company, one.ground) == asked for one in case.course.steps):
        raise Rejected("step_already_asked_for")
    if facts.new_id is None:
        msg = "a step needs an id of its own"
        raise ValueError(msg)
    return [
        told.WorkplaceGrantAskedFor(
            case.absence.citizen,
            facts.new_id,
            command.company,
            command.wanted_from,
            command.ground,
        )
    ]


def _given(command: orders.NoteGrantGiven, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    """Note the days; a § 56 agreement holds for two years at most, whatever was answered."""
    one = _found(command.grant, case)
    longest, rule = _longest(one, command.from_, facts)
    to = command.to if longest is None else min(command.to or longest, longest)
    if (one.stage, one.from_, one.to) == ("granted", command.from_, to):
        raise Rejected("step_already_there")
    citizen = case.absence.citizen
    return [told.WorkplaceGrantNoted(citizen, one.step, command.from_, to, command.amount, rule)]


def _longest(one: PlanStep, day: date, facts: SickPayFacts) -> tuple[date | None, str | None]:
    if not _is_agreement(one):
        return None, None
    rule = facts.law.rule(LONGEST, day)
    return add_months(day, rule.number) - timedelta(days=1), rule.version


def _refused(
    command: orders.NoteGrantRefused, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _found(command.grant, case)
    if one.stage == "refused":
        raise Rejected("step_already_there")
    citizen = case.absence.citizen
    return [told.WorkplaceGrantRefusalNoted(citizen, one.step, command.reason)]


def _reopened(
    command: orders.NoteGrantReopened, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _found(command.grant, case)
    if one.stage == "asked":
        raise Rejected("step_already_there")
    return [told.WorkplaceGrantReopened(case.absence.citizen, one.step)]


def _stopped(
    command: orders.NoteGrantStopped, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _found(command.grant, case)
    if one.stage != "granted":
        raise Rejected("grant_not_given")
    if one.to is not None and one.to <= command.last_day:
        raise Rejected("step_already_there")
    citizen = case.absence.citizen
    return [told.WorkplaceGrantNoted(citizen, one.step, one.from_, command.last_day, one.amount)]


def agreements_in(course: Course) -> tuple[Agreement, ...]:
    """Return the § 56 agreements that a course's plan brought, with their days."""
    return tuple(
        Agreement(one.from_, one.to)
        for one in course.steps
        if one.stage == "granted" and _is_agreement(one)
    )


def _is_agreement(one: PlanStep) -> bool:
    ground = one.ground
    return not isinstance(ground, Erased | None) and ground.startswith(_SECTION_56)


def _found(grant: object, case: OpenCase) -> PlanStep:
    steps = (one for one in case.course.steps if one.kind == "workplace_grant")
    one = next((one for one in steps if one.step == grant), None)
    if one is None:
        raise Rejected("step_unknown")
    return one


def _plan_open(case: OpenCase) -> Blocks:
    return ("no_plan",) if case.course.plan in {"none", "closed"} else ()


def _some_grant(case: OpenCase) -> Blocks:
    some = any(one.kind == "workplace_grant" for one in case.course.steps)
    return () if some else ("step_unknown",)


GRANTS: Mapping[type[Command], Handler] = {
    orders.AskForWorkplaceGrant: Handler(_ask, _plan_open),
    orders.NoteGrantGiven: Handler(_given, _some_grant, _ALWAYS),
    orders.NoteGrantRefused: Handler(_refused, _some_grant, _ALWAYS),
    orders.NoteGrantReopened: Handler(_reopened, _some_grant, _ALWAYS),
    orders.NoteGrantStopped: Handler(_stopped, _some_grant, _ALWAYS),
}
