"""The weeks of a period that a counter of weeks on benefit leaves out.

Law: the guide to timely interviews and offers. A week with at least one day on a counted benefit
moves the counter on, so only a week that lies outside it from Monday to Sunday is left out.
"""

from typing import Final

from shared.law.arithmetic import IsoWeek, add_days, add_weeks, iso_week
from shared.period import Period

_DAYS: Final = 7


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
