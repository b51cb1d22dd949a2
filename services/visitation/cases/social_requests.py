"""Requests between jobcenter and social services, told to the wiring: orders, facts, questions."""

from typing import Final

from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.domain import social_request as social
from services.visitation.domain import social_request_events as told
from services.visitation.domain import social_request_orders as orders
from services.visitation.views.social_request_list import (
    SOCIAL_REQUEST_LIST,
    SocialRequestFigures,
    SocialRequests,
    SocialRequestShare,
    SocialRequestShown,
    social_request_share,
    social_requests,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command

_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"


def collect(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[social.RequestFacts]:
    """Find out which administration acts, and which fact a correction is about."""
    facts = social.RequestFacts(today=desk.today, actor=desk.actor)
    opening = (told.HelpRequested, told.RequestCorrected)
    match command:
        case orders.RequestHelp(citizen=citizen):
            return Collected(facts=facts, subjects=(citizen,))
        case orders.CorrectRequest(requested_on=day):
            return corrected(facts, latest(loaded, opening), day)
        case orders.WithdrawRequest():
            return taken_back(facts, latest(loaded, opening))
        case orders.WithdrawRequestStep():
            return taken_back(facts, latest(loaded, told.STEPS))
        case _:
            return Collected(facts=facts)


SOCIAL_REQUEST: Final = CaseType[social.RequestFacts](
    decider=social.social_request,
    path="social-requests",
    title="Anmodning mellem jobcenter og socialforvaltning",
    collect=collect,
    closes_on=(told.RequestClosed, told.RequestWithdrawn),
    reopens_on=(told.RequestStepWithdrawn,),
    clocks=("social.ack", "social.answer"),
    commands=(
        Act(
            command=orders.RequestHelp,
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
            command=orders.CorrectRequest,
            verb="correct",
            example={"reason": "Forkert dag", "requested_on": "2011-12-21"},
        ),
        Act(
            command=orders.AcknowledgeRequest,
            verb="acknowledge",
            example={"handled_by": "Team Voksne", "on": "2011-12-27"},
        ),
        Act(
            command=orders.AnswerRequest,
            verb="answer",
            example={"answer": "accepted", "on": "2012-01-06"},
        ),
        Act(
            command=orders.AgreeJointPlan,
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
            command=orders.ReviewJointPlan,
            verb="review-joint-plan",
            example={"outcome": "Fortsættes", "review_on": "2012-07-10", "on": "2012-04-10"},
        ),
        Act(
            command=orders.CloseRequest,
            verb="close",
            example={"reason": "Målet er nået", "on": "2012-07-10"},
        ),
        Act(
            command=orders.WithdrawRequest,
            verb="withdraw",
            example={"reason": "Sendt for forkert borger"},
        ),
        Act(
            command=orders.WithdrawRequestStep,
            verb="withdraw-step",
            example={"reason": "Svaret hørte til en anden sag"},
        ),
        Act(command=orders.EscalateRequest, verb="escalate"),
    ),
)
CASES: Final = (SOCIAL_REQUEST,)
VIEWS: Final = (SOCIAL_REQUEST_LIST,)
QUERIES: Final = (
    Query(
        name="social_requests",
        path="lists/social-requests",
        params=SocialRequests,
        answer=list[SocialRequestShown],
        run=social_requests,
        ordered_by=(
            "request.timely_until",
            "-request.green_wave",
            "request.requested_on",
            "request.request",
        ),
    ),
    Query(
        name="social_request_share",
        path="figures/social-requests",
        params=SocialRequestFigures,
        answer=SocialRequestShare,
        run=social_request_share,
    ),
)
