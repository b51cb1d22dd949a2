"""What this machine can do at best: single rows and COPY into a plain table."""

from __future__ import annotations

import re
import subprocess
import time
from typing import TYPE_CHECKING

import psycopg

from tests.bench.ground import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bench.ground import Ground

STATE_BYTES = 400
_TABLE = """
CREATE TABLE limit_rows (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    version int NOT NULL,
    tag text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state bytea NOT NULL,
    UNIQUE (stream, version)
)
"""
_INSERT = (
    "INSERT INTO limit_rows (stream, version, tag, state) VALUES "
    f"('bench-' || gen_random_uuid(), 1, 'bench.happened', repeat('x', {STATE_BYTES})::bytea);\n"
)
_COPIED = 50_000


class Limits:
    """Raw inserts by pgbench with prepared statements, and raw COPY."""

    def __init__(self, ground: Ground, part: str = "") -> None:
        """Make the table; `part` goes before the names, since each part measures its own limit."""
        self._part = part
        self._url = ground.database("limits")
        self._script = ground.room("limits") / "insert.sql"
        self._script.write_text(_INSERT)
        self._seconds = ground.pace.seconds
        with psycopg.connect(self._url, autocommit=True) as conn:
            conn.execute(_TABLE.encode())

    def inserts(self, clients: int) -> Callable[[], dict[str, float]]:
        """Return a run of single-row inserts with so many clients."""
        return lambda: {
            f"{self._part}limit.insert.{clients}": pgbench(
                self._url, self._script, clients, self._seconds
            )
        }

    def copy(self) -> dict[str, float]:
        """Copy rows into the table and return rows a second."""
        row = f"bench-{{}}\t1\tbench.happened\t\\\\x{'78' * STATE_BYTES}\n"
        stamp = time.time_ns()
        data = "".join(row.format(f"{stamp}-{nth}") for nth in range(_COPIED)).encode()
        with psycopg.connect(self._url) as conn, conn.cursor() as cursor:
            started = time.perf_counter()
            with cursor.copy("COPY limit_rows (stream, version, tag, state) FROM STDIN") as copy:
                copy.write(data)
            conn.commit()
        return {f"{self._part}limit.copy": _COPIED / (time.perf_counter() - started)}


def pgbench(url: str, script: Path, clients: int, seconds: float) -> float:
    """Return transactions a second."""
    found = program("pgbench")
    if found is None:
        raise RuntimeError("pgbench is not here")
    done = subprocess.run(
        [
            *(found, "-n", "-M", "prepared", "-f", str(script), "-c", str(clients)),
            *("-j", str(min(clients, 2)), "-T", str(max(1, round(seconds))), url),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    speed = re.search(r"tps = ([0-9.]+)", done.stdout)
    failed = re.search(r"number of failed transactions: ([1-9]\d*)", done.stdout)
    if done.returncode or not speed or failed:
        raise RuntimeError(f"pgbench did not run: {done.stdout[-500:]} {done.stderr[-500:]}")
    return float(speed[1])
