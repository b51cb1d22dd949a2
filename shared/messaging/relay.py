"""Tells the bus what the log says, in order, for ever; one per service (protocol R1 to R3).

The log is the outbox. A page of facts is published; when every one of it and of those before is
confirmed, its position is saved, only forwards. The next page does not wait for that: a fact that
comes while others are on their way is told at once. A crash in between repeats messages, which are
the same bytes and harmless. Each fact is told twice: as it is to those who follow the service, and
as reporting may know it to the long memory.
The session lock only saves work: two relays that overlap do no harm.
"""

from __future__ import annotations

import select
import threading
from collections import deque
from typing import TYPE_CHECKING, Protocol

import psycopg

from shared.eventlog.envelope import Cursor
from shared.messaging import broker, envelope
from shared.messaging.backoff import Backoff
from shared.messaging.publisher import CONFIRM_SECONDS, Publisher
from shared.observability.logging import get_logger

if TYPE_CHECKING:
    from shared.clock import Clock
    from shared.eventlog.database import Connection, Database
    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Row
    from shared.messaging.reporting import Report

_log = get_logger(__name__)

PAGE = 250
LOOK_SECONDS = 2.0
MOST_ON_THE_WAY = 8
"""Pages that may be told and not confirmed; then the next one waits."""


class RelayMeter(Protocol):
    """Where the relay tells how far it is behind."""

    def relay_lag(self, events: int, seconds: float) -> None:
        """Say how far the bus is behind the log."""
        ...


class Relay:
    """One service's relay; `run` returns only when told to stop."""

    def __init__(
        self,
        database: Database,
        log: PostgresLog,
        broker_url: str,
        installation: str,
        report: Report,
        *,
        clock: Clock,
        meter: RelayMeter | None = None,
        exclusive: bool = True,
    ) -> None:
        """Read this service's log and publish it; `exclusive` False lets two overlap, for tests."""
        self._database = database
        self._log = log
        self._url = broker_url
        self._service = database.schema
        self._source = envelope.urn(installation, database.schema)
        self._report = report
        self._clock = clock
        self._meter = meter
        self._exclusive = exclusive
        self._backoff = Backoff()

    def run(self, stop: threading.Event) -> None:
        """Publish until `stop` is set; whatever goes wrong, begin again from the saved position."""
        while not stop.is_set():
            try:
                self._session(stop)
            except Exception as trouble:  # noqa: BLE001 - the relay outlives everything but its process
                delay = self._backoff.next()
                _log.warning(
                    "relay_begins_again",
                    service=self._service,
                    seconds=delay,
                    exc_info=not isinstance(trouble, (*broker.LOST, psycopg.OperationalError)),
                )
                stop.wait(delay)

    def _session(self, stop: threading.Event) -> None:
        """Work until a connection is lost; position and epoch are read anew each time (R3)."""
        with self._database.connect() as conn:
            if self._exclusive and not self._alone(conn):
                stop.wait(LOOK_SECONDS)
                return
            conn.execute(f'LISTEN "{self._service}_log"'.encode())
            # A power cut that takes the saved position makes it tell again, which is harmless (R1).
            conn.execute("SET synchronous_commit = off")
            publisher = Publisher(self._url, self._report)
            try:
                self._follow(conn, publisher, stop)
            finally:
                publisher.close()

    def _alone(self, conn: Connection) -> bool:
        found = conn.execute(
            "SELECT pg_try_advisory_lock(hashtext(%s))", (f"{self._service}.relay",)
        ).fetchone()
        return bool(found and found[0])

    def _follow(self, conn: Connection, publisher: Publisher, stop: threading.Event) -> None:
        log = self._log.bound(conn)
        at = self._position(conn)
        told: deque[tuple[int, Cursor]] = deque()
        while not stop.is_set():
            page = log.feed(at, PAGE)
            self._backoff.reset()
            if page.rows:
                self._lag(page.head.position - at.position, page.rows[0])
                at = page.upto
                told.append((publisher.tell(self._service, self._source, page.rows), at))
            while len(told) >= MOST_ON_THE_WAY:
                publisher.hear(CONFIRM_SECONDS)
                self._save_confirmed(conn, publisher, told)
            if len(page.rows) < PAGE:
                self._lag(0, None)
                self._await(conn, publisher, told)
        while told:
            publisher.hear(CONFIRM_SECONDS)
            self._save_confirmed(conn, publisher, told)

    def _await(
        self, conn: Connection, publisher: Publisher, told: deque[tuple[int, Cursor]]
    ) -> None:
        """Wait until the log has grown, saving meanwhile what is confirmed."""
        while told:
            publisher.hear(0)
            self._save_confirmed(conn, publisher, told)
            if self._rung(conn, 0):
                return
            if told:
                select.select([conn.fileno(), publisher.fileno()], [], [], CONFIRM_SECONDS)
        publisher.breathe()
        self._rung(conn, LOOK_SECONDS)

    def _rung(self, conn: Connection, seconds: float) -> bool:
        """Say whether the log has grown; a notification is only a hint, so not for ever."""
        return bool(list(conn.notifies(timeout=seconds, stop_after=1)))

    def _save_confirmed(
        self, conn: Connection, publisher: Publisher, told: deque[tuple[int, Cursor]]
    ) -> None:
        """Save how far everything is confirmed."""
        upto = None
        while told and publisher.confirmed(told[0][0]):
            _, upto = told.popleft()
        if upto is not None:
            self._save(conn, upto)

    def _position(self, conn: Connection) -> Cursor:
        conn.execute(
            "INSERT INTO relay VALUES (%s, 1, 0, NULL) ON CONFLICT DO NOTHING", (self._service,)
        )
        found = conn.execute(
            'SELECT epoch, "position", event_id FROM relay WHERE name = %s', (self._service,)
        ).fetchone()
        return Cursor(*found) if found else Cursor()

    def _save(self, conn: Connection, at: Cursor) -> None:
        conn.execute(
            'UPDATE relay SET epoch = %s, "position" = %s, event_id = %s '
            'WHERE name = %s AND (epoch, "position") < (%s, %s)',
            (at.epoch, at.position, at.event_id, self._service, at.epoch, at.position),
            prepare=True,
        )

    def _lag(self, events: int, oldest: Row | None) -> None:
        if self._meter is not None:
            age = (self._clock.now() - oldest.recorded_at).total_seconds() if oldest else 0.0
            self._meter.relay_lag(max(events, 0), max(age, 0.0))
