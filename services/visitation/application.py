"""Visitation's use cases: find out what a decision needs, then let the case decide."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.visitation.cases.citizen import CITIZEN_CASE
from services.visitation.cases.citizen_facts import open_file, profile
from services.visitation.cases.corrections import corrected_by
from services.visitation.cases.plan_held import plan_held
from services.visitation.domain import citizen_case as case
from services.visitation.domain import contact_attempts as contact
from services.visitation.domain import recommendation_events as answered
from services.visitation.domain import sanction_recommendation as recommendation
from services.visitation.domain.case_file import Open
from services.visitation.domain.hearing_outcome import (
    HearingOutcomeNoted,
    NoteHearingOutcome,
    NoteHearingWithdrawn,
)
from services.visitation.domain.registration import CitizenRegistered
from services.visitation.domain.report_corrected import NoteReportCorrected
from services.visitation.messages import (
    ExternalRecordCorrected,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
    HearingConcluded,
    HearingWithdrawn,
    JobcenterNotifiedOfEligibility,
    RecoveryReported,
)
from services.visitation.policies import Job
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.job_records import JOB_RECORDS
from services.visitation.views.open_hearings import OPEN_HEARINGS
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.decider import Code, Rejected
from shared.eventlog.envelope import Basis, Recorded


def collect_recommendation(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[recommendation.RecommendationFacts]:
    """Find out who the citizen is to the jobcenter and what the law asks before recommending."""
    opened = command.citizen if isinstance(command, recommendation.OpenRecommendation) else None
    wrong, how = corrected_by(command, loaded)
    if isinstance(command, NoteReportCorrected) and not isinstance(
        loaded.state, recommendation.Recommended
    ):
        wrong = None
    if command is not None and not isinstance(command, recommendation.RecommendSanction):
        return Collected(
            facts=recommendation.RecommendationFacts(today=desk.today, actor=desk.actor),
            subjects=(opened,) if opened else (),
            corrects=wrong.meta.event_id if wrong else None,
            how=how if wrong else None,
        )
    return _collect_for_recommending(desk, loaded)


def _collect_for_recommending(
    desk: Desk, loaded: Loaded
) -> Collected[recommendation.RecommendationFacts]:
    file = loaded.state
    if not isinstance(file, recommendation.Open):
        facts = recommendation.RecommendationFacts(today=desk.today, actor=desk.actor)
        return Collected(facts=facts)
    own = _own_case(desk, file.citizen)
    known = profile(open_file(own.state), None) if own else {}
    ways, rules, refusal = _ways_required(desk, file, known)
    plan = plan_held(desk, file, known)
    heard = [
        each.meta.event_id for each in loaded.history if isinstance(each.event, HearingOutcomeNoted)
    ]
    return Collected(
        facts=recommendation.RecommendationFacts(
            today=desk.today,
            actor=desk.actor,
            ways_required=ways,
            plan_missing=plan.missing,
            consequences_in_writing=_consequences_in_writing(file, own),
            law_refusal=refusal or plan.refusal,
        ),
        guards=(*((Guard(own.stream, own.version),) if own else ()), *plan.guards),
        rules=(*rules, *plan.rules),
        basis=Basis(events=(*heard[-1:], *plan.events)),
        profile=known,
    )


def _own_case(desk: Desk, citizen: UUID) -> Loaded | None:
    row = latest_case_of(desk, citizen)
    return desk.load(case.citizen_case, row.citizen_case) if row else None


def _ways_required(
    desk: Desk, file: recommendation.Open, profile: Mapping[str, Any]
) -> tuple[contact.Ways, tuple[str, ...], Code | None]:
    """Ask the law of the missed day; a book that cannot say so refuses, it never guesses."""
    try:
        rule = desk.rules.rule("contact.attempts", file.day, profile)
        if not rule.value:
            return (), (rule.version,), None
        ways = desk.rules.rule("contact.ways", file.day, profile)
    except Rejected as refusal:
        return (), (), refusal.code
    return tuple(map(tuple, ways.figures["ways"])), (rule.version, ways.version), None


def _consequences_in_writing(file: recommendation.Open, own: Loaded | None) -> bool | None:
    """Say whether the summons told the consequences; unknown for a missed interview means no."""
    if file.kind != "interview_no_show":
        return None
    known = open_file(own.state) if own else None
    summons = known.course.summons_to(file.day) if known else None
    return summons is not None and summons.in_writing


def find_open_case(
    desk: Desk,
    message: Recorded[ExternalRecordImported | ExternalRecordCorrected | ExternalRecordWithdrawn],
) -> UUID | None:
    """Find the case a job would close, or whose weeks it was in."""
    row = latest_case_of(desk, message.event.citizen)
    return row.citizen_case if row and row.status == "open" else None


def find_waiting_job(
    desk: Desk, message: Recorded[HearingConcluded | HearingWithdrawn]
) -> tuple[UUID, Job] | None:
    """Find a job that was told while the case was open and goes on, once no hearing is open.

    A case that was opened after the job was told stays open: a person knew better.
    """
    citizen = message.event.citizen
    row = latest_case_of(desk, citizen)
    if row is None or row.status != "open" or desk.rows_of(OPEN_HEARINGS, citizen):
        return None
    own = desk.load(case.citizen_case, row.citizen_case)
    if not isinstance(own.state, Open):
        return None
    since, opened = own.state.since, _opened_at(own)
    jobs = [
        each
        for each in desk.rows_of(JOB_RECORDS, citizen, "is_job")
        if each.told_at > opened
        and since <= each.start <= desk.today
        and (each.ended is None or each.ended > desk.today)
    ]
    first = min(jobs, key=lambda job: (job.start, job.record), default=None)
    if first is None:
        return None
    return row.citizen_case, Job(first.start, first.record_source, first.record_id)


def _opened_at(own: Loaded) -> datetime:
    """Return when the case was opened, or opened again, last."""
    return max(
        each.recorded_at
        for each in own.history
        if isinstance(each.event, CitizenRegistered | case.CaseReopened)
    )


def find_sick_case(desk: Desk, message: Recorded[RecoveryReported]) -> UUID | None:
    """Find the open case in which the citizen has reported ill."""
    row = latest_case_of(desk, message.event.citizen)
    return row.citizen_case if row and row.status == "open" and row.sick_from else None


def find_asking_case(desk: Desk, message: Recorded[JobcenterNotifiedOfEligibility]) -> UUID | None:
    """Find the open case in which the benefit was asked for."""
    asking = message.event.citizen_case
    state = desk.load(case.citizen_case, asking).state
    return asking if isinstance(state, Open) else None


SANCTION_RECOMMENDATION: Final = CaseType[recommendation.RecommendationFacts](
    decider=recommendation.sanction_recommendation,
    path="sanction-recommendations",
    title="Indstilling om sanktion",
    of_retired=True,
    collect=collect_recommendation,
    closes_on=(
        answered.SanctionDropped,
        answered.RecommendationClosed,
        answered.RecommendationAnswered,
    ),
    clocks=(),
    commands=(
        Act(command=recommendation.OpenRecommendation, opens=True),
        Act(
            command=contact.RecordContactAttempt,
            verb="record-contact-attempt",
            example={"channel": "phone", "on": "2011-06-15"},
        ),
        Act(
            command=contact.WithdrawContactAttempt,
            verb="withdraw-contact-attempt",
            example={"channel": "phone", "on": "2011-06-15", "reason": "Forkert nummer"},
        ),
        Act(
            command=contact.RecordContactRestored,
            verb="record-contact-restored",
            example={"on": "2011-06-20"},
        ),
        Act(
            command=contact.CorrectContactRestored,
            verb="correct-contact-restored",
            example={"on": "2011-06-18", "reason": "Borgeren ringede lørdag"},
        ),
        Act(command=NoteHearingOutcome, verb="note-hearing-outcome"),
        Act(command=NoteHearingWithdrawn, verb="note-hearing-withdrawn"),
        Act(command=NoteReportCorrected, verb="note-report-corrected"),
        Act(
            command=recommendation.RecommendSanction,
            verb="recommend",
            example={
                "sanction_type": "offer_no_show",
                "law_ref": "aktivloven § 36",
                "grounds": "Udeblevet uden rimelig grund",
                "on": "2011-06-21",
            },
        ),
        Act(
            command=recommendation.WithdrawRecommendation,
            verb="withdraw-recommendation",
            example={"reason": "Ny oplysning fra leverandøren"},
        ),
        Act(
            command=recommendation.DropRecommendation,
            verb="drop",
            example={"reason": "Rimelig grund til fraværet"},
        ),
        Act(command=recommendation.CloseOnWithdrawal, verb="close-on-withdrawal"),
        Act(command=recommendation.NoteDecision, verb="note-decision"),
    ),
)
CASES: Final = (CITIZEN_CASE, SANCTION_RECOMMENDATION)
