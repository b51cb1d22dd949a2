"""Makes an installation: schemas, roles, grants, tracking. Runs once, before any worker starts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

import psycopg
from psycopg import sql

from shared.access.looks import KEPT_BY, set_up_looks
from shared.casework.installation import Installation, create
from shared.eventlog.database import Database, grant_feed, migrate
from shared.eventlog.envelope import Cursor
from shared.messaging.subscribing import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shared.casework.declare import Service
    from shared.eventlog.database import Connection
    from shared.privacy.personal import KeyClass

_SHARED = Path(__file__).resolve().parent.parent
_KEYS = _SHARED / "privacy" / "migrations"
_READS_LOOKS = f"jobcenter_{KEPT_BY}"
_NEVER_WAITS: LiteralString = """
    SELECT 1 FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
    WHERE s.setrole = 0 AND d.datname = current_database()
      AND 'synchronous_commit=off' = ANY (s.setconfig)
"""
_EVERY_SERVICE = [_SHARED / "eventlog" / "migrations", _SHARED / "messaging" / "migrations"]


def set_up(
    url: str,
    services: Sequence[tuple[Service, Path]],
    installation: Installation,
    start: datetime | None = None,
) -> list[str]:
    """Bring a database up to this version of the code; return the steps that were new."""
    with psycopg.connect(url, autocommit=True) as conn:
        new = migrate(conn, "platform", None, [_SHARED / "casework" / "migrations"])
        new += [f"keys/{step}" for step in migrate(conn, "keys", None, [_KEYS])]
        create(conn, installation, start)
        new += _wait_for_the_disk(conn)
        for service, home in services:
            steps = migrate(
                conn, service.name, role_of(service), [*_EVERY_SERVICE, home / "migrations"]
            )
            new += [f"{service.name}/{step}" for step in steps]
            _may_read_platform(conn, role_of(service))
            _may_use_keys(conn, service)
        roles = [role_of(service) for service, _ in services]
        new += set_up_looks(conn, _SHARED / "access" / "migrations", roles, _READS_LOOKS)
        for service, _ in services:
            for source in service.sources:
                grant_feed(conn, source, role_of(service))
    for service, _ in services:
        if service.sources:
            new += _subscribe(url, service)
    return new


def _wait_for_the_disk(conn: Connection) -> list[str]:
    """Let the database acknowledge only what lies on the disk; return what was changed.

    Versions before this one told the whole database otherwise while a year was filled into it, and
    a filling that was killed left it so.
    """
    if conn.execute(_NEVER_WAITS).fetchone() is None:
        return []
    statement = sql.SQL("ALTER DATABASE {} RESET synchronous_commit")
    conn.execute(statement.format(sql.Identifier(conn.info.dbname)))
    return ["platform/waits for the disk again"]


def role_of(service: Service) -> str:
    """Return the database role a service acts as."""
    return f"jobcenter_{service.name}"


def _may_read_platform(conn: Connection, role: str) -> None:
    for statement in (
        "GRANT USAGE ON SCHEMA platform TO {role}",
        "GRANT SELECT ON platform.installation TO {role}",
        "GRANT SELECT, UPDATE ON platform.clock TO {role}",
        "GRANT EXECUTE ON FUNCTION platform.clock_moves_forward() TO {role}",
    ):
        conn.execute(sql.SQL(statement).format(role=sql.Identifier(role)))


def _may_use_keys(conn: Connection, service: Service) -> None:
    """Let a service use the citizens' keys of its own classes by their functions, and no table."""
    role = sql.Identifier(role_of(service))
    functions = [*_of_everybody(service.key_classes), *_of_the_eraser(erases=service.erases)]
    if functions:
        conn.execute(sql.SQL("GRANT USAGE ON SCHEMA keys TO {}").format(role))
    for function in functions:
        statement = sql.SQL("GRANT EXECUTE ON FUNCTION keys.{} TO {}")
        conn.execute(statement.format(sql.SQL(function), role))


def _of_everybody(classes: Sequence[KeyClass]) -> list[LiteralString]:
    return [
        function
        for each in classes
        for function in (f"hold_{each}(uuid, text, bytea)", f"get_{each}(uuid)")
    ] + ["erased_after(bigint)"] * bool(classes)


def _of_the_eraser(*, erases: bool) -> list[LiteralString]:
    return ["destroy(uuid, uuid)", "is_erased(uuid)", "erased_after(bigint)"] if erases else []


def head_of(conn: Connection, service: str) -> Cursor:
    """Return where a service's log ends."""
    found = conn.execute(
        sql.SQL('SELECT epoch, "position", event_id FROM {}.head()').format(sql.Identifier(service))
    ).fetchone()
    return Cursor(*found) if found else Cursor()


def _subscribe(url: str, service: Service) -> list[str]:
    """Let a service follow its sources; return what is new."""
    with Database(url, service.name).connect() as conn:
        return bring_up_to_date(
            conn,
            service.name,
            service.sources,
            service.handlers,
            lambda source: head_of(conn, source),
            views=service.foreign_tables,
        )
