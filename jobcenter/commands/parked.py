"""`jobcenter parked`: facts that were set aside; see them, take them up again, or leave one out."""

from __future__ import annotations

import getpass
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data, Reason, ServiceName
from jobcenter.trouble import PlainError
from shared.casework.settings import SERVICES
from shared.eventlog.database import Database
from shared.messaging import parked, tracking

app = typer.Typer(help="Facts that were set aside.", no_args_is_help=True)


@app.command("list")
def show(data: Data = DEFAULT_DATA) -> None:
    """List what is set aside in every service, oldest first."""
    table = Table()
    for column in ("Service", "From", "Position", "Fact", "Id", "Citizens", "Why"):
        table.add_column(column)
    for name in SERVICES:
        with _database(name, data).connect() as conn:
            for each in parked.listed(conn, name):
                citizens = " ".join(str(subject) for subject in each.subjects)
                why = each.error if each.failed else "waits behind another"
                row = (name, each.source, str(each.position), each.tag, str(each.event_id))
                table.add_row(*row, citizens, why)
    if table.row_count:
        Console().print(table)
    else:
        typer.echo("Nothing is set aside.")


@app.command()
def retry(
    service: ServiceName,
    citizen: Annotated[UUID, typer.Argument(help="The citizen whose facts wait.")],
    reason: Reason,
    data: Data = DEFAULT_DATA,
) -> None:
    """Have a citizen's facts taken up again, in order; the running inbox does it."""
    try:
        with _database(service, data).connect() as conn:
            number = parked.retry(conn, service, citizen, actor=_who(), reason=reason)
    except parked.NotParked as nothing:
        raise PlainError("Nothing waits for that citizen.", "See `jobcenter parked list`.") from (
            nothing
        )
    except tracking.SourceHalted as halted:
        raise PlainError(
            f"The log of {halted} was cut; its facts cannot be taken up before that is settled.",
            f"Run `jobcenter reconcile {service} {halted}` first.",
        ) from halted
    typer.echo(f"{number} facts are taken up again.")


@app.command()
def skip(
    service: ServiceName,
    fact: Annotated[UUID, typer.Argument(help="The id of the fact.")],
    reason: Reason,
    data: Data = DEFAULT_DATA,
) -> None:
    """Leave one fact out for good; those behind it go on."""
    try:
        with _database(service, data).connect() as conn:
            parked.skip(conn, service, fact, actor=_who(), reason=reason)
    except parked.NotParked as nothing:
        raise PlainError("No such fact is set aside.", "See `jobcenter parked list`.") from nothing
    typer.echo("Left out; those behind it are taken up again.")


def _database(name: str, data: Data) -> Database:
    if name not in SERVICES:
        raise PlainError(f"There is no service {name}.", f"It is one of {', '.join(SERVICES)}.")
    return Database(running.read(data).database_url, name)


def _who() -> str:
    return f"operator:{getpass.getuser()}"
