"""How long a command needs until another service's view shows it: 200 commands a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeAlias

import psycopg

from services.citizen_history.views.timeline import TIMELINE
from tests.bench import house
from tests.bench.children import Child
from tests.bench.parts import Part, figure, times
from tests.bench.stored import table_of
from tests.support.broker import find_server, real_broker

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.ground import Ground

RATE = 200
_SETTLE_SECONDS = 20.0
_LOOK_SECONDS = 0.1

Connection: TypeAlias = psycopg.Connection[Any]


def measure(ground: Ground) -> Part:
    """Measure embedded and, where there is a broker program, with RabbitMQ."""
    part = Part()
    load = ground.stack.enter_context(Child("tests.bench.load"))
    runs = {"embedded": _contestant(ground, load, "embedded", None)}
    program = find_server()
    if program is None:
        part.not_measured["travel.rabbitmq"] = "no rabbitmq-server program here"
    else:
        broker = ground.stack.enter_context(real_broker(ground.room("broker"), program))
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
    account = load.do(
        port=port, connections=32, rate=RATE, seconds=ground.pace.seconds, remember=True, **order
    )
    sent: dict[str, float] = account["sent"]
    with psycopg.connect(url, autocommit=True) as conn:
        shown = _shown(conn, _positions(conn, list(sent)))
    return times(f"travel.{name}", [(at - sent[citizen]) * 1000 for citizen, at in shown.items()])


def _positions(conn: Connection, citizens: list[str]) -> dict[str, int]:
    """Return the position of the last fact that each command brought."""
    found = conn.execute(
        'SELECT subjects[1]::text, max("position") FROM visitation.events '
        "WHERE subjects[1] = ANY(%s::uuid[]) GROUP BY 1",
        (citizens,),
    ).fetchall()
    return dict(found)


def _shown(conn: Connection, positions: dict[str, int]) -> dict[str, float]:
    """Return when each citizen's last line was committed, by the server's own clock."""
    table = table_of(conn, "citizen_history", TIMELINE)
    asked = (
        "SELECT citizen::text, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 "
        f"FROM {table} WHERE source = 'visitation' AND \"position\" = ANY(%s)"
    )
    until = time.monotonic() + _SETTLE_SECONDS
    while True:
        found = dict(conn.execute(asked.encode(), (list(positions.values()),)).fetchall())
        if len(found) == len(positions):
            return found
        if time.monotonic() > until:
            raise TimeoutError("the view never showed the last command")
        time.sleep(_LOOK_SECONDS)
