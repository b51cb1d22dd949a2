"""What registration owes, written down a second time: from the table, without our engine.

Own calendar, own arithmetic, own conditions; shares nothing with the rules or the code it judges.
"""

from datetime import date, timedelta
from typing import Final

_ON_BENEFIT: Final = {
    "cash_benefit",
    "education_benefit",
    "ui_benefit",
    "start_assistance",
    "sick_pay",
    "rehabilitation",
    "job_clarification",
    "resource_course",
    "flex_unemployment_benefit",
}
_CASH_LIKE: Final = {
    "cash_benefit",
    "job_clarification",
    "resource_course",
    "flex_unemployment_benefit",
    "rehabilitation",
}
_ACTIVITY_READY: Final = {"tg3_cash_other_problems", "tg13_activity_ready_under_30"}


def owed(day: date, basis: str, group: str, age: int) -> dict[str, date]:
    """Return the last timely day of everything owed because somebody was registered that day."""
    told = {
        "interview.first": _first_interview(day, basis, group, age),
        "cv.register": _cv(day, group),
        "interview.count_first_6m": _six_months(day, basis, group),
    }
    if basis == "ui_benefit":
        intensive = day >= date(2015, 7, 1)
        told["interview.intensive"] = _months(day, 16) if intensive else None
        told["interview.first.fund"] = day + timedelta(14) if day.year >= 2024 else None
        told["interview.count_first_3m.fund"] = _months(day, 3) if day.year >= 2024 else None
        if day.year >= 2024:
            who = "jobcenter" if day < date(2026, 7, 1) else "municipal"
            told[f"interview.count_m4_6.{who}"] = _months(day, 6)
    return {key: due for key, due in told.items() if due is not None}


def _first_interview(day: date, basis: str, group: str, age: int) -> date | None:
    if day >= date(2014, 1, 1) and basis in {"cash_benefit", "education_benefit"}:
        return day + timedelta(7)
    if day >= date(2015, 7, 1):
        return None
    if date(2010, 4, 1) <= day <= date(2013, 12, 31) and basis == "cash_benefit" and 18 <= age < 20:
        return day + timedelta(7)
    if day >= date(2009, 8, 1) and group == "tg1_insured" and age < 30:
        return _months(day, 1)
    return _months(day, 3)


def _cv(day: date, group: str) -> date | None:
    if group == "tg1_insured":
        return _rolled(day + timedelta(14) if day.year >= 2015 else _months(day, 1))
    if group == "tg2_cash_ready":
        return _rolled(day + timedelta(21) if day.year >= 2014 else _months(day, 1))
    return None


def _six_months(day: date, basis: str, group: str) -> date | None:
    if date(2015, 7, 1) <= day <= date(2019, 12, 31):
        owes = basis == "ui_benefit"
    elif 2020 <= day.year <= 2023:
        owes = basis in _ON_BENEFIT
    elif date(2024, 1, 1) <= day <= date(2026, 6, 30):
        owes = basis in _CASH_LIKE
    elif day >= date(2026, 7, 1):
        ready = basis == "cash_benefit" and group == "tg2_cash_ready"
        owes = ready or basis == "flex_unemployment_benefit"
    else:
        owes = False
    return _months(day, 6) if owes else None


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)
    return last.replace(day=min(day.day, last.day))


def _rolled(day: date) -> date:
    while day.weekday() > 4 or day in _holidays(day.year):
        day += timedelta(1)
    return day


def _holidays(year: int) -> set[date]:
    easter = _easter(year)
    moving = [-3, -2, 0, 1, 39, 49, 50] + ([26] if year <= 2023 else [])
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    return fixed | {easter + timedelta(days) for days in moving}


def _easter(year: int) -> date:
    """Return Easter Sunday, by Gauss's rule as Lichtenberg put it right."""
    century = year // 100
    shift = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    moon = (19 * (year % 19) + shift) % 30
    moon -= moon // 29 + (moon // 28 - moon // 29) * (year % 19 // 11)
    sun = 2 - (3 * century + 3) // 4
    march = 21 + moon + 7 - (moon + 21 - (7 - (year + year // 4 + sun) % 7)) % 7
    return date(year, 3, 1) + timedelta(march - 1)


def boundaries() -> list[date]:
    """Return the first day of each row of the law as this table has it, but the first of all."""
    days = {(2009, 8, 1), (2010, 4, 1), (2014, 1, 1), (2015, 1, 1), (2015, 7, 1)}
    days |= {(2020, 1, 1), (2024, 1, 1), (2026, 7, 1)}
    return [date(*each) for each in sorted(days)]
