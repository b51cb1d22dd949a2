"""The stock recorder of the `eventsourcing` library on PostgreSQL, in threads as it is meant."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any

import psycopg.conninfo


def main() -> None:
    """Save aggregates with one event each, as often as the order says how long."""
    parts: dict[str, Any] = psycopg.conninfo.conninfo_to_dict(sys.argv[1])
    os.environ.update(
        PERSISTENCE_MODULE="eventsourcing.postgres",
        POSTGRES_DBNAME=parts["dbname"],
        POSTGRES_HOST=parts["host"],
        POSTGRES_PORT=str(parts.get("port", 5432)),
        POSTGRES_USER=parts.get("user", "postgres"),
        POSTGRES_PASSWORD=parts.get("password") or "none",
        POSTGRES_POOL_SIZE="8",
        POSTGRES_MAX_OVERFLOW="8",
    )
    from eventsourcing.application import Application  # noqa: PLC0415 - it reads the environment
    from eventsourcing.domain import Aggregate, event  # noqa: PLC0415 - the same

    class Case(Aggregate):
        @event("Opened")
        def __init__(self, text: str) -> None:
            self.text = text

    application: Any = Application()

    def save(until: float, counts: list[int]) -> None:
        number = 0
        while time.perf_counter() < until:
            application.save(Case("x" * 250))
            number += 1
        counts.append(number)

    for line in sys.stdin:
        order = json.loads(line)
        counts: list[int] = []
        started = time.perf_counter()
        until = started + order["seconds"]
        threads = [
            threading.Thread(target=save, args=(until, counts)) for _ in range(order["writers"])
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        speed = sum(counts) / (time.perf_counter() - started)
        sys.stdout.write(json.dumps({"speed": speed}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
