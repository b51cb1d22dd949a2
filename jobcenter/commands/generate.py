"""`jobcenter generate`: writes what follows from the declarations, for developers."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from jobcenter.generate import files, golden, released, released_law
from shared.law.released import INSTEAD


def command(
    check: Annotated[bool, typer.Option(help="Write nothing; name what is stale.")] = False,
    golden_files: Annotated[
        bool, typer.Option("--golden", help="Keep an example of every new shape of a fact.")
    ] = False,
    release: Annotated[
        bool, typer.Option(help="Keep today's schemas, examples and rows of law as released.")
    ] = False,
) -> None:
    """Write API documents, schemas, clients and reference pages anew from the code."""
    console = Console(highlight=False)
    if check:
        stale, edited = files.stale(), released_law.broken()
        for path in stale:
            console.print(f"stale: {path}", soft_wrap=True)
        if stale:
            console.print("Run `python -m jobcenter generate`.", markup=False)
        for complaint in edited:
            console.print(f"law: {complaint}", soft_wrap=True, markup=False)
        if edited:
            console.print(INSTEAD, soft_wrap=True, markup=False)
        raise typer.Exit(1 if stale or edited else 0)
    changed = files.write()
    changed += golden.write() if golden_files else []
    if release:
        changed += [*released_law.write(), *released.write(), *golden.seal()]
    for path in changed:
        console.print(f"wrote {path}", soft_wrap=True)
    console.print(f"{len(changed)} files changed")
