"""`jobcenter rebuild`: builds a view anew beside the one that answers."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from jobcenter import catalogue, running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.trouble import PlainError
from shared.casework.foreign import rebuild_foreign
from shared.casework.settings import Settings
from shared.casework.works import Works
from shared.eventlog.rebuild import rebuild_own


def command(
    view: Annotated[
        str, typer.Argument(help="<service>.<view>, or <service> for all of its views.")
    ],
    data: Data = DEFAULT_DATA,
) -> None:
    """Build a view from the log while the live one goes on, and let the new one answer."""
    name, _, wanted = view.partition(".")
    works = works_of(name, data)
    views = [each for each in works.views if wanted in ("", each.name)]
    if not views:
        known = ", ".join(sorted(each.name for each in works.views))
        raise PlainError(f"{name} has no view {wanted}.", f"It has: {known}.")
    for each in views:
        started = time.perf_counter()
        if each.follows:
            rebuild_foreign(works.database, each, works.producers, works.reactions.codec)
        else:
            rebuild_own(works.database, each, works.log, works.office.codec)
        typer.echo(f"{name}.{each.name}: rebuilt in {time.perf_counter() - started:.2f} s")
    works.close()


def works_of(name: str, data: Data) -> Works:
    """Put a service together beside the running one, to look at its database."""
    found = running.read(data)
    if name not in found.doors:
        raise PlainError(f"There is no service {name}.", f"It is one of {', '.join(found.doors)}.")
    settings = Settings(database_url=found.database_url, data=data, checkpoints=found.checkpoints)
    return Works(catalogue.declaration(name), catalogue.home(name), settings, catalogue.resources)
