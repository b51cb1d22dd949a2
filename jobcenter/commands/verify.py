"""`jobcenter verify`: holds the tables against what the system promises."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.commands.rebuild import works_of
from jobcenter.proof import cuts
from jobcenter.verification import PROMISES, findings_of
from shared.witness.signer import SigningKeyUnsafe


def command(
    data: Data = DEFAULT_DATA,
    against: Annotated[
        Path | None,
        typer.Option(help="A folder with a copy of the checkpoints that was kept elsewhere."),
    ] = None,
) -> None:
    """Check what can be checked from the tables, live and without changing anything."""
    console = Console(highlight=False)
    broken: dict[str, list[str]] = {promise: [] for promise in PROMISES}
    released: list[str] = []
    for name in running.read(data).doors:
        works = works_of(name, data)
        for promise, text in findings_of(works, against):
            broken[promise].append(f"{name}: {text}")
        with suppress(SigningKeyUnsafe):
            released += cuts(works)
        works.close()
    for promise, what in PROMISES.items():
        found = broken[promise]
        mark = "[red]✗[/]" if found else "[green]✓[/]"
        console.print(f"{mark} {promise} {what}")
        for text in found[:10]:
            console.print(f"    {text}", markup=False)
    for text in released:
        console.print(f"[yellow]![/] released by a person: {escape(text)}")
    held = sum(not found for found in broken.values())
    console.print(f"\n{held}/{len(PROMISES)} promises hold")
    raise typer.Exit(0 if held == len(PROMISES) else 1)
