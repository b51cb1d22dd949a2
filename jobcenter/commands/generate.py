"""`jobcenter generate`: writes what follows from the declarations, for developers."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from jobcenter.generate import files, golden, released


def command(
    check: Annotated[bool, typer.Option(help="Write nothing; name what is stale.")] = False,
    golden_files: Annotated[
        bool, typer.Option("--golden", help="Keep an example of every new shape of a fact.")
    ] = False,
    release: Annotated[
        bool, typer.Option(help="Keep today's schemas and examples as the released ones.")
    ] = False,
) -> None:
    """Write API documents, schemas, clients and reference pages anew from the code."""
    console = Console(highlight=False)
    if check:
        stale = files.stale()
        for path in stale:
            console.print(f"stale: {path}", soft_wrap=True)
        if stale:
            console.print("Run `python -m jobcenter generate`.", markup=False)
        raise typer.Exit(1 if stale else 0)
    changed = files.write()
    changed += golden.write() if golden_files else []
    changed += [*released.write(), *golden.seal()] if release else []
    for path in changed:
        console.print(f"wrote {path}", soft_wrap=True)
    console.print(f"{len(changed)} files changed")
