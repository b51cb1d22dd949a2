"""A feed that is far away: read over HTTP, so that it can hang, lag and lie.

The installation's own lie in one database (ADR 84). By this one the fault tests show that the inbox
waits for no source.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import msgspec

from shared.eventlog.row import LogDiverged, LogReplaced
from shared.messaging import envelope
from shared.messaging.feed import FeedUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.envelope import Cursor
    from shared.eventlog.row import Page
    from shared.messaging.feed import OpenFeed

_TIMEOUT_SECONDS = 10.0
_DIVERGED = 409


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
        except Exception as trouble:
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
