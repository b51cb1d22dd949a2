"""A list of a person with two ids is paged as if the person had one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from msgspec import Struct

from shared.casework.answering import answer_to
from shared.casework.persons import Persons

ONE, OTHER = UUID(int=1), UUID(int=2)
MERGED = Persons(leads=((OTHER, ONE),))


class Row(Struct, frozen=True):
    citizen: UUID
    number: int


class Paged(Struct, frozen=True):
    citizen: UUID
    limit: int = 100
    skip: int = 0


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


def answered(params: Any, persons: Persons = MERGED) -> list[int]:
    query: Any = SimpleNamespace(run=run, of_person=False)
    desk: Any = SimpleNamespace(persons=lambda _citizens: persons)
    return [row.number for row in answer_to(query, params, desk, "sample")]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 100])
@pytest.mark.parametrize("citizen", [ONE, OTHER], ids=["survivor", "retired"])
def test_pages_by_number_hold_each_row_of_both_ids_once(citizen: UUID, limit: int) -> None:
    pages = [answered(Paged(citizen, limit, skip)) for skip in range(0, 9, limit)]
    assert all(len(page) <= limit for page in pages)
    assert sorted(number for page in pages for number in page) == [row.number for row in ROWS]
    assert all(len(page) == limit for page in pages[: len(ROWS) // limit])


def test_a_page_after_a_row_loses_none_of_either_id() -> None:
    assert sorted(answered(After(ONE, limit=2, after=3))) == [4, 5, 6, 7]


def test_who_was_never_merged_is_asked_as_before() -> None:
    assert answered(Paged(ONE, limit=2, skip=1), Persons()) == [3, 5]
