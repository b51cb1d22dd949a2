"""Places agreed on, by day; and how much of them was used (T5, H 15)."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.company_contact.domain.agreement_capacity import (
    Places,
    capacity_use,
    changed,
    place_days,
    places_on,
    since,
    until,
)

A = Places(date(2011, 1, 1), date(2011, 12, 31), 20)
B = Places(date(2011, 7, 1), date(2011, 12, 31), 10)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
OCCUPIED = [days * (7 if month < 6 else 12) for month, days in enumerate(LENGTHS)]


def test_h15_the_places_of_a_day_are_those_of_all_agreements() -> None:
    days = (date(2010, 12, 31), date(2011, 1, 1), date(2011, 6, 30), date(2011, 7, 1))
    assert [places_on((A, B), day) for day in days] == [0, 20, 20, 30]
    assert [places_on((A, B), day) for day in (A.to, date(2012, 1, 1))] == [30, 0]


def test_h15_t5_the_mean_of_months_is_the_contracts_value() -> None:
    used = capacity_use((A, B), 2011, OCCUPIED)
    assert used.mean == Fraction(375, 1000)
    assert used.pooled == Fraction(3475, 9140)
    assert used.mean < Fraction(38, 100) < used.pooled
    assert [month.agreed for month in used.months[:2]] == [620, 560]


def test_t5_a_month_without_a_place_does_not_count() -> None:
    used = capacity_use((B,), 2011, OCCUPIED)
    assert used.mean == Fraction(12, 10)
    assert [month.agreed for month in used.months[:6]] == [0] * 6
    assert capacity_use((), 2011, OCCUPIED).mean is None
    assert capacity_use((), 2011, OCCUPIED).pooled is None


def test_t5_only_the_months_that_were_told_count() -> None:
    used = capacity_use((A,), 2011, OCCUPIED[:2])
    assert [month.occupied for month in used.months] == [217, 196, *(None,) * 10]
    assert used.mean == used.pooled == Fraction(7, 20)


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
