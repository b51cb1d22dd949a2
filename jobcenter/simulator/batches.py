"""Decisions of many lives, stored together by the one write of the log.

Each life runs in a greenlet of its own and waits where its decision waits to be stored; when all
wait, what they decided goes to each log in one call, and each goes on with its own answer. So a
batch holds decisions of different lives only, and one life's orders stay in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from greenlet import getcurrent, greenlet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.eventlog.append import Append, Outcome
    from shared.eventlog.log import Log

T = TypeVar("T")
MOST_AT_ONCE = 256


class _Waiting(NamedTuple):
    """A life that waits for the answer to its decision."""

    life: greenlet
    log: Log
    append: Append


class Batches:
    """Runs lives side by side in one thread and stores what they decide."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: list[_Waiting] = []

    def writer(self, log: Log) -> BatchWriter:
        """Return what an office gives its decisions to."""
        return BatchWriter(self, log)

    def submit(self, log: Log, append: Append) -> Outcome:
        """Store a decision and return what became of it."""
        life = getcurrent()
        if life.parent is None:
            return log.append([append])[0]
        self._waiting.append(_Waiting(life, log, append))
        outcome: Outcome = life.parent.switch()
        return outcome

    def together(self, steps: Sequence[Callable[[], T]]) -> list[T]:
        """Take every step; none of them waits for another."""
        results: dict[int, T] = {}
        for first in range(0, len(steps), MOST_AT_ONCE):
            for nth, step in enumerate(steps[first : first + MOST_AT_ONCE], first):
                greenlet(_noted(results, nth, step)).switch()
            while self._waiting:
                self._store()
        return [results[nth] for nth in range(len(steps))]

    def _store(self) -> None:
        waiting, self._waiting = self._waiting, []
        for log in {id(each.log): each.log for each in waiting}.values():
            mine = [each for each in waiting if each.log is log]
            outcomes = log.append([each.append for each in mine])
            for each, outcome in zip(mine, outcomes, strict=True):
                each.life.switch(outcome)


class BatchWriter:
    """Writes to one log in the batches of all."""

    def __init__(self, batches: Batches, log: Log) -> None:
        """Write to `log`."""
        self._batches = batches
        self._log = log

    def submit(self, append: Append) -> Outcome:
        """Store a decision and return what became of it."""
        return self._batches.submit(self._log, append)


def _noted(results: dict[int, T], nth: int, step: Callable[[], T]) -> Callable[[], Any]:
    def run() -> None:
        results[nth] = step()

    return run
