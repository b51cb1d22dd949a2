"""A request for help between the jobcenter and social services, answered by the one that is asked.

The duty to take the first step lies with the administration that discovers the need. Two clocks
run: the request is acknowledged within days and answered within two weeks (local figures).
A step recorded by mistake is taken back, and the case stands as before it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.put_right import put_right
from services.visitation.domain.registration import past
from services.visitation.domain.social_request_events import (
    Administration,
    Event,
    HelpRequested,
    JointPlanAgreed,
    JointPlanReviewed,
    RequestAcknowledged,
    RequestAnswered,
    RequestClosed,
    RequestCorrected,
    RequestEscalated,
    RequestStepWithdrawn,
    RequestWithdrawn,
    Step,
)
from services.visitation.domain.social_request_orders import (
    AcknowledgeRequest,
    AgreeJointPlan,
    AnswerRequest,
    CloseRequest,
    Command,
    CorrectRequest,
    EscalateRequest,
    RequestHelp,
    ReviewJointPlan,
    WithdrawRequest,
    WithdrawRequestStep,
)
from shared.actor import Actor
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of

__all__ = ["Command", "Event"]

OTHER: Final[dict[Administration, Administration]] = {
    "jobcenter": "social_services",
    "social_services": "jobcenter",
}
RequestStatus: TypeAlias = Literal[
    "sent", "acknowledged", "accepted", "rejected", "joint_plan", "closed", "withdrawn"
]


class NotSent(Struct, frozen=True):
    """Nobody asked for anything."""


class Sent(Struct, frozen=True):
    """A request with the steps taken since, and the deadlines the managers were told of."""

    request: HelpRequested
    steps: tuple[Step, ...] = ()
    escalated: tuple[str, ...] = ()

    @property
    def status(self) -> RequestStatus:
        """Return how far the request has come, by its latest step."""
        match self.steps[-1] if self.steps else None:
            case None:
                return "sent"
            case RequestAcknowledged():
                return "acknowledged"
            case RequestAnswered(answer=answer):
                return answer
            case RequestClosed():
                return "closed"
            case _:
                return "joint_plan"

    @property
    def asked(self) -> Administration:
        """Return the administration that owes an answer."""
        return OTHER[self.request.requested_by]

    @property
    def latest_on(self) -> date:
        """Return the day of the latest step, or of the request."""
        return day_of(self.steps[-1]) if self.steps else self.request.requested_on


class Withdrawn(Struct, frozen=True):
    """The request was taken back."""

    citizen: UUID


State: TypeAlias = NotSent | Sent | Withdrawn


class RequestFacts(Struct, frozen=True):
    """What the case cannot know itself: the day, and who acts from which administration."""

    today: date
    actor: Actor


def blocks(command_type: type[Order], state: State, facts: RequestFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotSent() if command_type is RequestHelp:
            return () if facts.actor.unit in OTHER else ("not_of_these_administrations",)
        case NotSent():
            return ("help_not_requested",)
        case _ if command_type is RequestHelp:
            return ("help_already_requested",)
        case _ if command_type is EscalateRequest:
            return ()
        case Withdrawn():
            return ("request_withdrawn",)
        case Sent():
            return _blocks_sent(command_type, state, facts)


def _blocks_sent(command_type: type[Order], state: Sent, facts: RequestFacts) -> tuple[Code, ...]:
    if command_type is WithdrawRequestStep:
        return () if state.steps else ("no_step_to_withdraw",)
    if command_type is CorrectRequest:
        return () if facts.actor.unit == state.request.requested_by else ("not_your_request",)
    order_of_steps = {
        "request_closed": state.status == "closed",
        "request_not_answered": command_type in {AgreeJointPlan, CloseRequest}
        and state.status in {"sent", "acknowledged"},
        "request_rejected": command_type in {AgreeJointPlan, ReviewJointPlan}
        and state.status == "rejected",
        "joint_plan_missing": command_type is ReviewJointPlan
        and state.status in {"sent", "acknowledged", "accepted"},
        "joint_plan_already_agreed": command_type is AgreeJointPlan
        and state.status == "joint_plan",
        "request_already_answered": command_type in {AcknowledgeRequest, AnswerRequest}
        and state.status in {"accepted", "rejected", "joint_plan"},
        "answered_request_stays": command_type is WithdrawRequest
        and state.status in {"accepted", "rejected", "joint_plan"},
        "request_already_acknowledged": command_type is AcknowledgeRequest
        and state.status == "acknowledged",
        "not_the_asked_administration": command_type in {AcknowledgeRequest, AnswerRequest}
        and facts.actor.unit != state.asked,
        "not_your_request": command_type is WithdrawRequest
        and facts.actor.unit != state.request.requested_by,
    }
    return tuple(code for code, is_broken in order_of_steps.items() if is_broken)


def decide(command: Order, state: State, facts: RequestFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RequestHelp(citizen, need, legal_basis, green_wave, consent, on), NotSent():
            asker: Administration = (
                "jobcenter" if facts.actor.unit == "jobcenter" else "social_services"
            )
            day = past(on, facts.today)
            return [HelpRequested(citizen, asker, need, legal_basis, green_wave, consent, day)]
        case EscalateRequest(rule_key, timely_until), Sent(request, _, escalated):
            if rule_key in escalated:
                return []
            told: tuple[Administration, ...] = get_args(Administration)
            return [RequestEscalated(request.citizen, rule_key, timely_until, told)]
        case EscalateRequest(), Withdrawn():
            return []
        case CorrectRequest(), Sent():
            return [_corrected(command, state, facts)]
        case WithdrawRequest(reason), Sent(request):
            return [RequestWithdrawn(request.citizen, reason)]
        case WithdrawRequestStep(reason), Sent(request, steps) if steps:
            return [
                RequestStepWithdrawn(request.citizen, tag_of(steps[-1]).partition(".")[2], reason)
            ]
        case _, Sent():
            return [_step(command, state, facts)]
        case _:
            return not_allowed_now()


def _step(command: Order, state: Sent, facts: RequestFacts) -> Step:
    citizen = state.request.citizen
    day = past(getattr(command, "on", None), facts.today)
    if day < state.latest_on:
        raise Rejected("before_latest_step")
    match command:
        case AcknowledgeRequest(handled_by):
            return RequestAcknowledged(citizen, handled_by, day)
        case AnswerRequest(answer, reason):
            if answer == "rejected" and reason is None:
                raise Rejected("rejection_without_reason")
            return RequestAnswered(citizen, answer, reason, day)
        case AgreeJointPlan(ours, theirs, weight, review_on):
            _later(review_on, day)
            return JointPlanAgreed(citizen, ours, theirs, weight, review_on, day)
        case ReviewJointPlan(outcome, review_on):
            _later(review_on, day)
            if isinstance(state.steps[-1], JointPlanReviewed) and state.latest_on == day:
                raise Rejected("review_already_held")
            return JointPlanReviewed(citizen, outcome, review_on, day)
        case CloseRequest(reason):
            return RequestClosed(citizen, reason, day)
        case _:
            return not_allowed_now()


def _corrected(command: CorrectRequest, state: Sent, facts: RequestFacts) -> RequestCorrected:
    names = ("need", "legal_basis", "green_wave", "consent", "requested_on")
    stated = {name: value for name in names if (value := getattr(command, name)) is not None}
    right = replace(state.request, **stated)
    past(right.requested_on, facts.today)
    if right == state.request:
        raise Rejected("nothing_to_correct")
    if state.steps and right.requested_on > day_of(state.steps[0]):
        raise Rejected("after_first_step")
    return RequestCorrected(
        citizen=right.citizen,
        requested_by=right.requested_by,
        need=right.need,
        legal_basis=right.legal_basis,
        green_wave=right.green_wave,
        consent=right.consent,
        requested_on=right.requested_on,
        reason=command.reason,
    )


def evolve(state: State, event: Fact) -> State:
    """Return the case after a fact."""
    match event, state:
        case HelpRequested(), _:
            return Sent(event)
        case RequestCorrected(), Sent():
            return replace(state, request=put_right(HelpRequested, event))
        case RequestWithdrawn(citizen), _:
            return Withdrawn(citizen)
        case RequestStepWithdrawn(), Sent(_, steps):
            return replace(state, steps=steps[:-1])
        case RequestEscalated(rule_key=rule_key), Sent(_, _, escalated):
            return replace(state, escalated=(*escalated, rule_key))
        case (
            (
                RequestAcknowledged()
                | RequestAnswered()
                | JointPlanAgreed()
                | JointPlanReviewed()
                | RequestClosed()
            ),
            Sent(_, steps),
        ):
            return replace(state, steps=(*steps, event))
        case _:
            return state


def day_of(step: Step) -> date:
    """Return the day a step was taken."""
    match step:
        case RequestAcknowledged(acknowledged_on=day):
            return day
        case RequestAnswered(answered_on=day):
            return day
        case JointPlanAgreed(agreed_on=day):
            return day
        case JointPlanReviewed(reviewed_on=day):
            return day
        case RequestClosed(closed_on=day):
            return day


def _later(review_on: date, day: date) -> None:
    if review_on <= day:
        raise Rejected("review_not_later")


social_request: Final = Decider[Order, State, RequestFacts](
    case_type="social_request",
    initial=NotSent(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
