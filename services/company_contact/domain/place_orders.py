"""What can be ordered about a place of an agreement; much of it offers tells, through policies."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.company_contact.domain.agreement_orders import WrongBecause
from shared.eventlog.command import Command as Order

ReleasedBecause: TypeAlias = Literal["not_needed", "company_declined", "entered_wrong"]


class ReservePlace(Order, frozen=True):
    """Hold a place for the days it is wanted; without an offer that names it, it lapses.

    `place` is the id it gets; where it is left out one is made.
    """

    from_: date
    to: date
    place: UUID | None = None


class ReleasePlace(Order, frozen=True):
    """Give a reserved place free before its time."""

    place: UUID
    reason: ReleasedBecause


class WithdrawRelease(Order, frozen=True):
    """Take back that a place was given free; it is held anew."""

    place: UUID
    reason: WrongBecause


class CorrectPlaceDays(Order, frozen=True):
    """Say for which days the place is meant; also for one that an offer has."""

    place: UUID
    from_: date
    to: date


class LapseReservation(Order, frozen=True):
    """Note that the day passed and no offer named the place; only a policy does."""

    place: UUID


class TakePlace(Order, frozen=True):
    """Note that an offer was given that names the place; only a policy does."""

    place: UUID
    placement: UUID


class FreePlace(Order, frozen=True):
    """Note that the offer was called off before it began; only a policy does."""

    place: UUID
    placement: UUID


class OccupyPlace(Order, frozen=True):
    """Note that somebody began there; only a policy does."""

    place: UUID
    placement: UUID
    on: date


class WithdrawOccupancy(Order, frozen=True):
    """Note that nobody had begun there; only a policy does."""

    place: UUID
    placement: UUID


class VacatePlace(Order, frozen=True):
    """Note that the offer is over, with its last day; only a policy does."""

    place: UUID
    placement: UUID
    on: date


class WithdrawVacancy(Order, frozen=True):
    """Note that the offer was not over; only a policy does."""

    place: UUID
    placement: UUID


ByHand: TypeAlias = ReservePlace | ReleasePlace | WithdrawRelease | CorrectPlaceDays
ByOffers: TypeAlias = (
    LapseReservation
    | TakePlace
    | FreePlace
    | OccupyPlace
    | WithdrawOccupancy
    | VacatePlace
    | WithdrawVacancy
)
PlaceOrder: TypeAlias = ByHand | ByOffers
