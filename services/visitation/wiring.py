"""Where visitation is put together: what it keeps, hears, shows and answers."""

from typing import Final

from services.visitation import messages, policies
from services.visitation.application import (
    CASES,
    find_asking_case,
    find_open_case,
    find_sick_case,
    find_waiting_job,
)
from services.visitation.cases.further import (
    FURTHER_CASES,
    FURTHER_EVENTS,
    FURTHER_POLICIES,
    FURTHER_QUERIES,
    FURTHER_VIEWS,
)
from services.visitation.domain import Event
from services.visitation.views import (
    due_list,
    match_moves,
    rater_agreement,
    sick_share,
    timeliness,
)
from services.visitation.views.citizen_case_list import (
    CITIZEN_CASE_LIST,
    CitizenCaseRow,
    CitizenCases,
    citizen_cases,
)
from services.visitation.views.closings_in_question import (
    ClosingInQuestion,
    ClosingsInQuestion,
    closings_in_question,
)
from services.visitation.views.job_records import JOB_RECORDS
from services.visitation.views.open_hearings import (
    OPEN_HEARINGS,
    OpenHearingRow,
    OpenHearings,
    open_hearings,
)
from services.visitation.views.recommendation_list import (
    RECOMMENDATION_LIST,
    Recommendations,
    RecommendationShown,
    recommendations,
)
from services.visitation.views.summons_list import (
    SUMMONS_LIST,
    Summonses,
    SummonsRow,
    summonses,
)
from shared.access.ties import TIES
from shared.casework.declare import Policy, Query, Service
from shared.casework.persons import PERSONS

POLICIES: Final = (
    Policy(
        name="when_non_compliance_reported",
        on=messages.NonComplianceReported,
        react=policies.when_non_compliance_reported,
    ),
    Policy(
        name="when_non_compliance_corrected",
        on=messages.NonComplianceCorrected,
        react=policies.when_non_compliance_corrected,
    ),
    Policy(
        name="when_non_compliance_withdrawn",
        on=messages.NonComplianceWithdrawn,
        react=policies.when_non_compliance_withdrawn,
    ),
    Policy(
        name="when_hearing_concluded",
        on=messages.HearingConcluded,
        react=policies.when_hearing_concluded,
    ),
    Policy(
        name="when_hearing_withdrawn",
        on=messages.HearingWithdrawn,
        react=policies.when_hearing_withdrawn,
    ),
    Policy(
        name="when_hearing_withdrawn",
        on=messages.HearingFactsAmended,
        react=policies.when_hearing_withdrawn,
    ),
    Policy(
        name="when_sanction_answered",
        on=messages.JobcenterNotifiedOfSanction,
        react=policies.when_sanction_answered,
    ),
    Policy(
        name="when_told_of_eligibility",
        on=messages.JobcenterNotifiedOfEligibility,
        react=policies.when_told_of_eligibility,
        find=find_asking_case,
    ),
    *(
        Policy(
            name="when_work_was_over",
            on=heard,
            react=policies.when_work_was_over,
            find=find_open_case,
        )
        for heard in (
            messages.ExternalRecordImported,
            messages.ExternalRecordCorrected,
            messages.ExternalRecordWithdrawn,
        )
    ),
    Policy(
        name="when_job_recorded",
        on=messages.ExternalRecordImported,
        react=policies.when_job_recorded,
        find=find_open_case,
    ),
    *(
        Policy(
            name="when_hearing_over",
            on=heard,
            react=policies.when_hearing_over,
            find=find_waiting_job,
        )
        for heard in (messages.HearingConcluded, messages.HearingWithdrawn)
    ),
    Policy(
        name="when_recovery_reported",
        on=messages.RecoveryReported,
        react=policies.when_recovery_reported,
        find=find_sick_case,
    ),
)
QUERIES: Final = (
    Query(
        name="citizen_cases",
        path="lists/citizen-cases",
        params=CitizenCases,
        answer=list[CitizenCaseRow],
        run=citizen_cases,
        ordered_by=("citizen_case",),
    ),
    Query(
        name="summonses",
        path="lists/summonses",
        params=Summonses,
        answer=list[SummonsRow],
        run=summonses,
        ordered_by=("day", "citizen_case"),
    ),
    Query(
        name="recommendations",
        path="lists/recommendations",
        params=Recommendations,
        answer=list[RecommendationShown],
        run=recommendations,
        ordered_by=("recommendation.opened_on", "recommendation.recommendation"),
    ),
    Query(
        name="open_hearings",
        path="lists/open-hearings",
        params=OpenHearings,
        answer=list[OpenHearingRow],
        run=open_hearings,
        ordered_by=("served_on", "hearing"),
    ),
    Query(
        name="closings_in_question",
        path="lists/closings-in-question",
        params=ClosingsInQuestion,
        answer=list[ClosingInQuestion],
        run=closings_in_question,
        ordered_by=("closed_on", "citizen_case"),
    ),
    Query(
        name="interviews_due",
        path="lists/interviews-due",
        params=due_list.InterviewsDue,
        answer=list[due_list.DutyDue],
        run=due_list.interviews_due,
        ordered_by=("timely_until", "citizen_case"),
    ),
    Query(
        name="cvs_missing",
        path="lists/cvs-missing",
        params=due_list.CvsMissing,
        answer=list[due_list.DutyDue],
        run=due_list.cvs_missing,
        ordered_by=("timely_until", "citizen_case"),
    ),
    Query(
        name="interview_timeliness",
        path="figures/interview-timeliness",
        params=timeliness.InterviewTimeliness,
        answer=timeliness.TimelinessShown,
        run=timeliness.interview_timeliness,
    ),
    Query(
        name="stock_of_interviews",
        path="figures/stock-of-interviews",
        params=timeliness.StockOfInterviews,
        answer=timeliness.StockShown,
        run=timeliness.stock_of_interviews,
    ),
    Query(
        name="interview_quota",
        path="figures/interview-quota",
        params=timeliness.InterviewQuota,
        answer=timeliness.QuotaShown,
        run=timeliness.interview_quota,
    ),
    Query(
        name="sick_share",
        path="figures/sick-share",
        params=sick_share.SickShare,
        answer=sick_share.SickShown,
        run=sick_share.sick_share,
    ),
    Query(
        name="match_flow",
        path="figures/match-flow",
        params=match_moves.MatchFlow,
        answer=list[match_moves.FlowCell],
        run=match_moves.match_flow,
    ),
    Query(
        name="match_groups",
        path="figures/match-groups",
        params=match_moves.MatchGroups,
        answer=list[match_moves.MatchGroup],
        run=match_moves.match_groups,
    ),
    Query(
        name="match_calibration",
        path="figures/match-calibration",
        params=match_moves.MatchCalibration,
        answer=list[match_moves.RaterShown],
        run=match_moves.match_calibration,
    ),
    Query(
        name="match_agreement",
        path="figures/match-agreement",
        params=rater_agreement.RatedDays,
        answer=list[rater_agreement.AgreementShown],
        run=rater_agreement.match_agreement,
    ),
)
SERVICE: Final = Service(
    name="visitation",
    title="Visitation og kontaktforløb",
    cases=(*CASES, *FURTHER_CASES),
    events=Event | FURTHER_EVENTS,
    messages=messages.Message,
    sources=(
        "benefit_service",
        "citizen_history",
        "company_contact",
        "offers",
        "sickpay",
        "visitation",
    ),
    handlers=2,
    key_classes=("contact", "economy", "health"),
    policies=(*POLICIES, *FURTHER_POLICIES),
    views=(
        CITIZEN_CASE_LIST,
        SUMMONS_LIST,
        RECOMMENDATION_LIST,
        OPEN_HEARINGS,
        JOB_RECORDS,
        match_moves.MATCH_MOVES,
        PERSONS,
        TIES,
        *FURTHER_VIEWS,
    ),
    queries=(*QUERIES, *FURTHER_QUERIES),
)
