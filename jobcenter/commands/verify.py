"""`jobcenter verify`: holds the tables against what the system promises."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import psycopg
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.commands.rebuild import works_of
from jobcenter.proof import cuts
from jobcenter.verification import PROMISES, findings_of
from shared.collector import folding
from shared.witness.signer import SigningKeyUnsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shared.casework.works import Works


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
    services = [works_of(name, data) for name in running.read(data).doors]
    with folding(), _progress(console, services) as tell:
        for name, promise, text in findings_of(services, against, tell):
            broken[promise].append(f"{name}: {text}")
    for works in services:
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


@contextmanager
def _progress(console: Console, services: Sequence[Works]) -> Iterator[Callable[[str, int], None]]:
    """Show on a terminal how far the logs were read; the line goes when they are."""
    ends: dict[str, int] = {}
    for works in services:
        with suppress(psycopg.Error):  # that it cannot be asked is found where the log is read
            ends[works.service.name] = works.log.head().position
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("looking at the tables", total=sum(ends.values()))
        read: dict[str, int] = {}

        def tell(log: str, position: int) -> None:
            read[log] = min(position, ends.get(log, position))
            done = f"reading the log of {log}: {position} of {ends.get(log, position)}"
            progress.update(task, completed=sum(read.values()), description=done)

        yield tell
