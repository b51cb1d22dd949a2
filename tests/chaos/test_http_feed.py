"""Reading a log from a place, over HTTP, without ever keeping anybody waiting."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

from shared.clock import SystemClock
from shared.eventlog.append import Append
from shared.eventlog.envelope import Cursor
from shared.eventlog.memory import MemoryLog
from shared.eventlog.row import LogDiverged
from shared.messaging import envelope
from shared.messaging.feed import FeedUnavailable
from tests.chaos.http_feed import HttpFeed
from tests.chaos.sample import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.row import Page


def feed(answer: Callable[[httpx.Request], httpx.Response]) -> HttpFeed:
    return HttpFeed("http://alpha.test", lambda: "token", httpx.MockTransport(answer))


def answered(read: HttpFeed) -> Page:
    until = time.monotonic() + 5
    while (page := read.answer()) is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    return page


def test_a_page_is_asked_for_by_the_whole_cursor() -> None:
    log = MemoryLog(SystemClock())
    log.append([Append("told-1", 0, (told("alpha", 1, uuid4()), told("alpha", 2, uuid4())))])
    seen: list[httpx.Request] = []

    def serve(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        page = log.feed(Cursor(), 500)
        return httpx.Response(200, content=envelope.write_page("urn:jobcenter:t:alpha", page))

    read = feed(serve)
    at = Cursor(1, 3, uuid4())
    read.ask(at, 500)
    page = answered(read)
    assert [row.position for row in page.rows] == [1, 2]
    assert dict(seen[0].url.params) == {
        "epoch": "1",
        "position": "3",
        "event_id": str(at.event_id),
        "limit": "500",
    }
    assert seen[0].headers["Authorization"] == "Bearer token"
    assert read.answer() is None, "an answer is given once"
    read.close()


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (httpx.Response(409), LogDiverged),
        (httpx.Response(503), FeedUnavailable),
        (httpx.Response(401), FeedUnavailable),
        (httpx.Response(200, content=b"{"), envelope.Unreadable),
    ],
)
def test_what_is_no_page_is_raised_in_the_inbox(
    answer: httpx.Response, trouble: type[Exception]
) -> None:
    read = feed(lambda _request: answer)
    read.ask(Cursor(), 500)
    with pytest.raises(trouble):
        answered(read)
    read.close()


def test_a_source_that_cannot_be_reached_is_unavailable() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    read = feed(refuse)
    read.ask(Cursor(), 500)
    with pytest.raises(FeedUnavailable):
        answered(read)
    read.close()


def test_a_late_answer_is_not_taken_for_another_questions() -> None:
    first = threading.Event()
    log = MemoryLog(SystemClock())
    log.append([Append("told-1", 0, (told("alpha", 1, uuid4()), told("alpha", 2, uuid4())))])

    def serve(request: httpx.Request) -> httpx.Response:
        position = int(request.url.params["position"])
        if position == 0:
            first.wait(5)
        rows = log.feed(Cursor(), 500).rows
        page: Any = log.feed(rows[0].cursor if position else Cursor(), 500)
        return httpx.Response(200, content=envelope.write_page("urn:jobcenter:t:alpha", page))

    read = feed(serve)
    read.ask(Cursor(), 500)
    read.ask(Cursor(1, 1, uuid4()), 500)
    first.set()
    time.sleep(0.05)
    assert [row.position for row in answered(read).rows] == [2]
    assert read.answer() is None
    read.close()
