"""Covers whatever looks like a CPR number in a text, so that no log line ever shows one.

It looks for ten digits, alone or as six and four, that begin with a possible day and month
(day + 60 for replacement numbers). A few other ten-digit numbers fall to it: one in 27.
Ids in hexadecimal, decimal numbers and sums with `kr`, `øre` or `DKK` behind them do not.
"""

import re
from typing import Final

from shared.privacy.cpr import MASK

_SHAPE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.,])"  # not inside a longer number, an id or a sum
    r"([0-9]{2})([0-9]{2})[0-9]{2}[-\u2010-\u2013 ]?[0-9]{4}"
    r"(?![0-9A-Za-z])(?![.,][0-9])(?!\s?(?:kr|øre|DKK)\b)"
)
# In what a caller wrote, a number may also stand glued to letters or other marks.
_GLUED: Final = re.compile(
    r"(?<![0-9])([0-9]{2})([0-9]{2})[0-9]{2}[-._:~ \u2010-\u2013]?[0-9]{4}(?![0-9])"
)
# Ids of chance hold ten digits in a row now and then; whoever uses them must not be turned away.
_BY_CHANCE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACEMENT_DAYS: Final = 60


def mask_cpr(text: str) -> str:
    """Return the text with stars where a CPR number may stand."""
    return _SHAPE.sub(lambda found: MASK if _plausible(found) else found[0], text)


def holds_cpr(text: str) -> bool:
    """Say whether a CPR number may stand in the text."""
    return any(map(_plausible, _SHAPE.finditer(text)))


def hides_cpr(text: str) -> bool:
    """Say whether a CPR number may stand in what a caller wrote, however it is glued in.

    Stricter than the mask: what a caller wrote may be kept for ever, and other words cost nothing.
    """
    return any(map(_plausible, _GLUED.finditer(_BY_CHANCE.sub("|", text))))


def _plausible(found: re.Match[str]) -> bool:
    """Say whether the first four digits are a day and a month of the calendar."""
    day, month = int(found[1]), int(found[2])
    if day > _REPLACEMENT_DAYS:
        day -= _REPLACEMENT_DAYS
    return 1 <= month <= len(_DAYS) and 1 <= day <= _DAYS[month - 1]
