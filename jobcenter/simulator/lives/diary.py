"""What lies before somebody, by day: doing one thing may write another one down."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from jobcenter.simulator.lives import Life

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

Act: TypeAlias = Callable[[], None]


class Diary:
    """Acts in the order of their days; those of one day in the order they were written down."""

    def __init__(self) -> None:
        """Begin with empty pages."""
        self._acts: list[tuple[date, int, Act, bool]] = []
        self._numbers = itertools.count()

    def add(self, day: date, act: Act, *, lasting: bool = False) -> None:
        """Write down what is to be done on a day, or on the first weekday after it.

        What is `lasting` is done even when the matter itself is over.
        """
        heapq.heappush(self._acts, (day, next(self._numbers), act, lasting))

    def end(self) -> None:
        """Strike out what no longer matters."""
        self._acts = [each for each in self._acts if each[-1]]
        heapq.heapify(self._acts)

    def lived(self, town: Town) -> Life:
        """Do everything on its day."""
        while self._acts:
            day, _, act, _ = heapq.heappop(self._acts)
            if day > town.today:
                yield town.workday(day)
            act()
