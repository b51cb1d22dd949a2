"""Guards taken away on purpose: each named fault test must turn red without its guard."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from shared.eventlog import follower, rebuild
from shared.eventlog.envelope import Cursor
from shared.eventlog.view_state import ViewState, _locked, set_state, state_of
from shared.messaging import attempt, handling, parking, tracking
from shared.messaging.inbox import Inbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from uuid import UUID

    from shared.eventlog.database import Connection
    from shared.eventlog.row import Row
    from shared.eventlog.view import View
    from shared.messaging.line import Line


@contextmanager
def greater_than(
    conn: Connection, consumer: str, source: str, mine: str, *, old: Cursor, new: Cursor
) -> Iterator[None]:
    """Move tracking by "greater than" instead of comparing the whole cursor (I5)."""
    tracking.lock_consumer(conn, consumer)
    moved = conn.execute(
        'UPDATE tracking SET epoch = %s, "position" = %s, event_id = %s '
        'WHERE consumer = %s AND source = %s AND "position" < %s',
        (new.epoch, new.position, new.event_id, consumer, source, new.position),
    ).rowcount
    if moved != 1:
        raise tracking.Refused(source)
    yield


@contextmanager
def anybody(
    conn: Connection, consumer: str, source: str, mine: str, *, old: Cursor, new: Cursor
) -> Iterator[None]:
    """Move tracking whatever subscription the row names (I8)."""
    tracking.lock_consumer(conn, consumer)
    conn.execute(
        'UPDATE tracking SET epoch = %s, "position" = %s, event_id = %s '
        "WHERE consumer = %s AND source = %s",
        (new.epoch, new.position, new.event_id, consumer, source),
    )
    yield


def never_looks(self: Inbox, line: Line) -> None:
    """Take the cursor from the row without asking whose row it is (I8)."""
    line.cursor = tracking.load(self._conn, "gamma", line.source).cursor
    line.asked = None


def tracking_apart(self: handling.Handling, line: Line, rows: Sequence[Row], upto: Cursor) -> None:
    """Commit tracking first and the effects afterwards (E1)."""
    with handling.outages(self.conn), self.conn.transaction():
        ready = self._advance(line, rows, upto)
    with handling.outages(self.conn), self.conn.transaction():
        self._take_effect(line.source, ready)
    line.cursor = upto


def tracking_apart_alone(
    self: handling.Handling, line: Line, row: Row, upto: Cursor
) -> handling.Tried:
    """Do the same for one fact."""
    tracking_apart(self, line, [row], upto)
    return handling.Tried.DONE


def forgetful(conn: Connection, consumer: str, event_id: UUID) -> int:
    """Count tries in memory, which dies with the process (K1)."""
    return 1


def first_subject_only(row: Row) -> frozenset[UUID]:
    """File a fact under one of its citizens (K4)."""
    return frozenset(row.subjects[:1])


def keeps_the_mark(conn: Connection, view: View[Any], state: ViewState) -> None:
    """Swap the tables and leave the view's row where the old table stood (V2)."""
    old = state_of(conn, view)
    set_state(conn, view, ViewState(state.generation, old.cursor if old else Cursor()))


def holds_all(conn: Connection, states: Mapping[View[Any], ViewState]) -> list[View[Any]]:
    """Let a follower write that remembers where a view stood before (V1 to V3)."""
    return [view for view, _ in _locked(conn, states, "FOR UPDATE")]


MUTANTS: dict[str, list[tuple[Any, str, Callable[..., Any]]]] = {
    "greater": [(tracking, "advancing", greater_than)],
    "anybody": [(tracking, "advancing", anybody), (Inbox, "_reload", never_looks)],
    "apart": [
        (handling.Handling, "together", tracking_apart),
        (handling.Handling, "_try", tracking_apart_alone),
    ],
    "forgetful": [(attempt, "count", forgetful)],
    "first_subject": [(parking, "waits_with", first_subject_only)],
    "kept_mark": [(rebuild, "set_state", keeps_the_mark)],
    "any_mark": [(follower, "hold", holds_all)],
}


def mutate(name: str, replace: Callable[[Any, str, Any], None] = setattr) -> None:
    """Take a guard away; `replace` is a test's monkeypatch, or for good in a child process."""
    for owner, attribute, naive in MUTANTS[name]:
        replace(owner, attribute, naive)
