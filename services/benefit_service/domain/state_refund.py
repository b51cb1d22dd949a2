"""What the state refunds to the municipality of single weeks of cash or unemployment benefit.

Law: refund rules of 2007 to 2015 (`refund.cash`, `refund.ui`, `refund.by_activity`) and the stair
from 2016 (`refund.total_support`). The Monday of a week decides its year and its rate. To 2010 a
week in any offer is active; from 2011 a week of guidance is refunded as a passive one.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from shared.law.rulebook import RuleBook
from shared.law.steps import PaidWeek, Refund, monday_of
from shared.law.steps import refunded as divided
from shared.money import Ore

RefundedBenefit: TypeAlias = Literal["cash_benefit", "ui_benefit"]
Activity: TypeAlias = Literal[
    "company_practice", "wage_subsidy", "ordinary_education", "guidance", "passive"
]

_STAIR: Final = date(2016, 1, 1)
_BY_ACTIVITY: Final = date(2011, 1, 1)


class Week(Struct, frozen=True):
    """A week of benefit: a day of it, what was paid, and what the citizen did.

    `number` counts the weeks of total support, this one included; it matters from 2016.
    """

    day: date
    amount: Ore
    activity: Activity = "passive"
    number: int = 1


def refunded(book: RuleBook, benefit: RefundedBenefit, weeks: Iterable[Week]) -> Refund:
    """Divide these weeks between state and municipality, each by the rule of its Monday."""
    return divided(book, (_paid(benefit, week) for week in weeks))


def _paid(benefit: RefundedBenefit, week: Week) -> PaidWeek:
    return PaidWeek(
        key=_key(benefit, monday_of(week.day)),
        day=week.day,
        amount_ore=week.amount,
        number=week.number,
        profile={"activity": week.activity, "active": week.activity != "passive"},
    )


def _key(benefit: RefundedBenefit, monday: date) -> str:
    if monday >= _STAIR:
        return "refund.total_support"
    if monday >= _BY_ACTIVITY:
        return "refund.by_activity"
    return "refund.cash" if benefit == "cash_benefit" else "refund.ui"
