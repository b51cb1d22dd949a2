"""Checks on a live system that a log is whole and its views say what it says; it only reads."""

from __future__ import annotations

from contextlib import contextmanager
from secrets import token_bytes
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from shared.eventlog.hearing import FedLog, read_aloud
from shared.eventlog.sums import KEY_BYTES, Sums
from shared.eventlog.view_state import state_of
from shared.eventlog.view_table import ViewTable
from shared.eventlog.wrong_row import wrong_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from uuid import UUID

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Cursor, Recorded
    from shared.eventlog.hearing import Heard
    from shared.eventlog.rebuild import Feed
    from shared.eventlog.row import Row
    from shared.eventlog.shelf import Shelf
    from shared.eventlog.view import View
    from shared.eventlog.view_state import ViewState

    Read = Callable[[str, Row], Recorded[Any]]
    See = Callable[[Sequence[Any]], None]
    Look = Callable[[View[Any], See], "Stand | None"]

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


class Stand(NamedTuple):
    """How far a view had read each log when it was looked at."""

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


def own_look(conn: Connection, schema: str) -> Look:
    """Return how to look at the views of the own log."""

    def look(view: View[Any], see: See) -> Stand | None:
        with one_moment(conn):
            state = state_of(conn, view)
            if state is None:
                return None
            see_rows(conn, schema, view, state, see)
            return Stand({schema: state.cursor})

    return look


def see_rows(conn: Connection, schema: str, view: View[Any], state: ViewState, see: See) -> None:
    """Show each row that answers now, one after the other."""
    for row in ViewTable(view, schema, state.generation).passing(conn):
        see(row)


class Folds:
    """The views of one service that read with one codec, folded anew while logs are read out.

    Neither what a table says nor what the logs make of it is kept: both are summed up, and only
    where the sums differ is the table looked at once more for the row that is wrong.
    """

    def __init__(self, look: Look, read: Read, shelf: Shelf) -> None:
        """Look at no view yet."""
        self._look = look
        self._read = read
        self._shelf = shelf
        self._folds: list[_Fold] = []

    def add(self, view: View[Any]) -> bool:
        """Look at a view as it stands now; say whether it was ever built."""
        key = token_bytes(KEY_BYTES)
        said = Sums(view, key)
        stand = self._look(view, said.add)
        if stand is not None:
            self._folds.append(_Fold(view, stand, said, Sums(view, key), self._shelf))
        return stand is not None

    def begin(self, source: str) -> int:
        """Return how far the views have read a log."""
        return max((fold.seen(source) for fold in self._folds), default=0)

    def hear(self, source: str, heard: Heard) -> None:
        """Give each fact to the views that read it; each is opened once."""
        folds = [fold for fold in self._folds if source in fold.stand.upto and not fold.trouble]
        by_tag: dict[str, list[tuple[_Fold, int]]] = {}
        for row in heard.rows:
            if row.tag not in by_tag:
                reading = [(each, each.seen(source)) for each in folds if each.view.reads(row.tag)]
                by_tag[row.tag] = reading
            wanting = [
                fold
                for fold, seen in by_tag[row.tag]
                if row.position <= seen and row.event_id not in fold.stand.left_out
            ]
            if wanting:
                self._open(source, row, wanting)
        for fold in folds:
            fold.go_on()
        try:
            self._shelf.tidy()
        except Exception as trouble:  # noqa: BLE001 - the chain is read on
            self.missed(source, trouble)

    def missed(self, source: str, trouble: Exception) -> None:
        """Compare none of the views that read this log."""
        for fold in self._folds:
            if source in fold.stand.upto:
                fold.give_up(_not_checked(trouble))

    def end(self, source: str, position: int) -> None:
        """Compare no view that has read more than there is."""
        for fold in self._folds:
            seen = fold.seen(source)
            if seen > position:
                fold.give_up(f"it has seen position {seen} and the log ends at {position}")

    def faults(self, feeds: Mapping[str, Feed]) -> Iterator[tuple[View[Any], str]]:
        """Say where the rows that answer are not what the logs say (9), when all was heard."""
        for fold in self._folds:
            if fault := self._fault(fold, feeds):
                yield fold.view, fault

    def _open(self, source: str, row: Row, wanting: Sequence[_Fold]) -> None:
        try:
            fact = self._read(source, row)
        except Exception as trouble:  # noqa: BLE001 - that it cannot is a finding of its own
            unread = isinstance(trouble, msgspec.MsgspecError)
            why = f"position {row.position} cannot be read" if unread else _not_checked(trouble)
            for fold in wanting:
                fold.give_up(why)
        else:
            for fold in wanting:
                fold.waiting.append(fact)

    def _fault(self, fold: _Fold, feeds: Mapping[str, Feed]) -> str | None:
        differing = fold.differing()
        if fold.trouble or not differing:
            return fold.trouble
        try:
            return wrong_row(fold.view, self._look, feeds, self._read, differing)
        except Exception as trouble:  # noqa: BLE001 - that it cannot is a finding of its own
            return _not_checked(trouble)


class _Fold:
    """What the logs make of one view."""

    def __init__(
        self, view: View[Any], stand: Stand, said: Sums, folded: Sums, shelf: Shelf
    ) -> None:
        self.view = view
        self.stand = stand
        self.trouble: str | None = None
        self.waiting: list[Recorded[Any]] = []
        self._said = said
        self._folded = folded
        self._rows = shelf.rows(view.row)

    def seen(self, source: str) -> int:
        """Return how far the view has read a log, 0 where it reads none of it."""
        cursor = self.stand.upto.get(source)
        return cursor.position if cursor else 0

    def go_on(self) -> None:
        """Fold the facts that wait; a view that cannot be folded hinders no other."""
        facts, self.waiting = self.waiting, []
        try:
            if self.view.append_only:
                self._append(facts)
            else:
                self._fold(facts)
        except Exception as trouble:  # noqa: BLE001 - that it cannot is a finding of its own
            self.give_up(_not_checked(trouble))

    def give_up(self, why: str) -> None:
        """Remember the first thing that hinders the comparison."""
        self.trouble = self.trouble or why

    def differing(self) -> list[int]:
        """Name the buckets in which the rows that answer are not what the logs say."""
        if self.trouble is None:
            try:
                for row in self._rows.all():
                    self._folded.add_row(row)
            except Exception as trouble:  # noqa: BLE001 - see go_on
                self.give_up(_not_checked(trouble))
        return self._said.differing(self._folded)

    def _append(self, facts: Sequence[Recorded[Any]]) -> None:
        """Rows that are written once are summed up at once."""
        view = self.view
        for fact in facts:
            for key in dict.fromkeys(view.touches(fact)):
                row = view.project(key, None, fact)
                if row is not None:
                    self._folded.add_row(row)

    def _fold(self, facts: Sequence[Recorded[Any]]) -> None:
        rows, project = self._rows, self.view.project
        touched = [(key, fact) for fact in facts for key in self.view.touches(fact)]
        rows.fetch({key for key, _ in touched})
        for key, fact in touched:
            rows.put(key, project(key, rows.get(key), fact))


def view_faults(
    views: Sequence[View[Any]], look: Look, feeds: Mapping[str, Feed], read: Read, shelf: Shelf
) -> Iterator[tuple[View[Any], str]]:
    """Fold the logs as far as each view has read them; say where its rows differ (9).

    Each log is read once for all views, and a fact is opened once for all that read it.
    """
    folds = Folds(look, read, shelf)
    for view in views:
        folds.add(view)
    read_aloud({name: FedLog(feed) for name, feed in feeds.items()}, [folds])
    yield from folds.faults(feeds)


def _not_checked(trouble: Exception) -> str:
    return f"could not be checked ({type(trouble).__name__})"
