"""What happens in an application for disability pension, rehabilitation or a flex job."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, HealthData

ApplicationKind: TypeAlias = Literal["disability_pension", "rehabilitation", "flex_job"]
ApplicationStage: TypeAlias = Literal["clarifying", "awaiting_medical", "ready"]
ApplicationOutcome: TypeAlias = Literal["granted", "refused"]
AppealSettled: TypeAlias = Literal["upheld", "changed"]
AppealSentBack: TypeAlias = Literal["repealed", "returned"]
AppealOutcome: TypeAlias = AppealSettled | AppealSentBack
ClosingGround: TypeAlias = Literal["withdrawn_by_citizen", "moved", "death", "other"]


class ApplicationReceived(Fact, frozen=True, tag="visitation.application_received"):
    """An application is in; `taken_over` when it is older than the jobcenter."""

    citizen: UUID
    kind: ApplicationKind
    centre: str
    taken_over: bool
    next_action_on: date
    received_on: date


class ApplicationCorrected(Fact, frozen=True, tag="visitation.application_corrected"):
    """The application as it should have been recorded, whole."""

    citizen: UUID
    kind: ApplicationKind
    centre: str
    taken_over: bool
    next_action_on: date
    received_on: date
    reason: ContactData[str]


class ApplicationStepTaken(Fact, frozen=True, tag="visitation.application_step_taken"):
    """The case came a step further; `missing` is told to the citizen, the note is not."""

    citizen: UUID
    stage: ApplicationStage
    missing: tuple[str, ...]
    note: HealthData[str] | None
    expected_on: date | None
    next_action_on: date
    taken_on: date


class AssignedToTaskForce(Fact, frozen=True, tag="visitation.assigned_to_task_force"):
    """A task force of this centre takes the case; its history goes with it."""

    citizen: UUID
    task_force: str
    from_centre: str
    centre: str
    next_action_on: date
    assigned_on: date


class ApplicationDecided(Fact, frozen=True, tag="visitation.application_decided"):
    """The application is granted or refused, with paragraph and reasons."""

    citizen: UUID
    kind: ApplicationKind
    outcome: ApplicationOutcome
    law_ref: str
    reasons: HealthData[str]
    decided_by: str
    next_action_on: date
    decided_on: date


class ApplicationAppealed(Fact, frozen=True, tag="visitation.application_appealed"):
    """The citizen appeals against the decision."""

    citizen: UUID
    next_action_on: date
    appealed_on: date


class ApplicationAppealSettled(Fact, frozen=True, tag="visitation.application_appeal_settled"):
    """The appeals board upheld the decision or changed it; `decision` is what holds now."""

    citizen: UUID
    appeal_outcome: AppealSettled
    decision: ApplicationOutcome
    reasons: HealthData[str]
    next_action_on: date
    settled_on: date


class ApplicationSentBack(Fact, frozen=True, tag="visitation.application_sent_back"):
    """The appeals board took the decision away; the case goes on from `stage` to a new one."""

    citizen: UUID
    appeal_outcome: AppealSentBack
    stage: ApplicationStage
    reasons: HealthData[str]
    next_action_on: date
    sent_back_on: date


class ApplicationClosed(Fact, frozen=True, tag="visitation.application_closed"):
    """The case ended without a decision."""

    citizen: UUID
    ground: ClosingGround
    closed_on: date


class ApplicationStepWithdrawn(Fact, frozen=True, tag="visitation.application_step_withdrawn"):
    """The latest step no longer counts; the case stands as before it."""

    citizen: UUID
    step: str
    reason: ContactData[str]


Step: TypeAlias = (
    ApplicationStepTaken
    | AssignedToTaskForce
    | ApplicationDecided
    | ApplicationAppealed
    | ApplicationAppealSettled
    | ApplicationSentBack
    | ApplicationClosed
)
Event: TypeAlias = ApplicationReceived | ApplicationCorrected | Step | ApplicationStepWithdrawn
STEPS: Final = get_args(Step)
