"""What can be ordered in an application case; every step says when something happens next."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.visitation.domain.application_case_events import (
    AppealOutcome,
    ApplicationKind,
    ApplicationOutcome,
    ApplicationStage,
    ClosingGround,
)
from services.visitation.domain.codes import Paragraph, Text
from shared.eventlog.command import Command as Order

Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}$")]
Missing: TypeAlias = Annotated[tuple[Name, ...], Meta(max_length=20)]


class ReceiveApplication(Order, frozen=True):
    """Take an application in."""

    citizen: UUID
    kind: ApplicationKind
    centre: Name
    next_action_on: date
    taken_over: bool = False
    on: date | None = None


class CorrectApplication(Order, frozen=True):
    """Write the application anew as it should have been; what is left out stays as it was."""

    reason: Text
    kind: ApplicationKind | None = None
    centre: Name | None = None
    taken_over: bool | None = None
    received_on: date | None = None


class TakeApplicationStep(Order, frozen=True):
    """Bring the case a step further; `missing` and `expected_on` are shown to the citizen."""

    stage: ApplicationStage
    next_action_on: date
    missing: Missing = ()
    note: Text | None = None
    expected_on: date | None = None
    on: date | None = None


class AssignToTaskForce(Order, frozen=True):
    """Let a task force take the case, perhaps in another centre."""

    task_force: Name
    centre: Name
    next_action_on: date
    on: date | None = None


class DecideApplication(Order, frozen=True):
    """Grant or refuse; a manager's or a lawyer's decision."""

    outcome: ApplicationOutcome
    law_ref: Paragraph
    reasons: Text
    next_action_on: date
    on: date | None = None


class AppealApplication(Order, frozen=True):
    """Record that the citizen appeals."""

    next_action_on: date
    on: date | None = None


class DecideApplicationAppeal(Order, frozen=True):
    """Record what the appeals board said.

    Upheld, the decision stands; changed, the board's own stands instead. Repealed, no decision is
    left and a new one is made; returned, the case is clarified again first.
    """

    outcome: AppealOutcome
    reasons: Text
    next_action_on: date
    on: date | None = None


class CloseApplication(Order, frozen=True):
    """Close the case without a decision."""

    ground: ClosingGround
    on: date | None = None


class WithdrawApplicationStep(Order, frozen=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: Text


Command: TypeAlias = (
    ReceiveApplication
    | CorrectApplication
    | TakeApplicationStep
    | AssignToTaskForce
    | DecideApplication
    | AppealApplication
    | DecideApplicationAppeal
    | CloseApplication
    | WithdrawApplicationStep
)
