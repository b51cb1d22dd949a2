"""Checks on a live system that a log is whole and its views say what it says; it only reads."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from shared.eventlog.envelope import Cursor
from shared.eventlog.view_state import ViewState, state_of
from shared.eventlog.view_table import ViewTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.rebuild import Feed
    from shared.eventlog.row import Row
    from shared.eventlog.view import RowKey, View

_PAGE = 5000
_VERSIONS = """
SELECT stream FROM {schema}.events GROUP BY stream
HAVING max(version) <> count(*) OR min(version) <> 1 LIMIT 20
"""
_ORDER = """
SELECT "position" FROM (
    SELECT "position", previous, recorded_at,
           lag("position", 1, 0::bigint) OVER log AS before,
           lag(recorded_at) OVER log AS moment_before
    FROM {schema}.events WINDOW log AS (ORDER BY "position")
) seen WHERE previous <> before OR recorded_at < moment_before LIMIT 20
"""


class Picture(NamedTuple):
    """What a view says at one moment, and how far it has read each log."""

    rows: Mapping[RowKey, Any]
    upto: Mapping[str, Cursor]
    left_out: frozenset[UUID] = frozenset()
    """Facts that are set aside or were skipped: they have had no effect."""


class UnreadableError(ValueError):
    """A stored fact is not what its schema says; it was changed by hand or damaged."""


@contextmanager
def one_moment(conn: Connection) -> Iterator[None]:
    """Let everything that is read inside stand as it did at one moment."""
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def log_faults(conn: Connection, schema: str) -> Iterator[str]:
    """Return where streams have gaps, or the log does not go on in order (2)."""
    for statement, words in (
        (_VERSIONS, "stream {} has a gap"),
        (_ORDER, "position {} does not follow the one before"),
    ):
        asked = statement.replace("{schema}", f'"{schema}"')
        for (where,) in conn.execute(asked.encode()).fetchall():
            yield words.format(where)


def own_picture(conn: Connection, schema: str, view: View[Any]) -> Picture | None:
    """Return what a view of the own log says, None before it was built."""
    with one_moment(conn):
        state = state_of(conn, view)
        if state is None:
            return None
        return Picture(rows_of(conn, schema, view, state), {schema: state.cursor})


def rows_of(conn: Connection, schema: str, view: View[Any], state: ViewState) -> dict[RowKey, Any]:
    """Return the rows that answer now, by their keys."""
    table = ViewTable(view, schema, state.generation)
    return {table.key_of(row): row for row in table.all_rows(conn)}


def view_fault(
    view: View[Any],
    picture: Picture,
    feeds: Mapping[str, Feed],
    read: Callable[[str, Row], Recorded[Any]],
) -> str | None:
    """Fold the logs in memory as far as the view has read; say where its rows differ (9)."""
    try:
        folded = _folded(view, picture, feeds, read)
    except UnreadableError as trouble:
        return str(trouble)
    for key in picture.rows.keys() | folded.keys():
        if picture.rows.get(key) != folded.get(key):
            return f"the row {key} is not what the log says"
    return None


def _folded(
    view: View[Any],
    picture: Picture,
    feeds: Mapping[str, Feed],
    read: Callable[[str, Row], Recorded[Any]],
) -> dict[RowKey, Any]:
    rows: dict[RowKey, Any] = {}
    for source, upto in picture.upto.items():
        for stored in _upto(feeds[source], upto):
            if stored.event_id in picture.left_out or not view.reads(stored.tag):
                continue
            fact = _read(read, source, stored)
            for key in view.touches(fact):
                rows[key] = view.project(key, rows.get(key), fact)
    return {key: row for key, row in rows.items() if row is not None}


def _upto(feed: Feed, upto: Cursor) -> Iterator[Row]:
    cursor = Cursor()
    while cursor.position < upto.position:
        page = feed.feed(cursor, _PAGE)
        if not page.rows:
            msg = f"it has seen position {upto.position} and the log ends at {cursor.position}"
            raise UnreadableError(msg)
        yield from (row for row in page.rows if row.position <= upto.position)
        cursor = page.upto


def _read(read: Callable[[str, Row], Recorded[Any]], source: str, stored: Row) -> Recorded[Any]:
    try:
        return read(source, stored)
    except msgspec.MsgspecError as trouble:
        msg = f"position {stored.position} cannot be read"
        raise UnreadableError(msg) from trouble
