"""`jobcenter epoch`: releases a log after its database was promoted or restored."""

from __future__ import annotations

import getpass
from typing import Annotated

import psycopg
import typer

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data, Reason, ServiceName
from jobcenter.trouble import PlainError
from shared.eventlog.epoch import begin


def command(
    service: ServiceName,
    reason: Reason,
    database: Annotated[
        str | None,
        typer.Option(envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as its owner."),
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Begin the next epoch of a service's log, so that it takes facts again.

    After a promotion it refuses until then. After putting back a copy of the disk it cannot know
    by itself: give this command before the services start. Make sure that the old server is off.
    """
    url = database or running.read(data).database_url
    try:
        with psycopg.connect(url, autocommit=True) as conn:
            number = begin(conn, service, actor=f"operator:{getpass.getuser()}", reason=reason)
    except psycopg.errors.InsufficientPrivilege as trouble:
        raise PlainError(
            "Only the owner of the database may do this.",
            "Give the owner's URL with --database, as for `jobcenter migrate`.",
        ) from trouble
    typer.echo(f"{service} is in epoch {number}. Restart its processes.")
    typer.echo("Who had read further than the log now goes stands still: see `jobcenter doctor`.")
