"""Does it get slower as the log grows? The same orders and questions with more and more stored."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg

from services.citizen_history.views.timeline import TIMELINE
from shared.law.deadline_list import DEADLINES
from tests.bench import house, stored
from tests.bench.children import Child
from tests.bench.ground import end
from tests.bench.parts import Part, figure, times

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.ground import Ground

RATE = 100
SERVICES = ("visitation", "citizen_history")
_ASKED = 500
_SETTLE_SECONDS = 30.0


def measure(ground: Ground) -> Part:
    """Measure with ten thousand events stored, then with more."""
    part, ours = Part(), house.found(ground, "growth")
    load = ground.stack.enter_context(Child("tests.bench.load"))
    _first_case(ours)
    before = 0
    for size in ground.pace.stored:
        with psycopg.connect(ours.url, autocommit=True) as conn:
            took = stored.fill(conn, before, size)
            found = conn.execute("SELECT pg_database_size(current_database())").fetchone()
        part.notes[f"growth.{size}"] = f"filled in {took:.0f} s"
        part.figures[f"growth.{size}.disk"] = figure("MB", [found[0] / 1e6 if found else 0.0])
        with ground.part() as lent:  # each size has rounds of its own, however long it was filled
            for name, values in _at(lent, ours, load, size).items():
                part.figures[name] = figure("ms", values)
        before = size
    small, large = ground.pace.stored[0], ground.pace.stored[-1]
    for what in ("command", "timeline", "deadlines", "case"):
        ours_, against = f"growth.{large}.{what}.p50", f"growth.{small}.{what}.p50"
        if ours_ in part.figures and against in part.figures:
            ratio = part.figures[against].median / part.figures[ours_].median
            part.notes[f"flat.{what}"] = f"{ratio:.2f}"
    return part


def _first_case(ours: house.House) -> None:
    """Register one citizen by a real order, and let citizen_history hear of it."""
    for service in SERVICES:
        ours.serve(service)
    ours.post("visitation", "/citizen-cases", {**house.REGISTRATION, "citizen": str(uuid4())}, None)
    shown = f"citizen_history.{TIMELINE.table}", f"visitation.{DEADLINES.table}"
    until = time.monotonic() + _SETTLE_SECONDS
    with psycopg.connect(ours.url, autocommit=True) as conn:
        while time.monotonic() < until:
            if all(_any(conn, table) for table in shown):
                break
            time.sleep(0.05)
    _stop(ours)


def _any(conn: psycopg.Connection[Any], table: str) -> bool:
    return conn.execute(f"SELECT 1 FROM {table} LIMIT 1".encode()).fetchone() is not None


def _at(ground: Ground, ours: house.House, load: Child, size: int) -> dict[str, tuple[float, ...]]:
    ports = {service: ours.serve(service) for service in SERVICES}
    soon = (datetime.now(UTC).date() + timedelta(days=7)).isoformat()
    reader = ("counsellor_muni", "jobcenter")
    people = stored.citizens(size, _ASKED)
    asked: dict[str, tuple[int, dict[str, Any]]] = {
        "command": (ports["visitation"], ours.registering()),
        "timeline": (
            ports["citizen_history"],
            {**ours.asking("/citizens/{citizen}/timeline", *reader), "about": people},
        ),
        "deadlines": (
            ports["visitation"],
            ours.asking(f"/deadlines?status=running&due_by={soon}", *reader),
        ),
        "case": (
            ports["visitation"],
            {
                **ours.asking("/citizen-cases/{citizen}", *reader),
                "about": stored.cases(size, _ASKED),
            },
        ),
    }
    runs: dict[str, Callable[[], dict[str, float]]] = {
        what: partial(_ask, ground, load, f"growth.{size}.{what}", port, order)
        for what, (port, order) in asked.items()
    }
    first: dict[str, float] = {}
    for what in ("timeline", "case"):
        first |= looks(load, f"growth.{size}.{what}_first", *asked[what])
    for run in runs.values():
        run()  # plans and caches are as in a service that has run for a while
    found = ground.rounds(runs)
    _stop(ours)
    return {name: (value,) for name, value in first.items()} | found


def looks(load: Child, name: str, port: int, order: dict[str, Any]) -> dict[str, float]:
    """Look at each of some people once: what stands far apart in a large log is on the disk."""
    people, took = order["about"], list[float]()
    while len(took) < len(people):
        left = people[len(took) :]
        account = load.do(
            port=port,
            connections=8,
            rate=RATE,
            seconds=len(left) / RATE,
            **{**order, "about": left},
        )
        took += account["times"]
    return times(name, took)


def _ask(
    ground: Ground, load: Child, name: str, port: int, order: dict[str, Any]
) -> dict[str, float]:
    account = load.do(port=port, connections=8, rate=RATE, seconds=ground.pace.seconds, **order)
    wrong = {
        status: n
        for status, n in account["statuses"].items()
        if not status.endswith(("200", "201"))
    }
    if wrong:
        raise RuntimeError(f"{name}: {wrong}")
    return times(name, account["times"])


def _stop(ours: house.House) -> None:
    for processes in ours.processes.values():
        for process in processes:
            end(process)
