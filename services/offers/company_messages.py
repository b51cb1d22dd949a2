"""What offers reads of company contact: workplaces, places of agreements, and concerns."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.eventlog.event import Event


class CompanyRegistered(Event, frozen=True, tag="company_contact.company_registered"):
    """A workplace stands in the common register; `size` is ordinary employees."""

    name: str
    size: int
    industry: str


class CompanyFactsCorrected(Event, frozen=True, tag="company_contact.company_facts_corrected"):
    """What the register says of it, put right."""

    name: str
    size: int
    industry: str


class CompanyClosed(Event, frozen=True, tag="company_contact.company_closed"):
    """The workplace has closed."""

    closed_on: date


class CompanyReopened(Event, frozen=True, tag="company_contact.company_reopened"):
    """The workplace is at work again."""

    reopened_on: date


class CompanyClosureWithdrawn(Event, frozen=True, tag="company_contact.company_closure_withdrawn"):
    """The workplace had not closed."""

    closed_on: date


class AgreementSigned(Event, frozen=True, tag="company_contact.agreement_signed"):
    """An agreement with a company holds."""

    company: UUID


class SignatureWithdrawn(Event, frozen=True, tag="company_contact.signature_withdrawn"):
    """The signature was wrong; the agreement is at `stage` again."""

    company: UUID
    stage: str


class AgreementSuspended(Event, frozen=True, tag="company_contact.agreement_suspended"):
    """The agreement rests."""

    company: UUID


class AgreementResumed(Event, frozen=True, tag="company_contact.agreement_resumed"):
    """The agreement holds again."""

    company: UUID


class AgreementEnded(Event, frozen=True, tag="company_contact.agreement_ended"):
    """The agreement ended before its time."""

    company: UUID


class AgreementExpired(Event, frozen=True, tag="company_contact.agreement_expired"):
    """The agreement has run out."""

    company: UUID


class AgreementStepWithdrawn(Event, frozen=True, tag="company_contact.agreement_step_withdrawn"):
    """A step was entered wrongly; the agreement is at `stage` again."""

    company: UUID
    stage: str


class PlaceReserved(Event, frozen=True, tag="company_contact.place_reserved"):
    """A place of the agreement is held for an offer in these days."""

    place: UUID
    from_: date
    to: date


class PlaceReleaseWithdrawn(Event, frozen=True, tag="company_contact.place_release_withdrawn"):
    """The place is held anew."""

    place: UUID
    from_: date
    to: date


class PlaceDaysCorrected(Event, frozen=True, tag="company_contact.place_days_corrected"):
    """The place is meant for these days."""

    place: UUID
    from_: date
    to: date


class PlaceReservationLapsed(Event, frozen=True, tag="company_contact.place_reservation_lapsed"):
    """No offer named the place in time."""

    place: UUID


class PlaceReleased(Event, frozen=True, tag="company_contact.place_released"):
    """The place is held no more."""

    place: UUID


class PlaceTaken(Event, frozen=True, tag="company_contact.place_taken"):
    """An offer has the place."""

    place: UUID


class PlaceDenied(Event, frozen=True, tag="company_contact.place_denied"):
    """An offer named the place and cannot have it."""

    place: UUID
    placement: UUID
    because: str


class EthicalConcernRaised(Event, frozen=True, tag="company_contact.ethical_concern_raised"):
    """A concern about a company is open (C-06)."""

    company: UUID


class PlacementsApproved(Event, frozen=True, tag="company_contact.placements_approved"):
    """Somebody new may begin at the company all the same."""

    company: UUID


class EthicalConcernResolved(Event, frozen=True, tag="company_contact.ethical_concern_resolved"):
    """The concern was reviewed."""

    company: UUID


class ConcernStepWithdrawn(Event, frozen=True, tag="company_contact.concern_step_withdrawn"):
    """The concern is open again, `approved` as it was before."""

    company: UUID
    approved: bool


CompanyMessage: TypeAlias = (
    CompanyRegistered
    | CompanyFactsCorrected
    | CompanyClosed
    | CompanyReopened
    | CompanyClosureWithdrawn
    | AgreementSigned
    | SignatureWithdrawn
    | AgreementSuspended
    | AgreementResumed
    | AgreementEnded
    | AgreementExpired
    | AgreementStepWithdrawn
    | PlaceReserved
    | PlaceReleaseWithdrawn
    | PlaceDaysCorrected
    | PlaceReservationLapsed
    | PlaceReleased
    | PlaceTaken
    | PlaceDenied
    | EthicalConcernRaised
    | PlacementsApproved
    | EthicalConcernResolved
    | ConcernStepWithdrawn
)
