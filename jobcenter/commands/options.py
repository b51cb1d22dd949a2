"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from jobcenter.running import DEFAULT_DATA
from shared.casework.settings import SERVICES

Data: TypeAlias = Annotated[
    Path,
    typer.Option(envvar="JOBCENTER_DATA", help="The folder in which the system keeps its state."),
]
DatabaseUrl: TypeAlias = Annotated[
    str | None,
    typer.Option("--database", help="A PostgreSQL server of your own, as a URL."),
]
BrokerUrl: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--broker", envvar="JOBCENTER_BROKER", help="A RabbitMQ server of your own, as a URL."
    ),
]
PlainInside: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--plain-inside",
        envvar="JOBCENTER_PLAIN_INSIDE",
        help="Speak in clear to other machines: the network between is ours alone.",
    ),
]
Owner: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--database", envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as its owner."
    ),
]
ServiceName: TypeAlias = Annotated[str, typer.Argument(help=f"One of: {', '.join(SERVICES)}.")]
Reason: TypeAlias = Annotated[str, typer.Option(prompt=True, help="Why; it is kept in the audit.")]

Checkpoints: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--checkpoints",
        envvar="JOBCENTER_CHECKPOINTS",
        help="The folder for signed checkpoints; best on another disk than the database.",
    ),
]

__all__ = [
    "DEFAULT_DATA",
    "BrokerUrl",
    "Checkpoints",
    "Data",
    "DatabaseUrl",
    "Owner",
    "PlainInside",
    "Reason",
    "ServiceName",
]
