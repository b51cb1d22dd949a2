"""Copenhagen as it is lived: filled day by day, views built anew, all of it proven and asked.

It is lived without doors (ADR 44), from the first day of a year to a last one; who came late is
left in the middle. What is asked afterwards goes through the doors of a house opened on it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import psutil
import psycopg

from jobcenter import running
from jobcenter.simulator import worker
from jobcenter.simulator.year import fill
from services.citizen_history.views.timeline import TIMELINE
from shared.casework.settings import SERVICES
from tests.bench.children import Child
from tests.bench.filled import opened, rebuilt, room, size_of, timed
from tests.bench.growth import looks
from tests.bench.house import asking
from tests.bench.parts import Part, figure
from tests.bench.stored import table_of

if TYPE_CHECKING:
    from pathlib import Path

    from jobcenter.simulator.year import Day, Filled, Wanted
    from tests.bench.ground import Ground

_ASKED: Final = 500
_REBUILT: Final = ("citizen_history.timeline", "visitation.case_list", "visitation.deadlines")
_OF_A_CLOCK: Final = "deadline.%"
_SOMEBODY: Final = """
SELECT citizen::text FROM {timeline} WHERE citizen IS NOT NULL
GROUP BY citizen ORDER BY md5(citizen::text) LIMIT %s
"""


@dataclass
class Months:
    """How many facts a second each month came to, and the most memory that was held."""

    began: float = field(default_factory=time.perf_counter)
    speeds: list[float] = field(default_factory=list)
    month: int = 1
    memory: int = 0
    _facts: int = 0

    def __call__(self, told: Day) -> None:
        """Hear that a day is over; with the first day of a month the one before is whole."""
        self.memory = max(self.memory, _memory_of_fillers())
        if told.day.month != self.month:
            self.close(told.facts)
            self.month = told.day.month

    def close(self, facts: int) -> None:
        """Reckon up the month that ends now."""
        now = time.perf_counter()
        self.speeds.append((facts - self._facts) / (now - self.began))
        self.began, self._facts = now, facts
        sys.stderr.write(".")
        sys.stderr.flush()


def _memory_of_fillers() -> int:
    """Return the bytes held by all processes that live through the days."""
    children = psutil.Process().children()
    return sum(each.memory_info().rss for each in children if worker.__name__ in each.cmdline())


def lived(ground: Ground, name: str, wanted: Wanted) -> Part:
    """Live through the days, open a house on them, build views anew, prove everything, and ask."""
    data, part = room(ground, name), Part()
    began = time.perf_counter()
    months = Months()
    filled = fill(data, wanted, months)
    months.close(sum(filled.facts.values()))
    took = time.perf_counter() - began
    with opened(data) as url:
        found = _days(filled, months, took) | _stored(url, filled)
        found |= _rebuilt(data, filled)
        found |= {"verified": ("s", [timed("verify", "--data", str(data))])}
        found |= _asked(ground, data, url)
    for figured, (unit, values) in found.items():
        part.figures[f"{name}.{figured}"] = figure(unit, values)
    until = f" until {wanted.last}" if wanted.last else ""
    part.notes[name] = f"{wanted.share:g} of {wanted.year}{until} by {wanted.workers} processes"
    return part


def _days(filled: Filled, months: Months, took: float) -> dict[str, tuple[str, list[float]]]:
    facts, orders = sum(filled.facts.values()), sum(filled.orders.values())
    return {
        "lived": ("min", [took / 60]),
        "orders": ("orders", [float(orders)]),
        "refused": ("orders", [float(sum(filled.refused.values()))]),
        "parked": ("events", [float(filled.parked)]),
        "facts": ("events", [float(facts)]),
        "speed": ("events/s", [facts / took]),
        "month": ("events/s", months.speeds),
        "memory": ("MB", [months.memory / 1e6]),
    }


def _stored(url: str, filled: Filled) -> dict[str, tuple[str, list[float]]]:
    """Look at what lies there: the facts without the law's clocks, the people, the bytes."""
    clocks = 0
    with psycopg.connect(url) as conn:
        for service in SERVICES:
            asked = f"SELECT count(*) FROM {service}.events WHERE tag LIKE %s"
            found = conn.execute(asked.encode(), (_OF_A_CLOCK,)).fetchone()
            clocks += found[0] if found else 0
        timeline = table_of(conn, "citizen_history", TIMELINE)
        found = conn.execute(f"SELECT count(DISTINCT citizen) FROM {timeline}".encode()).fetchone()
        people = found[0] if found else 0
    facts, size = sum(filled.facts.values()), size_of(url)
    return {
        "without_clocks": ("events", [float(facts - clocks)]),
        "people": ("people", [float(people)]),
        "disk": ("GB", [size / 1e9]),
        "disk_per_fact": ("bytes", [size / facts]),
    }


def _rebuilt(data: Path, filled: Filled) -> dict[str, tuple[str, list[float]]]:
    """Build views anew: the history of all citizens, which reads every log, and two of one log."""
    facts = {**filled.facts, "citizen_history": sum(filled.facts.values())}
    found: dict[str, tuple[str, list[float]]] = {}
    for whole in _REBUILT:
        service, _, view = whole.partition(".")
        took = rebuilt(data, whole)[view]
        found[f"rebuild.{view}"] = "s", [took]
        found[f"rebuild.{view}_speed"] = "events/s", [facts[service] / took]
    return found


def _asked(ground: Ground, data: Path, url: str) -> dict[str, tuple[str, list[float]]]:
    """Look at some of the people, at each of them twice."""
    load = ground.stack.enter_context(Child("tests.bench.load"))
    with psycopg.connect(url) as conn:
        asked = _SOMEBODY.format(timeline=table_of(conn, "citizen_history", TIMELINE))
        people = [row[0] for row in conn.execute(asked.encode(), (_ASKED,)).fetchall()]
    door = urlsplit(running.read(data).doors["citizen_history"].api)
    reader = ("counsellor_muni", "jobcenter")
    order = {**asking(data, "/citizens/{citizen}/timeline", *reader), "about": people}
    found: dict[str, tuple[str, list[float]]] = {}
    for name in ("timeline_first", "timeline"):
        taken = looks(load, name, int(door.port or 80), order)
        found |= {figure: ("ms", [ms]) for figure, ms in taken.items()}
    return found
