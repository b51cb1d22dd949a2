"""Talks with a database in a patched process of its own and says what happened meanwhile."""

import os
import sys
import warnings

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
warnings.filterwarnings("ignore")
import eventlet  # noqa: E402 - as the command does it

eventlet.monkey_patch()

import json  # noqa: E402 - after the patch
import threading  # noqa: E402 - after the patch
import time  # noqa: E402 - after the patch
from typing import Any  # noqa: E402 - after the patch

import psycopg  # noqa: E402 - after the patch

from jobcenter import waiting  # noqa: E402 - after the patch


def main(url: str) -> None:
    """Try everything once and print it."""
    waiting.install()
    waiting.install()
    with psycopg.connect(url, autocommit=True) as conn:
        found: dict[str, Any] = {
            "ticks": ticks_while(conn, "SELECT pg_sleep(0.5)"),
            "rows": len(
                conn.execute("SELECT repeat('x', 500) FROM generate_series(1, 20000)").fetchall()
            ),
            "echoed": len(conn.execute("SELECT %s::text", ("y" * 20_000_000,)).fetchone()[0]),  # type: ignore[index]  # one row
            "copied": copied(conn),
            "pipelined": pipelined(conn),
            "quiet": list(conn.notifies(timeout=0.05)),
            "heard": heard(url, conn),
        }
        found["error"] = refused(conn)
        found["ended"] = ended(url, conn)
    print(json.dumps(found), flush=True)
    os._exit(0)


def ticks_while(conn: psycopg.Connection[Any], statement: str) -> int:
    """Count how often another thread gets on while a statement is worked on."""
    ticks, done = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.01)

    thread = threading.Thread(target=tick)
    thread.start()
    conn.execute(statement.encode())
    done.set()
    thread.join()
    return ticks


def copied(conn: psycopg.Connection[Any]) -> int:
    """Copy much in and count it."""
    conn.execute("CREATE TEMP TABLE lines (line text)")
    with conn.cursor() as cursor, cursor.copy("COPY lines FROM STDIN") as copy:
        for _ in range(300):
            copy.write("z" * 20_000 + "\n")
    row = conn.execute("SELECT sum(length(line)) FROM lines").fetchone()
    return int(row[0]) if row else 0


def pipelined(conn: psycopg.Connection[Any]) -> list[int]:
    """Ask many things in one journey, with much to send and much to read."""
    with conn.pipeline():
        asked = [conn.execute("SELECT %s::text", ("p" * 100_000,)) for _ in range(100)]
    return sorted({len(each.fetchall()[0][0]) for each in asked})


def heard(url: str, conn: psycopg.Connection[Any]) -> list[str]:
    """Wait for a notification that comes from elsewhere a little later."""
    conn.execute("LISTEN bell")

    def ring() -> None:
        time.sleep(0.2)
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_notify('bell', 'rung')")

    threading.Thread(target=ring).start()
    return [each.payload for each in conn.notifies(timeout=20, stop_after=1)]


def refused(conn: psycopg.Connection[Any]) -> str | None:
    """Let a statement fail."""
    try:
        conn.execute("SELECT 1 / 0")
    except psycopg.Error as trouble:
        return trouble.sqlstate
    return None


def ended(url: str, conn: psycopg.Connection[Any]) -> str:
    """Let the server end the line while we wait for an answer."""
    pid = conn.info.backend_pid

    def end() -> None:
        time.sleep(0.2)
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))

    threading.Thread(target=end).start()
    try:
        conn.execute("SELECT pg_sleep(20)")
    except psycopg.OperationalError as trouble:
        return type(trouble).__name__
    return ""


if __name__ == "__main__":
    main(sys.argv[1])
