"""What the state refunds of weeks of cash and unemployment benefit, year by year (D.6, H 13)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from services.benefit_service.domain.state_refund import (
    Activity,
    RefundedBenefit,
    Week,
    refunded,
)
from services.benefit_service.views.state_refund import RefundQuestion, state_refund
from shared.eventlog.decider import Rejected
from shared.law.rulebook import RuleBook
from shared.law.steps import RefundSums

SERVICES = Path(__file__).parents[2] / "services"
BOOK = RuleBook.load([SERVICES / "benefit_service" / "rules"])
SICK_PAY = RuleBook.load([SERVICES / "sickpay" / "rules"])


class Desk:
    """A desk with nothing on it but the law."""

    rules = BOOK


def ask(**asked: Any) -> RefundSums:
    return state_refund(Desk(), RefundQuestion(**asked))  # type: ignore[arg-type]  # see Desk


def pct(
    day: date,
    activity: Activity = "passive",
    benefit: RefundedBenefit = "cash_benefit",
    number: int = 1,
) -> int:
    (week,) = refunded(BOOK, benefit, [Week(day, 100_000, activity, number)]).weeks
    return week.pct


H13 = {"weeks": 10, "weekly_amount": 240_000, "activity": "company_practice", "active_weeks": 6}


def test_h13b_six_weeks_of_practice_and_four_passive_ones_in_2011() -> None:
    answer = ask(first_week=date(2011, 1, 3), **H13)
    assert answer == RefundSums(2_400_000, 1_008_000, 1_392_000, 420)


def test_h13c_the_same_weeks_in_2010() -> None:
    answer = ask(first_week=date(2010, 1, 4), **H13)
    assert answer == RefundSums(2_400_000, 1_272_000, 1_128_000, 530)


def test_h13a_cash_benefit_on_the_stair_of_2024() -> None:
    answer = ask(first_week=date(2024, 1, 1), weeks=60, weekly_amount=100_000)
    assert answer == RefundSums(6_000_000, 2_140_000, 3_860_000, 357)


def test_weeks_of_support_that_came_before_count_on_the_stair() -> None:
    later = ask(first_week=date(2024, 1, 1), weeks=1, weekly_amount=100_000, earlier_weeks=52)
    assert later.per_mille == 200
    assert [pct(date(2024, 1, 1), number=n) for n in (4, 5, 26, 27, 52, 53)] == [
        80, 40, 40, 30, 30, 20
    ]  # fmt: skip


@pytest.mark.parametrize("activity", get_args(Activity))
def test_from_2011_only_practice_subsidy_and_education_are_refunded_by_half(
    activity: Activity,
) -> None:
    half = activity in {"company_practice", "wage_subsidy", "ordinary_education"}
    for benefit in get_args(RefundedBenefit):
        for day in (date(2011, 1, 3), date(2015, 12, 28)):
            assert pct(day, activity, benefit) == (50 if half else 30)


@pytest.mark.parametrize("activity", get_args(Activity))
def test_in_2010_every_week_in_an_offer_is_active_guidance_too(activity: Activity) -> None:
    active = activity != "passive"
    assert pct(date(2010, 6, 7), activity) == (65 if active else 35)
    assert pct(date(2007, 1, 8), activity) == (65 if active else 35)
    assert pct(date(2010, 6, 7), activity, "ui_benefit") == (75 if active else 50)


def test_the_monday_decides_year_and_rate() -> None:
    """Saturday 1 January 2011 belongs to the week of Monday 27 December 2010."""
    assert pct(date(2011, 1, 1), "guidance") == 65
    assert pct(date(2011, 1, 3), "guidance") == 30
    assert pct(date(2016, 1, 1), "guidance") == 30
    assert pct(date(2016, 1, 4), "guidance") == 80


def test_weeks_across_a_new_year_are_refunded_each_by_its_own_year() -> None:
    answer = ask(
        first_week=date(2010, 12, 20), weeks=4, weekly_amount=100_000,
        activity="company_practice", active_weeks=4,
    )  # fmt: skip
    assert answer.refunded == 2 * 65_000 + 2 * 50_000


@pytest.mark.parametrize(
    ("day", "benefit"),
    [(date(2009, 12, 28), "ui_benefit"), (date(2006, 12, 18), "cash_benefit")],
)
def test_no_rule_is_guessed_where_none_is_loaded(day: date, benefit: RefundedBenefit) -> None:
    with pytest.raises(Rejected) as refused:
        pct(day, benefit=benefit)
    assert refused.value.code == "rule_missing"


def test_a_week_that_does_not_divide_is_rounded_half_up() -> None:
    assert ask(first_week=date(2010, 1, 4), weeks=1, weekly_amount=10).refunded == 4
    assert ask(first_week=date(2010, 1, 4), weeks=1, weekly_amount=4).refunded == 1


def test_one_stair_holds_for_cash_benefit_and_for_sick_pay() -> None:
    """Two services keep the same figures, for none asks another; this looks that they agree."""
    for number in range(1, 60):
        monday = date(2024, 1, 1) + timedelta(weeks=number)
        sick = SICK_PAY.table_value("refund.stair", monday, week=number)
        assert pct(monday, number=number) == sick
