"""One service's way into PostgreSQL: its own role, its own schema, few connections."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.json import set_json_loads
from psycopg_pool import ConnectionPool

if TYPE_CHECKING:
    from collections.abc import Iterator

Connection = psycopg.Connection[tuple[Any, ...]]

set_json_loads(
    msgspec.json.decode
)  # every row of a list holds some; it takes a quarter of the time

CONNECTIONS_PER_SERVICE = 8
"""What one service process may hold at most: the pool, and one each for what listens for ever."""
POOLED = 4
_PLANS = "-c enable_seqscan=off -c jit=off"
"""A plan that was made when a table was new goes on being used while it grows; so rows are found by
index from the first one on, and a table is read through only where no index helps (ADR 76)."""
_NOTICES_SILENCE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A server that lost its power says no farewell: within some ten seconds it counts as gone."""
APPEND_ONLY = ("events", "checkpoints", "parked_audit", "skipped")
"""Tables a service may read and add to, and never change."""


class Database:
    """Connections of one service; each acts as the service's role and sees its schema first."""

    def __init__(self, url: str, schema: str, role: str | None = None) -> None:
        """Know where to connect; nothing is opened before the first use."""
        self.url = url
        self.schema = schema
        self.role = role or f"jobcenter_{schema}"
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            kwargs=self._kwargs(),
            min_size=1,
            max_size=POOLED,
            open=False,
            timeout=5.0,
            check=_still_there,
        )

    def _kwargs(self) -> dict[str, Any]:
        """Say what holds for each connection; what the address itself asks for, holds beside it."""
        ours = f"-c role={self.role} -c search_path={self.schema} -c timezone=UTC {_PLANS}"
        return {
            "autocommit": True,
            "options": f"{_options_of(self.url)} {ours}".lstrip(),
            "connect_timeout": 5,
            **_NOTICES_SILENCE,
        }

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection in autocommit; use `.transaction()` for more than one statement."""
        self._pool.open()
        with self._pool.connection() as conn:
            yield conn

    def connect(self) -> Connection:
        """Open a connection of one's own, for what listens or works for ever."""
        return psycopg.connect(self.url, **self._kwargs())

    def close(self) -> None:
        """Close what was opened."""
        self._pool.close()


def _options_of(url: str) -> str:
    """Return the server's settings that an address asks for; a wrong one is refused when used."""
    with suppress(psycopg.ProgrammingError):
        return str(conninfo_to_dict(url).get("options") or "")
    return ""


def _still_there(conn: Connection) -> None:
    """Refuse a connection that the server has closed; look only at what came, and ask nobody.

    A question and its answer for each use of a connection would double the journeys of every order.
    The first look takes in the server's farewell, the second one sees that the line has ended.
    """
    for _ in range(2):
        conn.pgconn.consume_input()


def migrate(conn: Connection, schema: str, role: str | None, folders: list[Path]) -> list[str]:
    """Bring a service's schema up to date; return the names of the steps that were new.

    Runs once, as the owner, before any worker starts; the service's own role may read and add facts
    but neither change nor remove them. Without a role nobody but the owner is let in.
    """
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock(hashtext('jobcenter.migrate'))")
        conn.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
        conn.execute(
            sql.SQL("CREATE TABLE IF NOT EXISTS {}.migrations (name text PRIMARY KEY)").format(
                sql.Identifier(schema)
            )
        )
        done = _steps_done(conn, schema)
        steps = [path for folder in folders for path in sorted(folder.glob("*.sql"))]
        new = [path for path in steps if path.name not in done]
        for path in new:
            text = path.read_text(encoding="utf-8")
            conn.execute(
                text.replace("{schema_name}", schema).replace("{schema}", f'"{schema}"').encode()
            )
            conn.execute(
                sql.SQL("INSERT INTO {}.migrations VALUES (%s)").format(sql.Identifier(schema)),
                (path.name,),
            )
        if role is not None:
            make_role(conn, role)
            _grant(conn, schema, role)
    return [path.name for path in new]


def make_role(conn: Connection, role: str) -> None:
    """Make a role that nobody logs in as; the installation's user acts as it."""
    found = conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if not found:
        conn.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    conn.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def _steps_done(conn: Connection, schema: str) -> set[str]:
    rows = conn.execute(
        sql.SQL("SELECT name FROM {}.migrations").format(sql.Identifier(schema))
    ).fetchall()
    return {row[0] for row in rows}


def _grant(conn: Connection, schema: str, role: str) -> None:
    """Let the service work in its schema, and only add to its log."""
    for statement in (
        "GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON {schema}.migrations FROM {role}",
        "REVOKE INSERT, UPDATE, DELETE ON {schema}.log_epoch FROM {role}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role}",
    ):
        conn.execute(
            sql.SQL(statement).format(schema=sql.Identifier(schema), role=sql.Identifier(role))
        )
    _only_add(conn, schema, role)


def _only_add(conn: Connection, schema: str, role: str) -> None:
    """Take back what would let a service change what it wrote down."""
    tables = conn.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename = ANY(%s)",
        (schema, list(APPEND_ONLY)),
    ).fetchall()
    for (table,) in tables:
        conn.execute(
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}").format(
                table=sql.Identifier(schema, table), role=sql.Identifier(role)
            )
        )


def grant_feed(conn: Connection, producer: str, reader_role: str) -> None:
    """Let another service read a producer's facts through its feed, and nothing else of it."""
    for statement in (
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT EXECUTE ON FUNCTION {schema}.feed(int, bigint, uuid, int) TO {role}",
        "GRANT EXECUTE ON FUNCTION {schema}.head() TO {role}",
        "GRANT EXECUTE ON FUNCTION {schema}.fork(int, bigint) TO {role}",
    ):
        conn.execute(
            sql.SQL(statement).format(
                schema=sql.Identifier(producer), role=sql.Identifier(reader_role)
            )
        )
