"""Denmark in a box: a share of a year of Copenhagen, and ten Copenhagens at once.

A year is filled without doors (ADR 44): the services' own orders, reactions and views, by several
processes that live through the same days. Beside it stands the same town by the real doors.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import psycopg

from jobcenter.running import Running, path
from shared.casework.settings import SERVICES
from tests.bench.ground import end
from tests.bench.parts import Part, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bench.ground import Ground

YEAR_OF_COPENHAGEN = 3_200_000
"""Facts of a year, from the case counts of the domain paper."""
COPENHAGENS = 10
_EMPTY = "empty.disk"
_COMMAND = [sys.executable, "-m", "jobcenter"]
_PATIENCE_SECONDS = 120.0
_SIMULATION_SECONDS = 3600.0


@dataclass(frozen=True)
class Size:
    """How much is lived: by the doors, and of each of the years that are filled."""

    citizens: int
    days: int
    share: float
    until: str


_QUICK, _FULL = Size(30, 60, 0.002, "2011-02-28"), Size(200, 180, 0.02, "2011-06-30")


def measure(ground: Ground) -> Part:
    """Let a town live, fill a share of a year, and fill ten shares of a year in parallel."""
    size, part = _FULL if ground.pace.runs > 3 else _QUICK, Part()
    doors = _by_the_doors(ground, size)
    empty = doors[_EMPTY][1] * 1e6
    measured = {**doors, **_a_year(ground, size, empty), **_ten(ground, size)}
    for name, (unit, value) in measured.items():
        part.figures[f"denmark.{name}"] = figure(unit, [value])
    part.notes["denmark"] = (
        f"{size.share:g} of a year until {size.until} by two processes; ten of them by ten"
    )
    return part


def _by_the_doors(ground: Ground, size: Size) -> dict[str, tuple[str, float]]:
    data = _room(ground, "town")
    with _house(data) as url:
        empty = _size(url)
        lives = ["--citizens", str(size.citizens), "--days", str(size.days)]
        took = _timed("simulate", *lives, "--data", str(data))
        return {"doors.speed": ("events/s", _facts(url) / took), _EMPTY: ("MB", empty / 1e6)}


def _a_year(ground: Ground, size: Size, empty: float) -> dict[str, tuple[str, float]]:
    """Fill a share of a year, open the house on it, build a view anew, and have it checked."""
    data = _room(ground, "year")
    took = _filled(data, size.share, 2, size)
    with _house(data) as url:
        facts, grown = _facts(url), _size(url) - empty
        rebuilt = _timed("rebuild", "citizen_history.timeline", "--data", str(data))
        checked = _timed("verify", "--data", str(data))
    speed, each = facts / took, grown / facts
    return {
        "year.facts": ("events", float(facts)),
        "year.speed": ("events/s", speed),
        "year.hours": ("h", YEAR_OF_COPENHAGEN / speed / 3600),
        "year.disk_per_fact": ("bytes", each),
        "year.disk": ("GB", each * YEAR_OF_COPENHAGEN / 1e9),
        "year.timeline_rebuilt": ("events/s", facts / rebuilt),
        "year.verified": ("events/s", facts / checked),
    }


def _ten(ground: Ground, size: Size) -> dict[str, tuple[str, float]]:
    """Fill ten shares at once, a process for each, into one installation."""
    data = _room(ground, "ten")
    took = _filled(data, COPENHAGENS * size.share, COPENHAGENS, size)
    with _house(data) as url:
        facts = _facts(url)
    speed = facts / took
    return {
        "ten.facts": ("events", float(facts)),
        "ten.speed": ("events/s", speed),
        "ten.hours": ("h", COPENHAGENS * YEAR_OF_COPENHAGEN / speed / 3600),
    }


def _filled(data: Path, share: float, workers: int, size: Size) -> float:
    """Fill a share of the year 2011 and return how long it took."""
    what = ["--year", "2011", "--share", str(share), "--until", size.until]
    return _timed("simulate", *what, "--workers", str(workers), "--data", str(data))


def _room(ground: Ground, name: str) -> Path:
    data = ground.room(name)
    data.chmod(0o755)
    return data


def _timed(*command: str) -> float:
    started = time.perf_counter()
    whole = [*_COMMAND, *command]
    subprocess.run(whole, check=True, capture_output=True, timeout=_SIMULATION_SECONDS)
    return time.perf_counter() - started


@contextmanager
def _house(data: Path) -> Iterator[str]:
    """Open a house on a data folder and say where its database is."""
    with (data / "house.log").open("wb") as log:
        up = [*_COMMAND, "up", "--quiet", "--port", "0", "--data", str(data)]
        process = subprocess.Popen(up, stdout=log, stderr=log)
        try:
            yield _url(data, process)
        finally:
            end(process)


def _url(data: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not path(data).exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the house did not start")
        time.sleep(0.05)
    return msgspec.json.decode(path(data).read_bytes(), type=Running).database_url


def _size(url: str) -> int:
    """Return the bytes of the database, everything of it: logs, views, keys, indexes."""
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
