"""`jobcenter retention`: who has been kept for as long as the rule says, and what two decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from jobcenter import running
from jobcenter.bulk_retention import Said, approve, listed, request
from jobcenter.commands.asked import Asked
from jobcenter.commands.clock import now_in
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.scenario.house import House
from jobcenter.scenario.story import Person
from jobcenter.trouble import PlainError
from shared.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFFICER = Person(roles=["data_protection_officer"], unit="jobcenter")
_SERVICE = "citizen_history"


def command(
    data: Data = DEFAULT_DATA,
    limit: Annotated[int, typer.Option(min=1, help="How many citizens to show.")] = 100,
    ask: Annotated[
        Path | None,
        typer.Option(help="Ask for the erasure of all who are due; their ids go into this file."),
    ] = None,
    decide: Annotated[
        Path | None,
        typer.Option(help="Approve, as a second person, the citizens in this file."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(envvar="JOBCENTER_TOKEN", help="Who asks or decides; demo mode needs none."),
    ] = None,
) -> None:
    """Show whose data is due, and what stands in the way; nothing is erased by looking.

    Two persons decide about each citizen: see docs/how-to/erase-a-citizen.md.
    """
    found = running.read(data)
    house = House(found, data)
    me = "approves" if decide else "retention"
    register = Asked(house, _SERVICE, token or house.token(me, _OFFICER))
    try:
        if decide is not None:
            _tell(approve(register, _ids(decide)), "approved")
            return
        rows = listed(register, limit)
        if ask is None:
            _show(rows)
            return
        said = list(request(register, rows, local_date(now_in(found))))
        ask.write_text("".join(f"{each.citizen}\n" for each in said if not each.refused))
        _tell(iter(said), "asked for")
        typer.echo(f"For the second person: jobcenter retention --decide {ask}")
    finally:
        house.close()


def _ids(path: Path) -> list[UUID]:
    try:
        return [UUID(line) for line in path.read_text(encoding="utf-8").split()]
    except (OSError, ValueError) as trouble:
        raise PlainError(
            f"{path} is no list of citizens' ids.", "Make it with `jobcenter retention --ask`."
        ) from trouble


def _tell(said: Iterator[Said], done: str) -> None:
    """Say what became of each; one that was refused stops no other."""
    counted = {True: 0, False: 0}
    for each in said:
        counted[each.refused is None] += 1
        if each.refused is not None:
            typer.echo(f"{each.citizen}: refused, {each.refused}")
    typer.echo(f"{counted[True]} {done}, {counted[False]} refused")


def _show(rows: list[dict[str, Any]]) -> None:
    table = Table()
    for column in ("Citizen", "Last fact", "Kept until", "How it stands"):
        table.add_column(column)
    for row in rows:
        table.add_row(row["citizen"], row["last_fact"], row["kept_until"], _stands(row))
    console = Console(highlight=False, width=None if Console().is_terminal else 200)
    console.print(table)
    console.print(f"{sum(row['due'] for row in rows)} due, {len(rows)} listed")


def _stands(row: dict[str, Any]) -> str:
    said = ["due"] if row["due"] else []
    said += ["legal hold"] if row["legal_hold"] else []
    said += [f"open: {', '.join(row['open_cases'])}"] if row["open_cases"] else []
    said += ["requested, waits for the second person"] if row["requested"] else []
    return "; ".join(said)
