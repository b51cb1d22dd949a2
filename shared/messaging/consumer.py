"""Keeps a service's inbox running: connects, listens, and begins again after whatever went wrong.

One thread. While the broker is away the feeds go on doing the work; while our own database is away
nothing is done and nothing is believed. It ends itself only when its tracking row is missing (I10)
or belongs to other code (I8): then handling anything would do harm.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import psycopg

from shared.messaging import attempt, tracking
from shared.messaging.backoff import Backoff
from shared.messaging.doorbell import DoorbellLost
from shared.messaging.handling import Handling, Outage, Pace, outages
from shared.messaging.inbox import Inbox
from shared.observability.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.row import Row
    from shared.messaging.doorbell import Doorbell
    from shared.messaging.feed import OpenFeed
    from shared.messaging.inbox import InboxMeter
    from shared.messaging.react import React

_log = get_logger(__name__)

_STANDBY_SECONDS = 2.0
_ENDING = (tracking.TrackingMissing, tracking.SubscriptionMoved)


class Consumer:
    """One service as a reader of others."""

    def __init__(
        self,
        *,
        name: str,
        connect: Callable[[], Connection],
        feeds: Mapping[str, OpenFeed],
        doorbell: Doorbell,
        read: Callable[[str, Row], Recorded[Any]],
        react: React,
        meter: InboxMeter,
        version: int = 1,
        views: Sequence[str] = (),
        pace: Pace | None = None,
        exclusive: bool = True,
    ) -> None:
        """Follow the services `feeds` names, and fill the tables of `views`.

        `exclusive` False lets two instances overlap, for tests.
        """
        self.name = name
        self.mark = tracking.subscription(tuple(feeds), version, views)
        self.counts: Counter[str] = Counter()
        self.inbox: Inbox | None = None
        self._connect = connect
        self._feeds = feeds
        self._bell = doorbell
        self._read = read
        self._react = react
        self._meter = meter
        self._pace = pace or Pace()
        self._exclusive = exclusive
        self._take_back: UUID | None = None
        self._backoff = Backoff(longest=10.0)
        self._done = 0

    @property
    def level(self) -> bool:
        """Say whether all sources had nothing more when last asked; False while not active."""
        return self.inbox is not None and self.inbox.level

    def run(self, stop: threading.Event) -> None:
        """Follow until `stop` is set; raise only where going on would do harm."""
        while not stop.is_set():
            try:
                self._session(stop)
            except _ENDING:
                _log.exception("inbox_ends_itself", consumer=self.name)
                raise
            except Exception as trouble:  # noqa: BLE001 - the inbox outlives everything but its process
                self.counts["began_again"] += 1
                self._forgive()
                delay = self._backoff.next()
                expected = isinstance(trouble, Outage | psycopg.OperationalError)
                _log.warning("inbox_begins_again", consumer=self.name, exc_info=not expected)
                stop.wait(delay)
            finally:
                self.inbox = None
                self._bell.close()

    def _forgive(self) -> None:
        """Begin with the shortest wait again if anything was handled since the last trouble."""
        done = self.counts["handled"] + self.counts["alone_done"] + self.counts["alone_parked"]
        if done != self._done:
            self._backoff.reset()
        self._done = done

    def _session(self, stop: threading.Event) -> None:
        """Work on one connection until it or this instance's turn is lost (I6)."""
        with self._connect() as conn, outages(conn):
            if self._exclusive and not self._alone(conn):
                stop.wait(_STANDBY_SECONDS)
                return
            if self._take_back is not None:
                attempt.take_back(conn, self.name, self._take_back)
                self._take_back = None
            handling = Handling(conn, self.name, self.mark, self._read, self._react, self._pace)
            try:
                inbox = Inbox(conn, handling, self._feeds, meter=self._meter, counts=self.counts)
                self._turn(inbox, stop)
            except Outage:
                self._take_back = handling.trying.event_id if handling.trying else None
                raise

    def _alone(self, conn: Connection) -> bool:
        """Be the active one; the lock only saves work, the tracking row fences (I5)."""
        found = conn.execute(
            "SELECT pg_try_advisory_lock(hashtext(%s))", (f"{self.name}.inbox",)
        ).fetchone()
        return bool(found and found[0])

    def _turn(self, inbox: Inbox, stop: threading.Event) -> None:
        ears = _Ears(self._bell)
        self.inbox = inbox
        while not stop.is_set():
            if ears.reconnect():
                inbox.begin_again()
            hints = ears.wait(inbox.patience(), stop)
            inbox.hear(hints)
            ears.done(hints)
            if inbox.look():
                self.counts["idle_repairs"] += 1
                ears.repair()
            inbox.drain()
            self._backoff.reset()


class _Ears:
    """Listens to the bell where it can be heard, and tries to hear it again where it cannot."""

    def __init__(self, bell: Doorbell) -> None:
        self._bell = bell
        self._hears = False
        self._again_at = 0.0
        self._backoff = Backoff(longest=10.0)

    def reconnect(self) -> bool:
        """Connect if need be; return True when the bell can be heard since just now."""
        if self._hears or time.monotonic() < self._again_at:
            return False
        try:
            self._bell.connect()
        except DoorbellLost as trouble:
            self._lose(trouble)
            return False
        self._hears = True
        self._backoff.reset()
        return True

    def wait(self, seconds: float, stop: threading.Event) -> list[Any]:
        """Wait for rings; deaf, just wait."""
        if not self._hears:
            stop.wait(min(seconds, max(0.0, self._again_at - time.monotonic())))
            return []
        try:
            return self._bell.wait(seconds)
        except DoorbellLost as trouble:
            self._lose(trouble)
            return []

    def done(self, hints: list[Any]) -> None:
        """Let go of what was decided."""
        if hints and self._hears:
            try:
                self._bell.done(hints)
            except DoorbellLost as trouble:
                self._lose(trouble)

    def repair(self) -> None:
        """Something happened and the bell did not ring: set it up again."""
        if self._hears:
            try:
                self._bell.repair()
            except DoorbellLost as trouble:
                self._lose(trouble)

    def _lose(self, trouble: DoorbellLost) -> None:
        self._hears = False
        self._bell.close()
        delay = self._backoff.next()
        self._again_at = time.monotonic() + delay
        _log.warning("bell_lost", error_type=type(trouble).__name__, seconds=delay)
