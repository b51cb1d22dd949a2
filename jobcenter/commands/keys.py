"""`jobcenter keys`: the key that wraps the citizens' keys; see it, change it, drop the old one."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import psycopg
import typer
from rich.console import Console
from rich.table import Table

from jobcenter import key_state, running
from jobcenter.commands import vault_keys
from jobcenter.commands.options import DEFAULT_DATA, Data, Owner
from jobcenter.trouble import PlainError
from shared.privacy import sealed_file
from shared.privacy.kek import KEK_FILE
from shared.privacy.keks import Keks
from shared.privacy.rewrap import rewrap, unused, wrapped_by
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

app = typer.Typer(help="The key that wraps the citizens' keys (KEK).", no_args_is_help=True)
app.add_typer(vault_keys.app, name="vault")


@app.command()
def show(database: Owner = None, data: Data = DEFAULT_DATA) -> None:
    """Show every KEK: since when, how many citizens' keys it wraps, whether it is there."""
    table = Table()
    for column in ("KEK", "Made", "Wraps", ""):
        table.add_column(column)
    with _opened(database, data) as (keks, conn):
        for each in key_state.keks(keks, conn):
            made = f"{each.made_at:%Y-%m-%d %H:%M}" if each.made_at else "?"
            current = f"current, in {keks.place}"
            said = current if each.current else "" if each.held else "IS NOT THERE"
            table.add_row(each.id, made, str(each.wrapped), said)
    Console(highlight=False).print(table)


@app.command()
def rotate(
    database: Owner = None,
    data: Data = DEFAULT_DATA,
    to: Annotated[
        str | None,
        typer.Option(
            help="Keep the KEK in this token from now on: "
            "pkcs11:token=NAME?module-path=/LIBRARY.so&pin-source=file:/PIN"
        ),
    ] = None,
) -> None:
    """Make a new KEK and wrap every citizen's key by it, while the house works.

    The old one stays until `jobcenter keys retire`. Copy the key file away at once.
    """
    with _opened(database, data) as (keks, conn):
        earlier = wrapped_by(conn).keys() - {keks.current()}
        if earlier:
            raise PlainError(
                "The change before this one is not finished.", "Run `jobcenter keys rewrap` first."
            )
        new = keks.add() if to is None else keks.move(to)
        changed = rewrap(conn, keks)
        sealed = _reseal(data)
        place = keks.place
    typer.echo(f"KEK {new} is the current one, in {place}; {changed} keys are wrapped by it.")
    for name in sealed:
        typer.echo(f"{name} is sealed by it: copy it away anew, and to the other machines.")
    if place == KEK_FILE:
        typer.echo(f"Keep a copy of {KEK_FILE}, apart from the copies of the database.")


@app.command("rewrap")
def rewrap_left(database: Owner = None, data: Data = DEFAULT_DATA) -> None:
    """Wrap by the current KEK what an interrupted change has left."""
    with _opened(database, data) as (keks, conn):
        typer.echo(f"{rewrap(conn, keks)} keys are wrapped by the current KEK.")
        for name in _reseal(data):
            typer.echo(f"{name} is sealed by it.")


@app.command()
def retire(
    database: Owner = None,
    data: Data = DEFAULT_DATA,
    after: Annotated[
        int, typer.Option(min=0, help="How many minutes old the current KEK must be.")
    ] = 60,
) -> None:
    """Destroy every KEK that wraps nothing any more; older backups then open nothing.

    A service may just be putting a key away by the old KEK, so the new one must have some age.
    """
    with _opened(database, data) as (keks, conn):
        made = key_state.made_at(keks.current())
        if made is None or datetime.now(UTC) - made < timedelta(minutes=after):
            raise PlainError(
                f"The current KEK is younger than {after} minutes.",
                "Wait, or say with --after that no service was working meanwhile.",
            )
        seals = {sealed_file.sealed_by(data / each) for each in key_state.SEALED}
        gone = keks.retire({each for each in unused(conn, keks.ids()) if each not in seals})
    typer.echo(f"{len(gone)} KEKs are gone: {', '.join(gone) or 'none'}")


def _reseal(data: Path) -> list[str]:
    return [each for each in key_state.SEALED if sealed_file.reseal(data / each)]


@contextmanager
def _opened(
    database: str | None, data: Path
) -> Iterator[tuple[Keks, psycopg.Connection[tuple[Any, ...]]]]:
    """Lend the KEKs and a connection of the owner; trouble is said in plain words."""
    url = running.database_of(data, database)
    try:
        with psycopg.connect(url, autocommit=True) as conn:
            yield Keks(data), conn
    except psycopg.errors.InsufficientPrivilege as trouble:
        raise PlainError(
            "Only the owner of the database may do this.",
            "Give the owner's URL with --database, as for `jobcenter migrate`.",
        ) from trouble
    except KeysUnsafe as trouble:
        raise PlainError(str(trouble), "See `jobcenter doctor`.") from trouble
