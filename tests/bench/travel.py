"""How long a command needs until another service's view shows it: 200 commands a second."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from services.citizen_history.views.timeline import TIMELINE
from tests.bench import house
from tests.bench.children import Child
from tests.bench.parts import Part, figure, times
from tests.support.broker import BrokerServer, find_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.ground import Ground

RATE = 200
_SETTLE_SECONDS = 20.0
_LOOK_SECONDS = 0.001


@dataclass
class Watcher:
    """Looks a thousand times a second how far citizen_history's timeline shows visitation's log.

    The positions in the view only grow, so one look tells of all commands before. What is measured
    is therefore at most a millisecond too long.
    """

    url: str
    seen: list[tuple[float, int]] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look until told to stop."""
        asked = f'SELECT max("position") FROM citizen_history.{TIMELINE.table} WHERE source = %s'
        with psycopg.connect(self.url, autocommit=True) as conn:
            last = 0
            while not self._stop.is_set():
                row = conn.execute(asked.encode(), ("visitation",), prepare=True).fetchone()
                position = row[0] or 0 if row else 0
                if position > last:
                    self.seen.append((time.time(), position))
                    last = position
                time.sleep(_LOOK_SECONDS)

    def watch(self) -> threading.Thread:
        """Begin to look."""
        self._stop.clear()
        thread = threading.Thread(target=self.run)
        thread.start()
        return thread

    def stop(self, thread: threading.Thread) -> None:
        """Look no more."""
        self._stop.set()
        thread.join()


def measure(ground: Ground) -> Part:
    """Measure embedded and, where there is a broker program, with RabbitMQ."""
    part = Part()
    load = ground.stack.enter_context(Child("tests.bench.load"))
    runs = {"embedded": _contestant(ground, load, "embedded", None)}
    program = find_server()
    if program is None:
        part.not_measured["travel.rabbitmq"] = "no rabbitmq-server program here"
    else:
        broker = ground.stack.enter_context(BrokerServer(ground.room("broker"), program))
        runs["rabbitmq"] = _contestant(ground, load, "rabbitmq", broker.url)
    for name, values in ground.rounds(runs).items():
        part.figures[name] = figure("ms", values)
    return part


def _contestant(
    ground: Ground, load: Child, name: str, broker: str | None
) -> Callable[[], dict[str, float]]:
    """Start teller and listener as processes of their own."""
    ours = house.found(ground, name, broker)
    port = ours.serve("visitation")
    ours.serve("citizen_history")
    order = ours.registering()
    load.do(port=port, connections=4, rate=RATE, seconds=2.0, **order)
    return lambda: _run(ground, load, ours.url, port, order, name)


def _run(  # noqa: PLR0917 - what a run needs
    ground: Ground, load: Child, url: str, port: int, order: dict[str, Any], name: str
) -> dict[str, float]:
    watcher = Watcher(url)
    thread = watcher.watch()
    account = load.do(
        port=port, connections=32, rate=RATE, seconds=ground.pace.seconds, remember=True, **order
    )
    sent: dict[str, float] = account["sent"]
    positions = _positions(url, list(sent))
    _settle(watcher, max(positions.values()))
    watcher.stop(thread)
    took = [
        (_moment(watcher.seen, position) - sent[citizen]) * 1000
        for citizen, position in positions.items()
    ]
    return times(f"travel.{name}", took)


def _positions(url: str, citizens: list[str]) -> dict[str, int]:
    """Return the position of the last fact that each command brought."""
    with psycopg.connect(url) as conn:
        found = conn.execute(
            'SELECT subjects[1]::text, max("position") FROM visitation.events '
            "WHERE subjects[1] = ANY(%s::uuid[]) GROUP BY 1",
            (citizens,),
        ).fetchall()
    return dict(found)


def _settle(watcher: Watcher, position: int) -> None:
    until = time.monotonic() + _SETTLE_SECONDS
    while not watcher.seen or watcher.seen[-1][1] < position:
        if time.monotonic() > until:
            raise TimeoutError("the view never showed the last command")
        time.sleep(0.01)


def _moment(seen: list[tuple[float, int]], position: int) -> float:
    """Return when the view first showed this position."""
    low, high = 0, len(seen)
    while low < high:
        middle = (low + high) // 2
        if seen[middle][1] < position:
            low = middle + 1
        else:
            high = middle
    return seen[low][0]
