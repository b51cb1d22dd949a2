"""The rules of a notification that said the wrong thing: who told, when, what of pay and pension.

Law: SPA § 30 and § 40. Employer period, duration limit, the refund's first day and the employer's
talk hang on it; they are counted anew, and decisions that relied on it are flagged.
"""

from collections.abc import Mapping

from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected


def refuse_notification(
    command: orders.NotifyAbsence | orders.CorrectNotification, facts: SickPayFacts
) -> None:
    """Refuse a day to come, and a stop of pay without its day."""
    refuse_future(command.on, facts)
    if command.pay == "stopped" and command.pay_stopped_on is None:
        raise Rejected("pay_stop_missing")


def _correct(
    command: orders.CorrectNotification, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_notification(command, facts)
    was = case.absence
    if was.notified_by == "jobcenter":
        raise Rejected("not_for_cash_benefit")
    if command.on < was.first_absence_day:
        raise Rejected("notified_before_absence")
    said = (command.notified_by, command.on, command.pay, command.pay_stopped_on, command.pensioner)
    if said == (was.notified_by, was.notified_on, was.pay, was.pay_stopped_on, was.pensioner):
        raise Rejected("nothing_to_correct")
    return [
        told.NotificationCorrected(
            citizen=was.citizen,
            first_absence_day=was.first_absence_day,
            notified_by=command.notified_by,
            notified_on=command.on,
            pay=command.pay,
            pay_stopped_on=command.pay_stopped_on,
            pensioner=command.pensioner,
            was_notified_by=was.notified_by,
            was_notified_on=was.notified_on,
            reason=command.reason,
        )
    ]


def _of_sick_pay(case: OpenCase) -> Blocks:
    return ("not_for_cash_benefit",) if case.absence.legal_basis == "cash_benefit" else ()


NOTIFICATION: Mapping[type[Command], Handler] = {
    orders.CorrectNotification: Handler(_correct, _of_sick_pay, ("running", "recovered", "ended")),
}
