"""How the installation's keys stand: the files in the data folder, and what they wrap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from msgspec import Struct

from services.citizen_history.wiring import KEY_FILE
from shared.privacy.kek import KEK_FILE, KekFile
from shared.privacy.keys import read_key_file
from shared.privacy.rewrap import wrapped_by
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FINISH = "run `jobcenter keys rewrap`"
_RESTORE = "put the newest copy of the file back"


class Kek(Struct, frozen=True):
    """One key-encryption key: since when, whether new keys get it, how many are wrapped by it."""

    id: str
    made_at: datetime | None
    current: bool
    in_file: bool
    wrapped: int


def keks(file: KekFile, conn: psycopg.Connection[tuple[Any, ...]]) -> list[Kek]:
    """Return every KEK that the file holds or that some key names, the oldest first."""
    held, named, current = file.ids(), wrapped_by(conn), file.current()
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
    if not (data / KEK_FILE).exists() and not (data / KEY_FILE).exists():
        return
    for name, read in ((KEK_FILE, _kek), (KEY_FILE, read_key_file)):
        try:
            read(data / name)
            yield f"the keys in {name}", None
        except KeysUnsafe as trouble:
            yield f"the keys in {name}", str(trouble)


def of_database(
    data: Path, conn: psycopg.Connection[tuple[Any, ...]]
) -> Iterator[tuple[str, str | None]]:
    """Say whether every citizen's key opens with the file, and whether a change is unfinished."""
    try:
        found = keks(KekFile(data / KEK_FILE), conn)
    except KeysUnsafe:
        return  # it was said already
    except psycopg.errors.InsufficientPrivilege:
        yield "the citizens' keys are seen by the owner of the database only", None
        return
    lost = sum(each.wrapped for each in found if not each.in_file)
    left = sum(each.wrapped for each in found if each.in_file and not each.current)
    total = sum(each.wrapped for each in found)
    yield (
        f"{total} citizens' keys open with {KEK_FILE}",
        f"{lost} are wrapped by a KEK that is not in it: {_RESTORE}" if lost else None,
    )
    yield (
        "all are wrapped by the current KEK",
        f"{left} are wrapped by an earlier one: {_FINISH}" if left else None,
    )


def _kek(path: Path) -> str:
    return KekFile(path).current()
