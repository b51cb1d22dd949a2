"""What can be ordered in a benefit case."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta, field

from services.benefit_service.domain.benefit_events import StopGround
from shared.eventlog.command import Command
from shared.money import OrePositive
from shared.privacy.personal import EconomyData

BasisCode: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}$")]


class NoteFirstContact(Command, frozen=True):
    """Note that a citizen was registered at the jobcenter; only the policy orders it."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: BasisCode
    first_contact_on: date
    by_change: bool = False


class CorrectFirstContact(Command, frozen=True):
    """Correct the day or the basis of the first contact."""

    first_contact_on: date
    benefit_basis: BasisCode


class NoteCaseClosed(Command, frozen=True):
    """Note that the jobcenter closed the citizen's case; only the policy orders it."""

    on: date


class NoteCaseReopened(Command, frozen=True):
    """Note that the citizen's case is open again; only the policy orders it."""

    on: date
    by_mistake: bool = False


class ApplyForBenefit(Command, frozen=True):
    """Register the citizen's application and the day it came in."""

    on: date


class CorrectApplication(Command, frozen=True):
    """Correct the day the application came in."""

    on: date


class DecideEligibility(Command, frozen=True):
    """Decide whether the citizen has a right to the benefit, and tell the jobcenter at once."""

    eligible: bool
    benefit_basis: BasisCode
    from_: date = field(name="from")
    reasons: EconomyData[str] = ""


class SetUpPayment(Command, frozen=True):
    """Start paying the benefit; the amount is in øre a month."""

    monthly_amount: OrePositive
    from_: date = field(name="from")


class ChangePayment(Command, frozen=True):
    """Raise the benefit, or pay it from an earlier day; it cannot be lowered this way.

    The amount is in øre a month.
    """

    monthly_amount: OrePositive
    from_: date = field(name="from")


class StopPayment(Command, frozen=True):
    """Stop paying; all but the citizen's own wish and death need a concluded hearing about it."""

    ground: StopGround
    on: date
    reasons: EconomyData[str]


class WithdrawStop(Command, frozen=True):
    """Take back a stop that was a mistake."""

    reason: EconomyData[str]


class WithdrawRefusal(Command, frozen=True):
    """Take back a refusal that was a mistake; the application waits for a decision again."""

    reason: EconomyData[str]
