"""The weeks that lie whole in a period."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.law.arithmetic import iso_week
from shared.law.weeks import whole_weeks
from shared.period import Period


@given(first=st.dates(date(2007, 1, 1), date(2026, 12, 31)), days=st.integers(1, 120))
def test_a_week_lies_whole_in_a_period_that_holds_its_seven_days(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    held = [iso_week(day) for day in period.days()]
    assert whole_weeks(period) == tuple(sorted({week for week in held if held.count(week) == 7}))


def test_a_period_without_end_leaves_no_week_out() -> None:
    assert whole_weeks(Period(date(2011, 5, 2))) == ()
