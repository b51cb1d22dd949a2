"""Who begins a life when; the same seed always gives the same town."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator import lives

if TYPE_CHECKING:
    from jobcenter.simulator.lives import Life
    from jobcenter.simulator.town import Town

_KINDS: tuple[tuple[float, Callable[[Town, Random], Life]], ...] = (
    (0.62, lives.unemployed),
    (0.93, lives.sick),
    (1.00, lives.company),
)


class Population:
    """Lives in the order of the days on which they next act."""

    def __init__(self, town: Town, citizens: int, first: date, last: date, seed: int) -> None:
        """Spread the beginnings of `citizens` lives over the days from `first` to `last`."""
        self._town = town
        self._chance = Random(seed)  # noqa: S311 - a town, not a secret
        self._waiting: list[tuple[date, int, Life]] = []
        self._numbers = itertools.count()
        days = max((last - first).days, 1)
        for _ in range(citizens):
            self.add(first + timedelta(days=self._chance.randrange(days)))

    def add(self, day: date) -> None:
        """Let one more life begin on a day."""
        chance = Random(self._chance.getrandbits(64))  # noqa: S311 - see above
        share = chance.random()
        begin = next(kind for upto, kind in _KINDS if share <= upto)
        self._push(day, begin(self._town, chance))

    @property
    def alive(self) -> int:
        """Return how many lives go on."""
        return len(self._waiting)

    def next_day(self) -> date | None:
        """Return the next day on which somebody acts."""
        return self._waiting[0][0] if self._waiting else None

    def live(self, day: date) -> None:
        """Let everybody act whose day it is."""
        self._town.begin_day(day)
        while self._waiting and self._waiting[0][0] <= day:
            _, _, life = heapq.heappop(self._waiting)
            wakes = next(life, None)
            if wakes is not None:
                self._push(max(wakes, day), life)

    def _push(self, day: date, life: Life) -> None:
        heapq.heappush(self._waiting, (day, next(self._numbers), life))
