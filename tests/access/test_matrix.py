"""Every cell of the matrix, allowed and denied, on every way to read and every order."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from shared.access.issuer import Issuer
from shared.access.table import AccessTableError
from tests.access.cells import TERMS, rows_of
from tests.access.house import Counter
from tests.access.walk import SERVICES, Walk

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.mark.parametrize("service", SERVICES)
def test_every_cell_answers_as_its_table_says(service: str, issuer: Issuer) -> None:
    walk = Walk(service, issuer)
    assert list(walk.differences()) == []
    assert walk.counter.unrecorded == []
    assert 0 < walk.allowed < walk.cells


def test_a_reading_room_that_records_nothing_is_found(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof that the walk sees an answer without its look: the record is thrown away."""
    monkeypatch.setattr(Counter, "record", lambda _counter, _look: None)
    walk = Walk("company_contact", issuer)
    assert list(walk.differences()) == []
    assert walk.counter.unrecorded != []


def change(*path: str, to: Any) -> Callable[[Any], None]:
    """Change one cell."""

    def do(rows: Any) -> None:
        for name in path[:-1]:
            rows = rows[name]
        if to is None:
            del rows[path[-1]]
        else:
            rows[path[-1]] = to

    return do


OFFICER = "benefit_officer@benefit_service"
CHANGES = {
    "one more may order": change("commands", "decide_sanction", to=["legal@*"]),
    "one more may read": change("queries", "benefit_list", to=["legal@*", "sickpay_officer@*"]),
    "one may no longer read": change("queries", "payments", to=[OFFICER]),
    "a class is opened": change("readers", "sickpay_officer@*", "own", to=["contact", "economy"]),
    "a class is closed": change("readers", OFFICER, "own", to=["contact"]),
    "a class is closed to guests": change("readers", "legal@*", "guest", to=[]),
    "guests are let in": change("readers", "manager@jobcenter", "guest", to=["contact"]),
    "guests are turned away": change("readers", OFFICER, "guest", to=None),
    "former citizens are closed": change("readers", "counsellor_muni@jobcenter", "former", to=None),
    "strangers are let in": change("readers", "sickpay_officer@*", "any", to=[]),
    "something is assigned": change(
        "readers", "sickpay_officer@*", "assigned", to={"information_form": ["economy"]}
    ),
    "a question needs no relation": change("searches", to={"benefit_list": []}),
    "former lasts longer": change("relation", "former_days", to=9000),
    "former lasts shorter": change("relation", "former_days", to=3),
}
TERM_CHANGES = {
    "an authority is added": change("roles", "counsellor_state", "authorities", to=["external"]),
    "a purpose is added": change("roles", "legal", "purposes", to=["complaint", "statistics"]),
    "a purpose is taken": change("roles", "legal", "purposes", to=["supervision"]),
}


@pytest.mark.parametrize("what", [*CHANGES, *TERM_CHANGES])
def test_a_changed_cell_is_found(what: str, issuer: Issuer) -> None:
    """The proof that the walk above can fail: the API gets one other cell, the table does not."""
    rows, terms = deepcopy(rows_of("benefit_service")), deepcopy(TERMS)
    if what in CHANGES:
        CHANGES[what](rows)
    else:
        TERM_CHANGES[what](terms)
    walk = Walk("benefit_service", issuer, _complete(rows), terms)
    assert next(walk.differences(), None) is not None


def _complete(rows: Any) -> Any:
    """Give a reader that is new a row, and take the row of one that reads no more."""
    reading = {text for row in rows["queries"].values() for text in row}
    rows["readers"] = {text: rows["readers"].get(text, {}) for text in sorted(reading)}
    return rows


def test_the_protected_address_goes_by_no_relation(issuer: Issuer) -> None:
    for relation in ("own", "former", "guest", "any"):
        rows = deepcopy(rows_of("citizen_history"))
        rows["readers"]["manager@*"][relation] = ["contact", "address"]
        with pytest.raises(AccessTableError, match="goes by no relation"):
            Walk("citizen_history", issuer, rows)


def test_an_assigned_protected_address_is_found_when_the_table_says_otherwise(
    issuer: Issuer,
) -> None:
    rows = deepcopy(rows_of("citizen_history"))
    rows["readers"]["manager@*"]["assigned"] = {"address": ["address"]}
    walk = Walk("citizen_history", issuer, rows)
    assert next(walk.differences(), None) is not None
