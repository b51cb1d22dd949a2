"""Reading another service's log from where one stands: this is the guarantee, the bus only speed.

`SqlFeed` calls the producer's feed function in the same database; `HttpFeed` asks its `GET /feed`
and never keeps the inbox waiting: the answer of a dead source must not delay another's (I2, I4).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import httpx
import msgspec

from shared.eventlog.row import LogDiverged, LogReplaced
from shared.messaging import envelope

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Cursor
    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Page

_TIMEOUT_SECONDS = 10.0
_DIVERGED = 409


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


@dataclass(slots=True)
class _Question:
    """One question and its answer, so that no late answer is taken for another question's."""

    after: Cursor
    limit: int
    answer: Page | Exception | None = None


class HttpFeed:
    """The producer's `GET /feed`, read by a helper thread with a service token."""

    def __init__(
        self,
        base_url: str,
        token: Callable[[], str],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Know where to ask; `token` gives a valid one with scope `feed` for this producer."""
        self._token = token
        self._client = httpx.Client(
            base_url=base_url, timeout=_TIMEOUT_SECONDS, transport=transport
        )
        self._question: _Question | None = None

    def ask(self, after: Cursor, limit: int) -> None:
        """Send the question; an earlier one that is still under way is given up."""
        self._question = _Question(after, limit)
        threading.Thread(target=self._fetch, args=(self._question,), daemon=True).start()

    def answer(self) -> Page | None:
        """Return the page if it has come."""
        question = self._question
        if question is None or question.answer is None:
            return None
        self._question = None
        if isinstance(question.answer, Exception):
            raise question.answer
        return question.answer

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _fetch(self, question: _Question) -> None:
        try:
            question.answer = self._page(question.after, question.limit)
        except (LogDiverged, LogReplaced, envelope.Unreadable, FeedUnavailable) as trouble:
            question.answer = trouble
        except Exception as trouble:  # noqa: BLE001 - whatever it was, it is raised in the inbox's thread
            question.answer = FeedUnavailable(type(trouble).__name__)

    def _page(self, after: Cursor, limit: int) -> Page:
        params = {"epoch": after.epoch, "position": after.position, "limit": limit}
        if after.event_id is not None:
            params["event_id"] = str(after.event_id)  # type: ignore[assignment]  # values are mixed
        answer = self._client.get(
            "/feed", params=params, headers={"Authorization": f"Bearer {self._token()}"}
        )
        if answer.status_code == _DIVERGED:
            raise LogReplaced if _code(answer) == "log_replaced" else LogDiverged
        if answer.status_code != httpx.codes.OK:
            raise FeedUnavailable(str(answer.status_code))
        return envelope.read_page(answer.content)


def _code(answer: httpx.Response) -> str:
    """Return the code of a refusal."""
    try:
        return msgspec.json.decode(answer.content, type=_Refusal).code
    except msgspec.MsgspecError:
        return ""


class _Refusal(msgspec.Struct, frozen=True):
    code: str


def http_feed(feed: HttpFeed) -> OpenFeed:
    """Return how to "open" a feed that needs no connection of ours."""
    return lambda _conn: feed
