"""`jobcenter timeline`: one citizen's history across all services."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.scenario.house import House
from jobcenter.scenario.story import Person, moment_of
from shared.clock import COPENHAGEN

_READER = Person(roles=["counsellor_muni"], unit="jobcenter")


def command(
    citizen: Annotated[str, typer.Argument(help="The citizen's id.")],
    data: Data = DEFAULT_DATA,
    known: Annotated[
        str | None, typer.Option(help="As it was known when this day ended, or at this moment.")
    ] = None,
    valid: Annotated[str | None, typer.Option(help="What held on this day.")] = None,
    english: Annotated[bool, typer.Option("--english", help="Sentences in English.")] = False,
) -> None:
    """Show what happened, when it held and when it was known, and whom one waits for now.

    A look at the past says nothing of what is waited for: that is known of today alone.
    """
    params: dict[str, str] = {}
    if known is not None:
        params["as_of_known"] = known_on(known)
    if valid is not None:
        params["as_of_valid"] = valid
    language = "en" if english else "da"
    with closing(House(running.read(data), data)) as house:
        token = house.token("timeline", _READER)
        answer = house.get("citizen_history", f"/citizens/{citizen}/timeline", token, params)
        Console().print(_lines(answer["lines"], language))
        if params:
            return
        for line in house.get("citizen_history", f"/citizens/{citizen}/waiting", token):
            Console().print(f"• {line[language]}", highlight=False)


def known_on(text: str) -> str:
    """Return what the service is asked for: a day is its own, and lasts until its end there."""
    moment = moment_of(text)
    is_day = len(text) == len("2011-06-14")
    return text if is_day else moment.isoformat()


def _lines(lines: list[dict[str, Any]], language: str) -> Table:
    table = Table()
    for column in ("Holds from", "Known since", "Told by", "What happened"):
        table.add_column(column)
    for line in lines:
        known = datetime.fromisoformat(line["recorded_at"]).astimezone(COPENHAGEN)
        sources = ", ".join(each["source"] for each in line["provenance"])
        struck = f" [dim]({line['struck_how']})[/]" if line["struck_how"] else ""
        late = " [yellow](late)[/]" if line["late"] else ""
        row = (line["effective_on"], f"{known:%Y-%m-%d %H:%M}", sources)
        table.add_row(*row, line[language] + late + struck)
    return table
