"""Runs what a service does for ever, each in a managed thread of its nameko container."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from nameko.extensions import DependencyProvider

if TYPE_CHECKING:
    from shared.casework.works import Works


class Loops(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Starts inbox, relay, followers and deadline keeper with the container and stops them with it.

    One that ends by an error ends the container: better none than one that only seems to work.
    """

    def setup(self) -> None:
        """Build the views first, so that nothing answers before it can."""
        self._works: Works = self.container.config["works"]
        self._stop = threading.Event()
        self._works.prepare()

    def start(self) -> None:
        """Begin."""
        self._running = [
            self.container.spawn_managed_thread(
                lambda run=loop.run: run(self._stop), identifier=loop.name
            )
            for loop in self._works.loops()
        ]

    def stop(self) -> None:
        """End what runs; the doors finish their requests meanwhile, so the database stays."""
        self._stop.set()
        self._works.ring()
        for running in self._running:
            running.wait()

    def kill(self) -> None:
        """End at once; the log is safe at any moment."""
        self._stop.set()

    def get_dependency(self, _worker_ctx: Any) -> Works:
        """Give a worker the works."""
        return self._works
