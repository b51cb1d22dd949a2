"""The table behind a view: made from its row type, filled by folding facts into rows."""

from __future__ import annotations

import types
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from shared.eventlog.view_copy import pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from psycopg import Cursor

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.view import RowKey, View

    Found: TypeAlias = Cursor[tuple[Any, ...]]
    Rows: TypeAlias = Mapping[RowKey, Any]

_json = msgspec.json.Encoder()
_PASSING = 5000
_PLAIN: dict[Any, str] = {
    str: "text",
    int: "bigint",
    bool: "boolean",
    date: "date",
    datetime: "timestamptz",
    UUID: "uuid",
}


class Column(msgspec.Struct, frozen=True):
    """One column: its name, its SQL type, and whether it may be empty."""

    name: str
    kind: str
    optional: bool

    @property
    def declaration(self) -> str:
        """Return the column as it stands in CREATE TABLE."""
        return f'"{self.name}" {self.kind}' + ("" if self.optional else " NOT NULL")


@lru_cache(maxsize=1024)
def columns_of(view: View[Any]) -> tuple[Column, ...]:
    """Return the columns that hold a view's row type."""
    hints = get_type_hints(view.row)
    return tuple(_column(name, hints[name]) for name in view.row.__struct_fields__)


def _column(name: str, hint: Any) -> Column:
    optional = False
    if get_origin(hint) in (Union, types.UnionType):
        arguments = get_args(hint)
        kept = [each for each in arguments if each is not type(None)]
        optional = len(kept) < len(arguments)
        hint = kept[0] if len(kept) == 1 else dict
    return Column(name, _kind(hint), optional)


def _kind(hint: Any) -> str:
    if get_origin(hint) is tuple:
        inner = _kind(get_args(hint)[0])
        return "jsonb" if inner == "jsonb" or inner.endswith("[]") else f"{inner}[]"
    if get_origin(hint) is not None and get_origin(hint).__name__ == "Literal":
        return "text"
    return _PLAIN.get(hint, "jsonb")


class ViewTable:
    """One generation of a view's table, and the statements that fill and read it."""

    def __init__(self, view: View[Any], schema: str, generation: int) -> None:
        """Know the table; it is made by `create`."""
        self.view = view
        self.columns = columns_of(view)
        self.generation = generation
        self.name = f'"{schema}"."{view.table}_{generation}"'
        self._schema = schema
        keys = [column for column in self.columns if column.name in view.key]
        self._keys = [next(c for c in keys if c.name == name) for name in view.key]
        self._names = tuple(column.name for column in self.columns)
        names = self._listed = ", ".join(f'"{name}"' for name in self._names)
        key_names = ", ".join(f'"{name}"' for name in view.key)
        rest = [name for name in self._names if name not in view.key]
        update = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
        conflict = f"DO UPDATE SET {update}" if rest else "DO NOTHING"
        given = ", ".join(f'"{column.name}" {column.kind}' for column in self.columns)
        self._upsert = (
            f"INSERT INTO {self.name} ({names}) "
            f"SELECT {names} FROM json_to_recordset(%s::json) AS given({given}) "
            f"ON CONFLICT ({key_names}) {conflict}"
        )
        arrays = ", ".join(f"%s::{column.kind}[]" for column in self._keys)
        chosen = f"WHERE ({key_names}) IN (SELECT * FROM unnest({arrays}))"
        self._select = f"SELECT {names} FROM {self.name} {chosen}"
        self._delete = f"DELETE FROM {self.name} {chosen}"
        self._copy = f"COPY {self.name} ({names}) FROM STDIN (FORMAT binary, FREEZE)"

    def create(self, conn: Connection, rows: Iterable[Any] = ()) -> None:
        """Make the table, fill it in one go, and only then its indexes, which is far quicker."""
        columns = ", ".join(column.declaration for column in self.columns)
        with conn.transaction():
            conn.execute(f"CREATE TABLE {self.name} ({columns})".encode())
            self._fill(conn, rows)
            self._index(conn)

    def _fill(self, conn: Connection, rows: Iterable[Any]) -> None:
        kinds = [column.kind for column in self.columns]
        with conn.cursor() as cursor, cursor.copy(self._copy.encode()) as copy:
            for piece in pieces(rows, kinds):
                copy.write(piece)

    def _index(self, conn: Connection) -> None:
        key = ", ".join(f'"{name}"' for name in self.view.key)
        conn.execute(f"ALTER TABLE {self.name} ADD PRIMARY KEY ({key})".encode())
        by_name = {column.name: column for column in self.columns}
        for index in self.view.indexes:
            gin = any(by_name[name].kind.endswith("[]") for name in index)
            fields = ", ".join(f'"{name}"' for name in index)
            method = "gin" if gin else "btree"
            conn.execute(f"CREATE INDEX ON {self.name} USING {method} ({fields})".encode())

    def publish(self, conn: Connection) -> None:
        """Let the view's name answer from this table."""
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        answering = f'"{self._schema}"."{self.view.table}"'
        conn.execute(
            f"CREATE OR REPLACE VIEW {answering} AS SELECT {names} FROM {self.name}".encode()
        )

    def drop(self, conn: Connection) -> None:
        """Remove the table."""
        conn.execute(f"DROP TABLE IF EXISTS {self.name} CASCADE".encode())

    def drop_others(self, conn: Connection, live: int) -> None:
        """Remove what builds that did not come to their end have left, and forgotten tables."""
        found = conn.execute(
            "SELECT substring(tablename FROM '[0-9]+$')::int FROM pg_tables "
            "WHERE schemaname = %s AND tablename ~ ('^' || %s || '_[0-9]+$')",
            (self._schema, self.view.table),
        ).fetchall()
        for (generation,) in found:
            if generation != live:
                ViewTable(self.view, self._schema, generation).drop(conn)

    def touched(self, facts: Sequence[Recorded[Any]]) -> list[tuple[RowKey, Recorded[Any]]]:
        """Name the rows that facts change, each with the fact, in the order of the facts."""
        view = self.view
        return [(key, fact) for fact in facts if view.reads(fact.tag) for key in view.touches(fact)]

    def ask(self, conn: Connection, keys: Collection[RowKey]) -> Found:
        """Ask for rows as they stand."""
        return conn.execute(self._select.encode(), self._arrays(keys), prepare=True)

    def by_key(self, found: Found) -> dict[RowKey, Any]:
        """Return the rows that were asked for."""
        rows = [self.read(each) for each in found.fetchall()]
        return {self.key_of(row): row for row in rows}

    def write(self, conn: Connection, before: Rows, after: Rows) -> None:
        """Write the rows that are another one afterwards, and remove those that are none."""
        changed = {key: row for key, row in after.items() if row != before.get(key)}
        kept = [row for row in changed.values() if row is not None]
        gone = [key for key, row in changed.items() if row is None and before.get(key) is not None]
        if kept:
            # All rows in one piece: the server takes it apart faster than we can put it together.
            conn.execute(self._upsert.encode(), (_json.encode(kept).decode(),), prepare=True)
        if gone:
            conn.execute(self._delete.encode(), self._arrays(gone), prepare=True)

    def passing(self, conn: Connection) -> Iterator[tuple[Any, ...]]:
        """Return every row as it lies in its columns, in an open transaction; none is kept."""
        with conn.cursor(f"passing_{self.view.name}") as cursor:
            cursor.itersize = _PASSING
            cursor.execute(f"SELECT {self._listed} FROM {self.name}".encode(), binary=True)
            yield from cursor

    def key_of(self, row: Any) -> RowKey:
        """Return the key of a row."""
        return tuple([getattr(row, name) for name in self.view.key])

    def _arrays(self, keys: Collection[RowKey]) -> list[list[Any]]:
        return [[key[nth] for key in keys] for nth in range(len(self._keys))]

    def read(self, values: Sequence[Any]) -> Any:
        """Return a row of the view from column values."""
        return msgspec.convert(dict(zip(self._names, values, strict=True)), self.view.row)


@lru_cache(maxsize=1024)
def table_of(view: View[Any], schema: str, generation: int) -> ViewTable:
    """Return one generation of a view's table; its statements are put together once."""
    return ViewTable(view, schema, generation)


def apply(conn: Connection, work: Iterable[tuple[ViewTable, Sequence[Recorded[Any]]]]) -> None:
    """Fold facts into the rows they touch, inside the caller's transaction.

    In a pipeline that is one journey for all tables: every one asks before the first one writes.
    """
    asked = []
    for table, facts in work:
        touched = table.touched(facts)
        if touched:
            keys = () if table.view.append_only else {key for key, _ in touched}
            asked.append((table, touched, table.ask(conn, keys) if keys else None))
    for table, touched, found in asked:
        before = {} if found is None else table.by_key(found)
        after = dict(before)
        project = table.view.project
        for key, fact in touched:
            after[key] = project(key, after.get(key), fact)
        table.write(conn, before, after)
