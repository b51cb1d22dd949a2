"""What happens in a request for help between the jobcenter and social services."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, HealthData

Administration: TypeAlias = Literal["jobcenter", "social_services"]
RequestAnswer: TypeAlias = Literal["accepted", "rejected"]


class HelpRequested(Fact, frozen=True, tag="visitation.help_requested"):
    """One administration asked the other for help."""

    citizen: UUID
    requested_by: Administration
    need: HealthData[str]
    legal_basis: HealthData[str]
    green_wave: bool
    consent: bool
    requested_on: date


class RequestCorrected(Fact, frozen=True, tag="visitation.request_corrected"):
    """The request as it should have been, whole."""

    citizen: UUID
    requested_by: Administration
    need: HealthData[str]
    legal_basis: HealthData[str]
    green_wave: bool
    consent: bool
    requested_on: date
    reason: ContactData[str]


class RequestAcknowledged(Fact, frozen=True, tag="visitation.request_acknowledged"):
    """The asked administration has the request and says who looks at it."""

    citizen: UUID
    handled_by: ContactData[str]
    acknowledged_on: date


class RequestAnswered(Fact, frozen=True, tag="visitation.request_answered"):
    """The asked administration accepted or rejected."""

    citizen: UUID
    answer: RequestAnswer
    reason: ContactData[str] | None
    answered_on: date


class JointPlanAgreed(Fact, frozen=True, tag="visitation.joint_plan_agreed"):
    """Both sides agreed what each does."""

    citizen: UUID
    jobcenter_measures: ContactData[tuple[str, ...]]
    social_measures: HealthData[tuple[str, ...]]
    social_weight: int
    review_on: date
    agreed_on: date


class JointPlanReviewed(Fact, frozen=True, tag="visitation.joint_plan_reviewed"):
    """Both sides looked at the plan again."""

    citizen: UUID
    outcome: ContactData[str]
    review_on: date
    reviewed_on: date


class RequestClosed(Fact, frozen=True, tag="visitation.request_closed"):
    """The request is closed."""

    citizen: UUID
    reason: ContactData[str]
    closed_on: date


class RequestWithdrawn(Fact, frozen=True, tag="visitation.request_withdrawn"):
    """The request should not have been sent."""

    citizen: UUID
    reason: ContactData[str]


class RequestStepWithdrawn(Fact, frozen=True, tag="visitation.request_step_withdrawn"):
    """The latest step no longer counts; the case stands as before it."""

    citizen: UUID
    step: str
    reason: ContactData[str]


class RequestEscalated(Fact, frozen=True, tag="visitation.request_escalated"):
    """The managers of both sides are told that a deadline passed."""

    citizen: UUID
    rule_key: str
    timely_until: date
    told: tuple[Administration, ...]


Step: TypeAlias = (
    RequestAcknowledged | RequestAnswered | JointPlanAgreed | JointPlanReviewed | RequestClosed
)
Event: TypeAlias = (
    HelpRequested
    | RequestCorrected
    | Step
    | RequestWithdrawn
    | RequestStepWithdrawn
    | RequestEscalated
)
STEPS: Final = get_args(Step)
