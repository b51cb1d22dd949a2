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
from jobcenter.trouble import PlainError
from shared.clock import COPENHAGEN


def command(
    to: Annotated[str | None, typer.Argument(help="A day, or a day and a time.")] = None,
    days: Annotated[int, typer.Option(help="Move this many days forward.")] = 0,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show what time it is in a simulated installation, or move on; never back."""
    running_house = running.read(data)
    if to is not None or days:
        now = now_in(running_house)
        target = (moment_of(to) if to else now) + timedelta(days=days)
        if target < now:
            raise PlainError(
                f"The clock only moves forward; it is {_said(now)}.",
                "Start a new installation in another folder: `jobcenter up --data … --start …`.",
            )
        house = House(running_house, data)
        house.move_clock(target)
        house.wait_for_quiet(bus=False)
    typer.echo(_said(now_in(running_house)))


def _said(moment: datetime) -> str:
    return moment.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M")


def now_in(running_house: running.Running) -> datetime:
    """Return the moment it is in a running house."""
    door = next(iter(running_house.doors.values()))
    answer = httpx.get(f"{door.ops}/clock").raise_for_status()
    return datetime.fromisoformat(answer.json()["moment"])
