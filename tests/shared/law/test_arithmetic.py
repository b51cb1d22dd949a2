"""How days are counted, by hand and against small other ways to count them."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.arithmetic import (
    add_months,
    at_least_so_old,
    due_date,
    end_of_week_n,
    iso_week,
    last_counted_day,
    last_of_month,
    plan_by,
    reckon,
    timely_until,
    week_counter_due,
    whole_calendar_months_after,
)
from shared.law.calendar import DK_MUNICIPAL_CLOSED, is_working_day

DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(-30, 60))
def test_months_are_added_as_they_are_counted_on_the_fingers(day: date, count: int) -> None:
    year, month = day.year, day.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        year, month = (year + 1, 1) if month > 12 else (year, month)
        year, month = (year - 1, 12) if month < 1 else (year, month)
    last = monthrange(year, month)[1]
    assert add_months(day, count) == date(year, month, min(day.day, last))


@given(DAYS, st.integers(1, 24))
def test_whole_months_end_on_the_last_day_of_their_month(day: date, count: int) -> None:
    end = whole_calendar_months_after(day, count)
    assert (end.year - day.year) * 12 + end.month - day.month == count
    assert end.day == monthrange(end.year, end.month)[1]


@given(DAYS)
def test_the_last_of_a_month_is_followed_by_a_first(day: date) -> None:
    end = last_of_month(day)
    assert (end.year, end.month) == (day.year, day.month)
    assert (end + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 60))
def test_the_end_of_a_week_is_the_last_of_its_seven_days(day: date, count: int) -> None:
    days = [day + timedelta(days=n) for n in range(7 * count)]
    assert end_of_week_n(day, count) == days[-1]


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (date(2007, 10, 1), 14, date(2007, 10, 14)),
        (date(2010, 3, 18), 21, date(2010, 4, 7)),
        (date(2024, 1, 8), 30, date(2024, 2, 6)),
        (date(2026, 8, 3), 30, date(2026, 9, 1)),
    ],
)
def test_the_employer_period_counts_its_first_day(first: date, days: int, last: date) -> None:
    assert last_counted_day(first, days) == last


@given(DAYS, st.sampled_from(["next", "none"]))
def test_a_citizen_gets_the_next_working_day_and_an_authority_none(day: date, roll: str) -> None:
    timely = timely_until(day, roll)  # type: ignore[arg-type]  # drawn from the two there are
    skipped = [day + timedelta(days=n) for n in range((timely - day).days)]
    assert not any(is_working_day(one) for one in skipped)
    assert is_working_day(timely) if roll == "next" else timely == day
    assert is_working_day(plan_by(timely))
    assert plan_by(timely) <= timely


def test_a_closing_day_moves_a_deadline_only_in_its_calendar() -> None:
    served = date(2012, 12, 17)
    assert reckon(served, 7, "days", "next").timely_until == date(2012, 12, 24)
    closed = reckon(served, 7, "days", "next", calendar=DK_MUNICIPAL_CLOSED)
    assert closed.timely_until == date(2012, 12, 27)
    assert closed.due == date(2012, 12, 24)


@pytest.mark.parametrize(
    ("unit", "due"),
    [
        ("days", date(2011, 6, 16)),
        ("weeks", date(2011, 6, 28)),
        ("months", date(2011, 8, 14)),
        ("working_days", date(2011, 6, 16)),
        ("end_of_week", date(2011, 6, 27)),
        ("whole_calendar_months", date(2011, 8, 31)),
        ("weeks_on_benefit", date(2011, 7, 3)),
    ],
)
def test_two_of_every_unit_after_tuesday_14_june_2011(unit: str, due: date) -> None:
    assert due_date(date(2011, 6, 14), 2, unit) == due  # type: ignore[arg-type]  # all there are


def test_what_is_counted_goes_by_the_calendar_and_the_weeks_that_are_given() -> None:
    friday = date(2012, 12, 21)  # Monday is Christmas Eve, then come two holidays
    assert due_date(friday, 1, "working_days") == date(2012, 12, 24)
    assert due_date(friday, 1, "working_days", calendar=DK_MUNICIPAL_CLOSED) == date(2012, 12, 27)
    closed = reckon(friday, 1, "working_days", "none", calendar=DK_MUNICIPAL_CLOSED)
    assert closed.due == date(2012, 12, 27)
    eve = reckon(date(2012, 12, 17), 7, "days", "none", calendar=DK_MUNICIPAL_CLOSED)
    assert (eve.due, eve.plan_by) == (date(2012, 12, 24), friday)
    tuesday, left_out = date(2011, 6, 14), {"2011-W25"}
    assert due_date(tuesday, 1, "weeks_on_benefit") == date(2011, 6, 26)
    assert due_date(tuesday, 1, "weeks_on_benefit", without=left_out) == date(2011, 7, 3)
    counted = reckon(tuesday, 1, "weeks_on_benefit", "none", without=left_out)
    assert counted.due == date(2011, 7, 3)


def test_weeks_on_benefit_count_from_the_week_after() -> None:
    ended = date(2008, 8, 29)  # in W35, which does not count
    assert week_counter_due(ended, 26) == date(2009, 3, 1)
    worked = {"2008-W46", "2008-W47", "2008-W48", "2008-W49"}
    assert week_counter_due(ended, 26, worked) == date(2009, 3, 29)
    assert week_counter_due(ended, 26, {"2008-W35"}) == date(2009, 3, 1)


@given(DAYS, st.integers(1, 30), st.sets(st.integers(0, 40)))
def test_the_week_a_counter_is_full_is_found_on_the_fingers(
    day: date, limit: int, missing: set[int]
) -> None:
    without = {iso_week(day + timedelta(weeks=n)) for n in missing}
    week, fingers = day, 0
    while fingers < limit:
        week += timedelta(weeks=1)
        fingers += iso_week(week) not in without
    due = week_counter_due(day, limit, without)
    assert (iso_week(due), due.isoweekday()) == (iso_week(week), 7)


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert iso_week(date(2008, 12, 29)) == "2009-W01"
    assert iso_week(date(2011, 6, 14)) == "2011-W24"


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2009, 10, 5), 29),
        (date(2010, 10, 4), 29),
        (date(2010, 10, 5), 30),
        (date(2012, 5, 2), 31),
        (date(2008, 1, 1), 29),
    ],
)
def test_an_age_grows_by_a_year_with_each_year_that_is_over(day: date, age: int) -> None:
    assert at_least_so_old(29, date(2009, 10, 5), day) == age
