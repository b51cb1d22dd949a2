"""A job plan: drafted, agreed with the citizen, revised every three months, ended.

Law: LAB ch. 9: an offer stands in a plan the citizen knows, with its reason. What is missing is
flagged and counted, never refused: a plan is better than none. One open plan for each citizen.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from services.visitation.domain.job_plan_events import (
    Confirmation,
    Content,
    EndGround,
    JobPlanAgreed,
    JobPlanCorrected,
    JobPlanDrafted,
    JobPlanEnded,
    JobPlanRevised,
    JobPlanStepWithdrawn,
    PlanElement,
    Quality,
    Step,
    quality_of,
)
from services.visitation.domain.plan_strategy import (
    Percent,
    PlanMeasure,
    PlanSubgroup,
    Strategy,
)
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Claim,
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of

Elements: TypeAlias = Annotated[tuple[PlanElement, ...], Meta(max_length=30)]
Actions: TypeAlias = Annotated[tuple[Text, ...], Meta(max_length=50)]
Measures: TypeAlias = Annotated[tuple[PlanMeasure, ...], Meta(max_length=30)]
JobPlanStatus: TypeAlias = Literal["draft", "agreed", "revised", "ended"]


class DraftJobPlan(Order, frozen=True):
    """Write a plan for a citizen."""

    citizen: UUID
    goal: Text | None = None
    elements: Elements = ()
    expected_effect: Text | None = None
    actions: Actions = ()
    social_weight: Percent | None = None
    subgroup: PlanSubgroup | None = None
    combination: bool | None = None
    measures: Measures = ()
    on: date | None = None


class CorrectJobPlan(Order, frozen=True):
    """Write the draft anew; what is left out stays as it was."""

    reason: Text
    goal: Text | None = None
    elements: Elements | None = None
    expected_effect: Text | None = None
    actions: Actions | None = None
    social_weight: Percent | None = None
    subgroup: PlanSubgroup | None = None
    combination: bool | None = None
    measures: Measures | None = None


class AgreeJobPlan(Order, frozen=True):
    """Record that the citizen agrees, and how that was said."""

    confirmed: Confirmation
    on: date | None = None


class ReviseJobPlan(Order, frozen=True):
    """Go through the plan again; what is left out stays as it was."""

    confirmed: Confirmation
    why: Text
    goal: Text | None = None
    elements: Elements | None = None
    expected_effect: Text | None = None
    actions: Actions | None = None
    social_weight: Percent | None = None
    subgroup: PlanSubgroup | None = None
    combination: bool | None = None
    measures: Measures | None = None
    on: date | None = None


class EndJobPlan(Order, frozen=True):
    """End the plan."""

    ground: EndGround
    on: date | None = None


class WithdrawJobPlanStep(Order, frozen=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: Text


Command: TypeAlias = (
    DraftJobPlan | CorrectJobPlan | AgreeJobPlan | ReviseJobPlan | EndJobPlan | WithdrawJobPlanStep
)


class NotDrafted(Struct, frozen=True):
    """Nobody has written a plan."""


class Plan(Struct, frozen=True):
    """A plan with the steps taken since it was written."""

    draft: JobPlanDrafted
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> JobPlanStatus:
        """Return where the plan stands, by its latest step."""
        match self.steps[-1] if self.steps else None:
            case None:
                return "draft"
            case JobPlanAgreed():
                return "agreed"
            case JobPlanRevised():
                return "revised"
            case JobPlanEnded():
                return "ended"

    @property
    def content(self) -> Content:
        """Return what the plan says now."""
        said = (each.content for each in reversed(self.steps) if not isinstance(each, JobPlanEnded))
        return next(said, self.draft.content)


State: TypeAlias = NotDrafted | Plan


class JobPlanFacts(Struct, frozen=True):
    """What the plan cannot know itself: the day, how far from work, and the strategy of the day.

    `law_refusal` says why a subgroup the order names cannot be used.
    """

    today: date
    vulnerable: bool = False
    strategy: Strategy | None = None
    law_refusal: Code | None = None


def blocks(command_type: type[Order], state: State, _facts: JobPlanFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotDrafted():
            return () if command_type is DraftJobPlan else ("job_plan_not_drafted",)
        case Plan() if command_type is DraftJobPlan:
            return ("job_plan_already_drafted",)
        case Plan() if command_type is WithdrawJobPlanStep:
            return () if state.steps else ("no_step_to_withdraw",)
        case Plan() if state.status == "ended":
            return ("job_plan_ended",)
        case Plan() if command_type in {CorrectJobPlan, AgreeJobPlan}:
            return () if state.status == "draft" else ("job_plan_already_agreed",)
        case Plan() if command_type is ReviseJobPlan:
            return ("job_plan_not_agreed",) if state.status == "draft" else ()
        case Plan():
            return ()


def decide(command: Order, state: State, facts: JobPlanFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    if facts.law_refusal:
        raise Rejected(facts.law_refusal)
    match command, state:
        case DraftJobPlan(citizen, on=on), NotDrafted():
            content = _anew(command, Content())
            day = past(on, facts.today)
            drafted = JobPlanDrafted(citizen, content, _quality(content, facts), day)
            return [claim_of(citizen), drafted]
        case CorrectJobPlan(reason), Plan(draft):
            content = _anew(command, draft.content)
            if content == draft.content:
                raise Rejected("nothing_to_correct")
            quality = _quality(content, facts)
            return [JobPlanCorrected(draft.citizen, content, quality, draft.drafted_on, reason)]
        case WithdrawJobPlanStep(reason), Plan(draft, steps) if steps:
            step = tag_of(steps[-1]).partition(".")[2]
            withdrawn = JobPlanStepWithdrawn(draft.citizen, step, reason)
            ended = isinstance(steps[-1], JobPlanEnded)
            return [claim_of(draft.citizen), withdrawn] if ended else [withdrawn]
        case _, Plan():
            return _step(command, state, facts)
        case _:
            return not_allowed_now()


def _step(command: Order, state: Plan, facts: JobPlanFacts) -> Sequence[Decision]:
    citizen, day = state.draft.citizen, past(getattr(command, "on", None), facts.today)
    if day < (day_of(state.steps[-1]) if state.steps else state.draft.drafted_on):
        raise Rejected("before_latest_step")
    match command:
        case AgreeJobPlan(confirmed):
            content = state.content
            return [JobPlanAgreed(citizen, content, _quality(content, facts), confirmed, day)]
        case ReviseJobPlan(confirmed, why):
            content = _anew(command, state.content)
            revised = JobPlanRevised(
                citizen, content, _quality(content, facts), confirmed, why, day
            )
            if state.steps[-1] == revised:
                raise Rejected("revision_already_recorded")
            return [revised]
        case EndJobPlan(ground):
            return [JobPlanEnded(citizen, ground, day), Release(open_plan_of(citizen))]
        case _:
            return not_allowed_now()


def _anew(command: DraftJobPlan | CorrectJobPlan | ReviseJobPlan, was: Content) -> Content:
    stated = {
        name: value
        for name in Content.__struct_fields__
        if (value := getattr(command, name)) is not None
    }
    return replace(was, **stated)


def _quality(content: Content, facts: JobPlanFacts) -> Quality:
    return quality_of(content, vulnerable=facts.vulnerable, strategy=facts.strategy)


def evolve(state: State, event: Fact) -> State:
    """Return the plan after a fact."""
    match event, state:
        case JobPlanDrafted(), _:
            return Plan(event)
        case JobPlanCorrected(content=content, quality=quality), Plan(draft):
            return replace(state, draft=replace(draft, content=content, quality=quality))
        case JobPlanStepWithdrawn(), Plan(_, steps):
            return replace(state, steps=steps[:-1])
        case _, Plan(_, steps):
            return replace(state, steps=(*steps, event))
        case _:
            return state


def day_of(step: Step) -> date:
    """Return the day a step was taken."""
    match step:
        case JobPlanAgreed(agreed_on=day):
            return day
        case JobPlanRevised(revised_on=day):
            return day
        case JobPlanEnded(ended_on=day):
            return day


def content_on(plan: Plan, day: date) -> Content | None:
    """Return what the citizen had agreed to by a day; None while no plan held."""
    taken = [each for each in plan.steps if day_of(each) <= day]
    match taken[-1] if taken else None:
        case JobPlanAgreed(content=content) | JobPlanRevised(content=content):
            return content
        case _:
            return None


def open_plan_of(citizen: UUID) -> str:
    """Return the name that only one open plan of a citizen may hold."""
    return f"open_job_plan:{citizen}"


def claim_of(citizen: UUID) -> Claim:
    """Return the claim an open plan holds."""
    return Claim(open_plan_of(citizen), refusal="citizen_has_job_plan")


job_plan: Final = Decider[Order, State, JobPlanFacts](
    case_type="job_plan",
    initial=NotDrafted(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
