"""One practice place of an agreement: reserved, taken by an offer, occupied, vacated, or free.

A place names the offer it is for and nobody (ADR 42, 53). On no day are more places reserved anew
than the agreement has open and nobody holds.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.company_contact.domain.agreement_capacity import Places, places_on

_DAY: Final = timedelta(days=1)
PlaceStage: TypeAlias = Literal["reserved", "taken", "occupied", "vacated", "released", "lapsed"]


class Place(Struct, frozen=True):
    """One place: the days it is meant for, and which of them somebody was there."""

    place: UUID
    from_: date
    to: date
    stage: PlaceStage = "reserved"
    placement: UUID | None = None
    occupied_from: date | None = None
    last_day: date | None = None

    @property
    def held(self) -> tuple[date, date] | None:
        """Return the days on which nobody else can have it; None when it is free again."""
        match self.stage:
            case "reserved" | "taken":
                return self.from_, self.to
            case "occupied" | "vacated":
                return self.occupied
            case _:
                return None

    @property
    def occupied(self) -> tuple[date, date] | None:
        """Return the first and the last day somebody is or was there; None when nobody began."""
        if self.occupied_from is None or self.stage not in {"occupied", "vacated"}:
            return None
        last = self.to if self.last_day is None else self.last_day
        return self.occupied_from, last


Book: TypeAlias = tuple[Place, ...]
"""The places of one agreement in the order in which they were reserved."""


def find(places: Book, place: UUID | None) -> Place | None:
    """Return the place of that id."""
    return next((each for each in places if each.place == place), None)


def without(places: Book, place: UUID) -> Book:
    """Return all places but one."""
    return tuple(each for each in places if each.place != place)


def held_on(places: Iterable[Place], day: date) -> int:
    """Return how many places are reserved or occupied on a day."""
    return sum(first <= day <= last for each in places if each.held for first, last in (each.held,))


def occupied_days(places: Iterable[Place], first_day: date, last_day: date) -> int:
    """Return the days of all places on which somebody was there, within these days."""
    spans = (each.occupied for each in places)
    within = ((max(span[0], first_day), min(span[1], last_day)) for span in spans if span)
    return sum((last - first).days + 1 for first, last in within if first <= last)


def open_throughout(
    capacity: Iterable[Places], places: Book, first_day: date, last_day: date
) -> int:
    """Return how many places were open on each of these days: the least on any of them."""
    agreed = tuple(capacity)
    turns = _turns(agreed, places, first_day, last_day)
    return max(min(places_on(agreed, day) - held_on(places, day) for day in turns), 0)


def first_full_day(
    capacity: Iterable[Places], places: Book, first_day: date, last_day: date
) -> date | None:
    """Return the first of these days on which no place is open; None when there is one on each."""
    agreed = tuple(capacity)
    turns = _turns(agreed, places, first_day, last_day)
    return next((d for d in turns if places_on(agreed, d) <= held_on(places, d)), None)


def _turns(agreed: Iterable[Places], places: Book, first_day: date, last_day: date) -> list[date]:
    """Return the first of these days and each on which another number of places may be open."""
    turns = {first_day}
    for each in agreed:
        turns |= {each.from_, each.to + _DAY}
    for held in (each.held for each in places):
        if held is not None:
            turns |= {held[0], held[1] + _DAY}
    return sorted(day for day in turns if first_day <= day <= last_day)
