"""`jobcenter simulate`: a population lives by the real APIs, or fills a year without them."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from jobcenter import running
from jobcenter.commands.clock import now_in
from jobcenter.commands.options import DEFAULT_DATA, Data, DatabaseUrl
from jobcenter.commands.tail import COLOURS, line
from jobcenter.inside import refuse_clear
from jobcenter.scenario.house import House
from jobcenter.simulator.door import FrontDoor
from jobcenter.simulator.population import LIVES, Population, some_births
from jobcenter.simulator.rates import copenhagen
from jobcenter.simulator.town import Town
from jobcenter.simulator.year import Day, Filled, Wanted, fill
from jobcenter.trouble import PlainError
from shared.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.eventlog.codec import Unread
    from shared.eventlog.envelope import Recorded

_NEWS_A_DAY = 2
_DAYS_OF_A_YEAR = 365
_OF_SOME_DAYS = ("citizens", "days", "live")
_OF_A_YEAR = ("share", "workers", "until", "lives", "database")


class _News:
    """Shows a few facts of each day, the kinds that were seen least first."""

    def __init__(self, console: Console, colours: Mapping[str, str]) -> None:
        self._console = console
        self._colours = colours
        self._seen: Counter[str] = Counter()

    def __call__(self, mail: Sequence[Recorded[Unread]]) -> None:
        self._seen.update(fact.tag for fact in mail)
        news = {fact.tag: fact for fact in mail}
        for tag in sorted(news, key=self._seen.__getitem__)[:_NEWS_A_DAY]:
            self._console.print(line(news[tag], self._colours[news[tag].source]))


def command(
    context: typer.Context,
    data: Data = DEFAULT_DATA,
    citizens: Annotated[int, typer.Option(help="How many lives begin.")] = 60,
    days: Annotated[int, typer.Option(help="How many days to live through.")] = 180,
    seed: Annotated[int, typer.Option(help="The same seed gives the same town.")] = 1,
    live: Annotated[
        bool, typer.Option("--live", help="Go on afterwards, slowly, and show what happens.")
    ] = False,
    year: Annotated[
        int | None,
        typer.Option(help="Fill this year of Copenhagen into an empty folder, without HTTP."),
    ] = None,
    share: Annotated[float, typer.Option(help="How much of the year; 10 is Denmark.")] = 0.01,
    workers: Annotated[int, typer.Option(min=1, help="Processes that fill the year.")] = 2,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Stop after this day; else all lives are ended."),
    ] = None,
    lives: Annotated[
        list[str] | None, typer.Option(help=f"Only these: {', '.join(LIVES)}; may be repeated.")
    ] = None,
    database: DatabaseUrl = None,
) -> None:
    """Let synthetic citizens register, fall ill, miss offers, be heard, and find jobs."""
    _refuse_the_other_way(context, year)
    console = Console(highlight=False)
    if year is not None:
        refuse_clear(database=database)
        wanted = Wanted(
            year=year,
            share=share,
            workers=workers,
            seed=seed,
            database_url=database,
            last=until and until.date(),
            lives=_kinds(lives),
        )
        _fill(console, data, wanted)
        return
    running_house = running.read(data)
    with closing(House(running_house, data)) as house:
        door = FrontDoor(house)
        first = local_date(now_in(running_house)) + timedelta(days=1)
        last = first + timedelta(days=days)
        town = Town(door, first)
        born_until = first + timedelta(days=days * 2 // 3)
        births = some_births(citizens, first, born_until, seed, copenhagen())
        population = Population(town, births)
        started = time.perf_counter()
        colours = dict(zip(running_house.doors, COLOURS, strict=True))
        _live_through(population, town, last, door, colours if live else None)
        took = time.perf_counter() - started
        what = f"{citizens} lives, {days} days"
        _say_sum(console, what, town.orders, town.refused, door.facts, took)
        if live:
            _go_on(population, town, door, running_house, colours)


def _refuse_the_other_way(context: typer.Context, year: int | None) -> None:
    """Refuse what only the other way of simulating looks at; else it would be left out unsaid."""
    others = _OF_A_YEAR if year is None else _OF_SOME_DAYS
    given = [f"--{each}" for each in others if _is_given(context, each)]
    if not given:
        return
    said = " and ".join(given)
    if year is None:
        raise PlainError(
            f"Only a year that is filled knows {said}, and no year was given.",
            "Say which with --year 2011, or leave that out: --citizens, --days and --live are for "
            "a house that runs.",
        )
    raise PlainError(
        f"A year that is filled does not know {said}.",
        "Leave that out, or leave out --year to let some citizens live in a house that runs; of a "
        "year, --share says how much and --until to which day.",
    )


def _is_given(context: typer.Context, option: str) -> bool:
    """Say whether whoever gave the command said this themselves."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def _kinds(lives: list[str] | None) -> tuple[str, ...]:
    wanted = tuple(lives or LIVES)
    unknown = sorted(set(wanted) - set(LIVES))
    if unknown:
        known = ", ".join(LIVES)
        raise PlainError(f"Nobody lives by the name of {unknown[0]}.", f"There are: {known}.")
    return wanted


def _fill(console: Console, data: Path, wanted: Wanted) -> None:
    """Fill a share of a year, with a bar that shows the day and the speed."""
    first = date(wanted.year, 1, 1)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    started = time.perf_counter()
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task("putting the services together", total=_DAYS_OF_A_YEAR)

        def tell(day: Day) -> None:
            took = time.perf_counter() - started
            progress.update(
                task,
                completed=min((day.day - first).days + 1, _DAYS_OF_A_YEAR),
                description=f"{day.day:%d %b %Y}: {day.alive} lives, {day.facts} facts, "
                f"{day.facts / took:.0f}/s",
            )

        filled: Filled = fill(data, wanted, tell)
    took = time.perf_counter() - started
    facts = sum(filled.facts.values())
    what = f"{wanted.share:g} of {wanted.year} by {wanted.workers} processes"
    _say_sum(console, what, Counter(filled.orders), Counter(filled.refused), facts, took)
    if filled.parked:
        console.print(f"[red]{filled.parked} messages were set aside; see jobcenter parked list[/]")
    console.print(f"Open the house on it: bin/jobcenter up --data {data}")


def _say_sum(
    console: Console,
    what: str,
    orders: Counter[str],
    refused: Counter[str],
    facts: int,
    took: float,
) -> None:
    console.print(
        f"{what}: {orders.total()} orders and {facts} facts in {took:.1f} s "
        f"({facts / took:.0f}/s); {refused.total()} refused"
    )
    for code, times in refused.most_common(5):
        console.print(f"  [dim]{times:4} x {code}[/]")


def _live_through(
    population: Population,
    town: Town,
    last: date,
    door: FrontDoor,
    colours: Mapping[str, str] | None,
) -> None:
    """Live day by day; with `colours` of the services, show some of what happens."""
    first = town.today
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn()) as progress:
        task = progress.add_task("living through days", total=(last - first).days)
        if colours is not None:
            door.tell = _News(progress.console, colours)
        while (day := population.next_day()) is not None and day <= last:
            population.live(day)
            description = f"{day:%d %b %Y}: {population.alive} lives, {town.orders.total()} orders"
            progress.update(task, completed=(day - first).days, description=description)
        town.begin_day(last)
        progress.update(task, completed=(last - first).days)


def _go_on(
    population: Population,
    town: Town,
    door: FrontDoor,
    running_house: running.Running,
    colours: Mapping[str, str],
) -> None:
    """Let a day pass every two seconds and show its facts; somebody new comes nearly every day."""
    door.tell = None
    chance = Random()  # noqa: S311 - a town, not a secret
    console = Console(highlight=False)
    console.print("\nThe town lives on; a day passes every two seconds. Ctrl-C stops it.\n")
    while True:
        day = local_date(now_in(running_house)) + timedelta(days=1)
        (birth,) = some_births(1, day, day, chance.getrandbits(64), town.rates)
        population.add(birth)
        population.live(day)
        for fact in door.news():
            console.print(line(fact, colours[fact.source]))
        time.sleep(2.0)
