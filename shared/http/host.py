"""Lets a service's process answer HTTP: a WSGI application on eventlet, inside nameko.

With `doorstep.py` the only file of `shared/http` that knows nameko and eventlet.
"""

import logging
import socket
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import eventlet
import eventlet.wsgi
from nameko.extensions import DependencyProvider

from shared.http.doorstep import Doorstep

# Neither library has types of its own.
_listen: Callable[..., Any] = eventlet.listen
_answer_on: Callable[..., None] = eventlet.wsgi.server
_log = logging.getLogger(__name__)

# Seconds a connection may stand still while it sends or reads.
SOCKET_TIMEOUT = 30
# Seconds an idle connection is kept for the caller's next request.
KEEPALIVE = 75
# Connections at once; more wait to be accepted. Requests have a gate of their own (limits.py).
MAX_CONNECTIONS = 1024
BACKLOG = 512


class Mount(NamedTuple):
    """An application and where it is reached; port 0 takes a free one."""

    app: Callable[..., Any]
    host: str
    port: int


class HttpHost(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Serves one application for as long as its container runs.

    `mount` is called once with the container's configuration. Several processes may share a port.
    On stop no new connection is taken and requests at work are finished.
    """

    container: Any

    def __init__(self, mount: Callable[[Mapping[str, Any]], Mount]) -> None:
        """Take what builds the application; nothing is built before `setup`."""
        self._mount = mount
        self._app: Callable[..., Any] | None = None
        self._socket: Any = None
        self._server: Any = None

    def setup(self) -> None:
        """Build the application and take the port, so that a taken port is said at once."""
        mount = self._mount(self.container.config)
        self._app = mount.app
        self._socket = _listen(
            (mount.host, mount.port), backlog=BACKLOG, reuse_port=mount.port != 0
        )
        # Answers are small and written whole: waiting for more to send only delays them.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def port(self) -> int:
        """Return the port that was taken."""
        found: int = self._socket.getsockname()[1]
        return found

    def start(self) -> None:
        """Begin to answer."""
        self._server = self.container.spawn_managed_thread(self._serve, identifier="http")

    def stop(self) -> None:
        """Take no more requests and finish those at work."""
        if self._server is not None:
            self._server.kill(eventlet.StopServe)
            self._server.wait()
        elif self._socket is not None:
            self._socket.close()

    def kill(self) -> None:
        """Stop at once."""
        if self._socket is not None:
            self._socket.close()
        if self._server is not None:
            self._server.kill()

    def get_dependency(self, _worker_ctx: object) -> "HttpHost":
        """Give a worker the host, for the port it took."""
        return self

    def _serve(self) -> None:
        try:
            _answer_on(
                self._socket,
                self._app,
                log=_log,
                log_output=False,
                debug=False,
                protocol=Doorstep,
                keepalive=KEEPALIVE,
                socket_timeout=SOCKET_TIMEOUT,
                max_size=MAX_CONNECTIONS,
            )
        except eventlet.StopServe:
            _log.info("http stopped")
