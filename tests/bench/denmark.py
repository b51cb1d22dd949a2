"""Denmark in a box: a share of a year of Copenhagen, and ten Copenhagens at once.

A year is filled without doors (ADR 44): the services' own orders, reactions and views, by several
processes that live through the same days. Beside it stands the same town by the real doors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.filled import facts, opened, room, size_of, timed
from tests.bench.parts import Part, figure

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

YEAR_OF_COPENHAGEN = 3_200_000
"""Facts of a year, from the case counts of the domain paper."""
COPENHAGENS = 10
_EMPTY = "empty.disk"


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
    data = room(ground, "town")
    with opened(data) as url:
        empty = size_of(url)
        lives = ["--citizens", str(size.citizens), "--days", str(size.days)]
        took = timed("simulate", *lives, "--data", str(data))
        return {"doors.speed": ("events/s", facts(url) / took), _EMPTY: ("MB", empty / 1e6)}


def _a_year(ground: Ground, size: Size, empty: float) -> dict[str, tuple[str, float]]:
    """Fill a share of a year, open the house on it, build a view anew, and have it checked."""
    data = room(ground, "year")
    took = _filled(data, size.share, 2, size)
    with opened(data) as url:
        number, grown = facts(url), size_of(url) - empty
        rebuilt = timed("rebuild", "citizen_history.timeline", "--data", str(data))
        checked = timed("verify", "--data", str(data))
    speed, each = number / took, grown / number
    return {
        "year.facts": ("events", float(number)),
        "year.speed": ("events/s", speed),
        "year.hours": ("h", YEAR_OF_COPENHAGEN / speed / 3600),
        "year.disk_per_fact": ("bytes", each),
        "year.disk": ("GB", each * YEAR_OF_COPENHAGEN / 1e9),
        "year.timeline_rebuilt": ("events/s", number / rebuilt),
        "year.verified": ("events/s", number / checked),
    }


def _ten(ground: Ground, size: Size) -> dict[str, tuple[str, float]]:
    """Fill ten shares at once, a process for each, into one installation."""
    data = room(ground, "ten")
    took = _filled(data, COPENHAGENS * size.share, COPENHAGENS, size)
    with opened(data) as url:
        number = facts(url)
    speed = number / took
    return {
        "ten.facts": ("events", float(number)),
        "ten.speed": ("events/s", speed),
        "ten.hours": ("h", COPENHAGENS * YEAR_OF_COPENHAGEN / speed / 3600),
    }


def _filled(data: Path, share: float, workers: int, size: Size) -> float:
    """Fill a share of the year 2011 and return how long it took."""
    what = ["--year", "2011", "--share", str(share), "--until", size.until]
    return timed("simulate", *what, "--workers", str(workers), "--data", str(data))
