"""A town in a box: citizens live through months by the real doors; what a year would take."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
import psycopg

from jobcenter.running import Running, path
from shared.casework.settings import SERVICES
from tests.bench.ground import end
from tests.bench.parts import Part, figure

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

YEAR_OF_COPENHAGEN = 3_200_000
"""Facts of a year, from the case counts of the domain paper."""
_LIVES = {"quick": (40, 60), "full": (400, 180)}
_PATIENCE_SECONDS = 60.0
_SIMULATION_SECONDS = 900.0


def measure(ground: Ground) -> Part:
    """Let a population live, once, and say what the measured rates come to for a year."""
    part, data = Part(), ground.room("town")
    data.chmod(0o755)
    command = [sys.executable, "-m", "jobcenter"]
    with (data / "house.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "up", "--quiet", "--port", "0", "--data", str(data)], stdout=log, stderr=log
        )
    ground.stack.callback(end, process)
    url = _url(data, process)
    empty = _size(url)
    citizens, days = _LIVES["full" if ground.pace.runs > 3 else "quick"]
    simulate = ["simulate", "--citizens", str(citizens), "--days", str(days)]
    lived = _timed([*command, *simulate, "--data", str(data)])
    facts, grown = _facts(url), _size(url) - empty
    rebuilt = _timed([*command, "rebuild", "citizen_history.timeline", "--data", str(data)])
    measured = {
        "denmark.facts": ("events", float(facts)),
        "denmark.lived": ("s", lived),
        "denmark.speed": ("events/s", facts / lived),
        "denmark.disk_per_fact": ("bytes", grown / facts),
        "denmark.timeline_rebuilt": ("s", rebuilt),
        "denmark.year.hours": ("h", YEAR_OF_COPENHAGEN / (facts / lived) / 3600),
        "denmark.year.disk": ("GB", grown / facts * YEAR_OF_COPENHAGEN / 1e9),
    }
    for name, (unit, value) in measured.items():
        part.figures[name] = figure(unit, [value])
    return part


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=_SIMULATION_SECONDS)
    return time.perf_counter() - started


def _url(data: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not path(data).exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the house did not start")
        time.sleep(0.05)
    return msgspec.json.decode(path(data).read_bytes(), type=Running).database_url


def _size(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("VACUUM")
        found = conn.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0


def _facts(url: str) -> int:
    number = 0
    with psycopg.connect(url) as conn:
        for service in SERVICES:
            found = conn.execute(f"SELECT count(*) FROM {service}.events".encode()).fetchone()
            number += found[0] if found else 0
    return number
