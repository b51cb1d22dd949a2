"""The desk in use: the day, the law, the service's own cases and views, read where the work is."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shared.casework.answering import belongs
from shared.casework.persons import Persons, among
from shared.clock import local_date
from shared.eventlog.view_table import ViewTable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from shared.actor import Actor
    from shared.casework.casebook import Casebook
    from shared.casework.declare import Loaded
    from shared.clock import Clock
    from shared.eventlog.database import Connection, Database
    from shared.eventlog.decider import Decider
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.view import R, View
    from shared.law.rulebook import RuleBook

_IN_ONE_TURN = 500
"""Rows that are read before others in the process have their turn."""


class OfficeDesk:
    """Made for one order or one question, and thrown away after it."""

    def __init__(
        self,
        *,
        actor: Actor,
        rules: RuleBook,
        clock: Clock,
        casebook: Casebook,
        connect: Callable[[], AbstractContextManager[Connection]] | None,
        schema: str,
        resources: Mapping[str, Any],
        cause: Recorded[Any] | None = None,
        follows_persons: bool = False,
    ) -> None:
        """Lay out what the work may look at; `cause` is the message a policy reacts to."""
        self.actor = actor
        self.rules = rules
        self.cause = cause
        self.resources = resources
        self._now = clock.now()
        self._casebook = casebook
        self._connect = connect
        self._schema = schema
        self._follows_persons = follows_persons
        self._persons: dict[tuple[frozenset[UUID], datetime | None], Persons] = {}

    @property
    def now(self) -> datetime:
        """Return the business moment, UTC; it stands still while one order is worked on."""
        return self._now

    @property
    def today(self) -> date:
        """Return the business day in Copenhagen."""
        return local_date(self._now)

    def load(self, decider: Decider[Any, Any, Any], case_id: UUID | str) -> Loaded:
        """Fold another case of this service."""
        return self._casebook.load(decider, case_id)

    def about(self, citizen: UUID, after: int, limit: int) -> list[Recorded[Any]]:
        """Return the facts of this service that are about a citizen or name it, oldest first."""
        return self._casebook.about(citizen, after, limit)

    def rows(
        self, view: View[R], where: str = "", params: Mapping[str, Any] | None = None
    ) -> list[R]:
        """Return rows of one of this service's views; `where` is SQL after WHERE with %(name)s."""
        if self._connect is None:
            msg = "views need a database"
            raise RuntimeError(msg)
        table, asked = _question(view, self._schema)
        statement = f"{asked} WHERE {where}" if where else asked
        with self._connect() as conn:
            found = conn.execute(statement.encode(), params or {}).fetchall()
        return _read(table, found)

    def rows_of(
        self, view: View[R], citizen: UUID, where: str = "", params: Mapping[str, Any] | None = None
    ) -> list[R]:
        """Return rows about a person, under whichever of the person's ids they were written."""
        persons = self.persons((citizen,))
        asked = {**(params or {}), "of_person": list(persons.written_under(citizen))}
        condition = "citizen = ANY(%(of_person)s::uuid[])"
        rows = self.rows(view, f"{condition} AND {where}" if where else condition, asked)
        return [row for row in rows if belongs(row, persons, citizen, self._schema)]

    def persons(self, citizens: Collection[UUID], known: datetime | None = None) -> Persons:
        """Return which ids are one person; nobody was ever merged where nobody tells of it."""
        if self._connect is None or not self._follows_persons:
            return Persons()
        asked = frozenset(citizens), known
        if asked not in self._persons:
            self._persons[asked] = among(self.rows, citizens, known)
        return self._persons[asked]


def _read(table: ViewTable, found: Sequence[Sequence[Any]]) -> list[Any]:
    """Return rows from column values; between parts of a large answer others have their turn."""
    rows: list[Any] = []
    for first in range(0, len(found), _IN_ONE_TURN):
        if first:
            time.sleep(0)
        rows += [table.read(values) for values in found[first : first + _IN_ONE_TURN]]
    return rows


@lru_cache(maxsize=1024)
def _question(view: View[Any], schema: str) -> tuple[ViewTable, str]:
    """Return how a view's rows are asked for and read."""
    table = ViewTable(view, schema, 0)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return table, f'SELECT {names} FROM "{schema}"."{view.table}"'


def pooled(database: Database) -> Callable[[], AbstractContextManager[Connection]]:
    """Read views over pooled connections."""
    return database.connection


def bound(conn: Connection) -> Callable[[], AbstractContextManager[Connection]]:
    """Read views inside an open transaction."""
    return lambda: nullcontext(conn)
