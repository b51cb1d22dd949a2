"""What somebody sees who stole a copy of the database: every table of every schema."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

_TABLES = """
SELECT schemaname, tablename FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""


def dump(url: str) -> dict[str, bytes]:
    """Return the content of every table that holds anything, by `schema.table`."""
    with psycopg.connect(url, autocommit=True) as conn:
        tables = conn.execute(_TABLES).fetchall()
        return {
            f"{schema}.{table}": content
            for schema, table in tables
            if (content := b"\n".join(_rows(conn, schema, table)))
        }


def _rows(conn: psycopg.Connection[Any], schema: str, table: str) -> Iterator[bytes]:
    statement = sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table))
    for row in conn.execute(statement):
        yield b"|".join(_plain(value) for value in row)


def _plain(value: Any) -> bytes:
    if isinstance(value, list | tuple):
        return b"|".join(_plain(each) for each in value)
    return value if isinstance(value, bytes) else str(value).encode()
