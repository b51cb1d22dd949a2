"""`jobcenter token`: a bearer token of the demo issuer."""

from __future__ import annotations

from typing import Annotated, cast, get_args

import typer

from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.trouble import PlainError
from shared.access.issuer import Issuer
from shared.access.terms import house_terms
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
    known = house_terms().roles
    if unknown := [each for each in role if each not in known]:
        raise PlainError(f"There is no role {unknown[0]}.", f"It is one of {', '.join(known)}.")
    if authority not in get_args(Authority):
        raise PlainError(
            f"There is no authority {authority}.", f"It is one of {', '.join(get_args(Authority))}."
        )
    issuer = Issuer(data)
    typer.echo(issuer.issue(who, role, unit, cast("Authority", authority), minutes=minutes))
