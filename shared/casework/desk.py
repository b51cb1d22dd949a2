"""The desk in use: the day, the law, the service's own cases and views, read where the work is."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from shared.casework.answering import belongs
from shared.casework.persons import LINKED, PERSONS, Persons, among
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
_UNDER: Final = "citizen = ANY(%(of_person)s::uuid[])"


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
        table, asked = _question(view, self._schema)
        return _read(table, self._ask(f"{asked} WHERE {where}" if where else asked, params or {}))

    def _ask(self, statement: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        if self._connect is None:
            msg = "views need a database"
            raise RuntimeError(msg)
        with self._connect() as conn:
            return conn.execute(statement.encode(), params).fetchall()

    def rows_of(
        self, view: View[R], citizen: UUID, where: str = "", params: Mapping[str, Any] | None = None
    ) -> list[R]:
        """Return rows about a person, under whichever of the person's ids they were written."""
        persons, rows = self.told_of(view, (citizen,), where, params)
        return [row for row in rows if belongs(row, persons, citizen, self._schema)]

    def told_of(
        self,
        view: View[R],
        citizens: Collection[UUID],
        where: str = "",
        params: Mapping[str, Any] | None = None,
        *,
        known: datetime | None = None,
    ) -> tuple[Persons, list[R]]:
        """Return which ids are one person, and all rows that stand under any of these ids.

        Hardly anybody has a second id, so both are asked at once, and only who has one is asked for
        again under all of them.
        """
        asked, who = params or {}, (frozenset(citizens), known)
        if self._follows_persons and who not in self._persons:
            rows = self._rows_if_single(view, citizens, where, asked)
            if rows is not None:
                self._persons[who] = Persons()
                return Persons(), rows
        persons = self.persons(citizens, known)
        under = {one: None for each in citizens for one in persons.written_under(each)}
        condition = f"{_UNDER} AND {where}" if where else _UNDER
        return persons, self.rows(view, condition, {**asked, "of_person": list(under)})

    def _rows_if_single(
        self, view: View[R], citizens: Collection[UUID], where: str, asked: Mapping[str, Any]
    ) -> list[R] | None:
        """Return the rows under these ids; None when a person among them has more ids."""
        table, statement = _question_about(view, self._schema)
        given = {**asked, "of_person": list(citizens)}
        found = self._ask(f"{statement} AND {where}" if where else statement, given)
        if any(linked for linked, *_ in found):
            return None
        return _read(table, [values for _, there, *values in found if there is not None])

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


@lru_cache(maxsize=1024)
def _question_about(view: View[Any], schema: str) -> tuple[ViewTable, str]:
    """Return how a view's rows about citizens are asked for, and whether somebody has more ids.

    There is always a row: the first column answers the second question, the next one tells whether
    a row of the view stands in it.
    """
    table = ViewTable(view, schema, 0)
    names = ", ".join(f'told."{column.name}"' for column in table.columns)
    return table, (
        f'SELECT somebody.linked, told."{view.key[0]}", {names} FROM (SELECT EXISTS (SELECT FROM '
        f'"{schema}"."{PERSONS.table}" WHERE {LINKED.format("of_person")}) AS linked) somebody '
        f'LEFT JOIN "{schema}"."{view.table}" told ON told.{_UNDER}'
    )


def pooled(database: Database) -> Callable[[], AbstractContextManager[Connection]]:
    """Read views over pooled connections."""
    return database.connection


def bound(conn: Connection) -> Callable[[], AbstractContextManager[Connection]]:
    """Read views inside an open transaction."""
    return lambda: nullcontext(conn)
