"""`jobcenter checkpoint`: signs what every log is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from jobcenter import running
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.commands.rebuild import works_of
from jobcenter.trouble import PlainError
from shared.witness.witness import DoesNotFit

if TYPE_CHECKING:
    from shared.witness.witness import Witness


def command(data: Data = DEFAULT_DATA) -> None:
    """Sign what came since the last checkpoint, in every service; the running house does too."""
    for name in running.read(data).doors:
        works = works_of(name, data)
        try:
            for witness in works.witnesses:
                typer.echo(_taken(witness))
        finally:
            works.close()


def _taken(witness: Witness) -> str:
    name = witness.chain.name
    try:
        taken = witness.take()
    except DoesNotFit as trouble:
        raise PlainError(
            f"The log of {name} is not what was signed before ({trouble.code}).",
            "See `jobcenter verify`; docs/how-to/operate.md says what to do.",
        ) from trouble
    return f"{name}: signed up to {taken.position}" if taken else f"{name}: nothing new"
