"""What company contact listens to: its own facts, what sick pay asks for, offers at companies.

Of a citizen nothing is read: neither who it is nor what the talk or the offer is about.
"""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from services.company_contact.domain.company import CompanyRegistered
from shared.eventlog.event import Event


class WorkplaceContactAskedFor(Event, frozen=True, tag="sickpay.workplace_contact_asked_for"):
    """Sick pay asks for a talk with a company on a day."""

    step: UUID
    company: UUID
    planned_on: date


class WorkplaceGrantAskedFor(Event, frozen=True, tag="sickpay.workplace_grant_asked_for"):
    """Sick pay asks for a grant at a company, wanted from a day."""

    step: UUID
    company: UUID
    wanted_from: date


class PlanStepWithdrawn(Event, frozen=True, tag="sickpay.plan_step_withdrawn"):
    """Sick pay asks for it no more; `company` where it was a talk or a grant."""

    step: UUID
    company: UUID | None


class DeadlineMissed(Event, frozen=True, tag="deadline.missed"):
    """The last timely day of a deadline passed; company contact hears its own."""

    rule_key: str
    timely_until: date
    deadline: str = ""


class AgreedPlace(Struct, frozen=True):
    """A place of an agreement, as an offer names it."""

    agreement: UUID
    place: UUID


class OfferGiven(Event, frozen=True, tag="offers.offer_given"):
    """An offer was given; `place` where it is at a company with an agreement."""

    place: AgreedPlace | None = None


class OfferCorrected(Event, frozen=True, tag="offers.offer_corrected"):
    """The offer as it should have been; it may name a place that it had not before."""

    place: AgreedPlace | None = None


class OfferCancelled(Event, frozen=True, tag="offers.offer_cancelled"):
    """The offer was called off before it began."""

    place: AgreedPlace | None = None


class OfferStarted(Event, frozen=True, tag="offers.offer_started"):
    """Somebody began."""

    started_on: date
    place: AgreedPlace | None = None


class OfferStartWithdrawn(Event, frozen=True, tag="offers.offer_start_withdrawn"):
    """Nobody had begun."""

    place: AgreedPlace | None = None


class OfferEnded(Event, frozen=True, tag="offers.offer_ended"):
    """The offer is over; `ended_on` was its last day."""

    ended_on: date
    place: AgreedPlace | None = None


class OfferEndWithdrawn(Event, frozen=True, tag="offers.offer_end_withdrawn"):
    """The offer was not over."""

    place: AgreedPlace | None = None


Message: TypeAlias = (
    CompanyRegistered
    | WorkplaceContactAskedFor
    | WorkplaceGrantAskedFor
    | PlanStepWithdrawn
    | DeadlineMissed
    | OfferGiven
    | OfferCorrected
    | OfferCancelled
    | OfferStarted
    | OfferStartWithdrawn
    | OfferEnded
    | OfferEndWithdrawn
)
