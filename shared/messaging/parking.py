"""Facts set aside because handling them fails, and those that must wait behind them.

A fact waits if any of its subjects waits, and then all its subjects wait behind it (protocol K4);
everybody else's facts go on. A fact about no citizen belongs to its own stream. A person retries
or skips; retry only leaves a mark, and the active inbox takes things up again in order (K5).
Every function here runs inside a transaction that holds the consumer's lock (K3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID, uuid5

from msgspec import Struct

from shared.messaging import envelope, tracking

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from psycopg import Cursor

    from shared.eventlog.database import Connection
    from shared.eventlog.log import Place
    from shared.eventlog.row import Row

    Found: TypeAlias = Cursor[tuple[Any, ...]]

_STREAMS = UUID("0f0b2c58-6f4e-5f3a-8f6e-8a4f0d1d2c3b")
_LONGEST_ERROR = 500
LISTED = 'place, source, "position", event_id, tag, subjects, failed, error, parked_at'


class Parked(Struct, frozen=True):
    """A fact that was set aside, as the list shows it."""

    place: int
    source: str
    position: int
    event_id: UUID
    tag: str
    subjects: tuple[UUID, ...]
    failed: bool
    error: str
    parked_at: datetime


def as_parked(found: Sequence[Any]) -> Parked:
    """Return the columns of `LISTED` as a struct."""
    place, source, position, event_id, tag, subjects, failed, error, parked_at = found[:9]
    return Parked(place, source, position, event_id, tag, tuple(subjects), failed, error, parked_at)


def waits_with(row: Row | Place) -> frozenset[UUID]:
    """Return whom a fact is ordered with: its citizens, or its own stream when it names none."""
    return frozenset(row.subjects) or frozenset((uuid5(_STREAMS, row.stream),))


def ask_waiting(conn: Connection, consumer: str, subjects: Collection[UUID]) -> Found:
    """Ask which of the subjects have something set aside."""
    return conn.execute(
        "SELECT DISTINCT subject FROM parked_subject WHERE consumer = %s AND subject = ANY(%s)",
        (consumer, list(subjects)),
        prepare=True,
    )


def park(conn: Connection, consumer: str, source: str, row: Row, error: str | None = None) -> None:
    """Set a fact aside: with an error because it fails, without because it waits behind another."""
    subjects = sorted(waits_with(row))
    failed = error is not None
    text = (error or "waits behind an earlier one")[:_LONGEST_ERROR]
    made = conn.execute(
        'INSERT INTO parked (consumer, source, epoch, "position", event_id, tag, subjects, '
        "message, failed, error) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING place",
        (
            *(consumer, source, row.epoch, row.position, row.event_id, row.tag, subjects),
            envelope.write(envelope.urn("parked", source), row),
            *(failed, text),
        ),
    ).fetchone()
    for subject in subjects:
        conn.execute(
            "INSERT INTO parked_subject VALUES (%s, %s, %s)", (consumer, subject, (made or (0,))[0])
        )
    if failed:
        _audit(conn, consumer, "parked", row.event_id, text)


def next_to_drain(conn: Connection, consumer: str) -> tuple[Parked, Row] | None:
    """Return what is taken up next: the oldest of a marked subject, or what it waits behind.

    What begins with a fact of a source that stands still keeps its mark and waits for F5 (K6);
    the others are taken up past it.
    """
    marked = conn.execute(
        # The oldest of each by the index: however many wait, the next one is found at once.
        "SELECT DISTINCT oldest.place FROM draining d CROSS JOIN LATERAL ("
        "SELECT p.place FROM parked_subject p WHERE p.consumer = d.consumer "
        "AND p.subject = d.subject ORDER BY p.place LIMIT 1) oldest "
        "WHERE d.consumer = %s ORDER BY oldest.place",
        (consumer,),
        prepare=True,
    ).fetchall()
    if not marked:
        conn.execute("DELETE FROM draining WHERE consumer = %s", (consumer,))
        return None
    halted = tracking.halted(conn, consumer)
    firsts = (_fetch(conn, _first_before(conn, place)) for (place,) in marked)
    return next((each for each in firsts if each[0].source not in halted), None)


def _first_before(conn: Connection, place: int) -> int:
    """Follow a waiting fact to the one that stands before it and behind nothing."""
    while True:
        found = conn.execute(
            "SELECT min(earlier.place) FROM parked_subject mine JOIN parked_subject earlier "
            "ON earlier.consumer = mine.consumer AND earlier.subject = mine.subject "
            "AND earlier.place < mine.place WHERE mine.place = %s",
            (place,),
            prepare=True,
        ).fetchone()
        if found is None or found[0] is None:
            return place
        place = found[0]


def _fetch(conn: Connection, place: int) -> tuple[Parked, Row]:
    found = conn.execute(
        f"SELECT {LISTED}, message FROM parked WHERE place = %s".encode(),
        (place,),
    ).fetchone()
    if found is None:
        raise LookupError(place)
    parked = as_parked(found)
    return parked, envelope.read(found[9])[1]


def drained(conn: Connection, consumer: str, parked: Parked) -> None:
    """Take a fact off the list after its effects; its subjects go on being taken up (K5)."""
    conn.execute("DELETE FROM parked WHERE place = %s", (parked.place,))
    conn.execute(
        "DELETE FROM attempt WHERE consumer = %s AND event_id = %s", (consumer, parked.event_id)
    )
    mark(conn, consumer, parked.subjects)
    conn.execute(
        "DELETE FROM draining d WHERE consumer = %s AND NOT EXISTS (SELECT 1 FROM parked_subject p "
        "WHERE p.consumer = d.consumer AND p.subject = d.subject)",
        (consumer,),
    )
    _audit(conn, consumer, "drained", parked.event_id, "handled")


def stop_draining(conn: Connection, consumer: str, parked: Parked, error: str) -> None:
    """Leave a fact that failed again; whoever waits behind it is no longer taken up."""
    conn.execute(
        "UPDATE parked SET failed = true, error = %s WHERE place = %s",
        (error[:_LONGEST_ERROR], parked.place),
    )
    marked = conn.execute(
        "SELECT d.subject, min(p.place) FROM draining d JOIN parked_subject p "
        "USING (consumer, subject) WHERE d.consumer = %s GROUP BY d.subject",
        (consumer,),
    ).fetchall()
    for subject, oldest in marked:
        if _first_before(conn, oldest) == parked.place:
            conn.execute(
                "DELETE FROM draining WHERE consumer = %s AND subject = %s", (consumer, subject)
            )
    _audit(conn, consumer, "stopped", parked.event_id, error[:_LONGEST_ERROR])


def mark(conn: Connection, consumer: str, subjects: Sequence[UUID]) -> None:
    """Have the active inbox take these subjects up again (K5)."""
    conn.execute(
        "INSERT INTO draining SELECT %s, unnest(%s::uuid[]) ON CONFLICT DO NOTHING",
        (consumer, list(subjects)),
    )


def _audit(conn: Connection, consumer: str, action: str, event_id: UUID, reason: str) -> None:
    conn.execute(
        "INSERT INTO parked_audit (consumer, action, event_id, actor, reason) "
        "VALUES (%s, %s, %s, 'inbox', %s)",
        (consumer, action, event_id, reason),
    )
