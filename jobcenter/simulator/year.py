"""A year of Copenhagen, filled in by several processes that live through the same days together.

Every day begins with the deadlines that passed in the night; then everybody acts whose day it is;
then messages, views and deadlines come to rest. The processes share the lives between them and the
services too: each service is heard and followed for by one of them only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from jobcenter.simulator.ground import Ground
from jobcenter.simulator.population import LIVES
from jobcenter.simulator.worker import Live, Lived, Part, Settle, Settled, Sum, Summed, Wish
from jobcenter.trouble import PlainError
from shared.casework.quiet import Quiet, on_the_way
from shared.casework.settings import SERVICES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Answer = TypeVar("Answer", Lived, Settled, Summed)


class Wanted(Struct, frozen=True, kw_only=True):
    """Which year, how much of it, and by how many processes; the seed gives the same lives."""

    year: int
    share: float
    workers: int = 1
    seed: int = 1
    database_url: str | None = None
    last: date | None = None
    """Stop after this day and leave every life where it is; else all are lived to their end."""
    lives: tuple[str, ...] = LIVES
    """The kinds of lives that begin, by the names of their volumes; else all."""


class Day(Struct, frozen=True):
    """How far the year has come."""

    day: date
    facts: int
    alive: int


class Filled(Struct, frozen=True):
    """What the year came to."""

    facts: dict[str, int]
    orders: dict[str, int]
    refused: dict[str, int]
    parked: int


class _Process:
    """A worker in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jobcenter.simulator.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={key: value for key, value in os.environ.items() if key != "PSYCOPG_WAIT_FUNC"},
        )

    def ask(self, wish: Part | Wish) -> None:
        """Send its part, then one wish after another."""
        assert self._process.stdin is not None  # noqa: S101 - made with a pipe
        self._process.stdin.write(msgspec.json.encode(wish) + b"\n")
        self._process.stdin.flush()

    def answer(self, kind: Any) -> Any:
        """Wait for an answer; a worker that died without one is said in plain words."""
        assert self._process.stdout is not None  # noqa: S101 - made with a pipe
        line = self._process.stdout.readline()
        if not line:
            raise PlainError("A worker of the simulation ended.", "What it said stands above.")
        return msgspec.json.decode(line, type=kind)

    def end(self) -> None:
        self._process.communicate()


class Year:
    """A year that is being filled; `seen` is how far each service had come when last asked."""

    def __init__(self, ground: Ground, parts: Sequence[Part]) -> None:
        """Start a process for each part."""
        self._ground = ground
        self._processes: list[_Process] = []
        self._seen: list[Quiet] = []
        try:
            for part in parts:
                self._processes.append(_Process())
                self._processes[-1].ask(part)
            for process in self._processes:
                process.answer(dict)
        except BaseException:
            self.end()
            raise

    def live(self, first: date, last: date | None, tell: Callable[[Day], None]) -> None:
        """Live through the days until the last life has ended, or until the last day."""
        day: date | None = first
        while day is not None and (last is None or day <= last):
            self._settle(day)
            lived = self._all(Live(day), Lived)
            self._settle(day)
            alive = sum(each.alive for each in lived)
            tell(Day(day, sum(each.head for each in self._seen), alive))
            day = min((each.next_day for each in lived if each.next_day), default=None)

    def sum(self) -> Filled:
        """Say what the year came to."""
        summed = self._all(Sum(), Summed)
        orders: Counter[str] = Counter()
        refused: Counter[str] = Counter()
        for each in summed:
            orders.update(each.orders)
            refused.update(each.refused)
        parked = sum(each.parked for each in self._seen)
        return Filled(self._ground.facts(), dict(orders), dict(refused), parked)

    def end(self) -> None:
        """Let the processes end."""
        for process in self._processes:
            process.end()

    def _settle(self, day: date) -> None:
        """Let messages travel until nothing is on its way.

        Nobody gives orders meanwhile, and what a service says of itself it says after its last
        write: so one picture in which all are level is true.
        """
        while True:
            self._seen = [one for each in self._all(Settle(day), Settled) for one in each.seen]
            if not on_the_way(self._seen):
                return

    def _all(self, wish: Wish, kind: type[Answer]) -> list[Answer]:
        for process in self._processes:
            process.ask(wish)
        return [process.answer(kind) for process in self._processes]


def parts_of(url: str, data: Path, wanted: Wanted) -> list[Part]:
    """Share the lives and the services between the workers."""
    return [
        Part(
            url=url,
            data=str(data),
            year=wanted.year,
            share=wanted.share / wanted.workers,
            seed=wanted.seed * 1000 + nth,
            settles=SERVICES[nth :: wanted.workers],
            lives=wanted.lives,
        )
        for nth in range(wanted.workers)
    ]


def fill(data: Path, wanted: Wanted, tell: Callable[[Day], None]) -> Filled:
    """Fill a share of a year into an empty data folder; a house can be opened on it afterwards."""
    with ExitStack() as stack:
        ground = stack.enter_context(Ground(data, wanted.database_url, date(wanted.year, 1, 1)))
        year = Year(ground, parts_of(ground.url, data, wanted))
        stack.callback(year.end)
        year.live(date(wanted.year, 1, 1), wanted.last, tell)
        return year.sum()
