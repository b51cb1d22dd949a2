"""A view that follows the log equals one built anew from it."""

import threading
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec import Struct, structs

from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor, Recorded
from shared.eventlog.follower import PAGE, Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own, rebuild_own
from shared.eventlog.row import Page
from shared.eventlog.view import View
from shared.eventlog.view_state import ViewState, hold, state_of
from tests.support.sample import CODEC, Counted, Named, count, fact


class CounterRow(Struct, frozen=True):
    stream: str
    total: int
    name: str | None
    subjects: tuple[UUID, ...]
    seen: tuple[str, ...]


def touches(recorded: Recorded[Any]) -> list[tuple[str]]:
    return [(recorded.stream,)]


def project(key: tuple[Any, ...], row: CounterRow | None, recorded: Recorded[Any]) -> CounterRow:
    row = row or CounterRow(key[0], 0, None, (), ())
    match recorded.event:
        case Counted(by):
            return CounterRow(
                row.stream, row.total + by, row.name, recorded.meta.subjects, row.seen
            )
        case Named(name):
            return CounterRow(row.stream, row.total, name, row.subjects, (*row.seen, name))
    return row


COUNTERS = View(
    name="counters",
    version=1,
    row=CounterRow,
    key=("stream",),
    touches=touches,
    project=project,
    indexes=(("name",), ("subjects",)),
)


@pytest.fixture
def follower(sample_database: Database, sample_log: PostgresLog) -> Follower:
    ensure_own(sample_database, (COUNTERS,), sample_log, CODEC)
    return Follower(sample_database, sample_log, CODEC, (COUNTERS,))


def contents(database: Database) -> list[tuple[Any, ...]]:
    with database.connection() as conn:
        return conn.execute("SELECT * FROM counters_v1 ORDER BY stream").fetchall()


def append(log: PostgresLog, stream: str, version: int, *events: Any) -> None:
    wrapped = tuple(fact(event, uuid4()) for event in events)
    command = count(stream, version, times=0)
    log.append([type(command)(stream, version, wrapped)])


def test_a_fact_reaches_the_view_once(
    sample_log: PostgresLog, sample_database: Database, follower: Follower
) -> None:
    append(sample_log, "counter-1", 0, Counted(2), Named("a"))
    follower.catch_up()
    append(sample_log, "counter-1", 2, Counted(3))
    follower.catch_up()
    follower.catch_up()
    assert [(row[1], row[2]) for row in contents(sample_database)] == [(5, "a")]


def test_a_page_that_was_not_full_is_the_last_that_is_asked_for(
    sample_log: PostgresLog,
    sample_database: Database,
    follower: Follower,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    feed = sample_log.feed

    def counted(after: Cursor, limit: int) -> Page:
        asked.append(after.position)
        return feed(after, limit)

    monkeypatch.setattr(sample_log, "feed", counted)
    for nth in range(2):
        append(sample_log, f"counter-{nth}", 0, *(Counted(1) for _ in range(PAGE // 2)))
    follower.catch_up()
    assert len(asked) == 2, "a full page may have another behind it"
    append(sample_log, "counter-2", 0, Counted(1))
    follower.catch_up()
    assert len(asked) == 3
    assert sum(row[1] for row in contents(sample_database)) == PAGE + 1


def test_a_view_that_was_replaced_while_its_page_was_read_is_looked_at_again(
    sample_log: PostgresLog,
    sample_database: Database,
    follower: Follower,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    append(sample_log, "counter-1", 0, Counted(1))
    append(sample_log, "counter-2", 0, Counted(2))
    feed = sample_log.feed

    def replaced_meanwhile(after: Cursor, limit: int) -> Page:
        monkeypatch.setattr(sample_log, "feed", feed)
        page = feed(after, limit)
        rebuild_own(sample_database, COUNTERS, sample_log, CODEC)
        append(sample_log, "counter-3", 0, Counted(3))
        return page

    monkeypatch.setattr(sample_log, "feed", replaced_meanwhile)
    follower.catch_up()
    assert sum(row[1] for row in contents(sample_database)) == 6


def test_live_equals_rebuild_byte_for_byte_while_writes_go_on(
    sample_log: PostgresLog, sample_database: Database, follower: Follower
) -> None:
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            append(sample_log, f"counter-{written % 7}", written // 7, Counted(written))
            written += 1

    def follow() -> None:
        while not stop.is_set():
            follower.step()

    threads = [threading.Thread(target=each) for each in (write, follow, follow)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        rebuild_own(sample_database, COUNTERS, sample_log, CODEC)
    stop.set()
    for thread in threads:
        thread.join()
    follower.catch_up()
    live = contents(sample_database)
    rebuild_own(sample_database, COUNTERS, sample_log, CODEC)
    assert written > 20
    assert live == contents(sample_database)
    assert sum(row[1] for row in live) == sum(range(written))


def test_a_follower_of_the_replaced_generation_writes_nothing(
    sample_log: PostgresLog, sample_database: Database, follower: Follower
) -> None:
    append(sample_log, "counter-1", 0, Counted(1))
    with sample_database.connection() as conn:
        stale = state_of(conn, COUNTERS)
    assert stale is not None
    rebuild_own(sample_database, COUNTERS, sample_log, CODEC)
    with sample_database.connection() as conn, conn.transaction():
        assert hold(conn, {COUNTERS: stale}) == []
        assert state_of(conn, COUNTERS) == ViewState(stale.generation + 1, sample_log.head())


def test_a_new_version_is_built_beside_the_old_one(
    sample_log: PostgresLog, sample_database: Database, follower: Follower
) -> None:
    append(sample_log, "counter-1", 0, Counted(4))
    follower.catch_up()
    second = View(
        name="counters",
        version=2,
        row=CounterRow,
        key=("stream",),
        touches=touches,
        project=project,
    )
    ensure_own(sample_database, (second,), sample_log, CODEC)
    with sample_database.connection() as conn:
        assert conn.execute("SELECT total FROM counters_v2").fetchone() == (4,)
        assert conn.execute("SELECT total FROM counters_v1").fetchone() == (4,)


def broken(key: tuple[Any, ...], row: CounterRow | None, recorded: Recorded[Any]) -> CounterRow:
    raise ValueError("a bug in this view")


def test_a_broken_view_stops_alone_and_goes_on_once_mended(
    sample_log: PostgresLog, sample_database: Database
) -> None:
    second = replace(COUNTERS, name="others")
    ensure_own(sample_database, (COUNTERS, second), sample_log, CODEC)
    append(sample_log, "counter-1", 0, Counted(4))
    views = (replace(second, project=broken), COUNTERS)
    Follower(sample_database, sample_log, CODEC, views).catch_up()
    with sample_database.connection() as conn:
        assert conn.execute("SELECT total FROM counters_v1").fetchone() == (4,)
        assert conn.execute("SELECT total FROM others_v1").fetchone() is None
        Follower(sample_database, sample_log, CODEC, (second, COUNTERS)).catch_up()
        assert conn.execute("SELECT total FROM others_v1").fetchone() == (4,)


def test_a_view_that_another_follower_moved_is_left_alone(
    sample_log: PostgresLog, sample_database: Database, follower: Follower
) -> None:
    append(sample_log, "counter-1", 0, Counted(4))
    with sample_database.connection() as conn:
        seen = state_of(conn, COUNTERS)
    assert seen is not None
    follower.catch_up()
    with sample_database.connection() as conn, conn.transaction():
        assert hold(conn, {COUNTERS: seen}) == []
        now = state_of(conn, COUNTERS)
        assert now is not None
        assert hold(conn, {COUNTERS: now}) == [COUNTERS]


def test_a_view_that_names_its_facts_is_shown_no_others(
    sample_log: PostgresLog, sample_database: Database
) -> None:
    def only_names(recorded: Recorded[Any]) -> list[tuple[str]]:
        assert recorded.tag == "sample.named", "it was opened for nothing"
        return touches(recorded)

    names = replace(COUNTERS, touches=only_names, tags=frozenset({"sample.named"}))
    append(sample_log, "counter-1", 0, Counted(2), Named("a"))
    ensure_own(sample_database, (names,), sample_log, CODEC)
    append(sample_log, "counter-2", 0, Named("b"), Counted(3))
    Follower(sample_database, sample_log, CODEC, (names,)).catch_up()
    live = contents(sample_database)
    rebuild_own(sample_database, names, sample_log, CODEC)
    assert [(row[1], row[2]) for row in live] == [(0, "a"), (0, "b")]
    assert contents(sample_database) == live


def test_a_row_that_a_fact_leaves_as_it_was_is_not_written_again(
    sample_log: PostgresLog, sample_database: Database, follower: Follower
) -> None:
    append(sample_log, "counter-1", 0, Named("a"))
    follower.catch_up()
    with sample_database.connection() as conn:
        before = conn.execute("SELECT xmin FROM counters_v1_1").fetchall()
    same = replace(COUNTERS, project=lambda _key, row, _fact: row and structs.replace(row))
    append(sample_log, "counter-1", 1, Named("b"))
    Follower(sample_database, sample_log, CODEC, (same,)).catch_up()
    with sample_database.connection() as conn:
        assert conn.execute("SELECT xmin FROM counters_v1_1").fetchall() == before
