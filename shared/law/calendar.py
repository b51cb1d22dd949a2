"""The Danish calendar: which days are working days.

Law: public holidays are the holy days of the national church and New Year's Day;
Great Prayer Day was one until 2023 (lov nr. 214 af 6. marts 2023).
1 May, 5 June, 24 and 31 December are not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Final

from holidays.countries.denmark import Denmark

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A name, and the days (month, day) it closes on beside weekends and public holidays."""

    name: str
    closing_days: frozenset[tuple[int, int]] = frozenset()


DK_PUBLIC: Final = Calendar("dk_public_v1")
# Many offices also close on 24 and 31 December; local habit, not law.
DK_MUNICIPAL_CLOSED: Final = Calendar("dk_municipal_closed", frozenset({(12, 24), (12, 31)}))
CALENDARS: Final = {calendar.name: calendar for calendar in (DK_PUBLIC, DK_MUNICIPAL_CLOSED)}


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year, Sundays among them included."""
    return frozenset(Denmark(years=year))  # type: ignore[no-untyped-call]  # the library has no types here


def is_working_day(day: date, calendar: Calendar = DK_PUBLIC) -> bool:
    """Say whether offices work that day: Monday to Friday, no holiday, not closed."""
    return (
        day.weekday() < _SATURDAY
        and (day.month, day.day) not in calendar.closing_days
        and day not in public_holidays(day.year)
    )


def next_working_day(day: date, calendar: Calendar = DK_PUBLIC) -> date:
    """Return the first working day after `day`."""
    return next(_working_days(day + _ONE_DAY, _ONE_DAY, calendar))


def first_working_day_on_or_after(day: date, calendar: Calendar = DK_PUBLIC) -> date:
    """Return `day` itself if it is a working day, else the next one."""
    return next(_working_days(day, _ONE_DAY, calendar))


def last_working_day_on_or_before(day: date, calendar: Calendar = DK_PUBLIC) -> date:
    """Return `day` itself if it is a working day, else the one before."""
    return next(_working_days(day, -_ONE_DAY, calendar))


def add_working_days(day: date, count: int, calendar: Calendar = DK_PUBLIC) -> date:
    """Return the `count`-th working day after `day`; none to add leaves the day as it is."""
    if count < 0:
        msg = f"working days are counted forward, not {count}"
        raise ValueError(msg)
    for _ in range(count):
        day = next_working_day(day, calendar)
    return day


def working_day_before(day: date, count: int, calendar: Calendar = DK_PUBLIC) -> date:
    """Return the `count`-th working day before `day`."""
    before = _working_days(day - _ONE_DAY, -_ONE_DAY, calendar)
    return next(islice(before, count - 1, None))


def _working_days(day: date, step: timedelta, calendar: Calendar) -> Iterator[date]:
    while True:
        if is_working_day(day, calendar):
            yield day
        day += step
