"""Keeps rows while they are folded: those last touched in memory, the others put away.

They are put away in temporary tables of the database they came from, which nobody else sees and
which go with the connection: what they tell of citizens lies nowhere it did not lie before.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from shared.eventlog.database import Connection
    from shared.eventlog.view import RowKey

    T = TypeVar("T")

IN_MEMORY: Final = 100_000
"""Rows of all views together; a row takes a kilobyte or two."""
_TOGETHER = 5000

_msgpack = msgspec.msgpack.Encoder()


class Shelf:
    """Says who has to put rows away, so that those in memory never grow beyond a limit."""

    def __init__(self, conn: Connection, in_memory: int = IN_MEMORY) -> None:
        """Use a connection of one's own, whose user may make temporary tables."""
        self.conn = conn
        self._in_memory = in_memory
        self._kept: list[Kept] = []

    def rows(self, row_type: type[Any]) -> Kept:
        """Return a place for the rows of one view."""
        kept = Kept(self.conn, len(self._kept), row_type)
        self._kept.append(kept)
        return kept

    def tidy(self) -> None:
        """Put rows away that were not touched for a while, if many others were since."""
        if 2 * sum(kept.touched for kept in self._kept) > self._in_memory:
            for kept in self._kept:
                kept.age()


class Kept:
    """The rows of one view by their keys; None stands for a row that was removed."""

    def __init__(self, conn: Connection, number: int, row_type: type[Any]) -> None:
        """Begin with no rows; a table is made when the first are put away."""
        self._conn = conn
        self._table = f"put_away_{number}"
        self._row = msgspec.msgpack.Decoder(row_type | None)
        self._young: dict[RowKey, Any] = {}
        self._old: dict[RowKey, Any] = {}
        self.away = False

    def __len__(self) -> int:
        """Return how many rows are in memory."""
        return len(self._young) + len(self._old)

    @property
    def touched(self) -> int:
        """Return how many rows were touched since the last time some were put away."""
        return len(self._young)

    def get(self, key: RowKey) -> Any:
        """Return a row that was fetched before, or never put away."""
        return self._young[key] if key in self._young else self._old.get(key)

    def put(self, key: RowKey, row: Any) -> None:
        """Keep a row as it is now."""
        self._young[key] = row

    def fetch(self, keys: Collection[RowKey]) -> None:
        """Bring rows back that are about to be touched."""
        if not self.away:
            return
        wanted = (key for key in keys if key not in self._young and key not in self._old)
        for some in _in_batches(wanted):
            written = {_msgpack.encode(key): key for key in some}
            found = self._conn.execute(
                f"SELECT key, row FROM pg_temp.{self._table} WHERE key = ANY(%b)".encode(),
                (list(written),),
                binary=True,
            )
            for key, row in found:
                self._old[written[key]] = self._row.decode(row)

    def age(self) -> None:
        """Put away what was not touched since the last time."""
        self._put_away({key: row for key, row in self._old.items() if key not in self._young})
        self._old, self._young = self._young, {}

    def all(self) -> Iterator[Any]:
        """Return every row, at the end: afterwards none is in memory."""
        if not self.away:
            yield from (row for row in {**self._old, **self._young}.values() if row is not None)
            self._old, self._young = {}, {}
            return
        for _ in range(2):
            self.age()
        with (
            self._conn.transaction(),
            self._conn.cursor(f"all_{self._table}") as cursor,
        ):
            cursor.itersize = _TOGETHER
            cursor.execute(f"SELECT row FROM pg_temp.{self._table}".encode(), binary=True)
            for (written,) in cursor:
                row = self._row.decode(written)
                if row is not None:
                    yield row

    def _put_away(self, rows: dict[RowKey, Any]) -> None:
        if rows and not self.away:
            self._conn.execute(
                f"CREATE TEMPORARY TABLE {self._table} "
                "(key bytea PRIMARY KEY, row bytea NOT NULL)".encode()
            )
            self.away = True
        for some in _in_batches(rows.items()):
            self._conn.execute(
                f"INSERT INTO pg_temp.{self._table} SELECT * FROM unnest(%b, %b) "
                "ON CONFLICT (key) DO UPDATE SET row = excluded.row".encode(),
                (
                    [_msgpack.encode(key) for key, _ in some],
                    [_msgpack.encode(row) for _, row in some],
                ),
            )


def _in_batches(each: Collection[T] | Iterator[T]) -> Iterator[list[T]]:
    left = iter(each)
    while some := list(islice(left, _TOGETHER)):
        yield some
