"""`jobcenter clock`: shows or moves the played clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import httpx
import typer

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.scenario.house import House
from jobcenter.scenario.story import moment_of
from shared.clock import COPENHAGEN


def command(
    to: Annotated[str | None, typer.Argument(help="A day, or a day and a time.")] = None,
    days: Annotated[int, typer.Option(help="Move this many days forward.")] = 0,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show what time it is in a simulated installation, or move on; never back."""
    running_house = running.read(data)
    if to is not None or days:
        target = moment_of(to) if to else now_in(running_house)
        house = House(running_house, data)
        house.move_clock(target + timedelta(days=days))
        house.wait_for_quiet()
    typer.echo(now_in(running_house).astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M"))


def now_in(running_house: running.Running) -> datetime:
    """Return the moment it is in a running house."""
    door = next(iter(running_house.doors.values()))
    answer = httpx.get(f"{door.ops}/clock").raise_for_status()
    return datetime.fromisoformat(answer.json()["moment"])
