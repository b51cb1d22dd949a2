"""One short life of three services, told in steps that can be cut between any two.

A wish is written, the relay tells the bus, the inbox hears it, some facts fail and are set aside, a
person has them taken up again, a view follows, and the view is built anew. Who is cut begins again
from the start, as a process does: with the same keys, and on whatever the tables say.
"""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.clock import SystemClock
from shared.eventlog.append import Append, Appended, Key, Replayed
from shared.eventlog.envelope import Cursor
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own, rebuild_own
from shared.eventlog.view_state import state_of
from shared.eventlog.writer import Writer, _Slot
from shared.messaging import envelope, parked, relay, tracking
from shared.messaging.doorbell import Hint
from shared.messaging.feed import sql_feed
from shared.messaging.handling import Handling, Pace
from shared.messaging.inbox import Inbox
from shared.messaging.relay import Relay
from tests.chaos import sample
from tests.chaos.crash import CutDatabase, Cutter, Ended
from tests.chaos.house import MARK, House
from tests.chaos.sample_views import ECHOES
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.eventlog.row import Row

WHO = {"actor": "drift", "reason": "mended"}
PACE = Pace(page=3, together=2, tries=2, first_delay=0.01, longest_delay=0.01)
_PATIENCE = 400


class Bus:
    """A queue that outlives processes; the first message of beta is lost on its way."""

    def __init__(self) -> None:
        self.queue: list[tuple[str, Row]] = []
        self.told: dict[str, set[int]] = {each: set() for each in sample.SOURCES}
        self._lost = False

    def tell(self, source: str, row: Row) -> None:
        self.told[source].add(row.position)
        if source == "beta" and not self._lost:
            self._lost = True
            return
        self.queue.append(
            (source, envelope.read(envelope.write(envelope.urn("t", source), row))[1])
        )


class Teller:
    """The relay's publisher, on that bus."""

    def __init__(self, bus: Bus, cutter: Cutter, stop: threading.Event) -> None:
        self._bus, self._cutter, self._stop = bus, cutter, stop

    def tell(self, service: str, _source: str, rows: Sequence[Row]) -> int:
        for row in rows:
            with self._cutter.around("publish"):
                self._bus.tell(service, row)
        return rows[-1].position

    def confirmed(self, _number: int) -> bool:
        return True

    def hear(self, _seconds: float) -> None:
        """Nothing comes later: all was confirmed when it was told."""

    def breathe(self) -> None:
        """All is told: this life's relay has done its work."""
        self._stop.set()


class Play:
    """The script, on a house whose tables are emptied before each telling."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.fails: sample.What = "poison"

    def begin(self) -> None:
        """Empty everything and think up the wishes."""
        self.house.owner.execute(_EMPTY)
        self.house.subscribe()
        self.house.build_views()
        self.bus = Bus()
        self.answers: dict[str, bytes] = {}
        a, b = UUID(int=1, version=4), UUID(int=2, version=4)
        told = sample.told
        self.wishes = {
            "alpha": [
                [told("alpha", 1, a), told("alpha", 2, a)],
                [told("alpha", 3, b, does=self.fails), told("alpha", 4, b)],
                [told("alpha", 5, a, does="reject")],
                [told("alpha", 6, a, b)],
            ],
            "beta": [[told("beta", 1, b)], [told("beta", 2, a)]],
        }
        self._ticks = itertools.count()

    def live(self, at: int = 0) -> Cutter:
        """Live once, to the end or to the point `at`; return the points that were passed."""
        cutter = Cutter(at)
        try:
            self._act(cutter)
        except Ended:
            pass
        finally:
            cutter.end()
        return cutter

    def _act(self, cutter: Cutter) -> None:
        for source in sample.SOURCES:
            cutter.part = "writer"
            self._write(source, cutter)
            cutter.part = "relay"
            self._relay(source, cutter)
        cutter.part = "inbox"
        gamma = self._log("gamma", cutter)
        self._hear(gamma, cutter)
        cutter.part = "follower"
        database = gamma._database
        ensure_own(database, (ECHOES,), gamma, sample.CODEC)
        Follower(database, gamma, sample.CODEC, (ECHOES,)).catch_up()
        cutter.part = "rebuild"
        rebuild_own(database, ECHOES, gamma, sample.CODEC)

    def _log(self, service: str, cutter: Cutter, role: str | None = None) -> PostgresLog:
        role = f"jobcenter_{role or service}"
        return PostgresLog(CutDatabase(self.house.url, service, role, cutter), SystemClock())

    def _write(self, source: str, cutter: Cutter) -> None:
        """Store all wishes of a source in one group; note what was answered."""
        slots = {}
        for nth, facts in enumerate(self.wishes[source]):
            key = Key("test", f"{source}-{nth}", b"same", f"answer {nth}".encode())
            slots[f"{source}-{nth}"] = _Slot(Append(f"wish-{nth}", 0, tuple(facts), key=key))
        writer = Writer(self._log(source, cutter))
        try:
            writer._flush(list(slots.values()))
        finally:
            for name, slot in slots.items():
                if isinstance(slot.outcome, Appended | Replayed):
                    assert slot.command.key is not None
                    replayed = isinstance(slot.outcome, Replayed)
                    answer = slot.outcome.answer if replayed else slot.command.key.answer
                    assert self.answers.setdefault(name, answer) == answer

    def _relay(self, source: str, cutter: Cutter) -> None:
        stop = threading.Event()
        log = self._log(source, cutter)
        made = Relay(log._database, log, "", "t", NAMES_ONLY, clock=sample.CLOCK)
        with log._database.connect() as conn:
            made._follow(conn, Teller(self.bus, cutter, stop), stop)  # type: ignore[arg-type]  # a bus in memory

    def _hear(self, gamma: PostgresLog, cutter: Cutter) -> None:
        """Hear all, let the failing ones be set aside, mend, have them taken up again."""
        conn = gamma._database.connect()
        reacting = sample.Gamma(gamma)
        handling = Handling(conn, "gamma", MARK, sample.CODEC.read, reacting, PACE)
        feeds = {each: sql_feed(self._log(each, cutter, "gamma")) for each in sample.SOURCES}
        inbox = Inbox(conn, handling, feeds, meter=sample.Meter(), monotonic=self._tick)
        for _ in range(_PATIENCE):
            some = self.bus.queue[:2]
            inbox.hear([Hint(source, row) for source, row in some])
            del self.bus.queue[: len(some)]
            inbox.look()
            inbox.drain()
            if inbox.level and not self.bus.queue:
                if not self.house.parked():
                    return
                self.house.mend()
                for each in parked.listed(conn, "gamma")[:1]:
                    parked.retry(conn, "gamma", each.subjects[0], **WHO)
        msg = f"the inbox does not come to rest: {inbox.counts}"
        raise AssertionError(msg)

    def _tick(self) -> float:
        return next(self._ticks) * 0.05

    # -- what came of it --------------------------------------------------------------------------

    def broken(self) -> list[str]:
        """Return every promise that does not hold after the last life."""
        house = self.house
        found = [str(each) for each in house.check()]
        for source, wishes in self.wishes.items():
            log = house.logs[source]
            stored = [row.event_id for row in log.feed(Cursor(), 100).rows]
            wanted = [fact.event_id for facts in wishes for fact in facts]
            found += [] if stored == wanted else [f"{source} holds {len(stored)} of {len(wanted)}"]
            positions = {row.position for row in log.feed(Cursor(), 100).rows}
            found += [] if self.bus.told[source] == positions else [f"{source} was not told whole"]
            if tracking.load(house.owner, "gamma", source).cursor != log.head():
                found.append(f"{source} was not read to its end")
        if set(self.answers) != {f"{s}-{n}" for s, w in self.wishes.items() for n in range(len(w))}:
            found.append(f"answered were only {sorted(self.answers)}")
        return found + self._view()

    def _view(self) -> list[str]:
        """Return what is wrong beside the rows, which the house's own check compares."""
        with self.house.logs["gamma"]._database.connection() as conn:
            built = state_of(conn, ECHOES) is not None
        found = [] if built else ["the view was never built"]
        tables = self.house.tables_of(ECHOES)
        return found + ([] if len(tables) == 1 else [f"{tables} of one view"])


_EMPTY = b"""
SET session_replication_role = replica;
DO $$
DECLARE
    each record;
BEGIN
    FOR each IN SELECT schemaname, viewname FROM pg_views WHERE schemaname = 'gamma' LOOP
        EXECUTE format('DROP VIEW %I.%I CASCADE', each.schemaname, each.viewname);
    END LOOP;
    FOR each IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'gamma'
        AND tablename ~ '^(echoes|heard)_v' LOOP
        EXECUTE format('DROP TABLE %I.%I', each.schemaname, each.tablename);
    END LOOP;
    FOR each IN SELECT schemaname, tablename FROM pg_tables
        WHERE schemaname IN ('alpha', 'beta', 'gamma')
        AND tablename NOT IN ('migrations', 'log_epoch') LOOP
        EXECUTE format('TRUNCATE %I.%I RESTART IDENTITY CASCADE', each.schemaname, each.tablename);
    END LOOP;
END $$;
RESET session_replication_role;
"""


def quick(monkeypatch: Any) -> None:
    """Let the relay look once instead of waiting for more."""
    monkeypatch.setattr(relay, "LOOK_SECONDS", 0)
