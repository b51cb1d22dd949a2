"""An absence is notified, the citizen answers the information form, and one day is well again.

Law: sygedagpengeloven (SPA) § 11: the form is answered within 8 calendar days of sending
(rule `form.return`, see `rules/`). Requirement S-07: sick pay is told when the form is sent,
and only sick pay receives it; others learn that it came, never what it says.
One open case for each citizen and employment. Orders and facts stand in their own files; what
belongs to following up, papers, the end and refunds is decided by the handlers of those files.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias

from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.agreed_refunds import AGREED_REFUNDS
from services.sickpay.domain.appeal_orders import AppealOrder
from services.sickpay.domain.appealing import APPEALS
from services.sickpay.domain.consequences import consequences
from services.sickpay.domain.ending import ENDING
from services.sickpay.domain.ending_events import SickPayEnded, SickPayEndWithdrawn
from services.sickpay.domain.ending_orders import EndingOrder
from services.sickpay.domain.facts import SickPayFacts as Facts
from services.sickpay.domain.facts import refuse_future
from services.sickpay.domain.follow_up_orders import FollowUpOrder
from services.sickpay.domain.following_up import FOLLOW_UP
from services.sickpay.domain.grant_orders import GrantOrder
from services.sickpay.domain.granting import GRANTS
from services.sickpay.domain.handling import Handler, OpenCase
from services.sickpay.domain.notifying import NOTIFICATION, refuse_notification
from services.sickpay.domain.paper_orders import PaperOrder
from services.sickpay.domain.papering import PAPERS
from services.sickpay.domain.plan_step_orders import PlanStepOrder
from services.sickpay.domain.planning import PLAN_STEPS
from services.sickpay.domain.refund_orders import RefundOrder
from services.sickpay.domain.refunding import REFUNDS
from services.sickpay.domain.reminder_orders import ReminderOrder
from services.sickpay.domain.reminding import REMINDERS, reminder_crossed
from services.sickpay.domain.sick_pay_history import (
    Absence,
    Ended,
    FormReturned,
    FormSent,
    NoForm,
    NotNotified,
    Recovered,
    Running,
    State,
    Withdrawn,
    absence_of,
    evolve,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Claim,
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)

Order: TypeAlias = (
    orders.Order
    | ReminderOrder
    | FollowUpOrder
    | PaperOrder
    | PlanStepOrder
    | GrantOrder
    | EndingOrder
    | AppealOrder
    | RefundOrder
)

HANDLERS: Final[Mapping[type[Command], Handler]] = {
    **NOTIFICATION,
    **REMINDERS,
    **FOLLOW_UP,
    **PAPERS,
    **PLAN_STEPS,
    **GRANTS,
    **ENDING,
    **APPEALS,
    **REFUNDS,
    **AGREED_REFUNDS,
}
_OPENING = (orders.NotifyAbsence, orders.OpenCashBenefitFollowUp)
_OF_A_RETURN = (orders.CorrectFormReturn, orders.CorrectFormAnswer, orders.WithdrawFormReturn)
_ONLY_ILL = (orders.ReportRecovery, orders.WithdrawNotification)
_OF_A_RECOVERY = (orders.CorrectRecovery, orders.WithdrawRecovery)
_NOT_THERE: Final[Mapping[str, Code]] = {
    "running": "sick_pay_not_ended",
    "recovered": "already_recovered",
    "ended": "sick_pay_ended",
}


def blocks(command: type[Order], state: State, facts: Facts) -> tuple[Code, ...]:  # noqa: ARG001 - the shape of every `blocks`; the case alone decides
    """Say why this kind of order is not possible now."""
    match state:
        case NotNotified():
            return () if command in _OPENING else ("absence_not_notified",)
        case Withdrawn():
            return ("notification_withdrawn",)
        case _ if command in _OPENING:
            return ("absence_already_notified",)
        case _ if command in HANDLERS:
            handler, case = HANDLERS[command], OpenCase.of(state)
            there = case.stage in handler.stages
            return handler.blocks(case) if there else (_NOT_THERE[case.stage],)
        case Ended():
            return () if command is orders.CorrectFirstAbsenceDay else ("sick_pay_ended",)
        case Running() | Recovered():
            return _blocks_a_return(command, state)


def _blocks_a_return(command: type[Order], state: Running | Recovered) -> tuple[Code, ...]:
    """Say why an order about the form or the recovery is not possible now."""
    if isinstance(state, Running) and command in _OF_A_RECOVERY:
        return ("not_recovered",)
    if isinstance(state, Recovered) and command in _ONLY_ILL:
        return ("already_recovered",)
    returned = isinstance(state.form, FormReturned)
    if command in _OF_A_RETURN and not returned:
        return ("form_not_returned",)
    if command is orders.RegisterFormReturn and returned:
        return ("form_already_returned",)
    return ()


def decide(command: Order, state: State, facts: Facts) -> list[Decision]:
    """Decide an order about a sick-pay case, and add what follows of itself."""
    refuse_if_blocked(blocks(type(command), state, facts))
    decided = _decide(command, state, facts)
    return [*decided, *consequences(command, state, decided, facts)]


def _decide(command: Order, state: State, facts: Facts) -> list[Decision]:
    """One `case` a rule, all else is refused."""
    match command, state:
        case _, Running() | Recovered() | Ended() if type(command) in HANDLERS:
            decided = HANDLERS[type(command)].decide(command, OpenCase.of(state), facts)
            return [*decided, *_name_of_the_case(state, decided)]
        case orders.NotifyAbsence(), NotNotified():
            return _notify(command, facts)
        case orders.OpenCashBenefitFollowUp(citizen, citizen_case, first), NotNotified():
            opened = told.CashBenefitFollowUpOpened(citizen, citizen_case, first)
            return [opened, _claimed(absence_of(opened))]
        case orders.CorrectFirstAbsenceDay(), Running() | Recovered() | Ended():
            return _correct_first_day(command, state, facts)
        case orders.WithdrawNotification(reason=reason), Running(absence=absence):
            gone = told.AbsenceNotificationWithdrawn(absence.citizen, reason)
            return [gone, Release(open_case_of(absence))]
        case orders.NoteFormSent(), Running() | Recovered():
            return _note_form(command, state)
        case orders.CorrectFormSent(), Running() | Recovered():
            return _correct_sending(command, state)
        case _, Running() | Recovered():
            return _decide_return(command, state, facts)
        case _:
            return not_allowed_now()


def _name_of_the_case(
    state: Running | Recovered | Ended, decided: list[Decision]
) -> list[Decision]:
    """Give the name of the employment back at the end, and take it again if that is undone."""
    if any(isinstance(each, SickPayEnded) for each in decided):
        return [Release(open_case_of(state.absence))]
    taken_back = any(isinstance(each, SickPayEndWithdrawn) for each in decided)
    return [_claimed(state.absence)] if taken_back else []


def _decide_return(command: Order, state: Running | Recovered, facts: Facts) -> list[Decision]:
    """Decide about what came back: the form, or the citizen's health."""
    match command, state:
        case orders.RegisterFormReturn(on=on, health=health), _:
            refuse_future(on, facts)
            form = None if isinstance(state.form, NoForm) else state.form.form
            citizen = state.absence.citizen
            return [
                told.InformationFormReturned(citizen, on, health, form, *_answers(command.answers)),
                *reminder_crossed(citizen, state.form, on),
            ]
        case orders.CorrectFormReturn(on=on), _:
            return _correct_return(on, state, facts)
        case orders.CorrectFormAnswer(health=health), _:
            answers = _answers(command.answers)
            return [told.FormAnswerCorrected(state.absence.citizen, health, *answers)]
        case orders.WithdrawFormReturn(reason=reason), _:
            return _withdraw_return(reason, state)
        case orders.ReportRecovery(on=on), Running(absence=absence):
            _refuse_recovery(on, absence, facts)
            well = told.RecoveryReported(absence.citizen, on)
            return [well, *_unneeded_form(state, on), Release(open_case_of(absence))]
        case orders.CorrectRecovery(on=on), Recovered(absence=absence, recovered_on=was):
            _refuse_recovery(on, absence, facts)
            if on == was:
                raise Rejected("nothing_to_correct")
            return [told.RecoveryCorrected(absence.citizen, on, was), *_unneeded_form(state, on)]
        case orders.WithdrawRecovery(reason=reason), Recovered(absence=absence):
            back = told.RecoveryWithdrawn(absence.citizen, reason)
            return [back, _claimed(absence)]
        case _:
            return not_allowed_now()


def _notify(command: orders.NotifyAbsence, facts: Facts) -> list[Decision]:
    refuse_notification(command, facts)
    if command.first_absence_day > command.on:
        raise Rejected("notified_before_absence")
    notified = told.AbsenceNotified(
        citizen=command.citizen,
        employment=command.employment,
        first_absence_day=command.first_absence_day,
        notified_by=command.notified_by,
        notified_on=command.on,
        pay=command.pay,
        pay_stopped_on=command.pay_stopped_on,
        pensioner=command.pensioner,
        signed=command.signed,
    )
    return [notified, _claimed(absence_of(notified))]


def _answers(
    answers: orders.FormAnswers,
) -> tuple[int | None, orders.Complaint | None, orders.OwnPrognosis | None, bool | None]:
    return (
        answers.expected_weeks,
        answers.complaint,
        answers.own_prognosis,
        answers.workplace_conflict,
    )


def _correct_first_day(
    command: orders.CorrectFirstAbsenceDay, state: Running | Recovered | Ended, facts: Facts
) -> list[Decision]:
    absence, day = state.absence, command.first_absence_day
    refuse_future(day, facts)
    if day == absence.first_absence_day:
        raise Rejected("nothing_to_correct")
    if day > absence.notified_on:
        raise Rejected("notified_before_absence")
    if isinstance(state, Recovered) and day >= state.recovered_on:
        raise Rejected("recovered_before_absence")
    return [
        told.FirstAbsenceDayCorrected(
            absence.citizen, day, absence.first_absence_day, command.reason
        )
    ]


def _note_form(command: orders.NoteFormSent, state: Running | Recovered) -> list[Decision]:
    """Note that a form was sent, also when the citizen's answer or recovery was known before.

    The letter's clock starts with the message; where the duty was done or gone already,
    a fact beside the note stops it, so that nobody is later said to have missed it.
    """
    citizen, form = state.absence.citizen, command.form
    known = None if isinstance(state.form, NoForm) else state.form.form
    if known == form:
        raise Rejected("form_already_noted")
    noted = told.FormSentNoted(citizen, form, command.sent_on)
    if isinstance(state.form, FormReturned) and known is None:
        return [noted, told.FormReturnMatched(citizen, form, state.form.returned_on)]
    if isinstance(state, Recovered):
        return [noted, told.FormNotNeeded(citizen, form, state.recovered_on)]
    return [noted]


def _correct_sending(command: orders.CorrectFormSent, state: Running | Recovered) -> list[Decision]:
    """Follow benefit service when it corrects the day; the clock is counted anew from it."""
    if isinstance(state.form, NoForm) or state.form.form != command.form:
        raise Rejected("form_not_noted")
    if state.form.sent_on == command.sent_on:
        raise Rejected("nothing_to_correct")
    citizen = state.absence.citizen
    corrected = told.FormSentCorrected(citizen, command.form, command.sent_on)
    if (
        isinstance(state, Recovered)
        and isinstance(state.form, FormSent)
        and command.sent_on > state.recovered_on
    ):
        return [corrected, told.FormNotNeeded(citizen, command.form, state.recovered_on)]
    return [corrected]


def _correct_return(on: date, state: Running | Recovered, facts: Facts) -> list[Decision]:
    refuse_future(on, facts)
    if isinstance(state.form, FormReturned) and state.form.returned_on == on:
        raise Rejected("nothing_to_correct")
    citizen = state.absence.citizen
    corrected = told.FormReturnCorrected(citizen, on)
    return [corrected, *reminder_crossed(citizen, state.form, on)]


def _withdraw_return(reason: str, state: Running | Recovered) -> list[Decision]:
    """Take the return back; whoever is well again need not answer after all."""
    withdrawn = told.FormReturnWithdrawn(state.absence.citizen, reason)
    form = None if isinstance(state.form, NoForm) else state.form.form
    if isinstance(state, Running) or form is None:
        return [withdrawn]
    return [withdrawn, told.FormNotNeeded(state.absence.citizen, form, state.recovered_on)]


def _unneeded_form(state: Running | Recovered, recovered_on: date) -> list[Decision]:
    """Tell that a form sent after the citizen was well again need not be answered."""
    if isinstance(state.form, FormSent) and state.form.sent_on > recovered_on:
        return [told.FormNotNeeded(state.absence.citizen, state.form.form, recovered_on)]
    return []


def _refuse_recovery(on: date, absence: Absence, facts: Facts) -> None:
    refuse_future(on, facts)
    if on <= absence.first_absence_day:
        raise Rejected("recovered_before_absence")


def open_case_of(absence: Absence) -> str:
    """Name what only one open case of a citizen and an employment may hold."""
    return f"open_sick_pay_case:{absence.citizen}:{absence.employment}"


def _claimed(absence: Absence) -> Claim:
    return Claim(open_case_of(absence), refusal="open_case_exists")


SICK_PAY_CASE: Decider[Order, State, Facts] = Decider(
    case_type="sick_pay_case",
    initial=NotNotified(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
