"""The identity vault on PostgreSQL, in the service's own schema.

While the keys are changed (`rekeying`) some rows stand by one pair and some by the next. A
number is looked up under all pairs in one statement, which also says which pairs the database
knows: whoever reads with a file that lacks one of those gets an error, never "not found".
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg

from services.citizen_history.vault.tables import VaultTables
from services.citizen_history.vault.vault import (
    Connect,
    Held,
    Kind,
    Opened,
    opened_number,
    opened_text,
    sealed_number,
    sealed_text,
)
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import VaultKeys, number_hash
from shared.privacy.secret_file import KeysUnsafe

Conn = psycopg.Connection[tuple[Any, ...]]


class PostgresVault:
    """The vault in its tables."""

    def __init__(self, connect: Connect, schema: str, keys: VaultKeys) -> None:
        """Use this service's connections and the installation's keys."""
        self._connect = connect
        self._keys = keys
        self._in = VaultTables(schema)

    def keep_number(self, number: CprNumber, citizen: UUID, reference: UUID) -> Held:
        """Put a number away, or return how it is held already; two at once get the same answer."""
        with self._connect() as conn, conn.transaction():
            in_use = self._in.in_use(conn)
            kept = self._found(conn, number)
            if kept is None:
                pair = self._keys.pair(in_use)
                digest, cipher = number_hash(pair, number), sealed_number(pair, number, citizen)
                row = (reference, citizen, digest, cipher, in_use, number.kind, number.modulus_11)
                conn.execute(
                    f"INSERT INTO {self._in.numbers}"
                    " (number, citizen, number_hash, number_cipher, key_set, number_kind,"
                    " modulus_11) VALUES (%s, %s, %s, %s, %s, %s, %s)"
                    " ON CONFLICT (number_hash) DO NOTHING",
                    row,
                )
                kept = self._found(conn, number)
        if kept is None:
            raise RuntimeError("a number was erased while it was put away; repeat the order")
        return kept

    def hand_over(self, withdrawn: UUID, citizen: UUID, reference: UUID) -> Held | None:
        """Seal the number anew for its right citizen; the second of two at once finds nothing."""
        with self._connect() as conn, conn.transaction():
            in_use = self._in.in_use(conn)
            found = conn.execute(
                f"SELECT citizen, key_set, number_cipher FROM {self._in.numbers}"
                " WHERE number = %s FOR UPDATE",
                (withdrawn,),
            ).fetchone()
            if found is None:
                return None
            number = opened_number(self._keys.pair(found[1]), found[2], found[0])
            pair = self._keys.pair(in_use)
            digest, cipher = number_hash(pair, number), sealed_number(pair, number, citizen)
            conn.execute(
                f"UPDATE {self._in.numbers} SET number = %s, citizen = %s, number_hash = %s,"
                " number_cipher = %s, key_set = %s WHERE number = %s",
                (reference, citizen, digest, cipher, in_use, withdrawn),
            )
            return self._held(conn, reference)

    def find(self, number: CprNumber) -> Held | None:
        """Look a number up by its keyed hash."""
        with self._connect() as conn:
            return self._found(conn, number)

    def held(self, reference: UUID) -> Held | None:
        """Look a reference up."""
        with self._connect() as conn:
            return self._held(conn, reference)

    def reference(self, kind: Kind, text: str, citizen: UUID) -> UUID | None:
        """Open what is held for the citizen, and find the text among it."""
        with self._connect() as conn:
            return self._among(conn, kind, text, citizen)

    def keep(self, kind: Kind, text: str, citizen: UUID, reference: UUID) -> UUID:
        """Put a text away; two at once get one reference."""
        with self._connect() as conn, conn.transaction():
            in_use = self._in.in_use(conn)
            self._in.one_at_a_time(conn, citizen)
            kept = self._among(conn, kind, text, citizen)
            if kept is not None:
                return kept
            sealed = sealed_text(self._keys.pair(in_use), kind, text, citizen, reference)
            conn.execute(
                f"INSERT INTO {self._in.texts(kind)} ({kind}, citizen, {kind}_cipher, key_set)"
                " VALUES (%s, %s, %s, %s)",
                (reference, citizen, sealed, in_use),
            )
            return reference

    def text(self, kind: Kind, reference: UUID) -> str | None:
        """Open a text."""
        with self._connect() as conn:
            row = conn.execute(
                f"SELECT citizen, key_set, {kind}_cipher FROM {self._in.texts(kind)}"
                f" WHERE {kind} = %s",
                (reference,),
            ).fetchone()
        if row is None:
            return None
        return opened_text(self._keys.pair(row[1]), kind, row[2], row[0], reference)

    def opened(self, citizen: UUID) -> Opened:
        """Open everything held for a citizen."""
        with self._connect() as conn:
            found = conn.execute(
                f"SELECT key_set, number_cipher FROM {self._in.numbers} WHERE citizen = %s"
                " ORDER BY number",
                (citizen,),
            ).fetchall()
            names = self._texts(conn, "name", citizen)
            addresses = self._texts(conn, "address", citizen)
        return Opened(
            tuple(
                opened_number(self._keys.pair(key_set), sealed, citizen).reveal()
                for key_set, sealed in found
            ),
            tuple(text for _, text in names),
            tuple(text for _, text in addresses),
        )

    def erase(self, citizens: Collection[UUID]) -> None:
        """Delete their rows; nowhere else does a citizen's id stand beside a person."""
        with self._connect() as conn, conn.transaction():
            for table in self._in.all:
                conn.execute(f"DELETE FROM {table} WHERE citizen = ANY(%s)", (list(citizens),))

    def _found(self, conn: Conn, number: CprNumber) -> Held | None:
        """Look under all pairs; once more when the file has got one that was not known."""
        while True:
            pairs = self._keys.ids()
            digests = [number_hash(self._keys.pair(each), number) for each in pairs]
            known, *row = self._in.by_hash(conn, digests)
            unknown = set(known) - set(pairs)
            if not unknown:
                return None if row[0] is None else Held(*row)
            if unknown - set(self._keys.ids()):
                raise KeysUnsafe("the vault stands by keys that are not in the key file")

    def _held(self, conn: Conn, reference: UUID) -> Held | None:
        row = conn.execute(
            "SELECT number, citizen, number_kind, modulus_11"
            f" FROM {self._in.numbers} WHERE number = %s",
            (reference,),
        ).fetchone()
        return None if row is None else Held(*row)

    def _among(self, conn: Conn, kind: Kind, text: str, citizen: UUID) -> UUID | None:
        found = self._texts(conn, kind, citizen)
        return next((reference for reference, each in found if each == text), None)

    def _texts(self, conn: Conn, kind: Kind, citizen: UUID) -> list[tuple[UUID, str]]:
        rows = conn.execute(
            f"SELECT {kind}, key_set, {kind}_cipher FROM {self._in.texts(kind)}"
            f" WHERE citizen = %s ORDER BY {kind}",
            (citizen,),
        ).fetchall()
        return [
            (reference, opened_text(self._keys.pair(key_set), kind, sealed, citizen, reference))
            for reference, key_set, sealed in rows
        ]
