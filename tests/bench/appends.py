"""Appending: the limit, the stock recorder, message-db and our one write, in the same rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from shared.eventlog.database import migrate
from tests.bench.children import Child
from tests.bench.limits import Limits
from tests.bench.parts import Part, figure, log_migrations
from tests.bench.peers.message_db import MessageDb

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.ground import Ground

CLIENTS = (1, 8, 64)


def measure(ground: Ground) -> Part:
    """Let the limit, the peers and our own writer append in turn."""
    part, limits = Part(), Limits(ground)
    contestants: dict[str, Callable[[], dict[str, float]]] = {"copy": limits.copy}
    for clients in CLIENTS:
        contestants[f"limit {clients}"] = limits.inserts(clients)
    contestants |= _stock(ground) | _message_db(ground, part) | _ours(ground)
    for name, runs in ground.rounds(contestants).items():
        part.figures[name] = figure("events/s" if name.startswith("append") else "rows/s", runs)
    for name in part.figures:
        if name.startswith("append"):
            part.ratio(name, "limit.insert.1")
    part.ratio("append.ours.1x64", "limit.insert.64")
    part.ratio("append.ours.1x64", "append.stock.8")
    return part


def _stock(ground: Ground) -> dict[str, Callable[[], dict[str, float]]]:
    child = Child("tests.bench.peers.stock", ground.database("stock"))
    ground.stack.enter_context(child)

    def run(threads: int) -> dict[str, float]:
        account = child.do(writers=threads, seconds=ground.pace.seconds)
        return {f"append.stock.{threads}": account["speed"]}

    return {f"stock {threads}": lambda threads=threads: run(threads) for threads in (1, 8)}


def _message_db(ground: Ground, part: Part) -> dict[str, Callable[[], dict[str, float]]]:
    try:
        found = MessageDb(ground)
    except (OSError, psycopg.Error) as trouble:
        part.not_measured["append.message_db"] = str(trouble).strip().splitlines()[0]
        return {}
    return {f"message-db {n}": lambda n=n: found.run(n) for n in (1, 8)}


def _ours(ground: Ground) -> dict[str, Callable[[], dict[str, float]]]:
    url = ground.database("ours")
    with psycopg.connect(url, autocommit=True) as conn:
        migrate(conn, "sample", "jobcenter_sample", log_migrations())
    children = [ground.stack.enter_context(Child("tests.bench.worker")) for _ in range(2)]

    def run(processes: int, writers: int) -> dict[str, float]:
        used = children[:processes]
        for child in used:
            child.order(
                job="append", url=url, writers=writers // processes, seconds=ground.pace.seconds
            )
        speed = sum(child.account()["speed"] for child in used)
        return {f"append.ours.{processes}x{writers // processes}": speed}

    run(2, 2)  # connections and prepared statements are there before anything is counted
    shapes = [(1, 1), (1, 8), (1, 64), (2, 2), (2, 16), (2, 128)]
    return {f"ours {p}x{w // p}": lambda p=p, w=w: run(p, w) for p, w in shapes}
