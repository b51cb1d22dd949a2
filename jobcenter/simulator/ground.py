"""The ground a year is filled into: an empty installation, and connections that do not wait.

While a year is filled no append waits for the disk: whoever pulls the plug begins anew. That is
said in the address by which the filling processes connect and nowhere else, so nothing of it is
left however they end. At the end all lies on the disk, and every log has its signed checkpoint.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Self

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

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
        self.url = ""
        """Who may act as any service, and waits for no disk."""

    def __enter__(self) -> Self:
        """Make the installation; refuse one in which something has happened already."""
        with self._stack as made:
            self._prepare()
            self._stack = made.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Put everything on the disk and sign it."""
        with self._stack:
            with psycopg.connect(self._waiting, autocommit=True) as conn:
                conn.execute("CHECKPOINT")
                conn.execute("ANALYZE")
            for works in self._works(self._waiting):
                works.witness.take()
                works.close()

    def _prepare(self) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        owner = self._waiting = self._database_url or ""
        if not owner:
            owner, self._waiting = self._embedded()
        self.url = never_waiting(self._waiting)
        start = datetime.combine(self._first, time(6), UTC)
        new = set_up(owner, catalogue.declarations(), INSTALLATION, start)
        catalogue.create_keys_for(new, self._data)
        if any(self.facts().values()):
            raise PlainError(
                "Something has happened in this installation already.",
                "A year is filled into an empty one: choose another folder with --data.",
            )
        for works in self._works(self.url):
            works.prepare()
            works.close()

    def facts(self) -> dict[str, int]:
        """Return how many facts each log holds."""
        with psycopg.connect(self.url) as conn:
            return {name: _count(conn, name) for name in SERVICES}

    def _embedded(self) -> tuple[str, str]:
        """Start a server from the wheel; return who migrates in it and who acts as any service."""
        server = self._stack.enter_context(EmbeddedServer(self._data / "postgres"))
        ensure_database(server, DATABASE)
        return server.url(DATABASE, OWNER), server.url(DATABASE)

    def _works(self, url: str) -> list[Works]:
        settings = Settings(database_url=url, data=self._data)
        return [
            Works(service, home, settings, catalogue.resources)
            for service, home in catalogue.declarations()
        ]


def never_waiting(url: str) -> str:
    """Return an address by which a connection's commits do not wait for the disk."""
    asked = conninfo_to_dict(url).get("options") or ""
    return make_conninfo(url, options=f"{asked} -c synchronous_commit=off".lstrip())


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
