"""What a sick-pay case amounts to after all that was told in it."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.sickpay.domain import reminder_events as reminder
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain.course import Course
from services.sickpay.domain.course_history import course_after
from services.sickpay.domain.ending_events import SickPayEnded, SickPayEndWithdrawn
from services.sickpay.domain.sick_pay_orders import LegalBasis, Notifier, Pay
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class Absence(Struct, frozen=True):
    """Who is away from which employment since when, and who told it on which day."""

    citizen: UUID
    employment: str
    first_absence_day: date
    notified_by: Notifier
    notified_on: date
    legal_basis: LegalBasis = "sick_pay"
    pay: Pay = "wage"
    pay_stopped_on: date | None = None
    pensioner: bool = False


class Answered(Struct, frozen=True):
    """What the form said about the questions the risk is assessed by."""

    expected_weeks: HealthData[int] | None = None
    complaint: HealthData[str] | None = None
    own_prognosis: HealthData[str] | None = None
    workplace_conflict: HealthData[bool] | None = None


class NoForm(Struct, frozen=True, tag="none"):
    """No form is known to be sent, and none has come back."""


class FormSent(Struct, frozen=True, tag="sent"):
    """The form is with the citizen; the other two say what became of it since."""

    form: UUID
    sent_on: date
    overdue_since: date | None = None
    reminded_on: date | None = None


class FormReturned(Struct, frozen=True, tag="returned"):
    """The form came back; it may have come before the note that it was sent."""

    returned_on: date
    health: HealthData[str]
    form: UUID | None = None
    sent_on: date | None = None
    answers: Answered = Answered()
    reminded_on: date | None = None


class FormDropped(Struct, frozen=True, tag="not_needed"):
    """The form was sent to somebody who was well again."""

    form: UUID
    sent_on: date


Form: TypeAlias = NoForm | FormSent | FormReturned | FormDropped


class NotNotified(Struct, frozen=True):
    """No absence was notified."""


class Running(Struct, frozen=True):
    """The citizen is away ill."""

    absence: Absence
    form: Form
    course: Course = Course()


class Recovered(Struct, frozen=True):
    """The citizen is well again since `recovered_on`."""

    absence: Absence
    form: Form
    recovered_on: date
    course: Course = Course()


class Ended(Struct, frozen=True):
    """Sick pay was decided to end after `last_day`."""

    absence: Absence
    form: Form
    last_day: date
    course: Course


class Withdrawn(Struct, frozen=True):
    """The notification was a mistake."""

    absence: Absence


State: TypeAlias = NotNotified | Running | Recovered | Ended | Withdrawn


def evolve(state: State, event: Event) -> State:
    """Give the case's state after a fact: its stage, then the absence and the course."""
    stage = _stage(state, event)
    if isinstance(stage, Running | Recovered | Ended):
        absence, course = _absence(stage.absence, event), course_after(stage.course, event)
        return replace(stage, absence=absence, course=course)
    return stage


def _absence(absence: Absence, event: Event) -> Absence:
    match event:
        case told.FirstAbsenceDayCorrected(first_absence_day=day):
            return replace(absence, first_absence_day=day)
        case told.NotificationCorrected():
            return replace(
                absence,
                notified_by=event.notified_by,
                notified_on=event.notified_on,
                pay=event.pay,
                pay_stopped_on=event.pay_stopped_on,
                pensioner=event.pensioner,
            )
        case _:
            return absence


def _stage(state: State, event: Event) -> State:
    match event, state:
        case told.AbsenceNotified() | told.CashBenefitFollowUpOpened(), _:
            return Running(absence_of(event), NoForm())
        case told.AbsenceNotificationWithdrawn(), Running(absence=absence):
            return Withdrawn(absence)
        case told.RecoveryReported(recovered_on=on), Running():
            return Recovered(state.absence, state.form, on, state.course)
        case told.RecoveryCorrected(recovered_on=on), Recovered():
            return replace(state, recovered_on=on)
        case told.RecoveryWithdrawn(), Recovered():
            return Running(state.absence, state.form, state.course)
        case SickPayEnded(last_day=last), Running():
            return Ended(state.absence, state.form, last, state.course)
        case SickPayEndWithdrawn(), Ended():
            return Running(state.absence, state.form, state.course)
        case _, Running(form=form) | Recovered(form=form):
            return replace(state, form=_form(form, event))
        case _:
            return state


def _form(form: Form, event: Event) -> Form:
    """Give the form's stage after a fact about it."""
    match event, form:
        case told.FormSentNoted(form=of, sent_on=on), FormReturned(form=None):
            return replace(form, form=of, sent_on=on)
        case told.FormSentNoted(form=of, sent_on=on), _:
            return FormSent(of, on)
        case told.FormSentCorrected(form=of, sent_on=on), FormSent() if form.form == of:
            # Counted anew, it is not overdue yet, and nobody was rightly reminded of it.
            return FormSent(of, on)
        case told.FormSentCorrected(form=of, sent_on=on), (FormReturned() | FormDropped()) if (
            form.form == of
        ):
            return replace(form, sent_on=on)
        case told.FormNotNeeded(form=of), FormSent(sent_on=sent_on):
            return FormDropped(of, sent_on)
        case told.InformationFormReturned(
            returned_on=on, health=health
        ), FormSent() | FormDropped():
            reminded: date | None = getattr(form, "reminded_on", None)
            return FormReturned(on, health, form.form, form.sent_on, _answered(event), reminded)
        case told.InformationFormReturned(returned_on=on, health=health), NoForm():
            return FormReturned(on, health, answers=_answered(event))
        case _:
            known = _reminded(form, event)
            return _returned(known, event) if isinstance(known, FormReturned) else known


def _reminded(form: Form, event: Event) -> Form:
    """Give the stage of a form after a fact about its being overdue."""
    match event, form:
        case reminder.FormOverdueNoted(timely_until=day), FormSent():
            return replace(form, overdue_since=day)
        case reminder.FormReminderSent(sent_on=on), FormSent():
            return replace(form, reminded_on=on)
        case reminder.FormReminderWithdrawn(), FormSent() | FormReturned():
            return replace(form, reminded_on=None)
        case _:
            return form


def _returned(form: FormReturned, event: Event) -> Form:
    """Give the stage of a form that came back, after a correction of it."""
    match event:
        case told.FormReturnCorrected(returned_on=on):
            return replace(form, returned_on=on)
        case told.FormAnswerCorrected(health=health):
            return replace(form, health=health, answers=_answered(event))
        case told.FormReturnWithdrawn() if form.form is not None and form.sent_on is not None:
            return FormSent(form.form, form.sent_on, reminded_on=form.reminded_on)
        case told.FormReturnWithdrawn():
            return NoForm()
        case _:
            return form


def _answered(event: told.InformationFormReturned | told.FormAnswerCorrected) -> Answered:
    return Answered(
        event.expected_weeks, event.complaint, event.own_prognosis, event.workplace_conflict
    )


def absence_of(event: told.AbsenceNotified | told.CashBenefitFollowUpOpened) -> Absence:
    """Return the absence that a first fact tells of."""
    if isinstance(event, told.CashBenefitFollowUpOpened):
        return Absence(
            citizen=event.citizen,
            employment="cash_benefit",
            first_absence_day=event.first_absence_day,
            notified_by="jobcenter",
            notified_on=event.first_absence_day,
            legal_basis="cash_benefit",
        )
    return Absence(
        citizen=event.citizen,
        employment=event.employment,
        first_absence_day=event.first_absence_day,
        notified_by=event.notified_by,
        notified_on=event.notified_on,
        pay=event.pay,
        pay_stopped_on=event.pay_stopped_on,
        pensioner=event.pensioner,
    )
