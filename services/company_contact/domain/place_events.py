"""What is told about a place of an agreement; it names an offer, and neither citizen nor person."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.company_contact.domain.agreement_orders import WrongBecause
from services.company_contact.domain.place_orders import ReleasedBecause
from shared.eventlog.event import Event as Fact

FreedBecause: TypeAlias = ReleasedBecause | Literal["offer_cancelled"]
DeniedBecause: TypeAlias = Literal[
    "place_not_reserved",
    "ethical_concern_open",
    "agreement_suspended",
    "agreement_ended",
    "agreement_expired",
    "supported_ratio_exceeded",
]


class PlaceReserved(Fact, frozen=True, tag="company_contact.place_reserved"):
    """A place is held for these days, until an offer names it or the reservation lapses."""

    company: UUID
    place: UUID
    from_: date
    to: date
    reserved_on: date


class PlaceReservationLapsed(Fact, frozen=True, tag="company_contact.place_reservation_lapsed"):
    """No offer named the place in time; it is open to others again."""

    company: UUID
    place: UUID


class PlaceReleased(Fact, frozen=True, tag="company_contact.place_released"):
    """The place is open to others again, and nobody had begun there."""

    company: UUID
    place: UUID
    reason: FreedBecause


class PlaceReleaseWithdrawn(Fact, frozen=True, tag="company_contact.place_release_withdrawn"):
    """The place was not to be given free; it is held anew for its days."""

    company: UUID
    place: UUID
    from_: date
    to: date
    held_anew_on: date
    reason: WrongBecause


class PlaceDaysCorrected(Fact, frozen=True, tag="company_contact.place_days_corrected"):
    """The place is meant for these days."""

    company: UUID
    place: UUID
    from_: date
    to: date


class PlaceTaken(Fact, frozen=True, tag="company_contact.place_taken"):
    """An offer was given that has the place."""

    company: UUID
    place: UUID
    placement: UUID


class PlaceDenied(Fact, frozen=True, tag="company_contact.place_denied"):
    """An offer named the place and cannot have it."""

    company: UUID
    place: UUID
    placement: UUID
    because: DeniedBecause


class PlaceOccupied(Fact, frozen=True, tag="company_contact.place_occupied"):
    """Somebody is in the place from a day on."""

    company: UUID
    place: UUID
    placement: UUID
    occupied_from: date


class PlaceOccupancyWithdrawn(Fact, frozen=True, tag="company_contact.place_occupancy_withdrawn"):
    """Nobody had begun there; the offer has the place as before."""

    company: UUID
    place: UUID
    placement: UUID


class PlaceVacated(Fact, frozen=True, tag="company_contact.place_vacated"):
    """The place is open again after a day; for whom it was agreed on stands with it."""

    company: UUID
    place: UUID
    placement: UUID
    last_day: date
    meant_to: date
    centre: str
    match_groups: tuple[str, ...]


class PlaceVacancyWithdrawn(Fact, frozen=True, tag="company_contact.place_vacancy_withdrawn"):
    """The place had not become open; somebody is there on."""

    company: UUID
    place: UUID
    placement: UUID


PlaceEvent: TypeAlias = (
    PlaceReserved
    | PlaceReservationLapsed
    | PlaceReleased
    | PlaceReleaseWithdrawn
    | PlaceDaysCorrected
    | PlaceTaken
    | PlaceDenied
    | PlaceOccupied
    | PlaceOccupancyWithdrawn
    | PlaceVacated
    | PlaceVacancyWithdrawn
)
