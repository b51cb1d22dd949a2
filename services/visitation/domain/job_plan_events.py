"""What happens to a job plan, and how good it was each time it was written."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, Erased

Confirmation: TypeAlias = Literal["in_person", "in_writing", "digitally"]
EndGround: TypeAlias = Literal["job", "education", "case_closed", "replaced", "other"]
QualityFlag: TypeAlias = Literal[
    "goal_missing",
    "reason_for_offer_missing",
    "expected_effect_missing",
    "actions_missing",
    "weighting_missing",
]


class PlanElement(Struct, frozen=True, forbid_unknown_fields=True):
    """One offer in the plan, and why."""

    offer_type: str
    reason: str | None = None


class Content(Struct, frozen=True):
    """What a plan says; `social_weight` is the social measures' share in percent."""

    goal: ContactData[str] | None = None
    elements: ContactData[tuple[PlanElement, ...]] = ()
    expected_effect: ContactData[str] | None = None
    actions: ContactData[tuple[str, ...]] = ()
    social_weight: int | None = None


class Quality(Struct, frozen=True):
    """What is missing in a plan, and how much of what it should have is there, in percent."""

    flags: tuple[QualityFlag, ...]
    score: int


def quality_of(content: Content, *, needs_weighting: bool) -> Quality:
    """Return how good a plan is; one for a vulnerable citizen weighs social measures as well."""
    elements = content.elements
    reasons = isinstance(elements, Erased) or (
        bool(elements) and all(each.reason for each in elements)
    )
    there: Mapping[QualityFlag, bool] = MappingProxyType(
        {
            "goal_missing": content.goal is not None,
            "reason_for_offer_missing": reasons,
            "expected_effect_missing": content.expected_effect is not None,
            "actions_missing": bool(content.actions),
        }
    )
    asked = (
        {**there, "weighting_missing": content.social_weight is not None}
        if needs_weighting
        else dict(there)
    )
    flags: list[QualityFlag] = [flag for flag, is_there in asked.items() if not is_there]
    return Quality(tuple(flags), 100 * (len(asked) - len(flags)) // len(asked))


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
