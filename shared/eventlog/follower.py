"""Keeps the own views level with the own log."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

import structlog

from shared.eventlog.row import LogDiverged
from shared.eventlog.view_state import ViewState, hold, move, states_in
from shared.eventlog.view_table import apply, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.eventlog.codec import Codec
    from shared.eventlog.database import Database
    from shared.eventlog.envelope import Cursor, Recorded
    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Page
    from shared.eventlog.view import View

    States: TypeAlias = dict[View[Any], ViewState]

PAGE = 500
_log = structlog.get_logger()


class _Went(Enum):
    """What became of some views with a page: all went on, or whatever of them comes first here."""

    OVERTAKEN = 1
    """Somebody else had moved or replaced one of them meanwhile."""
    ON = 2
    NOWHERE = 3
    """Broken."""


class Follower:
    """Brings a service's own views forward, page by page; two of them may overlap without harm."""

    def __init__(
        self, database: Database, log: PostgresLog, codec: Codec, views: Sequence[View[Any]]
    ) -> None:
        """Follow `log` for those of `views` that read the own log."""
        self._database = database
        self._log = log
        self._codec = codec
        self.views = tuple(view for view in views if not view.follows)
        self.halted: dict[str, str] = {}
        """Views that stand at a fact the log does not hold, and why; only a rebuild mends them."""

    def step(self) -> bool:
        """Bring each view one page forward; say whether it is worth looking again at once.

        A page that was not full ends where the log ended; what comes later rings the bell.
        """
        again = False
        for cursor, states in self._states().items():
            page = self._page(cursor, states)
            if page is None or not page.rows:
                continue
            facts = [self._codec.read(self._database.schema, row) for row in page.rows]
            went = self._forward(states, page.upto, facts)
            again = again or went is _Went.OVERTAKEN
            again = again or (went is _Went.ON and len(page.rows) == PAGE)
        return again

    def _page(self, cursor: Cursor, states: States) -> Page | None:
        """Return the facts after a cursor; views that show what the log has lost stand still."""
        names = [view.name for view in states]
        try:
            page = self._log.feed(cursor, PAGE)
        except LogDiverged:
            for name in names:
                if name not in self.halted:
                    _log.error("view_halted", view=name, position=cursor.position)
                self.halted[name] = "log_diverged"
            return None
        for name in names:
            self.halted.pop(name, None)
        return page

    def catch_up(self) -> None:
        """Go on until every view is level with the log."""
        while self.step():
            pass

    def positions(self) -> dict[str, int]:
        """Return how far each view has come."""
        with self._database.connection() as conn:
            known = {(view, version): state for view, version, state in states_in(conn)}
        states = {view.name: known.get((view.name, view.version)) for view in self.views}
        return {name: state.cursor.position if state else 0 for name, state in states.items()}

    def _states(self) -> dict[Cursor, States]:
        by_cursor: dict[Cursor, States] = defaultdict(dict)
        mine = {(view.name, view.version): view for view in self.views}
        with self._database.connection() as conn:
            for name, version, state in states_in(conn):
                if (name, version) in mine:
                    by_cursor[state.cursor][mine[name, version]] = state
        return by_cursor

    def _forward(self, states: States, upto: Cursor, facts: Sequence[Recorded[Any]]) -> _Went:
        """Bring views forward together, or one by one when one of them is broken."""
        try:
            return self._together(states, upto, facts)
        except Exception:  # noqa: BLE001 - one broken view must not stop the others
            went = [self._alone(view, state, upto, facts) for view, state in states.items()]
            return min(went, key=lambda each: each.value)

    def _alone(
        self, view: View[Any], state: ViewState, upto: Cursor, facts: Sequence[Recorded[Any]]
    ) -> _Went:
        try:
            return self._together({view: state}, upto, facts)
        except Exception:  # noqa: BLE001 - see above
            _log.exception("view_stopped", view=view.name, position=state.cursor.position)
            return _Went.NOWHERE

    def _together(self, states: States, upto: Cursor, facts: Sequence[Recorded[Any]]) -> _Went:
        """Write rows and marks of all these views in one transaction.

        It does not wait for the disk: a power cut takes the last rows and their marks together,
        and then they are written again from the log, which does wait.
        """
        schema = self._database.schema
        with self._database.connection() as conn, conn.transaction(), conn.pipeline():
            conn.execute("SET LOCAL synchronous_commit = off")
            held = hold(conn, states)
            tables = [table_of(view, schema, states[view].generation) for view in held]
            apply(conn, [(table, facts) for table in tables])
            if held:
                move(conn, held, upto)
        return _Went.ON if len(held) == len(states) else _Went.OVERTAKEN
