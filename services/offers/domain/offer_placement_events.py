"""What is told about a citizen's place in an activation offer."""

from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.offers.domain.agreed_place import AgreedPlace
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

OfferType: TypeAlias = Literal[
    "guidance_qualification", "company_practice", "wage_subsidy", "community_work"
]
SupplierId: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]
OfferOutcome: TypeAlias = Literal["completed", "job", "education", "stopped", "no_show"]


class OfferGiven(Fact, frozen=True, tag="offers.offer_given"):
    """The citizen was given an offer; `scheduled_weekdays` with Monday as 1.

    `week_ore` is what a week costs by the supplier's contract, None where nothing is agreed.
    `place` is the place of an agreement with a company that it has; so in all that is told of it.
    """

    citizen: UUID
    supplier: str
    offer_type: OfferType
    starts_on: date
    ends_on: date
    scheduled_weekdays: tuple[int, ...]
    given_on: date
    week_ore: int | None = None
    place: AgreedPlace | None = None


class OfferCorrected(Fact, frozen=True, tag="offers.offer_corrected"):
    """The offer as it should have been, whole."""

    citizen: UUID
    supplier: str
    offer_type: OfferType
    starts_on: date
    ends_on: date
    scheduled_weekdays: tuple[int, ...]
    given_on: date
    reason: ContactData[str]
    week_ore: int | None = None
    place: AgreedPlace | None = None


class OfferStarted(Fact, frozen=True, tag="offers.offer_started"):
    """The citizen began in the offer."""

    citizen: UUID
    started_on: date
    place: AgreedPlace | None = None


class OfferStartWithdrawn(Fact, frozen=True, tag="offers.offer_start_withdrawn"):
    """The citizen had not begun."""

    citizen: UUID
    reason: ContactData[str]
    place: AgreedPlace | None = None


class OfferEnded(Fact, frozen=True, tag="offers.offer_ended"):
    """The offer is over; `ended_on` was its last day."""

    citizen: UUID
    outcome: OfferOutcome
    ended_on: date
    place: AgreedPlace | None = None


class OfferEndWithdrawn(Fact, frozen=True, tag="offers.offer_end_withdrawn"):
    """The offer was not over."""

    citizen: UUID
    reason: ContactData[str]
    place: AgreedPlace | None = None


class OfferCancelled(Fact, frozen=True, tag="offers.offer_cancelled"):
    """The offer was called off before it began."""

    citizen: UUID
    reason: ContactData[str]
    place: AgreedPlace | None = None
