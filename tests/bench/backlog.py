"""A service comes back after a long absence while the others go on working."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg

from tests.bench import house
from tests.bench.children import Child
from tests.bench.parts import Part, figure, times

if TYPE_CHECKING:
    from tests.bench.ground import Ground

RATE = 50
_PATIENCE_SECONDS = 300.0


def measure(ground: Ground) -> Part:
    """Let citizen_history catch up with visitation while visitation takes orders; once."""
    part, ours = Part(), house.found(ground, "backlog")
    port = ours.serve("visitation")
    done = ours.post(
        "visitation", "/citizen-cases", {**house.REGISTRATION, "citizen": str(uuid4())}, None
    )
    worker = ground.stack.enter_context(Child("tests.bench.worker"))
    load = ground.stack.enter_context(Child("tests.bench.load"))
    stream = f"citizen_case-{done['case_id']}"
    worker.do(
        job="clone",
        url=ours.url,
        data=str(ours.data),
        service="visitation",
        stream=stream,
        cases=ground.pace.backlog // 4,
    )
    _own_views_level(ours.url)
    calm = load.do(port=port, connections=16, rate=RATE, seconds=3.0, **ours.registering())
    started, accounts = time.perf_counter(), []
    ours.serve("citizen_history")
    while not _level(ours.url):
        if time.perf_counter() - started > _PATIENCE_SECONDS:
            raise TimeoutError("the backlog does not get less")
        accounts.append(
            load.do(port=port, connections=16, rate=RATE, seconds=1.0, **ours.registering())
        )
    took = time.perf_counter() - started
    part.figures["backlog.events"] = figure("events", [float(ground.pace.backlog)])
    part.figures["backlog.caught_up"] = figure("s", [took])
    part.figures["backlog.speed"] = figure("events/s", [ground.pace.backlog / took])
    during = [each for account in accounts for each in account["times"]]
    for name, value in (
        times("backlog.calm", calm["times"]) | times("backlog.during", during)
    ).items():
        part.figures[name] = figure("ms", [value])
    lost = sum(
        n
        for account in accounts
        for status, n in account["statuses"].items()
        if not status.endswith("201")
    )
    part.figures["backlog.failed"] = figure("failed", [float(lost)])
    return part


def _own_views_level(url: str) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    asked = (
        'SELECT min("position") >= (SELECT max("position") FROM visitation.events) '
        'FROM visitation.view_tracking v WHERE v."position" > 0'
    )
    with psycopg.connect(url, autocommit=True) as conn:
        while time.monotonic() < until:
            found = conn.execute(asked.encode()).fetchone()
            if found and found[0]:
                return
            time.sleep(0.2)


def _level(url: str) -> bool:
    """Say whether the reader is less than a second of orders behind."""
    with psycopg.connect(url) as conn:
        found = conn.execute(
            'SELECT (SELECT max("position") FROM visitation.events) - "position" '
            "FROM citizen_history.tracking WHERE source = 'visitation'"
        ).fetchone()
    return found is not None and found[0] < RATE * 4
