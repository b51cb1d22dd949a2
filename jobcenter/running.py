"""What runs where: `running.json` in the data folder, read by every other command."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import msgspec
from msgspec import Struct

from jobcenter import inside
from jobcenter.trouble import PlainError

DEFAULT_DATA = Path(".jobcenter")
ELSEWHERE = 0
"""The process of a house that was not started here: nobody can see whether it lives."""


class Door(Struct, frozen=True):
    """Where one service answers."""

    api: str
    ops: str


class Running(Struct, frozen=True):
    """A house that runs: its process, its database, its doors."""

    pid: int
    database_url: str
    broker_url: str | None
    simulated: bool
    doors: dict[str, Door]
    checkpoints: Path | None = None
    plain_inside: bool = False

    @property
    def alive(self) -> bool:
        """Say whether the process is there, as far as that can be seen."""
        if self.pid == ELSEWHERE:
            return True
        try:
            os.kill(self.pid, 0)
        except OSError:
            return False
        return True

    def refuse_clear(self) -> None:
        """Refuse to speak in clear to another machine, unless whoever wrote this down said so."""
        inside.refuse_clear(
            database=self.database_url,
            others={"the broker": self.broker_url}
            | {f"the API of {name}": door.api for name, door in self.doors.items()}
            | {f"the inner door of {name}": door.ops for name, door in self.doors.items()},
            plain_inside=self.plain_inside,
        )

    def answers(self) -> bool:
        """Say whether it is really there: a process id alone may by now be another's."""
        if not self.alive or self.pid == os.getpid():
            return False
        door = next(iter(self.doors.values()))
        try:
            return httpx.get(f"{door.ops}/livez", timeout=2.0).is_success
        except httpx.HTTPError:
            return False


def path(data: Path) -> Path:
    """Return where it is written down."""
    return data / "running.json"


def write(data: Path, running: Running) -> None:
    """Write down what runs, for nobody else on this machine: an address may hold a password."""
    data.mkdir(parents=True, exist_ok=True)
    draft = path(data).with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(running)))
    draft.replace(path(data))


def refuse_a_second(data: Path) -> None:
    """Say in plain words that something runs in this folder already; two would mix their doors."""
    found = _written(data)
    if found is not None and found.answers():
        raise PlainError(
            f"A system runs in {data} already (process {found.pid}).",
            "Use that one, or give another folder with --data.",
        )


def read(data: Path) -> Running:
    """Return what runs, or say in plain words that nothing does."""
    running = _written(data)
    if running is None:
        raise PlainError("Nothing runs here.", f"Start it with `jobcenter up --data {data}`.")
    if not running.alive:
        raise PlainError(
            f"The system that used {data} has stopped.",
            f"Start it again with `jobcenter up --data {data}`; nothing is lost.",
        )
    running.refuse_clear()
    return running


def database_of(data: Path, named: str | None) -> str:
    """Return the database a command works on: the one it was given, or that of what runs."""
    if named is None:
        return read(data).database_url
    inside.refuse_clear(database=named)
    return named


def _written(data: Path) -> Running | None:
    try:
        return msgspec.json.decode(path(data).read_bytes(), type=Running)
    except FileNotFoundError:
        return None
