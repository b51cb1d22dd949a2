"""`jobcenter serve`: one service in its own process, as in production."""

from __future__ import annotations

from typing import Annotated

import typer

from jobcenter.commands.options import (
    DEFAULT_DATA,
    BrokerUrl,
    Checkpoints,
    Data,
    PlainInside,
)
from jobcenter.inside import refuse_clear
from jobcenter.trouble import PlainError
from shared.casework.addresses import spoken_in_clear
from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT, SERVICES, Settings
from shared.observability.logging import configure


def command(
    service: Annotated[str, typer.Argument(help=f"One of: {', '.join(SERVICES)}.")],
    database: Annotated[
        str, typer.Option(envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as a URL.")
    ],
    broker: BrokerUrl = None,
    data: Data = DEFAULT_DATA,
    checkpoints: Checkpoints = None,
    host: Annotated[
        str, typer.Option(envvar="JOBCENTER_HOST", help="The address to answer on.")
    ] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="The API port.")] = None,
    ops_port: Annotated[int | None, typer.Option(help="The port of the inner door.")] = None,
    issuer: Annotated[
        str, typer.Option(envvar="JOBCENTER_ISSUER", help="Who issues the tokens.")
    ] = "urn:jobcenter:demo-issuer",
    jwks_url: Annotated[
        str | None,
        typer.Option(envvar="JOBCENTER_JWKS_URL", help="Where the issuer's keys are read."),
    ] = None,
    login_level: Annotated[
        list[str] | None,
        typer.Option(
            envvar="JOBCENTER_LOGIN_LEVEL",
            help="A way of logging in (acr) that is strong enough; may be given several times.",
        ),
    ] = None,
    plain_inside: PlainInside = False,
) -> None:
    """Run one service until it is told to stop."""
    from jobcenter.host import House  # noqa: PLC0415 - only a patched process may import it
    from jobcenter.signals import wait_for_end  # noqa: PLC0415 - the same

    if service not in SERVICES:
        raise PlainError(f"There is no service {service}.", f"It is one of {', '.join(SERVICES)}.")
    configure(service=service)
    nth = SERVICES.index(service)
    settings = Settings(
        database_url=database,
        data=data,
        checkpoints=checkpoints,
        host=host,
        port=FIRST_PORT + nth if port is None else port,
        ops_port=FIRST_OPS_PORT + nth if ops_port is None else ops_port,
        broker_url=broker,
        issuer=issuer,
        jwks_url=jwks_url,
        login_levels=tuple(login_level or ()),
    )
    refuse_clear(further=spoken_in_clear(settings), plain_inside=plain_inside)
    house = House({service: settings})
    house.start()
    try:
        wait_for_end()
    finally:
        house.stop()
