"""Views: following live, hearing another service, building anew; and loading a case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg

from tests.bench import house
from tests.bench.children import Child
from tests.bench.ground import end
from tests.bench.limits import Limits
from tests.bench.parts import Part, figure, times

if TYPE_CHECKING:
    from tests.bench.ground import Ground

_LENGTHS = (10, 100, 1000)
_FOLDS = 20


def measure(ground: Ground) -> Part:
    """Fill a log with copies of a real case and let everybody read it, in turn."""
    part, limits = Part(), Limits(ground, "projection.")
    ours = house.found(ground, "views")
    ours.serve("visitation")
    template = _case(ours, 1)
    long = {length: _case(ours, length) for length in _LENGTHS}
    for process in ours.processes["visitation"]:
        end(process)
    worker = ground.stack.enter_context(Child("tests.bench.worker"))
    where: dict[str, Any] = {"url": ours.url, "data": str(ours.data)}
    cases = ground.pace.events // 4
    worker.do(job="clone", service="visitation", stream=template, cases=cases, **where)
    runs = {
        "copy": limits.copy,
        "hear": partial(_speed, worker, "projection.inbox", job="hear", **_history(where)),
        "follow": partial(
            _speed, worker, "projection.own_views", job="follow", service="visitation", **where
        ),
    }
    for view in ("case_list", "deadlines"):
        runs[view] = partial(
            _speed,
            worker,
            f"rebuild.{view}",
            job="rebuild",
            service="visitation",
            view=view,
            **where,
        )
    runs["timeline"] = partial(
        _speed, worker, "rebuild.timeline", job="rebuild", view="timeline", **_history(where)
    )
    runs |= {str(n): partial(_load, worker, n, stream, where) for n, stream in long.items()}
    for name, values in ground.rounds(runs).items():
        part.figures[name] = figure("ms" if name.startswith("load") else "events/s", values)
    for name in part.figures:
        if name.startswith(("projection", "rebuild")) and "limit" not in name:
            part.ratio(name, "projection.limit.copy")
    part.notes["events"] = str(_count(ours.url))
    return part


def _history(where: dict[str, Any]) -> dict[str, Any]:
    return {**where, "service": "citizen_history"}


def _case(ours: house.House, length: int) -> str:
    """Open a case by real orders and correct it until it has so many facts."""
    from uuid import uuid4  # noqa: PLC0415 - used here only

    body = {**house.REGISTRATION, "citizen": str(uuid4())}
    done = ours.post("visitation", "/citizen-cases", body, None)
    path = f"/citizen-cases/{done['case_id']}/correct-registration"
    while done["version"] < length:
        change = {"age": 30 + done["version"] % 20, "reason": "Fejl i alderen"}
        done = ours.post("visitation", path, change, done["version"])
    return f"citizen_case-{done['case_id']}"


def _speed(worker: Child, name: str, **order: Any) -> dict[str, float]:
    return {name: worker.do(**order)["speed"]}


def _load(worker: Child, length: int, stream: str, where: dict[str, Any]) -> dict[str, float]:
    account = worker.do(job="load", service="visitation", stream=stream, times=_FOLDS, **where)
    return times(f"load.{length}", account["times"])


def _count(url: str) -> int:
    with psycopg.connect(url) as conn:
        found = conn.execute("SELECT count(*) FROM visitation.events").fetchone()
    return int(found[0]) if found else 0
