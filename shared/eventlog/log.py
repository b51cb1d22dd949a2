"""The log in PostgreSQL: one function call for each batch of decisions."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec
import psycopg
from msgspec import structs

from shared.eventlog.append import (
    Append,
    Appended,
    ClaimedBy,
    Conflict,
    KeyReused,
    Outcome,
    Replayed,
)
from shared.eventlog.decider import Claim, Release
from shared.eventlog.envelope import Cursor
from shared.eventlog.row import LogDiverged, LogReplaced, Page, Row
from shared.trouble import Unavailable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from shared.clock import Clock
    from shared.eventlog.database import Connection, Database

_COLUMNS = (
    '"position", epoch, previous, event_id, stream, version, tag, subjects, '
    "effective_on, recorded_at, state, previous_hash"
)
_json = msgspec.json.Encoder()


class Place(NamedTuple):
    """Where a fact stands, and whom it is about."""

    event_id: UUID
    position: int
    stream: str
    subjects: tuple[UUID, ...]


class Log(Protocol):
    """What both logs, in memory and in PostgreSQL, can do."""

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return a stream's facts after a version, oldest first."""
        ...

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        """Write decisions; each gets its own answer."""
        ...

    def answer(self, client: str, key: str) -> tuple[bytes, bytes] | None:
        """Return digest and answer of an order that was carried out under this key."""
        ...

    def feed(self, after: Cursor, limit: int) -> Page:
        """Return the facts after a cursor; raise `LogDiverged` if the log does not know it."""
        ...

    def about(self, citizen: UUID, after: int, limit: int) -> list[Row]:
        """Return the facts after a position that are about a citizen or name it, oldest first."""
        ...

    def head(self) -> Cursor:
        """Return where the log ends."""
        ...


class _Source:
    """Where statements run: a pooled connection for each, or one open transaction for all."""

    def __init__(self, database: Database | None, conn: Connection | None) -> None:
        self._database = database
        self._conn = conn

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        if self._conn is not None:
            yield self._conn
        elif self._database is not None:
            with self._database.connection() as conn:
                yield conn


class PostgresLog:
    """A service's log; `bound` gives the same log inside an open transaction."""

    def __init__(self, database: Database, clock: Clock, *, conn: Connection | None = None) -> None:
        """Keep to one schema of one database; time comes from the clock."""
        self._database = database
        self._clock = clock
        self._source = _Source(database, conn)
        schema = database.schema
        self._append = f'SELECT * FROM "{schema}".append(%s, %b, %b, %b, %s)'
        self._read = (
            f'SELECT {_COLUMNS} FROM "{schema}".events '
            "WHERE stream = %s AND version > %s ORDER BY version"
        )
        # Ids stand in clear in a fact's bytes, so whoever is named in a field is found as well.
        self._about = (
            f'SELECT {_COLUMNS} FROM "{schema}".events WHERE "position" > %s '
            "AND (subjects @> ARRAY[%s]::uuid[] OR position(%s::bytea in state) > 0) "
            'ORDER BY "position" LIMIT %s'
        )
        self._feed = f'SELECT {_COLUMNS} FROM "{schema}".feed(%s, %s, %s, %s)'
        self._places = (
            f'SELECT event_id, "position", stream, subjects FROM "{schema}".events '
            "WHERE event_id = ANY(%s)"
        )
        self._head = f'SELECT epoch, "position", event_id FROM "{schema}".head()'
        self._fork = f'SELECT epoch, "position", event_id FROM "{schema}".fork(%s, %s)'
        self._answer = (
            f'SELECT digest, answer FROM "{schema}".idempotency WHERE client = %s AND key = %s'
        )

    def bound(self, conn: Connection) -> PostgresLog:
        """Return this log as seen and written inside `conn`'s transaction."""
        return PostgresLog(self._database, self._clock, conn=conn)

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return a stream's facts after a version, oldest first."""
        with self._source.connection() as conn:
            return _rows(conn, self._read, (stream, after))

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        """Write decisions in one call; each gets its own answer."""
        with self._source.connection() as conn, _answers():
            found = conn.execute(
                self._append, arguments(commands, self._clock.now()), prepare=True
            ).fetchall()
        return [_outcome(*row) for row in found]

    def answer(self, client: str, key: str) -> tuple[bytes, bytes] | None:
        """Return digest and answer of an order that was carried out under this key."""
        with self._source.connection() as conn:
            return conn.execute(self._answer, (client, key), prepare=True).fetchone()

    def feed(self, after: Cursor, limit: int) -> Page:
        """Return the facts after a cursor; raise `LogDiverged` if the log does not know it."""
        with self._source.connection() as conn:
            with _answers():
                rows = _rows(conn, self._feed, (after.epoch, after.position, after.event_id, limit))
            upto = rows[-1].cursor if rows else after
            whole = rows and len(rows) < limit and upto.epoch >= after.epoch
            head = upto if whole else self.head()
        return Page(tuple(rows), _in_epoch(upto, after, head), head)

    def about(self, citizen: UUID, after: int, limit: int) -> list[Row]:
        """Return the facts about a citizen; it goes through the log, as one asks for it rarely."""
        with self._source.connection() as conn:
            return _rows(conn, self._about, (after, citizen, str(citizen).encode(), limit))

    def places(self, event_ids: Collection[UUID]) -> list[Place]:
        """Return where these facts stand, as far as the log holds them."""
        with self._source.connection() as conn:
            found = conn.execute(self._places, (list(event_ids),), prepare=True, binary=True)
            return [Place(r[0], r[1], r[2], tuple(r[3] or ())) for r in found.fetchall()]

    def fork(self, reader: Cursor) -> Cursor | None:
        """Return the last place that this log and a reader of an older epoch have in common."""
        with self._source.connection() as conn:
            found = conn.execute(self._fork, (reader.epoch, reader.position)).fetchone()
        return Cursor(*found) if found else None

    def head(self) -> Cursor:
        """Return where the log ends."""
        with self._source.connection() as conn:
            found = conn.execute(self._head, prepare=True).fetchone()
        return Cursor(*found) if found else Cursor()


def _in_epoch(upto: Cursor, after: Cursor, head: Cursor) -> Cursor:
    """Let a reader who is level, or came from a later epoch, stand in the log's own epoch.

    Then messages of the epoch before, which may tell of facts that were lost, are dropped.
    """
    level = upto.position == head.position
    return structs.replace(upto, epoch=head.epoch if level else max(upto.epoch, after.epoch))


@contextmanager
def _answers() -> Iterator[None]:
    """Give the log's own refusals their names."""
    try:
        yield
    except psycopg.Error as trouble:
        match trouble.sqlstate:
            case "JC409":
                raise LogDiverged from trouble
            case "JC410":
                raise LogReplaced from trouble
            case "JC503":
                raise Unavailable("epoch_not_begun", retry_after=30) from trouble
            case _:
                raise


def _rows(conn: Connection, statement: str, parameters: tuple[Any, ...]) -> list[Row]:
    found = conn.execute(statement, parameters, prepare=True, binary=True).fetchall()
    return [
        Row(r[0], r[1], r[2], r[3], r[4], r[5], r[6], tuple(r[7]), r[8], r[9], r[10], r[11])
        for r in found
    ]


def arguments(commands: Sequence[Append], moment: datetime) -> tuple[Any, ...]:
    """Turn decisions into the arguments of the log's append function."""
    return (
        _json.encode([_as_json(command) for command in commands]).decode(),
        [event.state for command in commands for event in command.events] or None,
        [command.key.digest if command.key else b"" for command in commands],
        [command.key.answer if command.key else b"" for command in commands],
        moment,
    )


def _as_json(command: Append) -> dict[str, Any]:
    claims = [each.name for each in command.claims if isinstance(each, Claim)]
    releases = [each.name for each in command.claims if isinstance(each, Release)]
    return {
        "stream": command.stream,
        "expected": command.expected,
        "events": [
            {"id": e.event_id, "tag": e.tag, "subjects": e.subjects, "on": e.effective_on}
            for e in command.events
        ],
        "guards": [[guard.stream, guard.version] for guard in command.guards],
        "claims": claims,
        "releases": releases,
        "client": command.key.client if command.key else None,
        "key": command.key.key if command.key else None,
    }


def _outcome(outcome: str, name: str, number: int | None, answer: bytes | None) -> Outcome:
    match outcome:
        case "appended":
            return Appended(number or 0, int(answer or b"0"))
        case "replayed":
            return Replayed(answer or b"")
        case "key_reused":
            return KeyReused()
        case "conflict":
            return Conflict(name, number or 0)
        case "claimed_by":
            return ClaimedBy(name, (answer or b"").decode())
        case _:
            raise ValueError(outcome)
