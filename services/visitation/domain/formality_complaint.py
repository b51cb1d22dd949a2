"""A complaint about how a case was handled: classified, owned by somebody, decided in four weeks.

Law: forvaltningsloven on hearing, reasons, appeal guidance and access to the file. Target 10
counts the upheld ones by class; one that is upheld names its cause, so that it can be mended.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import CaseReference, EmployeeId, Text
from services.visitation.domain.formality_complaint_events import (
    ComplaintAssigned,
    ComplaintChannel,
    ComplaintClass,
    ComplaintClassified,
    ComplaintCorrected,
    ComplaintDecided,
    ComplaintOutcome,
    ComplaintReceived,
    ComplaintReviewAssigned,
    ComplaintReviewSettled,
    ComplaintStepWithdrawn,
    ReviewResult,
    Step,
)
from services.visitation.domain.put_right import put_right
from services.visitation.domain.registration import past
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

Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}$")]
ComplaintStatus: TypeAlias = Literal["received", "in_review", "decided"]
Review: TypeAlias = Literal["none", "open", "settled"]
UPHELD: Final = frozenset({"upheld", "partly_upheld"})


class ReceiveComplaint(Order, frozen=True):
    """Take a complaint in; `about_service` and `about_case` say what it is about."""

    citizen: UUID
    about_service: Name
    channel: ComplaintChannel
    text: Text
    about_case: CaseReference | None = None
    on: date | None = None


class CorrectComplaint(Order, frozen=True):
    """Write the complaint anew as it should have been; what is left out stays as it was."""

    reason: Text
    about_service: Name | None = None
    about_case: CaseReference | None = None
    channel: ComplaintChannel | None = None
    text: Text | None = None
    received_on: date | None = None


class ClassifyComplaint(Order, frozen=True):
    """Say which kind of formality it is about."""

    complaint_class: ComplaintClass
    on: date | None = None


class AssignComplaint(Order, frozen=True):
    """Give the complaint an owner."""

    owner: EmployeeId
    on: date | None = None


class DecideComplaint(Order, frozen=True):
    """Decide the complaint; upheld, it names its cause."""

    outcome: ComplaintOutcome
    reasons: Text
    cause_code: Name | None = None
    on: date | None = None


class AssignComplaintReview(Order, frozen=True):
    """Give the task of mending the cause to somebody: as a rule who owns the workflow."""

    owner: EmployeeId
    on: date | None = None


class SettleComplaintReview(Order, frozen=True):
    """Say what was done about the cause; until then the task is open."""

    result: ReviewResult
    note: Text
    on: date | None = None


class WithdrawComplaintStep(Order, frozen=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: Text


Command: TypeAlias = (
    ReceiveComplaint
    | CorrectComplaint
    | ClassifyComplaint
    | AssignComplaint
    | DecideComplaint
    | AssignComplaintReview
    | SettleComplaintReview
    | WithdrawComplaintStep
)


class NotReceived(Struct, frozen=True):
    """Nobody complained."""


class Complaint(Struct, frozen=True):
    """A complaint with the steps taken since it came in."""

    received: ComplaintReceived
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> ComplaintStatus:
        """Return how far it is: somebody's from the day it has an owner."""
        if self.decision:
            return "decided"
        return "in_review" if self.owner else "received"

    @property
    def decision(self) -> ComplaintDecided | None:
        """Return the decision, if it is made."""
        return next((each for each in self.steps if isinstance(each, ComplaintDecided)), None)

    @property
    def review(self) -> Review:
        """Return how the task stands that an upheld complaint opens for the workflow's owner."""
        if self.decision is None or self.decision.outcome not in UPHELD:
            return "none"
        settled = any(isinstance(each, ComplaintReviewSettled) for each in self.steps)
        return "settled" if settled else "open"

    @property
    def review_owner(self) -> str | None:
        """Return who mends the cause."""
        given = (each for each in reversed(self.steps) if isinstance(each, ComplaintReviewAssigned))
        return next((each.owner for each in given), None)

    @property
    def complaint_class(self) -> ComplaintClass | None:
        """Return the class it was given last."""
        said = (each for each in reversed(self.steps) if isinstance(each, ComplaintClassified))
        return next((each.complaint_class for each in said), None)

    @property
    def owner(self) -> str | None:
        """Return who owns it now."""
        given = (each for each in reversed(self.steps) if isinstance(each, ComplaintAssigned))
        return next((each.owner for each in given), None)


State: TypeAlias = NotReceived | Complaint


class ComplaintFacts(Struct, frozen=True):
    """What the case cannot know itself: the day, and who acts."""

    today: date
    actor: Actor


def blocks(command_type: type[Order], state: State, _facts: ComplaintFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotReceived():
            return () if command_type is ReceiveComplaint else ("complaint_not_received",)
        case Complaint() if command_type is ReceiveComplaint:
            return ("complaint_already_received",)
        case Complaint() if command_type is WithdrawComplaintStep:
            return () if state.steps else ("no_step_to_withdraw",)
        case Complaint() if command_type is CorrectComplaint:
            return ()
        case Complaint() if command_type in {AssignComplaintReview, SettleComplaintReview}:
            rules = {
                "complaint_not_decided": state.decision is None,
                "complaint_not_upheld": state.decision is not None and state.review == "none",
                "complaint_review_settled": state.review == "settled",
            }
            return tuple(code for code, is_broken in rules.items() if is_broken)
        case Complaint() if state.status == "decided":
            return ("complaint_already_decided",)
        case Complaint() if command_type is DecideComplaint:
            rules = {
                "complaint_not_classified": state.complaint_class is None,
                "complaint_without_owner": state.owner is None,
            }
            return tuple(code for code, is_broken in rules.items() if is_broken)
        case Complaint():
            return ()


def decide(command: Order, state: State, facts: ComplaintFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case ReceiveComplaint(citizen, service, channel, text, case, on), NotReceived():
            day = past(on, facts.today)
            return [ComplaintReceived(citizen, service, case, channel, text, day)]
        case CorrectComplaint(), Complaint():
            return [_corrected(command, state, facts)]
        case WithdrawComplaintStep(reason), Complaint(received, steps) if steps:
            step = tag_of(steps[-1]).partition(".")[2]
            return [ComplaintStepWithdrawn(received.citizen, step, reason)]
        case _, Complaint():
            return [_step(command, state, facts)]
        case _:
            return not_allowed_now()


def _step(command: Order, state: Complaint, facts: ComplaintFacts) -> Step:
    received, day = state.received, past(getattr(command, "on", None), facts.today)
    if day < (day_of(state.steps[-1]) if state.steps else received.received_on):
        raise Rejected("before_latest_step")
    match command:
        case ClassifyComplaint(complaint_class):
            if complaint_class == state.complaint_class:
                raise Rejected("nothing_to_correct")
            return ComplaintClassified(received.citizen, complaint_class, day)
        case AssignComplaint(owner):
            if owner == state.owner:
                raise Rejected("owner_already_assigned")
            return ComplaintAssigned(received.citizen, owner, day)
        case DecideComplaint(outcome, reasons, cause_code) if state.complaint_class:
            if outcome in UPHELD and cause_code is None:
                raise Rejected("cause_code_missing")
            return ComplaintDecided(
                citizen=received.citizen,
                about_service=received.about_service,
                complaint_class=state.complaint_class,
                outcome=outcome,
                cause_code=cause_code,
                reasons=reasons,
                decided_by=facts.actor.id,
                decided_on=day,
            )
        case AssignComplaintReview() | SettleComplaintReview() if state.decision:
            return _reviewed(command, state, state.decision.cause_code or "", day, facts)
        case _:
            return not_allowed_now()


def _reviewed(
    command: AssignComplaintReview | SettleComplaintReview,
    state: Complaint,
    cause_code: str,
    day: date,
    facts: ComplaintFacts,
) -> Step:
    citizen = state.received.citizen
    match command:
        case AssignComplaintReview(owner):
            if owner == state.review_owner:
                raise Rejected("owner_already_assigned")
            return ComplaintReviewAssigned(citizen, cause_code, owner, day)
        case SettleComplaintReview(result, note):
            return ComplaintReviewSettled(citizen, cause_code, result, note, facts.actor.id, day)


def _corrected(
    command: CorrectComplaint, state: Complaint, facts: ComplaintFacts
) -> ComplaintCorrected:
    names = ("about_service", "about_case", "channel", "text", "received_on")
    stated = {name: value for name in names if (value := getattr(command, name)) is not None}
    right = replace(state.received, **stated)
    past(right.received_on, facts.today)
    if right == state.received:
        raise Rejected("nothing_to_correct")
    if state.steps and right.received_on > day_of(state.steps[0]):
        raise Rejected("after_first_step")
    return ComplaintCorrected(
        citizen=right.citizen,
        about_service=right.about_service,
        about_case=right.about_case,
        channel=right.channel,
        text=right.text,
        received_on=right.received_on,
        reason=command.reason,
    )


def evolve(state: State, event: Fact) -> State:
    """Return the case after a fact."""
    match event, state:
        case ComplaintReceived(), _:
            return Complaint(event)
        case ComplaintCorrected(), Complaint():
            return replace(state, received=put_right(ComplaintReceived, event))
        case ComplaintStepWithdrawn(), Complaint(_, steps):
            return replace(state, steps=steps[:-1])
        case _, Complaint(_, steps):
            return replace(state, steps=(*steps, event))
        case _:
            return state


def day_of(step: Step) -> date:
    """Return the day a step was taken."""
    match step:
        case ComplaintClassified(classified_on=day):
            return day
        case ComplaintAssigned(assigned_on=day) | ComplaintReviewAssigned(assigned_on=day):
            return day
        case ComplaintReviewSettled(settled_on=day):
            return day
        case ComplaintDecided(decided_on=day):
            return day


formality_complaint: Final = Decider[Order, State, ComplaintFacts](
    case_type="formality_complaint",
    initial=NotReceived(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
