"""A row copied in when a view is built anew is the row that was written while it followed."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
from msgspec import Struct
from msgspec.structs import replace

from shared.eventlog.database import Connection, Database
from shared.eventlog.view import View
from shared.eventlog.view_table import ViewTable
from shared.period import Period


class Everything(Struct, frozen=True, kw_only=True):
    """A row with a column of each kind, full or empty."""

    name: str
    number: int
    yes: bool
    day: date
    moment: datetime
    who: UUID
    kind: Literal["a", "b"]
    period: Period | None
    fields: dict[str, Any]
    periods: tuple[Period, ...]
    names: tuple[str, ...]
    numbers: tuple[int, ...]
    days: tuple[date, ...]
    moments: tuple[datetime, ...]
    people: tuple[UUID, ...]
    answers: tuple[bool, ...]
    maybe: str | None
    some_number: int | None
    some_day: date | None
    somebody: UUID | None


VIEW = View(
    name="everything",
    version=1,
    row=Everything,
    key=("name", "who"),
    touches=lambda _fact: (),
    project=lambda _key, row, _fact: row,
    indexes=(("day", "number"), ("people",)),
)
SUMMER = datetime(2011, 6, 14, 12, 30, 1, 234567, tzinfo=timezone(timedelta(hours=2)))
FULL = Everything(
    name='Åse "Ø"\n\t\\N, {x}',
    number=-(2**62),
    yes=True,
    day=date(1899, 12, 31),
    moment=SUMMER,
    who=uuid4(),
    kind="a",
    period=Period(date(2011, 1, 1)),
    fields={"ø": [1, None, {"b": True}], "a": "x"},
    periods=(Period(date(2011, 1, 1), date(2012, 1, 1)),),
    names=("a", "", "NULL", 'b"c\\'),
    numbers=(1, -1, 2**40),
    days=(date(2000, 1, 1), date(2011, 2, 28)),
    moments=(SUMMER, datetime(1999, 1, 1, tzinfo=UTC)),
    people=(uuid4(), uuid4()),
    answers=(True, False),
    maybe="",
    some_number=0,
    some_day=date.max,
    somebody=uuid4(),
)
EMPTY = Everything(
    name="",
    number=0,
    yes=False,
    day=date(2000, 1, 1),
    moment=datetime(2000, 1, 1, tzinfo=UTC),
    who=uuid4(),
    kind="b",
    period=None,
    fields={},
    periods=(),
    names=(),
    numbers=(),
    days=(),
    moments=(),
    people=(),
    answers=(),
    maybe=None,
    some_number=None,
    some_day=None,
    somebody=None,
)


@pytest.mark.parametrize("many", [1, 700])
def test_a_copied_row_is_byte_for_byte_the_row_that_was_written(
    sample_database: Database, many: int
) -> None:
    rows = [row for _ in range(many) for row in (anew(FULL), anew(EMPTY))]
    copied, written = (ViewTable(VIEW, sample_database.schema, nth) for nth in (1, 2))
    with sample_database.connection() as conn:
        copied.create(conn, rows)
        written.create(conn)
        written.write(conn, {}, {(row.name, row.who): row for row in rows})
        one, other = (
            conn.execute(
                f"SELECT t::text FROM {each.name} t ORDER BY who".encode(), binary=True
            ).fetchall()
            for each in (copied, written)
        )
        assert one == other
        assert len(one) == len(rows)
        by_id = {row.who: row for row in _rows(copied, conn)}
    assert by_id == {row.who: row for row in rows}


def test_a_view_of_nothing_is_an_empty_table(sample_database: Database) -> None:
    table = ViewTable(VIEW, sample_database.schema, 1)
    with sample_database.connection() as conn:
        table.create(conn, ())
        assert _rows(table, conn) == []


def anew(row: Everything) -> Everything:
    """Make the same row about somebody else."""

    return replace(row, who=uuid4())


def _rows(table: ViewTable, conn: Connection) -> list[Any]:
    with conn.transaction():
        return [table.read(values) for values in table.passing(conn)]
