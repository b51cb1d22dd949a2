"""When a benefit has been paid too long: counted days within the last so many calendar months.

Law: sygedagpengeloven § 24. At the end of each calendar month one looks back over a number of
whole months, that month included; the benefit ends with the month in which more than the limit
has been counted. A week is seven counted days; a day counts once, however often it was paid.
The month end that is examined picks the rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec
from msgspec import Struct

from shared.law.arithmetic import add_days, add_months, last_of_month
from shared.law.conditions import Profile
from shared.law.figures import WindowFigures
from shared.law.rulebook import NO_FACTS, RuleBook
from shared.period import Period

Periods = tuple[Period, ...]


class WindowUse(Struct, frozen=True, kw_only=True):
    """One month end examined: the window, the days counted in it, and the most that may be."""

    month_end: date
    window: Period
    days: int
    limit_days: int
    rule: str

    @property
    def exceeded(self) -> bool:
        """Say whether more days were counted than may be."""
        return self.days > self.limit_days


class Exceeded(Struct, frozen=True, kw_only=True):
    """The first day too many, the last day of the benefit, and the days that were counted.

    `counted` are the counted stretches within the window that was exceeded.
    """

    first_day: date
    ends_on: date
    limit_days: int
    rule: str
    counted: Periods

    def weeks_before(self, weeks: int) -> date:
        """Return the day on which so many weeks were left to the limit."""
        return nth_day(self.counted, max(1, self.limit_days - 7 * weeks))


class WindowCount(Struct, frozen=True):
    """Every month end examined, in order, and whether the last of them was too much."""

    examined: tuple[WindowUse, ...]
    exceeded: Exceeded | None


def count_window(
    book: RuleBook,
    key: str,
    paid: Iterable[Period],
    not_counted: Mapping[str, Iterable[Period]],
    profile: Profile = NO_FACTS,
) -> WindowCount:
    """Count paid days month end by month end until the limit is exceeded or nothing more was paid.

    Only months in which a day counts are examined: in others there is no benefit to end.
    A period without end is taken to go on, so the answer is a forecast. `not_counted` holds the
    stretches under the names the rule asks for; each must be told, if only as none.
    A month end without law, or in a draft, refuses.
    """
    days = merged(paid)
    left_out = {name: tuple(periods) for name, periods in not_counted.items()}
    examined: list[WindowUse] = []
    for month in _months(days):
        month_end = last_of_month(month.start)
        rule = book.rule(key, month_end, profile)
        figures = msgspec.convert(rule.figures, WindowFigures)
        counting = without(days, (one for name in figures.not_counted for one in left_out[name]))
        if not within(counting, month):
            if not within(counting, Period(month.start)):
                break
            continue
        window = window_to(month_end, figures.window.calendar_months)
        counted = within(counting, window)
        use = WindowUse(
            month_end=month_end,
            window=window,
            days=number_of_days(counted),
            limit_days=figures.limit_days,
            rule=rule.version,
        )
        examined.append(use)
        if use.exceeded:
            return WindowCount(tuple(examined), _exceeded(use, counted))
    return WindowCount(tuple(examined), None)


def window_to(month_end: date, months: int) -> Period:
    """Return that many whole calendar months, the last of which ends on `month_end`."""
    first = add_months(month_end.replace(day=1), 1 - months)
    return Period.of_days(first, month_end)


def merged(periods: Iterable[Period]) -> Periods:
    """Return the same days as periods in order that neither overlap nor touch."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end < period.start):
            joined.append(period)
        else:
            joined[-1] = Period(last.start, _later(last.end, period.end))
    return tuple(joined)


def without(periods: Periods, removed: Iterable[Period]) -> Periods:
    """Return the days of the periods that lie in none of the removed ones."""
    left = periods
    for gone in removed:
        left = tuple(part for period in left for part in _minus(period, gone))
    return left


def within(periods: Periods, window: Period) -> Periods:
    """Return the days of the periods that lie in the window."""
    return tuple(
        Period(max(one.start, window.start), _earlier(one.end, window.end))
        for one in periods
        if one.overlaps(window)
    )


def number_of_days(periods: Periods) -> int:
    """Return how many days lie in periods that do not overlap and all end."""
    return sum(_length(period) for period in periods)


def nth_day(periods: Periods, number: int) -> date:
    """Return the day with that number among days of periods in order; the first has number 1."""
    left = number
    for period in periods:
        length = _length(period)
        if left <= length:
            return add_days(period.start, left - 1)
        left -= length
    msg = f"there is no day number {number}"
    raise ValueError(msg)


def _length(period: Period) -> int:
    if period.end is None:
        msg = "a period without end has no number of days"
        raise ValueError(msg)
    return (period.end - period.start).days


def _months(days: Periods) -> Iterator[Period]:
    """Go through the calendar months that a paid day lies in, for ever if the last has no end."""
    reached = date.min
    for period in days:
        first = max(reached, period.start.replace(day=1))
        while period.end is None or first < period.end:
            following = add_months(first, 1)
            yield Period(first, following)
            first = reached = following


def _exceeded(use: WindowUse, counted: Periods) -> Exceeded:
    return Exceeded(
        first_day=nth_day(counted, use.limit_days + 1),
        ends_on=use.month_end,
        limit_days=use.limit_days,
        rule=use.rule,
        counted=counted,
    )


def _minus(period: Period, gone: Period) -> Periods:
    if not period.overlaps(gone):
        return (period,)
    before = (Period(period.start, gone.start),) if period.start < gone.start else ()
    if gone.end is None or (period.end is not None and period.end <= gone.end):
        return before
    return (*before, Period(gone.end, period.end))


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _earlier(one: date | None, other: date | None) -> date | None:
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)
