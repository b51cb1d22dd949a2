"""What the state refunds to the municipality of the sick pay of single weeks.

Law: refund rules of 2007 to 2015 (`refund.sick.*`) and the stair from 2016 (`refund.stair`).
The Monday of a week decides its year and its rate; weeks are counted from the first week paid.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from shared.law.rulebook import RuleBook
from shared.law.steps import PaidWeek, Refund, monday_of
from shared.law.steps import refunded as divided
from shared.money import Ore

_STAIR: Final = date(2016, 1, 1)
_FIRST_WEEKS: Final = 4
_YEAR: Final = 52


class Week(Struct, frozen=True):
    """A week of sick pay: its Monday, what was paid, and whether the citizen was in an offer."""

    monday: date
    amount: Ore
    active: bool = False


def refunded(book: RuleBook, weeks: Sequence[Week]) -> Refund:
    """Divide these weeks between state and municipality, each by the rule of its Monday."""
    return divided(book, (_paid(number, week) for number, week in enumerate(weeks, start=1)))


def _paid(number: int, week: Week) -> PaidWeek:
    return PaidWeek(
        key=_key(number, monday_of(week.monday)),
        day=week.monday,
        amount_ore=week.amount,
        number=number,
        profile={"active": week.active},
    )


def _key(number: int, monday: date) -> str:
    if monday >= _STAIR:
        return "refund.stair"
    if number <= _FIRST_WEEKS:
        return "refund.sick.w1_4"
    return "refund.sick.over52" if number > _YEAR else "refund.sick.w5_52"
