"""What a sick-pay case can tell. Health data stands in two facts only, sealed for sick pay."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.sickpay.domain.sick_pay_orders import Complaint, NotifiedBy, OwnPrognosis, Pay
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class AbsenceNotified(Event, frozen=True, tag="sickpay.absence_notified"):
    """The citizen is away ill from an employment since the first day."""

    citizen: UUID
    employment: str
    first_absence_day: date
    notified_by: NotifiedBy
    notified_on: date
    pay: Pay = "wage"
    pay_stopped_on: date | None = None
    pensioner: bool = False
    signed: bool = True


class CashBenefitFollowUpOpened(Event, frozen=True, tag="sickpay.cash_benefit_follow_up_opened"):
    """A cash-benefit recipient reported ill and is followed up, by clocks of its own (S-06)."""

    citizen: UUID
    citizen_case: UUID
    first_absence_day: date


class FirstAbsenceDayCorrected(Event, frozen=True, tag="sickpay.first_absence_day_corrected"):
    """The first day of absence was another than `was`."""

    citizen: UUID
    first_absence_day: date
    was: date
    reason: HealthData[str]


class NotificationCorrected(Event, frozen=True, tag="sickpay.notification_corrected"):
    """The notification as it should have been registered; the first day stays as it is."""

    citizen: UUID
    first_absence_day: date
    notified_by: NotifiedBy
    notified_on: date
    pay: Pay
    pay_stopped_on: date | None
    pensioner: bool
    was_notified_by: NotifiedBy
    was_notified_on: date
    reason: HealthData[str]


class AbsenceNotificationWithdrawn(
    Event, frozen=True, tag="sickpay.absence_notification_withdrawn"
):
    """The notification was a mistake; there is no case."""

    citizen: UUID
    reason: HealthData[str]


class FormSentNoted(Event, frozen=True, tag="sickpay.form_sent_noted"):
    """Sick pay knows that the form was sent to the citizen."""

    citizen: UUID
    form: UUID
    sent_on: date


class FormSentCorrected(Event, frozen=True, tag="sickpay.form_sent_corrected"):
    """The form was sent to the citizen on another day than was noted."""

    citizen: UUID
    form: UUID
    sent_on: date


class InformationFormReturned(Event, frozen=True, tag="sickpay.information_form_returned"):
    """The citizen answered the form. Others may note that it came; `health` is for sick pay alone.

    `form` is None when the answer was registered before the note that a form was sent.
    """

    citizen: UUID
    returned_on: date
    health: HealthData[str]
    form: UUID | None = None
    expected_weeks: HealthData[int] | None = None
    complaint: HealthData[Complaint] | None = None
    own_prognosis: HealthData[OwnPrognosis] | None = None
    workplace_conflict: HealthData[bool] | None = None


class FormReturnMatched(Event, frozen=True, tag="sickpay.form_return_matched"):
    """The answer that was already registered belongs to this form."""

    citizen: UUID
    form: UUID
    returned_on: date


class FormReturnCorrected(Event, frozen=True, tag="sickpay.form_return_corrected"):
    """The form came back on another day."""

    citizen: UUID
    returned_on: date


class FormAnswerCorrected(Event, frozen=True, tag="sickpay.form_answer_corrected"):
    """The form said something else than what was copied from it; for sick pay alone."""

    citizen: UUID
    health: HealthData[str]
    expected_weeks: HealthData[int] | None = None
    complaint: HealthData[Complaint] | None = None
    own_prognosis: HealthData[OwnPrognosis] | None = None
    workplace_conflict: HealthData[bool] | None = None


class FormReturnWithdrawn(Event, frozen=True, tag="sickpay.form_return_withdrawn"):
    """The form belonged to another case; none has come back in this one."""

    citizen: UUID
    reason: HealthData[str]


class FormNotNeeded(Event, frozen=True, tag="sickpay.form_not_needed"):
    """The citizen was well again, so that this form need not be answered."""

    citizen: UUID
    form: UUID
    recovered_on: date


class RecoveryReported(Event, frozen=True, tag="sickpay.recovery_reported"):
    """The citizen was well again from this day on."""

    citizen: UUID
    recovered_on: date


class RecoveryCorrected(Event, frozen=True, tag="sickpay.recovery_corrected"):
    """The first day of being well again was another than `was`."""

    citizen: UUID
    recovered_on: date
    was: date


class RecoveryWithdrawn(Event, frozen=True, tag="sickpay.recovery_withdrawn"):
    """The recovery was a mistake; the citizen is still away ill."""

    citizen: UUID
    reason: HealthData[str]


SickPayEvent: TypeAlias = (
    AbsenceNotified
    | CashBenefitFollowUpOpened
    | FirstAbsenceDayCorrected
    | NotificationCorrected
    | AbsenceNotificationWithdrawn
    | FormSentNoted
    | FormSentCorrected
    | InformationFormReturned
    | FormReturnMatched
    | FormReturnCorrected
    | FormAnswerCorrected
    | FormReturnWithdrawn
    | FormNotNeeded
    | RecoveryReported
    | RecoveryCorrected
    | RecoveryWithdrawn
)
