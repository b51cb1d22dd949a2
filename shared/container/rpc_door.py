"""Keeps the container of calls (`rpc`) open, whatever the broker does, and shuts it in time."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Final

from nameko.containers import ServiceContainer

from shared.messaging import broker
from shared.messaging.backoff import Backoff
from shared.observability.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS_WITHIN: Final = 5.0
_log = get_logger(__name__)


class RpcDoor:
    """Keeps one container of calls open, whatever the broker does."""

    def __init__(self, service: type[Any], broker_url: str) -> None:
        """Answer for `service` on this broker; nothing happens before `start`."""
        self._service = service
        self._broker_url = broker_url
        self._stop = threading.Event()
        self._open = threading.Event()
        self._container: Any = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; returns at once, also when the broker is away."""
        self._thread = threading.Thread(target=self._run, name=self._service.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more calls, finish those at work, end."""
        stop_all([self])

    def begin_to_stop(self) -> threading.Thread:
        """Ask for the end; the thread returned ends with it."""
        self._stop.set()
        closing = threading.Thread(target=self._close, name="rpc-closing", daemon=True)
        closing.start()
        return closing

    def _close(self) -> None:
        container = self._container
        if container is not None and self._open.wait(_ENDS_WITHIN):
            container.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        pause = Backoff()
        while not self._stop.is_set():
            try:
                broker.close(broker.connect(self._broker_url))
                self._serve()
                pause.reset()
            except Exception as error:  # noqa: BLE001 - the broker comes back, and so do we
                _log.warning("rpc_interrupted", error_type=type(error).__name__)
            self._stop.wait(pause.next())

    def _serve(self) -> None:
        """Answer until told to stop, or until nameko gives up."""
        if self._stop.is_set():
            return
        line = broker.line_to(self._broker_url)
        where = {"AMQP_URI": line.url, "AMQP_SSL": line.tls, "LOGIN_METHOD": line.login}
        self._container = ServiceContainer(self._service, where)
        try:
            self._container.start()
            self._open.set()
            self._container.wait()
        finally:
            self._open.clear()
            self._container = None


def stop_all(doors: Sequence[RpcDoor]) -> None:
    """Shut all doors at once; a broker that is gone or hangs holds nobody up for long."""
    closing = [door.begin_to_stop() for door in doors]
    until = time.monotonic() + _ENDS_WITHIN
    for each in closing:
        each.join(max(0.0, until - time.monotonic()))
