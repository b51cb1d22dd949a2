"""`jobcenter epoch`: releases a log after its database was promoted or restored."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import psycopg
import typer

from jobcenter import inside, running
from jobcenter.commands.options import DEFAULT_DATA, Checkpoints, Data, Reason
from jobcenter.trouble import PlainError
from shared.access.look_chain import LOOKS
from shared.access.looks import SCHEMA
from shared.casework import installation
from shared.casework.settings import SERVICES, Settings
from shared.eventlog import epoch
from shared.eventlog.chain import facts_of
from shared.eventlog.database import Database
from shared.witness.checkpoint import Cut
from shared.witness.signer import SigningKeyUnsafe
from shared.witness.witness import DoesNotFit, Witness

if TYPE_CHECKING:
    from shared.eventlog.database import Connection
    from shared.witness.checkpoint import Checkpoint

_SIGNED_WHERE_THE_KEY_IS = (
    "Give --data, and --checkpoints, of the place where the service keeps its key and checkpoints, "
    "as the user that it runs as. `jobcenter verify` names what does not fit. "
    "With the key lost for ever: --unsigned, and verify says so from then on."
)


def command(
    service: Annotated[str, typer.Argument(help=f"One of: {', '.join((*SERVICES, SCHEMA))}.")],
    reason: Reason,
    database: Annotated[
        str | None,
        typer.Option(envvar="JOBCENTER_DATABASE", help="The PostgreSQL server, as its owner."),
    ] = None,
    data: Data = DEFAULT_DATA,
    checkpoints: Checkpoints = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Begin although nobody can sign it.")
    ] = False,
) -> None:
    """Begin the next epoch of a service's log, so that it takes facts again, and sign the cut.

    After a promotion it refuses until then. After putting back a copy of the disk it cannot know
    by itself: give this command before the services start. Make sure that the old server is off.
    For the look-up log, which has no epochs, only the cut is signed.
    """
    if service not in SERVICES and (unsigned or service != SCHEMA):
        raise PlainError(f"There is no log of {service}.", f"It is one of {', '.join(SERVICES)}.")
    if database is None:
        found = running.read(data)
        database, checkpoints = found.database_url, checkpoints or found.checkpoints
    else:
        inside.refuse_clear(database=database)
    settings = Settings(database_url=database, data=data, checkpoints=checkpoints)
    cut = Cut(actor=f"operator:{getpass.getuser()}", reason=reason)
    try:
        with psycopg.connect(database) as conn:
            signed = None if unsigned else _released(conn, service, cut, settings)
            if signed is None:
                epoch.begin(conn, service, actor=cut.actor, reason=reason)
            begun = () if service == SCHEMA else epoch.later(conn, service)
    except psycopg.errors.InsufficientPrivilege as trouble:
        raise PlainError(
            "Only the owner of the database may do this.",
            "Give the owner's URL with --database, as for `jobcenter migrate`.",
        ) from trouble
    except (DoesNotFit, SigningKeyUnsafe) as trouble:
        raise PlainError(
            f"Nothing was begun: the cut cannot be signed ({trouble}).", _SIGNED_WHERE_THE_KEY_IS
        ) from trouble
    if begun:
        typer.echo(f"{service} is in epoch {begun[-1][0]}. Restart its processes.")
    if signed and signed.cut:
        lost = signed.cut.lost
        typer.echo(f"{service} goes on after position {signed.position}; {lost} signed are lost.")
    typer.echo("Who had read further than the log now goes stands still: see `jobcenter doctor`.")


def _released(conn: Connection, service: str, cut: Cut, settings: Settings) -> Checkpoint:
    witness = Witness(
        installation.read(conn).name,
        Database(settings.database_url, service),
        keys=settings.checkpoint_keys,
        book=settings.checkpoint_folder,
        chain=LOOKS if service == SCHEMA else facts_of(service),
    )
    return witness.release(conn, cut)
