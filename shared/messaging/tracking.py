"""How far this service has followed each of the others; one row for each, moved by comparison.

The row is the truth and memory is not: another instance may have moved it, or a commit may not
have happened. So it moves only from exactly where the reader thinks it stands (protocol I5), and
who is refused reads it again (I6). A missing row is an error, never "from the beginning" (I10).
"""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from shared.eventlog.envelope import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.eventlog.database import Connection


_LOCK = "SELECT 1 FROM consumer WHERE name = %s FOR UPDATE"
_MOVE = (
    'UPDATE tracking SET epoch = %s, "position" = %s, event_id = %s '
    'WHERE consumer = %s AND source = %s AND epoch = %s AND "position" = %s '
    "AND event_id IS NOT DISTINCT FROM %s::uuid AND subscription = %s AND halted IS NULL"
)


class Tracked(Struct, frozen=True):
    """A tracking row as last read."""

    cursor: Cursor
    subscription: str
    halted: str | None


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """The row did not stand where the reader thought: roll back and read it again."""


class TrackingMissing(Exception):  # noqa: N818 - see Refused
    """There is no tracking row; only `subscribe` makes one. Nothing is handled without it."""


class SubscriptionMoved(Exception):  # noqa: N818 - see Refused
    """Other code follows these sources now; this instance must end itself."""


class SourceHalted(Exception):  # noqa: N818 - see Refused
    """This source stands still until it is reconciled; its facts cannot be taken up (K6)."""


def subscription(sources: Sequence[str], version: int = 1, views: Sequence[str] = ()) -> str:
    """Return the mark of what is followed, by which generation of handlers and for which views.

    The inbox writes the tables of the views it knows. Code that knows others must not work beside
    it: each would move tracking past facts that the tables of the other then never get.
    """
    mark = _hash(f"{','.join(sorted(sources))}@{version}")
    return f"{mark}-{_hash(','.join(sorted(views)))}" if views else mark


def same_following(mark: str, other: str) -> bool:
    """Say whether two marks name the same sources and handlers, whatever their views."""
    return mark.partition("-")[0] == other.partition("-")[0]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def lock_consumer(conn: Connection, consumer: str) -> None:
    """Take the one lock of this reader, first of all locks (K3)."""
    if conn.execute(_LOCK, (consumer,), prepare=True).fetchone() is None:
        raise TrackingMissing(consumer)


def load(conn: Connection, consumer: str, source: str) -> Tracked:
    """Return the tracking row of a source."""
    found = conn.execute(
        'SELECT epoch, "position", event_id, subscription, halted FROM tracking '
        "WHERE consumer = %s AND source = %s",
        (consumer, source),
        prepare=True,
    ).fetchone()
    if found is None:
        raise TrackingMissing(f"{consumer} does not follow {source}: run subscribe")
    return Tracked(Cursor(found[0], found[1], found[2]), found[3], found[4])


@contextmanager
def advancing(
    conn: Connection, consumer: str, source: str, mine: str, *, old: Cursor, new: Cursor
) -> Iterator[None]:
    """Take the reader's lock, move the row from `old` to `new`; else raise and change nothing.

    All goes to the database in one journey, with what is asked inside, which is asked after it.
    """
    with conn.pipeline():
        locked = conn.execute(_LOCK, (consumer,), prepare=True)
        moved = conn.execute(
            _MOVE,
            (
                *(new.epoch, new.position, new.event_id),
                *(consumer, source),
                *(old.epoch, old.position, old.event_id),
                mine,
            ),
            prepare=True,
        )
        yield
    if locked.fetchone() is None:
        raise TrackingMissing(consumer)
    if moved.rowcount != 1:
        raise Refused(f"{consumer} of {source} at {old.position}")


def halt(conn: Connection, consumer: str, source: str, asked: Cursor, why: str) -> bool:
    """Mark that a source must stand still, if the row still stands where the question came from.

    The question may have been asked with a place from memory that our own database has lost
    meanwhile; then nothing is wrong with the source, and the row says where to go on (F4).
    """
    halted = conn.execute(
        "UPDATE tracking SET halted = %s WHERE consumer = %s AND source = %s AND epoch = %s "
        'AND "position" = %s AND event_id IS NOT DISTINCT FROM %s::uuid AND halted IS NULL',
        (why, consumer, source, asked.epoch, asked.position, asked.event_id),
    )
    return halted.rowcount == 1


def halted(conn: Connection, consumer: str) -> dict[str, str]:
    """Return the sources that stand still until a person reconciles them, and why."""
    found = conn.execute(
        "SELECT source, halted FROM tracking WHERE consumer = %s AND halted IS NOT NULL",
        (consumer,),
    ).fetchall()
    return dict(found)


def subscribe(conn: Connection, consumer: str, source: str, mark: str, at: Cursor) -> bool:
    """Begin to follow a source from a place: `Cursor()` for its start, its head for "now".

    Return False, and change nothing, where the row is there already.
    """
    with conn.transaction():
        conn.execute("INSERT INTO consumer VALUES (%s) ON CONFLICT DO NOTHING", (consumer,))
        return (
            conn.execute(
                "INSERT INTO tracking VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (consumer, source, at.epoch, at.position, at.event_id, mark),
            ).rowcount
            == 1
        )


def resubscribe(conn: Connection, consumer: str, mark: str) -> None:
    """Hand all sources over to new code: instances of the old are refused and end (I8)."""
    with conn.transaction():
        lock_consumer(conn, consumer)
        conn.execute("UPDATE tracking SET subscription = %s WHERE consumer = %s", (mark, consumer))
