"""Builds a view anew beside the one that answers, and swaps them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from shared.collector import folding
from shared.eventlog.envelope import Cursor
from shared.eventlog.view_state import ViewState, set_state, state_of, states_in
from shared.eventlog.view_table import ViewTable, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from uuid import UUID

    from shared.eventlog.codec import Codec
    from shared.eventlog.database import Connection, Database
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.row import Page, Row
    from shared.eventlog.view import RowKey, View

PAGE = 5000


class Feed(Protocol):
    """Where a source's facts are read."""

    def feed(self, after: Cursor, limit: int) -> Page:
        """Return the facts after a cursor."""
        ...

    def head(self) -> Cursor:
        """Return where the source ends."""
        ...


class Shadow:
    """A table that is being filled, and how far each source has been read into it."""

    def __init__(
        self,
        database: Database,
        view: View[Any],
        feeds: Mapping[str, Feed],
        codec: Codec,
        left_out: frozenset[UUID] = frozenset(),
    ) -> None:
        """Prepare to build `view` from `feeds`; facts in `left_out` are parked or were skipped."""
        self._database = database
        self.view = view
        self._feeds = feeds
        self._codec = codec
        self._left_out = left_out
        self.cursors = dict.fromkeys(feeds, Cursor())

    def build(self, upto: Mapping[str, Cursor]) -> None:
        """Make the table of the next generation and fill it in one go."""
        with self._database.connection() as conn, conn.transaction():
            state = state_of(conn, self.view)
            live = state.generation if state else 0
            self.table = ViewTable(self.view, self._database.schema, live + 1)
            self.table.drop_others(conn, live)
            self.table.create(conn, self._folded(upto))

    def catch_up(self, conn: Connection, upto: Mapping[str, Cursor]) -> None:
        """Bring the new table to where its sources were, or the inbox stands; they may go on."""
        for source in self._feeds:
            for rows in self._pages(source, upto):
                apply(conn, [(self.table, list(self._read(source, rows)))])

    def swap(self, conn: Connection) -> None:
        """Let the new table answer; the old one goes in the same transaction."""
        old = state_of(conn, self.view, "FOR UPDATE")
        cursor = Cursor() if self.view.follows else next(iter(self.cursors.values()))
        self.table.publish(conn)
        set_state(conn, self.view, ViewState(self.table.generation, cursor))
        if old is not None:
            ViewTable(self.view, self._database.schema, old.generation).drop(conn)

    def _folded(self, upto: Mapping[str, Cursor]) -> Iterator[Any]:
        view = self.view
        rows: dict[RowKey, Any] = {}
        for fact in self._facts(upto):
            for key in view.touches(fact):
                row = view.project(key, rows.get(key), fact)
                if not view.append_only:
                    rows[key] = row
                elif row is not None:
                    yield row
        yield from (row for row in rows.values() if row is not None)

    def _facts(self, upto: Mapping[str, Cursor]) -> Iterator[Recorded[Any]]:
        for source in self._feeds:
            for page in self._pages(source, upto):
                yield from self._read(source, page)

    def _read(self, source: str, rows: Sequence[Row]) -> Iterator[Recorded[Any]]:
        read, reads = self._codec.read, self.view.reads
        return (read(source, row) for row in rows if reads(row.tag))

    def _pages(self, source: str, upto: Mapping[str, Cursor]) -> Iterator[Sequence[Row]]:
        """Read a source page by page; the next one is fetched while one is folded."""
        feed, last = self._feeds[source].feed, upto[source].position
        with ThreadPoolExecutor(1) as ahead:
            page = feed(self.cursors[source], PAGE) if self._is_before(source, last) else None
            while page is not None:
                rows = [row for row in page.rows if row.position <= last]
                if not rows:
                    return
                at = self.cursors[source] = rows[-1].cursor
                coming = ahead.submit(feed, at, PAGE) if self._is_before(source, last) else None
                yield [row for row in rows if row.event_id not in self._left_out]
                page = coming.result() if coming else None

    def _is_before(self, source: str, position: int) -> bool:
        return self.cursors[source].position < position


@contextmanager
def building(database: Database) -> Iterator[None]:
    """Be the only one who builds views of this service, in whatever process.

    Two who build the same view, an operator twice or two processes that start together, would fill
    the same new table and drop it under each other. The lock goes with its connection.
    """
    with folding(), database.connect() as conn:
        conn.execute("SELECT pg_advisory_lock(hashtext(%s))", (f"{database.schema}.rebuild",))
        yield


def rebuild_own(database: Database, view: View[Any], log: Feed, codec: Codec) -> int:
    """Build an own view anew while the live one goes on; return its new generation."""
    with building(database):
        return _rebuilt(database, view, log, codec)


def _rebuilt(database: Database, view: View[Any], log: Feed, codec: Codec) -> int:
    own = database.schema
    shadow = Shadow(database, view, {own: log}, codec)
    shadow.build({own: log.head()})
    with database.connection() as conn, conn.transaction():
        shadow.catch_up(conn, {own: log.head()})
    with database.connection() as conn, conn.transaction():
        state_of(conn, view, "FOR UPDATE")
        shadow.catch_up(conn, {own: log.head()})
        shadow.swap(conn)
    return shadow.table.generation


def ensure_own(database: Database, views: Sequence[View[Any]], log: Feed, codec: Codec) -> None:
    """Build those own views whose version has no table yet."""
    own = [view for view in views if not view.follows]
    ensure(database, own, lambda view: _rebuilt(database, view, log, codec))


def ensure(
    database: Database, views: Sequence[View[Any]], build: Callable[[View[Any]], object]
) -> None:
    """Build what has no table yet; who starts at the same time waits and finds it done."""
    if not _without_table(database, views):
        return
    with building(database):
        for view in _without_table(database, views):
            build(view)


def _without_table(database: Database, views: Sequence[View[Any]]) -> list[View[Any]]:
    with database.connection() as conn:
        built = {(name, version) for name, version, _ in states_in(conn)}
    return [view for view in views if (view.name, view.version) not in built]
