"""`jobcenter token`: a bearer token of the demo issuer."""

from __future__ import annotations

from typing import Annotated, cast

import typer

from jobcenter.commands.options import DEFAULT_DATA, Data
from shared.access.issuer import Issuer
from shared.actor import Authority


def command(
    who: Annotated[str, typer.Argument(help="The name of a demo user.")],
    role: Annotated[list[str], typer.Option(help="A role; may be given several times.")],
    unit: Annotated[str, typer.Option(help="The unit, such as jobcenter or supplier:1.")],
    data: Data = DEFAULT_DATA,
    authority: Annotated[str, typer.Option(help="municipal, state or external.")] = "municipal",
    minutes: Annotated[int, typer.Option(help="How long it is good for.")] = 60,
) -> None:
    """Print a token for `Authorization: Bearer …` in demo mode."""
    issuer = Issuer(data)
    typer.echo(issuer.issue(who, role, unit, cast("Authority", authority), minutes=minutes))
