"""A long day: live load on three services and a broker, with a rebuild and a broker restart in it.

What is looked for is not speed but what only time shows: an error, memory that grows, a lag that
stays. The load is far below what the machine can carry, as it is in a jobcenter.
"""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil
import psycopg

from tests.bench import house
from tests.bench.children import Child
from tests.bench.parts import Part, figure, times
from tests.support.broker import find_server, real_broker

if TYPE_CHECKING:
    from tests.bench.ground import Ground
    from tests.bench.house import House

RATE = 40
SERVICES = ("visitation", "citizen_history", "benefit_service")
MINUTES = "SOAK_MINUTES"
_SLICE_SECONDS = 15.0
_PATIENCE_SECONDS = 60.0
_BEHIND = """
SELECT (SELECT coalesce(max("position"), 0) FROM visitation.events) - "position"
FROM {reader}.tracking WHERE source = 'visitation'
"""


@dataclass
class Day:
    """What was seen while it went on."""

    times: list[float] = field(default_factory=list)
    failed: int = 0
    done: int = 0
    memory: dict[str, list[float]] = field(default_factory=lambda: {s: [] for s in SERVICES})
    furthest_behind: int = 0


def measure(ground: Ground) -> Part:
    """Work for an hour, or as many minutes as the environment says, and look back."""
    part, program = Part(), find_server()
    if program is None:
        part.not_measured["soak"] = "no rabbitmq-server program here"
        return part
    minutes = float(os.environ.get(MINUTES, "60"))
    broker = ground.stack.enter_context(real_broker(ground.room("broker"), program))
    ours = house.found(ground, "soak", broker.url)
    port, *_ = [ours.serve(service) for service in SERVICES]
    load = ground.stack.enter_context(Child("tests.bench.load"))
    worker = ground.stack.enter_context(Child("tests.bench.worker"))
    day, began = Day(), time.monotonic()

    def until(share: float) -> None:
        while time.monotonic() - began < minutes * 60 * share:
            _slice(ours, load, port, day)

    until(1 / 3)
    where = {"service": "citizen_history", "url": ours.url, "data": str(ours.data)}
    worker.order(job="rebuild", view="timeline", **where)
    _slice(ours, load, port, day)
    rebuilt = worker.account()
    until(2 / 3)
    broker.kill()
    _slice(ours, load, port, day)
    broker.start()
    restarted = time.monotonic()
    level_again = _wait_until_level(ours, day) - restarted
    until(1)
    _wait_until_level(ours, day)
    part.figures |= _figures(day, minutes)
    part.figures["soak.rebuild"] = figure("events/s", [rebuilt["speed"]])
    part.figures["soak.level_after_restart"] = figure("s", [level_again])
    part.figures["soak.lag_left"] = figure("events", [float(max(_behind(ours).values()))])
    return part


def _slice(ours: House, load: Child, port: int, day: Day) -> None:
    """Give orders for a while, then look at memory and lag."""
    account = load.do(
        port=port, connections=8, rate=RATE, seconds=_SLICE_SECONDS, **ours.registering()
    )
    statuses: dict[str, int] = account["statuses"]
    done = sum(n for status, n in statuses.items() if status.endswith("201"))
    day.done += done
    day.failed += sum(statuses.values()) - done
    day.times += account["times"]
    day.furthest_behind = max(day.furthest_behind, *_behind(ours).values())
    for service in SERVICES:
        memory = psutil.Process(ours.pids(service)[0]).memory_info().rss
        day.memory[service].append(memory / 1e6)


def _behind(ours: House) -> dict[str, int]:
    found: dict[str, Any] = {}
    with psycopg.connect(ours.url) as conn:
        for reader in SERVICES[1:]:
            row = conn.execute(_BEHIND.format(reader=reader).encode()).fetchone()
            found[reader] = row[0] if row else 0
    return found


def _wait_until_level(ours: House, day: Day) -> float:
    """Return the moment at which no reader was behind."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while any(_behind(ours).values()):
        if time.monotonic() > until:
            day.failed += 1
            break
        time.sleep(0.05)
    return time.monotonic()


def _figures(day: Day, minutes: float) -> dict[str, Any]:
    found = {
        "soak.minutes": figure("min", [minutes]),
        "soak.orders": figure("orders", [float(day.done)]),
        "soak.failed": figure("failed", [float(day.failed)]),
        "soak.furthest_behind": figure("events", [float(day.furthest_behind)]),
    }
    for name, value in times("soak", day.times).items():
        found[name] = figure("ms", [value])
    for service, seen in day.memory.items():
        tenth = max(1, len(seen) // 10)
        # The first tenth fills pools and caches; growth is what comes after it.
        early, late = (
            statistics.median(seen[tenth : 2 * tenth] or seen[:1]),
            statistics.median(seen[-tenth:]),
        )
        found[f"soak.{service}.memory"] = figure("MB", [late])
        found[f"soak.{service}.growth"] = figure("MB", [late - early])
    return found
