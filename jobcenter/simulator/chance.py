"""What comes by chance: shares, stretches of days, and people and companies that nobody is."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobcenter.simulator.rates import Band, Choice, Group, Stretch

    Drawn = TypeVar("Drawn", Band, Choice, Group)

_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_NO_CHECK_DIGIT = 10


def drawn(chance: Random, options: Sequence[Drawn]) -> Drawn:
    """Draw one of some options by their shares."""
    (found,) = chance.choices(options, cum_weights=list(accumulate(one.share for one in options)))
    return found


def within(chance: Random, stretch: Stretch) -> int:
    """Draw a number of a stretch, both ends counted."""
    return chance.randint(stretch.first, stretch.last)


def days_of(chance: Random, bands: Sequence[Band]) -> timedelta:
    """Draw how many days something takes, where the bands are in weeks."""
    return timedelta(days=within(chance, drawn(chance, bands)) * 7 - chance.randrange(7))


def person(chance: Random) -> str:
    """Make the id of a citizen who does not exist."""
    return str(UUID(int=chance.getrandbits(128), version=4))


def cvr(chance: Random) -> str:
    """Make a CVR number whose check digit is right."""
    while True:
        digits = [chance.randint(1, 9), *(chance.randint(0, 9) for _ in range(6))]
        check = -sum(w * d for w, d in zip(_CVR_WEIGHTS, digits, strict=True)) % 11
        if check < _NO_CHECK_DIGIT:
            return "".join(map(str, (*digits, check)))
