"""One transaction for a fact or a batch: lock, tracking, parking, effects.

Protocol E1, I5, K1 to K4. The order of locks is everywhere the same: consumer row, tracking row,
parking rows, and the log's own lock last, taken by the first effect that appends.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import psycopg
from msgspec import Struct
from psycopg import errors

from shared.messaging import attempt, parking, tracking
from shared.messaging.envelope import Unreadable
from shared.messaging.react import TooDeep
from shared.observability.logging import get_logger
from shared.privacy.secret_file import KeysUnsafe
from shared.trouble import Conflicted, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Cursor, Recorded
    from shared.eventlog.row import Row
    from shared.messaging.line import Line
    from shared.messaging.react import React

MOVED = (Conflicted, errors.DeadlockDetected, errors.SerializationFailure, errors.LockNotAvailable)
_log = get_logger(__name__)

_RELOADS = 20

# 08 connection, 53 no room, 57P shut down, 58 system: no fact is to blame for these.
_AWAY = ("08", "53", "57P", "58")


class Pace(Struct, frozen=True):
    """The figures of the inbox; seconds and numbers of facts."""

    idle: float = 2.0
    page: int = 500
    together: int = 100
    """Facts in one transaction at most: their effects hold the lock of the own log meanwhile."""
    tries: int = 5
    first_delay: float = 0.1
    longest_delay: float = 30.0
    deepest: int = 20
    look: float = 0.5


class Outage(Exception):  # noqa: N818 - a state: our own database is away
    """Believe nothing, drop the connection, read everything again (I6)."""


class Tried(Enum):
    """What came of one fact."""

    DONE = auto()
    PARKED = auto()
    LATER = auto()
    MOVED = auto()


@dataclass(slots=True)
class Handling:
    """Carries facts into this service, one transaction at a time."""

    conn: Connection
    consumer: str
    mark: str
    read: Callable[[str, Row], Recorded[Any]]
    react: React
    pace: Pace
    trying: Row | None = None
    """The fact whose try is counted and not yet ended; taken back if our database went away."""

    def begun_before(self, first: Row) -> bool:
        """Count the try of a first batch by its first fact; say whether one had begun before.

        Then the process may have died in any of these facts, and they are tried alone.
        """
        with outages(self.conn):
            before = attempt.count(self.conn, self.consumer, first.event_id) > 1
            if before:
                attempt.take_back(self.conn, self.consumer, first.event_id)
            else:
                self.trying = first
        return before

    def together(self, line: Line, rows: Sequence[Row], upto: Cursor) -> None:
        """Handle facts of one source in one transaction; any failure leaves nothing behind."""
        counted = self.trying
        try:
            with outages(self.conn), self.conn.transaction():
                self._take_effect(line.source, self._advance(line, rows, upto))
                if counted is not None:
                    attempt.forget(self.conn, self.consumer, counted.event_id)
        except Outage:
            raise
        except Exception:
            self._uncount(counted)
            raise
        self.trying = None
        line.cursor = upto

    def alone(self, line: Line, row: Row, upto: Cursor) -> Tried:
        """Handle one fact, its try counted first; set it aside when it failed often enough."""
        with outages(self.conn):
            n = attempt.count(self.conn, self.consumer, row.event_id)
        if n > self.pace.tries:
            self._park(line, row, upto, f"the process died in each of {self.pace.tries} tries")
            return Tried.PARKED
        self.trying = row
        try:
            done = self._try(line, row, upto)
        except tracking.Refused:
            self._uncount(row)
            raise
        except Unreadable:
            self.trying = None
            raise
        except Outage:
            raise
        except TooDeep as trouble:
            self._park(line, row, upto, repr(trouble))
            done = Tried.PARKED
        except Exception as trouble:  # noqa: BLE001 - whatever a handler raises is that fact's failure
            done = self._failed(line, row, upto, n, trouble)
        if done is Tried.MOVED:
            attempt.take_back(self.conn, self.consumer, row.event_id)
        self.trying = None
        return done

    def _uncount(self, counted: Row | None) -> None:
        """Take a try back: the process lives, so whatever failed is found one by one."""
        self.trying = None
        if counted is not None:
            attempt.take_back(self.conn, self.consumer, counted.event_id)

    def effects(self, source: str, row: Row) -> None:
        """Let one fact that had been set aside have its effects, in the caller's transaction."""
        self._take_effect(source, [row])

    def _try(self, line: Line, row: Row, upto: Cursor) -> Tried:
        for _ in range(_RELOADS):
            try:
                with outages(self.conn), self.conn.transaction():
                    self._take_effect(line.source, self._advance(line, [row], upto))
                    attempt.forget(self.conn, self.consumer, row.event_id)
            except MOVED:
                continue  # the case moved meanwhile: load and decide again, which is not a try (E3)
            line.cursor = upto
            return Tried.DONE
        return Tried.MOVED

    def _failed(self, line: Line, row: Row, upto: Cursor, n: int, trouble: Exception) -> Tried:
        if n < self.pace.tries:
            return Tried.LATER
        _log.error(
            "event_parked",
            consumer=self.consumer,
            source=line.source,
            event_id=str(row.event_id),
            exc_info=trouble,
        )
        self._park(line, row, upto, f"{type(trouble).__name__}: {trouble}")
        return Tried.PARKED

    def _park(self, line: Line, row: Row, upto: Cursor, error: str) -> None:
        """Set a fact aside and move tracking past it, in one transaction (K2)."""
        with outages(self.conn), self.conn.transaction():
            self._advance(line, (), upto)
            parking.park(self.conn, self.consumer, line.source, row, error)
            attempt.forget(self.conn, self.consumer, row.event_id)
        line.cursor = upto

    def _advance(self, line: Line, rows: Sequence[Row], upto: Cursor) -> list[Row]:
        """Move tracking and park what waits behind something parked; return the others (K3, K4)."""
        waits_with = [parking.waits_with(row) for row in rows]
        conn, consumer, source = self.conn, self.consumer, line.source
        with tracking.advancing(conn, consumer, source, self.mark, old=line.cursor, new=upto):
            asked = parking.ask_waiting(conn, consumer, frozenset().union(*waits_with))
        waiting = {each[0] for each in asked.fetchall()}
        ready: list[Row] = []
        for row, subjects in zip(rows, waits_with, strict=True):
            if waiting.isdisjoint(subjects):
                ready.append(row)
            else:
                parking.park(conn, consumer, source, row)
                waiting |= subjects
        return ready

    def _take_effect(self, source: str, rows: Iterable[Row]) -> None:
        batch = [self.read(source, row) for row in rows]
        for recorded in batch:
            if recorded.meta.causation_depth >= self.pace.deepest:
                raise TooDeep(f"{recorded.tag} at depth {recorded.meta.causation_depth}")
        if not batch:
            return
        self.react.prepare(self.conn, batch)
        for recorded in batch:
            self.react.react(self.conn, recorded)
        self.react.finish(self.conn)


@contextmanager
def outages(conn: Connection) -> Iterator[None]:
    """Tell an outage of our database or our keys from a fact's failure: the first is `Outage`."""
    try:
        yield
    except psycopg.Error as trouble:
        state = trouble.sqlstate or ""
        lost = isinstance(trouble, psycopg.OperationalError) and not state
        if conn.closed or lost or state.startswith(_AWAY):
            raise Outage(state or type(trouble).__name__) from trouble
        raise
    except Unavailable as trouble:
        raise Outage(trouble.code) from trouble  # no fact is to blame for this either
    except KeysUnsafe as trouble:
        raise Outage(
            "keys_not_at_hand"
        ) from trouble  # a person brings the key file, until then all wait
