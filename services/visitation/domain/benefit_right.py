"""What benefit_service decided about the benefit, and what the citizen lives on after a refusal.

The answer reaches the case the moment it is decided. A citizen without the benefit keeps the case
open only as self-supporting: the jobcenter has a local number of days to say that, or to close it
(`case.without_benefit`).

Law: aktivloven ch. 4; LAB § 2 (the self-supporting).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import BenefitBasis, TargetGroup, Text
from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

SELF_SUPPORTING: Final[BenefitBasis] = "self_supporting"
_GROUP: Final[TargetGroup] = "tg8_self_supporting"


class NoteEligibility(Order, frozen=True):
    """Take note of what benefit_service decided about the citizen's right to a benefit."""

    eligible: bool
    benefit_basis: str
    on: date


class RegisterSelfSupporting(Order, frozen=True):
    """Say that the citizen stays registered without a benefit, from a day on."""

    on: date | None = None


class WithdrawSelfSupporting(Order, frozen=True):
    """Take back that the citizen stays registered without a benefit."""

    reason: Text


class EligibilityConfirmed(Fact, frozen=True, tag="visitation.eligibility_confirmed"):
    """The citizen has a right to this benefit from that day."""

    citizen: UUID
    benefit_basis: str
    holds_from: date


class EligibilityDenied(Fact, frozen=True, tag="visitation.eligibility_denied"):
    """The citizen has no right to this benefit; the case must be settled."""

    citizen: UUID
    benefit_basis: str
    holds_from: date


class SelfSupportingRegistered(Fact, frozen=True, tag="visitation.self_supporting_registered"):
    """The citizen stays registered and lives on own means from that day."""

    citizen: UUID
    target_group: TargetGroup
    holds_from: date


class SelfSupportingWithdrawn(Fact, frozen=True, tag="visitation.self_supporting_withdrawn"):
    """The citizen does not live on own means; benefit and group are as registered."""

    citizen: UUID
    holds_from: date
    reason: ContactData[str]


Command: TypeAlias = NoteEligibility | RegisterSelfSupporting | WithdrawSelfSupporting
Event: TypeAlias = (
    EligibilityConfirmed | EligibilityDenied | SelfSupportingRegistered | SelfSupportingWithdrawn
)


class BenefitRight(Struct, frozen=True):
    """The latest answer of benefit_service, and since when the citizen lives on own means."""

    eligible: bool | None = None
    benefit_basis: str | None = None
    self_supporting_from: date | None = None


def blocks(command_type: type[Order], right: BenefitRight) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    alone = right.self_supporting_from is not None
    if command_type is RegisterSelfSupporting and alone:
        return ("already_self_supporting",)
    if command_type is WithdrawSelfSupporting and not alone:
        return ("not_self_supporting",)
    return ()


def decide(command: Order, right: BenefitRight, ground: Ground) -> Sequence[Fact]:
    """Answer an order about the right to a benefit."""
    citizen = ground.citizen
    match command:
        case NoteEligibility(eligible, basis, on):
            if (eligible, basis) == (right.eligible, right.benefit_basis):
                return []
            told = (citizen, basis, on)
            return [EligibilityConfirmed(*told) if eligible else EligibilityDenied(*told)]
        case RegisterSelfSupporting(on):
            return [SelfSupportingRegistered(citizen, _GROUP, ground.happened(on))]
        case WithdrawSelfSupporting(reason) if right.self_supporting_from:
            return [SelfSupportingWithdrawn(citizen, right.self_supporting_from, reason)]
        case _:
            return not_allowed_now()


def evolve(right: BenefitRight, event: Fact) -> BenefitRight:
    """Return what is known of the benefit after a fact."""
    match event:
        case EligibilityConfirmed(benefit_basis=basis):
            # Who gets the benefit no longer lives on own means.
            return BenefitRight(eligible=True, benefit_basis=basis)
        case EligibilityDenied(benefit_basis=basis):
            return replace(right, eligible=False, benefit_basis=basis)
        case SelfSupportingRegistered(holds_from=day):
            return replace(right, self_supporting_from=day)
        case SelfSupportingWithdrawn():
            return replace(right, self_supporting_from=None)
        case _:
            return right
