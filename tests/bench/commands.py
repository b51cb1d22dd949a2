"""HTTP orders: ours with all that belongs to them, beside a bare INSERT behind two web stacks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

from tests.bench import house
from tests.bench.children import Busy, Child
from tests.bench.limits import Limits
from tests.bench.notes import Notes
from tests.bench.parts import Part, figure, times
from tests.bench.peers import web
from tests.bench.targets import THEN

if TYPE_CHECKING:
    from tests.bench.ground import Ground

    Target: TypeAlias = tuple[int, list[int], dict[str, Any]]
    Run: TypeAlias = Callable[[Ground, Child, str, Target], dict[str, float]]

CONNECTIONS = 32
RATE = 1000
SHARE = RATE / THEN
"""What share of the yardstick a thousand orders a second were where they were promised."""
_DONE = ("200", "201")
_MOST_NOTES = 1500
"""Notes a second, more than can be taken: each needs a case of its own."""
_PEER: dict[str, Any] = {
    "method": "POST",
    "path": "/registrations",
    "body": house.REGISTRATION,
    "headers": {},
}


def measure(ground: Ground) -> Part:
    """Let all web servers answer in turn: as fast as they can, then 1,000 orders a second."""
    part, limits = Part(), Limits(ground, "http.")
    one, two = house.found(ground, "one"), house.found(ground, "two")
    targets: dict[str, Target] = {
        "ours.1": (one.serve("visitation"), one.pids("visitation"), one.registering()),
        "ours.2": (two.serve("visitation", 2), two.pids("visitation"), two.registering()),
    }
    for name in ("fastapi", "flask"):
        port, pid = web.start(ground, name)
        targets[name] = port, [pid], _PEER
    load = ground.stack.enter_context(Child("tests.bench.load"))
    _warm(load, targets)
    shared = SHARE * _speed(load, targets["fastapi"])
    noting = house.found(ground, "noting")
    port = noting.serve("visitation")
    each = int(_MOST_NOTES * ground.pace.seconds)
    notes = Notes.among(ground, noting, _registered(noting), 2 * each * ground.pace.runs)

    def note(run: Run) -> dict[str, float]:
        return run(ground, load, "ours.note", (port, noting.pids("visitation"), notes.order(each)))

    runs: dict[str, Callable[[], dict[str, float]]] = {
        f"closed {n}": partial(_closed, ground, load, n, t) for n, t in targets.items()
    }
    runs |= {
        f"open {name}": partial(_open, ground, load, name, targets[name])
        for name in ("ours.1", "fastapi")
    }
    runs["open share"] = partial(
        _open, ground, load, "ours.1", targets["ours.1"], shared, "at_share"
    )
    runs |= {"closed note": partial(note, _closed), "open note": partial(note, _open)}
    runs |= {f"limit {clients}": limits.inserts(clients) for clients in (1, 64)}
    for name, values in ground.rounds(runs).items():
        part.figures[name] = figure(_unit(name), values)
    for name in ("http.ours.1", "http.ours.2", "http.ours.note", "http.fastapi", "http.flask"):
        part.ratio(f"{name}.speed", "http.limit.insert.1")
    for name in ("http.ours.1", "http.ours.note"):
        part.ratio(f"{name}.speed", "http.fastapi.speed")
    part.ratio("http.ours.1.speed", "http.flask.speed")
    part.ratio("http.ours.1.at_1000.p99", "http.fastapi.at_1000.p99")
    return part


def _registered(ours: house.House) -> str:
    """Register one citizen by hand; return the stream of the case."""
    body = {**house.REGISTRATION, "citizen": str(uuid4())}
    return f"citizen_case-{ours.post('visitation', '/citizen-cases', body, None)['case_id']}"


def _unit(name: str) -> str:
    if name.endswith(("p50", "p99")):
        return "ms"
    return {"server": "cores", "generator": "cores", "failed": "failed"}.get(
        name.rpartition(".")[2], "orders/s"
    )


def _warm(load: Child, targets: dict[str, Any]) -> None:
    for port, _, order in targets.values():
        load.do(port=port, connections=8, seconds=1.0, **order)


def _closed(ground: Ground, load: Child, name: str, target: Target) -> dict[str, float]:
    port, pids, order = target
    with Busy.of(pids) as busy:
        account = load.do(port=port, connections=CONNECTIONS, seconds=ground.pace.seconds, **order)
    name = f"http.{name}"
    found = {
        f"{name}.speed": _taken(account) / account["seconds"],
        f"{name}.server": busy.share,
        f"{name}.generator": account["cpu"],
        f"{name}.failed": float(_failed(account)),
    }
    return found | times(name, account["times"])


def _speed(load: Child, target: Target) -> float:
    """Return what a second of orders comes to, as fast as they are answered."""
    port, _, order = target
    account = load.do(port=port, connections=CONNECTIONS, seconds=1.0, **order)
    return _taken(account) / float(account["seconds"])


def _open(  # noqa: PLR0917 - what a run needs
    ground: Ground,
    load: Child,
    name: str,
    target: Target,
    rate: float = RATE,
    called: str = f"at_{RATE}",
) -> dict[str, float]:
    port, _, order = target
    account = load.do(port=port, connections=64, rate=rate, seconds=ground.pace.seconds, **order)
    name = f"http.{name}.{called}"
    taken = _taken(account) / account["seconds"]
    return times(name, account["times"]) | {
        f"{name}.speed": taken,
        f"{name}.failed": float(_failed(account)),
    }


def _taken(account: dict[str, Any]) -> int:
    """Count what was carried out in time: 201 opens a case, 200 acts in one."""
    return sum(account["statuses"].get(status, 0) for status in _DONE)


def _failed(account: dict[str, Any]) -> int:
    return sum(n for status, n in account["statuses"].items() if not status.endswith(_DONE))
