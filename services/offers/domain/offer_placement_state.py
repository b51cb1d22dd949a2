"""How a citizen's place in an offer stands, and what its decisions cannot know themselves."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.offers.domain import agreed_place, next_step
from services.offers.domain.agreed_place import AgreedPlace
from services.offers.domain.no_show import Reports
from services.offers.domain.offer_placement_events import OfferOutcome, OfferType
from services.offers.domain.schedule import Schedule
from services.offers.domain.supplier_contract import NoContract
from services.offers.domain.supplier_contract import State as Contracts
from shared.actor import Actor


class NotGiven(Struct, frozen=True):
    """Nobody has given this offer."""


class Offer(Struct, frozen=True):
    """What was given, to whom, the no-shows reported of it, and what comes after it."""

    citizen: UUID
    supplier: str
    offer_type: OfferType
    schedule: Schedule
    given_on: date
    week_ore: int | None = None
    reports: Reports = ()
    planned: next_step.NextStep | None = None
    place: AgreedPlace | None = None


class Given(Struct, frozen=True):
    """The citizen has the offer and is expected by its schedule."""

    offer: Offer


class Started(Struct, frozen=True):
    """The citizen has begun."""

    offer: Offer
    started_on: date


class Ended(Struct, frozen=True):
    """The offer is over; days up to the last one can still be reported."""

    offer: Offer
    started_on: date
    ended_on: date
    outcome: OfferOutcome


class Cancelled(Struct, frozen=True):
    """The offer never began."""

    offer: Offer


Placed: TypeAlias = Given | Started | Ended | Cancelled
State: TypeAlias = NotGiven | Placed


class PlacementFacts(Struct, frozen=True):
    """What the placement cannot know: id, day, who acts, what is agreed, rule and calendar."""

    placement: UUID
    today: date
    actor: Actor
    report_within_days: int = 0
    public_holidays: frozenset[date] = frozenset()
    contracts: Contracts = NoContract()
    reservation: agreed_place.Reservation | None = None


def as_it_stands(state: Placed) -> Schedule:
    """Return when the citizen was or is expected: not after the day the offer ended."""
    return replace(state.offer.schedule, ends_on=last_day(state))


def last_day(state: Placed) -> date:
    """Return the day the offer ended, or is to end."""
    meant = state.offer.schedule.ends_on
    return min(state.ended_on, meant) if isinstance(state, Ended) else meant
