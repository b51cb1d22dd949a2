"""Gives each story an installation of its own: a fresh database, and a house in its own process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec
import psycopg
from psycopg import sql

from jobcenter import catalogue, running
from jobcenter.embedded import EmbeddedServer
from jobcenter.scenario.house import House
from jobcenter.trouble import PlainError
from shared.casework.installation import Installation
from shared.casework.settings import Settings
from shared.casework.setup import set_up
from shared.casework.works import Works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobcenter.scenario.story import Story

_PATIENCE_SECONDS = 60.0


def furnish(url: str, folder: Path) -> None:
    """Give an empty database schemas and views, and leave it to nobody: houses are copied of it."""
    services = catalogue.declarations()
    set_up(url, services, Installation("template", simulated=True, parameters={}))
    catalogue.create_keys(folder)
    for service, home in services:
        works = Works(service, home, Settings(database_url=url, data=folder), catalogue.resources)
        works.prepare()
        works.close()
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("DELETE FROM platform.clock")
        conn.execute("DELETE FROM platform.installation")


class Stage:
    """Where stories are played: an embedded server, or one of your own, and perhaps a broker."""

    def __init__(self, database_url: str | None = None, broker_url: str | None = None) -> None:
        """Play on these servers; without a database URL on an embedded one that is thrown away."""
        self._database_url = database_url
        self._broker_url = broker_url

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Have a database server for as long as stories are played."""
        with tempfile.TemporaryDirectory(prefix="jobcenter-", ignore_cleanup_errors=True) as made:
            self._folder = Path(made)
            if self._database_url is not None:
                with self._template(self._database_url):
                    yield self
                return
            self._folder.chmod(0o755)
            with (
                EmbeddedServer(self._folder / "postgres", durable=False) as server,
                self._template(server.url("postgres")),
            ):
                yield self

    @contextmanager
    def house(self, story: Story) -> Iterator[House]:
        """Start a house for one story and end it afterwards."""
        name = f"story_{uuid4().hex[:12]}"
        data = self._folder / name
        data.mkdir()
        catalogue.create_keys(data)
        installation = Installation(name, simulated=True, parameters=story.given.parameters)
        start = min(step.moment for step in story.steps)
        with self._database(name, self._ready) as url:
            house = self._start(data, url, installation, start.isoformat())
            try:
                with closing(self._connected(house, data)) as connected:
                    yield connected
            finally:
                house.send_signal(signal.SIGTERM)
                try:
                    house.wait(20)
                except subprocess.TimeoutExpired:
                    house.kill()
                    house.wait()

    @contextmanager
    def _template(self, server_url: str) -> Iterator[None]:
        """Make a database with schemas and views once; each story gets a copy of it."""
        self._server_url = server_url
        self._ready = f"template_{uuid4().hex[:12]}"
        with self._database(self._ready, "template0") as url:
            furnish(url, self._folder)
            yield

    @contextmanager
    def _database(self, name: str, template: str) -> Iterator[str]:
        with psycopg.connect(self._server_url, autocommit=True) as conn:
            statement = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
            conn.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield psycopg.conninfo.make_conninfo(self._server_url, dbname=name)
        finally:
            with psycopg.connect(self._server_url, autocommit=True) as conn:
                conn.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def _start(
        self, data: Path, url: str, installation: Installation, start: str
    ) -> subprocess.Popen[bytes]:
        (data / "installation.json").write_bytes(msgspec.json.encode(installation))
        command = [sys.executable, "-m", "jobcenter", "up", "--quiet", "--port", "0"]
        command += ["--data", str(data), "--database", url, "--start", start]
        command += ["--installation", str(data / "installation.json")]
        if self._broker_url is not None:
            command += ["--broker", self._broker_url]
        with (data / "house.log").open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - our own command
                command, stdout=log, stderr=log, env=os.environ, start_new_session=True
            )

    def _connected(self, house: subprocess.Popen[bytes], data: Path) -> House:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not running.path(data).exists():
            if house.poll() is not None or time.monotonic() > deadline:
                log = (data / "house.log").read_text(encoding="utf-8", errors="replace")
                raise PlainError("The house for the story did not start.", log[-2000:])
            time.sleep(0.05)
        return House(running.read(data), data)
