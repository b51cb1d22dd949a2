"""What the relay has told is saved once everything up to it is confirmed, and not before (R2)."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest

from shared.clock import SystemClock
from shared.eventlog.append import Append
from shared.messaging import publisher as publishing
from shared.messaging import relay as relaying
from shared.messaging.publisher import NotConfirmed, Publisher
from shared.messaging.relay import Relay
from tests.chaos import sample
from tests.support.database import make_service
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Row

pytestmark = pytest.mark.postgres


class Slow:
    """A broker that confirms when the test says so."""

    def __init__(self) -> None:
        self.told: list[list[int]] = []
        self.open: set[int] = set()
        self.refuses = False
        self.on_wait = threading.Event()
        self._line = socket.socketpair()  # nothing comes over it

    def tell(self, _service: str, _source: str, rows: Sequence[Row]) -> int:
        self.told.append([row.position for row in rows])
        self.open.add(len(self.told))
        return len(self.told)

    def confirmed(self, number: int) -> bool:
        return not self.open or min(self.open) > number

    def hear(self, _seconds: float) -> None:
        self.on_wait.set()
        if self.refuses:
            raise NotConfirmed("nack")

    def breathe(self) -> None: ...

    def fileno(self) -> int:
        return self._line[0].fileno()

    def close(self) -> None:
        for end in self._line:
            end.close()


class Told:
    """A log, a relay that follows it, and how far it says it is."""

    def __init__(self, log: PostgresLog, relay: Relay) -> None:
        self.log, self.relay = log, relay
        self.broker = Slow()

    def happens(self, times: int = 1) -> None:
        facts = (sample.told("alpha", nth, uuid4()) for nth in range(times))
        for fact in facts:
            self.log.append([Append(f"told-{uuid4()}", 0, (fact,))])

    def saved(self) -> int:
        with self.log._database.connect() as conn:
            found = conn.execute('SELECT "position" FROM relay').fetchone()
        return int(found[0]) if found else 0

    @contextmanager
    def following(self) -> Iterator[list[BaseException]]:
        stop, broken = threading.Event(), list[BaseException]()

        def follow() -> None:
            try:
                with self.log._database.connect() as conn:
                    conn.execute("LISTEN alpha_log")
                    self.relay._follow(conn, cast("Any", self.broker), stop)
            except NotConfirmed as trouble:
                broken.append(trouble)

        thread = threading.Thread(target=follow)
        thread.start()
        try:
            yield broken
        finally:
            self.broker.open.clear()
            stop.set()
            thread.join(20)
            self.broker.close()


@pytest.fixture
def told(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    monkeypatch.setattr(relaying, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(relaying, "CONFIRM_SECONDS", 0.01)
    database = make_service(database_url, "alpha")
    log = sample.log_of(database_url, "alpha", "alpha")
    yield Told(log, Relay(log._database, log, "", "test", NAMES_ONLY, clock=SystemClock()))
    database.close()


def test_a_fact_that_comes_while_another_is_on_its_way_is_told_at_once(told: Told) -> None:
    told.happens()
    with told.following():
        sample.wait_for(lambda: told.broker.told == [[1]])
        told.happens()
        sample.wait_for(lambda: told.broker.told == [[1], [2]])
        assert told.saved() == 0, "neither is confirmed"
        told.broker.open.discard(2)
        told.happens()
        sample.wait_for(lambda: len(told.broker.told) == 3)
        assert told.saved() == 0, "the second is confirmed and the first is not"
        told.broker.open.discard(1)
        sample.wait_for(lambda: told.saved() == 2)
    assert told.saved() == 3, "whoever ends waits for what is on its way"


def test_only_so_much_is_on_its_way(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "MOST_ON_THE_WAY", 2)
    with told.following():
        for nth in range(1, 3):
            told.happens()
            sample.wait_for(lambda nth=nth: len(told.broker.told) == nth)
        told.broker.on_wait.clear()
        told.happens()
        assert told.broker.on_wait.wait(20)
        assert told.broker.told == [[1], [2]]
        told.broker.open.clear()
        sample.wait_for(lambda: told.broker.told == [[1], [2], [3]])
        assert told.saved() == 2


def test_after_a_refusal_it_begins_again_from_what_was_confirmed(told: Told) -> None:
    told.happens()
    with told.following() as broken:
        sample.wait_for(lambda: told.broker.told == [[1]])
        told.broker.open.clear()
        sample.wait_for(lambda: told.saved() == 1)
        told.happens()
        sample.wait_for(lambda: told.broker.told == [[1], [2]])
        told.broker.refuses = True
        sample.wait_for(lambda: bool(broken))
        assert told.saved() == 1
    told.broker = Slow()
    with told.following():
        sample.wait_for(lambda: told.broker.told == [[2]])


class Silent:
    """A connection over which nothing comes."""

    def drain_events(self, timeout: float) -> None:
        raise TimeoutError


def test_a_confirm_that_does_not_come_in_time_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(publishing.time, "monotonic", lambda: now[0])
    publisher = Publisher.__new__(Publisher)
    publisher._connection, publisher._open, publisher._refused = Silent(), {1}, False
    publisher._heard = now[0]
    publisher.hear(0)
    now[0] += publishing.CONFIRM_SECONDS
    with pytest.raises(NotConfirmed, match="timeout"):
        publisher.hear(0)
    publisher._acked(1, multiple=False)
    publisher.hear(0)
    publisher._nacked(2, _multiple=False)
    with pytest.raises(NotConfirmed, match="nack"):
        publisher.hear(0)
