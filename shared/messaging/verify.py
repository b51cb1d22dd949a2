"""Checks on a live system that what was promised between services holds; it only reads.

Numbers are those of protocol section 3: 3 once, 4 none missing, 5 order, 6 parked is the suffix,
7 all or none, 8 loud divergence, 10 progress; the log (2) and views (9) are checked beside it
(`shared.eventlog.verify`). What was applied is known exactly where the caller has a list of it
(`applied`), else from the facts it caused in the own log, which name their cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import msgspec

from shared.eventlog.envelope import Cursor
from shared.eventlog.hearing import FedLog, read_aloud
from shared.eventlog.row import LogDiverged
from shared.messaging import tracking
from shared.messaging.deeds import (
    Deeds,
    Finding,
    KnownLog,
    Waiting,
    found_in,
    wait_for_a_reason,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.hearing import Heard
    from shared.eventlog.row import Page, Row

_PAGE = 5000


class ReadableLog(Protocol):
    """A log as far as checking it goes."""

    def feed(self, after: Cursor, limit: int) -> Page:
        """Return the facts after a cursor."""
        ...

    def head(self) -> Cursor:
        """Return where the log ends."""
        ...


class _Cause(msgspec.Struct, frozen=True):
    causation_id: UUID | None = None


class _Stored(msgspec.Struct, frozen=True):
    meta: _Cause


_stored = msgspec.json.Decoder(_Stored)


class Conduct:
    """What one consumer did, heard from its own log; its tables are looked at before that.

    The tables and the end of the own log are of one moment, and an effect is written with the
    place of its cause: so what happens meanwhile is never taken for a fault.
    """

    def __init__(
        self,
        conn: Connection,
        consumer: str,
        sources: Mapping[str, ReadableLog],
        known: Mapping[str, KnownLog],
        *,
        exact: bool = False,
    ) -> None:
        """Look at the tables; facts are followed in `sources` and found again in `known`."""
        with conn.transaction():
            conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._rows = {each: _tracked(conn, consumer, each) for each in sources}
            self._waiting = _waiting(conn, consumer)
            self._skipped = _ids(conn, "SELECT event_id FROM skipped WHERE consumer = %s", consumer)
            self._draining = _ids(
                conn, "SELECT subject FROM draining WHERE consumer = %s", consumer
            )
            self._listed = _subjects(conn, consumer)
            self._upto = 0 if exact else _end(conn, consumer)
        self._consumer = consumer
        self._sources = sources
        self._known = known
        self._tracked = {name: row.cursor for name, row in self._rows.items() if row is not None}
        self._deeds = Deeds(self._waiting, self._skipped, self._tracked, exact=exact)
        self._trouble: Exception | None = None

    def begin(self, source: str) -> int:
        """Return where the own log ended when the tables were looked at."""
        return self._upto if source == self._consumer else 0

    def hear(self, _source: str, heard: Heard) -> None:
        """Take the causes of the own facts for what was applied."""
        if self._trouble is not None:
            return
        try:
            found = [causes(row) for row in heard.rows if row.position <= self._upto]
            self.applied([each for each in found if each is not None])
        except Exception as trouble:  # noqa: BLE001 - the others hear on
            self._trouble = trouble

    def missed(self, _source: str, trouble: Exception) -> None:
        """Remember why the own log could not be heard to its end."""
        self._trouble = self._trouble or trouble

    def end(self, source: str, position: int) -> None:
        """Nothing is left to do."""

    def applied(self, event_ids: Sequence[UUID]) -> None:
        """Take in what was applied, oldest first."""
        found = found_in(self._known, dict.fromkeys(event_ids))
        for each in event_ids:
            if each in found:
                self._deeds.take(found[each])

    def findings(self) -> Iterator[Finding]:
        """Return every broken promise; none is the right answer."""
        for source, log in self._sources.items():
            yield from _cursor_stands(source, log, self._rows[source])
        aside = {*(each.event_id for each in self._waiting), *self._skipped}
        self._deeds.set_aside(found_in(self._known, aside))
        yield from self._deeds.findings
        yield from wait_for_a_reason(self._waiting, self._draining, self._listed)
        if self._trouble is not None:
            raise self._trouble

    def none_missing(self) -> Iterator[Finding]:
        """Every fact up to the tracking row is applied, parked or skipped (4)."""
        for source, log in self._sources.items():
            at = self._tracked.get(source)
            upto = at.position if at is not None else 0
            for row in pages(log):
                if row.position <= upto and not self._deeds.is_known(row.event_id):
                    yield Finding(4, source, f"{row.position} was passed over")


class SourceLog(ReadableLog, KnownLog, Protocol):
    """A log that is both read and searched."""


def check(
    conn: Connection,
    consumer: str,
    sources: Mapping[str, SourceLog],
    own: ReadableLog | None = None,
    applied: Sequence[UUID] | None = None,
) -> list[Finding]:
    """Return every broken promise of one consumer; none is the right answer.

    With `applied` the consumer must be at rest.
    """
    conduct = Conduct(conn, consumer, sources, sources, exact=applied is not None)
    if applied is not None:
        conduct.applied(applied)
        return [*conduct.findings(), *conduct.none_missing()]
    if own is not None:
        read_aloud({consumer: FedLog(own)}, [conduct])
    return list(conduct.findings())


def _tracked(conn: Connection, consumer: str, source: str) -> tracking.Tracked | None:
    try:
        return tracking.load(conn, consumer, source)
    except tracking.TrackingMissing:
        return None


def _cursor_stands(
    source: str, log: ReadableLog, row: tracking.Tracked | None
) -> Iterator[Finding]:
    """Check that the log holds the fact the tracking row names, and halts nobody it does (8)."""
    if row is None:
        yield Finding(10, source, "has no tracking row, so that nobody may follow it (I10)")
        return
    at = row.cursor
    try:
        log.feed(at, 1)
    except LogDiverged:
        yield Finding(8, source, f"the log does not hold {at.position} of epoch {at.epoch}")
    else:
        if row.halted is not None:
            yield Finding(8, source, f"stands still although the log holds {at.position}")


def pages(log: ReadableLog) -> Iterator[Row]:
    """Return every fact of a log, from its start."""
    at = Cursor()
    while True:
        page = log.feed(at, _PAGE)
        if not page.rows:
            return
        yield from page.rows
        at = page.upto


def _end(conn: Connection, schema: str) -> int:
    found = conn.execute(f'SELECT max("position") FROM "{schema}".events'.encode()).fetchone()
    return int(found[0] or 0) if found else 0


def causes(row: Row) -> UUID | None:
    """Return the fact that led to this one."""
    return _stored.decode(row.state).meta.causation_id


def _waiting(conn: Connection, consumer: str) -> list[Waiting]:
    found = conn.execute(
        'SELECT place, source, "position", event_id, subjects, failed FROM parked '
        "WHERE consumer = %s ORDER BY place",
        (consumer,),
    ).fetchall()
    return [Waiting(r[0], r[1], r[2], r[3], frozenset(r[4]), r[5]) for r in found]


def _ids(conn: Connection, statement: str, consumer: str) -> frozenset[UUID]:
    return frozenset(each[0] for each in conn.execute(statement.encode(), (consumer,)).fetchall())


def _subjects(conn: Connection, consumer: str) -> dict[int, frozenset[UUID]]:
    found = conn.execute(
        "SELECT place, array_agg(subject) FROM parked_subject WHERE consumer = %s GROUP BY place",
        (consumer,),
    ).fetchall()
    return {place: frozenset(subjects) for place, subjects in found}
