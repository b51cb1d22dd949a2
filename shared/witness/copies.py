"""The checkpoints as they stand in the service's own schema: a copy that may only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.eventlog.database import Connection


def head(conn: Connection) -> int:
    """Return the last position of the log."""
    found = conn.execute('SELECT max("position") FROM events').fetchone()
    return int(found[0] or 0) if found else 0


def last(conn: Connection) -> int | None:
    """Return the number of the last copied checkpoint."""
    found = conn.execute("SELECT max(number) FROM checkpoints").fetchone()
    return found[0] if found else None


def add(conn: Connection, number: int, line: bytes) -> None:
    """Copy a line; one that is there stays."""
    conn.execute(
        "INSERT INTO checkpoints (number, line) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (number, line),
    )


def read(conn: Connection) -> dict[int, bytes]:
    """Return every copied line by its number."""
    return dict(conn.execute("SELECT number, line FROM checkpoints ORDER BY number").fetchall())
