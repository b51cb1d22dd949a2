"""Which weeks of an offer are paid, and in which budget year (F.5).

A week is paid whole once it is begun, and belongs to the year of its Monday: week 52 of 2011 begins
on 26 December and is the last one of that year.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from services.offers.domain import offer_placement_state as placement
from shared.identity import derived_id
from shared.money import OrePositive

Weeks: TypeAlias = Annotated[int, Meta(ge=1, le=53)]
_WEEK = timedelta(days=7)


class OfferWeeks(Struct, frozen=True, forbid_unknown_fields=True):
    """The weeks of an offer in one budget year: their first Monday, how many, what all cost."""

    line: UUID
    day: date
    weeks: Weeks
    amount_ore: OrePositive


def mondays(first: date, last: date) -> Iterator[date]:
    """Yield the Monday of each week that has a day of the offer in it."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += _WEEK


def weeks_begun(first_monday: date, weeks: int, today: date) -> int:
    """Return how many of the weeks have begun."""
    return max(0, min(weeks, (today - first_monday) // _WEEK + 1))


def weeks_of(placement_id: UUID, state: placement.State) -> tuple[OfferWeeks, ...]:
    """Return what an offer costs as it stands now, by budget year; nothing where nothing does."""
    if isinstance(state, placement.NotGiven | placement.Cancelled):
        return ()
    offer = state.offer
    price, meant = offer.week_ore, offer.schedule
    if price is None:
        return ()
    last = state.ended_on if isinstance(state, placement.Ended) else meant.ends_on
    all_weeks = list(mondays(meant.starts_on, min(last, meant.ends_on)))
    by_year = Counter(each.year for each in all_weeks)
    return tuple(
        OfferWeeks(
            line=derived_id(placement_id, "offer_weeks", str(year)),
            day=next(each for each in all_weeks if each.year == year),
            weeks=weeks,
            amount_ore=weeks * price,
        )
        for year, weeks in by_year.items()
    )
