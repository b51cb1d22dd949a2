"""A message broker of our own for a run of the tests; one that already runs is never touched.

Node name, cookie, port mapper, ports, folders and configuration file are all its own: a Debian
system's configuration otherwise wins over the port asked for, and the tests would use its broker.
`RABBITMQ_SERVER` names another server program than the system's, and `RABBITMQ_VERSION` how its
version begins, so that nobody tests another one unawares.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import psutil
import pytest

from shared.messaging import broker as client
from shared.messaging.broker_users import VHOST, BrokerUser, definitions
from shared.messaging.topology import EXCHANGE, HISTORY, REPORTED, server_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START_SECONDS = 180
_SERVERS = (
    "/usr/lib/rabbitmq/bin/rabbitmq-server",  # Debian's own script wants to run as another user
    "/usr/lib/rabbitmq/sbin/rabbitmq-server",
    "/opt/rabbitmq/sbin/rabbitmq-server",
)


def find_server() -> str | None:
    """Return the server program, or None where RabbitMQ is not installed."""
    named = os.environ.get("RABBITMQ_SERVER")
    found = [each for each in (named, *_SERVERS) if each and Path(each).exists()]
    return found[0] if found else shutil.which("rabbitmq-server")


class BrokerServer:
    """A RabbitMQ node in a folder."""

    def __init__(self, folder: Path, program: str, settings: str = "") -> None:
        """Choose free ports, and further settings; nothing is started yet."""
        self.folder = folder
        self._settings = settings
        self._program = program
        self.port, self._mapper_port, self._distribution_port = _free_ports(3)
        self.login, self.vhost = "guest:guest", "/"
        self.plugins: tuple[str, ...] = ()
        self._mapper: subprocess.Popen[bytes] | None = None
        self._node: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return the address for clients."""
        return self.url_as(self.login)

    def url_as(self, login: str) -> str:
        """Return the address for a client who logs in as somebody else."""
        return f"pyamqp://{login}@127.0.0.1:{self.port}/{self.vhost}"

    def __enter__(self) -> Self:
        """Start the port mapper and the node, and check that the port is really its own."""
        for name in ("data", "log", "home", "schema"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "env.conf").write_text("")
        (self.folder / "plugins").write_text(f"[{','.join(self.plugins)}].\n")
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
            "distribution.listener.interface = 127.0.0.1\n"
            f"disk_free_limit.absolute = 50MB\n{self._settings}"
        )
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what was started, and nothing else."""
        self.kill()
        if self._mapper is not None:
            self._mapper.kill()
            self._mapper.wait()

    def start(self) -> None:
        """Start the node if it does not run; wait until it listens on a socket of its own."""
        if self._node is not None and self._node.poll() is None:
            return
        with (self.folder / "log" / "out").open("ab") as out:
            if self._mapper is None:
                self._mapper = subprocess.Popen(
                    ["epmd", "-port", str(self._mapper_port), "-address", "127.0.0.1"],
                    stdout=out,
                    stderr=out,
                )
            self._node = subprocess.Popen(
                [self._program],
                env=self._environment(),
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
            )
        until = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._node.poll() is not None or time.monotonic() > until:
                text = (self.folder / "log" / "out").read_text(errors="replace")
                raise RuntimeError(f"the broker did not start: {text[-2000:]}")
            time.sleep(0.1)
        owner = _listener(self.port)
        family = {self._node.pid, *(p.pid for p in psutil.Process(self._node.pid).children(True))}
        assert owner in family, f"port {self.port} belongs to process {owner}, not to our broker"

    def kill(self) -> None:
        """End the node at once, as a power cut would."""
        if self._node is None:
            return
        if self._node.poll() is None:
            for each in psutil.Process(self._node.pid).children(recursive=True):
                each.send_signal(signal.SIGKILL)
        self._node.kill()
        self._node.wait()
        self._node = None

    def pause(self, *, on: bool) -> None:
        """Freeze the node, or let it go on."""
        assert self._node is not None
        os.kill(self._node.pid, signal.SIGSTOP if on else signal.SIGCONT)

    def wipe(self, services: Sequence[str]) -> None:
        """Remove queues, bindings and the exchanges, as if a fresh broker had taken its place."""
        connection = client.connect(self.url)
        try:
            channel = connection.channel()
            for queue in (*(f"{each}.inbox" for each in services), HISTORY):
                channel.queue_delete(queue=queue)
            for exchange in (EXCHANGE, REPORTED):
                channel.exchange_delete(exchange=exchange)
        finally:
            client.close(connection)

    def version(self) -> str:
        """Return the version the node says it has."""
        connection = client.connect(self.url)
        try:
            return server_version(connection)
        finally:
            client.close(connection)

    def channel(self) -> Any:
        """Return a channel to do something with the broker by hand."""
        return client.connect(self.url).channel()

    def _environment(self) -> dict[str, str]:
        folder = self.folder
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(folder / "home"),  # the cookie is made there
            "RUNNING_UNDER_SYSTEMD": "true",  # one process, no wrapper that outlives a kill
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"jobcenter{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "env.conf"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "schema"),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
        }

    def _answers(self) -> bool:
        try:
            connection = client.connect(self.url)
        except client.LOST:
            return False
        client.close(connection)
        return True


def real_broker(folder: Path, program: str) -> BrokerServer:
    """Return a node for a real installation, which logs in to none as `guest`."""
    user = BrokerUser("installation", ".*", ".*", ".*")
    said = definitions([user], lambda name: name, secrets.token_bytes)
    (folder / "definitions.json").write_text(json.dumps(said), encoding="utf-8")
    made = BrokerServer(folder, program, f"load_definitions = {folder / 'definitions.json'}\n")
    made.login, made.vhost = f"{user.name}:{user.name}", VHOST
    return made


def _free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _listener(port: int) -> int | None:
    for each in psutil.net_connections("tcp"):
        if each.status == psutil.CONN_LISTEN and each.laddr.port == port:
            return int(each.pid)
    return None


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerServer]:
    """Start a broker of our own; where there is no program, skip and say so, but fail in CI."""
    program = find_server()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("rabbitmq-server is not installed, and in CI it must be")
        pytest.skip("NO BROKER TESTS: rabbitmq-server is not installed (set RABBITMQ_SERVER)")
    with BrokerServer(tmp_path_factory.mktemp("mq"), program) as started:
        wanted = os.environ.get("RABBITMQ_VERSION", "")
        assert started.version().startswith(wanted), f"RabbitMQ {wanted} was asked for"
        yield started


__all__ = ["BrokerServer", "broker", "find_server", "real_broker"]
