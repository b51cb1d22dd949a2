"""A view of others' facts built anew equals the live one, while facts keep coming."""

import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.casework.foreign import ensure_foreign, rebuild_foreign
from shared.clock import FixedClock
from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor, Recorded
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import Shadow
from shared.eventlog.view_state import state_of
from shared.eventlog.view_table import ViewTable
from shared.messaging import tracking
from shared.messaging.consumer import Consumer
from shared.messaging.doorbell import ListenDoorbell
from shared.messaging.feed import sql_feed
from shared.messaging.handling import Pace
from shared.messaging.parked import skip
from tests.shared.casework.house import BO, START, TOLD, SampleHouse, tell
from tests.shared.casework.sample_service import HEARD, SERVICE, HintTold
from tests.support.database import make_service

PEOPLE = [uuid4() for _ in range(8)]


class Quiet:
    """Counts nothing."""

    def __getattr__(self, _name: str) -> Any:
        return lambda *_given, **_named: None


class Listening:
    """The sample service with its inbox on the teller's log."""

    def __init__(self, house: SampleHouse, url: str) -> None:
        self.house = house
        self.teller = make_service(url, "teller", readers=("sample",))
        self.tellers_log = PostgresLog(self.teller, FixedClock(START))
        seen_by_us = Database(url, "teller", "jobcenter_sample")
        self._open = [self.teller, seen_by_us]
        self.feed = PostgresLog(seen_by_us, FixedClock(START))
        with house.database.connection() as conn:
            mark = tracking.subscription(SERVICE.sources)
            tracking.subscribe(conn, "sample", "teller", mark, Cursor())
        self.poison: set[str] = set()
        self.consumer = Consumer(
            name="sample",
            connect=house.database.connect,
            feeds={"teller": sql_feed(self.feed)},
            doorbell=ListenDoorbell(house.database.connect, ("teller",)),
            read=house.reactions.codec.read,
            react=self,
            meter=Quiet(),
            pace=Pace(idle=0.2, first_delay=0.01, longest_delay=0.02, look=0.02),
        )
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.consumer.run, args=(self._stop,), daemon=True)
        self._thread.start()

    # -- what the inbox calls ---------------------------------------------------------------------

    def prepare(self, conn: Any, batch: Any) -> None:
        self.house.reactions.prepare(conn, batch)

    def react(self, conn: Any, recorded: Recorded[Any]) -> None:
        if recorded.event.text in self.poison:
            raise ValueError("poison")
        self.house.reactions.react(conn, recorded)

    def finish(self, conn: Any) -> None:
        self.house.reactions.finish(conn)

    # -- what the tests ask -----------------------------------------------------------------------

    def tell(self, citizen: UUID, text: str) -> UUID:
        return tell(self.tellers_log, HintTold(citizen, text))[0]

    def level(self) -> bool:
        with self.house.database.connection() as conn:
            stands = tracking.load(conn, "sample", "teller").cursor
        return stands == self.tellers_log.head()

    def wait_level(self) -> None:
        until = time.monotonic() + 20
        while not self.level():
            assert time.monotonic() < until, "the inbox does not get level"
            time.sleep(0.01)

    def parked(self) -> list[UUID]:
        with self.house.database.connection() as conn:
            found = conn.execute("SELECT event_id FROM parked ORDER BY place").fetchall()
        return [each[0] for each in found]

    def rows(self) -> list[Any]:
        """Return the rows that answer now."""
        desk = self.house.office.desk(BO)
        return sorted(desk.rows(HEARD), key=lambda row: str(row.citizen))

    def generation(self) -> int:
        with self.house.database.connection() as conn:
            state = state_of(conn, HEARD)
        assert state is not None
        return state.generation

    def expected(self, *left_out: UUID) -> list[Any]:
        """Fold the teller's log by hand."""
        rows: dict[UUID, Any] = {}
        for stored in self.tellers_log.feed(Cursor(), 10_000).rows:
            if stored.event_id not in left_out:
                fact = TOLD.read("teller", stored)
                citizen = fact.event.citizen
                rows[citizen] = HEARD.project((citizen,), rows.get(citizen), fact)
        return sorted(rows.values(), key=lambda row: str(row.citizen))

    def rebuild(self) -> int:
        return rebuild_foreign(
            self.house.database, HEARD, {"teller": self.feed}, self.house.reactions.codec
        )

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)
        for each in self._open:
            each.close()


@pytest.fixture
def listening(house: SampleHouse, database_url: str) -> Iterator[Listening]:
    made = Listening(house, database_url)
    yield made
    made.close()


def test_built_anew_it_equals_the_live_one_while_facts_keep_coming(listening: Listening) -> None:
    done = threading.Event()

    def talk() -> None:
        number = 0
        while not done.is_set() and number < 2000:
            listening.tell(PEOPLE[number % len(PEOPLE)], str(number))
            number += 1

    teller = threading.Thread(target=talk)
    teller.start()
    generations = [listening.rebuild() for _ in range(5)]
    done.set()
    teller.join()
    listening.wait_level()
    assert generations == [2, 3, 4, 5, 6]
    assert listening.generation() == 6
    rows = listening.rows()
    assert rows == listening.expected()
    assert sum(row.times for row in rows) == listening.tellers_log.head().position > 0
    listening.rebuild()
    assert listening.rows() == rows


def test_a_fact_that_was_set_aside_is_left_out_until_it_is_handled(listening: Listening) -> None:
    first, second, other = PEOPLE[:3]
    listening.tell(first, "før")
    listening.poison.add("gift")
    poison = listening.tell(first, "gift")
    behind = listening.tell(first, "bagved")
    listening.tell(second, "uberørt")
    listening.wait_level()
    assert listening.parked() == [poison, behind]
    live = listening.rows()
    assert live == listening.expected(poison, behind)
    listening.rebuild()
    assert listening.rows() == live
    with listening.house.database.connection() as conn:
        skip(conn, "sample", poison, actor="drift", reason="forstås ikke")
    until = time.monotonic() + 10
    while listening.parked():
        assert time.monotonic() < until
        time.sleep(0.01)
    listening.tell(other, "efter")
    listening.wait_level()
    live = listening.rows()
    assert live == listening.expected(poison)
    listening.rebuild()
    assert listening.rows() == live


def test_what_is_set_aside_during_the_building_makes_it_begin_again(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: a start during a retry ended in an error instead of a second look."""
    listening.tell(PEOPLE[0], "før")
    listening.wait_level()
    build = Shadow.build
    poison: list[UUID] = []

    def slow(shadow: Any, upto: Any) -> None:
        build(shadow, upto)
        if not poison:
            listening.poison.add("gift")
            poison.append(listening.tell(PEOPLE[0], "gift"))
            listening.wait_level()

    monkeypatch.setattr(Shadow, "build", slow)
    listening.rebuild()
    assert listening.parked() == poison
    assert listening.rows() == listening.expected(*poison)


def test_a_version_without_a_table_is_built_at_the_start_and_only_then(
    listening: Listening,
) -> None:
    listening.tell(PEOPLE[0], "før")
    listening.wait_level()
    house = listening.house
    rows = listening.rows()
    with house.database.connection() as conn:
        conn.execute("DELETE FROM view_tracking WHERE view = 'heard'")
        ViewTable(HEARD, "sample", 1).drop(conn)
    feeds = {"teller": listening.feed}
    for _ in range(2):
        ensure_foreign(house.database, SERVICE.views, feeds, house.reactions.codec)
        assert listening.generation() == 1
    assert listening.rows() == rows
    listening.tell(PEOPLE[0], "efter")
    listening.wait_level()
    assert listening.rows() == listening.expected()
