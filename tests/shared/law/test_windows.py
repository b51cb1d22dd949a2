"""The limit of a benefit within a rolling window."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.eventlog.decider import Rejected
from shared.law.arithmetic import add_weeks, last_counted_day, last_of_month
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.windows import (
    WindowCount,
    count_window,
    merged,
    nth_day,
    number_of_days,
    window_to,
    within,
    without,
)
from shared.period import Period
from tests.shared.law.rows import a_figure

KEY = "duration.limit"


def limit(weeks: int, months: int, valid_from: str, valid_to: str | None, **more: Any) -> Rule:
    return a_figure(
        KEY,
        type="rolling_window",
        value=None,
        unit=None,
        figures={
            "limit_weeks": weeks,
            "window": {"calendar_months": months, "ends": "end_of_month"},
            "not_counted": ["employer_period"],
        },
        valid_from=valid_from,
        valid_to=valid_to,
        **more,
    )


BOOK = RuleBook.of(
    [
        limit(52, 18, "2006-07-03", "2014-06-30"),
        limit(22, 9, "2014-07-01", "2026-12-31"),
        limit(26, 12, "2006-07-03", "2026-12-31", applies_to={"pensioner": [True]}),
    ]
)


def count(first: date, employer_days: int, last: date | None = None, **profile: Any) -> WindowCount:
    """Sickness from a day on, the employer's period left out."""
    employer = Period.of_days(first, last_counted_day(first, employer_days))
    paid = Period(first) if last is None else Period.of_days(first, last)
    told = {"pensioner": False, **profile}
    return count_window(BOOK, KEY, [paid], {"employer_period": [employer]}, told)


def test_h11_22_weeks_in_2024_end_with_july() -> None:
    found = count(date(2024, 1, 8), 30)
    assert found.exceeded is not None
    assert found.exceeded.first_day == date(2024, 7, 10)
    assert found.exceeded.ends_on == date(2024, 7, 31)
    assert found.exceeded.limit_days == 154
    assert found.exceeded.rule.startswith("duration.limit@2014-07-01")
    june, july = found.examined[-2:]
    assert (june.days, june.exceeded, june.limit_days) == (145, False, 154)
    assert (july.days, july.exceeded) == (176, True)
    assert july.window == Period.of_days(date(2023, 11, 1), date(2024, 7, 31))
    assert [use.month_end.month for use in found.examined] == [2, 3, 4, 5, 6, 7]
    assert [use.days for use in found.examined[:3]] == [23, 54, 84]


def test_h12_52_weeks_in_2010_end_with_november() -> None:
    found = count(date(2009, 11, 2), 21)
    assert found.exceeded is not None
    assert found.exceeded.first_day == date(2010, 11, 22)
    assert found.exceeded.ends_on == date(2010, 11, 30)
    assert found.exceeded.limit_days == 364
    october, november = found.examined[-2:]
    assert (october.days, november.days) == (343, 373)
    # An extension of 39 weeks counts from that day.
    assert add_weeks(found.exceeded.ends_on, 39) == date(2011, 8, 30)


def test_h23a_a_limit_reached_in_a_year_that_is_only_a_draft_is_no_date() -> None:
    with pytest.raises(Rejected, match="ruleset_draft"):
        count(date(2026, 8, 3), 30)
    # Who recovers before that year is not asked about it.
    recovered = count(date(2026, 8, 3), 30, date(2026, 11, 30))
    assert recovered.exceeded is None
    assert recovered.examined[-1].days == 90


def test_before_the_act_there_is_no_limit_to_count_by() -> None:
    with pytest.raises(Rejected, match="rule_missing"):
        count(date(2006, 5, 1), 14)


def test_154_days_are_not_too_many_and_the_next_one_is() -> None:
    first = date(2024, 1, 1)
    enough = count(first, 30, date(2024, 7, 2))
    assert enough.exceeded is None
    assert enough.examined[-1].days == 154
    too_many = count(first, 30, date(2024, 7, 3))
    assert too_many.exceeded is not None
    assert too_many.exceeded.first_day == date(2024, 7, 3)


def test_a_pensioner_has_a_limit_of_26_weeks_in_12_months() -> None:
    found = count(date(2024, 1, 8), 30, pensioner=True)
    assert found.exceeded is not None
    assert (found.exceeded.limit_days, found.exceeded.first_day) == (182, date(2024, 8, 7))


def test_the_month_end_that_is_examined_picks_the_rule() -> None:
    found = count(date(2013, 12, 1), 30)
    assert found.exceeded is not None
    # At the end of June 2014 half a year is within 52 weeks; at the end of July it is above 22.
    assert [use.limit_days for use in found.examined[-2:]] == [364, 154]
    assert found.exceeded.ends_on == date(2014, 7, 31)


def test_the_day_on_which_weeks_are_left_warns_in_time() -> None:
    found = count(date(2024, 1, 8), 30)
    assert found.exceeded is not None
    assert found.exceeded.weeks_before(0) == date(2024, 7, 9)
    assert found.exceeded.weeks_before(8) == date(2024, 5, 14)
    assert found.exceeded.weeks_before(30) == date(2024, 2, 7)


def test_a_day_paid_twice_counts_once() -> None:
    half = Period.of_days(date(2024, 3, 1), date(2024, 3, 31))
    found = count_window(BOOK, KEY, [half, half], {"employer_period": ()}, {"pensioner": False})
    assert [use.days for use in found.examined] == [31]


def test_nothing_paid_is_nothing_examined() -> None:
    nothing = WindowCount((), None)
    assert count_window(BOOK, KEY, [], {"employer_period": ()}) == nothing


def test_stretches_the_rule_leaves_out_must_be_told() -> None:
    paid = [Period.of_days(date(2024, 3, 1), date(2024, 3, 31))]
    with pytest.raises(KeyError, match="employer_period"):
        count_window(BOOK, KEY, paid, {}, {"pensioner": False})


def test_when_nothing_more_counts_the_looking_ends() -> None:
    all_of_it = {"employer_period": [Period(date(2024, 3, 11))]}
    paid = [Period(date(2024, 3, 1))]
    found = count_window(BOOK, KEY, paid, all_of_it, {"pensioner": False})
    assert [use.days for use in found.examined] == [10]
    assert found.exceeded is None


def test_a_month_without_a_counted_day_ends_no_benefit() -> None:
    # Half a year to June 2014, well within 52 weeks; in July, when 22 came to hold, she was well.
    sick = Period.of_days(date(2014, 1, 1), date(2014, 6, 30))
    later = Period.of_days(date(2014, 8, 1), date(2014, 8, 31))
    july = Period.of_days(date(2014, 7, 1), date(2014, 7, 31))
    told = {"pensioner": False}
    well = count_window(BOOK, KEY, [sick], {"employer_period": ()}, told)
    assert well.exceeded is None
    assert well.examined[-1].days == 181
    again = count_window(BOOK, KEY, [sick, july, later], {"employer_period": [july]}, told)
    assert again.exceeded is not None
    assert again.exceeded.ends_on == date(2014, 8, 31)
    assert [use.month_end.month for use in again.examined] == [1, 2, 3, 4, 5, 6, 8]


def test_days_without_end_have_no_number() -> None:
    with pytest.raises(ValueError, match="without end"):
        number_of_days((Period(date(2024, 3, 1)),))


def test_a_day_that_is_not_there_has_no_number() -> None:
    days = (Period.of_days(date(2024, 3, 1), date(2024, 3, 2)),)
    assert nth_day(days, 2) == date(2024, 3, 2)
    with pytest.raises(ValueError, match="number 3"):
        nth_day(days, 3)


BEGIN = date(2013, 1, 1)
OFFSETS = st.integers(0, 900)
PERIODS = st.lists(
    st.builds(
        lambda start, length: Period(
            BEGIN + timedelta(days=start),
            None if length is None else BEGIN + timedelta(days=start + length),
        ),
        OFFSETS,
        st.none() | st.integers(1, 400),
    ),
    max_size=5,
)
ENDED = st.lists(
    st.builds(
        lambda start, length: Period(
            BEGIN + timedelta(days=start), BEGIN + timedelta(days=start + length)
        ),
        OFFSETS,
        st.integers(1, 300),
    ),
    max_size=5,
)
WINDOW = Period(BEGIN, BEGIN + timedelta(days=1400))


def days_of(periods: Any) -> set[int]:
    """Return the days as ordinals, each day by itself."""
    last = BEGIN + timedelta(days=1400)
    return {
        day
        for period in periods
        for day in range(period.start.toordinal(), min(period.end or last, last).toordinal())
    }


@settings(max_examples=60, deadline=None)
@given(one=PERIODS, other=PERIODS)
def test_periods_are_counted_like_sets_of_days(one: list[Period], other: list[Period]) -> None:
    joined = merged(one)
    assert days_of(joined) == days_of(one)
    assert all(
        first.end is not None and first.end < later.start for first, later in pairwise(joined)
    )
    left = without(joined, other)
    assert days_of(left) == days_of(one) - days_of(other)
    cut = within(left, WINDOW)
    assert number_of_days(cut) == len(days_of(left))


@settings(max_examples=60, deadline=None)
@given(paid=ENDED, employer=ENDED)
def test_the_limit_agrees_with_counting_day_by_day(
    paid: list[Period], employer: list[Period]
) -> None:
    told = {"pensioner": False}
    found = count_window(BOOK, KEY, paid, {"employer_period": employer}, told)
    counted = days_of(paid) - days_of(employer)
    expected = by_hand([date.fromordinal(one) for one in sorted(counted)])
    assert (found.exceeded is None) == (expected is None)
    if found.exceeded is not None:
        assert (found.exceeded.first_day, found.exceeded.ends_on) == expected
    for use in found.examined:
        assert use.days == len(counted & days_of([use.window]))


def by_hand(counted: list[date]) -> tuple[date, date] | None:
    """Look at every month in turn in which a day counts, with a list of days and a calendar."""
    months_of = [day.year * 12 + day.month for day in counted]
    for number in sorted(set(months_of)):
        weeks, months = (52, 18) if number < 2014 * 12 + 7 else (22, 9)
        seen = [
            day
            for day, month in zip(counted, months_of, strict=True)
            if number - months < month <= number
        ]
        if len(seen) > 7 * weeks:
            return seen[7 * weeks], last_of_month(
                date((number - 1) // 12, (number - 1) % 12 + 1, 1)
            )
    return None


def test_a_window_ends_with_the_month_that_is_examined() -> None:
    assert window_to(date(2024, 2, 29), 9) == Period(date(2023, 6, 1), date(2024, 3, 1))
    assert window_to(date(2024, 2, 29), 1) == Period(date(2024, 2, 1), date(2024, 3, 1))
