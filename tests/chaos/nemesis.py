"""What can go wrong on purpose: lost rings, dead sources, cut connections."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import psycopg

from shared.eventlog.envelope import Cursor
from shared.eventlog.row import LogDiverged, LogReplaced
from shared.messaging import envelope
from tests.chaos.http_feed import HttpFeed, http_feed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.eventlog.database import Database
    from shared.eventlog.log import PostgresLog
    from shared.messaging.doorbell import Doorbell, Hint
    from shared.messaging.feed import OpenFeed


class Muffled:
    """A doorbell whose rings are swallowed while `deaf`."""

    def __init__(self, bell: Doorbell) -> None:
        self._bell = bell
        self.deaf = False
        self.swallowed = 0

    def connect(self) -> None:
        self._bell.connect()

    def wait(self, seconds: float) -> list[Hint]:
        hints = self._bell.wait(seconds)
        if hints and self.deaf:
            self._bell.done(hints)
            self.swallowed += len(hints)
            return []
        return hints

    def done(self, hints: Sequence[Hint]) -> None:
        self._bell.done(hints)

    def repair(self) -> None:
        self._bell.repair()

    def close(self) -> None:
        self._bell.close()


class FeedServer:
    """A producer's `GET /feed` over HTTP that can hang or answer 503."""

    def __init__(self, log: PostgresLog, service: str) -> None:
        self.log = log
        self.hangs = threading.Event()
        self.lags = threading.Event()
        self.asked = 0
        source = envelope.urn("test", service)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked += 1
                while outer.hangs.is_set():
                    outer.hangs.wait(0.1)
                    if outer.closed:
                        return None
                    threading.Event().wait(0.05)
                if self.headers["Authorization"] != "Bearer let-me-read":
                    return self._answer(401, b"")
                if outer.lags.is_set():
                    return self._answer(503, b"")
                asked = {key: each[0] for key, each in parse_qs(urlsplit(self.path).query).items()}
                event_id = UUID(asked["event_id"]) if "event_id" in asked else None
                at = Cursor(int(asked["epoch"]), int(asked["position"]), event_id)
                try:
                    page = outer.log.feed(at, int(asked["limit"]))
                except LogDiverged:
                    return self._answer(409, b'{"code":"log_diverged"}')
                except LogReplaced:
                    return self._answer(409, b'{"code":"log_replaced"}')
                except psycopg.Error:
                    return self._answer(503, b"")
                return self._answer(200, envelope.write_page(source, page))

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return

        self.closed = False
        self._readers: list[HttpFeed] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reader(self, kind: type[HttpFeed] = HttpFeed) -> OpenFeed:
        """Return how an inbox reads here; the connection is let go with the server."""
        feed = kind(self.url, lambda: "let-me-read")
        self._readers.append(feed)
        return http_feed(feed)

    def close(self) -> None:
        self.closed = True
        self._server.shutdown()
        self._server.server_close()
        for feed in self._readers:
            feed.close()


class Cut:
    """Connections that are cut at a COMMIT: before the server did it, or after, unseen."""

    def __init__(self, database: Database, when: str, commits: Sequence[int]) -> None:
        self._database = database
        self._when = when
        self._commits = set(commits)
        self._seen = 0
        self.cuts = 0

    def connect(self) -> Any:
        outer = self

        class Connection(psycopg.Connection[Any]):
            @contextmanager
            def transaction(self, *_: Any, **__: Any) -> Iterator[Any]:
                outer._seen += 1
                nth = outer._seen
                with super().transaction() as made:
                    yield made
                    if nth in outer._commits and outer._when == "before":
                        outer._cut(self)
                if nth in outer._commits and outer._when == "after":
                    outer.cuts += 1
                    self.close()
                    raise psycopg.OperationalError("the answer to COMMIT was lost")

        return Connection.connect(self._database.url, **self._database._kwargs())

    def _cut(self, conn: psycopg.Connection[Any]) -> None:
        self.cuts += 1
        with psycopg.connect(self._database.url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (conn.info.backend_pid,))
