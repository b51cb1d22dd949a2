"""The ground a year is filled into: an empty installation, and a database that does not wait.

While a year is filled no append waits for the disk: whoever pulls the plug begins anew. At the end
the database waits again, everything lies on the disk, and every log has its signed checkpoint.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, LiteralString, Self

import psycopg
from psycopg import sql

from jobcenter import catalogue, running
from jobcenter.embedded import DATABASE, EmbeddedServer, ensure_database
from jobcenter.trouble import PlainError
from shared.casework.installation import Installation
from shared.casework.roles import OWNER
from shared.casework.settings import SERVICES, Settings
from shared.casework.setup import set_up
from shared.casework.works import Works

if TYPE_CHECKING:
    from pathlib import Path

INSTALLATION = Installation(
    "demo", simulated=True, parameters={"sanction.test_day_rate_ore": 40000}
)


class Ground:
    """An installation in a data folder, or on a server of one's own, that nobody works in."""

    def __init__(self, data: Path, database_url: str | None, first: date) -> None:
        """Begin on the first day, in a folder in which no house runs."""
        if _somebody_works(data):
            raise PlainError(
                "A house runs in this folder.", "Stop it, or choose another folder with --data."
            )
        self._data = data.resolve()
        self._database_url = database_url
        self._first = first
        self._stack = ExitStack()
        self.url = database_url or ""

    def __enter__(self) -> Self:
        """Make the installation; refuse one in which something has happened already."""
        self._data.mkdir(parents=True, exist_ok=True)
        owner = self._database_url or self._embedded()
        start = datetime.combine(self._first, time(6), UTC)
        new = set_up(owner, catalogue.declarations(), INSTALLATION, start)
        catalogue.create_keys_for(new, self._data)
        if any(self.facts().values()):
            raise PlainError(
                "Something has happened in this installation already.",
                "A year is filled into an empty one: choose another folder with --data.",
            )
        self._never_wait()
        for works in self._works():
            works.prepare()
            works.close()
        return self

    def __exit__(self, *_: object) -> None:
        """Put everything on the disk and sign it."""
        self._wait_again()
        with psycopg.connect(self.url, autocommit=True) as conn:
            conn.execute("CHECKPOINT")
            conn.execute("ANALYZE")
        for works in self._works():
            works.witness.take()
            works.close()
        self._stack.close()

    def facts(self) -> dict[str, int]:
        """Return how many facts each log holds."""
        with psycopg.connect(self.url) as conn:
            return {name: _count(conn, name) for name in SERVICES}

    def _embedded(self) -> str:
        """Return who migrates in a server from the wheel; `url` is who may act as any service."""
        server = self._stack.enter_context(EmbeddedServer(self._data / "postgres"))
        ensure_database(server, DATABASE)
        self.url = server.url(DATABASE)
        return server.url(DATABASE, OWNER)

    def _works(self) -> list[Works]:
        settings = Settings(database_url=self.url, data=self._data)
        return [
            Works(service, home, settings, catalogue.resources)
            for service, home in catalogue.declarations()
        ]

    def _never_wait(self) -> None:
        self._alter("ALTER DATABASE {} SET synchronous_commit = off")

    def _wait_again(self) -> None:
        self._alter("ALTER DATABASE {} RESET synchronous_commit")

    def _alter(self, statement: LiteralString) -> None:
        with psycopg.connect(self.url, autocommit=True) as conn:
            conn.execute(sql.SQL(statement).format(sql.Identifier(conn.info.dbname)))


def _somebody_works(data: Path) -> bool:
    try:
        running.read(data)
    except PlainError:
        return False
    return True


def _count(conn: psycopg.Connection, schema: str) -> int:
    asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, "events"))
    found = conn.execute(asked).fetchone()
    return int(found[0]) if found else 0
