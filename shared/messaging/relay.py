"""Tells the bus what the log says, in order, for ever; one per service (protocol R1 to R3).

The log is the outbox. A page of facts is published, every one confirmed, then the position is
saved, only forwards. Each is told twice under the same confirm: as it is to those who follow the
service, and as reporting may know it to the long memory.
A crash in between repeats messages, which are the same bytes and harmless.
The session lock only saves work: two relays that overlap do no harm.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Protocol

import amqp
import psycopg

from shared.eventlog.envelope import Cursor
from shared.messaging import broker, envelope, topology
from shared.messaging.backoff import Backoff
from shared.observability.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.clock import Clock
    from shared.eventlog.database import Connection, Database
    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Row
    from shared.messaging.reporting import Report

_log = get_logger(__name__)
_message: Any = amqp.Message

PAGE = 250
LOOK_SECONDS = 2.0
CONFIRM_SECONDS = 10.0


class RelayMeter(Protocol):
    """Where the relay tells how far it is behind."""

    def relay_lag(self, events: int, seconds: float) -> None:
        """Say how far the bus is behind the log."""
        ...


class NotConfirmed(Exception):  # noqa: N818 - a state, mended by starting again
    """The broker refused a message or did not confirm it in time."""


class Publisher:
    """Hands messages to the broker in batches and waits until each is confirmed."""

    def __init__(self, url: str, report: Report) -> None:
        """Connect, and make the exchanges and the long memory if they are not there."""
        self._connection = broker.connect(url)
        self._report = report
        self._sent = 0
        self._open: set[int] = set()
        self._refused = False
        try:
            self._channel = self._prepared()
        except BaseException:
            self.close()  # a broker that is half up must not cost a socket for each look
            raise

    def _prepared(self) -> Any:
        channel = self._connection.channel()
        topology.declare_exchange(channel)
        topology.declare_history(self._connection)
        channel.confirm_select()
        channel.events["basic_ack"].add(self._acked)
        channel.events["basic_nack"].add(self._nacked)
        return channel

    def publish(self, service: str, source: str, rows: Sequence[Row]) -> None:
        """Publish facts and return when the broker has confirmed every one."""
        told = [(row, envelope.write(source, row)) for row in rows]
        for row, message in told:  # first of all, so that the inboxes work while reporting is told
            place = f"{service}:{row.epoch}:{row.position}"
            self._send(service, row, message, exchange=topology.EXCHANGE, message_id=place)
        for row, message in told:
            self._send(service, row, self._report.of(message), exchange=topology.REPORTED)
        self._wait()

    def breathe(self) -> None:
        """Keep the connection alive and notice when it is not."""
        while broker.drain(self._connection, 0):
            pass
        broker.breathe(self._connection)

    def close(self) -> None:
        """Drop the connection."""
        broker.close(self._connection)

    def _send(
        self, service: str, row: Row, message: bytes, *, exchange: str, **properties: str
    ) -> None:
        self._sent += 1
        self._open.add(self._sent)
        # py-amqp has no public call that does not wait for each confirm (amqp is pinned).
        self._channel._basic_publish(  # noqa: SLF001
            _message(
                message,
                content_type=envelope.CONTENT_TYPE,
                delivery_mode=2,
                type=row.tag,
                **properties,
            ),
            exchange=exchange,
            routing_key=topology.routing_key(service, row.tag),
        )

    def _wait(self) -> None:
        until = time.monotonic() + CONFIRM_SECONDS
        while self._open and not self._refused:
            left = until - time.monotonic()
            if left <= 0 or not broker.drain(self._connection, left):
                raise NotConfirmed("timeout")
        if self._refused:
            raise NotConfirmed("nack")

    def _acked(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it so
        """Strike off one confirm, or all up to it: they need not come in order."""
        if multiple:
            self._open = {each for each in self._open if each > tag}
        else:
            self._open.discard(tag)

    def _nacked(self, _tag: int, _multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it so
        self._refused = True


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
        self.published = 0

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
        while not stop.is_set():
            page = log.feed(at, PAGE)
            self._backoff.reset()
            if page.rows:
                self._lag(page.head.position - at.position, page.rows[0])
                publisher.publish(self._service, self._source, page.rows)
                self.published += len(page.rows)
                self._save(conn, page.upto)
                at = page.upto
            if len(page.rows) < PAGE:
                self._lag(0, None)
                self._await(conn, publisher)

    def _await(self, conn: Connection, publisher: Publisher) -> None:
        """Wait until the log has grown, two seconds at most: a notification is only a hint."""
        publisher.breathe()
        for _ in conn.notifies(timeout=LOOK_SECONDS, stop_after=1):
            pass

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
