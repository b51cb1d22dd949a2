"""`jobcenter tail`: facts as they happen, without anything personal."""

from __future__ import annotations

import time
from contextlib import closing
from heapq import merge
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.scenario.house import House
from shared.clock import COPENHAGEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.eventlog.envelope import Recorded

COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "red")


def command(
    data: Data = DEFAULT_DATA,
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Begin with the first fact, not with now.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Stop when there is nothing more.")] = False,
) -> None:
    """Show facts in colour: when, which service, what, about whom (by pseudonym)."""
    running_house = running.read(data)
    colours = dict(zip(running_house.doors, COLOURS, strict=False))
    console = Console(highlight=False)
    with closing(House(running_house, data)) as house:
        if not from_start:
            house.skip_to_now()
        while True:
            for fact in _news(house, running_house.doors):
                console.print(line(fact, colours[fact.source]))
            if once:
                return
            time.sleep(0.5)


def _news(house: House, services: Iterable[str]) -> Iterator[Recorded[Any]]:
    """Read what is new in all logs together, in the order of time; nothing of it is kept."""
    logs = (house.news_of(service) for service in services)
    return merge(*logs, key=lambda fact: fact.recorded_at)


def line(fact: Recorded[Any], colour: str) -> str:
    """Write one fact on a line; a citizen is only ever the first letters of a random id."""
    who = ",".join(str(subject)[:6] for subject in fact.meta.subjects) or "-"
    when = fact.recorded_at.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M")
    return f"[dim]{when}[/] [{colour}]{fact.source:<15}[/] [dim]{who:<6}[/] {fact.tag}"
