"""How days are counted: from the day something happened to the last day that is timely.

The day of the trigger is day 0, except where weeks are counted to their end (day 1).
An act is timely until local midnight at the end of the last day.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from shared.law.calendar import (
    DK_PUBLIC,
    Calendar,
    add_working_days,
    first_working_day_on_or_after,
    last_working_day_on_or_before,
)

TimeUnit: TypeAlias = Literal[
    "days",
    "weeks",
    "months",
    "working_days",
    "end_of_week",
    "whole_calendar_months",
    "weeks_on_benefit",
]
Roll: TypeAlias = Literal["next", "none"]
IsoWeek: TypeAlias = str
"""A week as `2011-W24`; text order is time order."""

TIME_UNITS: Final[frozenset[str]] = frozenset(get_args(TimeUnit))


class Reckoned(NamedTuple):
    """What counting gives: the bare date, the day staff should plan for, the last timely day."""

    due: date
    plan_by: date
    timely_until: date


def add_days(day: date, count: int) -> date:
    """Return the date that many calendar days later: 8 days after the 18th is the 26th."""
    return day + timedelta(days=count)


def add_weeks(day: date, count: int) -> date:
    """Return the same weekday that many weeks later."""
    return add_days(day, 7 * count)


def add_months(day: date, count: int) -> date:
    """Return the same day of the month later, or that month's last: 31 Jan + 1 is 28 or 29 Feb."""
    months = day.year * 12 + day.month - 1 + count
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))


def at_least_so_old(age: int, told_on: date, day: date) -> int:
    """Return the age somebody has reached by a day who had another on the day it was told."""
    whole_years = day.year - told_on.year - ((day.month, day.day) < (told_on.month, told_on.day))
    return age + max(0, whole_years)


def last_of_month(day: date) -> date:
    """Return the last day of the month that `day` lies in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def end_of_week_n(day: date, count: int) -> date:
    """Return the last day of the week with that number, `day` being day 1 of week 1."""
    return last_counted_day(day, 7 * count)


def last_counted_day(first: date, count: int) -> date:
    """Return the last of `count` days, the first one counted: 14 days from the 1st is the 14th."""
    return add_days(first, count - 1)


def whole_calendar_months_after(day: date, count: int) -> date:
    """Return the last day of the `count`-th whole month after the month of `day`."""
    return last_of_month(add_months(day.replace(day=1), count))


def iso_week(day: date) -> IsoWeek:
    """Return the week a day lies in, such as `2011-W24`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def sunday_of(day: date) -> date:
    """Return the last day of the week that `day` lies in."""
    return add_days(day, 7 - day.isoweekday())


def week_counter_due(after: date, limit: int, without: Collection[IsoWeek] = ()) -> date:
    """Return the last day of the week in which the counter will be full.

    Every week after that of `after` is taken to be on benefit, but those in `without`.
    """
    sunday = sunday_of(after)
    left = limit
    while left > 0:
        sunday = add_weeks(sunday, 1)
        left -= iso_week(sunday) not in without
    return sunday


_COUNTERS: Final[dict[TimeUnit, Callable[[date, int], date]]] = {
    "days": add_days,
    "weeks": add_weeks,
    "months": add_months,
    "end_of_week": end_of_week_n,
    "whole_calendar_months": whole_calendar_months_after,
}


def due_date(
    day: date,
    value: int,
    unit: TimeUnit,
    *,
    calendar: Calendar = DK_PUBLIC,
    without: Collection[IsoWeek] = (),
) -> date:
    """Return the bare date on which something falls due, before any roll."""
    if unit == "working_days":
        return add_working_days(day, value, calendar)
    if unit == "weeks_on_benefit":
        return week_counter_due(day, value, without)
    return _COUNTERS[unit](day, value)


def timely_until(due: date, roll: Roll, calendar: Calendar = DK_PUBLIC) -> date:
    """Return the last day that is timely: citizens get the next working day, an authority none."""
    return first_working_day_on_or_after(due, calendar) if roll == "next" else due


def plan_by(timely: date, calendar: Calendar = DK_PUBLIC) -> date:
    """Return the last working day on which the thing can still be done in time."""
    return last_working_day_on_or_before(timely, calendar)


def reckon(
    day: date,
    value: int,
    unit: TimeUnit,
    roll: Roll,
    *,
    calendar: Calendar = DK_PUBLIC,
    without: Collection[IsoWeek] = (),
) -> Reckoned:
    """Count from the day of the trigger to the due, planned and last timely day."""
    due = due_date(day, value, unit, calendar=calendar, without=without)
    timely = timely_until(due, roll, calendar)
    return Reckoned(due, plan_by(timely, calendar), timely)
