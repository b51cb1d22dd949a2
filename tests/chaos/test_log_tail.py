"""Who reads a log by position sees every fact, however its writers overlap (T1)."""

from __future__ import annotations

import multiprocessing
import random
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from shared.eventlog.append import Append
from shared.eventlog.envelope import Cursor
from tests.chaos import sample

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from shared.eventlog.log import PostgresLog
    from tests.chaos.house import House

WRITERS = 6


class _ChangedMindError(Exception):
    pass


def _perhaps_change_mind(chance: random.Random) -> None:
    if chance.random() < 0.2:
        raise _ChangedMindError


def write(url: str, seed: int, locked: bool, stop: Event) -> None:
    """Append short streams for as long as told, rolling back every fifth time."""
    chance = random.Random(seed)
    log = sample.log_of(url, "alpha", "alpha")
    with log._database.connect() as conn:
        if not locked:
            conn.execute("RESET ROLE")
        while not stop.is_set():
            try:
                with conn.transaction():
                    append(log, conn) if locked else append_without_lock(conn, chance)
                    _perhaps_change_mind(chance)
            except _ChangedMindError:
                continue


def append(log: PostgresLog, conn: psycopg.Connection) -> None:
    log.bound(conn).append([Append(f"told-{uuid4()}", 0, (sample.told("alpha", 1, uuid4()),))])


def append_without_lock(conn: psycopg.Connection, chance: random.Random) -> None:
    """Take a position first and hold on to it for a while, as a plain sequence does."""
    conn.execute(
        "INSERT INTO alpha.events SELECT nextval('alpha.events_position'), 1, 0, "
        "gen_random_uuid(), 'told-' || gen_random_uuid(), 1, 'alpha.told', '{}', current_date, "
        "now(), '', ''"
    )
    time.sleep(chance.random() * 0.01)


def tail(house: House, seconds: float, *, locked: bool) -> tuple[set[int], set[int]]:
    """Read by position while six processes write; return what was seen and what was stored."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    writers = [
        context.Process(target=write, args=(house.url, seed, locked, stop))
        for seed in range(WRITERS)
    ]
    for each in writers:
        each.start()
    seen: set[int] = set()
    at = Cursor()
    ends = None
    while ends is None or time.monotonic() < ends + 1:
        page = house.logs["alpha"].feed(at, 500)
        seen |= {row.position for row in page.rows}
        at = page.upto
        if seen and ends is None:
            ends = time.monotonic() + seconds
        if ends and time.monotonic() > ends:
            stop.set()
    for each in writers:
        each.join()
    page = house.logs["alpha"].feed(at, 100_000)
    seen |= {row.position for row in page.rows}
    stored = house.owner.execute('SELECT "position" FROM alpha.events').fetchall()
    return seen, {each[0] for each in stored}


@pytest.mark.parametrize(
    "seconds", [2, pytest.param(60, marks=[pytest.mark.nightly, pytest.mark.timeout(300)])]
)
def test_t1_a_tail_sees_every_fact(embedded_house: House, seconds: float) -> None:
    seen, stored = tail(embedded_house, seconds, locked=True)
    print(f"{len(stored)} facts")
    assert len(stored) > 100
    assert stored - seen == set()


@pytest.mark.breaks(2)
def test_t1_ids_taken_without_the_lock_would_be_caught(embedded_house: House) -> None:
    seen, stored = tail(embedded_house, 2, locked=False)
    assert stored - seen != set()
