"""The vault's tables: their names, the pair of keys in use, and the locks that change respects."""

from typing import Any
from uuid import UUID

import psycopg

from services.citizen_history.vault.vault import KINDS, Kind

Conn = psycopg.Connection[tuple[Any, ...]]


class VaultTables:
    """What lies where in a schema.

    Who writes holds a shared lock to the end of the transaction; who brings a new pair into use
    takes it alone. So nobody still writes by the earlier pair once the new one is in use, and a
    number can never be put away twice, once by each.
    """

    def __init__(self, schema: str) -> None:
        """Name the tables of one schema."""
        self.numbers = f'"{schema}".vault'
        self._texts: dict[Kind, str] = {
            "name": f'"{schema}".vault_names',
            "address": f'"{schema}".vault_addresses',
        }
        self.key_sets = f'"{schema}".vault_key_sets'
        self.all = (self.numbers, *(self._texts[kind] for kind in KINDS))
        self._lock = f"{schema}.vault_key_sets"

    def texts(self, kind: Kind) -> str:
        """Name the table of names or of addresses."""
        return self._texts[kind]

    def in_use(self, conn: Conn) -> str:
        """Return the pair to write by; it stays in use until the transaction ends."""
        conn.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", (self._lock,))
        return self.newest(conn)

    def newest(self, conn: Conn) -> str:
        """Return the pair that was brought into use last."""
        asked = f"SELECT key_set FROM {self.key_sets} ORDER BY number DESC LIMIT 1"
        found = conn.execute(asked.encode()).fetchone()
        if found is None:
            raise RuntimeError("the vault names no keys; its schema is not whole")
        return str(found[0])

    def alone(self, conn: Conn) -> None:
        """Wait until nobody writes, and keep others from it until the transaction ends."""
        conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (self._lock,))

    def one_at_a_time(self, conn: Conn, citizen: UUID) -> None:
        """Let one transaction at a time put texts of a citizen away."""
        name = f"{self._lock}|{citizen}"
        conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))

    def by_hash(self, conn: Conn, digests: list[bytes]) -> tuple[Any, ...]:
        """Return the pairs the database knows and the row under one of the hashes, as of one view.

        A row that is carried over to the next pair meanwhile is seen once, under one of them.
        """
        found = conn.execute(
            f"SELECT ARRAY(SELECT key_set FROM {self.key_sets}), number, citizen, number_kind,"
            f" modulus_11 FROM (SELECT 1) AS always"
            f" LEFT JOIN {self.numbers} ON number_hash = ANY(%s)".encode(),
            (digests,),
        ).fetchone()
        return found or ([], None, None, None, None)
