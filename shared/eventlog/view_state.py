"""Which table answers for a view, and how far it has followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from shared.eventlog.envelope import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.view import View

_COLUMNS = 'generation, epoch, "position", event_id'


class ViewState(Struct, frozen=True):
    """The generation that answers now and its cursor in the own log."""

    generation: int
    cursor: Cursor


def state_of(conn: Connection, view: View[Any], lock: str = "") -> ViewState | None:
    """Return where a view stands, None before it was built; `lock` as in FOR UPDATE."""
    found = conn.execute(
        f"SELECT {_COLUMNS} FROM view_tracking WHERE view = %s AND version = %s {lock}".encode(),
        (view.name, view.version),
    ).fetchone()
    return ViewState(found[0], Cursor(found[1], found[2], found[3])) if found else None


def states_in(conn: Connection) -> list[tuple[str, int, ViewState]]:
    """Return where every view stands, each with its name and version."""
    found = conn.execute(
        f"SELECT view, version, {_COLUMNS} FROM view_tracking".encode(), prepare=True
    ).fetchall()
    return [(r[0], r[1], ViewState(r[2], Cursor(r[3], r[4], r[5]))) for r in found]


def shared_states(
    conn: Connection, views: Sequence[View[Any]]
) -> list[tuple[View[Any], ViewState]]:
    """Return where views stand that have a table; nobody swaps it before the transaction ends."""
    return _locked(conn, views, "FOR SHARE")


def hold(conn: Connection, states: Mapping[View[Any], ViewState]) -> list[View[Any]]:
    """Hold the rows of these views and return those that still stand where `states` says.

    This is what fences two followers. All take the rows in the same order, so none waits in a ring.
    """
    held = _locked(conn, states, "FOR UPDATE")
    return [view for view, state in held if state == states[view]]


def _locked(
    conn: Connection, views: Iterable[View[Any]], lock: str
) -> list[tuple[View[Any], ViewState]]:
    by_name = {(view.name, view.version): view for view in views}
    found = conn.execute(
        f"SELECT view, version, {_COLUMNS} FROM view_tracking "
        "WHERE (view, version) IN (SELECT * FROM unnest(%s::text[], %s::int[])) "
        f"ORDER BY view, version {lock}".encode(),
        ([name for name, _ in by_name], [version for _, version in by_name]),
        prepare=True,
    ).fetchall()
    return [(by_name[r[0], r[1]], ViewState(r[2], Cursor(r[3], r[4], r[5]))) for r in found]


def move(conn: Connection, views: Sequence[View[Any]], upto: Cursor) -> None:
    """Say how far views have come whose rows are held."""
    conn.execute(
        'UPDATE view_tracking SET epoch = %s, "position" = %s, event_id = %s '
        "WHERE (view, version) IN (SELECT * FROM unnest(%s::text[], %s::int[]))",
        (
            upto.epoch,
            upto.position,
            upto.event_id,
            [view.name for view in views],
            [view.version for view in views],
        ),
        prepare=True,
    )


def set_state(conn: Connection, view: View[Any], state: ViewState) -> None:
    """Say which generation answers from now on, and where it stands."""
    conn.execute(
        "INSERT INTO view_tracking VALUES (%s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (view, version) DO UPDATE SET generation = excluded.generation, "
        'epoch = excluded.epoch, "position" = excluded."position", event_id = excluded.event_id',
        (
            view.name,
            view.version,
            state.generation,
            state.cursor.epoch,
            state.cursor.position,
            state.cursor.event_id,
        ),
    )
