"""`jobcenter migrate`: makes or updates schemas, roles and grants, before any worker starts."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from jobcenter import catalogue
from jobcenter.commands.options import DEFAULT_DATA, Data, PlainInside
from jobcenter.inside import refuse_clear
from jobcenter.trouble import PlainError
from shared.casework.installation import Installation
from shared.casework.setup import set_up
from shared.messaging.subscribing import RowLost


def command(
    database: Annotated[
        str, typer.Option(envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as a URL.")
    ],
    data: Data = DEFAULT_DATA,
    name: Annotated[str, typer.Option(help="The installation's name.")] = "jobcenter",
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Make a new installation with a played clock.")
    ] = False,
    parameters: Annotated[
        str, typer.Option(help="The installation's own figures, as a JSON object.")
    ] = "{}",
    plain_inside: PlainInside = False,
) -> None:
    """Bring the database up to this version; what is there already stays as it is.

    A new installation gets its keys in the data folder: keep a copy of them elsewhere.
    """
    refuse_clear(database=database, plain_inside=plain_inside)
    installation = Installation(name, simulated=simulated, parameters=json.loads(parameters))
    try:
        steps = set_up(database, catalogue.declarations(), installation)
    except RowLost as lost:
        raise PlainError(
            f"{lost.consumer} has lost its place in {lost.source}; from where it goes on is for "
            "you to say.",
            f"Run `jobcenter subscribe {lost.consumer} {lost.source} --from now` (or start).",
        ) from lost
    catalogue.create_keys_for(steps, data)
    for step in steps:
        typer.echo(f"done: {step}")
    typer.echo(f"{len(steps)} new steps")
