"""What `jobcenter verify` looks at, service by service; it only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from jobcenter.proof import proof
from shared.eventlog.envelope import Cursor
from shared.eventlog.view_state import state_of
from shared.eventlog.view_table import ViewTable
from shared.messaging.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shared.casework.works import Works
    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.row import Row
    from shared.eventlog.view import View

PROMISES = {
    "I2": "no order was carried out twice: each key has one answer, each fact one id",
    "I3": "each fact had its effects once in each reader",
    "I4": "facts about one citizen were taken in their order, none left out",
    "I5": "streams have no gap, the log goes on in order, each row names the one before",
    "I6": "every own view equals what the log says",
    "I10": "nothing is stuck: readers are level or say why",
    "I11": "each row holds the hash of the row before, and the log is what was signed",
}

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
_BY_INVARIANT = {3: "I3", 4: "I4", 5: "I4", 6: "I4", 7: "I3", 8: "I10", 9: "I6"}


class UnreadableError(ValueError):
    """A stored fact is not what its schema says; it was changed by hand or damaged."""


def findings_of(works: Works, against: Path | None = None) -> Iterator[tuple[str, str]]:
    """Return promises that are broken in one service, each with where.

    `against` is a folder with a copy of the checkpoints that was kept elsewhere.
    """
    with works.database.connection() as conn:
        yield from _whole("I5", _streams(works, conn))
        yield from _whole("I11", proof(works, conn, against))
        yield from _whole("I3", _readers(works, conn))
        for view in works.views:
            if not view.follows:
                yield from _whole("I6", _view(works, conn, view))


def _whole(promise: str, looked: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Go on when a check cannot read what was tampered with: that it cannot is a finding."""
    try:
        yield from looked
    except Exception as trouble:  # noqa: BLE001 - whatever lies in the tables, the next check is made
        yield promise, f"could not be checked ({type(trouble).__name__})"


def _streams(works: Works, conn: Connection) -> Iterator[tuple[str, str]]:
    schema = f'"{works.service.name}"'
    for statement, words in (
        (_VERSIONS, "stream {} has a gap"),
        (_ORDER, "position {} does not follow the one before"),
    ):
        for (where,) in conn.execute(statement.replace("{schema}", schema).encode()).fetchall():
            yield "I5", words.format(where)


def _readers(works: Works, conn: Connection) -> Iterator[tuple[str, str]]:
    if not works.service.sources:
        return
    for finding in check(conn, works.service.name, works.producers, own=works.log):
        yield _BY_INVARIANT.get(finding.invariant, "I3"), f"{finding.source}: {finding.text}"


def _view(works: Works, conn: Connection, view: View[Any]) -> Iterator[tuple[str, str]]:
    """Fold the log in memory up to where the view stands and compare row by row."""
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        state = state_of(conn, view)
        if state is None:
            yield "I6", f"{view.name} was never built"
            return
        table = ViewTable(view, works.service.name, state.generation)
        live = {key_of(view, row): row for row in table.all_rows(conn)}
    try:
        folded = _folded(works, view, state.cursor)
    except UnreadableError as trouble:
        yield "I6", f"{view.name}: {trouble}"
        return
    for key in live.keys() | folded.keys():
        if live.get(key) != folded.get(key):
            yield "I6", f"{view.name}: the row {key} is not what the log says"
            return


def _folded(works: Works, view: View[Any], upto: Cursor) -> dict[Any, Any]:
    rows: dict[Any, Any] = {}
    cursor = Cursor()
    while cursor.position < upto.position:
        page = works.log.feed(cursor, 5000)
        if not page.rows:
            msg = f"it has seen position {upto.position} and the log ends at {cursor.position}"
            raise UnreadableError(msg)
        for stored in page.rows:
            if stored.position > upto.position:
                break
            fact = _read(works, stored)
            for key in view.touches(fact):
                rows[key] = view.project(key, rows.get(key), fact)
        cursor = page.upto
    return {key: row for key, row in rows.items() if row is not None}


def _read(works: Works, stored: Row) -> Recorded[Any]:
    try:
        return works.office.codec.read(works.service.name, stored)
    except msgspec.MsgspecError as trouble:
        msg = f"position {stored.position} cannot be read"
        raise UnreadableError(msg) from trouble


def key_of(view: View[Any], row: Any) -> tuple[Any, ...]:
    """Return the key of a row."""
    return tuple(getattr(row, name) for name in view.key)
