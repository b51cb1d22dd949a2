"""Carries the vault over to a new pair of keys while the house works.

A page of rows at a time, each page in a transaction of its own: whoever is killed in between
leaves every row readable by the pair it names, and the next run goes on with what is left.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from services.citizen_history.vault.tables import VaultTables
from services.citizen_history.vault.vault import (
    KINDS,
    Kind,
    opened_number,
    opened_text,
    sealed_number,
    sealed_text,
)
from shared.privacy.keys import number_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.citizen_history.vault.tables import Conn
    from services.citizen_history.vault.vault import Connect
    from shared.privacy.keys import VaultKeys

_AT_ONCE: Final = 500
_BREATH: Final = 0.1
_LOWEST: Final = UUID(int=0)


class Rekeying:
    """How the vault stands by its keys, and how it is carried over."""

    def __init__(self, connect: Connect, schema: str, keys: VaultKeys) -> None:
        """Work on the vault of a schema, with the pairs in the key file."""
        self._connect = connect
        self._keys = keys
        self._in = VaultTables(schema)

    def in_file(self) -> tuple[str, ...]:
        """Return the pairs in the key file, the oldest first."""
        return self._keys.ids()

    def in_use(self) -> str:
        """Return the pair by which is written now."""
        with self._connect() as conn:
            return self._in.newest(conn)

    def named(self) -> tuple[str, ...]:
        """Return the pairs that the database knows, the oldest first."""
        with self._connect() as conn:
            asked = f"SELECT key_set FROM {self._in.key_sets} ORDER BY number"
            return tuple(row[0] for row in conn.execute(asked.encode()))

    def standing(self) -> dict[str, int]:
        """Return how many rows stand by each pair; one by which none stands is not named."""
        each = " UNION ALL ".join(f"SELECT key_set FROM {table}" for table in self._in.all)
        asked = f"SELECT key_set, count(*) FROM ({each}) AS rows GROUP BY key_set"
        with self._connect() as conn:
            return {row[0]: row[1] for row in conn.execute(asked.encode())}

    def left(self) -> int:
        """Return how many rows still stand by a pair that is not in use."""
        in_use = self.in_use()
        return sum(count for pair, count in self.standing().items() if pair != in_use)

    def bring_into_use(self, key_set: str) -> None:
        """Write by this pair from now on; nobody writes by the earlier one any more."""
        self._keys.pair(key_set)
        with self._connect() as conn, conn.transaction():
            self._in.alone(conn)
            conn.execute(
                f"INSERT INTO {self._in.key_sets} (key_set) VALUES (%s)"
                " ON CONFLICT (key_set) DO NOTHING",
                (key_set,),
            )

    def carry_over(self, at_once: int = _AT_ONCE) -> int:
        """Seal every row anew by the pair in use; return how many were.

        A row that somebody works on is passed over and taken in the next round.
        """
        moved = self._round(at_once)
        while self.left():
            time.sleep(_BREATH)
            moved += self._round(at_once)
        return moved

    def forget(self) -> tuple[str, ...]:
        """Let the database forget the pairs by which nothing stands; return which."""
        with self._connect() as conn, conn.transaction():
            self._in.alone(conn)
            gone = [each for each in self.named()[:-1] if each not in self.standing()]
            conn.execute(f"DELETE FROM {self._in.key_sets} WHERE key_set = ANY(%s)", (gone,))
        return tuple(gone)

    def _round(self, at_once: int) -> int:
        moved = self._through(at_once, self._numbers)
        for kind in KINDS:
            moved += self._through(at_once, lambda *page, kind=kind: self._texts(kind, *page))
        return moved

    def _through(self, at_once: int, page: Callable[[Conn, str, UUID, int], list[UUID]]) -> int:
        """Go through a table in the order of its references."""
        moved, after = 0, _LOWEST
        while True:
            with self._connect() as conn, conn.transaction():
                done = page(conn, self._in.in_use(conn), after, at_once)
            if not done:
                return moved
            moved, after = moved + len(done), done[-1]

    def _numbers(self, conn: Conn, in_use: str, after: UUID, at_once: int) -> list[UUID]:
        rows = self._page(conn, self._in.numbers, "number", (in_use, after, at_once))
        new = self._keys.pair(in_use)
        anew = []
        for reference, citizen, key_set, sealed in rows:
            number = opened_number(self._keys.pair(key_set), sealed, citizen)
            again = sealed_number(new, number, citizen)
            anew.append((number_hash(new, number), again, in_use, reference))
        with conn.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self._in.numbers} SET number_hash = %s, number_cipher = %s, key_set = %s"
                " WHERE number = %s",
                anew,
            )
        return [row[0] for row in rows]

    def _texts(self, kind: Kind, conn: Conn, in_use: str, after: UUID, at_once: int) -> list[UUID]:
        table = self._in.texts(kind)
        rows = self._page(conn, table, kind, (in_use, after, at_once))
        new = self._keys.pair(in_use)
        anew = []
        for reference, citizen, key_set, sealed in rows:
            text = opened_text(self._keys.pair(key_set), kind, sealed, citizen, reference)
            again = sealed_text(new, kind, text, citizen, reference)
            anew.append((again, in_use, reference))
        with conn.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {kind}_cipher = %s, key_set = %s WHERE {kind} = %s", anew
            )
        return [row[0] for row in rows]

    @staticmethod
    def _page(
        conn: Conn, table: str, key: str, asked: tuple[str, UUID, int]
    ) -> list[tuple[Any, ...]]:
        return conn.execute(
            f"SELECT {key}, citizen, key_set, {key}_cipher FROM {table}"
            f" WHERE key_set <> %s AND {key} > %s ORDER BY {key} LIMIT %s"
            " FOR UPDATE SKIP LOCKED".encode(),
            asked,
        ).fetchall()
