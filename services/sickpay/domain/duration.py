"""When sick pay ends for duration: paid days in a rolling window of calendar months.

Law: SPA § 24: more than 52 weeks in 18 months (to June 2014), more than 22 weeks in 9 months
(from July 2014); § 25: more than 26 weeks in 12 months for pensioners. It ends with the calendar
month in which the limit is passed. The employer period does not count (§ 24 stk. 3).
The row of the month end that is examined decides.
"""

from datetime import date, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from services.sickpay.domain.certificate_history import Illness
from services.sickpay.domain.course import Limit, documented
from services.sickpay.domain.sick_pay_orders import Notifier
from shared.law.arithmetic import add_days, add_months, last_of_month
from shared.law.figures import WindowFigures
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook

_APPROACHING: Final = timedelta(weeks=8)
_LONGEST_SEARCH: Final = 60


class Counted(Struct, frozen=True):
    """What is counted: this absence, earlier ones of the citizen, and whether a pensioner's."""

    first_day: date
    notified_by: Notifier
    pensioner: bool = False
    earlier: tuple[Illness, ...] = ()


def employer_period(book: RuleBook, first_day: date, notified_by: Notifier) -> int:
    """Return the days at the start of an absence that the municipality does not pay."""
    return book.rule("employer_period", first_day, {"notified_by": notified_by}).number


def first_paid_day(book: RuleBook, first_day: date, notified_by: Notifier) -> date:
    """Return the first day that counts: 8 January plus 30 days is 7 February."""
    return add_days(first_day, employer_period(book, first_day, notified_by))


def limit_rule(book: RuleBook, month_end: date, *, pensioner: bool) -> Rule:
    """Return the limit that holds at the end of a month."""
    return book.rule("duration.limit.pensioner" if pensioner else "duration.limit", month_end)


def duration_limit(book: RuleBook, counted: Counted) -> Limit:
    """Return when the limit is passed if the citizen stays ill; refuse where no row tells it."""
    start = first_paid_day(book, counted.first_day, counted.notified_by)
    month_end = last_of_month(start)
    before = sum((one.last - one.first).days + 1 for one in counted.earlier)
    for _ in range(_LONGEST_SEARCH):
        rule = limit_rule(book, month_end, pensioner=counted.pensioner)
        figures = msgspec.convert(rule.figures, WindowFigures)
        possible = (month_end - start).days + 1 + before
        if possible <= figures.limit_days:
            month_end = last_of_month(add_days(month_end, 1))
            continue
        ill = _in_window(counted, start, month_end, figures.window.calendar_months)
        reached = nth_day(ill, figures.limit_days + 1)
        if reached is not None:
            return Limit(
                start, max(reached, start), month_end, month_end - _APPROACHING, rule.version
            )
        month_end = last_of_month(add_days(month_end, 1))
    msg = "a limit that no stretch of five years passes is no limit"
    raise AssertionError(msg)


def _in_window(counted: Counted, start: date, month_end: date, months: int) -> tuple[Illness, ...]:
    """Return the counted stretches of the window that ends with the month; a day counts once."""
    opens = add_months(month_end.replace(day=1), 1 - months)
    cut = (
        Illness(max(one.first, opens), min(one.last, month_end))
        for one in (*counted.earlier, Illness(start, month_end))
    )
    return documented(tuple(one for one in cut if one.first <= one.last))


def nth_day(stretches: tuple[Illness, ...], number: int) -> date | None:
    """Return the day with that number among the days of stretches that share none."""
    left = number
    for one in stretches:
        days = (one.last - one.first).days + 1
        if left <= days:
            return add_days(one.first, left - 1)
        left -= days
    return None
