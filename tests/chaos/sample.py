"""Two services that tell things, `alpha` and `beta`, and one that reacts to them, `gamma`.

What a fact makes gamma do stands in the fact: go well, fail until a fault is mended, kill the
process. Gamma writes each fact it handled into a table without any uniqueness, so that a double
shows, and appends two facts on two streams of its own log, as a policy with two orders would.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import psycopg

from shared.actor import Actor
from shared.clock import SystemClock, local_date
from shared.eventlog.append import Append, Appended, Conflict, NewEvent
from shared.eventlog.codec import Codec
from shared.eventlog.database import Database
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.log import PostgresLog
from shared.eventlog.view_state import shared_states
from shared.eventlog.view_table import ViewTable, apply, table_of
from shared.identity import derived_id, new_id
from shared.trouble import Conflicted
from tests.chaos.sample_views import HEARD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.view import View

SOURCES = ("alpha", "beta")
CLOCK = SystemClock()
ACTOR = Actor(id="sara", unit="jobcenter")
What = Literal["well", "poison", "kill", "reject", "edited"]


class AlphaTold(Event, frozen=True, tag="alpha.told"):
    """Alpha says something about one or more citizens."""

    number: int
    does: What = "well"


class BetaTold(Event, frozen=True, tag="beta.told"):
    """Beta does."""

    number: int
    does: What = "well"


class Echoed(Event, frozen=True, tag="gamma.echoed"):
    """Gamma heard it, in the stream of the citizen."""

    number: int


class Tallied(Event, frozen=True, tag="gamma.tallied"):
    """Gamma counted it, in a stream that all citizens share."""

    number: int


class NotEchoed(Event, frozen=True, tag="gamma.not_echoed"):
    """Gamma's domain refused; the refusal is an outcome."""

    number: int


CODEC = Codec(AlphaTold | BetaTold | Echoed | Tallied | NotEchoed)
TABLES = """
CREATE TABLE gamma.applied (nth bigint GENERATED ALWAYS AS IDENTITY, source text, event_id uuid);
CREATE TABLE gamma.mended (yes boolean);
GRANT ALL ON gamma.applied, gamma.mended TO jobcenter_gamma;
"""


def told(
    source: str, number: int, *citizens: UUID, does: What = "well", depth: int = 0
) -> NewEvent:
    """Return a fact of a source."""
    event = AlphaTold(number, does) if source == "alpha" else BetaTold(number, does)
    return wrapped(event, new_id(), citizens, depth=depth)


def wrapped(
    event: Event,
    event_id: UUID,
    citizens: Sequence[UUID],
    *,
    depth: int = 0,
    cause: UUID | None = None,
) -> NewEvent:
    """Wrap a fact in its envelope."""
    now = CLOCK.now()
    meta = Meta(
        event_id=event_id,
        occurred_at=now,
        effective_on=local_date(now),
        actor=ACTOR,
        correlation_id="chaos",
        subjects=tuple(citizens),
        causation_id=cause,
        causation_depth=depth,
    )
    return NewEvent(
        event_id, tag_of(event), CODEC.encode(event, meta), meta.subjects, meta.effective_on
    )


class Gamma:
    """Reacts to what alpha and beta tell; `at` hears the name of each step, for nemeses."""

    def __init__(
        self,
        log: PostgresLog,
        at: Callable[[str], None] | None = None,
        views: Sequence[View[Any]] = (HEARD,),
    ) -> None:
        self._log = log
        self._at = at or (lambda _step: None)
        self._views = views
        self._tables: list[ViewTable] = []
        self._told: list[Recorded[Any]] = []
        self.edit: Callable[[str], None] | None = None

    def prepare(self, conn: Connection, batch: Sequence[Recorded[Any]]) -> None:
        self._at("prepare")
        held = shared_states(conn, self._views)
        self._tables = [table_of(view, "gamma", state.generation) for view, state in held]
        self._told = list(batch)

    def react(self, conn: Connection, recorded: Recorded[Any]) -> None:
        event = recorded.event
        if event.does == "kill" and not self._mended(conn):
            os.kill(os.getpid(), signal.SIGKILL)
        self._at("react")
        conn.execute(
            "INSERT INTO applied (source, event_id) VALUES (%s, %s)",
            (recorded.source, recorded.meta.event_id),
        )
        self._at("applied")
        if event.does == "poison" and not self._mended(conn):
            raise ValueError("poison")
        if event.does == "reject":
            self._append(
                conn, f"refusal-{recorded.meta.event_id}", NotEchoed(event.number), recorded
            )
            return
        stream = f"echo-{recorded.meta.subjects[0] if recorded.meta.subjects else 'nobody'}"
        self._append(conn, stream, Echoed(event.number), recorded)
        self._at("echoed")
        self._append(conn, "tally-all", Tallied(event.number), recorded)
        self._at("tallied")

    def finish(self, conn: Connection) -> None:
        self._at("finish")
        apply(conn, [(table, self._told) for table in self._tables])

    def _append(self, conn: Connection, stream: str, event: Event, recorded: Recorded[Any]) -> None:
        found = conn.execute(
            "SELECT coalesce(max(version), 0) FROM events WHERE stream = %s", (stream,)
        ).fetchone()
        version = found[0] if found else 0
        if self.edit is not None:
            self.edit(stream)
        cause = recorded.meta.event_id
        new = wrapped(
            event,
            derived_id(cause, tag_of(event)),
            recorded.meta.subjects,
            depth=recorded.meta.causation_depth + 1,
            cause=cause,
        )
        match self._log.bound(conn).append([Append(stream, version, (new,))])[0]:
            case Appended():
                return
            case Conflict(moved, actual):
                raise Conflicted(moved, actual)

    def _mended(self, conn: Connection) -> bool:
        return conn.execute("SELECT 1 FROM mended").fetchone() is not None


class Meter:
    """Keeps the figures of relay and inbox for the tests to read."""

    def __init__(self) -> None:
        self.feed_reads: Counter[str] = Counter()
        self.refused = 0
        self.parked_now = 0

    def relay_lag(self, events: int, seconds: float) -> None: ...

    def inbox_lag(self, source: str, events: int, seconds: float) -> None: ...

    def behind(self, source: str, seconds: float) -> None: ...

    def cas_refused(self, source: str) -> None:
        self.refused += 1

    def halted(self, source: str, *, stands_still: bool) -> None: ...

    def feed_read(self, source: str, why: str) -> None:
        self.feed_reads[why] += 1

    def parked(self, events: int) -> None:
        self.parked_now = events


def wait_for(what: Callable[[], bool], seconds: float = 60.0, say: str = "") -> float:
    """Wait until it is so; return how long it took, fail when it takes too long."""
    began = time.monotonic()
    while not what():
        took = time.monotonic() - began
        assert took < seconds, f"not within {seconds} s: {say or what}"
        time.sleep(0.02)
    return time.monotonic() - began


def log_of(url: str, schema: str, role: str) -> PostgresLog:
    """Return a log as one role sees it."""
    return PostgresLog(Database(url, schema, f"jobcenter_{role}"), CLOCK)


def connect(url: str) -> Connection:
    """Connect as the owner, to look at everything."""
    return psycopg.connect(url, autocommit=True)


def in_thread(run: Callable[[threading.Event], None]) -> tuple[threading.Thread, threading.Event]:
    """Start something that runs until told to stop."""
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(stop,), daemon=True)
    thread.start()
    return thread, stop
