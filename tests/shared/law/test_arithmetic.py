"""How days are counted, by hand and against small other ways to count them."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import COPENHAGEN, local_date
from shared.law.arithmetic import (
    add_months,
    age_on,
    birthday_in,
    due_date,
    end_of_day,
    end_of_week_n,
    iso_week,
    last_counted_day,
    last_day_of_months,
    last_of_month,
    plan_by,
    reckon,
    timely_until,
    week_counter_due,
    week_counter_full,
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


def test_an_offer_of_three_months_ends_the_day_before() -> None:
    assert last_day_of_months(date(2011, 6, 1), 3) == date(2011, 8, 31)


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
    ended = date(2008, 8, 29)
    weeks = [iso_week(ended + timedelta(weeks=n)) for n in range(40)]
    assert week_counter_full(ended, 26, weeks) == date(2009, 3, 1)
    worked = {"2008-W46", "2008-W47", "2008-W48", "2008-W49"}
    assert week_counter_full(ended, 26, [w for w in weeks if w not in worked]) == date(2009, 3, 29)
    assert week_counter_full(ended, 26, weeks[:26]) is None  # the first is the week it ended in
    assert week_counter_full(ended, 26, weeks[:27]) == date(2009, 3, 1)


@given(DAYS, st.integers(1, 30), st.sets(st.integers(0, 40)))
def test_the_planned_week_is_the_week_the_counter_gets_full(
    day: date, limit: int, missing: set[int]
) -> None:
    weeks = [iso_week(day + timedelta(weeks=n)) for n in range(80)]
    without = {weeks[n] for n in missing}
    counted = [week for week in weeks if week not in without]
    assert week_counter_due(day, limit, without) == week_counter_full(day, limit, counted)


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert iso_week(date(2008, 12, 29)) == "2009-W01"
    assert iso_week(date(2011, 6, 14)) == "2011-W24"


@given(st.dates(date(1930, 1, 1), date(2005, 1, 1)), DAYS)
def test_an_age_grows_on_the_birthday(born: date, day: date) -> None:
    birthdays = [birthday_in(born, year) for year in range(born.year + 1, day.year + 1)]
    assert age_on(born, day) == sum(birthday <= day for birthday in birthdays)


def test_born_on_29_february_turns_on_1_march_in_common_years() -> None:
    born = date(1988, 2, 29)
    assert age_on(born, date(2011, 2, 28)) == 22
    assert age_on(born, date(2011, 3, 1)) == 23
    assert age_on(born, date(2012, 2, 28)) == 23
    assert age_on(born, date(2012, 2, 29)) == 24
    assert birthday_in(born, 2011) == date(2011, 3, 1)
    assert birthday_in(born, 2012) == date(2012, 2, 29)


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2011, 6, 22), datetime(2011, 6, 22, 22, tzinfo=UTC)),
        (date(2011, 12, 22), datetime(2011, 12, 22, 23, tzinfo=UTC)),
        (date(2011, 3, 26), datetime(2011, 3, 26, 23, tzinfo=UTC)),
        (date(2011, 3, 27), datetime(2011, 3, 27, 22, tzinfo=UTC)),
        (date(2011, 10, 30), datetime(2011, 10, 30, 23, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_local_midnight_in_summer_winter_and_both_nights(
    day: date, moment: datetime
) -> None:
    assert end_of_day(day) == moment
    assert end_of_day(day).tzinfo is UTC


@given(DAYS)
def test_the_last_moment_before_the_end_still_belongs_to_the_day(day: date) -> None:
    end = end_of_day(day)
    assert local_date(end - timedelta(microseconds=1)) == day
    assert local_date(end) == day + timedelta(days=1)
    assert end.astimezone(COPENHAGEN).hour == 0
