"""What follows of itself when a fact is new or corrected: limit, risk, counts, and what to look at.

Whatever was told late or out of order, these are computed from all that is known now.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import reduce
from typing import NamedTuple

from services.sickpay.domain import ending_events as ending
from services.sickpay.domain import follow_up_events as follow
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.course import Course, Limit
from services.sickpay.domain.duration import Counted, duration_limit
from services.sickpay.domain.ending_orders import CorrectNextBasis, EndSickPay
from services.sickpay.domain.facts import SickPayFacts, model_on
from services.sickpay.domain.follow_up_orders import (
    CorrectFollowUp,
    CorrectPartialReturn,
    WithdrawFollowUp,
    WithdrawMissedFollowUp,
    WithdrawPartialReturn,
    WithdrawPartialReturnEnd,
)
from services.sickpay.domain.paper_orders import (
    CorrectCertificate,
    ReceiveCertificate,
    WithdrawCertificate,
)
from services.sickpay.domain.reminder_orders import WithdrawFormReminder
from services.sickpay.domain.risk import risk_of
from services.sickpay.domain.sick_pay_history import (
    Ended,
    FormReturned,
    Recovered,
    Running,
    State,
    evolve,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.eventlog.event import Event
from shared.law.arithmetic import add_months


class Late(NamedTuple):
    """A fact that was late or wrong, and the kinds of decisions that may have relied on it."""

    because: str
    touches: frozenset[str]


_ALL = frozenset(
    {"category", "follow_up_duty", "reassessment", "extension", "refund", "proposal", "ending"}
)
_OF_HEALTH = _ALL - {"refund", "proposal"}
_LATE: Mapping[type[Command], Late] = {
    orders.CorrectFirstAbsenceDay: Late("first_absence_day_corrected", _ALL),
    orders.CorrectNotification: Late("notification_corrected", _ALL),
    orders.CorrectRecovery: Late("recovery_corrected", _ALL),
    orders.WithdrawRecovery: Late("recovery_withdrawn", _ALL),
    orders.ReportRecovery: Late("recovery_reported_late", _ALL),
    orders.CorrectFormReturn: Late("form_return_corrected", _ALL),
    orders.CorrectFormAnswer: Late("form_answer_corrected", _ALL),
    orders.WithdrawFormReturn: Late("form_return_withdrawn", _ALL),
    CorrectFollowUp: Late("follow_up_corrected", _ALL),
    WithdrawFollowUp: Late("follow_up_withdrawn", _OF_HEALTH),
    WithdrawMissedFollowUp: Late(
        "missed_follow_up_withdrawn", frozenset({"category", "proposal", "ending"})
    ),
    CorrectPartialReturn: Late("partial_return_corrected", frozenset({"refund"})),
    WithdrawPartialReturn: Late("partial_return_withdrawn", frozenset({"refund"})),
    WithdrawPartialReturnEnd: Late("partial_return_end_withdrawn", frozenset({"refund"})),
    EndSickPay: Late("sick_pay_ended_before", frozenset({"refund"})),
    WithdrawFormReminder: Late("form_reminder_withdrawn", frozenset({"proposal", "ending"})),
    CorrectNextBasis: Late("next_basis_corrected", frozenset({"ending"})),
    ReceiveCertificate: Late("certificate_came_after", frozenset({"reassessment", "ending"})),
    CorrectCertificate: Late("certificate_corrected", _OF_HEALTH),
    WithdrawCertificate: Late("certificate_withdrawn", _OF_HEALTH),
}
_LATE_ORDERS = tuple(_LATE)
_WELL = (orders.ReportRecovery, orders.CorrectRecovery)
_PARTLY = (
    follow.PartialReturnCorrected,
    follow.PartialReturnWithdrawn,
    follow.PartialReturnEndWithdrawn,
)
FOLLOWS_OF_ANY: tuple[type[Event], ...] = (
    ending.DurationLimitFound,
    ending.DurationLimitRemoved,
    follow.RiskAssessed,
    follow.SixMonthFollowUpsCompleted,
    follow.SixMonthFollowUpsReopened,
)
"""What is found anew with every order, because it hangs on the whole case and on the day."""


def consequences(
    command: Command, before: State, decided: list[Decision], facts: SickPayFacts
) -> list[Decision]:
    """Return the facts that stand beside what was decided."""
    if facts.book is None:
        return []
    state = reduce(evolve, (each for each in decided if isinstance(each, Event)), before)
    if not isinstance(state, Running | Recovered | Ended):
        return []
    found: list[Decision] = []
    if isinstance(state, Running):
        found += [*_limit(state, facts), *_risk(state, facts), *_counted(state, facts)]
    if isinstance(command, orders.CorrectFirstAbsenceDay) and isinstance(state, Running):
        found += _resumed(state)
    if isinstance(command, _WELL) and isinstance(state, Recovered) and _well_before(state):
        found.append(follow.FollowUpNotNeeded(state.absence.citizen, state.recovered_on))
    if isinstance(command, _LATE_ORDERS):
        found += _flags(command, state, decided)
    return found


def _well_before(state: Recovered) -> bool:
    """Say whether something that a clock counts from lies after the recovery."""
    asked = (one.requested_on for one in state.course.awaited)
    counted_from = (*state.course.held[-1:], *asked)
    return any(day is not None and day > state.recovered_on for day in counted_from)


def limit_now(state: Running, facts: SickPayFacts) -> Limit:
    """Return the limit by all that is known now; refuse where no row of law tells it."""
    absence = state.absence
    counted = Counted(
        absence.first_absence_day, absence.notified_by, absence.pensioner, facts.others
    )
    return duration_limit(facts.law, counted)


def _limit(state: Running, facts: SickPayFacts) -> list[Decision]:
    absence, known = state.absence, state.course.limit
    if absence.legal_basis == "cash_benefit":
        return []
    try:
        now = limit_now(state, facts)
    except Rejected as refusal:
        if known is None:
            return []
        return [
            ending.DurationLimitRemoved(absence.citizen, absence.first_absence_day, refusal.code)
        ]
    if known == now:
        return []
    return [
        ending.DurationLimitFound(
            absence.citizen,
            absence.first_absence_day,
            now.counted_from,
            now.reached_on,
            now.ends_after,
            now.approaching_from,
            now.rule,
        )
    ]


def _risk(state: Running, facts: SickPayFacts) -> list[Decision]:
    if not isinstance(state.form, FormReturned):
        return []
    risk = risk_of(state.absence, state.form, state.course, facts)
    return [] if risk is None or risk == state.course.risk else [risk]


def _counted(state: Running, facts: SickPayFacts) -> list[Decision]:
    """Tell when as many follow-ups were held as the first six months ask for, or no more so."""
    course, absence = state.course, state.absence
    first, model = absence.first_absence_day, model_on(absence.first_absence_day)
    if model not in {"2020", "2026"} or not (course.held or course.count_done):
        return []
    half_year = add_months(first, 6)
    held = sum(1 for day in course.held if day <= half_year)
    try:
        profile = {"category": course.category or 0}
        needed = facts.law.rule("followup.count_6m", first, profile).number
    except Rejected:
        return []
    if course.count_done == (held >= needed):
        return []
    if course.count_done:
        return [follow.SixMonthFollowUpsReopened(absence.citizen, first, held)]
    return [follow.SixMonthFollowUpsCompleted(absence.citizen, first, held)]


def _resumed(state: Running) -> list[Decision]:
    """Count the first follow-up anew where a category or an assessment started its clock."""
    course, absence = state.course, state.absence
    if course.category is None and not course.owes_one:
        return []
    return [follow.FollowUpResumed(absence.citizen, absence.first_absence_day)]


def _flags(
    command: Command, state: Running | Recovered | Ended, decided: list[Decision]
) -> list[Decision]:
    """Flag the decisions that relied on what has changed; nothing is lost or undone."""
    first, late = state.absence.first_absence_day, _LATE[type(command)]
    return [
        ending.DecisionFlagged(state.absence.citizen, first, decision, late.because)
        for decision in _relying(command, state, decided)
        if decision not in state.course.flagged and decision.partition(":")[0] in late.touches
    ]


def _relying(
    command: Command, state: Running | Recovered | Ended, decided: list[Decision]
) -> tuple[str, ...]:
    course = state.course
    for fact in decided:
        if isinstance(fact, _PARTLY):
            return _refunds_since(min(fact.from_, getattr(fact, "was", fact.from_)), course)
    if isinstance(command, EndSickPay) and isinstance(state, Ended):
        return _refunds_since(state.last_day + timedelta(days=1), course)
    if isinstance(state, Ended):
        made = tuple(name for name in course.decisions if name != "proposal")
        return (*made, "ending")
    if isinstance(command, orders.ReportRecovery) and isinstance(state, Recovered):
        return _overtaken(course, state)
    return course.decisions


def _overtaken(course: Course, state: Recovered) -> tuple[str, ...]:
    """Name what was decided for days on which the citizen was already well."""
    well = state.recovered_on
    refunds = _refunds_since(well, course)
    late = course.reassessment is not None and course.reassessment.on >= well
    return (*refunds, "reassessment") if late else refunds


def _refunds_since(day: date, course: Course) -> tuple[str, ...]:
    """Name the refunds that were paid for days from this one on."""
    paid = (one for one in course.refunds if one.paid and one.to >= day)
    return tuple(f"refund:{one.request}" for one in paid)
