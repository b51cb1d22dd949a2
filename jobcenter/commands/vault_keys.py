"""`jobcenter keys vault`: the identity vault's own keys; see them, change them, drop the old."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias, get_args

import psycopg
import typer
from rich.console import Console
from rich.table import Table

from jobcenter import key_state, running
from jobcenter.commands.asked import Asked
from jobcenter.commands.options import DEFAULT_DATA, Data, Owner
from jobcenter.scenario.house import House, Refused
from jobcenter.scenario.story import Person
from jobcenter.trouble import PlainError
from jobcenter.vault_key_change import VaultKeyChange
from services.citizen_history.domain.vault_key_change import ChangeGround
from services.citizen_history.wiring import KEY_FILE
from shared.privacy.keys import VaultKeyFile
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from services.citizen_history.vault.rekeying import Rekeying

app = typer.Typer(
    help="The keys by which numbers, names and addresses lie in the identity vault.",
    no_args_is_help=True,
)
_OFFICER: Final = Person(roles=["data_protection_officer"], unit="jobcenter")
_SERVICE: Final = "citizen_history"
_GROUNDS: Final = get_args(ChangeGround)
Ground: TypeAlias = Annotated[str, typer.Option(help=f"Why: {', '.join(_GROUNDS)}.")]
Token: TypeAlias = Annotated[
    str | None,
    typer.Option(
        envvar="JOBCENTER_TOKEN",
        help="Who answers for the change (data-protection officer or manager); demo needs none.",
    ),
]


@app.command()
def show(database: Owner = None, data: Data = DEFAULT_DATA) -> None:
    """Show every pair of keys: since when, how much stands by it, whether the file has it."""
    table = Table()
    for column in ("Keys", "Made", "Rows", ""):
        table.add_column(column)
    with _vault(database, data) as vault:
        for each in key_state.vault_pairs(vault):
            made = f"{each.made_at:%Y-%m-%d %H:%M}" if each.made_at else "?"
            said = "in use" if each.current else "" if each.held else "NOT IN THE FILE"
            table.add_row(each.id, made, str(each.wrapped), said)
    Console(highlight=False).print(table)


@app.command()
def rotate(
    database: Owner = None,
    data: Data = DEFAULT_DATA,
    ground: Ground = "yearly",
    token: Token = None,
) -> None:
    """Make a new pair of keys and carry the whole vault over to it, while the house works.

    The earlier pair stays in the file until `jobcenter keys vault retire`. Copy the file away.
    """
    with _change(database, data, token) as change:
        new, moved = change.rotate(_known(ground))
    typer.echo(f"{moved} rows stand by the keys {new}.")
    typer.echo(f"Keep a copy of {KEY_FILE}, apart from the copies of the database.")


@app.command()
def rekey(
    database: Owner = None,
    data: Data = DEFAULT_DATA,
    ground: Ground = "yearly",
    token: Token = None,
) -> None:
    """Finish a change of keys that was interrupted."""
    with _change(database, data, token) as change:
        new, moved = change.carry_through(_known(ground))
    typer.echo(f"{moved} rows were left and now stand by the keys {new}.")


@app.command()
def retire(database: Owner = None, data: Data = DEFAULT_DATA, token: Token = None) -> None:
    """Destroy the pairs by which nothing stands; older copies of the vault then open no more."""
    with _change(database, data, token) as change:
        gone = change.retire()
    typer.echo(f"{len(gone)} pairs are gone: {', '.join(gone) or 'none'}")


def _known(ground: str) -> str:
    if ground not in _GROUNDS:
        raise PlainError(f"{ground} is no ground.", f"Say one of {', '.join(_GROUNDS)}.")
    return ground


@contextmanager
def _change(database: str | None, data: Path, token: str | None) -> Iterator[VaultKeyChange]:
    """Lend a change of this installation; what is refused is said in plain words."""
    house = House(running.read(data), data)
    asked = Asked(house, _SERVICE, token or house.token("keys", _OFFICER))
    try:
        with _vault(database, data) as vault:
            yield VaultKeyChange(asked, VaultKeyFile(data / KEY_FILE), vault)
    except Refused as no:
        raise PlainError(
            f"The house refused: {no.title or no.code}", "`jobcenter keys vault show` tells more."
        ) from no
    finally:
        house.close()


@contextmanager
def _vault(database: str | None, data: Path) -> Iterator[Rekeying]:
    """Lend the vault as the owner of the database sees it."""
    url = running.database_of(data, database)
    try:
        with psycopg.connect(url, autocommit=True) as conn:
            yield key_state.vault_of(data, conn)
    except psycopg.errors.InsufficientPrivilege as trouble:
        raise PlainError(
            "Only the owner of the database may do this.",
            "Give the owner's URL with --database, as for `jobcenter migrate`.",
        ) from trouble
    except KeysUnsafe as trouble:
        raise PlainError(str(trouble), "See `jobcenter doctor`.") from trouble
