"""Runs services in this process: one nameko container each. Only patched processes come here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nameko.runners import ServiceRunner

from jobcenter import catalogue, waiting
from jobcenter.trouble import DefaultLoginError
from shared import collector
from shared.casework.works import Works
from shared.container.rpc import rpc_service
from shared.container.rpc_door import RpcDoor, stop_all
from shared.messaging.broker import is_default_login

if TYPE_CHECKING:
    from shared.casework.settings import Settings


class House:
    """Some or all services, started and stopped together."""

    def __init__(self, settings: dict[str, Settings]) -> None:
        """Put the services together; `settings` go by service."""
        waiting.install()
        self._settings = settings
        self._runner = ServiceRunner(config={})
        self._rpc: list[RpcDoor] = []
        self.works: dict[str, Works] = {}

    def start(self) -> None:
        """Start every service; a taken port or a missing database is said at once."""
        for name, settings in self._settings.items():
            service = catalogue.declaration(name)
            works = Works(service, catalogue.home(name), settings, catalogue.resources)
            self.works[name] = works
            door = catalogue.front_door(name)
            self._runner.add_service(door)
            container = self._runner.service_map[name]
            container.config = {"works": works, "AMQP_URI": settings.broker_url or "memory://"}
            if settings.broker_url:
                if is_default_login(settings.broker_url) and not works.installation.simulated:
                    raise DefaultLoginError
                self._rpc.append(RpcDoor(rpc_service(works), settings.broker_url))
        self._runner.start()
        for door_for_rpc in self._rpc:
            door_for_rpc.start()
        collector.settle()  # what was loaded stays as long as the process does

    def ports(self, name: str) -> tuple[int, int]:
        """Return the ports of a service's two doors."""
        extensions: dict[str, Any] = {
            each.attr_name: each for each in self._runner.service_map[name].dependencies
        }
        return extensions["api"].port, extensions["ops"].port

    def wait(self) -> None:
        """Wait until a service ends."""
        self._runner.wait()

    def stop(self) -> None:
        """Finish requests, store what waits, end."""
        stop_all(self._rpc)
        self._runner.stop()
        for works in self.works.values():
            works.close()
