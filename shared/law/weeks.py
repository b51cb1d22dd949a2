"""Duties counted in weeks on benefit: which weeks count, and which week a duty is due in.

Law: the guide to timely interviews and offers. A week with at least one day on a counted benefit
moves the counter on; the due week is the one in which it is full, late is from the week after.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from shared.law.arithmetic import (
    IsoWeek,
    add_days,
    add_weeks,
    iso_week,
    sunday_of,
    week_counter_due,
    week_counter_full,
)
from shared.period import Period

_DAYS: Final = 7


class WeekCount(Struct, frozen=True):
    """A counter of weeks on benefit as it stands, and the week in which it is or will be full."""

    limit: int
    counted: int
    full: bool
    due: date

    @property
    def left(self) -> int:
        """Return how many weeks on benefit are still to come."""
        return max(0, self.limit - self.counted)

    @property
    def due_week(self) -> IsoWeek:
        """Return the week in which the thing must be done at the latest."""
        return iso_week(self.due)

    @property
    def late_from(self) -> date:
        """Return the first day that is too late, a Monday."""
        return add_days(self.due, 1)

    def timely(self, day: date) -> bool:
        """Say whether a thing done that day is done in time."""
        return day <= self.due


def weeks_of(periods: Iterable[Period]) -> frozenset[IsoWeek]:
    """Return the weeks with at least one day in one of the periods, which must have an end."""
    return frozenset(iso_week(day) for period in periods for day in period.days())


def week_count(
    after: date, limit: int, counted: Collection[IsoWeek], known_through: date
) -> WeekCount:
    """Return the counter that began the week after `after`, from the weeks that counted.

    Weeks are known up to and with the week of `known_through`; every later one is taken to be on
    benefit, so the due week is final once the counter is full.
    """
    through = iso_week(known_through)
    known = {week for week in counted if week <= through}
    full = week_counter_full(after, limit, known)
    number = sum(week > iso_week(after) for week in known)
    without = weeks_without(after, known, known_through)
    due = full or week_counter_due(after, limit, without)
    return WeekCount(limit=limit, counted=number, full=full is not None, due=due)


def weeks_without(
    after: date, counted: Collection[IsoWeek], known_through: date
) -> tuple[IsoWeek, ...]:
    """Return the known weeks after that of `after` that did not count.

    As `weeks_without_benefit` in a citizen's profile they give the clocks the same due week.
    """
    gaps: list[IsoWeek] = []
    sunday, last = add_weeks(sunday_of(after), 1), sunday_of(known_through)
    while sunday <= last:
        if iso_week(sunday) not in counted:
            gaps.append(iso_week(sunday))
        sunday = add_weeks(sunday, 1)
    return tuple(gaps)


def whole_weeks(period: Period) -> tuple[IsoWeek, ...]:
    """Return the weeks that lie in a period from Monday to Sunday; none where it has no end."""
    if period.end is None:
        return ()
    monday = add_days(period.start, -period.start.weekday() % _DAYS)
    weeks: list[IsoWeek] = []
    while add_weeks(monday, 1) <= period.end:
        weeks.append(iso_week(monday))
        monday = add_weeks(monday, 1)
    return tuple(weeks)
