"""The rules of an employer's refund requests, as the national reporting portal keeps them.

Law: SPA § 30 and § 54 (the employer's refund), § 40 (notification). A signed notification comes
first; periods neither overlap nor leave holes; only what was fetched is annulled; a change on an
older version than the stored one is refused.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from services.sickpay.domain import refund_events as told
from services.sickpay.domain import refund_orders as orders
from services.sickpay.domain.course import Refund
from services.sickpay.domain.duration import first_paid_day
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from services.sickpay.domain.sick_pay_history import Absence, Ended, Recovered
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import add_months, reckon, timely_until
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")
_DAY = timedelta(days=1)


class Duty(NamedTuple):
    """The last timely day of a notification, and the rule that sets it."""

    until: date
    rule: Rule


def notification_duty(book: RuleBook, absence: Absence) -> Duty | None:
    """Return by when the absence had to be notified; None where no rule sets a day."""
    day = absence.first_absence_day
    if absence.notified_by == "self_employed":
        return _duty("notify.self_employed", day, book, absence)
    if absence.notified_by != "employer":
        return None
    if absence.pay == "no_wage":
        return _duty("notify.employer_no_pay", day, book, absence)
    if absence.pay == "stopped" and absence.pay_stopped_on is not None:
        return _duty("notify.employer_stops_paying", absence.pay_stopped_on, book, absence)
    return _duty("notify.employer", day, book, absence)


def _duty(key: str, day: date, book: RuleBook, absence: Absence) -> Duty | None:
    try:
        rule: Rule = book.rule(key, day, {"notified_by": absence.notified_by})
    except Rejected:
        return None
    return Duty(reckon(day, rule.number, rule.time_unit, rule.roll).timely_until, rule)


def notification_due(book: RuleBook, absence: Absence) -> date | None:
    """Return the last timely day of the notification; None where no rule sets one."""
    duty = notification_duty(book, absence)
    return None if duty is None else duty.until


def refund_from(book: RuleBook, absence: Absence, *, section_56: bool = False) -> date:
    """Return the first day that is refunded: after the employer period.

    SPA § 56: under an agreement with the first day of absence. SPA § 40: of a late notification
    nothing before the day it was given.
    """
    first = absence.first_absence_day
    if not section_56:
        first = first_paid_day(book, first, absence.notified_by)
    due = notification_due(book, absence)
    late = due is not None and absence.notified_on > due
    return max(first, absence.notified_on) if late else first


def _sign(command: orders.SignNotification, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    return [told.NotificationSigned(case.absence.citizen, command.on)]


def _request(command: orders.RequestRefund, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    if any(one.request == command.request for one in case.course.refunds):
        raise Rejected("refund_already_requested")
    if command.section_56:
        _refuse_without_agreement(case, facts)
    begins = refund_from(facts.law, case.absence, section_56=command.section_56)
    _refuse_order(command, case, begins)
    _refuse_too_late(command, facts.law)
    return [
        told.RefundRequested(
            case.absence.citizen,
            command.request,
            command.from_,
            command.to,
            begins,
            command.amount,
        )
    ]


def _refuse_without_agreement(case: OpenCase, facts: SickPayFacts) -> None:
    """Refuse a refund under § 56 where no agreement held on the first day of absence."""
    first = case.absence.first_absence_day
    if not any(one.covers(first) for one in facts.agreements):
        raise Rejected("no_section_56_agreement")


def _refuse_order(command: orders.RequestRefund, case: OpenCase, begins: date) -> None:
    if command.to < command.from_:
        raise Rejected("period_reversed")
    if command.from_ < begins:
        raise Rejected("before_refund_period", detail={"from": begins.isoformat()})
    if command.to > command.on:
        raise Rejected("refund_in_the_future")
    _refuse_after_the_last_day(command.to, case)
    last = _last_live(case)
    if last is None:
        return
    if command.from_ <= last.to:
        raise Rejected("refund_overlaps")
    if command.from_ > last.to + _DAY:
        raise Rejected("refund_leaves_hole")


def _refuse_after_the_last_day(to: date, case: OpenCase) -> None:
    match case.state:
        case Recovered(recovered_on=well) if to >= well:
            raise Rejected("refund_after_recovery")
        case Ended(last_day=last) if to > last:
            raise Rejected("refund_after_end", detail={"last_day": last.isoformat()})
        case _:
            return


def _refuse_too_late(command: orders.RequestRefund, book: RuleBook) -> None:
    try:
        rule = book.rule("refund.request", command.from_)
    except Rejected:
        # Before 2012 our sources have no limit, and none is guessed.
        return
    due = add_months(command.from_, rule.number)
    if command.on > timely_until(due, rule.roll):
        raise Rejected("refund_too_late")


def _last_live(case: OpenCase) -> Refund | None:
    live = [one for one in case.course.refunds if not one.annulled]
    return live[-1] if live else None


def _found(request: object, version: int, case: OpenCase) -> Refund:
    one = next((one for one in case.course.refunds if one.request == request), None)
    if one is None:
        raise Rejected("refund_unknown")
    if one.version != version:
        raise Rejected("stale_version", detail={"version": one.version})
    if one.annulled:
        raise Rejected("refund_annulled")
    return one


def _correct(command: orders.CorrectRefund, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    one = _found(command.request, command.version, case)
    if one.fetched:
        raise Rejected("refund_fetched")
    if (one.to, one.amount) == (command.to, command.amount):
        raise Rejected("nothing_to_correct")
    if command.to < one.from_:
        raise Rejected("period_reversed")
    if command.to > facts.today:
        raise Rejected("refund_in_the_future")
    _refuse_after_the_last_day(command.to, case)
    if one != _last_live(case) and command.to != one.to:
        raise Rejected("refund_overlaps" if command.to > one.to else "refund_leaves_hole")
    citizen = case.absence.citizen
    return [told.RefundCorrected(citizen, one.request, command.to, command.amount)]


def _fetch(command: orders.FetchRefund, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    one = _found(command.request, command.version, case)
    if one.fetched:
        raise Rejected("refund_fetched")
    return [told.RefundFetched(case.absence.citizen, one.request)]


def _annul(command: orders.AnnulRefund, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    one = _found(command.request, command.version, case)
    if not one.fetched:
        raise Rejected("refund_not_fetched")
    if one.paid:
        raise Rejected("refund_paid")
    if one != _last_live(case):
        raise Rejected("refund_leaves_hole")
    return [told.RefundAnnulled(case.absence.citizen, one.request, command.reason)]


def _pay(command: orders.PayRefund, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    one = _found(command.request, command.version, case)
    if not one.fetched:
        raise Rejected("refund_not_fetched")
    if one.paid:
        raise Rejected("refund_paid")
    if f"refund:{one.request}" in case.course.flagged:
        raise Rejected("refund_to_review")
    citizen = case.absence.citizen
    return [told.RefundPaid(citizen, one.request, one.from_, one.to, one.amount)]


def _not_paid(
    command: orders.WithdrawRefundPayment, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _found(command.request, command.version, case)
    if not one.paid:
        raise Rejected("refund_not_paid")
    return [
        told.RefundPaymentWithdrawn(
            case.absence.citizen, one.request, one.from_, one.to, one.amount, command.reason
        )
    ]


def _of_sick_pay(case: OpenCase) -> Blocks:
    return ("not_for_cash_benefit",) if case.absence.legal_basis == "cash_benefit" else ()


def _unsigned(case: OpenCase) -> Blocks:
    return ("already_signed",) if case.course.signed else ()


def _signed(case: OpenCase) -> Blocks:
    return _of_sick_pay(case) or (() if case.course.signed else ("notification_not_signed",))


def _some(case: OpenCase) -> Blocks:
    return () if case.course.refunds else ("refund_unknown",)


REFUNDS: Mapping[type[Command], Handler] = {
    orders.SignNotification: Handler(_sign, _unsigned, _ALWAYS),
    orders.RequestRefund: Handler(_request, _signed, _ALWAYS),
    orders.CorrectRefund: Handler(_correct, _some, _ALWAYS),
    orders.FetchRefund: Handler(_fetch, _some, _ALWAYS),
    orders.AnnulRefund: Handler(_annul, _some, _ALWAYS),
    orders.PayRefund: Handler(_pay, _some, _ALWAYS),
    orders.WithdrawRefundPayment: Handler(_not_paid, _some, _ALWAYS),
}
