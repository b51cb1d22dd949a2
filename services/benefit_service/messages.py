"""What the benefit service reads of other services' facts: only the fields it needs."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.event import Event
from shared.period import Period
from shared.privacy.personal import EconomyData


class CitizenRegistered(Event, frozen=True, tag="visitation.citizen_registered"):
    """Somebody came to the jobcenter; the case is the stream's."""

    citizen: UUID
    benefit_basis: str
    first_contact_on: date


class RegistrationCorrected(Event, frozen=True, tag="visitation.registration_corrected"):
    """What was registered about the first contact was wrong."""

    citizen: UUID
    benefit_basis: str
    first_contact_on: date


class BenefitChanged(Event, frozen=True, tag="visitation.benefit_changed"):
    """The citizen lives on another benefit from a day."""

    citizen: UUID
    benefit_basis: str
    holds_from: date


class CaseClosed(Event, frozen=True, tag="visitation.case_closed"):
    """The jobcenter ended the citizen's case."""

    citizen: UUID
    closed_on: date


class CaseReopened(Event, frozen=True, tag="visitation.case_reopened"):
    """The citizen's case is open again; `by_mistake` when it should never have been closed."""

    citizen: UUID
    reopened_on: date
    by_mistake: bool = False


class DutyGuidanceGiven(Event, frozen=True, tag="visitation.duty_guidance_given"):
    """The citizen was guided on rights and duties."""

    citizen: UUID
    form: str
    given_on: date | None = None


class DutyGuidanceCorrected(Event, frozen=True, tag="visitation.duty_guidance_corrected"):
    """The guidance of a day was in truth this one."""

    citizen: UUID
    was_given_on: date
    form: str
    given_on: date


class DutyGuidanceWithdrawn(Event, frozen=True, tag="visitation.duty_guidance_withdrawn"):
    """The guidance was not given."""

    citizen: UUID
    given_on: date


class InterviewNoShow(Event, frozen=True, tag="visitation.interview_no_show"):
    """The citizen did not come to an interview."""

    citizen: UUID
    day: date
    consequences_in_writing: bool | None = None


class InterviewNoShowWithdrawn(Event, frozen=True, tag="visitation.interview_no_show_withdrawn"):
    """The no-show was recorded by mistake."""

    citizen: UUID
    day: date


class ContactRestored(Event, frozen=True, tag="visitation.contact_restored"):
    """The citizen is in touch with the jobcenter again."""

    citizen: UUID
    sanction_case: UUID
    restored_on: date


class SanctionRecommended(Event, frozen=True, tag="visitation.sanction_recommended"):
    """The jobcenter recommends a sanction."""

    citizen: UUID
    sanction_case: UUID
    sanction_type: str
    law_ref: str
    recommended_by: str
    recommended_on: date


class RecommendationWithdrawn(Event, frozen=True, tag="visitation.recommendation_withdrawn"):
    """The jobcenter takes its recommendation back."""

    citizen: UUID
    sanction_case: UUID


class SanctionDropped(Event, frozen=True, tag="visitation.sanction_dropped"):
    """The jobcenter found no ground for a sanction."""

    citizen: UUID
    sanction_case: UUID
    reason: EconomyData[str]


class NoShowReported(Event, frozen=True, tag="offers.no_show_reported"):
    """A supplier reported that a participant did not come."""

    citizen: UUID
    placement: UUID
    supplier: str
    day: date
    reported_by: str
    hearing_served_on_site: bool = False
    continues: bool = False


class NoShowWithdrawn(Event, frozen=True, tag="offers.no_show_withdrawn"):
    """The supplier took a report back."""

    citizen: UUID
    placement: UUID
    day: date


class DayAttended(Struct, frozen=True):
    """One day of an attendance sheet."""

    day: date
    scheduled: bool
    present: bool
    absence_kind: str | None = None


class AttendanceRecorded(Event, frozen=True, tag="offers.attendance_recorded"):
    """A supplier recorded a week."""

    citizen: UUID
    placement: UUID
    days: tuple[DayAttended, ...]


class AttendanceCorrected(Event, frozen=True, tag="offers.attendance_corrected"):
    """A supplier corrected a day."""

    citizen: UUID
    placement: UUID
    day: date
    scheduled: bool
    present: bool
    absence_kind: str | None = None


class AbsenceNotified(Event, frozen=True, tag="sickpay.absence_notified"):
    """A citizen is reported ill; the case is the stream's."""

    citizen: UUID
    first_absence_day: date


class FirstAbsenceDayCorrected(Event, frozen=True, tag="sickpay.first_absence_day_corrected"):
    """The first day of the illness was another."""

    citizen: UUID
    first_absence_day: date


class AbsenceNotificationWithdrawn(
    Event, frozen=True, tag="sickpay.absence_notification_withdrawn"
):
    """Nobody was ill; the notification was a mistake."""

    citizen: UUID


class InformationFormReturned(Event, frozen=True, tag="sickpay.information_form_returned"):
    """The form came back to sickpay; its content stays there."""

    citizen: UUID


class RecoveryReported(Event, frozen=True, tag="sickpay.recovery_reported"):
    """The citizen is well again from this day."""

    citizen: UUID
    recovered_on: date


class RecoveryCorrected(Event, frozen=True, tag="sickpay.recovery_corrected"):
    """The citizen was well again from another day."""

    citizen: UUID
    recovered_on: date


class RecoveryWithdrawn(Event, frozen=True, tag="sickpay.recovery_withdrawn"):
    """The citizen is still ill."""

    citizen: UUID


class EndingProposed(Event, frozen=True, tag="sickpay.ending_proposed"):
    """Sick pay is proposed to end; the citizen is to be heard here first."""

    citizen: UUID
    ground: str


class EndingProposalWithdrawn(Event, frozen=True, tag="sickpay.ending_proposal_withdrawn"):
    """Sick pay is not proposed to end any more."""

    citizen: UUID


class HearingNoted(Event, frozen=True, tag="sickpay.hearing_noted"):
    """Sick pay knows of the hearing held here."""

    citizen: UUID


class HearingCalledOff(Event, frozen=True, tag="sickpay.hearing_called_off"):
    """Sick pay knows that the hearing was called off."""

    citizen: UUID


class SickPayEnded(Event, frozen=True, tag="sickpay.sick_pay_ended"):
    """Sick pay is paid to this day and no longer."""

    citizen: UUID
    last_day: date


class SickPayEndWithdrawn(Event, frozen=True, tag="sickpay.sick_pay_end_withdrawn"):
    """Sick pay goes on after all."""

    citizen: UUID


class DeadlineMissed(Event, frozen=True, tag="deadline.missed"):
    """A deadline of another service passed; `rule_key` says which."""

    rule_key: str


class ExternalRecordImported(Event, frozen=True, tag="citizen_history.external_record_imported"):
    """Another authority's record of the citizen came in."""

    citizen: UUID
    kind: str
    period: Period


class ExternalRecordCorrected(Event, frozen=True, tag="citizen_history.external_record_corrected"):
    """A newer version of such a record came in."""

    citizen: UUID
    kind: str
    period: Period


class ExternalRecordWithdrawn(Event, frozen=True, tag="citizen_history.external_record_withdrawn"):
    """Such a record was not true."""

    citizen: UUID


Message: TypeAlias = (
    CitizenRegistered
    | RegistrationCorrected
    | BenefitChanged
    | CaseClosed
    | CaseReopened
    | DutyGuidanceGiven
    | DutyGuidanceCorrected
    | DutyGuidanceWithdrawn
    | InterviewNoShow
    | InterviewNoShowWithdrawn
    | ContactRestored
    | SanctionRecommended
    | RecommendationWithdrawn
    | SanctionDropped
    | NoShowReported
    | NoShowWithdrawn
    | AttendanceRecorded
    | AttendanceCorrected
    | AbsenceNotified
    | FirstAbsenceDayCorrected
    | AbsenceNotificationWithdrawn
    | InformationFormReturned
    | RecoveryReported
    | RecoveryCorrected
    | RecoveryWithdrawn
    | EndingProposed
    | EndingProposalWithdrawn
    | HearingNoted
    | HearingCalledOff
    | SickPayEnded
    | SickPayEndWithdrawn
    | DeadlineMissed
    | ExternalRecordImported
    | ExternalRecordCorrected
    | ExternalRecordWithdrawn
)
