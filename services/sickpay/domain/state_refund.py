"""What the state refunds to the municipality of the sick pay of single weeks.

Law: refund rules of 2007 to 2015 (`refund.sick.*`) and the stair from 2016 (`refund.stair`).
The Monday of a week decides its year and its rate; weeks are counted from the first week paid.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

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


def rate(book: RuleBook, number: int, week: Week) -> int:
    """Return the per cent the state refunds of the week with this number."""
    if week.monday >= _STAIR:
        return book.table_value("refund.stair", week.monday, week=number)
    if number <= _FIRST_WEEKS:
        return book.rule("refund.sick.w1_4", week.monday).number
    if number > _YEAR:
        return book.rule("refund.sick.over52", week.monday).number
    return book.table_value("refund.sick.w5_52", week.monday, week=number, active=week.active)


def refunded(book: RuleBook, weeks: Sequence[Week]) -> Ore:
    """Return what the state refunds of these weeks, each rounded down to whole øre."""
    return sum(
        week.amount * rate(book, number, week) // _WHOLE
        for number, week in enumerate(weeks, start=1)
    )
