"""The calendar against an Easter of our own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.calendar import (
    DK_MUNICIPAL_CLOSED,
    add_working_days,
    first_working_day_on_or_after,
    is_working_day,
    last_working_day_on_or_before,
    next_working_day,
    public_holidays,
    working_day_before,
)

DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


def easter(year: int) -> date:
    """The Gregorian computus of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holidays_of(year: int) -> set[date]:
    after_easter = {-3, -2, 0, 1, 39, 49, 50} | ({26} if year <= 2023 else set())
    return {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)} | {
        easter(year) + timedelta(days=days) for days in after_easter
    }


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays_of(day.year)


@pytest.mark.parametrize(
    "sunday",
    [
        "2007-04-08",
        "2008-03-23",
        "2010-04-04",
        "2011-04-24",
        "2012-04-08",
        "2024-03-31",
        "2026-04-05",
    ],
)
def test_our_own_easter_is_the_printed_one(sunday: str) -> None:
    day = date.fromisoformat(sunday)
    assert easter(day.year) == day
    assert day in public_holidays(day.year)


@pytest.mark.parametrize("year", range(2005, 2031))
def test_public_holidays_are_the_church_days_of_the_year(year: int) -> None:
    assert public_holidays(year) == holidays_of(year)


def test_great_prayer_day_was_a_holiday_to_2023() -> None:
    assert not is_working_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))
    assert is_working_day(date(2026, 5, 1))


@pytest.mark.parametrize("day", [(2012, 5, 1), (2012, 6, 5), (2012, 12, 24), (2012, 12, 31)])
def test_labour_constitution_and_the_eves_are_working_days(day: tuple[int, int, int]) -> None:
    assert is_working_day(date(*day))


def test_a_municipality_may_close_on_the_eves() -> None:
    assert not is_working_day(date(2012, 12, 24), DK_MUNICIPAL_CLOSED)
    assert not is_working_day(date(2012, 12, 31), DK_MUNICIPAL_CLOSED)
    assert is_working_day(date(2012, 6, 5), DK_MUNICIPAL_CLOSED)
    assert add_working_days(date(2012, 12, 21), 1) == date(2012, 12, 24)
    assert add_working_days(date(2012, 12, 21), 1, DK_MUNICIPAL_CLOSED) == date(2012, 12, 27)


def test_the_closing_calendar_changes_nothing_when_the_eves_are_saturdays() -> None:
    assert add_working_days(date(2011, 12, 22), 10, DK_MUNICIPAL_CLOSED) == date(2012, 1, 6)


@given(DAYS)
def test_a_working_day_is_a_weekday_without_holiday(day: date) -> None:
    assert is_working_day(day) == works(day)


@given(DAYS)
def test_the_neighbouring_working_days_have_none_between(day: date) -> None:
    after, on_or_after = next_working_day(day), first_working_day_on_or_after(day)
    before = last_working_day_on_or_before(day)
    assert works(after)
    assert works(before)
    assert not any(works(day + timedelta(days=n)) for n in range(1, (after - day).days))
    assert not any(works(before + timedelta(days=n + 1)) for n in range((day - before).days))
    assert on_or_after == (day if works(day) else after)


@given(DAYS, st.integers(0, 40))
def test_working_days_added_are_the_working_days_passed(day: date, count: int) -> None:
    end = add_working_days(day, count)
    passed = [day + timedelta(days=n + 1) for n in range((end - day).days)]
    assert sum(works(one) for one in passed) == count
    assert not passed or works(passed[-1])


def test_working_days_are_not_counted_back() -> None:
    with pytest.raises(ValueError, match="counted forward"):
        add_working_days(date(2011, 6, 14), -1)


@given(day=DAYS, count=st.integers(1, 30))
def test_the_nth_working_day_before_has_as_many_of_them_up_to_the_day(
    day: date, count: int
) -> None:
    first = working_day_before(day, count)
    between = [first + timedelta(days=n) for n in range((day - first).days)]
    assert is_working_day(first)
    assert sum(map(is_working_day, between)) == count


def test_working_days_are_counted_back_over_easter() -> None:
    assert working_day_before(date(2011, 4, 26), 2) == date(2011, 4, 19)
