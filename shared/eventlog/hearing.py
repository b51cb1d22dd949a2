"""Reads each log once, from its start, for all who want to hear it.

A service's own log is read as it lies in its table: each row is at once a link of the chain and a
fact to be folded, so that what is folded is what was chained and signed. Of a log of somebody else
only its feed is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from shared.eventlog.chain import linked_rows
from shared.eventlog.envelope import Cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shared.eventlog.chain import Link
    from shared.eventlog.database import Connection
    from shared.eventlog.rebuild import Feed
    from shared.eventlog.row import Row

    Tell = Callable[[str, int], None]

_PAGE = 5000
_END = 2**63 - 1


class Heard(NamedTuple):
    """Some rows of a log, one after the other; links only where the log is one's own."""

    rows: Sequence[Row]
    links: Sequence[Link] = ()


class Hearer(Protocol):
    """Somebody who wants to hear a log; what goes wrong with one is no matter of another."""

    def begin(self, source: str) -> int:
        """Get ready to hear a log; return up to which position, 0 for none of it."""
        ...

    def hear(self, source: str, heard: Heard) -> None:
        """Take in the next rows."""
        ...

    def missed(self, source: str, trouble: Exception) -> None:
        """Learn that the log cannot be read any further."""
        ...

    def end(self, source: str, position: int) -> None:
        """Learn where the log ends."""
        ...


class Log(Protocol):
    """A log that can be read from its start."""

    def heard(self, last: int = _END) -> Iterator[Heard]:
        """Return the rows up to a position, some at a time."""
        ...


class OwnLog:
    """A log as its own service finds it in the table."""

    def __init__(self, conn: Connection, schema: str) -> None:
        """Read with the service's own rights."""
        self._conn = conn
        self._schema = schema

    def heard(self, last: int = _END) -> Iterator[Heard]:
        """Return the rows up to a position, some at a time."""
        for page in linked_rows(self._conn, self._schema, _PAGE):
            rows, links = [row for _, row in page], [link for link, _ in page]
            yield Heard(rows, links)
            if rows[-1].position >= last:
                return


class FedLog:
    """A log as its feed shows it."""

    def __init__(self, feed: Feed) -> None:
        """Read with the rights of whoever was let into the feed."""
        self._feed = feed

    def heard(self, last: int = _END) -> Iterator[Heard]:
        """Return the rows up to a position, some at a time."""
        cursor = Cursor()
        while cursor.position < last and (page := self._feed.feed(cursor, _PAGE)).rows:
            yield Heard([row for row in page.rows if row.position <= last])
            cursor = page.upto


def read_aloud(
    logs: Mapping[str, Log], hearers: Sequence[Hearer], tell: Tell = lambda _log, _position: None
) -> None:
    """Read each log that somebody wants, once; `tell` is told how far it has come."""
    for source, log in logs.items():
        wanted = {hearer: last for hearer in hearers if (last := _begun(hearer, source))}
        if wanted:
            _read(source, log, wanted, tell)


def _begun(hearer: Hearer, source: str) -> int:
    try:
        return hearer.begin(source)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, the others hear the log
        hearer.missed(source, trouble)
        return 0


def _read(source: str, log: Log, wanted: Mapping[Hearer, int], tell: Tell) -> None:
    last, end = max(wanted.values()), 0
    try:
        for heard in log.heard(last):
            for hearer in wanted:
                hearer.hear(source, heard)
            end = heard.rows[-1].position if heard.rows else end
            tell(source, end)
    except Exception as trouble:  # noqa: BLE001 - whatever lies in one log, the others are read
        for hearer in wanted:
            hearer.missed(source, trouble)
    else:
        for hearer in wanted:
            hearer.end(source, end)
