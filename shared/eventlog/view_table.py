"""The table behind a view: made from its row type, filled by folding facts into rows."""

from __future__ import annotations

import types
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.view import RowKey, View

_json = msgspec.json.Encoder()
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
    return tuple(_column(name, hint) for name, hint in get_type_hints(view.row).items())


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
        self._json = [column.kind == "jsonb" for column in self.columns]
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        key_names = ", ".join(f'"{name}"' for name in view.key)
        rest = [c.name for c in self.columns if c.name not in view.key]
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
        self._copy = f"COPY {self.name} ({names}) FROM STDIN"

    def create(self, conn: Connection) -> None:
        """Make the table and its indexes."""
        columns = ", ".join(column.declaration for column in self.columns)
        key = ", ".join(f'"{name}"' for name in self.view.key)
        conn.execute(f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY ({key}))".encode())
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

    def apply(self, conn: Connection, facts: Sequence[Recorded[Any]]) -> None:
        """Fold facts into the rows they touch, inside the caller's transaction."""
        touched = [(key, fact) for fact in facts for key in self.view.touches(fact)]
        if not touched:
            return
        before = {} if self.view.append_only else self._rows(conn, {key for key, _ in touched})
        after = dict(before)
        for key, fact in touched:
            after[key] = self.view.project(key, after.get(key), fact)
        changed = {key: row for key, row in after.items() if row is not before.get(key)}
        kept = [row for row in changed.values() if row is not None]
        gone = [key for key, row in changed.items() if row is None and before.get(key) is not None]
        if kept:
            # All rows in one piece: the server takes it apart faster than we can put it together.
            conn.execute(self._upsert.encode(), (_json.encode(kept).decode(),), prepare=True)
        if gone:
            conn.execute(self._delete.encode(), self._arrays(gone), prepare=True)

    def fill(self, conn: Connection, rows: Iterable[Any]) -> None:
        """Fill a new table in one go."""
        with conn.cursor() as cursor, cursor.copy(self._copy.encode()) as copy:
            for row in rows:
                copy.write_row(self._values(row))

    def all_rows(self, conn: Connection) -> list[Any]:
        """Return every row of the table."""
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        found = conn.execute(f"SELECT {names} FROM {self.name}".encode()).fetchall()
        return [self.read(each) for each in found]

    def _rows(self, conn: Connection, keys: set[RowKey]) -> dict[RowKey, Any]:
        found = conn.execute(self._select.encode(), self._arrays(keys), prepare=True).fetchall()
        rows = [self.read(each) for each in found]
        return {tuple(getattr(row, name) for name in self.view.key): row for row in rows}

    def _arrays(self, keys: Collection[RowKey]) -> list[list[Any]]:
        return [[key[nth] for key in keys] for nth in range(len(self._keys))]

    def read(self, values: Sequence[Any]) -> Any:
        """Return a row of the view from column values."""
        fields = {column.name: value for column, value in zip(self.columns, values, strict=True)}
        return msgspec.convert(fields, self.view.row)

    def _values(self, row: Any) -> list[Any]:
        return [
            _plain(getattr(row, column.name), as_json=as_json)
            for column, as_json in zip(self.columns, self._json, strict=True)
        ]


def _plain(value: Any, *, as_json: bool) -> Any:
    if value is None:
        return None
    if as_json:
        return Jsonb(value, dumps=_json.encode)
    return list(value) if isinstance(value, tuple) else value
