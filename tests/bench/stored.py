"""A log, a timeline and a deadline list of any size, made inside the server from one real case."""

from __future__ import annotations

import hashlib
import random
import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg import sql

if TYPE_CHECKING:
    import psycopg

LINES = 50
"""Facts of one citizen."""
DEADLINES = 20
"""One in so many facts has set a deadline; one in ten of them still runs."""

_EVENTS = """
INSERT INTO visitation.events
SELECT %(start)s + g, 1, %(start)s + g - 1, gen_random_uuid(),
       'citizen_case-' || md5('case' || (g - 1) / {facts})::uuid, (g - 1) %% {facts} + 1,
       t.tag, ARRAY[md5('citizen' || (g - 1) / {lines})::uuid], t.effective_on, t.recorded_at,
       t.state, sha256(g::text::bytea)
FROM generate_series(%(first)s::bigint, %(last)s::bigint) g
JOIN (SELECT * FROM visitation.events WHERE position <= %(base)s) t
  ON t.version = (g - 1) %% {facts} + 1
"""
_FOLLOWED = """
UPDATE {table} SET epoch = e.epoch, "position" = e.position, event_id = e.event_id
FROM (SELECT * FROM visitation.events ORDER BY position DESC LIMIT 1) e WHERE {condition}
"""


def citizens(size: int, number: int) -> list[str]:
    """Choose citizens who have a history."""
    chance = random.Random(1)
    return [_id("citizen", chance.randrange(size // LINES)) for _ in range(number)]


def cases(size: int, number: int) -> list[str]:
    """Choose cases that stand in the log."""
    chance = random.Random(2)
    return [_id("case", chance.randrange(size // 4)) for _ in range(number)]


def _id(kind: str, nth: int) -> str:
    return str(UUID(hashlib.md5(f"{kind}{nth}".encode(), usedforsecurity=False).hexdigest()))


def fill(conn: psycopg.Connection[Any], before: int, size: int) -> float:
    """Bring the log and its views from one size to another; return how long it took."""
    started = time.perf_counter()
    base = _number(conn, "SELECT max(version) FROM visitation.events WHERE position < 1000")
    start = _number(conn, "SELECT max(position) FROM visitation.events") - before
    first = {"base": base, "start": start, "first": before + 1, "last": size}
    statement = sql.SQL(_EVENTS).format(facts=sql.Literal(base), lines=sql.Literal(LINES))
    conn.execute("SET work_mem = '64MB'")
    conn.execute(statement, first)
    conn.execute(
        "SELECT setval('visitation.events_position', (SELECT max(position) FROM visitation.events))"
    )
    _copy_rows(
        conn,
        _table(conn, "citizen_history", "timeline", 1),
        "g BETWEEN {first} AND {last}",
        {
            "position": f"{start} + g",
            "citizen": f"md5('citizen' || (g - 1) / {LINES})::uuid",
            "event_id": "gen_random_uuid()",
        },
        first,
    )
    _copy_rows(
        conn,
        _table(conn, "visitation", "deadlines", 2),
        f"g BETWEEN {{first}} AND {{last}} AND g % {DEADLINES} = 0",
        {
            "stream": "'citizen_case-' || md5('case' || g)::uuid",
            "citizens": f"ARRAY[md5('citizen' || (g - 1) / {LINES})::uuid]",
            "status": f"CASE WHEN g / {DEADLINES} % 10 = 0 THEN 'running' ELSE 'met' END",
            "timely_until": "current_date + 1 + (g / 7 % 180)::int",
        },
        first,
    )
    _copy_rows(
        conn,
        _table(conn, "visitation", "case_list", 1),
        f"g BETWEEN {{first}} AND {{last}} AND (g - 1) % {base} = 0",
        {
            "stream": f"'citizen_case-' || md5('case' || (g - 1) / {base})::uuid",
            "case_id": f"md5('case' || (g - 1) / {base})::uuid::text",
            "subjects": f"ARRAY[md5('citizen' || (g - 1) / {LINES})::uuid]",
        },
        first,
    )
    for table, condition in (
        ("visitation.view_tracking", "true"),
        ("citizen_history.tracking", "source = 'visitation'"),
    ):
        conn.execute(_FOLLOWED.format(table=table, condition=condition).encode())
    conn.execute("VACUUM ANALYZE")
    conn.execute("CHECKPOINT")
    return time.perf_counter() - started


def _copy_rows(
    conn: psycopg.Connection[Any],
    table: str,
    which: str,
    changed: dict[str, str],
    numbers: dict[str, int],
) -> None:
    """Write a table's first row as often as there are numbers, with some columns changed."""
    schema, name = table.split(".")
    columns = [
        row[0]
        for row in conn.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position",
            (schema, name),
        ).fetchall()
    ]
    chosen = ", ".join(changed.get(each, f't."{each}"') for each in columns)
    names = ", ".join(f'"{each}"' for each in columns)
    condition = which.format(**numbers)
    conn.execute(
        f"INSERT INTO {table} ({names}) SELECT {chosen} "
        f"FROM generate_series({numbers['first']}::bigint, {numbers['last']}::bigint) g, "
        f"(SELECT * FROM {table} LIMIT 1) t WHERE {condition} ON CONFLICT DO NOTHING".encode()
    )


def _table(conn: psycopg.Connection[Any], schema: str, view: str, version: int) -> str:
    found = conn.execute(
        f"SELECT generation FROM {schema}.view_tracking WHERE view = %s AND version = %s".encode(),
        (view, version),
    ).fetchone()
    return f"{schema}.{view}_v{version}_{found[0] if found else 1}"


def _number(conn: psycopg.Connection[Any], statement: str) -> int:
    found = conn.execute(statement.encode()).fetchone()
    return int(found[0]) if found else 0
