"""Ten times more orders than the service can carry out: who is served, who is told to come back."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import psutil

from tests.bench import house
from tests.bench.children import Child
from tests.bench.parts import Part, figure, times

if TYPE_CHECKING:
    from tests.bench.ground import Ground

CONNECTIONS = 500
TIMES = 10
_LOOK_SECONDS = 0.1


@dataclass
class Nurse:
    """Asks ten times a second whether the service lives, over a connection of her own."""

    url: str
    answered: list[float] = field(default_factory=list)
    failed: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Ask until told to stop."""
        with httpx.Client(timeout=5.0) as client:
            while not self._stop.wait(_LOOK_SECONDS):
                started = time.perf_counter()
                try:
                    healthy = client.get(self.url).is_success
                except httpx.HTTPError:
                    healthy = False
                self.failed += not healthy
                self.answered.append((time.perf_counter() - started) * 1000)

    def watch(self) -> threading.Thread:
        """Begin."""
        thread = threading.Thread(target=self.run)
        thread.start()
        return thread

    def stop(self, thread: threading.Thread) -> None:
        """End."""
        self._stop.set()
        thread.join()


def measure(ground: Ground) -> Part:
    """First what it can do, then ten times that, in turn."""
    part, ours = Part(), house.found(ground, "overload")
    port = ours.serve("visitation")
    load = ground.stack.enter_context(Child("tests.bench.load"))
    load.do(port=port, connections=8, seconds=1.0, **ours.registering())
    process = psutil.Process(ours.pids("visitation")[0])
    found = ground.rounds({"both": lambda: _both(ground, ours, load, port, process)})
    for name, values in found.items():
        unit = {"p50": "ms", "p99": "ms", "memory": "MB", "unhealthy": "failed"}.get(
            name.rpartition(".")[2], "orders/s"
        )
        part.figures[name] = figure(unit, values)
    part.ratio("overload.goodput", "overload.capacity")
    return part


def _both(
    ground: Ground, ours: house.House, load: Child, port: int, process: psutil.Process
) -> dict[str, float]:
    order = ours.registering()
    calm = load.do(port=port, connections=32, seconds=ground.pace.seconds, **order)
    capacity = calm["statuses"].get("201", 0) / calm["seconds"]
    nurse = Nurse(f"http://127.0.0.1:{ours.ports['visitation'][1]}/livez")
    thread = nurse.watch()
    flood = load.do(
        port=port,
        connections=CONNECTIONS,
        rate=max(capacity * TIMES, 100.0),
        seconds=ground.pace.seconds,
        **order,
    )
    nurse.stop(thread)
    statuses: dict[str, int] = flood["statuses"]
    told = sum(n for status, n in statuses.items() if "retry-after" in status)
    wrong = {s: n for s, n in statuses.items() if "201" not in s and "retry-after" not in s}
    if wrong:
        raise RuntimeError(f"answers that are neither done nor come back: {wrong}")
    return {
        "overload.capacity": capacity,
        "overload.offered": flood["offered"] / flood["seconds"],
        "overload.answered": sum(statuses.values()) / flood["seconds"],
        "overload.goodput": _good(statuses) / flood["seconds"],
        "overload.come_back": told / flood["seconds"],
        "overload.unhealthy": float(nurse.failed),
        "overload.memory": process.memory_info().rss / 1e6,
        **times("overload.good", flood["good"] or [0.0]),
        **times("overload.health", nurse.answered or [0.0]),
    }


def _good(statuses: dict[str, Any]) -> int:
    """Count what was carried out before the flood ended."""
    return sum(n for status, n in statuses.items() if status == "201")
