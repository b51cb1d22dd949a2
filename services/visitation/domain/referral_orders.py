"""What can be ordered in a referral."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.visitation.domain.codes import Text, Version
from services.visitation.domain.referral_events import (
    Barrier,
    ReferralGround,
    ReferralKind,
    ReturnReason,
)
from shared.eventlog.command import Command as Order

Item: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}$")]
JobOrder: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,60}$")]
Unit: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}(:[A-Za-z0-9_-]{1,60})?$")]
Barriers: TypeAlias = Annotated[tuple[Text, ...], Meta(max_length=20)]


class DraftReferral(Order, frozen=True):
    """Begin a referral; `because` wrong_place says that an earlier one went to the wrong unit."""

    citizen: UUID
    kind: ReferralKind
    to_unit: Unit
    purpose: Text
    because: ReferralGround = "need"
    job_order: JobOrder | None = None
    on: date | None = None


class CorrectReferral(Order, frozen=True):
    """Write a referral that has not left anew; what is left out stays as it was."""

    reason: Text
    to_unit: Unit | None = None
    purpose: Text | None = None
    because: ReferralGround | None = None
    job_order: JobOrder | None = None


class DocumentChecklistItem(Order, frozen=True):
    """Say that one thing of the checklist is there."""

    item: Item
    on: date | None = None


class FillLanguageTemplate(Order, frozen=True):
    """Fill in the template for language & integration."""

    language_test: Text
    test_evidence: Text
    criteria_version: Version
    other_barriers: Barriers = ()
    main_barrier_reason: Text | None = None
    on: date | None = None


class BlockReferral(Order, frozen=True):
    """Record what keeps the citizen from being referred."""

    barrier: Barrier
    note: Text | None = None
    on: date | None = None


class IssueReferral(Order, frozen=True):
    """Let the referral leave."""

    on: date | None = None


class ReceiveReferral(Order, frozen=True):
    """Say that the receiving unit has it."""

    on: date | None = None


class AcceptReferral(Order, frozen=True):
    """Take the citizen."""

    on: date | None = None


class ReturnReferral(Order, frozen=True):
    """Send it back with a reason."""

    reason: ReturnReason
    note: Text | None = None
    on: date | None = None


class ExpireReferral(Order, frozen=True):
    """Note that the time to accept has passed."""

    timely_until: date


class CancelReferral(Order, frozen=True):
    """Give the referral up."""

    reason: Text
    on: date | None = None


class WithdrawReferralStep(Order, frozen=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: Text


Command: TypeAlias = (
    DraftReferral
    | CorrectReferral
    | DocumentChecklistItem
    | FillLanguageTemplate
    | BlockReferral
    | IssueReferral
    | ReceiveReferral
    | AcceptReferral
    | ReturnReferral
    | ExpireReferral
    | CancelReferral
    | WithdrawReferralStep
)
