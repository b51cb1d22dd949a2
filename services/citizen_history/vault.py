"""The identity vault: ties a citizen's random id to a CPR number and a name, and nothing else does.

Law: databeskyttelsesforordningen art. 5(1)(c) and 32; the log itself holds neither number nor name.
What is put away here counts only once a fact names its reference, so a row without
a fact (the process died in between) changes nothing, and the same order repeated finds it again.
When a number was valid is told by the facts, not here.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias
from uuid import UUID

import psycopg
from msgspec import Struct
from msgspec.structs import replace

from shared.privacy.cpr import CprNumber, NumberKind
from shared.privacy.keys import VaultKeys, keyed_hash, number_hash, seal, unseal

Connect: TypeAlias = Callable[[], AbstractContextManager[psycopg.Connection[tuple[Any, ...]]]]


class Held(Struct, frozen=True):
    """A number in the vault, told without the number."""

    number: UUID
    citizen: UUID
    kind: NumberKind
    modulus_11: bool


class Opened(Struct, frozen=True):
    """All numbers and names that the vault holds for one citizen, in clear: for its file only."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]


class Vault(Protocol):
    """Where numbers and names are kept; on PostgreSQL, and in memory for tests."""

    def keep_number(self, number: CprNumber, citizen: UUID, reference: UUID) -> Held:
        """Put a number away, or return how it is held already (perhaps for somebody else)."""
        ...

    def hand_over(self, withdrawn: UUID, citizen: UUID, reference: UUID) -> Held | None:
        """Give a number that the log says was withdrawn to the citizen it belongs to."""
        ...

    def find(self, number: CprNumber) -> Held | None:
        """Return who a number stands for."""
        ...

    def held(self, reference: UUID) -> Held | None:
        """Return what a reference stands for."""
        ...

    def name_reference(self, name: str, citizen: UUID) -> UUID:
        """Return the reference this citizen's name has, or would have."""
        ...

    def keep_name(self, name: str, citizen: UUID) -> None:
        """Put a name away under its reference."""
        ...

    def name(self, reference: UUID) -> str | None:
        """Return the name under a reference; None when it was erased."""
        ...

    def opened(self, citizen: UUID) -> Opened:
        """Return everything held for a citizen, in clear."""
        ...

    def erase(self, citizens: Collection[UUID]) -> None:
        """Forget every number and name of some citizens."""
        ...


class PostgresVault:
    """The vault in the service's own schema."""

    def __init__(self, connect: Connect, schema: str, keys: VaultKeys) -> None:
        """Use this service's connections and the installation's keys."""
        self._connect = connect
        self._keys = keys
        self._numbers = f'"{schema}".vault'
        self._names = f'"{schema}".vault_names'

    def keep_number(self, number: CprNumber, citizen: UUID, reference: UUID) -> Held:
        """Put a number away, or return how it is held already; two at once get the same answer."""
        digest = number_hash(self._keys, number)
        cipher = _seal_number(self._keys, number, citizen)
        row = (reference, citizen, digest, cipher, number.kind, number.modulus_11)
        with self._connect() as conn:
            conn.execute(
                f"INSERT INTO {self._numbers}"
                " (number, citizen, number_hash, number_cipher, number_kind, modulus_11)"
                " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (number_hash) DO NOTHING",
                row,
            )
            kept = self._one(conn, "number_hash = %s", digest)
        if kept is None:
            raise RuntimeError("a number was erased while it was put away; repeat the order")
        return kept

    def hand_over(self, withdrawn: UUID, citizen: UUID, reference: UUID) -> Held | None:
        """Seal the number anew for its right citizen; the second of two at once finds nothing."""
        with self._connect() as conn, conn.transaction():
            found = conn.execute(
                f"SELECT citizen, number_cipher FROM {self._numbers} WHERE number = %s FOR UPDATE",
                (withdrawn,),
            ).fetchone()
            if found is None:
                return None
            number = CprNumber(unseal(self._keys, found[1], place=_number_place(found[0])))
            cipher = _seal_number(self._keys, number, citizen)
            conn.execute(
                f"UPDATE {self._numbers} SET number = %s, citizen = %s, number_cipher = %s"
                " WHERE number = %s",
                (reference, citizen, cipher, withdrawn),
            )
            return self._one(conn, "number = %s", reference)

    def find(self, number: CprNumber) -> Held | None:
        """Look a number up by its keyed hash."""
        with self._connect() as conn:
            return self._one(conn, "number_hash = %s", number_hash(self._keys, number))

    def held(self, reference: UUID) -> Held | None:
        """Look a reference up."""
        with self._connect() as conn:
            return self._one(conn, "number = %s", reference)

    def name_reference(self, name: str, citizen: UUID) -> UUID:
        """Derive the reference with the secret key, so that it tells nothing."""
        return _name_reference(self._keys, name, citizen)

    def keep_name(self, name: str, citizen: UUID) -> None:
        """Put a name away under its reference; once is enough."""
        reference = self.name_reference(name, citizen)
        cipher = seal(self._keys, name, place=_name_place(citizen, reference))
        with self._connect() as conn:
            conn.execute(
                f"INSERT INTO {self._names} (name, citizen, name_cipher) VALUES (%s, %s, %s)"
                " ON CONFLICT (name) DO NOTHING",
                (reference, citizen, cipher),
            )

    def name(self, reference: UUID) -> str | None:
        """Open a name."""
        with self._connect() as conn:
            row = conn.execute(
                f"SELECT citizen, name_cipher FROM {self._names} WHERE name = %s", (reference,)
            ).fetchone()
        if row is None:
            return None
        return unseal(self._keys, row[1], place=_name_place(row[0], reference))

    def opened(self, citizen: UUID) -> Opened:
        """Open everything held for a citizen."""
        with self._connect() as conn:
            numbers = conn.execute(
                f"SELECT number_cipher FROM {self._numbers} WHERE citizen = %s ORDER BY number",
                (citizen,),
            ).fetchall()
            names = conn.execute(
                f"SELECT name, name_cipher FROM {self._names} WHERE citizen = %s ORDER BY name",
                (citizen,),
            ).fetchall()
        return Opened(
            tuple(unseal(self._keys, row[0], place=_number_place(citizen)) for row in numbers),
            tuple(unseal(self._keys, row[1], place=_name_place(citizen, row[0])) for row in names),
        )

    def erase(self, citizens: Collection[UUID]) -> None:
        """Delete their rows; nowhere else does a citizen's id stand beside a person."""
        with self._connect() as conn, conn.transaction():
            for table in (self._numbers, self._names):
                conn.execute(f"DELETE FROM {table} WHERE citizen = ANY(%s)", (list(citizens),))

    def _one(
        self, conn: psycopg.Connection[tuple[Any, ...]], where: str, value: UUID | bytes
    ) -> Held | None:
        row = conn.execute(
            f"SELECT number, citizen, number_kind, modulus_11 FROM {self._numbers} WHERE {where}",
            (value,),
        ).fetchone()
        return None if row is None else Held(*row)


class MemoryVault:
    """The same vault in memory, sealed the same way; for tests."""

    def __init__(self, keys: VaultKeys) -> None:
        """Start empty."""
        self._keys = keys
        self.numbers: dict[bytes, tuple[Held, bytes]] = {}
        self.names: dict[UUID, tuple[UUID, bytes]] = {}

    def keep_number(self, number: CprNumber, citizen: UUID, reference: UUID) -> Held:
        """Put a number away, or return how it is held already."""
        new = Held(reference, citizen, number.kind, number.modulus_11)
        kept = (new, _seal_number(self._keys, number, citizen))
        return self.numbers.setdefault(number_hash(self._keys, number), kept)[0]

    def hand_over(self, withdrawn: UUID, citizen: UUID, reference: UUID) -> Held | None:
        """Seal the number anew for its right citizen."""
        for digest, (held, cipher) in self.numbers.items():
            if held.number == withdrawn:
                number = CprNumber(unseal(self._keys, cipher, place=_number_place(held.citizen)))
                moved = replace(held, number=reference, citizen=citizen)
                self.numbers[digest] = (moved, _seal_number(self._keys, number, citizen))
                return moved
        return None

    def find(self, number: CprNumber) -> Held | None:
        """Look a number up by its keyed hash."""
        found = self.numbers.get(number_hash(self._keys, number))
        return found and found[0]

    def held(self, reference: UUID) -> Held | None:
        """Look a reference up."""
        return next((held for held, _ in self.numbers.values() if held.number == reference), None)

    def name_reference(self, name: str, citizen: UUID) -> UUID:
        """Derive the reference with the secret key, so that it tells nothing."""
        return _name_reference(self._keys, name, citizen)

    def keep_name(self, name: str, citizen: UUID) -> None:
        """Put a name away under its reference."""
        reference = self.name_reference(name, citizen)
        place = _name_place(citizen, reference)
        self.names[reference] = (citizen, seal(self._keys, name, place=place))

    def name(self, reference: UUID) -> str | None:
        """Open a name."""
        if reference not in self.names:
            return None
        citizen, cipher = self.names[reference]
        return unseal(self._keys, cipher, place=_name_place(citizen, reference))

    def opened(self, citizen: UUID) -> Opened:
        """Open everything held for a citizen."""
        numbers = [cipher for held, cipher in self.numbers.values() if held.citizen == citizen]
        names = [(ref, kept) for ref, (whose, kept) in self.names.items() if whose == citizen]
        return Opened(
            tuple(unseal(self._keys, each, place=_number_place(citizen)) for each in numbers),
            tuple(unseal(self._keys, each, place=_name_place(citizen, ref)) for ref, each in names),
        )

    def erase(self, citizens: Collection[UUID]) -> None:
        """Forget their numbers and names."""
        left = {d: kept for d, kept in self.numbers.items() if kept[0].citizen not in citizens}
        self.numbers = left
        self.names = {ref: kept for ref, kept in self.names.items() if kept[0] not in citizens}


def _seal_number(keys: VaultKeys, number: CprNumber, citizen: UUID) -> bytes:
    """Seal a number so that it opens only as this citizen's."""
    return seal(keys, number.reveal(), place=_number_place(citizen))


def _name_reference(keys: VaultKeys, name: str, citizen: UUID) -> UUID:
    return UUID(bytes=keyed_hash(keys, f"name|{citizen}|{name}")[:16], version=5)


def _number_place(citizen: UUID) -> str:
    return f"{citizen}|number"


def _name_place(citizen: UUID, reference: UUID) -> str:
    return f"{citizen}|{reference}|name"
