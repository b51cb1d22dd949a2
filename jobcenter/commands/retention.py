"""`jobcenter retention`: who has been kept for as long as the rule says."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.scenario.house import House
from jobcenter.scenario.story import Person

_OFFICER = Person(roles=["data_protection_officer"], unit="jobcenter")
_AT_ONCE = 100


def command(
    data: Data = DEFAULT_DATA,
    limit: Annotated[int, typer.Option(min=1, help="How many citizens to show.")] = 100,
) -> None:
    """Show whose data is due, and what stands in the way; nothing is erased by looking.

    Two persons decide, each citizen: see docs/how-to/erase-a-citizen.md.
    """
    house = House(running.read(data), data)
    rows = _rows(house, limit)
    house.close()
    table = Table()
    for column in ("Citizen", "Last fact", "Kept until", "How it stands"):
        table.add_column(column)
    for row in rows:
        table.add_row(row["citizen"], row["last_fact"], row["kept_until"], _stands(row))
    console = Console(highlight=False, width=None if Console().is_terminal else 200)
    console.print(table)
    console.print(f"{sum(row['due'] for row in rows)} due, {len(rows)} listed")


def _rows(house: House, limit: int) -> list[dict[str, Any]]:
    token = house.token("retention", _OFFICER)
    rows: list[dict[str, Any]] = []
    while len(rows) < limit:
        params = {"limit": min(_AT_ONCE, limit - len(rows))}
        more = {"after": rows[-1]["citizen"]} if rows else {}
        page = house.get("citizen_history", "/retention-due", token, {**params, **more})
        rows += page
        if not page:
            break
    return rows


def _stands(row: dict[str, Any]) -> str:
    said = ["due"] if row["due"] else []
    said += ["legal hold"] if row["legal_hold"] else []
    said += [f"open: {', '.join(row['open_cases'])}"] if row["open_cases"] else []
    said += ["requested, waits for the second person"] if row["requested"] else []
    return "; ".join(said)
