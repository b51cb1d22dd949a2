"""`jobcenter where`: the address of a running service."""

from __future__ import annotations

from typing import Annotated

import typer

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.trouble import PlainError


def command(
    service: Annotated[str, typer.Argument(help="The service's name.")],
    data: Data = DEFAULT_DATA,
    inner: Annotated[bool, typer.Option("--inner", help="The inner door instead.")] = False,
) -> None:
    """Print where a service answers."""
    doors = running.read(data).doors
    if service not in doors:
        raise PlainError(f"There is no service {service}.", f"It is one of {', '.join(doors)}.")
    typer.echo(doors[service].ops if inner else doors[service].api)
