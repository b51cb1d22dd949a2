"""Who begins a life when; the same seed always gives the same town."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from jobcenter.simulator.lives import Life
from jobcenter.simulator.lives.company import company
from jobcenter.simulator.lives.sick_pay import sick
from jobcenter.simulator.lives.unemployed import unemployed
from shared.law.calendar import first_working_day_on_or_after, is_working_day

if TYPE_CHECKING:
    from jobcenter.simulator.rates import Rates
    from jobcenter.simulator.town import Town

Kind: TypeAlias = "Callable[[Town, Random], Life]"


_KIND_OF: Final[dict[str, Kind]] = {
    "registrations": unemployed,
    "sick_pay_cases": sick,
    "companies": company,
}
LIVES: Final = tuple(_KIND_OF)
"""The kinds of lives, by the names that `rates.yaml` gives their volumes."""


class Birth(NamedTuple):
    """A life that begins: when, of which kind, and the seed of all its chances."""

    day: date
    kind: Kind
    seed: int


class Population:
    """Lives in the order of the days on which they next act, and those that will begin."""

    def __init__(self, town: Town, births: Iterable[Birth]) -> None:
        """Let these lives begin in the town, each on its day."""
        self._town = town
        self._waiting: list[tuple[date, int, Birth | Life]] = []
        self._numbers = itertools.count()
        self.alive = 0
        """How many lives have begun and go on."""
        for birth in births:
            self.add(birth)

    def add(self, birth: Birth) -> None:
        """Let one more life begin."""
        self._push(birth.day, birth)

    def next_day(self) -> date | None:
        """Return the next day on which somebody acts."""
        return self._waiting[0][0] if self._waiting else None

    def live(self, day: date) -> None:
        """Let everybody act whose day it is."""
        self._town.begin_day(day)
        while due := self._due(day):
            steps = [partial(next, life, None) for life in due]
            for life, wakes in zip(due, self._town.together(steps), strict=True):
                if wakes is None:
                    self.alive -= 1
                else:
                    self._push(max(wakes, day), life)

    def _due(self, day: date) -> list[Life]:
        due = []
        while self._waiting and self._waiting[0][0] <= day:
            _, _, waiting = heapq.heappop(self._waiting)
            due.append(self._begun(waiting) if isinstance(waiting, Birth) else waiting)
        return due

    def _begun(self, birth: Birth) -> Life:
        self.alive += 1
        return birth.kind(self._town, Random(birth.seed))  # noqa: S311 - a town, not a secret

    def _push(self, day: date, waiting: Birth | Life) -> None:
        heapq.heappush(self._waiting, (day, next(self._numbers), waiting))


def kinds(rates: Rates, lives: Iterable[str] = LIVES) -> dict[Kind, int]:
    """Return how many lives of each kind, or of the kinds named, begin in a year."""
    wanted = frozenset(lives)
    return {kind: getattr(rates.volumes, name) for name, kind in _KIND_OF.items() if name in wanted}


def some_births(citizens: int, first: date, last: date, seed: int, rates: Rates) -> list[Birth]:
    """Spread so many lives over the days before `last`, the kinds in the proportions of a year.

    Who comes on a day on which nobody works begins on the next one.
    """
    chance = Random(seed)  # noqa: S311 - a town, not a secret
    days = [first + timedelta(days=n) for n in range(max((last - first).days, 1))]
    workdays = [first_working_day_on_or_after(day) for day in days]
    of_a_year = kinds(rates)
    drawn = chance.choices(list(of_a_year), list(of_a_year.values()), k=citizens)
    return [Birth(chance.choice(workdays), kind, chance.getrandbits(64)) for kind in drawn]


def births_of_year(
    year: int, share: float, seed: int, rates: Rates, lives: Iterable[str] = LIVES
) -> list[Birth]:
    """Return a share of the lives that begin in a year; more begin on Mondays than on Fridays.

    `lives` leaves out the kinds that are not named.
    """
    chance = Random(seed)  # noqa: S311 - a town, not a secret
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    days = [first + timedelta(days=n) for n in range((after - first).days)]
    workdays = [day for day in days if is_working_day(day)]
    weights = [rates.weekdays[day.weekday()] for day in workdays]
    return [
        Birth(day, kind, chance.getrandbits(64))
        for kind, number in kinds(rates, lives).items()
        for day in chance.choices(workdays, weights, k=round(number * share))
    ]
