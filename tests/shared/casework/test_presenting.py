"""Whom an answer is about: found wherever a row may say so, and looked for nowhere else."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec import Struct

from shared.casework.presenting import Presented, citizens_of, everybody_in

ANNA, BENT, CARL = uuid4(), uuid4(), uuid4()


class Row(Struct, frozen=True):
    citizen: UUID
    name: str = ""


class Case(Struct, frozen=True):
    subjects: tuple[UUID, ...]
    rows: tuple[Row, ...] = ()


class Beside(Struct, frozen=True):
    """Says nothing itself; a struct inside does."""

    row: Row | None
    note: str = ""


class Tree(Struct, frozen=True):
    below: tuple[Tree, ...] = ()
    row: Row | None = None


class Kind(Struct, frozen=True):
    """Says nothing, but one that is more than it may."""


class Told(Kind, frozen=True):
    citizen: UUID


class Figure(Struct, frozen=True):
    """Counts citizens, and tells of none."""

    citizens: int


class Page(Struct, frozen=True):
    items: tuple[Row, ...]
    kinds: list[Kind] = []
    anything: Any = None
    plain: dict[str, Any] = {}
    total: int = 0


@pytest.mark.parametrize(
    ("value", "about"),
    [
        (Row(ANNA), [ANNA]),
        (Case((ANNA, BENT, ANNA)), [ANNA, BENT]),
        (Beside(Row(ANNA)), [ANNA]),
        (Beside(None), []),
        (Tree(row=Row(ANNA)), [ANNA]),
        (Told(ANNA), [ANNA]),
        (Figure(citizens=3), []),
        ("text", []),
        (None, []),
        ({"citizen": str(ANNA)}, []),
    ],
)
def test_a_row_says_itself_or_by_what_is_in_it_whom_it_is_about(value: Any, about: list[UUID]):
    assert list(citizens_of(value)) == about


@pytest.mark.parametrize(
    ("answer", "everybody"),
    [
        ([Row(ANNA), Row(BENT)], [ANNA, BENT]),
        (Case((ANNA,), (Row(BENT),)), [ANNA, BENT]),
        (Page((Row(ANNA),), [Told(BENT)], [Row(CARL)]), [ANNA, BENT, CARL]),
        (Page((), [], [[Row(ANNA)]]), [ANNA]),
        (Tree((Tree((Tree(row=Row(ANNA)),)), Tree(row=Row(BENT)))), [ANNA, BENT]),
        (Page((), plain={"rows": [Row(ANNA)]}), []),
    ],
)
def test_everybody_is_found_however_deep_and_under_whatever_type(answer: Any, everybody: Any):
    assert list(everybody_in(answer)) == everybody


class OnlyAnna:
    """A lens through which one citizen is seen."""

    def sight(self, citizens: Any, _stream: Any = None) -> Any:
        return ("own", frozenset()) if set(citizens) == {ANNA} else None


def presented() -> Presented:
    return Presented(OnlyAnna(), frozenset())  # type: ignore[arg-type]


def test_rows_about_strangers_are_left_out_of_a_page_and_the_rest_of_it_stays():
    lens = presented()
    shown = lens.of(Page((Row(ANNA, "a"), Row(BENT, "b")), [Told(BENT), Kind()], total=2))
    assert shown == {
        "items": [Row(ANNA, "a")],
        "kinds": [Kind()],
        "anything": None,
        "plain": {},
        "total": 2,
    }
    assert lens.left_out == 2
    assert list(lens.shown_of) == [ANNA]


def test_a_single_row_about_a_stranger_is_nothing():
    assert presented().of(Row(BENT)) is None
    assert presented().of(Row(ANNA)) == Row(ANNA)
