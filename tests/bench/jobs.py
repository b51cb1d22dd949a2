"""The pieces of work that are timed inside a patched process."""

from __future__ import annotations

import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from jobcenter import catalogue
from shared import collector
from shared.actor import Actor
from shared.casework.casebook import Casebook
from shared.casework.foreign import rebuild_foreign
from shared.casework.settings import Settings
from shared.casework.works import Works
from shared.clock import SystemClock, local_date
from shared.eventlog.append import Append, Appended, Key, NewEvent
from shared.eventlog.codec import Codec
from shared.eventlog.database import Database
from shared.eventlog.envelope import Meta
from shared.eventlog.event import Event, tag_of
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import rebuild_own
from shared.eventlog.view_state import state_of
from shared.eventlog.view_table import ViewTable
from shared.eventlog.writer import Writer
from shared.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.view import View

Account = dict[str, Any]
_ACTOR = Actor(id="bench", unit="jobcenter")
_TOGETHER = 64
_PATIENCE_SECONDS = 300.0


class Happened(Event, frozen=True, tag="bench.happened"):
    """Something of the usual size."""

    text: str


_CODEC = Codec(Happened)


@cache
def _sample(url: str) -> tuple[PostgresLog, Writer]:
    log = PostgresLog(Database(url, "sample"), SystemClock())
    return log, Writer(log)


def append(url: str, writers: int, seconds: float) -> Account:
    """Append decisions of one fact, each with key and expected version, from so many greenlets."""
    _, writer = _sample(url)
    counts: list[int] = []
    started = time.perf_counter()
    until = started + seconds

    def write() -> None:
        number = 0
        while time.perf_counter() < until:
            if isinstance(writer.submit(_decision()), Appended):
                number += 1
        counts.append(number)

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return {"speed": sum(counts) / (time.perf_counter() - started)}


def _decision() -> Append:
    now = SystemClock().now()
    event = Happened("x" * 180)
    meta = Meta(
        event_id=new_id(),
        occurred_at=now,
        effective_on=local_date(now),
        actor=_ACTOR,
        correlation_id="bench",
        subjects=(uuid4(),),
    )
    state = _CODEC.encode(event, meta)
    new = NewEvent(meta.event_id, tag_of(event), state, meta.subjects, meta.effective_on)
    key = Key("bench", meta.event_id.hex, b"0" * 32, b'{"case_id":"1","version":1}')
    return Append(f"bench-{meta.event_id}", 0, (new,), key=key)


@cache
def _works(service: str, url: str, data: str) -> Works:
    settings = Settings(database_url=url, data=Path(data))
    works = Works(
        catalogue.declaration(service), catalogue.home(service), settings, catalogue.resources
    )
    works.prepare()
    collector.settle()  # as a service does when it has started
    return works


def clone(url: str, data: str, service: str, stream: str, cases: int) -> Account:
    """Append copies of a real case about new citizens, until so many cases are there."""
    log = _works(service, url, data).log
    rows = log.read(stream)
    old, kind = str(rows[0].subjects[0]).encode(), stream.partition("-")[0]
    batch: list[Append] = []
    started = time.perf_counter()
    for nth in range(cases):
        citizen = uuid4()
        new = []
        for row in rows:
            event_id = new_id()
            state = row.state.replace(old, str(citizen).encode())
            state = state.replace(str(row.event_id).encode(), str(event_id).encode())
            new.append(NewEvent(event_id, row.tag, state, (citizen,), row.effective_on))
        batch.append(Append(f"{kind}-{new_id()}", 0, tuple(new)))
        if len(batch) == _TOGETHER or nth + 1 == cases:
            log.append(batch)
            batch = []
    events = cases * len(rows)
    return {"events": events, "speed": events / (time.perf_counter() - started)}


def follow(url: str, data: str, service: str) -> Account:
    """Bring all own views from nothing to the end of the log, as the live follower does."""
    works = _works(service, url, data)
    _empty(works, [view for view in works.views if not view.follows])
    head = works.log.head().position
    started = time.perf_counter()
    works.follower.catch_up()
    took = time.perf_counter() - started
    with works.database.connection() as conn:
        number = conn.execute("SELECT count(*) FROM events").fetchone()
    assert works.level_with_own_log(), f"not level with {head}"
    events = int(number[0]) if number else 0
    views = sum(1 for view in works.views if not view.follows)
    return {"speed": events / took, "events": events, "views": views}


def hear(url: str, data: str, service: str) -> Account:
    """Bring an inbox from nothing to the end of all logs it follows: rows, tracking, policies."""
    works = _works(service, url, data)
    _empty(works, [view for view in works.views if view.follows])
    with works.database.connection() as conn:
        conn.execute('UPDATE tracking SET epoch = 1, "position" = 0, event_id = NULL')
    heads = {name: log.head().position for name, log in works.producers.items()}
    stop = threading.Event()
    assert works.consumer is not None
    thread = threading.Thread(target=works.consumer.run, args=(stop,))
    started = time.perf_counter()
    thread.start()
    events = _wait_until_level(works, heads)
    took = time.perf_counter() - started
    stop.set()
    thread.join()
    return {"speed": events / took, "events": events}


def _wait_until_level(works: Works, heads: dict[str, int]) -> int:
    until = time.perf_counter() + _PATIENCE_SECONDS
    while time.perf_counter() < until:
        with works.database.connection() as conn:
            found = dict(conn.execute('SELECT source, "position" FROM tracking').fetchall())
        if all(found.get(name, 0) >= head for name, head in heads.items()):
            return sum(heads.values())
        time.sleep(0.005)
    raise TimeoutError("the inbox does not come to the end")


def _empty(works: Works, views: list[View[Any]]) -> None:
    with works.database.connection() as conn:
        for view in views:
            state = state_of(conn, view)
            assert state is not None
            table = ViewTable(view, works.service.name, state.generation)
            conn.execute(f"TRUNCATE {table.name}".encode())
        conn.execute('UPDATE view_tracking SET epoch = 1, "position" = 0, event_id = NULL')


def rebuild(url: str, data: str, service: str, view: str) -> Account:
    """Build a view anew beside the live one, and swap them."""
    works = _works(service, url, data)
    found = next(each for each in works.views if each.name == view)
    with works.database.connection() as conn:
        number = conn.execute("SELECT count(*) FROM events").fetchone()
    started = time.perf_counter()
    if found.follows:
        rebuild_foreign(works.database, found, works.producers, works.reactions.codec)
        events = sum(log.head().position for log in works.producers.values())
    else:
        rebuild_own(works.database, found, works.log, works.office.codec)
        events = int(number[0]) if number else 0
    return {"speed": events / (time.perf_counter() - started), "events": events}


def load(url: str, data: str, service: str, stream: str, times: int) -> Account:
    """Fold a case from its facts with nothing remembered, so many times."""
    works = _works(service, url, data)
    kind, _, case_id = stream.partition("-")
    decider = next(c.decider for c in works.service.cases if c.decider.case_type == kind)
    took = []
    for _ in range(times):
        casebook = Casebook(works.service, works.log, works.office.codec)
        started = time.perf_counter()
        loaded = casebook.load(decider, case_id)
        took.append((time.perf_counter() - started) * 1000)
    return {"times": took, "events": loaded.version}


JOBS: Final[dict[str, Callable[..., Account]]] = {
    "append": append,
    "clone": clone,
    "follow": follow,
    "hear": hear,
    "rebuild": rebuild,
    "load": load,
}
