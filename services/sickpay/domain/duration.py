"""When sick pay ends for duration: paid days in a rolling window of calendar months.

Law: SPA § 24: more than 52 weeks in 18 months (to June 2014), more than 22 weeks in 9 months
(from July 2014); § 25: more than 26 weeks in 12 months for pensioners. It ends with the calendar
month in which the limit is passed. The row of the month end that is examined decides, also about
which days do not count: the employer period, of this absence and of the others (§ 24 stk. 3).
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


class Elsewhere(Struct, frozen=True):
    """An absence of the citizen's other cases, and the first of its days the municipality pays.

    `last` is None while it runs: then it lasts as long as this absence is looked at.
    """

    first: date
    paid_from: date
    last: date | None

    @property
    def was_paid(self) -> bool:
        """Say whether it is over, and outlasted the employer period."""
        return self.last is not None and self.paid_from <= self.last


class Counted(Struct, frozen=True):
    """What is counted: this absence, the citizen's others, and whether it is a pensioner's."""

    first_day: date
    notified_by: Notifier
    pensioner: bool = False
    others: tuple[Elsewhere, ...] = ()


def employer_period(book: RuleBook, first_day: date, notified_by: Notifier) -> int:
    """Return the days at the start of an absence that the municipality does not pay."""
    return book.rule("employer_period", first_day, {"notified_by": notified_by}).number


def first_paid_day(book: RuleBook, first_day: date, notified_by: Notifier) -> date:
    """Return the first day after the employer period: 8 January plus 30 days is 7 February."""
    return add_days(first_day, employer_period(book, first_day, notified_by))


def limit_rule(book: RuleBook, month_end: date, *, pensioner: bool) -> Rule:
    """Return the limit that holds at the end of a month."""
    return book.rule("duration.limit.pensioner" if pensioner else "duration.limit", month_end)


def duration_limit(book: RuleBook, counted: Counted) -> Limit:
    """Return when the limit is passed if the citizen stays ill; refuse where no row tells it."""
    paid_from = first_paid_day(book, counted.first_day, counted.notified_by)
    # In a month in which the municipality pays nothing there is nothing to end.
    month_end = last_of_month(paid_from)
    for _ in range(_LONGEST_SEARCH):
        rule = limit_rule(book, month_end, pensioner=counted.pensioner)
        figures = msgspec.convert(rule.figures, WindowFigures)
        start = _counted_from(counted.first_day, paid_from, figures)
        days = (*_counted_elsewhere(counted, figures, month_end), Illness(start, month_end))
        if sum((one.last - one.first).days + 1 for one in days) <= figures.limit_days:
            month_end = last_of_month(add_days(month_end, 1))
            continue
        ill = _in_window(days, month_end, figures.window.calendar_months)
        reached = nth_day(ill, figures.limit_days + 1)
        if reached is not None:
            return Limit(
                start, max(reached, paid_from), month_end, month_end - _APPROACHING, rule.version
            )
        month_end = last_of_month(add_days(month_end, 1))
    msg = "a limit that no stretch of five years passes is no limit"
    raise AssertionError(msg)


def _counted_from(first: date, paid_from: date, figures: WindowFigures) -> date:
    """Return the first day of an absence that counts under this row of law."""
    return paid_from if "employer_period" in figures.not_counted else first


def _counted_elsewhere(
    counted: Counted, figures: WindowFigures, month_end: date
) -> tuple[Illness, ...]:
    """Return the days of the other absences that count; one that runs lasts to the month's end."""
    found = (
        Illness(_counted_from(one.first, one.paid_from, figures), one.last or month_end)
        for one in counted.others
    )
    return tuple(ill for ill in found if ill.first <= ill.last)


def _in_window(stretches: tuple[Illness, ...], month_end: date, months: int) -> tuple[Illness, ...]:
    """Return the counted stretches of the window that ends with the month; a day counts once."""
    opens = add_months(month_end.replace(day=1), 1 - months)
    cut = (Illness(max(one.first, opens), min(one.last, month_end)) for one in stretches)
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
