"""A list of a person with two ids is paged as if the person had one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from shared.casework.answering import answer_to
from shared.casework.persons import Move, Persons

ONE, OTHER = UUID(int=1), UUID(int=2)
MERGED = Persons(leads=((OTHER, ONE),))


class Row(Struct, frozen=True):
    citizen: UUID
    number: int

    @property
    def stream(self) -> str:
        return f"case-{self.number}"


class Paged(Struct, frozen=True):
    citizen: UUID
    limit: int = 100
    skip: int = 0


class Limited(Struct, frozen=True):
    citizen: UUID
    limit: int = 100


class After(Struct, frozen=True):
    citizen: UUID
    limit: int = 100
    after: int = 0


ROWS = [Row(ONE if number % 2 else OTHER, number) for number in range(1, 8)]


def run(_desk: Any, asked: Any) -> list[Row]:
    mine = [row for row in ROWS if row.citizen == asked.citizen]
    if isinstance(asked, Paged):
        return mine[asked.skip : asked.skip + asked.limit]
    return [row for row in mine if row.number > asked.after][: asked.limit]


class Page(Struct, frozen=True):
    rows: list[Row]
    next: int | None = None


def paged(desk: Any, asked: After) -> Page:
    rows = run(desk, replace(asked, limit=asked.limit + 1))
    page = rows[: asked.limit]
    return Page(page, page[-1].number if len(rows) > asked.limit else None)


def ask(params: Any, persons: Persons = MERGED, how: Any = run, service: str = "sample") -> Any:
    query: Any = SimpleNamespace(run=how, of_person=False, ordered_by=("number",))
    desk: Any = SimpleNamespace(persons=lambda _citizens: persons)
    return answer_to(query, params, desk, service)


def answered(params: Any, persons: Persons = MERGED) -> list[int]:
    return [row.number for row in ask(params, persons)]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 100])
@pytest.mark.parametrize("citizen", [ONE, OTHER], ids=["survivor", "retired"])
def test_pages_by_number_hold_each_row_of_both_ids_once(citizen: UUID, limit: int) -> None:
    pages = [answered(Paged(citizen, limit, skip)) for skip in range(0, 9, limit)]
    assert all(len(page) <= limit for page in pages)
    assert sorted(number for page in pages for number in page) == [row.number for row in ROWS]
    assert all(len(page) == limit for page in pages[: len(ROWS) // limit])


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 100])
@pytest.mark.parametrize("citizen", [ONE, OTHER], ids=["survivor", "retired"])
def test_pages_after_a_row_are_as_long_as_asked_for_and_lose_none_of_either_id(
    citizen: UUID, limit: int
) -> None:
    found: list[int] = []
    while page := answered(After(citizen, limit, found[-1] if found else 0)):
        assert len(page) <= limit
        found += page
    assert found == [row.number for row in ROWS]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 100])
def test_a_page_says_where_the_next_one_starts_and_the_last_that_there_is_none(limit: int) -> None:
    pages = [ask(After(ONE, limit), how=paged)]
    while pages[-1].next is not None:
        pages.append(ask(After(ONE, limit, pages[-1].next), how=paged))
    assert [row.number for page in pages for row in page.rows] == [row.number for row in ROWS]
    assert all(len(page.rows) == limit for page in pages[:-1])


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_rows_of_another_person_make_no_page_skip_ones_own(limit: int) -> None:
    """Four of one id's cases were found to be somebody else's: a page full of them is no end."""
    moves = tuple(Move(f"sample/case-{n}", frozenset({ONE}), UUID(int=9)) for n in (1, 3, 5))
    split = Persons(leads=MERGED.leads, moves=moves)
    found: list[int] = []
    while page := answered(After(ONE, limit, found[-1] if found else 0), split):
        found += page
    assert found == [2, 4, 6, 7]


@given(
    st.lists(st.sampled_from([ONE, OTHER]), max_size=12),
    st.integers(1, 5),
)
def test_whoever_pages_sees_what_one_id_would_show(owners: list[UUID], limit: int) -> None:
    rows = [Row(owner, number) for number, owner in enumerate(owners, start=1)]

    def of(_desk: Any, asked: After) -> list[Row]:
        mine = [row for row in rows if row.citizen == asked.citizen and row.number > asked.after]
        return mine[: asked.limit]

    found: list[int] = []
    while page := ask(After(ONE, limit, found[-1] if found else 0), how=of):
        found += [row.number for row in page]
    assert found == [row.number for row in rows]


def test_a_list_without_pages_is_in_order_and_no_longer_than_asked_for() -> None:
    def first(_desk: Any, asked: Limited) -> list[Row]:
        return [row for row in ROWS if row.citizen == asked.citizen][: asked.limit]

    assert [row.number for row in ask(Limited(ONE, limit=3), how=first)] == [1, 2, 3]


def test_who_was_never_merged_is_asked_as_before() -> None:
    assert answered(Paged(ONE, limit=2, skip=1), Persons()) == [3, 5]


class Shown(Struct, frozen=True):
    """A row of a list that shows another row with what was worked out."""

    row: Row
    urgent: bool
    due: int | None


def test_rows_stand_by_the_fields_of_the_row_within_and_the_urgent_ones_first() -> None:
    shown = [
        Shown(Row(ONE, 4), urgent=False, due=None),
        Shown(Row(OTHER, 3), urgent=False, due=2),
        Shown(Row(ONE, 2), urgent=False, due=2),
        Shown(Row(OTHER, 1), urgent=True, due=2),
    ]

    def of(_desk: Any, asked: Paged) -> list[Shown]:
        mine = [each for each in reversed(shown) if each.row.citizen == asked.citizen]
        return mine[asked.skip : asked.skip + asked.limit]

    fields = ("due", "-urgent", "row.number")
    query: Any = SimpleNamespace(run=of, of_person=False, ordered_by=fields)
    desk: Any = SimpleNamespace(persons=lambda _citizens: MERGED)
    found = answer_to(query, Paged(ONE, 4), desk, "sample")
    assert [each.row.number for each in found] == [1, 2, 3, 4]
