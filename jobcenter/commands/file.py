"""`jobcenter file`: everything the house holds about a citizen, for the citizen (art. 15)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import msgspec
import typer

from jobcenter import catalogue, running
from jobcenter.citizen_file.gathering import PURPOSE, gather
from jobcenter.citizen_file.page import is_masked, markdown
from jobcenter.commands.options import DEFAULT_DATA, Data
from jobcenter.scenario.house import House, Refused
from jobcenter.scenario.story import Person
from jobcenter.trouble import PlainError
from shared.access.table import load_access

if TYPE_CHECKING:
    from collections.abc import Mapping


def command(
    citizen: Annotated[str, typer.Argument(help="The citizen's id.")],
    data: Data = DEFAULT_DATA,
    out: Annotated[Path, typer.Option(help="The folder the two files are written to.")] = Path(),
    token: Annotated[
        str | None,
        typer.Option(
            envvar="JOBCENTER_TOKEN",
            help="Who asks: the citizen, or a disclosure officer. Demo mode asks as the citizen.",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(help="Why an officer asks; without it the addresses are left out."),
    ] = None,
) -> None:
    """Write down everything that is held about a citizen; doing so is a recorded look."""
    whose = _id(citizen)
    found = running.read(data)
    house = House(found, data)
    who = token or house.token(str(whose), Person(["citizen"], "citizen"))

    def ask(service: str, path: str, asked: Mapping[str, Any]) -> Any:
        return house.get(service, path, who, dict(asked), reason=reason, purpose=PURPOSE)

    try:
        file = gather(whose, services_of(tuple(found.doors)), ask)
    except Refused as no:
        todo = "Ask with a token of the citizen, or of a disclosure officer, in JOBCENTER_TOKEN."
        raise PlainError(f"The file is not given out: {no}.", todo) from no
    finally:
        house.close()
    if is_masked(file["person"]["addresses"]):
        typer.echo("The addresses are left out: say why you ask with --reason.", err=True)
    out.mkdir(parents=True, exist_ok=True)
    name = f"citizen-file-{whose}"
    for path, content in (
        (out / f"{name}.md", markdown(file).encode()),
        (out / f"{name}.json", msgspec.json.format(msgspec.json.encode(file))),
    ):
        _write_private(path, content)
        typer.echo(f"wrote {path}")


def services_of(names: tuple[str, ...]) -> dict[str, tuple[str, Any]]:
    """Return the Danish title and the rights of each service."""
    return {
        service.name: (service.title, load_access(home / "access.yaml", service, ("deadlines",)))
        for service, home in catalogue.declarations(names)
    }


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise PlainError("That is no citizen's id.", "Look the citizen up first.") from None


def _write_private(path: Path, content: bytes) -> None:
    """Write what nobody else on this machine may read."""
    draft = path.with_suffix(f"{path.suffix}.draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)
