"""The roles of an installation: an owner who migrates, and one login for each service.

`deploy/postgres/roles.sql` makes the same by hand; the tests hold the two against each other.
What a role may do in the schemas is granted by the migration that makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from psycopg import sql

from shared.casework.settings import SERVICES
from shared.eventlog.database import CONNECTIONS_PER_SERVICE

if TYPE_CHECKING:
    from shared.eventlog.database import Connection

OWNER: Final = "jobcenter_owner"
LOGINS: Final = tuple(f"jobcenter_{name}" for name in SERVICES)
"""Who logs in to work. A part of the house with a schema of its own gets its role here."""
PROCESSES: Final = 3
"""How many processes of one service a role has room for."""


def create_roles(conn: Connection) -> None:
    """Make the roles that are missing; done by a superuser, before there is a database for them."""
    for name in (OWNER, *LOGINS):
        if not _is_there(conn, name):
            conn.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
        conn.execute(
            sql.SQL("ALTER ROLE {} LOGIN CONNECTION LIMIT {}").format(
                sql.Identifier(name), sql.Literal(PROCESSES * CONNECTIONS_PER_SERVICE)
            )
        )
    conn.execute(sql.SQL("ALTER ROLE {} CREATEROLE").format(sql.Identifier(OWNER)))
    for name in LOGINS:
        conn.execute(
            sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )


def hand_over(conn: Connection, database: str) -> None:
    """Give a database to the owner and let nobody else than the services connect."""
    place = sql.Identifier(database)
    conn.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(place, sql.Identifier(OWNER)))
    conn.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(place))
    for name in (OWNER, *LOGINS):
        conn.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(place, sql.Identifier(name))
        )


def _is_there(conn: Connection, name: str) -> bool:
    found = conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone()
    return found is not None
