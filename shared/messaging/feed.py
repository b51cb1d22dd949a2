"""Reading another service's log from where one stands: this is the guarantee, the bus only speed.

All services lie in one database (ADR 84), so the producer's feed function is called there. Asking
and answering are apart all the same: what keeps one source waiting must not delay another (I2, I4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Cursor
    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Page


class FeedUnavailable(Exception):  # noqa: N818 - an answer about another service
    """The source cannot be asked now; it is asked again later."""


class Feed(Protocol):
    """A source's log in pages; asking and answering are apart, so that nobody has to wait."""

    def ask(self, after: Cursor, limit: int) -> None:
        """Ask for the page after a cursor."""
        ...

    def answer(self) -> Page | None:
        """Return the page, None while it is under way; raise what went wrong."""
        ...


OpenFeed: TypeAlias = "Callable[[Connection], Feed]"


class SqlFeed:
    """The producer's feed function, called on the inbox's own connection between transactions."""

    def __init__(self, log: PostgresLog) -> None:
        """Read the producer's log as seen by the reader's role."""
        self._log = log
        self._asked: tuple[Cursor, int] | None = None

    def ask(self, after: Cursor, limit: int) -> None:
        """Keep the question; it costs half a millisecond to answer."""
        self._asked = (after, limit)

    def answer(self) -> Page | None:
        """Return the page."""
        if self._asked is None:
            return None
        asked, self._asked = self._asked, None
        return self._log.feed(*asked)


def sql_feed(log: PostgresLog) -> OpenFeed:
    """Return how to open the feed of `log` on a connection."""
    return lambda conn: SqlFeed(log.bound(conn))
