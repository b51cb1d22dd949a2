"""`jobcenter up`: the whole house in one process."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.panel import Panel

from jobcenter.commands.options import (
    DEFAULT_DATA,
    BrokerUrl,
    Checkpoints,
    Data,
    DatabaseUrl,
    PlainInside,
)
from jobcenter.inside import refuse_clear, said_for_all
from jobcenter.running import Running
from jobcenter.scenario.story import moment_of
from shared.casework.installation import Installation
from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT
from shared.observability.logging import configure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobcenter.up import Up

_DEMO_MODE = (
    "[bold]Jobcenter[/] in DEMO MODE: synthetic citizens only, demo users, "
    "a clock that can be moved.\nNot for real personal data."
)
_DEMO = Installation("demo", simulated=True, parameters={"sanction.test_day_rate_ore": 40000})


def command(
    data: Data = DEFAULT_DATA,
    database: DatabaseUrl = None,
    broker: BrokerUrl = None,
    checkpoints: Checkpoints = None,
    port: Annotated[int, typer.Option(help="The first API port; 0 takes free ones.")] = FIRST_PORT,
    start: Annotated[str, typer.Option(help="The day a played clock starts.")] = "2011-01-03",
    installation: Annotated[
        Path | None, typer.Option(help="A JSON file that says what the installation is.")
    ] = None,
    real_time: Annotated[
        bool, typer.Option("--real-time", help="Run on real time; the clock cannot be moved.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Let a population of synthetic citizens live in it.")
    ] = False,
    plain_inside: PlainInside = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but log lines.")] = False,
) -> None:
    """Start the whole system on PostgreSQL from a wheel, or on servers of your own."""
    from jobcenter import up  # noqa: PLC0415 - only a patched process may import it

    refuse_clear(database=database, others={"the broker": broker}, plain_inside=plain_inside)
    configure(level="INFO" if quiet else "WARNING")
    console = Console(quiet=quiet, highlight=False)
    what = _installation(installation, real_time=real_time)
    if what.simulated:
        console.print(Panel(_DEMO_MODE, border_style="yellow"))
    house = up.Up(
        up.Wishes(
            data=data.resolve(),
            database_url=database,
            broker_url=broker,
            checkpoints=checkpoints and checkpoints.resolve(),
            plain_inside=plain_inside or said_for_all(),
            first_port=port,
            first_ops_port=FIRST_OPS_PORT + port - FIRST_PORT if port else 0,
            installation=what,
            start=_start(start),
        ),
        lambda part, took: console.print(f"[green]✓[/] {part} [dim]{took:.0f} ms[/]"),
    )
    with ExitStack() as at_the_end:
        at_the_end.callback(_stop, house, data, console)
        console.print(_doors(house.start()), soft_wrap=True)
        if demo:
            at_the_end.enter_context(_lived_in(data))
        else:
            console.print(_next_steps(data), soft_wrap=True)
        house.wait()


def _stop(house: Up, data: Path, console: Console) -> None:
    console.print("\nStopping: requests are finished, what waits is stored …")
    house.stop()
    console.print(f"Stopped. Everything lies in [bold]{data}[/]; nothing is lost.")


def _installation(told: Path | None, *, real_time: bool) -> Installation:
    if told is not None:
        return msgspec.json.decode(told.read_bytes(), type=Installation)
    if real_time:
        return Installation("jobcenter", simulated=False, parameters={})
    return _DEMO


def _start(text: str) -> datetime:
    try:
        exact = datetime.fromisoformat(text)
    except ValueError:
        exact = None
    return exact if exact and exact.tzinfo else moment_of(text)


@contextmanager
def _lived_in(data: Path) -> Iterator[None]:
    """Run the simulator beside the house, in a process of its own."""
    command = [sys.executable, "-m", "jobcenter", "simulate", "--data", str(data), "--live"]
    life = subprocess.Popen(command)  # noqa: S603 - our own command
    try:
        yield
    finally:
        life.terminate()
        life.wait()


def _doors(running: Running) -> str:
    lines = ["", "[bold]Open for work[/]"]
    for name, door in running.doors.items():
        lines.append(f"  {name:<16} {door.api}/docs   [dim]health {door.ops}/readyz[/]")
    first = next(iter(running.doors.values()))
    lines.append(f"  [dim]figures for Prometheus: {first.ops}/metrics and so on[/]")
    return "\n".join(lines)


def _next_steps(data: Path) -> str:
    where = "" if data == DEFAULT_DATA else f" --data {data}"
    steps = (
        (f"bin/jobcenter simulate{where}", "let a population live in it"),
        (f"bin/jobcenter tail{where}", "see facts as they happen"),
        (f"bin/jobcenter clock --days 8{where}", "move the clock"),
    )
    lines = ["", "Try, in another window:", *(f"  {do:<44} {why}" for do, why in steps)]
    lines += ["  docs/tutorials/first-sanction.md              decide your first sanction"]
    return "\n".join([*lines, "", "Ctrl-C stops it; nothing is lost."])
