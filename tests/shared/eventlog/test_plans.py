"""Rows are found by index, also in a table that was empty when its plan was made (ADR 76)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct

from shared.eventlog.view import View
from shared.eventlog.view_table import ViewTable
from tests.support.database import make_service

if TYPE_CHECKING:
    from shared.eventlog.database import Connection

pytestmark = pytest.mark.postgres
_RUNS_UNTIL_A_PLAN_IS_KEPT = 10


class Seen(Struct, frozen=True):
    name: str
    times: int


SEEN = View(
    name="seen",
    version=1,
    row=Seen,
    key=("name",),
    touches=lambda _fact: [],
    project=lambda _key, row, _fact: row,
)


def rows_read_through(conn: Connection, table: ViewTable) -> int:
    conn.execute("SELECT pg_stat_force_next_flush()")
    found: Any = conn.execute(
        "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'seen_v1_1'"
    ).fetchone()
    return int(found[0])


def test_a_view_that_has_grown_since_its_plan_was_made_is_not_read_through(
    database_url: str,
) -> None:
    """Seen at a hundred orders a second: each read all rows that the orders before it had made."""
    database = make_service(database_url, "sample")
    with database.connect() as conn:
        table = ViewTable(SEEN, "sample", 1)
        table.create(conn, [Seen("nobody", 0)])
        conn.execute(f"ANALYZE {table.name}".encode())
        for _ in range(_RUNS_UNTIL_A_PLAN_IS_KEPT):
            table.ask(conn, [("nobody",)]).fetchall()
        table.write(conn, {}, {(f"{nth}",): Seen(f"{nth}", nth) for nth in range(3000)})
        before = rows_read_through(conn, table)
        for nth in range(5):
            assert len(table.ask(conn, [(f"{nth}",)]).fetchall()) == 1
        assert rows_read_through(conn, table) == before
    database.close()
