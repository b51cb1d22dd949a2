"""Checks on a live system that what was promised between services holds; it only reads.

Numbers are those of protocol section 3: 3 once, 4 none missing, 5 order, 6 parked is the suffix,
7 all or none, 8 loud divergence, 10 progress; the log (2) and views (9) are checked beside it
(`shared.eventlog.verify`). What was applied is known exactly where the caller has a list of it
(`applied`), else from the facts it caused in the own log, which name their cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import msgspec

from shared.eventlog.envelope import Cursor
from shared.eventlog.row import LogDiverged
from shared.messaging import parking, tracking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.row import Page, Row

_PAGE = 5000


class ReadableLog(Protocol):
    """A log as far as checking it goes."""

    def feed(self, after: Cursor, limit: int) -> Page:
        """Return the facts after a cursor."""
        ...


class Finding(msgspec.Struct, frozen=True):
    """A promise that is broken, and where."""

    invariant: int
    source: str
    text: str


class _Cause(msgspec.Struct, frozen=True):
    causation_id: UUID | None = None


class _Stored(msgspec.Struct, frozen=True):
    meta: _Cause


class _Fact(msgspec.Struct, frozen=True):
    source: str
    position: int
    subjects: frozenset[UUID]


class _Waiting(msgspec.Struct, frozen=True):
    place: int
    source: str
    position: int
    event_id: UUID
    subjects: frozenset[UUID]
    failed: bool


_stored = msgspec.json.Decoder(_Stored)


def check(
    conn: Connection,
    consumer: str,
    sources: Mapping[str, ReadableLog],
    own: ReadableLog | None = None,
    applied: Sequence[UUID] | None = None,
) -> list[Finding]:
    """Return every broken promise of one consumer; none is the right answer.

    Reads effects first, then the tables, then the sources' logs, so that what happens meanwhile is
    never taken for a fault. With `applied` the consumer must be at rest.
    """
    done = list(applied) if applied is not None else _effects(own)
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        rows = {each: _tracked(conn, consumer, each) for each in sources}
        waiting = _waiting(conn, consumer)
        skipped = _ids(conn, "SELECT event_id FROM skipped WHERE consumer = %s", consumer)
        draining = _ids(conn, "SELECT subject FROM draining WHERE consumer = %s", consumer)
        listed = _subjects(conn, consumer)
    facts: dict[UUID, _Fact] = {}
    findings: list[Finding] = []
    for source, log in sources.items():
        findings += _cursor_stands(source, log, rows[source])
        for row in pages(log):
            facts[row.event_id] = _Fact(source, row.position, parking.waits_with(row))
    done = [each for each in done if each in facts]
    tracked = {source: row.cursor for source, row in rows.items() if row is not None}
    seen = _Seen(facts, done, waiting, skipped)
    findings += seen.once(exact=applied is not None)
    if applied is not None:
        findings += seen.none_missing(tracked)
    findings += seen.not_ahead(tracked)
    findings += seen.in_order()
    findings += seen.suffix()
    findings += _waits_for_a_reason(waiting, draining, listed)
    return findings


class _Seen:
    """All that one consumer did with facts, against what the logs hold."""

    def __init__(
        self,
        facts: Mapping[UUID, _Fact],
        done: Sequence[UUID],
        waiting: Sequence[_Waiting],
        skipped: frozenset[UUID],
    ) -> None:
        self._facts = facts
        self._done = done
        self._waiting = waiting
        self._skipped = skipped

    def once(self, *, exact: bool) -> Iterator[Finding]:
        """No fact is applied twice, nor applied and set aside (3, 7)."""
        times = Counter(self._done)
        parked = Counter(each.event_id for each in self._waiting)
        for event_id in {*times, *parked, *self._skipped}:
            fact = self._facts.get(event_id)
            where = fact.source if fact else "?"
            if exact and times[event_id] > 1:
                yield Finding(3, where, f"{event_id} applied {times[event_id]} times")
            if bool(times[event_id]) + parked[event_id] + (event_id in self._skipped) > 1:
                yield Finding(3, where, f"{event_id} both applied and set aside")

    def none_missing(self, tracked: Mapping[str, Cursor]) -> Iterator[Finding]:
        """Every fact up to the tracking row is applied, parked or skipped (4)."""
        known = {*self._done, *(each.event_id for each in self._waiting), *self._skipped}
        for event_id, fact in self._facts.items():
            at = tracked.get(fact.source)
            if at is not None and fact.position <= at.position and event_id not in known:
                yield Finding(4, fact.source, f"{fact.position} was passed over")

    def not_ahead(self, tracked: Mapping[str, Cursor]) -> Iterator[Finding]:
        """Nothing beyond the tracking row is applied or parked (4)."""
        for event_id in (*self._done, *(each.event_id for each in self._waiting)):
            fact = self._facts.get(event_id)
            at = tracked.get(fact.source) if fact else None
            if fact and at is not None and fact.position > at.position:
                yield Finding(4, fact.source, f"{fact.position} lies beyond the tracking row")

    def in_order(self) -> Iterator[Finding]:
        """One citizen's facts of one source are applied in the order of its log (5)."""
        last: dict[tuple[str, UUID], int] = {}
        for event_id in self._done:
            fact = self._facts[event_id]
            for subject in fact.subjects:
                key = (fact.source, subject)
                if last.get(key, 0) > fact.position:
                    yield Finding(5, fact.source, f"{fact.position} came after {last[key]}")
                last[key] = max(last.get(key, 0), fact.position)

    def suffix(self) -> Iterator[Finding]:
        """Nothing was applied past a parked fact of the same citizen and source (6)."""
        first: dict[tuple[str, UUID], int] = {}
        for each in self._waiting:
            for subject in each.subjects:
                key = (each.source, subject)
                first[key] = min(first.get(key, each.position), each.position)
        for event_id in self._done:
            fact = self._facts[event_id]
            for subject in fact.subjects:
                parked = first.get((fact.source, subject))
                if parked is not None and fact.position > parked:
                    yield Finding(6, fact.source, f"{fact.position} overtook parked {parked}")


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


def _waits_for_a_reason(
    waiting: Sequence[_Waiting],
    draining: frozenset[UUID],
    listed: Mapping[int, frozenset[UUID]],
) -> Iterator[Finding]:
    """Check that whatever is parked failed, stands behind one, or is being taken up again (6)."""
    earlier: set[UUID] = set()
    last: dict[tuple[str, UUID], int] = defaultdict(int)
    for each in sorted(waiting, key=lambda one: one.place):
        if listed.get(each.place, frozenset()) != each.subjects:
            yield Finding(6, each.source, f"{each.position} is not filed under all its subjects")
        if not each.failed and (earlier | draining).isdisjoint(each.subjects):
            yield Finding(6, each.source, f"{each.position} waits behind nothing")
        earlier |= each.subjects
        for subject in each.subjects:
            if last[each.source, subject] > each.position:
                yield Finding(5, each.source, f"{each.position} is filed out of order")
            last[each.source, subject] = each.position


def pages(log: ReadableLog) -> Iterator[Row]:
    """Return every fact of a log, from its start."""
    at = Cursor()
    while True:
        page = log.feed(at, _PAGE)
        if not page.rows:
            return
        yield from page.rows
        at = page.upto


def _effects(own: ReadableLog | None) -> list[UUID]:
    """Return the causes of the own facts, each where it first had an effect."""
    found = (causes(row) for row in pages(own)) if own else ()
    return list(dict.fromkeys(each for each in found if each is not None))


def causes(row: Row) -> UUID | None:
    """Return the fact that led to this one."""
    return _stored.decode(row.state).meta.causation_id


def _waiting(conn: Connection, consumer: str) -> list[_Waiting]:
    found = conn.execute(
        'SELECT place, source, "position", event_id, subjects, failed FROM parked '
        "WHERE consumer = %s ORDER BY place",
        (consumer,),
    ).fetchall()
    return [_Waiting(r[0], r[1], r[2], r[3], frozenset(r[4]), r[5]) for r in found]


def _ids(conn: Connection, statement: str, consumer: str) -> frozenset[UUID]:
    return frozenset(each[0] for each in conn.execute(statement.encode(), (consumer,)).fetchall())


def _subjects(conn: Connection, consumer: str) -> dict[int, frozenset[UUID]]:
    found = conn.execute(
        "SELECT place, array_agg(subject) FROM parked_subject WHERE consumer = %s GROUP BY place",
        (consumer,),
    ).fetchall()
    return {place: frozenset(subjects) for place, subjects in found}
