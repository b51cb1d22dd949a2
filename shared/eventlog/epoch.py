"""Which cut of the log this is: begun by a person after a promotion or a restore (protocol L4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

from psycopg import sql

if TYPE_CHECKING:
    from shared.eventlog.database import Connection


def begun(conn: Connection, schema: str) -> bool:
    """Say whether facts may be appended on this server; False until somebody began its epoch."""
    found = conn.execute(_call("SELECT {}.epoch_begun()", schema)).fetchone()
    return found is not None and found[0] is not None


def begin(
    conn: Connection, schema: str, *, actor: str, reason: str, known: tuple[int, int] = (0, 0)
) -> int:
    """Begin the next epoch, as the owner of the schema; return its number.

    Whoever followed this log further than it now goes will stand still and say so.
    `known` are an epoch and a position that were given before, as a backup cannot remember: neither
    is given again.
    """
    found = conn.execute(
        _call("SELECT {}.begin_epoch(%s, %s, %s, %s)", schema),
        (actor, reason, *known),
    ).fetchone()
    return int(found[0]) if found else 0


def later(conn: Connection, schema: str) -> tuple[tuple[int, int], ...]:
    """Return the epochs after the first, each with the position it begins after."""
    statement = "SELECT epoch, forked_after FROM {}.log_epoch WHERE epoch > 1 ORDER BY epoch"
    return tuple(conn.execute(_call(statement, schema)).fetchall())


def _call(statement: LiteralString, schema: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(schema))
