"""Visitation's further cases, told to the wiring: what they keep, show, answer and react to."""

from typing import Final, TypeAlias

from services.visitation.cases import activities as activity_cases
from services.visitation.cases import applications as application_cases
from services.visitation.cases import calibrations as calibration_cases
from services.visitation.cases import collecting as find_out
from services.visitation.cases import complaints as complaint_cases
from services.visitation.cases import educations as education_cases
from services.visitation.cases import handovers as handover_cases
from services.visitation.cases import interview_bookings as interview_booking_cases
from services.visitation.cases import job_plans as job_plan_cases
from services.visitation.cases import portfolio as portfolio_cases
from services.visitation.cases import receptions as reception_cases
from services.visitation.cases import service_suggestions
from services.visitation.cases.applications import APPLICATION_CASE
from services.visitation.cases.complaints import FORMALITY_COMPLAINT
from services.visitation.cases.job_plans import JOB_PLAN
from services.visitation.cases.moves import BULK_MOVE
from services.visitation.cases.portfolio import WORK_DESK
from services.visitation.cases.reacting import FURTHER_POLICIES
from services.visitation.cases.receptions import RECEPTION_VISIT
from services.visitation.domain import (
    activity,
    activity_booking,
    application_case_events,
    bulk_move,
    calibration,
    coverage,
    education,
    formality_complaint_events,
    interview_booking,
    interview_time,
    job_plan_events,
    reception_visit_events,
    referral_events,
    sick_pay_handover,
    work_desk,
)
from services.visitation.domain import referral_orders as referring
from services.visitation.domain import social_request_events as social_events
from services.visitation.domain import social_request_orders as social
from services.visitation.domain.referral import ReferralFacts, referral
from services.visitation.domain.social_request import RequestFacts, social_request
from services.visitation.views.application_list import APPLICATION_LIST
from services.visitation.views.formality_complaint_list import FORMALITY_COMPLAINT_LIST
from services.visitation.views.interpreter_costs import INTERPRETER_LIST
from services.visitation.views.job_plan_list import JOB_PLAN_LIST
from services.visitation.views.openings import OPENINGS, WORKPLACES
from services.visitation.views.reception_list import RECEPTION_LIST
from services.visitation.views.referral_list import (
    REFERRAL_LIST,
    BarrierCount,
    Days,
    Referrals,
    ReferralShown,
    RightFirstTime,
    referral_barriers,
    referrals,
    right_first_time,
)
from services.visitation.views.social_request_list import (
    SOCIAL_REQUEST_LIST,
    SocialRequestFigures,
    SocialRequests,
    SocialRequestShare,
    SocialRequestShown,
    social_request_share,
    social_requests,
)
from shared.casework.declare import Act, CaseType, Query

__all__ = [
    "FURTHER_CASES",
    "FURTHER_EVENTS",
    "FURTHER_POLICIES",
    "FURTHER_QUERIES",
    "FURTHER_VIEWS",
]

_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"
SOCIAL_REQUEST: Final = CaseType[RequestFacts](
    decider=social_request,
    path="social-requests",
    title="Anmodning mellem jobcenter og socialforvaltning",
    collect=find_out.collect_social_request,
    closes_on=(social_events.RequestClosed, social_events.RequestWithdrawn),
    reopens_on=(social_events.RequestStepWithdrawn,),
    clocks=("social.ack", "social.answer"),
    commands=(
        Act(
            command=social.RequestHelp,
            opens=True,
            example={
                "citizen": _CITIZEN,
                "need": "Borgeren mangler en bolig",
                "legal_basis": "Retssikkerhedsloven § 5",
                "green_wave": True,
                "consent": True,
                "on": "2011-12-22",
            },
        ),
        Act(
            command=social.CorrectRequest,
            verb="correct",
            example={"reason": "Forkert dag", "requested_on": "2011-12-21"},
        ),
        Act(
            command=social.AcknowledgeRequest,
            verb="acknowledge",
            example={"handled_by": "Team Voksne", "on": "2011-12-27"},
        ),
        Act(
            command=social.AnswerRequest,
            verb="answer",
            example={"answer": "accepted", "on": "2012-01-06"},
        ),
        Act(
            command=social.AgreeJointPlan,
            verb="agree-joint-plan",
            example={
                "jobcenter_measures": ["Virksomhedspraktik to dage om ugen"],
                "social_measures": ["Støttekontaktperson"],
                "social_weight": 60,
                "review_on": "2012-04-10",
                "on": "2012-01-10",
            },
        ),
        Act(
            command=social.ReviewJointPlan,
            verb="review-joint-plan",
            example={"outcome": "Fortsættes", "review_on": "2012-07-10", "on": "2012-04-10"},
        ),
        Act(
            command=social.CloseRequest,
            verb="close",
            example={"reason": "Målet er nået", "on": "2012-07-10"},
        ),
        Act(
            command=social.WithdrawRequest,
            verb="withdraw",
            example={"reason": "Sendt for forkert borger"},
        ),
        Act(
            command=social.WithdrawRequestStep,
            verb="withdraw-step",
            example={"reason": "Svaret hørte til en anden sag"},
        ),
        Act(command=social.EscalateRequest, verb="escalate"),
    ),
)
REFERRAL: Final = CaseType[ReferralFacts](
    decider=referral,
    path="referrals",
    title="Henvisning",
    collect=find_out.collect_referral,
    closes_on=(referral_events.ReferralAccepted, referral_events.ReferralCancelled),
    reopens_on=(referral_events.ReferralStepWithdrawn,),
    clocks=("referral.accept",),
    commands=(
        Act(
            command=referring.DraftReferral,
            opens=True,
            example={
                "citizen": _CITIZEN,
                "kind": "unit",
                "to_unit": "youth_unit",
                "purpose": "Borgeren er under 25 og uden uddannelse",
                "on": "2011-03-01",
            },
        ),
        Act(
            command=referring.CorrectReferral,
            verb="correct",
            example={"reason": "Forkert enhed", "to_unit": "language_unit"},
        ),
        Act(
            command=referring.DocumentChecklistItem,
            verb="document-item",
            example={"item": "interview_record", "on": "2011-03-01"},
        ),
        Act(
            command=referring.FillLanguageTemplate,
            verb="fill-language-template",
            example={
                "language_test": "Dansk 2, modul 3",
                "test_evidence": "Prøvebevis fra sprogskolen",
                "criteria_version": "2010-1",
                "other_barriers": ["Boligsituation"],
                "main_barrier_reason": "Borgeren har fag og netværk, men ikke sproget",
            },
        ),
        Act(
            command=referring.BlockReferral,
            verb="block",
            example={"barrier": "catalogue_closed_to_group", "on": "2011-03-02"},
        ),
        Act(command=referring.IssueReferral, verb="issue", example={"on": "2011-03-02"}),
        Act(command=referring.ReceiveReferral, verb="receive", example={"on": "2011-03-03"}),
        Act(command=referring.AcceptReferral, verb="accept", example={"on": "2011-03-04"}),
        Act(
            command=referring.ReturnReferral,
            verb="return",
            example={"reason": "wrong_place", "note": "Sproget er ikke hovedbarrieren"},
        ),
        Act(command=referring.ExpireReferral, verb="expire"),
        Act(
            command=referring.CancelReferral,
            verb="cancel",
            example={"reason": "Borgeren er kommet i job"},
        ),
        Act(
            command=referring.WithdrawReferralStep,
            verb="withdraw-step",
            example={"reason": "Hørte til en anden borger"},
        ),
    ),
)
FURTHER_CASES: Final = (
    SOCIAL_REQUEST,
    REFERRAL,
    APPLICATION_CASE,
    FORMALITY_COMPLAINT,
    JOB_PLAN,
    RECEPTION_VISIT,
    WORK_DESK,
    BULK_MOVE,
    *activity_cases.CASES,
    *calibration_cases.CASES,
    *education_cases.CASES,
    *interview_booking_cases.CASES,
    *handover_cases.CASES,
)
FURTHER_VIEWS: Final = (
    SOCIAL_REQUEST_LIST,
    REFERRAL_LIST,
    APPLICATION_LIST,
    FORMALITY_COMPLAINT_LIST,
    JOB_PLAN_LIST,
    RECEPTION_LIST,
    OPENINGS,
    WORKPLACES,
    INTERPRETER_LIST,
    *portfolio_cases.VIEWS,
    *activity_cases.VIEWS,
    *calibration_cases.VIEWS,
    *education_cases.VIEWS,
    *interview_booking_cases.VIEWS,
    *handover_cases.VIEWS,
)
FURTHER_QUERIES: Final = (
    Query(
        name="social_requests",
        path="lists/social-requests",
        params=SocialRequests,
        answer=list[SocialRequestShown],
        run=social_requests,
    ),
    Query(
        name="social_request_share",
        path="figures/social-requests",
        params=SocialRequestFigures,
        answer=SocialRequestShare,
        run=social_request_share,
    ),
    Query(
        name="referrals",
        path="lists/referrals",
        params=Referrals,
        answer=list[ReferralShown],
        run=referrals,
    ),
    Query(
        name="referral_barriers",
        path="figures/referral-barriers",
        params=Days,
        answer=list[BarrierCount],
        run=referral_barriers,
    ),
    Query(
        name="right_first_time",
        path="figures/right-first-time",
        params=Days,
        answer=RightFirstTime,
        run=right_first_time,
    ),
    *application_cases.QUERIES,
    *complaint_cases.QUERIES,
    *job_plan_cases.QUERIES,
    *reception_cases.QUERIES,
    *portfolio_cases.QUERIES,
    *activity_cases.QUERIES,
    *calibration_cases.QUERIES,
    *education_cases.QUERIES,
    *interview_booking_cases.QUERIES,
    *service_suggestions.QUERIES,
    *handover_cases.QUERIES,
)
FURTHER_EVENTS: TypeAlias = (
    social_events.Event
    | referral_events.Event
    | application_case_events.Event
    | formality_complaint_events.Event
    | job_plan_events.Event
    | reception_visit_events.Event
    | work_desk.Event
    | bulk_move.Event
    | activity.Event
    | activity_booking.Event
    | coverage.Event
    | sick_pay_handover.Event
    | calibration.Event
    | education.Event
    | interview_time.Event
    | interview_booking.Event
)
