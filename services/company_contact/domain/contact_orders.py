"""What a unit can order about its contacts with a company."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.company_contact.domain.contact import (
    Agreement,
    CancelReason,
    FollowUpOutcome,
    Openings,
    Person,
    Purpose,
    Result,
    Unit,
)
from shared.eventlog.command import Command

Reason: TypeAlias = Annotated[str, Meta(min_length=1, max_length=500)]


class OpenContactLog(Command, frozen=True):
    """Give a registered company its one contact log."""

    company: UUID


class PlanContact(Command, frozen=True):
    """Plan a contact; `unit` is one's own when left out (only KVS plans for others)."""

    purpose: Purpose
    planned_on: date
    unit: Unit | None = None
    person: Person | None = None


class PlanAskedContact(Command, frozen=True):
    """Plan a contact that another service asked for, under the name it knows it by."""

    contact: UUID
    unit: Unit
    purpose: Purpose
    planned_on: date


class CancelAskedContact(Command, frozen=True):
    """Call a contact off that is not asked for any more."""

    contact: UUID


class CorrectContact(Command, frozen=True):
    """Put right or move a planned contact; all its facts are stated."""

    contact: UUID
    unit: Unit
    purpose: Purpose
    planned_on: date
    person: Person | None = None


class CoordinateContact(Command, frozen=True):
    """Write down what was agreed with another unit that is in touch with the company."""

    contact: UUID
    with_unit: Unit
    agreement: Agreement


class WithdrawCoordination(Command, frozen=True):
    """Take back an agreement that was entered by mistake."""

    contact: UUID
    with_unit: Unit
    reason: Reason


class HoldContact(Command, frozen=True):
    """Note that the contact took place, and what came of it."""

    contact: UUID
    on: date
    result: Result
    openings: Openings


class WithdrawHeldContact(Command, frozen=True):
    """Take back that a contact took place; it is planned again."""

    contact: UUID
    reason: Reason


class CancelContact(Command, frozen=True):
    """Call a planned contact off."""

    contact: UUID
    reason: CancelReason


class WithdrawCancellation(Command, frozen=True):
    """Take back a cancellation; the contact is planned again."""

    contact: UUID
    reason: Reason


class FollowUpContact(Command, frozen=True):
    """Note what became of the contact afterwards."""

    contact: UUID
    on: date
    outcome: FollowUpOutcome


class WithdrawFollowUp(Command, frozen=True):
    """Take back a follow-up that was entered by mistake."""

    contact: UUID
    reason: Reason


ContactOrder: TypeAlias = (
    CorrectContact
    | CoordinateContact
    | WithdrawCoordination
    | HoldContact
    | WithdrawHeldContact
    | CancelContact
    | WithdrawCancellation
    | FollowUpContact
    | WithdrawFollowUp
)
Order: TypeAlias = (
    OpenContactLog | PlanContact | PlanAskedContact | CancelAskedContact | ContactOrder
)
