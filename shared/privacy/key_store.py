"""Where the citizens' wrapped keys lie: the schema `keys`, reached by its functions only."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from shared.privacy.kek import Wrapped

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import psycopg

    from shared.privacy.personal import KeyClass

    Connect: TypeAlias = Callable[[], AbstractContextManager[psycopg.Connection[tuple[Any, ...]]]]


class KeyStore(Protocol):
    """Keeps wrapped keys; an erased citizen has none and never gets one again."""

    def hold(self, citizen: UUID, key_class: KeyClass, new: Wrapped) -> Wrapped | None:
        """Keep a new key, or return the one that is there; None when the citizen is erased."""
        ...

    def get(self, citizen: UUID, key_class: KeyClass) -> Wrapped | None:
        """Return a key; None when there is none (any more)."""
        ...

    def erased_after(self, number: int) -> list[tuple[int, UUID]]:
        """Return who was erased after a place in the list of the erased."""
        ...


class PostgresKeyStore:
    """The functions of the schema `keys`, called as the service's own role."""

    def __init__(self, connect: Connect) -> None:
        """Use this service's connections."""
        self._connect = connect

    def hold(self, citizen: UUID, key_class: KeyClass, new: Wrapped) -> Wrapped | None:
        """Keep a new key, or return the one that is there; two at once get the same."""
        return self._one(
            f"SELECT kek, wrapped FROM keys.hold_{key_class}(%s, %s, %s)",
            (citizen, new.kek, new.body),
        )

    def get(self, citizen: UUID, key_class: KeyClass) -> Wrapped | None:
        """Return a key; None when there is none (any more)."""
        return self._one(f"SELECT kek, wrapped FROM keys.get_{key_class}(%s)", (citizen,))

    def erased_after(self, number: int) -> list[tuple[int, UUID]]:
        """Return who was erased after a place in the list of the erased."""
        with self._connect() as conn:
            asked = "SELECT number, citizen FROM keys.erased_after(%s)"
            return [(row[0], row[1]) for row in conn.execute(asked, (number,), prepare=True)]

    def _one(self, statement: str, parameters: tuple[Any, ...]) -> Wrapped | None:
        with self._connect() as conn:
            found = conn.execute(statement.encode(), parameters, prepare=True).fetchone()
        return Wrapped(*found) if found else None


class MemoryKeyStore:
    """The same promises in memory, for tests."""

    def __init__(self) -> None:
        """Start without keys."""
        self.keys: dict[tuple[UUID, KeyClass], Wrapped] = {}
        self.erased: list[UUID] = []

    def hold(self, citizen: UUID, key_class: KeyClass, new: Wrapped) -> Wrapped | None:
        """Keep a new key, or return the one that is there."""
        if citizen in self.erased:
            return None
        return self.keys.setdefault((citizen, key_class), new)

    def get(self, citizen: UUID, key_class: KeyClass) -> Wrapped | None:
        """Return a key."""
        return self.keys.get((citizen, key_class))

    def erased_after(self, number: int) -> list[tuple[int, UUID]]:
        """Return who was erased after a place in the list."""
        return list(enumerate(self.erased, start=1))[number:]

    def destroy(self, citizen: UUID) -> None:
        """Destroy all keys of a citizen."""
        self.erased.append(citizen)
        self.keys = {name: key for name, key in self.keys.items() if name[0] != citizen}
