"""What the state refunds of a benefit."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.decider import Rejected
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.steps import (
    PaidWeek,
    Refund,
    RefundSums,
    half_up,
    refunded,
    share_of_week,
    step_share,
    sums_of,
)
from tests.shared.law.rows import a_figure

STEPS = [
    {"to_week": 4, "pct": 80},
    {"to_week": 26, "pct": 40},
    {"to_week": 52, "pct": 30},
    {"pct": 20},
]


def stair(**changes: Any) -> Rule:
    row = {"type": "step", "value": None, "unit": "percent", "valid_from": "2016-01-01"}
    return a_figure("refund.stair", **{**row, "figures": {"steps": STEPS}, **changes})


def share(key: str, pct: int, valid_from: str, valid_to: str) -> Rule:
    return a_figure(key, value=pct, unit="percent", valid_from=valid_from, valid_to=valid_to)


ACTIVE, PASSIVE = "refund.cash.active", "refund.cash.passive"
SICK = "refund.sick.w5_52"
BOOK = RuleBook.of(
    [
        stair(),
        share(ACTIVE, 65, "2007-01-01", "2010-12-31"),
        share(PASSIVE, 35, "2007-01-01", "2010-12-31"),
        share(ACTIVE, 50, "2011-01-01", "2015-12-31"),
        share(PASSIVE, 30, "2011-01-01", "2015-12-31"),
        a_figure(
            SICK,
            value=None,
            unit="percent",
            rows_data=[
                {"when": {"week": {"gte": 5, "lte": 52}, "active": [True]}, "value": 50},
                {"when": {"week": {"gte": 5, "lte": 52}, "active": [False]}, "value": 30},
            ],
            valid_from="2011-01-01",
        ),
    ]
)


def cash_weeks(first: date) -> list[PaidWeek]:
    """Six weeks of company practice, then four passive ones, 2,400 kroner each."""
    keys = [ACTIVE] * 6 + [PASSIVE] * 4
    return [
        PaidWeek(key=key, day=first + timedelta(weeks=number), amount_ore=240_000)
        for number, key in enumerate(keys)
    ]


def test_h13a_sixty_weeks_on_the_stair_of_2016() -> None:
    weeks = [
        PaidWeek(
            key="refund.stair",
            day=date(2024, 1, 1) + timedelta(weeks=number),
            amount_ore=100_000,
            number=number + 1,
        )
        for number in range(60)
    ]
    refund = refunded(BOOK, weeks)
    assert (refund.amount_ore, refund.refund_ore) == (6_000_000, 2_140_000)
    assert (refund.municipal_ore, refund.share_tenths) == (3_860_000, 357)
    assert [week.pct for week in refund.weeks] == [80] * 4 + [40] * 22 + [30] * 26 + [20] * 8


def test_h13b_ten_weeks_of_cash_benefit_in_2011() -> None:
    refund = refunded(BOOK, cash_weeks(date(2011, 3, 7)))
    assert (refund.refund_ore, refund.amount_ore) == (1_008_000, 2_400_000)
    assert refund.share_tenths == 420
    assert [week.refund_ore for week in refund.weeks[5:7]] == [120_000, 72_000]


def test_h13c_the_same_weeks_in_2010() -> None:
    refund = refunded(BOOK, cash_weeks(date(2010, 3, 8)))
    assert (refund.refund_ore, refund.share_tenths) == (1_272_000, 530)
    assert refund.weeks[0].rule.startswith("refund.cash.active@2007-01-01")


def test_the_monday_decides_the_year_and_the_rate() -> None:
    # The week of Monday 27 December 2010 reaches into 2011 and is refunded as 2010.
    saturday = date(2011, 1, 1)
    week = PaidWeek(key=ACTIVE, day=saturday, amount_ore=100_000)
    refund = refunded(BOOK, [week, PaidWeek(key=ACTIVE, day=date(2011, 1, 3), amount_ore=100_000)])
    assert [(one.monday, one.pct) for one in refund.weeks] == [
        (date(2010, 12, 27), 65),
        (date(2011, 1, 3), 50),
    ]
    assert (refund.amount_ore, refund.refund_ore) == (200_000, 115_000)


def test_a_share_may_stand_in_a_table_of_weeks() -> None:
    day = date(2011, 3, 7)
    assert share_of_week(BOOK, SICK, day, 5, {"active": True})[0] == 50
    assert share_of_week(BOOK, SICK, day, 52, {"active": False})[0] == 30
    weeks = [PaidWeek(key=SICK, day=day, amount_ore=1, number=6, profile={"active": True})]
    assert refunded(BOOK, weeks).weeks[0].pct == 50


@pytest.mark.parametrize(("number", "pct"), [(1, 80), (4, 80), (5, 40), (26, 40), (27, 30)])
def test_the_last_week_of_a_step_belongs_to_it(number: int, pct: int) -> None:
    assert step_share(stair(), number) == pct


def test_above_the_last_step_nothing_is_computed() -> None:
    short = {"steps": STEPS[:1]}
    with pytest.raises(Rejected, match="not_applicable"):
        step_share(stair(figures=short), 5)
    with pytest.raises(Rejected, match="rule_missing"):
        step_share(stair(figures=short, complete=False), 5)
    with pytest.raises(ValueError, match="from 1"):
        step_share(stair(), 0)


def test_before_the_stair_there_is_no_rule_and_after_it_a_draft() -> None:
    for day, code in ((date(2015, 12, 31), "rule_missing"), (date(2027, 1, 4), "ruleset_draft")):
        with pytest.raises(Rejected, match=code):
            share_of_week(BOOK, "refund.stair", day, 1)


def test_a_share_of_nothing_is_none() -> None:
    assert refunded(BOOK, []).share_tenths is None


def test_a_half_ore_counts_up() -> None:
    assert [half_up(number, 100) for number in (149, 150, 151, 249, 250)] == [1, 2, 2, 2, 3]


@given(amounts=st.lists(st.integers(0, 10**9), min_size=1, max_size=8), number=st.integers(1, 100))
def test_state_and_municipality_bear_all_of_it(amounts: list[int], number: int) -> None:
    refund = refunded(
        BOOK,
        [
            PaidWeek(key="refund.stair", day=date(2024, 1, 1), amount_ore=each, number=number)
            for each in amounts
        ],
    )
    assert refund.refund_ore + refund.municipal_ore == sum(amounts)
    assert all(
        abs(100 * week.refund_ore - week.pct * week.amount_ore) <= 50 for week in refund.weeks
    )
    assert sum(week.municipal_ore for week in refund.weeks) == refund.municipal_ore


def test_weeks_that_were_divided_are_added_up_with_their_share() -> None:
    sums = sums_of(refunded(BOOK, cash_weeks(date(2011, 1, 3))))
    assert sums == RefundSums(2_400_000, 1_008_000, 1_392_000, 420)
    assert sums_of(Refund(())) == RefundSums(0, 0, 0, 0)
