"""`jobcenter attach`: tells the other commands where a house runs that `up` did not start."""

from __future__ import annotations

from typing import Annotated

import psycopg
import typer
from msgspec.structs import replace

from jobcenter import inside, running
from jobcenter.commands.options import DEFAULT_DATA, BrokerUrl, Checkpoints, Data, PlainInside
from jobcenter.trouble import PlainError
from shared.casework import installation
from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT, SERVICES


def command(
    database: Annotated[
        str, typer.Option(envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as its owner.")
    ],
    data: Data = DEFAULT_DATA,
    broker: BrokerUrl = None,
    checkpoints: Checkpoints = None,
    door: Annotated[
        list[str] | None,
        typer.Option(
            help="Where a service answers: service=API,INNER as two addresses. Once for each; "
            "without any: by its name (company-contact) and usual ports."
        ),
    ] = None,
    plain_inside: PlainInside = False,
) -> None:
    """Write down where the services are, so that `verify`, `file`, `parked` and so on find them.

    For services that were started one by one. `data` is the folder with their keys; what is written
    there may hold the owner's password, and only you may read it.
    """
    doors = dict(map(_door, door)) if door else {name: _usual(name) for name in SERVICES}
    found = running.Running(
        pid=running.ELSEWHERE,
        database_url=database,
        broker_url=broker,
        simulated=False,
        doors=doors,
        checkpoints=checkpoints and checkpoints.resolve(),
        plain_inside=plain_inside or inside.said_for_all(),
    )
    found.refuse_clear()
    try:
        with psycopg.connect(database) as conn:
            found = replace(found, simulated=installation.read(conn).simulated)
    except (psycopg.Error, LookupError) as trouble:
        raise PlainError(
            f"No installation answers there ({type(trouble).__name__}).",
            "Give the owner's URL with --database; `jobcenter migrate` makes an installation.",
        ) from trouble
    running.write(data, found)
    for name, at in doors.items():
        typer.echo(f"{name:<16} {at.api}   inner door {at.ops}")


def _door(text: str) -> tuple[str, running.Door]:
    name, _, places = text.partition("=")
    api, _, ops = places.partition(",")
    if name not in SERVICES or not (_is_address(api) and _is_address(ops)):
        raise PlainError(
            f"{text} is no door.",
            "Write service=http://…,http://… with the API and the inner door.",
        )
    return name, running.Door(api.rstrip("/"), ops.rstrip("/"))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _usual(name: str) -> running.Door:
    nth, host = SERVICES.index(name), f"http://{name.replace('_', '-')}"
    return running.Door(f"{host}:{FIRST_PORT + nth}", f"{host}:{FIRST_OPS_PORT + nth}")
