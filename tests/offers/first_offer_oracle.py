"""By when a first offer is due, written down a second time: from the table (D.2), not our rules.

Own arithmetic, own conditions; shares nothing with the rules or the code it judges.
"""

from datetime import date, timedelta
from typing import Final

_YOUNG, _OLD = 30, 60
_OF_2020: Final = {
    "tg1_insured",
    "tg2_cash_ready",
    "tg3_cash_other_problems",
    "tg12_education_ready",
    "tg13_activity_ready_under_30",
}
_OF_2026: Final = {"tg1_insured", "tg2_cash_ready", "tg12_education_ready"}
_ACTIVITY_READY: Final = {"tg3_cash_other_problems", "tg13_activity_ready_under_30"}


def first_offer(day: date, basis: str, group: str, age: int) -> date | None:
    """Return the last timely day of a first offer for somebody registered that day."""
    if day >= date(2026, 7, 1):
        return _months(day, 6) if group in _OF_2026 else None
    if day >= date(2020, 1, 1):
        return _months(day, 6) if group in _OF_2020 else None
    if basis == "ui_benefit":
        return _insured(day, age)
    return _cash(day, group, age) if basis == "cash_benefit" else None


def _insured(day: date, age: int) -> date | None:
    if day >= date(2015, 1, 1):
        return None
    if day < date(2007, 7, 1):
        return _months(day, 6 if age < _YOUNG else 12)
    if age >= _OLD:
        return _months(day, 6)
    if age >= _YOUNG:
        return _months(day, 9)
    return day + timedelta(weeks=13) if day >= date(2010, 8, 1) else _months(day, 6)


def _cash(day: date, group: str, age: int) -> date | None:
    if day >= date(2014, 1, 1):
        if group == "tg2_cash_ready":
            return _months(day, 3)
        return _months(day, 6) if group in _ACTIVITY_READY else None
    if age >= _YOUNG:
        return _months(day, 12 if day < date(2007, 7, 1) else 9)
    if day >= date(2010, 4, 1) and 18 <= age < 20:
        return day + timedelta(weeks=2)
    return day + timedelta(weeks=13)


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)
    return last.replace(day=min(day.day, last.day))


def boundaries() -> list[date]:
    """Return the first day of each row of the law as this table has it, but the first of all."""
    days = {(2007, 7, 1), (2010, 4, 1), (2010, 8, 1), (2014, 1, 1), (2015, 1, 1)}
    days |= {(2020, 1, 1), (2026, 7, 1)}
    return [date(*each) for each in sorted(days)]
