"""What the state refunds to the municipality of the sick pay of single weeks.

Law: refund rules of 2007 to 2015 (`refund.sick.*`) and the stair from 2016 (`refund.stair`).
The Monday of a week decides its year and its rate; weeks are counted from the first week paid.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.money import Ore

_STAIR: Final = date(2016, 1, 1)
_WHOLE: Final = 100
_FIRST_WEEKS: Final = 4
_YEAR: Final = 52


class Week(Struct, frozen=True):
    """A week of sick pay: its Monday, what was paid, and whether the citizen was in an offer."""

    monday: date
    amount: Ore
    active: bool = False


def rule_of(book: RuleBook, number: int, week: Week) -> Rule:
    """Return the rule that decides what the state refunds of the week with this number."""
    return book.rule(_key(number, week), week.monday)


def _key(number: int, week: Week) -> str:
    if week.monday >= _STAIR:
        return "refund.stair"
    if number <= _FIRST_WEEKS:
        return "refund.sick.w1_4"
    return "refund.sick.over52" if number > _YEAR else "refund.sick.w5_52"


def rate(book: RuleBook, number: int, week: Week) -> int:
    """Return the per cent the state refunds of the week with this number."""
    match _key(number, week):
        case "refund.stair" as key:
            return book.table_value(key, week.monday, week=number)
        case "refund.sick.w5_52" as key:
            return book.table_value(key, week.monday, week=number, active=week.active)
        case _:
            return rule_of(book, number, week).number


def refunded(book: RuleBook, weeks: Sequence[Week]) -> Ore:
    """Return what the state refunds of these weeks, each rounded down to whole øre."""
    return sum(
        week.amount * rate(book, number, week) // _WHOLE
        for number, week in enumerate(weeks, start=1)
    )
