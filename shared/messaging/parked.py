"""What a person can do about facts that were set aside: see them, retry a citizen, skip one.

These run beside the active inbox, as its service's role; each takes the consumer's lock, leaves
a line in the audit, and returns at once. The inbox does the work (protocol K2, K5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.messaging.parking import LISTED, Parked, as_parked, mark
from shared.messaging.tracking import SourceHalted, lock_consumer

if TYPE_CHECKING:
    from uuid import UUID

    from shared.eventlog.database import Connection


class NotParked(Exception):  # noqa: N818 - an answer to the person who asked
    """Nothing is set aside under this id."""


def listed(conn: Connection, consumer: str) -> list[Parked]:
    """Return what is set aside, oldest first."""
    found = conn.execute(
        f"SELECT {LISTED} FROM parked WHERE consumer = %s ORDER BY place".encode(),
        (consumer,),
    ).fetchall()
    return [as_parked(each) for each in found]


def retry(conn: Connection, consumer: str, subject: UUID, *, actor: str, reason: str) -> int:
    """Have a citizen's facts taken up again, and return how many wait.

    A fact about no citizen is retried by the id the list shows for it.
    """
    with conn.transaction():
        lock_consumer(conn, consumer)
        waiting = conn.execute(
            "SELECT p.event_id, p.source FROM parked_subject s JOIN parked p USING (place) "
            "WHERE s.consumer = %s AND s.subject = %s",
            (consumer, subject),
        ).fetchall()
        if not waiting:
            raise NotParked(str(subject))
        _refuse_if_halted(conn, consumer, {each[1] for each in waiting})
        conn.execute(
            "DELETE FROM attempt a USING parked p WHERE a.consumer = %s "
            "AND p.consumer = a.consumer AND p.event_id = a.event_id",
            (consumer,),
        )
        mark(conn, consumer, [subject])
        conn.execute(
            "INSERT INTO parked_audit (consumer, action, subject, actor, reason) "
            "VALUES (%s, 'retry', %s, %s, %s)",
            (consumer, subject, actor, reason),
        )
    return len(waiting)


def skip(conn: Connection, consumer: str, event_id: UUID, *, actor: str, reason: str) -> None:
    """Leave one fact out for good; who waited behind it is taken up again."""
    with conn.transaction():
        lock_consumer(conn, consumer)
        gone = conn.execute(
            'INSERT INTO skipped (consumer, source, epoch, "position", event_id, tag, subjects, '
            "message, error, reason, actor) "
            'SELECT consumer, source, epoch, "position", event_id, tag, subjects, message, error, '
            "%s, %s FROM parked WHERE consumer = %s AND event_id = %s RETURNING subjects",
            (reason, actor, consumer, event_id),
        ).fetchone()
        if gone is None:
            raise NotParked(str(event_id))
        conn.execute(
            "DELETE FROM parked WHERE consumer = %s AND event_id = %s", (consumer, event_id)
        )
        conn.execute(
            "DELETE FROM attempt WHERE consumer = %s AND event_id = %s", (consumer, event_id)
        )
        mark(conn, consumer, gone[0])
        conn.execute(
            "INSERT INTO parked_audit (consumer, action, event_id, actor, reason) "
            "VALUES (%s, 'skip', %s, %s, %s)",
            (consumer, event_id, actor, reason),
        )


def _refuse_if_halted(conn: Connection, consumer: str, sources: set[str]) -> None:
    halted = conn.execute(
        "SELECT source FROM tracking "
        "WHERE consumer = %s AND source = ANY(%s) AND halted IS NOT NULL",
        (consumer, sorted(sources)),
    ).fetchone()
    if halted:
        raise SourceHalted(halted[0])
