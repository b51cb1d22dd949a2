"""The three sample services at work, in threads or in processes that can be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from shared.casework.foreign import ensure_foreign, foreign_look
from shared.eventlog.append import Append, Appended
from shared.eventlog.envelope import Cursor
from shared.eventlog.shelf import Shelf
from shared.eventlog.verify import log_faults, own_look, view_faults
from shared.messaging import tracking
from shared.messaging.consumer import Consumer
from shared.messaging.deeds import Finding
from shared.messaging.doorbell import BrokerDoorbell, Doorbell, ListenDoorbell
from shared.messaging.feed import OpenFeed, sql_feed
from shared.messaging.handling import Pace
from shared.messaging.relay import Relay
from shared.messaging.verify import check
from tests.chaos import sample
from tests.chaos.sample_views import ECHOES, HEARD
from tests.support.database import make_service
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.eventlog.append import NewEvent
    from shared.eventlog.verify import See, Stand
    from shared.eventlog.view import View

SWIFT = Pace(idle=1.0, first_delay=0.02, longest_delay=0.1, look=0.05)
MARK = tracking.subscription(sample.SOURCES)


@dataclass
class House:
    """Three schemas in one database, and whatever was started on them."""

    url: str
    broker_url: str | None = None
    pace: Pace = SWIFT
    started: list[tuple[threading.Thread, threading.Event]] = field(default_factory=list)
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    consumers: list[Consumer] = field(default_factory=list)
    outages_expected: bool = False
    views: tuple[View[Any], ...] = (ECHOES, HEARD)
    """What gamma's code keeps lists of; those that were built are checked."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Sources whose log lies in a database of its own; the inbox reads their feed over HTTP."""

    def __post_init__(self) -> None:
        for source in sample.SOURCES:
            make_service(self.where(source), source, readers=("gamma",)).close()
        make_service(self.url, "gamma").close()
        self.logs = {
            each: sample.log_of(self.where(each), each, each) for each in (*sample.SOURCES, "gamma")
        }
        self.owner = sample.connect(self.url)
        self.owner.execute("SET search_path = gamma")
        self.owner.execute(sample.TABLES.encode())
        self.meter = sample.Meter()

    def where(self, service: str) -> str:
        """Return the database in which a service keeps its log."""
        return self.elsewhere.get(service, self.url)

    def subscribe(self) -> None:
        for source in sample.SOURCES:
            tracking.subscribe(self.owner, "gamma", source, MARK, Cursor())

    def build_views(self) -> None:
        """Build the views of others' facts, as gamma does before it starts."""
        database = self.logs["gamma"]._database
        ensure_foreign(database, self.views, self.logs, sample.CODEC)

    # -- what the sources do --------------------------------------------------------------------

    def tell(self, source: str, *citizens: UUID, times: int = 1, **fact: Any) -> list[UUID]:
        """Append facts about citizens; return their ids."""
        log = self.logs[source]
        stream = f"told-{citizens[0] if citizens else 'nobody'}"
        version = self.versions.get(source + stream)
        if version is None:
            version = len(log.read(stream))
        new = [sample.told(source, version + nth, *citizens, **fact) for nth in range(times)]
        self.versions.pop(source + stream, None)  # unknown, should the append be cut
        outcome = log.append([Append(stream, version, tuple(new))])[0]
        assert isinstance(outcome, Appended), outcome
        self.versions[source + stream] = version + times
        return [each.event_id for each in new]

    def tell_many(self, source: str, number: int, citizens: int = 20) -> None:
        """Append facts about different citizens, in batches as busy services do."""
        people = [uuid4() for _ in range(citizens)]
        each = number // citizens
        appends: list[Append] = []
        for nth in range(each):
            for person in people:
                fact: NewEvent = sample.told(source, nth, person)
                appends.append(Append(f"told-{person}", nth, (fact,)))
        for first in range(0, len(appends), citizens):
            outcomes = self.logs[source].append(appends[first : first + citizens])
            assert all(isinstance(outcome, Appended) for outcome in outcomes)

    # -- what runs ------------------------------------------------------------------------------

    def consumer(self, **changes: Any) -> Consumer:
        """Make gamma's inbox; `changes` replace parts of it."""
        log = self.logs["gamma"]
        database = log._database
        parts: dict[str, Any] = {
            "name": "gamma",
            "connect": database.connect,
            "feeds": self.feeds(),
            "doorbell": self.doorbell(),
            "read": sample.CODEC.read,
            "react": sample.Gamma(log),
            "meter": self.meter,
            "pace": self.pace,
        }
        return Consumer(**(parts | changes))

    def feeds(self) -> Mapping[str, OpenFeed]:
        here = [each for each in sample.SOURCES if each not in self.elsewhere]
        return {each: sql_feed(sample.log_of(self.url, each, "gamma")) for each in here}

    def doorbell(self) -> Doorbell:
        if self.broker_url:
            return BrokerDoorbell(self.broker_url, "gamma", sample.SOURCES)
        return ListenDoorbell(self.logs["gamma"]._database.connect, sample.SOURCES)

    def relay(self, source: str, *, exclusive: bool = True) -> Relay:
        assert self.broker_url
        log = self.logs[source]
        return Relay(
            log._database,
            log,
            self.broker_url,
            "test",
            NAMES_ONLY,
            clock=sample.CLOCK,
            exclusive=exclusive,
        )

    def start(self, **changes: Any) -> Consumer:
        """Start relays, where there is a broker, and the inbox, in threads."""
        consumer = self.consumer(**changes)
        self.consumers.append(consumer)
        self.started.append(sample.in_thread(consumer.run))
        self.start_relays()
        return consumer

    def start_relays(self) -> None:
        if self.broker_url:
            for source in sample.SOURCES:
                self.started.append(sample.in_thread(self.relay(source).run))

    def spawn(self, program: str = "worker", **orders: Any) -> subprocess.Popen[bytes]:
        """Start gamma's inbox, or another program, in a process of its own that can be killed."""
        orders = {"url": self.url, "broker_url": self.broker_url} | orders
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", f"tests.chaos.{program}", json.dumps(orders)],
        )
        self.children.append(child)
        return child

    def stop_threads(self) -> None:
        for _, stop in self.started:
            stop.set()
        for thread, _ in self.started:
            thread.join(15)
        self.started.clear()

    def stop(self) -> None:
        self.stop_threads()
        for child in self.children:
            if child.poll() is None:
                os.kill(child.pid, signal.SIGCONT)
                child.kill()
            child.wait()
        self.children.clear()

    # -- what came of it ------------------------------------------------------------------------

    def applied(self) -> list[UUID]:
        found = self.owner.execute("SELECT event_id FROM applied ORDER BY nth").fetchall()
        return [each[0] for each in found]

    def position(self, source: str) -> int:
        return tracking.load(self.owner, "gamma", source).cursor.position

    def head(self, source: str) -> int:
        return self.logs[source].head().position

    def level(self, *sources: str) -> bool:
        return all(self.position(each) == self.head(each) for each in sources or sample.SOURCES)

    def parked(self) -> int:
        found = self.owner.execute("SELECT count(*) FROM parked").fetchone()
        return found[0] if found else 0

    def mend(self) -> None:
        self.owner.execute("INSERT INTO mended VALUES (true)")

    def check(self) -> list[Finding]:
        """Check every promise as `jobcenter verify` does, and what only a sample can know (7)."""
        found = check(
            self.owner,
            "gamma",
            {each: self.logs[each] for each in sample.SOURCES},
            self.logs["gamma"],
            self.applied(),
        )
        effects = Counter(
            self.owner.execute(
                "SELECT (convert_from(state, 'UTF8')::jsonb -> 'meta' ->> 'causation_id')::uuid, "
                "tag FROM events WHERE tag IN ('gamma.echoed', 'gamma.tallied') "
                "AND convert_from(state, 'UTF8')::jsonb -> 'meta' ? 'causation_id'"
            ).fetchall()
        )
        found += [Finding(3, "?", f"{each} twice") for each, n in effects.items() if n > 1]
        echoed = {cause for cause, tag in effects if tag == "gamma.echoed"}
        tallied = {cause for cause, tag in effects if tag == "gamma.tallied"}
        found += [Finding(7, "?", f"half of {each}") for each in echoed ^ tallied]
        unasked = (echoed | tallied) - set(self.applied())
        found += [Finding(7, "?", f"effect of {each} alone") for each in unasked]
        return found + self._check_logs() + self._check_views()

    def _check_logs(self) -> list[Finding]:
        found = []
        for name, log in self.logs.items():
            with log._database.connection() as conn:
                found += [Finding(2, name, fault) for fault in log_faults(conn, name)]
        return found

    def _check_views(self) -> list[Finding]:
        """Compare each view that was built with what the logs say, as far as it has read (9)."""
        foreign, own = foreign_look(self.owner, "gamma"), own_look(self.owner, "gamma")

        def look(view: View[Any], see: See) -> Stand | None:
            try:
                return (foreign if view.follows else own)(view, see)
            except tracking.TrackingMissing:
                return None  # which is a finding of its own (10)

        with sample.connect(self.url) as conn:
            shelf = Shelf(conn)
            faults = list(view_faults(self.views, look, self.logs, sample.CODEC.read, shelf))
        return [Finding(9, view.table, fault) for view, fault in faults]

    def tables_of(self, view: View[Any]) -> list[str]:
        """Return the tables that hold rows of a view; more than one are generations too many."""
        found = self.owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'gamma' AND tablename ~ %s",
            (f"^{view.table}_[0-9]+$",),
        ).fetchall()
        return [each[0] for each in found]

    def calm(self) -> bool:
        """Say whether no inbox had to begin again: a bug must not pass for an outage."""
        return self.outages_expected or not any(
            each.counts["began_again"] for each in self.consumers
        )

    def taken(self) -> Counter[str]:
        """Return how often the inboxes of this house took each of their paths."""
        return sum((each.counts for each in self.consumers), Counter())

    def close(self) -> None:
        self.stop()
        self.owner.close()
        for log in self.logs.values():
            log._database.close()
