"""What a doctor and an officer owe, written down a second time: from the table, without our engine.

Own calendar, own arithmetic, own conditions; shares nothing with the rules or the code it judges.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

# Days (or months) after the request and after the consultation, by kind of certificate (D.4).
_AFTER_REQUEST: Final = {"le125": 14, "le145": 30, "le265": 30, "le155": (2,), "le225": 14}
_AFTER_CONSULTATION: Final = {"le145": 14, "le265": 14, "le155": (1,), "le225": 7}


def certificate_due(kind: str, requested: date, consulted: date | None) -> list[date]:
    """Return the last timely days that run for a certificate, earliest first."""
    days = [_after(requested, _AFTER_REQUEST[kind])]
    if consulted is not None and kind in _AFTER_CONSULTATION:
        days.append(_after(consulted, _AFTER_CONSULTATION[kind]))
    return sorted(days)


def next_follow_up(held: date, category: int) -> date | None:
    """Return the last day of the next follow-up; None where no interval is owed."""
    if held <= date(2014, 12, 31):
        return held + timedelta(28 if category == 2 else 56)
    if date(2015, 1, 5) <= held <= date(2019, 12, 31) and category in {2, 3}:
        return held + timedelta(28)
    return None


def _after(day: date, count: int | tuple[int]) -> date:
    return _rolled(day + timedelta(count) if isinstance(count, int) else _months(day, count[0]))


def _months(day: date, count: int) -> date:
    month = day.month + count
    year, month = (day.year, month) if month <= 12 else (day.year + 1, month - 12)
    last = 31
    while True:
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            last -= 1


def _rolled(day: date) -> date:
    while day.isoweekday() > 5 or day in holidays(day.year):
        day += timedelta(1)
    return day


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year; Great Prayer Day to 2023 only."""
    easter = _easter(year)
    moving = [-3, -2, 0, 1, 39, 49, 50, *([26] if year < 2024 else [])]
    fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    return frozenset((*fixed, *(easter + timedelta(days) for days in moving)))


def _easter(year: int) -> date:
    """Return Easter Sunday by the anonymous rule of 1876: the golden number, century and epact."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
