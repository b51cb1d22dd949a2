"""The look-up log: every look at a citizen stands here before its answer leaves.

Law: databeskyttelsesforordningen art. 5(2), 15 and 32; Datatilsynet 2024-32-0283 (the citizen may
see when and why). It tells who looked at whom and what for, never what was seen; what was searched
for is kept as a keyed hash.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias
from uuid import UUID

import msgspec
import psycopg
from msgspec import Struct
from psycopg import sql

from shared.eventlog.database import make_role, migrate
from shared.observability.logging import get_logger
from shared.trouble import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from shared.eventlog.database import Connection

SCHEMA: Final = "lookup_log"
ROLE: Final = "jobcenter_lookup_log"
KEPT_BY: Final = "citizen_history"
"""The service that answers what stands in the log, and has it signed."""
LookKind: TypeAlias = Literal["show", "history", "list", "question", "search", "file"]
_log = get_logger(__name__)


class Look(Struct, frozen=True):
    """One look: who, as what, for which purpose, at whom, and whether it was shown."""

    at: datetime
    service: str
    kind: LookKind
    name: str
    actor: str
    acts_as: str
    authority: str
    unit: str
    purpose: str
    relation: str
    reason: str
    citizens: tuple[UUID, ...]
    criterion: str
    result: Literal["shown", "refused"]
    correlation: str


class Looks(Protocol):
    """Where looks are recorded; whoever calls waits until it is stored."""

    def record(self, look: Look) -> None:
        """Store a look, or raise `Unavailable`: no log, no data."""
        ...


class LookTable:
    """Stores a batch of looks in one transaction; the group commit gathers them."""

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Write over these connections."""
        self._connect = connect

    def append(self, looks: Sequence[Look]) -> list[bool]:
        """Store the looks, all or none."""
        with self._connect() as conn:
            batch = msgspec.json.encode(looks).decode()
            conn.execute(f"SELECT {SCHEMA}.record(%s::jsonb)", (batch,))
        return [True] * len(looks)


class RecordedLooks:
    """Hands looks to the group commit and lets nobody see anything that was not stored."""

    def __init__(self, submit: Callable[[Look], Any]) -> None:
        """Record through `submit`, which waits for the batch."""
        self._submit = submit

    def record(self, look: Look) -> None:
        """Store a look; whatever stands in its way, nothing is shown."""
        try:
            self._submit(look)
        except (psycopg.Error, Unavailable) as trouble:
            _log.error("look_not_recorded", error_type=type(trouble).__name__)
            raise Unavailable("look_not_recorded") from trouble


class LookReader:
    """Reads the log; only a role that was granted it may."""

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Read over these connections."""
        self._connect = connect

    def at(
        self, citizens: Sequence[UUID], limit: int, before: int | None = None
    ) -> list[tuple[Any, ...]]:
        """Return what was shown of a person, newest first, without who saw it."""
        with self._connect() as conn:
            return conn.execute(
                "SELECT at, service, kind, name, purpose, relation, position FROM lookup_log.looks"
                " WHERE citizens && %s::uuid[] AND result = 'shown'"
                " AND (%s::bigint IS NULL OR position < %s) ORDER BY position DESC LIMIT %s",
                (list(citizens), before, before, limit),
            ).fetchall()


def set_up_looks(conn: Connection, folder: Path, writers: Sequence[str], reader: str) -> list[str]:
    """Make the log with its own role; services may add, one of them may read as well."""
    new = migrate(conn, SCHEMA, None, [folder])
    make_role(conn, ROLE)
    for statement in (
        "GRANT USAGE ON SCHEMA lookup_log TO {role}",
        "GRANT INSERT, SELECT ON lookup_log.looks TO {role}",
        "REVOKE UPDATE, DELETE, TRUNCATE ON lookup_log.looks FROM {role}",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA lookup_log FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION lookup_log.look_hash(lookup_log.looks) TO {role}",
        "GRANT CREATE ON SCHEMA lookup_log TO {role}",
        "ALTER FUNCTION lookup_log.record(jsonb) OWNER TO {role}",
        "REVOKE CREATE ON SCHEMA lookup_log FROM {role}",
    ):
        conn.execute(sql.SQL(statement).format(role=sql.Identifier(ROLE)))
    for writer in writers:
        _grant(conn, writer, "GRANT USAGE ON SCHEMA lookup_log TO {role}")
        _grant(conn, writer, "GRANT EXECUTE ON FUNCTION lookup_log.record(jsonb) TO {role}")
    if reader in writers:
        _grant(conn, reader, "GRANT SELECT ON lookup_log.looks TO {role}")
        _grant(conn, reader, "GRANT SELECT, INSERT ON lookup_log.checkpoints TO {role}")
    return [f"{SCHEMA}/{step}" for step in new]


def _grant(conn: Connection, role: str, statement: str) -> None:
    conn.execute(sql.SQL(statement).format(role=sql.Identifier(role)))
