"""The chain of a log: every row as it lies there, and what it hashes to.

The hash is counted here and not by the database's own `row_hash`, which whoever edits facts could
edit too. A row that cannot be understood is still a row: nothing here decodes what was stored.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, LiteralString

from msgspec import Struct
from psycopg import sql

from shared.eventlog.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.database import Connection

_PAGE = 1000
_OF_LINK = 5
"""So many columns make a link; those of the row come after them."""
_SUBJECTS = 10
_DAY_0: Final = date(2000, 1, 1)
_MOMENT_0: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

# The text is that of `row_hash` in the log's schema; a day or moment without end is no error here.
_COLUMNS: Final = """
SELECT e."position", e.previous,
       pg_catalog.concat_ws('|', e.epoch, e."position", e.previous, e.event_id, e.stream, e.version,
           e.tag, e.subjects::text,
           CASE WHEN isfinite(e.effective_on) THEN e.effective_on - DATE '2000-01-01' END,
           extract(epoch FROM e.recorded_at)),
       e.state, e.previous_hash"""
_ROW: Final = """,
       e.epoch, e.event_id, e.stream, e.version, e.tag, e.subjects, e.effective_on, e.recorded_at"""
_FROM: Final = """
FROM {schema}.events e WHERE e."position" {since} %s ORDER BY e."position" LIMIT %s
"""
_FACTS: Final = _COLUMNS + _FROM
_FACTS_AND_ROWS: Final = _COLUMNS + _ROW + _FROM
_HEAD: Final = 'SELECT max("position") FROM {log}'
_UPTO: Final = 'SELECT max("position"), count(*) FROM {log} WHERE "position" <= %s'


class Chain(Struct, frozen=True):
    """A log whose rows each hold the hash of the row before.

    `links` asks for position, position before, what else the hash is over, content and the hash of
    the row before, in pages.
    """

    name: str
    table: str
    links: LiteralString
    of_rows: LiteralString = "facts"


def facts_of(schema: str) -> Chain:
    """Return the chain of a service's facts."""
    return Chain(schema, "events", _FACTS)


def hash_of(row: Row) -> bytes:
    """Return what a fact hashes to, as `row_hash` of the log's schema counts it."""
    seconds = Decimal((row.recorded_at - _MOMENT_0) // _MICROSECOND).scaleb(-6)
    said = (
        *(row.epoch, row.position, row.previous, row.event_id, row.stream, row.version, row.tag),
        f"{{{','.join(map(str, row.subjects))}}}",
        (row.effective_on - _DAY_0).days,
        seconds,
    )
    return _hash(row.previous_hash, "|".join(map(str, said)), row.state)


def head(conn: Connection, chain: Chain) -> int:
    """Return the last position, 0 in an empty log; asked again and again, so no row is counted."""
    log = sql.Identifier(chain.name, chain.table)
    found = conn.execute(sql.SQL(_HEAD).format(log=log)).fetchone()
    return int(found[0] or 0) if found else 0


def upto(conn: Connection, chain: Chain, position: int) -> tuple[int, int]:
    """Return the last position up to `position` and how many rows go there: the whole log is read.

    In an empty log both are 0.
    """
    log = sql.Identifier(chain.name, chain.table)
    found = conn.execute(sql.SQL(_UPTO).format(log=log), (position,)).fetchone()
    return (int(found[0] or 0), int(found[1])) if found else (0, 0)


class Link(Struct, frozen=True):
    """One row as a link of the chain."""

    position: int
    previous: int | None
    previous_hash: bytes
    hash: bytes

    def follows(self, before: Link | None) -> bool:
        """Say whether this row names the one before it, by place and by content."""
        if before is None:
            return self.previous == 0 and not self.previous_hash
        return self.previous == before.position and self.previous_hash == before.hash


def links(conn: Connection, chain: Chain, since: int | None = None) -> Iterator[Link]:
    """Return the rows of a log, oldest first; `since` begins with the row at that position."""
    for found in _pages(conn, chain.links, chain.name, since, _PAGE):
        yield from map(_link, found)


def linked_rows(conn: Connection, schema: str, page: int) -> Iterator[list[tuple[Link, Row]]]:
    """Return a log's facts in pages, each both as a link of the chain and as what is folded.

    Whatever else hinders a fact from being read as a row, `links` can still go on from there.
    """
    for found in _pages(conn, _FACTS_AND_ROWS, schema, None, page):
        yield [(_link(each[:_OF_LINK]), _row(each)) for each in found]


def _pages(
    conn: Connection, asked: LiteralString, schema: str, since: int | None, page: int
) -> Iterator[list[tuple[Any, ...]]]:
    statement, name = sql.SQL(asked), sql.Identifier(schema)
    at, how = (-(2**63) if since is None else since), sql.SQL(">=")
    while True:
        composed = statement.format(schema=name, since=how)
        found = conn.execute(composed, (at, page), binary=True).fetchall()
        if found:
            yield found
            at, how = found[-1][0], sql.SQL(">")
        if len(found) < page:
            return


def _link(found: tuple[Any, ...]) -> Link:
    position, previous, said, state, previous_hash = found
    named = previous_hash or b""
    return Link(position, previous, named, _hash(named, str(said), state or b""))


def _hash(named: bytes, said: str, state: bytes) -> bytes:
    return sha256(named + said.encode() + state).digest()


def _row(r: tuple[Any, ...]) -> Row:
    subjects = tuple(r[_SUBJECTS] or ())
    return Row(r[0], r[5], r[1], r[6], r[7], r[8], r[9], subjects, r[11], r[12], r[3], r[4])
