"""What is told of a person, and which ids are that person: one question where there is one id."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
import pytest
from msgspec import Struct

from shared.actor import Actor
from shared.casework.desk import OfficeDesk
from shared.casework.persons import PERSONS, IdentityLink
from shared.clock import FixedClock
from shared.eventlog.view import View
from shared.eventlog.view_table import ViewTable
from tests.shared.casework.house import START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.database import Connection, Database

pytestmark = pytest.mark.postgres

ALONE, ONE, OTHER, STRANGER = (UUID(int=each, version=4) for each in range(1, 5))
MERGED_AT = START + timedelta(days=1)


class Told(Struct, frozen=True):
    citizen: UUID
    number: int
    stream: str


TOLD: View[Told] = View(
    name="told",
    version=1,
    row=Told,
    key=("number",),
    touches=lambda _fact: (),
    project=lambda _key, row, _fact: row,
)
ROWS = (Told(ALONE, 1, "case-1"), Told(ONE, 2, "case-2"), Told(OTHER, 3, "case-3"))


class Counting:
    """A connection that counts the questions it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked = 0

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        self.asked += 1
        with self._database.connection() as conn:
            yield conn


@pytest.fixture
def counting(sample_database: Database) -> Counting:
    """Rows about four ids, of which two were found to be one person."""
    link = IdentityLink(
        UUID(int=9), ONE, OTHER, merged=True, cases=(), recorded_at=MERGED_AT, position=7
    )
    schema = sample_database.schema
    with psycopg.connect(sample_database.url, autocommit=True) as conn:
        for view, rows in ((TOLD, ROWS), (PERSONS, (link,))):
            table = ViewTable(view, schema, 1)
            table.create(conn, rows)
            table.publish(conn)
            role = f"{sample_database.role}"
            conn.execute(f'GRANT SELECT ON "{schema}"."{view.table}" TO {role}'.encode())
    return Counting(sample_database)


def desk(counting: Counting, *, follows_persons: bool = True) -> OfficeDesk:
    nothing: Any = None  # neither law nor case is asked for
    return OfficeDesk(
        actor=Actor(id="anna"),
        rules=nothing,
        clock=FixedClock(START),
        casebook=nothing,
        connect=counting.connect,
        schema="sample",
        resources={},
        follows_persons=follows_persons,
    )


def numbers(rows: list[Told]) -> list[int]:
    return [row.number for row in rows]


@pytest.mark.parametrize(("citizen", "found"), [(ALONE, [1]), (STRANGER, [])])
def test_who_has_one_id_costs_one_question(
    counting: Counting, citizen: UUID, found: list[int]
) -> None:
    """Seen red: who is who was asked first and the rows after it, in every order."""
    asking = desk(counting)
    assert numbers(asking.rows_of(TOLD, citizen)) == found
    assert asking.persons((citizen,)).ids(citizen) == (citizen,)
    assert counting.asked == 1
    assert numbers(asking.rows_of(TOLD, citizen, "number > 0")) == found
    assert counting.asked == 2, "who is who is known on this desk"


@pytest.mark.parametrize("citizen", [ONE, OTHER])
def test_who_has_two_ids_is_found_under_both(counting: Counting, citizen: UUID) -> None:
    """Seen red with `None` for a person with more ids left out: one id's rows were missing."""
    asking = desk(counting)
    ordered = "number > %(least)s ORDER BY number DESC LIMIT 5"
    assert numbers(asking.rows_of(TOLD, citizen, ordered, {"least": 1})) == [3, 2]
    persons, rows = asking.told_of(TOLD, (citizen, ALONE))
    assert (persons.survivor(OTHER), sorted(numbers(rows))) == (ONE, [1, 2, 3])


def test_before_the_merge_was_known_there_were_two_people(counting: Counting) -> None:
    persons, rows = desk(counting).told_of(TOLD, (OTHER,), known=START)
    assert (persons.ids(OTHER), numbers(rows)) == ((OTHER,), [3])
    persons, rows = desk(counting).told_of(TOLD, (OTHER,), known=MERGED_AT)
    assert (persons.ids(OTHER), sorted(numbers(rows))) == ((ONE, OTHER), [2, 3])


def test_where_nobody_tells_of_merges_nobody_is_asked(counting: Counting) -> None:
    persons, rows = desk(counting, follows_persons=False).told_of(TOLD, (OTHER,))
    assert (persons.ids(OTHER), numbers(rows), counting.asked) == ((OTHER,), [3], 1)


def test_what_is_asked_for_last_comes_last(counting: Counting) -> None:
    """An order and an end in the condition hold for the rows, whoever they are about."""
    asking = desk(counting)
    _, rows = asking.told_of(TOLD, (ALONE, STRANGER), "number > 0 ORDER BY number LIMIT 1")
    assert numbers(rows) == [1]
