"""The whole house in one process, on PostgreSQL from a wheel or on servers of your own."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobcenter import catalogue, running
from jobcenter.embedded import DATABASE, EmbeddedServer, ensure_database
from jobcenter.host import House
from jobcenter.signals import wait_for_end
from jobcenter.trouble import PlainError
from shared.casework.installation import Installation
from shared.casework.roles import OWNER
from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT, SERVICES, Settings
from shared.casework.setup import set_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How the house is to be started."""

    data: Path
    database_url: str | None = None
    broker_url: str | None = None
    checkpoints: Path | None = None
    plain_inside: bool = False
    first_port: int = FIRST_PORT
    first_ops_port: int = FIRST_OPS_PORT
    installation: Installation
    start: datetime | None = None


class Up:
    """A house that was started; `stop` ends it."""

    def __init__(self, wishes: Wishes, tell: Callable[[str, float], None]) -> None:
        """Remember the wishes; `tell` hears of each started part and its milliseconds."""
        self._wishes = wishes
        self._tell = tell
        self._stack = ExitStack()
        self.running: running.Running | None = None
        # In an embedded server everybody logs in as who they are. In a server of your own the
        # user of the URL acts as the services; `jobcenter serve` has a login for each.
        self._owner_url: str | None = None
        self._login_url: Callable[[str], str] | None = None

    def start(self) -> running.Running:
        """Start database, schemas and services."""
        self._wishes.data.mkdir(parents=True, exist_ok=True)
        running.refuse_a_second(self._wishes.data)
        started = time.perf_counter()
        url = self._wishes.database_url or self._embedded()
        owner = self._owner_url or url
        started = self._told("database", started)
        new = set_up(owner, catalogue.declarations(), self._wishes.installation, self._wishes.start)
        catalogue.create_keys_for(new, self._wishes.data)
        started = self._told(f"schemas ({len(new)} new steps)", started)
        self._house = House({name: self._settings(name, url) for name in SERVICES})
        try:
            self._house.start()
            self._stack.callback(self._house.stop)
        except OSError as trouble:
            raise PlainError(
                f"A port is taken or not allowed: {trouble.strerror}.",
                "Is the system running already? Else choose other ports with --port.",
            ) from trouble
        self._told(f"{len(SERVICES)} services", started)
        self.running = self._written(url)
        return self.running

    def wait(self) -> None:
        """Wait for Ctrl-C or SIGTERM."""
        wait_for_end()

    def stop(self) -> None:
        """End everything in the right order."""
        self._stack.close()
        if self.running is not None:
            running.path(self._wishes.data).unlink(missing_ok=True)

    def _embedded(self) -> str:
        server = self._stack.enter_context(EmbeddedServer(self._wishes.data / "postgres"))
        ensure_database(server, DATABASE)
        if server.owner_of(DATABASE) == OWNER:
            self._owner_url = server.url(DATABASE, OWNER)
            self._login_url = lambda role: server.url(DATABASE, role)
        return server.url(DATABASE)

    def _settings(self, name: str, url: str) -> Settings:
        nth = SERVICES.index(name)
        wishes = self._wishes
        return Settings(
            database_url=self._login_url(f"jobcenter_{name}") if self._login_url else url,
            data=wishes.data,
            checkpoints=wishes.checkpoints,
            broker_url=wishes.broker_url,
            port=wishes.first_port + nth if wishes.first_port else 0,
            ops_port=wishes.first_ops_port + nth if wishes.first_ops_port else 0,
        )

    def _written(self, url: str) -> running.Running:
        doors = {}
        for name in SERVICES:
            api, ops = self._house.ports(name)
            doors[name] = running.Door(f"http://127.0.0.1:{api}", f"http://127.0.0.1:{ops}")
        now = running.Running(
            pid=os.getpid(),
            database_url=url,
            broker_url=self._wishes.broker_url,
            simulated=self._house.works[SERVICES[0]].installation.simulated,
            doors=doors,
            checkpoints=self._wishes.checkpoints,
            plain_inside=self._wishes.plain_inside,
        )
        running.write(self._wishes.data, now)
        return now

    def _told(self, part: str, since: float) -> float:
        now = time.perf_counter()
        self._tell(part, (now - since) * 1000)
        return now
