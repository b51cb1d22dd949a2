"""The checkpoints as they stand beside the log they are of: a copy that may only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

from psycopg import sql

if TYPE_CHECKING:
    from shared.eventlog.database import Connection


def last(conn: Connection, schema: str) -> int | None:
    """Return the number of the last copied checkpoint."""
    found = conn.execute(_of(schema, "SELECT max(number) FROM {}")).fetchone()
    return found[0] if found else None


def add(conn: Connection, schema: str, number: int, line: bytes) -> None:
    """Copy a line; one that is there stays."""
    statement = "INSERT INTO {} (number, line) VALUES (%s, %s) ON CONFLICT DO NOTHING"
    conn.execute(_of(schema, statement), (number, line))


def read(conn: Connection, schema: str) -> dict[int, bytes]:
    """Return every copied line by its number."""
    found = conn.execute(_of(schema, "SELECT number, line FROM {} ORDER BY number"))
    return dict(found.fetchall())


def _of(schema: str, statement: LiteralString) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(schema, "checkpoints"))
