"""What runs where: `running.json` in the data folder, read by every other command."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from jobcenter.trouble import PlainError

DEFAULT_DATA = Path(".jobcenter")


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

    @property
    def alive(self) -> bool:
        """Say whether the process is there."""
        try:
            os.kill(self.pid, 0)
        except OSError:
            return False
        return True


def path(data: Path) -> Path:
    """Return where it is written down."""
    return data / "running.json"


def write(data: Path, running: Running) -> None:
    """Write down what runs."""
    data.mkdir(parents=True, exist_ok=True)
    draft = path(data).with_suffix(".draft")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(running)))
    draft.replace(path(data))


def read(data: Path) -> Running:
    """Return what runs, or say in plain words that nothing does."""
    try:
        running = msgspec.json.decode(path(data).read_bytes(), type=Running)
    except FileNotFoundError:
        raise PlainError(
            "Nothing runs here.", f"Start it with `jobcenter up --data {data}`."
        ) from None
    if not running.alive:
        raise PlainError(
            f"The system that used {data} has stopped.",
            f"Start it again with `jobcenter up --data {data}`; nothing is lost.",
        )
    return running
