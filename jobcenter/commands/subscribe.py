"""`jobcenter subscribe`: says from where a service follows another one."""

from __future__ import annotations

from typing import Annotated, Literal

import psycopg
import typer
from psycopg import sql

from jobcenter import catalogue, running
from jobcenter.commands.options import DEFAULT_DATA, Data, ServiceName
from jobcenter.trouble import PlainError
from shared.casework.setup import head_of
from shared.eventlog.envelope import Cursor
from shared.messaging import tracking
from shared.messaging.subscribing import follow


def command(
    service: ServiceName,
    source: Annotated[str, typer.Argument(help="The service whose facts it hears.")],
    since: Annotated[
        Literal["start", "now"],
        typer.Option("--from", help="All facts there ever were, or only those to come."),
    ],
    database: Annotated[
        str | None,
        typer.Option(envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as its owner."),
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Follow a source from a place you name; where it is followed already nothing changes.

    From the start its policies act on every old fact as if it were told today.
    """
    declared = catalogue.declaration(service)
    if source not in declared.sources:
        raise PlainError(
            f"{service} does not read {source}.", f"It reads {', '.join(declared.sources)}."
        )
    mine = tracking.subscription(declared.sources, declared.handlers, declared.foreign_tables)
    url = running.database_of(data, database)
    with psycopg.connect(url, autocommit=True) as conn:
        at = Cursor() if since == "start" else head_of(conn, source)
        conn.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(service)))
        new = follow(conn, service, source, mine, at)
    typer.echo(
        f"{service} follows {source} from {since}. Restart its processes."
        if new
        else f"{service} follows {source} already; nothing was changed."
    )
