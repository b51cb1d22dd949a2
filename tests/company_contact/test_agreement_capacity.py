"""Places agreed on, by day; and how much of them was used (T5, H 15)."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.company_contact.domain.agreement_capacity import (
    CapacityUse,
    MonthUse,
    Places,
    capacity_use,
    changed,
    month_use,
    months_before,
    place_days,
    places_on,
    since,
    under,
    until,
    year_months,
)

A = Places(date(2011, 1, 1), date(2011, 12, 31), 20)
B = Places(date(2011, 7, 1), date(2011, 12, 31), 10)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
OCCUPIED = [days * (7 if month < 6 else 12) for month, days in enumerate(LENGTHS)]


def test_h15_the_places_of_a_day_are_those_of_all_agreements() -> None:
    days = (date(2010, 12, 31), date(2011, 1, 1), date(2011, 6, 30), date(2011, 7, 1))
    assert [places_on((A, B), day) for day in days] == [0, 20, 20, 30]
    assert [places_on((A, B), day) for day in (A.to, date(2012, 1, 1))] == [30, 0]


def used_in(capacity: Sequence[Places], today: date = date(2012, 1, 1)) -> CapacityUse:
    """Return the use of the year 2011, with as many place-days occupied as scenario 15 says."""
    months = year_months(2011)
    told = dict(zip(months, OCCUPIED, strict=True))
    each = (month_use(capacity, first, lambda one, _: told[one], today) for first in months)
    return capacity_use(each)


def test_h15_t5_the_mean_of_months_is_the_contracts_value() -> None:
    used = used_in((A, B))
    assert used.mean == Fraction(375, 1000)
    assert used.pooled == Fraction(3475, 9140)
    assert used.mean < Fraction(38, 100) < used.pooled
    assert [month.agreed for month in used.months[:2]] == [620, 560]


def test_t5_a_month_without_a_place_does_not_count() -> None:
    used = used_in((B,))
    assert used.mean == Fraction(12, 10)
    assert [month.agreed for month in used.months[:6]] == [0] * 6
    assert used_in(()).mean is None
    assert used_in(()).pooled is None


def test_t5_only_the_months_that_are_over_count() -> None:
    used = used_in((A,), today=date(2011, 3, 31))
    assert [month.occupied for month in used.months] == [217, 196, *(None,) * 10]
    assert used.mean == used.pooled == Fraction(7, 20)
    assert used_in((A,), today=date(2011, 4, 1)).months[2].occupied == 217


def test_e9_a_month_misses_the_target_when_less_was_used_than_is_aimed_at() -> None:
    first, target = date(2011, 1, 1), Fraction(38, 100)
    assert under(MonthUse(first, 100, 37), target)
    assert not under(MonthUse(first, 100, 38), target)
    assert not under(MonthUse(first, 0, 0), target)
    assert not under(MonthUse(first, 100, None), target)


def test_the_latest_whole_months_may_lie_in_two_years() -> None:
    assert months_before(date(2012, 1, 1), 2) == (date(2011, 11, 1), date(2011, 12, 1))
    assert months_before(date(2012, 2, 29), 2) == (date(2011, 12, 1), date(2012, 1, 1))


DAYS = st.integers(0, 60).map(lambda n: date(2011, 1, 1) + timedelta(days=n))


@st.composite
def _places(draw: st.DrawFn) -> Places:
    from_, to = sorted((draw(DAYS), draw(DAYS)))
    return Places(from_, to, draw(st.integers(1, 9)))


@given(st.lists(_places(), max_size=5), st.lists(_places(), max_size=5), DAYS, DAYS)
def test_a_change_gives_each_day_the_places_of_its_side(
    before: list[Places], after: list[Places], cut: date, day: date
) -> None:
    new = changed(before, after, cut)
    assert places_on(new, day) == places_on(before if day < cut else after, day)
    assert all(each.from_ <= each.to for each in new)


@given(st.lists(_places(), max_size=5), DAYS, DAYS)
def test_place_days_are_the_places_of_each_day_added_up(
    capacity: list[Places], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert place_days(capacity, first, last) == sum(places_on(capacity, day) for day in days)
    assert place_days(since(capacity, first), first, last) == place_days(capacity, first, last)
    assert place_days(until(capacity, last), first, last) == place_days(capacity, first, last)
