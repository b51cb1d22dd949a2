"""Brings what a service follows up to what its code says; part of a migration, before it starts.

A service that is new follows its sources from their start. One that gains a source follows it from
now on: its policies do not act on old facts, and its views are built from the whole history anyway.
Both hand all sources over to the new code in the same transaction, so old code ends itself (I8,
I9). Tables of views that the new code does not know are not written from then on, so they are
forgotten: old code that is put back finds none and builds them anew. A row that is missing although
the code followed that source before was lost; nobody guesses where it stood (I10): a person says so
with `jobcenter subscribe`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.eventlog.envelope import Cursor
from shared.messaging import tracking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.eventlog.database import Connection

    Head = Callable[[str], Cursor]


class RowLost(Exception):  # noqa: N818 - says why a migration stops
    """A source was followed before and nobody knows how far."""

    def __init__(self, consumer: str, source: str) -> None:
        """Name the reader and the source."""
        super().__init__(f"{consumer} has lost its place in {source}; run `jobcenter subscribe`")
        self.consumer = consumer
        self.source = source


def bring_up_to_date(
    conn: Connection,
    consumer: str,
    sources: Sequence[str],
    version: int,
    head: Head,
    *,
    views: Sequence[str] = (),
) -> list[str]:
    """Follow what is new, hand over to new code; return what was done, nothing if all is so."""
    with conn.transaction():
        new = conn.execute(
            "INSERT INTO consumer VALUES (%s) ON CONFLICT DO NOTHING", (consumer,)
        ).rowcount
        tracking.lock_consumer(conn, consumer)
        marks = _marks(conn, consumer)
        mine = tracking.subscription(sources, version, views)
        missing = [each for each in sources if each not in marks]
        if missing and not new and not _gained(marks, version):
            raise RowLost(consumer, missing[0])
        for source in missing:
            tracking.subscribe(conn, consumer, source, mine, Cursor() if new else head(source))
        handed_over = any(mark != mine for mark in marks.values())
        if handed_over:
            tracking.resubscribe(conn, consumer, mine)
            _forget_views(conn, views)
    since = "start" if new else "now"
    done = [f"{consumer} follows {source} from {since}" for source in missing]
    return done + ([f"{consumer} is handed over to new code"] if handed_over else [])


def follow(conn: Connection, consumer: str, source: str, mine: str, at: Cursor) -> bool:
    """Follow one source from a place a person names; False where it is followed already."""
    with conn.transaction():
        if not tracking.subscribe(conn, consumer, source, mine, at):
            return False
        tracking.resubscribe(conn, consumer, mine)
    return True


def _marks(conn: Connection, consumer: str) -> dict[str, str]:
    found = conn.execute(
        "SELECT source, subscription FROM tracking WHERE consumer = %s", (consumer,)
    ).fetchall()
    return dict(found)


def _gained(marks: dict[str, str], version: int) -> bool:
    """Say whether the rows that are there are all that the code before this one followed."""
    before = [tracking.subscription(tuple(marks), each) for each in range(1, version + 1)]
    return all(
        any(tracking.same_following(mark, each) for each in before) for mark in marks.values()
    )


def _forget_views(conn: Connection, known: Sequence[str]) -> None:
    """Forget which tables answer for views of others' facts that this code does not write.

    Such a view has no mark of its own, since tracking is its mark (the own views have one).
    """
    conn.execute(
        "DELETE FROM view_tracking WHERE event_id IS NULL "
        "AND view || '_v' || version <> ALL(%s::text[])",
        (list(known),),
    )
