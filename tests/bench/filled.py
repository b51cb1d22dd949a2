"""An installation in a folder that lives were simulated into, and a house opened on it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import psycopg

from jobcenter.running import Running, path
from shared.casework.settings import SERVICES
from tests.bench.ground import end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bench.ground import Ground

_COMMAND = [sys.executable, "-m", "jobcenter"]
_PATIENCE_SECONDS = 120.0
_SIMULATION_SECONDS = 4 * 3600.0
_LAST_WORDS = 700
_REBUILT = r"^{service}\.(\w+): rebuilt in ([0-9.]+) s$"


def room(ground: Ground, name: str) -> Path:
    """Make a data folder that the server's own user may enter."""
    data = ground.room(name)
    data.chmod(0o755)
    return data


def said(*command: str) -> str:
    """Run `jobcenter` and return what it printed; where it fails, say its last words."""
    whole = [*_COMMAND, *command]
    done = subprocess.run(
        whole, check=False, capture_output=True, text=True, timeout=_SIMULATION_SECONDS
    )
    if done.returncode:
        words = (done.stdout + done.stderr)[-_LAST_WORDS:]
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {words}")
    return done.stdout


def timed(*command: str) -> float:
    """Run `jobcenter` and return how many seconds it took."""
    started = time.perf_counter()
    said(*command)
    return time.perf_counter() - started


@contextmanager
def opened(data: Path) -> Iterator[str]:
    """Open a house on a data folder and say where its database is."""
    with (data / "house.log").open("wb") as log:
        up = [*_COMMAND, "up", "--quiet", "--port", "0", "--data", str(data)]
        process = subprocess.Popen(up, stdout=log, stderr=log)
        try:
            yield _running(data, process).database_url
        finally:
            end(process)


def _running(data: Path, process: subprocess.Popen[bytes]) -> Running:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not path(data).exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the house did not start")
        time.sleep(0.05)
    return msgspec.json.decode(path(data).read_bytes(), type=Running)


def size_of(url: str) -> int:
    """Return the bytes of the database, everything of it: logs, views, keys, indexes."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("VACUUM")
        found = conn.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0


def facts(url: str) -> int:
    """Return how many facts stand in all logs."""
    number = 0
    with psycopg.connect(url) as conn:
        for service in SERVICES:
            found = conn.execute(f"SELECT count(*) FROM {service}.events".encode()).fetchone()
            number += found[0] if found else 0
    return number


def rebuilt(data: Path, view: str) -> dict[str, float]:
    """Build a view anew, or every view of a service, and return the seconds that each took."""
    return rebuilt_in(said("rebuild", view, "--data", str(data)), view.partition(".")[0])


def rebuilt_in(printed: str, service: str) -> dict[str, float]:
    """Read what `jobcenter rebuild` printed: the seconds of each view."""
    lines = re.findall(_REBUILT.format(service=service), printed, re.MULTILINE)
    return {view: float(seconds) for view, seconds in lines}
