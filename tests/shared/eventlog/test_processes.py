"""The log under several processes: nothing missed, nothing doubled, nothing falsely promised."""

import os
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager, ExitStack

import psycopg

from shared.clock import SystemClock
from shared.eventlog.append import Replayed
from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor
from shared.eventlog.log import PostgresLog
from shared.eventlog.row import Row
from tests.support.children import child
from tests.support.sample import count

WRITER = """
import random, sys
from shared.clock import SystemClock
from shared.eventlog.database import Database
from shared.eventlog.log import PostgresLog
from tests.support.sample import count
url, name, seed = sys.argv[1:]
database = Database(url, "sample")
log, chance = PostgresLog(database, SystemClock()), random.Random(seed)
class Undone(Exception): pass
version = 0
print("ready", flush=True)
sys.stdin.readline()
for nth in range(250):
    try:
        with database.connection() as conn, conn.transaction():
            log.bound(conn).append([count(name, version, times=1 + nth % 3)])
            if chance.random() < 0.2:
                raise Undone
            version += 1 + nth % 3
    except Undone:
        pass
print(version)
"""

ONE_WISH = """
import os, signal, sys
from shared.clock import SystemClock
from shared.eventlog.database import Database
from shared.eventlog.log import PostgresLog
from tests.support.sample import count
url, moment = sys.argv[1:]
log = PostgresLog(Database(url, "sample"), SystemClock())
if moment == "before":
    os.kill(os.getpid(), signal.SIGKILL)
log.append([count("c-1", 0, times=2, key="k")])
os.kill(os.getpid(), signal.SIGKILL)
"""


def start(program: str, *arguments: str) -> AbstractContextManager[subprocess.Popen[str]]:
    return child(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )


def test_t1_six_writers_rolling_back_now_and_then_and_a_tail_that_misses_nothing(
    sample_database: Database,
) -> None:
    with ExitStack() as stack:
        writers = [
            stack.enter_context(start(WRITER, sample_database.url, f"c-{n}", str(n)))
            for n in range(6)
        ]
        seen, stored = followed(sample_database, writers)
    positions = [row.position for row in seen]
    assert positions == sorted(set(positions))
    assert len(seen) == stored
    assert [row.previous for row in seen] == [0, *positions[:-1]]
    for n in range(6):
        versions = [row.version for row in seen if row.stream == f"c-{n}"]
        assert versions == list(range(1, len(versions) + 1))


def followed(database: Database, writers: list[subprocess.Popen[str]]) -> tuple[list[Row], int]:
    """Let all write at once and read behind them; return what was read and how much is stored."""
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    log, cursor = PostgresLog(database, SystemClock()), Cursor()
    seen: list[Row] = []
    while True:
        over = all(writer.poll() is not None for writer in writers)
        page = log.feed(cursor, 100)
        seen += page.rows
        cursor = page.upto
        if over and not page.rows:
            break
    return seen, sum(int(writer.communicate()[0].split()[-1]) for writer in writers)


def test_t2_a_process_killed_between_commit_and_reply_and_the_wish_repeated_is_one_effect(
    sample_database: Database,
) -> None:
    for moment, expected in (("before", 0), ("after", 2)):
        with start(ONE_WISH, sample_database.url, moment) as killed:
            killed.communicate(timeout=20)
        assert killed.returncode == -signal.SIGKILL
        log = PostgresLog(sample_database, SystemClock())
        assert len(log.read("c-1")) == expected
    assert log.append([count("c-1", 0, times=2, key="k")]) == [Replayed(b"answer")]
    assert len(log.read("c-1")) == 2


def test_a_server_killed_under_load_keeps_every_acknowledged_decision(
    sample_database: Database,
) -> None:
    """Backends are ended while appends run: what was answered is there, the rest is not halved."""
    log = PostgresLog(sample_database, SystemClock())
    acknowledged = 0
    deadline = time.monotonic() + 3
    nth = 0
    while time.monotonic() < deadline:
        nth += 1
        if nth % 25 == 0:
            with psycopg.connect(sample_database.url, autocommit=True) as conn:
                conn.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        try:
            log.append([count(f"c-{nth}", 0, times=2, key=f"k{nth}")])
        except Exception:
            assert len(log.read(f"c-{nth}")) in (0, 2)
            continue
        acknowledged += 1
        assert len(log.read(f"c-{nth}")) == 2
    assert acknowledged > 20
