"""`jobcenter reconcile`: follows a source again whose log was cut behind the reader."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from jobcenter.commands.options import DEFAULT_DATA, Data, Reason, ServiceName
from jobcenter.commands.rebuild import works_of
from jobcenter.trouble import PlainError
from shared.casework.foreign import rebuild_foreign
from shared.messaging.reconcile import NotCut, NotHalted, Reconciled, orphans, reconcile

if TYPE_CHECKING:
    from shared.casework.works import Works


def command(
    service: ServiceName,
    source: Annotated[str, typer.Argument(help="The service whose log was cut.")],
    reason: Reason,
    data: Data = DEFAULT_DATA,
) -> None:
    """Go back to the last fact both sides hold, list what was done for lost ones, rebuild views."""
    works = works_of(service, data)
    if source not in works.producers:
        raise PlainError(
            f"{service} does not read {source}.", f"It reads {', '.join(works.producers)}."
        )
    _tell(service, _reconciled(works, source, reason))
    for view in works.views:
        if source in view.follows:
            rebuild_foreign(works.database, view, works.producers, works.reactions.codec)
            typer.echo(f"{service}.{view.name}: rebuilt")
    works.close()


def _reconciled(works: Works, source: str, reason: str) -> Reconciled:
    log = works.producers[source]
    try:
        with works.database.connect() as conn:
            return reconcile(
                conn,
                works.service.name,
                source,
                log,
                orphans(works.log, works.producers),
                actor=f"operator:{getpass.getuser()}",
                reason=reason,
            )
    except NotHalted as nothing:
        raise PlainError(f"{source} does not stand still.", "See `jobcenter doctor`.") from nothing
    except NotCut as nothing:
        raise PlainError(
            f"Nobody has said where the log of {source} was cut.",
            f"Run `jobcenter epoch {source}` first.",
        ) from nothing


def _tell(service: str, done: Reconciled) -> None:
    typer.echo(f"{service} reads on after position {done.after.position}")
    typer.echo(f"(it stood at {done.before.position}); {len(done.dropped)} lost facts dropped.")
    for each in done.effects:
        typer.echo(f"done for a lost fact: {each.tag} {each.event_id} in {each.stream}")
    if done.effects:
        typer.echo("Take each of these back with its case's own order for that.")
