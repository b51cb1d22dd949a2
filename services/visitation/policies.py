"""When this is told, visitation does that: pure, from message to orders.

A recommendation's id is derived from the sanction case it belongs to, so every later message
about that case finds it without a look-up, and a redelivered one cannot open it twice.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.benefit_right import NoteEligibility
from services.visitation.domain.benefit_weeks import NoteWeeksWithoutBenefit
from services.visitation.domain.citizen_case import CloseOnExternalRecord, citizen_case
from services.visitation.domain.exemptions import NoteRecovery
from services.visitation.domain.hearing_outcome import NoteHearingOutcome, NoteHearingWithdrawn
from services.visitation.domain.job_record import JOB, record_key
from services.visitation.domain.report_corrected import NoteReportCorrected
from services.visitation.domain.sanction_recommendation import (
    CloseOnWithdrawal,
    NoteDecision,
    OpenRecommendation,
    sanction_recommendation,
)
from services.visitation.messages import (
    ExternalRecordCorrected,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
    HearingConcluded,
    HearingFactsAmended,
    HearingWithdrawn,
    JobcenterNotifiedOfEligibility,
    JobcenterNotifiedOfSanction,
    NonComplianceCorrected,
    NonComplianceReported,
    NonComplianceWithdrawn,
    RecoveryReported,
)
from shared.casework.declare import Do
from shared.clock import local_date
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id
from shared.law.weeks import whole_weeks

_OPENED_BY = "when_non_compliance_reported"


class Job(Struct, frozen=True):
    """A job as it is told now: its first day, and the record it stands in."""

    start: date
    record_source: str
    record_id: str


def recommendation_of(sanction_case: UUID) -> UUID:
    """Return the id of the recommendation that belongs to a sanction case."""
    return derived_id(sanction_case, _OPENED_BY)


def when_non_compliance_reported(
    message: Recorded[NonComplianceReported], _: object
) -> Sequence[Do]:
    """Open the jobcenter's part of the case."""
    told, sanction_case = message.event, UUID(message.case_id)
    order = OpenRecommendation(
        citizen=told.citizen,
        sanction_case=sanction_case,
        kind=told.kind,
        day=told.day,
        reported_from=told.reported_from,
    )
    return [_on(sanction_case, order)]


def when_non_compliance_corrected(
    message: Recorded[NonComplianceCorrected], _: object
) -> Sequence[Do]:
    """Ask what the law asks of the day and kind that the report names now."""
    told = message.event
    return [_on(UUID(message.case_id), NoteReportCorrected(told.kind, told.day))]


def when_non_compliance_withdrawn(
    message: Recorded[NonComplianceWithdrawn], _: object
) -> Sequence[Do]:
    """Close, for there is nothing left to recommend on."""
    return [_on(UUID(message.case_id), CloseOnWithdrawal())]


def when_hearing_concluded(message: Recorded[HearingConcluded], _: object) -> Sequence[Do]:
    """Take note of the outcome that a recommendation must await."""
    told = message.event
    if told.sanction_case is None:
        return []
    order = NoteHearingOutcome(message.case_id, told.finding, told.answered)
    return [_on(told.sanction_case, order)]


def when_hearing_withdrawn(
    message: Recorded[HearingWithdrawn | HearingFactsAmended], _: object
) -> Sequence[Do]:
    """Forget the outcome of a hearing that no longer counts, or that new facts have reopened."""
    sanction_case = message.event.sanction_case
    if sanction_case is None:
        return []
    return [_on(sanction_case, NoteHearingWithdrawn(message.case_id))]


def when_sanction_answered(
    message: Recorded[JobcenterNotifiedOfSanction], _: object
) -> Sequence[Do]:
    """Close the loop: the jobcenter sees what became of what it recommended."""
    return [_on(message.event.sanction_case, NoteDecision(message.event.outcome))]


def when_job_recorded(
    message: Recorded[ExternalRecordImported], open_case: UUID | None
) -> Sequence[Do]:
    """Close the open case from the first day of a job another system tells of, even long ago.

    A job that had ended before it was told closes nothing: the citizen is without work again,
    and a person must look.
    """
    told = message.event
    over = told.period.end is not None and told.period.end <= local_date(message.recorded_at)
    if told.kind != JOB or open_case is None or over:
        return []
    order = CloseOnExternalRecord(told.period.start, told.record_source, told.record_id)
    return [Do(decider=citizen_case, case_id=open_case, command=order)]


def when_hearing_over(
    _message: Recorded[HearingConcluded | HearingWithdrawn], waiting: tuple[UUID, Job] | None
) -> Sequence[Do]:
    """Close a case that a job would have closed, had the citizen not been in a hearing then."""
    if waiting is None:
        return []
    open_case, job = waiting
    order = CloseOnExternalRecord(job.start, job.record_source, job.record_id)
    return [Do(decider=citizen_case, case_id=open_case, command=order)]


def when_work_was_over(
    message: Recorded[ExternalRecordImported | ExternalRecordCorrected | ExternalRecordWithdrawn],
    open_case: UUID | None,
) -> Sequence[Do]:
    """Leave the whole weeks of a job that ended out of the measure in weeks on benefit.

    A job that goes on after all has no weeks that are over, and a record that is taken away, or
    that was no job after all, has none either: what was left out for it counts again.
    """
    told = message.event
    if open_case is None or (isinstance(told, ExternalRecordImported) and told.kind != JOB):
        return []
    record = record_key(told.record_source, told.record_id)
    order = NoteWeeksWithoutBenefit(record, _weeks_of_work(told))
    return [Do(decider=citizen_case, case_id=open_case, command=order)]


def _weeks_of_work(
    told: ExternalRecordImported | ExternalRecordCorrected | ExternalRecordWithdrawn,
) -> tuple[str, ...]:
    if isinstance(told, ExternalRecordWithdrawn) or told.kind != JOB:
        return ()
    return whole_weeks(told.period)


def when_recovery_reported(
    message: Recorded[RecoveryReported], sick_case: UUID | None
) -> Sequence[Do]:
    """Take note in the case of the citizen who reported ill here; others are no concern of it."""
    if sick_case is None:
        return []
    order = NoteRecovery(message.event.recovered_on)
    return [Do(decider=citizen_case, case_id=sick_case, command=order)]


def when_told_of_eligibility(
    message: Recorded[JobcenterNotifiedOfEligibility], open_case: UUID | None
) -> Sequence[Do]:
    """Take note in the citizen's open case of what was decided about the benefit."""
    told = message.event
    if open_case is None:
        return []
    order = NoteEligibility(told.eligible, told.benefit_basis, message.meta.effective_on)
    return [Do(decider=citizen_case, case_id=open_case, command=order)]


def _on(sanction_case: UUID, command: Command) -> Do:
    decider: Any = sanction_recommendation
    return Do(decider=decider, case_id=recommendation_of(sanction_case), command=command)
