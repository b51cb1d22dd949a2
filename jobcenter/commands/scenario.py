"""`jobcenter scenario`: plays stories and says which expectation failed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from jobcenter.commands.options import BrokerUrl, DatabaseUrl
from jobcenter.inside import refuse_clear
from jobcenter.scenario.player import Outcome, Player
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import read_story, schema
from jobcenter.trouble import PlainError

app = typer.Typer(help="Play dated stories through the real APIs.", no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)


@app.command("run")
def play(
    files: Annotated[list[Path], typer.Argument(help="Story files.")],
    database: DatabaseUrl = None,
    broker: BrokerUrl = None,
) -> None:
    """Play stories, each in an installation of its own; exit 1 when an expectation failed."""
    refuse_clear(database=database, others={"the broker": broker})
    stories = [read_story(path) for path in files]
    failures = 0
    with Stage(database, broker).open() as stage:
        for story in stories:
            _console.print(f"\n[bold]{story.story}[/]")
            with stage.house(story) as house:
                try:
                    failures += Player(story, house, _tell).play()
                except PlainError as trouble:
                    _console.print(f"  [red]✗ {trouble.what}[/] {trouble.todo}")
                    failures += 1
    _console.print(
        f"\n{len(stories)} stories, "
        + (f"[red]{failures} expectations failed[/]" if failures else "[green]all as expected[/]")
    )
    raise typer.Exit(1 if failures else 0)


@app.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of the story format."""
    typer.echo(json.dumps(schema(), indent=2, ensure_ascii=False))


def _tell(outcome: Outcome) -> None:
    if outcome.trouble is None:
        _console.print(f"  [green]✓[/] {outcome.words}", markup=True)
    else:
        _console.print(f"  [red]✗ {outcome.words}[/]: ", end="")
        _console.print(outcome.trouble, markup=False)
