"""citizen_history knows by name what ends and reopens the cases of all services."""

from typing import Any

import pytest

from services.citizen_history.views.relations import CLOSING, ENDING, REOPENING
from shared.access.ties import TIES
from shared.casework.persons import PERSONS
from shared.eventlog.event import tag_of
from tests.architecture.declared import REPOSITORY, SERVICES, declared, files, room


def tags(what: str) -> set[str]:
    cases: list[Any] = [case for service in SERVICES for case in declared(service).cases]
    return {tag_of(event) for case in cases for event in getattr(case, what)}


@pytest.mark.parametrize(
    ("known", "what"), [(CLOSING, "closes_on"), (REOPENING, "reopens_on")], ids=["end", "reopen"]
)
def test_whose_citizen_it_is_follows_what_each_case_declares(
    known: frozenset[str], what: str
) -> None:
    assert sorted(tags(what) ^ known) == []


def test_what_stands_in_the_way_of_erasing_is_each_case_about_a_citizen_that_can_end() -> None:
    others = {
        service for service in SERVICES if service not in {"citizen_history", "company_contact"}
    }
    can_end = {f"{s}/{case.name}" for s in others for case in declared(s).cases if case.closes_on}
    assert sorted(can_end ^ ENDING) == []


def test_every_service_that_keeps_cases_of_citizens_hears_who_is_one_person() -> None:
    keepers = [declared(name) for name in SERVICES if name != "company_contact"]
    assert [each.name for each in keepers if PERSONS not in each.views] == []


def test_every_service_that_keeps_cases_of_citizens_hears_who_has_a_tie_with_whom() -> None:
    keepers = [declared(name) for name in SERVICES if name != "company_contact"]
    assert [each.name for each in keepers if TIES not in each.views] == []


def test_what_decides_about_a_citizen_asks_for_the_person() -> None:
    """`desk.rows_of` finds what stands under every id of a person; a list is joined elsewhere."""
    asks = [
        f"{path.relative_to(REPOSITORY)}"
        for service in SERVICES
        if service != "citizen_history"
        for path in files(".py", under=room(service))
        if "views" not in path.parts and "citizen = %(citizen)s" in path.read_text("utf-8")
    ]
    assert asks == []
