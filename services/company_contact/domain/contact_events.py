"""What a contact log can tell: one fact for each step of a contact and of its coordination."""

from datetime import date
from uuid import UUID

from services.company_contact.domain.contact import (
    CancelReason,
    FollowUpOutcome,
    Person,
    Purpose,
    Result,
)
from shared.eventlog.event import Event


class ContactLogOpened(Event, frozen=True, tag="company_contact.contact_log_opened"):
    """The company has its one contact log, shared by all units."""

    company: UUID


class ContactPlanned(Event, frozen=True, tag="company_contact.contact_planned"):
    """A unit means to contact the company on a day, for a purpose."""

    company: UUID
    contact: UUID
    unit: str
    purpose: Purpose
    planned_on: date
    person: Person | None = None


class CoordinationRequired(Event, frozen=True, tag="company_contact.coordination_required"):
    """Another unit's contact lies within `within_days` calendar days: agree before this is held."""

    company: UUID
    contact: UUID
    unit: str
    other_contact: UUID
    other_unit: str
    within_days: int


class CoordinationLapsed(Event, frozen=True, tag="company_contact.coordination_lapsed"):
    """The other unit's contact was cancelled or moved away: nothing to agree on any more."""

    company: UUID
    contact: UUID
    unit: str
    other_contact: UUID
    other_unit: str


class ContactCoordinated(Event, frozen=True, tag="company_contact.contact_coordinated"):
    """The unit agreed with another unit; `settles` are that unit's contacts spoken about."""

    company: UUID
    contact: UUID
    unit: str
    with_unit: str
    agreement: str
    settles: tuple[UUID, ...]


class CoordinationWithdrawn(Event, frozen=True, tag="company_contact.coordination_withdrawn"):
    """An agreement was entered by mistake; `reopens` are the contacts it had settled."""

    company: UUID
    contact: UUID
    unit: str
    with_unit: str
    reopens: tuple[UUID, ...]
    reason: str


class ContactHeld(Event, frozen=True, tag="company_contact.contact_held"):
    """The contact took place; `openings` is the number of openings the company told of."""

    company: UUID
    contact: UUID
    unit: str
    held_on: date
    result: Result
    openings: int


class HeldContactWithdrawn(Event, frozen=True, tag="company_contact.held_contact_withdrawn"):
    """The contact was entered as held by mistake; it is planned again."""

    company: UUID
    contact: UUID
    unit: str
    held_on: date
    reason: str


class ContactCancelled(Event, frozen=True, tag="company_contact.contact_cancelled"):
    """The contact will not take place."""

    company: UUID
    contact: UUID
    unit: str
    reason: CancelReason


class CancellationWithdrawn(Event, frozen=True, tag="company_contact.cancellation_withdrawn"):
    """The contact was cancelled by mistake; it is planned again."""

    company: UUID
    contact: UUID
    unit: str
    reason: str


class ContactFollowedUp(Event, frozen=True, tag="company_contact.contact_followed_up"):
    """Somebody looked after what came of the contact."""

    company: UUID
    contact: UUID
    unit: str
    followed_up_on: date
    outcome: FollowUpOutcome


class FollowUpWithdrawn(Event, frozen=True, tag="company_contact.follow_up_withdrawn"):
    """The follow-up was entered by mistake; it is still to be done."""

    company: UUID
    contact: UUID
    unit: str
    followed_up_on: date
    reason: str


class ContactCorrected(Event, frozen=True, tag="company_contact.contact_corrected"):
    """The plan was entered wrongly or is moved; all its facts as they should be.

    `moved` says that unit or day changed, so that earlier agreements no longer cover it.
    """

    company: UUID
    contact: UUID
    unit: str
    purpose: Purpose
    planned_on: date
    moved: bool
    person: Person | None = None
