"""Scenario H 4 and the figures of H 22, counted by hand."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.visitation.views.citizen_case_list import Absence
from services.visitation.views.match_moves import MatchGroup, MatchRow, Move, cells, groups
from services.visitation.views.timeliness import (
    MonthShown,
    flow,
    quota,
    stock,
    summed,
)
from shared.law.timeliness import second_week

JAN = MonthShown("2011-01", 200, 190, 10, 0)
FEB = MonthShown("2011-02", 100, 96, 4, 0)
MAR = MonthShown("2011-03", 300, 282, 12, 6)


def test_h4_the_mean_of_the_months_passes_where_the_pooled_share_would_fail():
    shown = summed((JAN, FEB, MAR), 0)
    assert (shown.mean, shown.pooled, shown.reaches_95) == (950, 947, True)


def test_h4_one_interview_less_in_march_and_the_mean_fails():
    march = MonthShown("2011-03", 300, 281, 13, 6)
    shown = summed((JAN, FEB, march), 0)
    # 94.89 per cent, not rounded before it is compared.
    assert (shown.mean, shown.reaches_95) == (949, False)


def test_months_in_which_nothing_fell_due_are_left_out_and_counted():
    row = SimpleNamespace(timely_until=date(2011, 3, 4), status="met", late_by_days=0)
    late = SimpleNamespace(timely_until=date(2011, 3, 9), status="met", late_by_days=2)
    open_ = SimpleNamespace(timely_until=date(2011, 3, 9), status="missed", late_by_days=0)
    shown = flow([row, late, open_], date(2011, 1, 1), date(2011, 3, 31))
    assert shown.months == (MonthShown("2011-03", 3, 1, 1, 1),)
    assert (shown.months_left_out, shown.mean) == (2, 333)
    assert flow([], date(2011, 1, 1), date(2011, 1, 31)).mean is None


def test_h4_the_stock_leaves_out_the_exempt():
    day = date(2011, 3, 7)

    def case(number, exempt_from=None):
        absences = () if exempt_from is None else (Absence("maternity", exempt_from),)
        return SimpleNamespace(citizen_case=number, absences=absences)

    cases = [case(n) for n in range(900)] + [case(n, day) for n in range(900, 950)]
    shown = stock(cases, {str(n) for n in range(27)} | {"905"}, day)
    assert (shown.missing, shown.on_benefit, shown.share) == (27, 900, 30)


@pytest.mark.parametrize(
    ("absence", "owed"),
    [
        (Absence("maternity", date(2011, 3, 7)), 0),
        (Absence("maternity", date(2011, 3, 8)), 1),
        (Absence("ill", date(2011, 1, 3), date(2011, 3, 7)), 1),
        (Absence("ill", date(2011, 1, 3), date(2011, 3, 8)), 0),
    ],
)
def test_the_stock_of_a_past_month_knows_who_was_exempt_then(absence, owed):
    case = SimpleNamespace(citizen_case=1, absences=(absence,))
    assert stock([case], set(), date(2011, 3, 7)).on_benefit == owed


@pytest.mark.parametrize(
    ("month", "monday"),
    [
        (date(2011, 3, 31), date(2011, 3, 7)),
        (date(2011, 8, 1), date(2011, 8, 8)),
        (date(2010, 12, 1), date(2010, 12, 6)),
    ],
)
def test_the_stock_is_taken_on_the_monday_of_the_second_week(month, monday):
    assert second_week(month) == monday


@pytest.mark.parametrize(
    ("complete", "share", "reached"), [(306, 765, True), (300, 750, True), (299, 748, False)]
)
def test_h22_three_of_four_whole_courses_are_needed(complete, share, reached):
    shown = quota(400, complete, 75, (400, 400))
    assert (shown.share, shown.reached, shown.first_in_time) == (share, reached, 400)


def test_nobody_in_the_cohort_reaches_nothing():
    assert quota(0, 0, 75, (0, 0)).reached is None


def test_v04_the_matrix_sums_to_the_number_of_changes():
    moves = [
        Move("m5", "4", "3", date(2008, 2, 20), 107, moved=True),
        Move("m5", "4", "3", date(2008, 2, 21), 3, moved=True),
        Move("m5", "3", "4", date(2008, 3, 1), 9, moved=True),
    ]
    found = cells(moves)
    assert [(c.month, c.from_value, c.value, c.citizens, c.days_before) for c in found] == [
        ("2008-02", "4", "3", 2, 110),
        ("2008-03", "3", "4", 1, 9),
    ]
    assert sum(each.citizens for each in found) == len(moves)


def test_v04_time_in_group_counts_from_the_latest_step_of_an_open_case():
    fourth = Move("m5", None, "4", date(2007, 11, 5), 0, moved=False)
    third = Move("m5", "4", "3", date(2008, 2, 20), 107, moved=True)
    people = [
        MatchRow(UUID(int=1), UUID(int=1), (fourth, third)),
        MatchRow(UUID(int=2), UUID(int=2), (fourth,)),
        MatchRow(UUID(int=3), UUID(int=3), (fourth,)),
    ]
    all_open = {UUID(int=n) for n in (1, 2, 3)}
    assert groups(people, all_open, date(2008, 2, 20)) == [
        MatchGroup("m5", "3", 1, 0, 0),
        MatchGroup("m5", "4", 2, 107, 107),
    ]
    # The day before the upgrade all three were in group 4; who left is in none.
    assert groups(people, all_open - {UUID(int=3)}, date(2008, 2, 19)) == [
        MatchGroup("m5", "4", 2, 106, 106)
    ]
    assert groups(people, all_open, date(2007, 11, 4)) == []


def test_v04_half_and_nine_tenths_have_been_in_the_group_so_long_at_most():
    people = [
        MatchRow(UUID(int=n), UUID(int=n), (Move("m3", None, "2", date(2011, 6, n), 0, False),))
        for n in range(1, 11)
    ]
    every = {each.citizen_case for each in people}
    (group,) = groups(people, every, date(2011, 6, 11))
    assert (group.citizens, group.p50_days, group.p90_days) == (10, 5, 9)
