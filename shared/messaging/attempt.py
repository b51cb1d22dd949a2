"""How often a fact was tried, in a commit of its own before the try (protocol K1).

The process may be what the fact kills, so memory cannot count. A try during an outage of our own
database is no try and is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from shared.eventlog.database import Connection


def count(conn: Connection, consumer: str, event_id: UUID) -> int:
    """Count one more try, in autocommit, and return which one it is."""
    found = conn.execute(
        "INSERT INTO attempt VALUES (%s, %s, 1) "
        "ON CONFLICT (consumer, event_id) DO UPDATE SET n = attempt.n + 1 RETURNING n",
        (consumer, event_id),
        prepare=True,
    ).fetchone()
    return int(found[0]) if found else 1


def take_back(conn: Connection, consumer: str, event_id: UUID) -> None:
    """Say that the last try was none."""
    conn.execute(
        "WITH last_one AS (DELETE FROM attempt WHERE consumer = %s AND event_id = %s AND n <= 1) "
        "UPDATE attempt SET n = n - 1 WHERE consumer = %s AND event_id = %s AND n > 1",
        (consumer, event_id, consumer, event_id),
        prepare=True,
    )


def forget(conn: Connection, consumer: str, event_id: UUID) -> None:
    """Stop counting: it is handled, or set aside."""
    conn.execute(
        "DELETE FROM attempt WHERE consumer = %s AND event_id = %s",
        (consumer, event_id),
        prepare=True,
    )
