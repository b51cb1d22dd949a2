"""Takes up a source again that was cut, from the last fact both sides hold (protocol F5).

A person asks for it, with a reason. The reader goes back to the fork; what was set aside and is in
no log any more is dropped; what was already done for lost facts is listed, for a log is never cut
by hand: each such fact is taken back by its own case's command for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from shared.eventlog.envelope import Cursor
from shared.messaging import parking, tracking
from shared.messaging.verify import causes, pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from shared.eventlog.database import Connection
    from shared.messaging.verify import ReadableLog


class NotHalted(Exception):  # noqa: N818 - an answer to the person who asked
    """This source does not stand still; there is nothing to reconcile."""


class NotCut(Exception):  # noqa: N818 - see NotHalted
    """The source has begun no epoch since, so nobody has said where it was cut."""


class CutLog(Protocol):
    """A source that was cut."""

    def fork(self, reader: Cursor) -> Cursor | None:
        """Return the last place both have in common; None where the log was not cut since."""
        ...


class Effect(Struct, frozen=True):
    """An own fact whose cause no log holds any more."""

    event_id: UUID
    tag: str
    stream: str


class Reconciled(Struct, frozen=True):
    """What was found and done."""

    before: Cursor
    after: Cursor
    dropped: tuple[UUID, ...]
    effects: tuple[Effect, ...]


def reconcile(
    conn: Connection,
    consumer: str,
    source: str,
    log: CutLog,
    effects: Iterable[Effect] = (),
    *,
    actor: str,
    reason: str,
) -> Reconciled:
    """Go back to the fork and let the source be followed again; the running inbox does the rest."""
    with conn.transaction():
        tracking.lock_consumer(conn, consumer)
        tracked = tracking.load(conn, consumer, source)
        if tracked.halted is None:
            raise NotHalted(source)
        fork = log.fork(tracked.cursor)
        if fork is None:
            raise NotCut(source)
        done = Reconciled(
            tracked.cursor, fork, tuple(_drop(conn, consumer, source, fork)), tuple(effects)
        )
        conn.execute(
            'UPDATE tracking SET epoch = %s, "position" = %s, event_id = %s, halted = NULL '
            "WHERE consumer = %s AND source = %s",
            (fork.epoch, fork.position, fork.event_id, consumer, source),
        )
        _write_down(conn, (consumer, source), done, (actor, reason))
    return done


def orphans(own: ReadableLog, sources: Mapping[str, ReadableLog]) -> list[Effect]:
    """Return own facts that were caused by a fact which neither this nor any source's log holds."""
    held = {row.event_id for log in (own, *sources.values()) for row in pages(log)}
    return [
        Effect(row.event_id, row.tag, row.stream)
        for row in pages(own)
        if (cause := causes(row)) is not None and cause not in held
    ]


def _drop(conn: Connection, consumer: str, source: str, fork: Cursor) -> list[UUID]:
    """Take lost facts off the list; who waited behind them is taken up again."""
    lost = conn.execute(
        "DELETE FROM parked WHERE consumer = %s AND source = %s "
        'AND epoch < %s AND "position" > %s RETURNING event_id, subjects',
        (consumer, source, fork.epoch, fork.position),
    ).fetchall()
    for event_id, subjects in lost:
        conn.execute(
            "DELETE FROM attempt WHERE consumer = %s AND event_id = %s", (consumer, event_id)
        )
        parking.mark(conn, consumer, subjects)
    return [each[0] for each in lost]


def _write_down(
    conn: Connection, line: tuple[str, str], done: Reconciled, by: tuple[str, str]
) -> None:
    conn.execute(
        "INSERT INTO reconciled (consumer, source, from_epoch, from_position, to_epoch, "
        "to_position, dropped, effects, actor, reason) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            *(*line, done.before.epoch, done.before.position),
            *(done.after.epoch, done.after.position, list(done.dropped)),
            *([each.event_id for each in done.effects], *by),
        ),
    )
