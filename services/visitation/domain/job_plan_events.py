"""What happens to a job plan, and how good it was each time it was written."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.plan_strategy import (
    PlanMeasure,
    Shortfall,
    Strategy,
    both_sides,
    shortfalls,
)
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, Erased, HealthData

Confirmation: TypeAlias = Literal["in_person", "in_writing", "digitally"]
EndGround: TypeAlias = Literal["job", "education", "case_closed", "replaced", "other"]
QualityFlag: TypeAlias = Literal[
    "goal_missing",
    "reason_for_offer_missing",
    "expected_effect_missing",
    "actions_missing",
    "weighting_missing",
    "subgroup_missing",
    "weighting_outside_strategy",
    "required_measure_missing",
    "volume_below_required",
    "combination_missing",
    "combination_one_sided",
]
# What the strategy for vulnerable citizens asks for, beside what every plan should have (V-10).
STRATEGY_FLAGS: Final[frozenset[QualityFlag]] = frozenset(
    {
        "weighting_missing",
        "subgroup_missing",
        "weighting_outside_strategy",
        "required_measure_missing",
        "volume_below_required",
        "combination_missing",
        "combination_one_sided",
    }
)


class PlanElement(Struct, frozen=True, forbid_unknown_fields=True):
    """One offer in the plan, and why."""

    offer_type: str
    reason: str | None = None


class Content(Struct, frozen=True):
    """What a plan says; `social_weight` is the social measures' share in percent.

    `subgroup` is a code of the strategy for vulnerable citizens: it says what such a plan holds
    and not why, so it stands in clear as the match does. The measures themselves can tell of
    health and are sealed as such. In a combination course both sides run at the same time.
    """

    goal: ContactData[str] | None = None
    elements: ContactData[tuple[PlanElement, ...]] = ()
    expected_effect: ContactData[str] | None = None
    actions: ContactData[tuple[str, ...]] = ()
    social_weight: int | None = None
    subgroup: str | None = None
    combination: bool | None = None
    measures: HealthData[tuple[PlanMeasure, ...]] = ()


class Quality(Struct, frozen=True):
    """What is missing in a plan, and how much of what it should have is there, in percent.

    `vulnerable`: the citizen was far from work when this was written, so the strategy counts;
    `short` are the required measures there is none or too little of.
    """

    flags: tuple[QualityFlag, ...]
    score: int
    vulnerable: bool = False
    short: HealthData[tuple[Shortfall, ...]] = ()


def quality_of(content: Content, *, vulnerable: bool, strategy: Strategy | None = None) -> Quality:
    """Return how good a plan is; one for a vulnerable citizen is held against the strategy too."""
    short = _short_of(content, strategy)
    asked = {
        **_in_every_plan(content),
        **_by_strategy(content, strategy, short, vulnerable=vulnerable),
    }
    flags: list[QualityFlag] = [flag for flag, is_there in asked.items() if not is_there]
    score = 100 * (len(asked) - len(flags)) // len(asked)
    return Quality(tuple(flags), score, vulnerable, short)


def _in_every_plan(content: Content) -> Mapping[QualityFlag, bool]:
    elements = content.elements
    reasons = isinstance(elements, Erased) or (
        bool(elements) and all(each.reason for each in elements)
    )
    return {
        "goal_missing": content.goal is not None,
        "reason_for_offer_missing": reasons,
        "expected_effect_missing": content.expected_effect is not None,
        "actions_missing": bool(content.actions),
    }


def _by_strategy(
    content: Content, strategy: Strategy | None, short: tuple[Shortfall, ...], *, vulnerable: bool
) -> Mapping[QualityFlag, bool]:
    asked: dict[QualityFlag, bool] = {}
    if vulnerable or strategy:
        asked["weighting_missing"] = content.social_weight is not None
        asked["subgroup_missing"] = strategy is not None
    if strategy:
        asked["weighting_outside_strategy"] = strategy.weighs(content.social_weight)
        asked["required_measure_missing"] = all(each.planned is not None for each in short)
        asked["volume_below_required"] = all(each.planned is None for each in short)
        if strategy.combination:
            asked["combination_missing"] = bool(content.combination)
    if content.combination:
        measures = content.measures
        asked["combination_one_sided"] = isinstance(measures, Erased) or both_sides(measures)
    return asked


def _short_of(content: Content, strategy: Strategy | None) -> tuple[Shortfall, ...]:
    if strategy is None or isinstance(content.measures, Erased):
        return ()
    return shortfalls(strategy, content.measures)


class JobPlanDrafted(Fact, frozen=True, tag="visitation.job_plan_drafted"):
    """A plan is written, and waits for the citizen."""

    citizen: UUID
    content: Content
    quality: Quality
    drafted_on: date


class JobPlanCorrected(Fact, frozen=True, tag="visitation.job_plan_corrected"):
    """The draft as it should have been, whole."""

    citizen: UUID
    content: Content
    quality: Quality
    drafted_on: date
    reason: ContactData[str]


class JobPlanAgreed(Fact, frozen=True, tag="visitation.job_plan_agreed"):
    """The citizen and the jobcenter agree on the plan."""

    citizen: UUID
    content: Content
    quality: Quality
    confirmed: Confirmation
    agreed_on: date


class JobPlanRevised(Fact, frozen=True, tag="visitation.job_plan_revised"):
    """The plan was gone through again and holds as written here."""

    citizen: UUID
    content: Content
    quality: Quality
    confirmed: Confirmation
    why: ContactData[str]
    revised_on: date


class JobPlanEnded(Fact, frozen=True, tag="visitation.job_plan_ended"):
    """The plan no longer holds."""

    citizen: UUID
    ground: EndGround
    ended_on: date


class JobPlanStepWithdrawn(Fact, frozen=True, tag="visitation.job_plan_step_withdrawn"):
    """The latest step no longer counts; the plan stands as before it."""

    citizen: UUID
    step: str
    reason: ContactData[str]


Step: TypeAlias = JobPlanAgreed | JobPlanRevised | JobPlanEnded
Event: TypeAlias = JobPlanDrafted | JobPlanCorrected | Step | JobPlanStepWithdrawn
STEPS: Final = get_args(Step)
