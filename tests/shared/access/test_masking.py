"""A field that is closed comes with a mark in its place, whatever it holds and however deep."""

from typing import Annotated, Any

import pytest
from msgspec import Struct

from shared.access.masking import (
    ADDRESS,
    CONTACT,
    ECONOMY,
    classes_of,
    covered,
    covered_names,
)
from shared.access.terms import FIELD_CLASSES
from shared.privacy.personal import Closed, Erased, HealthData


class Row(Struct, frozen=True, omit_defaults=True):
    day: str = ""
    phone: Annotated[str | None, CONTACT] = None
    amounts: tuple[Annotated[int, ECONOMY], ...] = ()
    note: HealthData[str] | None = None
    street: Annotated[str, ADDRESS] = "x"
    area: Annotated[str, Closed("standing")] = "x"


class Page(Struct, frozen=True):
    rows: tuple[Row, ...]
    by_name: dict[str, Row]


PAGE = Page(
    (Row("mandag", "12345678", (1,), "syg", "Gade 1", "nord"), Row()), {"a": Row("tirsdag")}
)
MARKS = {
    "phone": {"masked": "contact"},
    "amounts": {"masked": "economy"},
    "note": {"masked": "health"},
    "street": {"masked": "address"},
    "area": {"masked": "standing"},
}


def test_every_class_is_found_in_a_type() -> None:
    assert classes_of(list[Page]) == frozenset(FIELD_CLASSES)


@pytest.mark.parametrize("closed", FIELD_CLASSES)
def test_a_closed_class_is_marked_in_every_row_and_the_rest_stays(closed: Any) -> None:
    shown = covered(PAGE, frozenset(FIELD_CLASSES) - {closed})
    name = next(name for name, mark in MARKS.items() if mark == {"masked": closed})
    for row in (*shown["rows"], shown["by_name"]["a"]):
        assert row[name] == MARKS[name]
    written = {
        "day": "mandag", "phone": "12345678", "amounts": (1,), "note": "syg", "street": "Gade 1",
        "area": "nord",
    }  # fmt: skip
    assert shown["rows"][0] == {**written, name: MARKS[name]}


def test_an_empty_field_is_marked_too_so_that_its_being_empty_tells_nothing() -> None:
    assert covered(PAGE, frozenset())["rows"][1] == MARKS


def test_what_was_erased_is_not_told_to_those_who_may_not_see_it() -> None:
    assert covered(Row(note=Erased()), frozenset())["note"] == {"masked": "health"}


def test_what_is_open_is_not_touched() -> None:
    assert covered(PAGE, frozenset(FIELD_CLASSES)) is PAGE


def test_plain_json_is_covered_by_name_and_two_classes_need_both() -> None:
    names: Any = {"reason": frozenset({"contact", "health"})}
    data = {"reason": "x", "more": [{"reason": None, "day": 1}]}
    assert covered_names(data, names, frozenset({"contact"})) == {
        "reason": {"masked": "health"},
        "more": [{"reason": {"masked": "health"}, "day": 1}],
    }
    assert covered_names(data, names, frozenset({"contact", "health"})) == data
