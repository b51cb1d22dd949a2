"""Counters of weeks on benefit."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.law.arithmetic import iso_week, reckon
from shared.law.weeks import week_count, weeks_of, weeks_without
from shared.period import Period

OFFER_ENDED = date(2008, 8, 29)


def weeks(first: date, last: date) -> frozenset[str]:
    return weeks_of([Period.of_days(first, last)])


ALL_ON_BENEFIT = weeks(date(2008, 9, 1), date(2009, 4, 5))
AT_WORK = {"2008-W46", "2008-W47", "2008-W48", "2008-W49"}


def test_h2_the_26th_week_on_benefit_after_an_offer_is_the_due_week() -> None:
    count = week_count(OFFER_ENDED, 26, ALL_ON_BENEFIT, date(2009, 3, 1))
    assert (count.due_week, count.due, count.late_from) == (
        "2009-W09",
        date(2009, 3, 1),
        date(2009, 3, 2),
    )
    assert (count.full, count.counted, count.left) == (True, 26, 0)


def test_h2_four_weeks_at_work_move_the_due_week() -> None:
    count = week_count(OFFER_ENDED, 26, ALL_ON_BENEFIT - AT_WORK, date(2009, 3, 29))
    assert (count.due_week, count.full) == ("2009-W13", True)
    # At the end of 2008 the rest is taken to be on benefit: the same week, not yet final.
    early = week_count(OFFER_ENDED, 26, ALL_ON_BENEFIT - AT_WORK, date(2008, 12, 28))
    assert (early.due_week, early.full, early.counted, early.left) == ("2009-W13", False, 13, 13)


def test_h3_an_interview_in_the_due_week_is_timely() -> None:
    held, next_held = date(2011, 1, 31), date(2011, 5, 3)
    count = week_count(held, 13, weeks(held, next_held), next_held)
    assert (count.due_week, count.due) == ("2011-W18", date(2011, 5, 8))
    assert count.timely(next_held)
    assert count.timely(date(2011, 5, 8))
    assert not count.timely(date(2011, 5, 9))


def test_nothing_is_known_yet_in_the_week_the_counter_begins() -> None:
    count = week_count(OFFER_ENDED, 26, (), OFFER_ENDED)
    assert (count.counted, count.full, count.due_week) == (0, False, "2009-W09")
    assert weeks_without(OFFER_ENDED, (), OFFER_ENDED) == ()


def test_a_week_counts_with_a_single_day_on_benefit() -> None:
    one_day = Period.of_days(date(2008, 11, 16), date(2008, 11, 16))
    assert weeks_of([one_day]) == {"2008-W46"}
    assert weeks_of([]) == frozenset()


def test_weeks_more_than_the_limit_leave_none() -> None:
    assert week_count(OFFER_ENDED, 2, ALL_ON_BENEFIT, date(2009, 3, 1)).left == 0


@given(
    after=st.dates(date(2007, 1, 1), date(2026, 12, 31)),
    limit=st.integers(1, 30),
    on_benefit=st.lists(st.booleans(), max_size=60),
)
def test_the_counter_agrees_with_counting_on_the_fingers(
    after: date, limit: int, on_benefit: list[bool]
) -> None:
    known = [after + timedelta(weeks=number + 1) for number in range(len(on_benefit))]
    counted = {iso_week(day) for day, on in zip(known, on_benefit, strict=True) if on}
    through = known[-1] if known else after
    fingers, week = 0, after
    while fingers < limit:
        week += timedelta(weeks=1)
        fingers += week > through or iso_week(week) in counted
    count = week_count(after, limit, counted, through)
    assert count.due_week == iso_week(week)
    assert count.full == (week <= through)
    # The clocks come to the same day from the weeks that did not count.
    gaps = weeks_without(after, counted, through)
    assert reckon(after, limit, "weeks_on_benefit", "none", without=gaps).due == count.due
