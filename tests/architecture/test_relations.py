"""citizen_history knows by name what ends and reopens the cases of all services."""

from typing import Any

import pytest

from services.citizen_history.views.relations import CLOSING, REOPENING
from shared.eventlog.event import tag_of
from tests.architecture.declared import SERVICES, declared


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
