"""Checks on a live system that a log is whole and its views say what it says; it only reads."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from shared.eventlog.envelope import Cursor
from shared.eventlog.view_state import ViewState, state_of
from shared.eventlog.view_table import ViewTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
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

    view: View[Any]
    rows: Mapping[RowKey, Any]
    upto: Mapping[str, Cursor]
    left_out: frozenset[UUID] = frozenset()
    """Facts that are set aside or were skipped: they have had no effect."""


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
        return Picture(view, rows_of(conn, schema, view, state), {schema: state.cursor})


def rows_of(conn: Connection, schema: str, view: View[Any], state: ViewState) -> dict[RowKey, Any]:
    """Return the rows that answer now, by their keys."""
    table = ViewTable(view, schema, state.generation)
    return {table.key_of(row): row for row in table.all_rows(conn)}


def view_faults(
    pictures: Sequence[Picture],
    feeds: Mapping[str, Feed],
    read: Callable[[str, Row], Recorded[Any]],
) -> Iterator[tuple[View[Any], str]]:
    """Fold the logs in memory as far as each view has read; say where its rows differ (9).

    Each log is read once for all views, and a fact is opened once for all that read it.
    """
    folds = [_Fold(picture) for picture in pictures]
    for source in dict.fromkeys(name for picture in pictures for name in picture.upto):
        readers = [fold for fold in folds if source in fold.picture.upto]
        try:
            _follow(source, feeds[source], readers, read)
        except Exception as trouble:  # noqa: BLE001 - whatever lies in one log, the others are read
            for fold in readers:
                fold.give_up(_not_checked(trouble))
    for fold in folds:
        if fault := fold.fault():
            yield fold.picture.view, fault


def _follow(
    source: str,
    feed: Feed,
    folds: Sequence[_Fold],
    read: Callable[[str, Row], Recorded[Any]],
) -> None:
    """Give each fact of a log to the views that read it."""
    last = max(fold.picture.upto[source].position for fold in folds)
    end = 0
    for stored in _upto(feed, last):
        end = stored.position
        wanting = [fold for fold in folds if fold.wants(source, stored)]
        if not wanting:
            continue
        try:
            fact = read(source, stored)
        except msgspec.MsgspecError:
            for fold in wanting:
                fold.give_up(f"position {end} cannot be read")
            continue
        for fold in wanting:
            fold.take(fact)
    for fold in folds:
        seen = fold.picture.upto[source].position
        if seen > end:
            fold.give_up(f"it has seen position {seen} and the log ends at {end}")


class _Fold:
    """What the logs make of one view."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._rows: dict[RowKey, Any] = {}
        self._trouble: str | None = None

    def wants(self, source: str, stored: Row) -> bool:
        """Say whether the view has read this fact and makes something of it."""
        picture = self.picture
        return (
            self._trouble is None
            and picture.view.reads(stored.tag)
            and stored.position <= picture.upto[source].position
            and stored.event_id not in picture.left_out
        )

    def take(self, fact: Recorded[Any]) -> None:
        """Fold one fact; a view that cannot be folded hinders no other."""
        view, rows = self.picture.view, self._rows
        try:
            for key in view.touches(fact):
                rows[key] = view.project(key, rows.get(key), fact)
        except Exception as trouble:  # noqa: BLE001 - that it cannot is a finding of its own
            self.give_up(_not_checked(trouble))

    def give_up(self, why: str) -> None:
        """Remember the first thing that hinders the comparison."""
        self._trouble = self._trouble or why

    def fault(self) -> str | None:
        """Say where the rows that answer are not what the logs say."""
        if self._trouble is not None:
            return self._trouble
        folded = {key: row for key, row in self._rows.items() if row is not None}
        said = self.picture.rows
        for key in said.keys() | folded.keys():
            if said.get(key) != folded.get(key):
                return f"the row {key} is not what the log says"
        return None


def _upto(feed: Feed, last: int) -> Iterator[Row]:
    cursor = Cursor()
    while cursor.position < last:
        page = feed.feed(cursor, _PAGE)
        if not page.rows:
            return
        yield from (row for row in page.rows if row.position <= last)
        cursor = page.upto


def _not_checked(trouble: Exception) -> str:
    return f"could not be checked ({type(trouble).__name__})"
