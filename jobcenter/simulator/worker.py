"""One process that lives through days for a part of the town; it is told what to do line by line.

`python -m jobcenter.simulator.worker`: the first line of its input says who it is, each further
one what to do next, and each is answered with one line.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec import Struct

from jobcenter.simulator.offices import Offices
from jobcenter.simulator.population import LIVES, Birth, Population, births_of_year
from jobcenter.simulator.rates import copenhagen
from jobcenter.simulator.town import MORNING, Town
from shared import collector
from shared.casework.quiet import Quiet
from shared.clock import COPENHAGEN
from shared.observability.logging import configure

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(Struct, frozen=True):
    """Which part of the town this worker lives for, and which services it brings to rest."""

    url: str
    data: str
    year: int
    share: float
    seed: int
    settles: tuple[str, ...]
    lives: tuple[str, ...] = LIVES


class Settle(Struct, frozen=True, tag="settle"):
    """Let it be this morning, and bring the services to rest."""

    day: date


class Live(Struct, frozen=True, tag="live"):
    """Let everybody act whose day it is."""

    day: date


class Sum(Struct, frozen=True, tag="sum"):
    """Say what came of it all."""


Wish: TypeAlias = Settle | Live | Sum


class Lived(Struct, frozen=True):
    """How a day went: the next day on which somebody acts, and how many lives go on."""

    next_day: date | None
    alive: int


class Settled(Struct, frozen=True):
    """How far the services of this worker have come."""

    seen: list[Quiet]


class Summed(Struct, frozen=True):
    """Orders given and refused, by name."""

    orders: dict[str, int]
    refused: dict[str, int]


class Worker:
    """Answers wishes."""

    def __init__(self, part: Part) -> None:
        """Put the services together and let the lives of this part begin."""
        first = date(part.year, 1, 1)
        self._offices = Offices(part.url, Path(part.data), part.settles)
        self._town = Town(self._offices, first)
        births: list[Birth] = births_of_year(
            part.year, part.share, part.seed, copenhagen(), part.lives
        )
        self._population = Population(self._town, births)
        collector.settle()

    def answer(self, wish: Wish) -> Lived | Settled | Summed:
        """Do what is wished."""
        match wish:
            case Settle(day):
                self._offices.begin_day(datetime.combine(day, MORNING, COPENHAGEN))
                return Settled(self._offices.settle())
            case Live(day):
                self._population.live(day)
                collector.keep()
                return Lived(self._population.next_day(), self._population.alive)
            case Sum():
                return Summed(dict(self._town.orders), dict(self._town.refused))

    def close(self) -> None:
        """Let go of the database."""
        self._offices.close()


def main() -> None:
    """Answer line by line until the input ends."""
    configure(level="WARNING")
    lines: Iterator[bytes] = iter(sys.stdin.buffer)
    worker = Worker(msgspec.json.decode(next(lines), type=Part))
    _say(b"{}")
    decoder = msgspec.json.Decoder(Wish)
    for line in lines:
        _say(msgspec.json.encode(worker.answer(decoder.decode(line))))
    worker.close()


def _say(answer: bytes) -> None:
    sys.stdout.buffer.write(answer + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
