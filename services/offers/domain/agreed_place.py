"""A place of an agreement with a company that an offer names, and when it may have it.

Company contact reserves the place and decides who has it; here is kept what offers was told. Who
is told no afterwards (two named the place in one moment, a concern was raised) goes on without it.
"""

from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Rejected
from shared.eventlog.event import Event as Fact

_AT_COMPANIES: Final = ("company_practice", "wage_subsidy")


class AgreedPlace(Struct, frozen=True, forbid_unknown_fields=True):
    """Which place of which agreement."""

    agreement: UUID
    place: UUID


class Reservation(Struct, frozen=True):
    """What offers was told of a place: its days, and whether somebody new may have it."""

    from_: date
    to: date
    free: bool
    agreement_holds: bool
    approval_waits: bool


class NotePlaceDenied(Order, frozen=True):
    """Take note that the offer cannot have the place; only a policy does."""

    place: UUID
    because: str


class OfferPlaceDenied(Fact, frozen=True, tag="offers.offer_place_denied"):
    """The offer cannot have the place that it named, and has none now."""

    citizen: UUID
    place: UUID
    because: str


Command: TypeAlias = NotePlaceDenied
Event: TypeAlias = OfferPlaceDenied


class About(Struct, frozen=True):
    """The offer that names a place: its type, its days, the place it had, and if somebody began."""

    offer_type: str
    starts_on: date
    ends_on: date
    had: AgreedPlace | None = None
    started: bool = False


def refuse_place(place: AgreedPlace | None, found: Reservation | None, offer: About) -> None:
    """Refuse an offer that may not have the place it names; one that has it keeps to its days."""
    if place is None:
        return
    if offer.offer_type not in _AT_COMPANIES:
        raise Rejected("place_only_at_companies")
    if place != offer.had:
        _refuse_new(found, offer)
    if found is None:
        raise Rejected("place_not_reserved")
    if offer.starts_on < found.from_ or found.to < offer.ends_on:
        raise Rejected("offer_outside_place")


def _refuse_new(found: Reservation | None, offer: About) -> None:
    if offer.had is not None:
        raise Rejected("place_named_already")
    if offer.started:
        raise Rejected("offer_already_started")
    if found is None or not found.free:
        raise Rejected("place_not_reserved")
    if not found.agreement_holds:
        raise Rejected("agreement_not_in_force")
    if found.approval_waits:
        raise Rejected("ethical_concern_open")


def denied(
    order: NotePlaceDenied, citizen: UUID, place: AgreedPlace | None
) -> list[OfferPlaceDenied]:
    """Say that the offer has no place; told twice, or of another place, nothing is said."""
    if place is None or place.place != order.place:
        return []
    return [OfferPlaceDenied(citizen, order.place, order.because)]
