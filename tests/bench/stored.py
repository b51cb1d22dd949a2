"""A log, a timeline and a deadline list of any size, made inside the server from one real case."""

from __future__ import annotations

import hashlib
import random
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.citizen_history.views.timeline import TIMELINE
from services.visitation.wiring import SERVICE
from shared.casework.case_list import case_list_view
from shared.law.deadline_list import DEADLINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from shared.eventlog.view import View

LINES = 50
"""Facts of one citizen."""
EACH_DEADLINE = 20
"""One in so many facts has set a deadline; one in ten of them still runs."""
CASE_LIST = case_list_view(SERVICE)

_EVENTS = """
INSERT INTO visitation.events
SELECT %(start)s + g, 1, %(start)s + g - 1, gen_random_uuid(),
       'citizen_case-' || md5('case' || (g - 1) / {facts})::uuid, (g - 1) %% {facts} + 1,
       t.tag, ARRAY[{citizen}], t.effective_on, t.recorded_at,
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
    tables = (
        "visitation.events",
        table_of(conn, "citizen_history", TIMELINE),
        table_of(conn, "visitation", DEADLINES),
        table_of(conn, "visitation", CASE_LIST),
    )
    for setting in ("work_mem = '64MB'", "maintenance_work_mem = '512MB'"):
        conn.execute(f"SET {setting}".encode())
    with ExitStack() as bare:
        for table in tables:
            bare.enter_context(_without_indexes(conn, table))
        _fill(conn, before, size, tables[1:])
    for table, condition in (
        ("visitation.view_tracking", "true"),
        ("citizen_history.tracking", "source = 'visitation'"),
    ):
        conn.execute(_FOLLOWED.format(table=table, condition=condition).encode())
    conn.execute("VACUUM ANALYZE")
    conn.execute("CHECKPOINT")
    return time.perf_counter() - started


@contextmanager
def _without_indexes(conn: psycopg.Connection[Any], table: str) -> Iterator[None]:
    """Make a table's indexes anew when it is filled: they are sorted once and not row by row."""
    constraints = conn.execute(
        "SELECT conname, pg_get_constraintdef(oid), conindid FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('p', 'u')",
        (table,),
    ).fetchall()
    indexes = conn.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass AND NOT indexrelid = ANY(%s::oid[])",
        (table, [index for _, _, index in constraints]),
    ).fetchall()
    for name, *_ in constraints:
        conn.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
    for name, _ in indexes:
        conn.execute(f"DROP INDEX {name}".encode())
    yield
    for name, made, _ in constraints:
        conn.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {made}'.encode())
    for _, made in indexes:
        conn.execute(made.encode())


def _fill(conn: psycopg.Connection[Any], before: int, size: int, tables: tuple[str, ...]) -> None:
    timeline, deadlines, case_list = tables
    base = _number(conn, "SELECT max(version) FROM visitation.events WHERE position < 1000")
    start = _number(conn, "SELECT max(position) FROM visitation.events") - before
    first = {"base": base, "start": start, "first": before + 1, "last": size}
    # A citizen's facts lie far apart, as those of people whose cases go on side by side.
    people = max(1, (size - before) // LINES)
    citizen = f"md5('citizen' || ({before // LINES} + (g - 1) / {base} % {people}))::uuid"
    statement = _EVENTS.format(facts=base, citizen=citizen.replace("%", "%%"))
    conn.execute(statement.encode(), first)
    conn.execute(
        "SELECT setval('visitation.events_position', (SELECT max(position) FROM visitation.events))"
    )
    _copy_rows(
        conn,
        timeline,
        "g BETWEEN {first} AND {last}",
        {
            "position": f"{start} + g",
            "citizen": citizen,
            "event_id": "gen_random_uuid()",
        },
        first,
    )
    _copy_rows(
        conn,
        deadlines,
        f"g BETWEEN {{first}} AND {{last}} AND g % {EACH_DEADLINE} = 0",
        {
            "stream": "'citizen_case-' || md5('case' || g)::uuid",
            "citizens": f"ARRAY[{citizen}]",
            "status": f"CASE WHEN g / {EACH_DEADLINE} % 10 = 0 THEN 'running' ELSE 'met' END",
            "timely_until": "current_date + 1 + (g / 7 % 180)::int",
        },
        first,
    )
    _copy_rows(
        conn,
        case_list,
        f"g BETWEEN {{first}} AND {{last}} AND (g - 1) % {base} = 0",
        {
            "stream": f"'citizen_case-' || md5('case' || (g - 1) / {base})::uuid",
            "case_id": f"md5('case' || (g - 1) / {base})::uuid::text",
            "subjects": f"ARRAY[{citizen}]",
        },
        first,
    )


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


def table_of(conn: psycopg.Connection[Any], schema: str, view: View[Any]) -> str:
    """Return the table that answers for a view as this version of the code has it."""
    found = conn.execute(
        f"SELECT generation FROM {schema}.view_tracking WHERE view = %s AND version = %s".encode(),
        (view.name, view.version),
    ).fetchone()
    if found is None:
        raise LookupError(f"{schema}.{view.table} was not built yet")
    return f"{schema}.{view.table}_{found[0]}"


def _number(conn: psycopg.Connection[Any], statement: str) -> int:
    found = conn.execute(statement.encode()).fetchone()
    return int(found[0]) if found else 0
