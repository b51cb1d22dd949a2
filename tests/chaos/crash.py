"""A process that ends between any two steps: its connections count them and cut at the one named.

Everything runs in one thread, so the same run has the same points, and a point is a number.
Ending is a `BaseException`, which no part of the system may hold up; then its connections close.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import psycopg

from shared.eventlog.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ended(BaseException):
    """The process ends here."""


class Cutter:
    """Counts the steps of one process and ends it at one of them; `at` 0 lets it live."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.part = ""
        self.seen: list[str] = []
        self._open: list[psycopg.Connection[Any]] = []

    def step(self, when: str, what: str) -> None:
        """Pass a point, or end at it."""
        self.seen.append(f"{self.part}: {when} {what}")
        if len(self.seen) == self.at:
            self.end_here()

    def end_here(self) -> NoReturn:
        """End as a process does."""
        raise Ended(self.seen[-1])

    @contextmanager
    def around(self, what: str) -> Iterator[None]:
        """Pass a point before and one after something."""
        self.step("before", what)
        yield
        self.step("after", what)

    def connect(self, database: Database) -> Any:
        """Open a connection whose every statement and commit is a step."""
        made = _connection(self).connect(database.url, **database._kwargs())
        self._open.append(made)
        return made

    def end(self) -> None:
        """Let go of everything, as the end of a process does."""
        for each in self._open:
            each.close()
        self._open.clear()


def _connection(cutter: Cutter) -> type[psycopg.Connection[Any]]:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, *given: Any, **named: Any) -> Any:
            with cutter.around(_words(query)):
                return super().execute(query, *given, **named)

        def executemany(self, query: Any, *given: Any, **named: Any) -> Any:
            with cutter.around(_words(query)):
                return super().executemany(query, *given, **named)

    class Connection(psycopg.Connection[Any]):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.cursor_factory = Cursor

        @contextmanager
        def transaction(self, *_: Any, **__: Any) -> Iterator[Any]:
            with super().transaction() as made:
                yield made
                cutter.step("before", "COMMIT")
            cutter.step("after", "COMMIT")

    return Connection


def _words(query: Any) -> str:
    text = query.decode() if isinstance(query, bytes) else query
    text = text if isinstance(text, str) else text.as_string(None)
    return " ".join(text.split()[:3])


class CutDatabase(Database):
    """A service's way in whose connections are a cutter's; one thread uses it."""

    def __init__(self, url: str, schema: str, role: str, cutter: Cutter) -> None:
        super().__init__(url, schema, role)
        self._cutter = cutter
        self._idle: list[Any] = []

    @contextmanager
    def connection(self) -> Iterator[Any]:
        conn = self._idle.pop() if self._idle else self.connect()
        yield conn
        self._idle.append(conn)

    def connect(self) -> Any:
        return self._cutter.connect(self)
