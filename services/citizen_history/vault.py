"""The identity vault: ties a citizen's random id to number, name and address; nothing else does.

Law: databeskyttelsesforordningen art. 5(1)(c) and 32; the log itself holds none of the three.
What is put away here counts only once a fact names its reference, so a row without
a fact (the process died in between) changes nothing, and the same order repeated finds it again.
When a number was valid is told by the facts, not here.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol, TypeAlias
from uuid import UUID

import psycopg
from msgspec import Struct
from msgspec.structs import replace

from shared.privacy.cpr import CprNumber, NumberKind
from shared.privacy.keys import VaultKeys, keyed_hash, number_hash, seal, unseal

Kind: TypeAlias = Literal["name", "address"]
Texts: TypeAlias = dict[UUID, tuple[UUID, bytes]]
Connect: TypeAlias = Callable[[], AbstractContextManager[psycopg.Connection[tuple[Any, ...]]]]


class Held(Struct, frozen=True):
    """A number in the vault, told without the number."""

    number: UUID
    citizen: UUID
    kind: NumberKind
    modulus_11: bool


class Opened(Struct, frozen=True):
    """All that the vault holds for one citizen, in clear: for its file only."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    addresses: tuple[str, ...]


class Vault(Protocol):
    """Where numbers, names and addresses are kept; on PostgreSQL, and in memory for tests."""

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

    def address_reference(self, address: str, citizen: UUID) -> UUID:
        """Return the reference this citizen's address has, or would have."""
        ...

    def keep_address(self, address: str, citizen: UUID) -> None:
        """Put an address away under its reference."""
        ...

    def address(self, reference: UUID) -> str | None:
        """Return the address under a reference; None when it was erased."""
        ...

    def erase(self, citizens: Collection[UUID]) -> None:
        """Forget every number, name and address of some citizens."""
        ...


class PostgresVault:
    """The vault in the service's own schema."""

    def __init__(self, connect: Connect, schema: str, keys: VaultKeys) -> None:
        """Use this service's connections and the installation's keys."""
        self._connect = connect
        self._keys = keys
        self._numbers = f'"{schema}".vault'
        self._names = f'"{schema}".vault_names'
        self._addresses = f'"{schema}".vault_addresses'

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
        return _reference(self._keys, "name", name, citizen)

    def keep_name(self, name: str, citizen: UUID) -> None:
        """Put a name away under its reference; once is enough."""
        self._keep("name", self._names, name, citizen)

    def name(self, reference: UUID) -> str | None:
        """Open a name."""
        return self._opened("name", self._names, reference)

    def address_reference(self, address: str, citizen: UUID) -> UUID:
        """Derive the reference with the secret key, so that it tells nothing."""
        return _reference(self._keys, "address", address, citizen)

    def keep_address(self, address: str, citizen: UUID) -> None:
        """Put an address away under its reference; once is enough."""
        self._keep("address", self._addresses, address, citizen)

    def address(self, reference: UUID) -> str | None:
        """Open an address."""
        return self._opened("address", self._addresses, reference)

    def _keep(self, kind: Kind, table: str, text: str, citizen: UUID) -> None:
        reference = _reference(self._keys, kind, text, citizen)
        cipher = seal(self._keys, text, place=_place(kind, citizen, reference))
        with self._connect() as conn:
            conn.execute(
                f"INSERT INTO {table} ({kind}, citizen, {kind}_cipher) VALUES (%s, %s, %s)"
                f" ON CONFLICT ({kind}) DO NOTHING",
                (reference, citizen, cipher),
            )

    def _opened(self, kind: Kind, table: str, reference: UUID) -> str | None:
        with self._connect() as conn:
            row = conn.execute(
                f"SELECT citizen, {kind}_cipher FROM {table} WHERE {kind} = %s", (reference,)
            ).fetchone()
        if row is None:
            return None
        return unseal(self._keys, row[1], place=_place(kind, row[0], reference))

    def opened(self, citizen: UUID) -> Opened:
        """Open everything held for a citizen."""
        with self._connect() as conn:
            found = conn.execute(
                f"SELECT number_cipher FROM {self._numbers} WHERE citizen = %s ORDER BY number",
                (citizen,),
            ).fetchall()
        place = _number_place(citizen)
        return Opened(
            tuple(unseal(self._keys, row[0], place=place) for row in found),
            self._all_opened("name", self._names, citizen),
            self._all_opened("address", self._addresses, citizen),
        )

    def _all_opened(self, kind: Kind, table: str, citizen: UUID) -> tuple[str, ...]:
        with self._connect() as conn:
            rows = conn.execute(
                f"SELECT {kind}, {kind}_cipher FROM {table} WHERE citizen = %s ORDER BY {kind}",
                (citizen,),
            ).fetchall()
        return tuple(
            unseal(self._keys, cipher, place=_place(kind, citizen, reference))
            for reference, cipher in rows
        )

    def erase(self, citizens: Collection[UUID]) -> None:
        """Delete their rows; nowhere else does a citizen's id stand beside a person."""
        with self._connect() as conn, conn.transaction():
            for table in (self._numbers, self._names, self._addresses):
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
        self.names: Texts = {}
        self.addresses: Texts = {}

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
        return _reference(self._keys, "name", name, citizen)

    def keep_name(self, name: str, citizen: UUID) -> None:
        """Put a name away under its reference."""
        self._keep("name", self.names, name, citizen)

    def name(self, reference: UUID) -> str | None:
        """Open a name."""
        return self._opened("name", self.names, reference)

    def address_reference(self, address: str, citizen: UUID) -> UUID:
        """Derive the reference with the secret key, so that it tells nothing."""
        return _reference(self._keys, "address", address, citizen)

    def keep_address(self, address: str, citizen: UUID) -> None:
        """Put an address away under its reference."""
        self._keep("address", self.addresses, address, citizen)

    def address(self, reference: UUID) -> str | None:
        """Open an address."""
        return self._opened("address", self.addresses, reference)

    def _keep(self, kind: Kind, kept: Texts, text: str, citizen: UUID) -> None:
        reference = _reference(self._keys, kind, text, citizen)
        sealed = seal(self._keys, text, place=_place(kind, citizen, reference))
        kept[reference] = (citizen, sealed)

    def _opened(self, kind: Kind, kept: Texts, reference: UUID) -> str | None:
        if reference not in kept:
            return None
        citizen, cipher = kept[reference]
        return unseal(self._keys, cipher, place=_place(kind, citizen, reference))

    def opened(self, citizen: UUID) -> Opened:
        """Open everything held for a citizen."""
        numbers = [cipher for held, cipher in self.numbers.values() if held.citizen == citizen]
        place = _number_place(citizen)
        return Opened(
            tuple(unseal(self._keys, each, place=place) for each in numbers),
            self._all_opened("name", self.names, citizen),
            self._all_opened("address", self.addresses, citizen),
        )

    def _all_opened(self, kind: Kind, kept: Texts, citizen: UUID) -> tuple[str, ...]:
        return tuple(
            unseal(self._keys, cipher, place=_place(kind, citizen, reference))
            for reference, (whose, cipher) in kept.items()
            if whose == citizen
        )

    def erase(self, citizens: Collection[UUID]) -> None:
        """Forget their numbers, names and addresses."""
        left = {d: kept for d, kept in self.numbers.items() if kept[0].citizen not in citizens}
        self.numbers = left
        self.names = _without(self.names, citizens)
        self.addresses = _without(self.addresses, citizens)


def _seal_number(keys: VaultKeys, number: CprNumber, citizen: UUID) -> bytes:
    """Seal a number so that it opens only as this citizen's."""
    return seal(keys, number.reveal(), place=_number_place(citizen))


def _reference(keys: VaultKeys, kind: Kind, text: str, citizen: UUID) -> UUID:
    return UUID(bytes=keyed_hash(keys, f"{kind}|{citizen}|{text}")[:16], version=5)


def _without(kept: Texts, citizens: Collection[UUID]) -> Texts:
    return {reference: each for reference, each in kept.items() if each[0] not in citizens}


def _number_place(citizen: UUID) -> str:
    return f"{citizen}|number"


def _place(kind: Kind, citizen: UUID, reference: UUID) -> str:
    return f"{citizen}|{reference}|{kind}"
