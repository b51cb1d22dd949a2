"""Builds a view of other services' facts anew, level with where the inbox stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.eventlog.rebuild import Feed, Shadow, building, ensure
from shared.eventlog.verify import Stand, one_moment, see_rows
from shared.eventlog.view_state import state_of
from shared.messaging import tracking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from shared.eventlog.codec import Codec
    from shared.eventlog.database import Connection, Database
    from shared.eventlog.envelope import Cursor
    from shared.eventlog.verify import Look, See
    from shared.eventlog.view import View

_TRIES = 5


def rebuild_foreign(
    database: Database, view: View[Any], feeds: Mapping[str, Feed], codec: Codec
) -> int:
    """Build a foreign view beside the live one and swap them; return its new generation.

    The inbox writes the live one in the transaction that moves its tracking, so the new one must
    stand exactly where tracking stands when they are swapped, which the inbox's lock ensures.
    Facts that are set aside or were skipped have had no effect and get none here; when others are
    set aside or taken up while it is built, it is built again.
    """
    with building(database):
        return _calmly(database, view, feeds, codec)


def _calmly(database: Database, view: View[Any], feeds: Mapping[str, Feed], codec: Codec) -> int:
    for _ in range(_TRIES):
        generation = _rebuilt(database, view, feeds, codec)
        if generation is not None:
            return generation
    msg = f"facts are set aside and taken up all the time; build {view.name} again when it is calm"
    raise RuntimeError(msg)


def _rebuilt(
    database: Database, view: View[Any], feeds: Mapping[str, Feed], codec: Codec
) -> int | None:
    wanted = {source: feeds[source] for source in view.follows}
    with database.connection() as conn:
        left_out, upto = _left_out(conn, database.schema), _stands(conn, database.schema, view)
    shadow = Shadow(database, view, wanted, codec, left_out)
    shadow.build(upto)
    with database.connection() as conn, conn.transaction():
        tracking.lock_consumer(conn, database.schema)
        if _left_out(conn, database.schema) != left_out:
            shadow.table.drop(conn)
            return None
        shadow.catch_up(conn, _stands(conn, database.schema, view))
        shadow.swap(conn)
    return shadow.table.generation


def ensure_foreign(
    database: Database, views: Sequence[View[Any]], feeds: Mapping[str, Feed], codec: Codec
) -> None:
    """Build those foreign views whose version has no table yet."""
    foreign = [view for view in views if view.follows]
    ensure(database, foreign, lambda view: _calmly(database, view, feeds, codec))


def foreign_look(conn: Connection, consumer: str) -> Look:
    """Return how to look at the views of others' facts."""

    def look(view: View[Any], see: See) -> Stand | None:
        with one_moment(conn):
            state = state_of(conn, view)
            if state is None:
                return None
            see_rows(conn, consumer, view, state, see)
            return Stand(_stands(conn, consumer, view), _left_out(conn, consumer))

    return look


def _stands(conn: Connection, consumer: str, view: View[Any]) -> dict[str, Cursor]:
    return {source: tracking.load(conn, consumer, source).cursor for source in view.follows}


def _left_out(conn: Connection, consumer: str) -> frozenset[UUID]:
    found = conn.execute(
        "SELECT event_id FROM parked WHERE consumer = %(consumer)s "
        "UNION SELECT event_id FROM skipped WHERE consumer = %(consumer)s",
        {"consumer": consumer},
    ).fetchall()
    return frozenset(row[0] for row in found)
