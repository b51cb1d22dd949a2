"""How the installation's keys stand: the files in the data folder, and what they wrap."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from msgspec import Struct

from services.citizen_history.vault.rekeying import Rekeying
from services.citizen_history.wiring import KEY_FILE
from shared.access.key import FILE as ACCESS_KEY
from shared.privacy import sealed_file
from shared.privacy.kek import KEK_FILE
from shared.privacy.keks import ADDRESS_FILE, Keks
from shared.privacy.key_token import token_at
from shared.privacy.keys import VaultKeyFile
from shared.privacy.rewrap import wrapped_by
from shared.privacy.secret_file import KeysUnsafe
from shared.witness.signer import SigningKeyUnsafe
from shared.witness.token_signer import SIGNER_FILE, TokenSigner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_OLDEST_DAYS = 366
_FINISH = "run `jobcenter keys rewrap`"
_FINISH_VAULT = "run `jobcenter keys vault rekey`"
_RESTORE = "put the newest copy of the file back"


SEALED = (KEY_FILE, ACCESS_KEY)
"""The key files that a token seals."""


class Kek(Struct, frozen=True):
    """One KEK, or pair of the vault's keys: since when, whether in use, how much stands by it."""

    id: str
    made_at: datetime | None
    current: bool
    held: bool
    wrapped: int


def keks(keeper: Keks, conn: psycopg.Connection[tuple[Any, ...]]) -> list[Kek]:
    """Return every KEK that is kept or that some key names, the oldest first."""
    held, named, current = keeper.ids(), wrapped_by(conn), keeper.current()
    missing = sorted(named.keys() - set(held))
    return [
        Kek(each, made_at(each), each == current, each in held, named.get(each, 0))
        for each in (*missing, *held)
    ]


def made_at(kek: str) -> datetime | None:
    """Read from a KEK's id when it was made; its first 48 bits count milliseconds."""
    try:
        return datetime.fromtimestamp((UUID(kek).int >> 80) / 1000, UTC)
    except ValueError:
        return None


def of_files(data: Path) -> Iterator[tuple[str, str | None]]:
    """Say whether the key files can be used; an installation that was never made has none."""
    if not any((data / name).exists() for name in (KEK_FILE, ADDRESS_FILE, KEY_FILE)):
        return
    keks = Keks(data)
    yield from _readable(lambda: f"the KEK in {keks.place}", keks.current)
    yield from _readable(lambda: f"the keys in {KEY_FILE}", VaultKeyFile(data / KEY_FILE).ids)
    yield from _sealed(data, keks)
    if (token := token_at(data / "checkpoint-keys" / SIGNER_FILE)) is not None:
        signer = TokenSigner(token, "citizen_history")
        yield from _readable(lambda: f"checkpoints are signed in {signer.place}", signer.exists)


def _sealed(data: Path, keks: Keks) -> Iterator[tuple[str, str | None]]:
    """Say whether the token has sealed the key files beside it, by its current KEK."""
    with suppress(KeysUnsafe):  # it was said already
        if keks.in_token():
            current = keks.current()
            files = [each for each in SEALED if (data / each).exists()]
            left = [each for each in files if sealed_file.sealed_by(data / each) != current]
            yield (
                f"{', '.join(files)} open with {keks.place} only",
                f"{', '.join(left)} does not lie sealed by the current KEK: {_FINISH}"
                if left
                else None,
            )


def _readable(
    what: Callable[[], str], read: Callable[[], object]
) -> Iterator[tuple[str, str | None]]:
    try:
        read()
        yield what(), None
    except (KeysUnsafe, SigningKeyUnsafe) as trouble:
        yield "the keys", str(trouble)


def of_database(
    data: Path, conn: psycopg.Connection[tuple[Any, ...]]
) -> Iterator[tuple[str, str | None]]:
    """Say whether every citizen's key opens with the file, and whether a change is unfinished."""
    try:
        keeper = Keks(data)
        found, place = keks(keeper, conn), keeper.place
    except KeysUnsafe:
        return  # it was said already
    except psycopg.errors.InsufficientPrivilege:
        yield "the citizens' keys are seen by the owner of the database only", None
        return
    lost = sum(each.wrapped for each in found if not each.held)
    left = sum(each.wrapped for each in found if each.held and not each.current)
    total = sum(each.wrapped for each in found)
    yield (
        f"{total} citizens' keys open with {place}",
        f"{lost} are wrapped by a KEK that is not in it: {_RESTORE}" if lost else None,
    )
    yield (
        "all are wrapped by the current KEK",
        f"{left} are wrapped by an earlier one: {_FINISH}" if left else None,
    )
    yield from _age("the KEK", next(each for each in found if each.current), "keys rotate")


def vault_of(data: Path, conn: psycopg.Connection[tuple[Any, ...]]) -> Rekeying:
    """Return how the vault stands by its keys, seen over this connection."""
    keys = VaultKeyFile(data / KEY_FILE)
    return Rekeying(lambda: nullcontext(conn), "citizen_history", keys)


def vault_pairs(vault: Rekeying) -> list[Kek]:
    """Return every pair that the file holds or that the vault names, the oldest first."""
    held, standing, in_use = vault.in_file(), vault.standing(), vault.in_use()
    missing = [each for each in vault.named() if each not in held]
    return [
        Kek(each, made_at(each), each == in_use, each in held, standing.get(each, 0))
        for each in (*missing, *held)
    ]


def of_vault(
    data: Path, conn: psycopg.Connection[tuple[Any, ...]]
) -> Iterator[tuple[str, str | None]]:
    """Say whether the whole vault opens with the file, and whether a change is unfinished."""
    try:
        found = vault_pairs(vault_of(data, conn))
    except KeysUnsafe:
        return  # it was said already
    except psycopg.errors.InsufficientPrivilege:
        yield "the vault's keys are seen by the owner of the database only", None
        return
    lost = sum(each.wrapped for each in found if not each.held)
    left = sum(each.wrapped for each in found if not each.current)
    behind = left or not found[-1].current
    yield (
        f"the identity vault opens with {KEY_FILE}",
        f"{lost} rows stand by keys that are not in it: {_RESTORE}" if lost else None,
    )
    yield (
        "the identity vault stands by the newest keys",
        f"{left} rows stand by earlier ones: {_FINISH_VAULT}" if behind and not lost else None,
    )
    yield from _age("the vault's pair of keys", found[-1], "keys vault rotate")


def _age(what: str, key: Kek, command: str) -> Iterator[tuple[str, str | None]]:
    """Say when a key is older than docs/how-to/change-the-key.md lets it be."""
    if key.made_at is None:
        return
    days = (datetime.now(UTC) - key.made_at).days
    old = f"it is {days} days old: run `jobcenter {command}`" if days > _OLDEST_DAYS else None
    yield f"{what} was changed within a year", old
