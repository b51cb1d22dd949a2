"""A list of whose time is over is decided by two persons, citizen by citizen."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from jobcenter.bulk_retention import Said, approve, listed, request
from jobcenter.commands.retention import _ids
from jobcenter.scenario.house import Refused
from jobcenter.trouble import PlainError
from services.citizen_history.domain.citizen_identity import RegisterIdentity
from services.citizen_history.domain.legal_hold import PlaceLegalHold
from services.visitation.domain.social_request_orders import RequestHelp
from shared.access.table import Right
from shared.clock import COPENHAGEN
from tests.citizen_history.registry import ANNA, EVA, Registry
from tests.support.door import Door
from tests.support.real import RealHouse

pytestmark = pytest.mark.postgres

FIVE_YEARS_ON = date(2016, 6, 21)


@pytest.fixture
def years_on(house_url: str, tmp_path: Path) -> Any:
    """Five years on: three whose time is over, and Sørine, whose case was never ended."""
    house = RealHouse(house_url, tmp_path)
    registry = Registry(house, house_url, tmp_path)
    people = [
        UUID(registry.order("citizen_history", RegisterIdentity(f"0{n}0258-5000")).case_id)
        for n in (2, 3, 4)
    ]
    house.pump()
    clock: Any = registry.works("citizen_history").clock
    clock.move_to(datetime.combine(FIVE_YEARS_ON, time(12), COPENHAGEN))
    yield registry, people
    house.close()


def tags(registry: Registry, tag: str) -> int:
    return registry.tags().count(f"citizen_history.{tag}")


def asked_for(registry: Registry, who: str = "eva") -> list[Said]:
    door = Door(registry.house, who)
    return list(request(door, listed(door, 1000), FIVE_YEARS_ON))


def test_all_who_are_due_are_asked_for_and_approved_each_by_its_own_fact(years_on: Any) -> None:
    registry, people = years_on
    assert sorted(asked_for(registry)) == sorted(Said(str(each), None) for each in people)
    assert tags(registry, "erasure_requested") == 3
    done = list(approve(Door(registry.house, "finn"), people))
    assert done == [Said(str(each), None) for each in people]
    assert tags(registry, "erasure_approved") == 3
    registry.settle()
    assert tags(registry, "citizen_erased") == 3
    left = [row["citizen"] for row in listed(Door(registry.house, "eva"), 1000)]
    assert left == [str(registry.citizen)], "an open case keeps her"
    assert registry.vault_rows() == 2


def test_whoever_asked_approves_nobody(years_on: Any) -> None:
    registry, people = years_on
    asked_for(registry)
    said = list(approve(Door(registry.house, "eva"), people))
    assert said == [Said(str(each), "four_eyes_needed") for each in people]
    assert tags(registry, "erasure_approved") == 0


def test_a_hold_or_a_new_case_stops_its_citizen_and_no_other(years_on: Any) -> None:
    registry, (held, back, gone) = years_on
    asked_for(registry)
    registry.order("citizen_history", PlaceLegalHold(held, "court_case"), actor=EVA)
    registry.order("visitation", RequestHelp(back, "hjælp", "§ 85"), actor=ANNA)
    registry.house.pump()
    said = dict(approve(Door(registry.house, "finn"), (held, back, gone)))
    assert said[str(held)] == "legal_hold_stands"
    assert said[str(back)] in {"retention_runs", "cases_open"}
    assert said[str(gone)] is None


def test_a_list_done_twice_asks_and_approves_nobody_again(years_on: Any) -> None:
    registry, people = years_on
    asked_for(registry)
    assert asked_for(registry) == []
    finn = Door(registry.house, "finn")
    twice = [*people, *people]
    assert [each.refused for each in approve(finn, twice)] == [None] * 3
    again = [each.refused for each in approve(finn, people)]
    assert again == ["erasure_already_decided"] * 3
    assert tags(registry, "erasure_approved") == 3


def test_who_was_never_asked_for_and_who_is_nobody_is_refused(years_on: Any) -> None:
    registry, (one, *_) = years_on
    finn = Door(registry.house, "finn")
    said = [each.refused for each in approve(finn, [one, uuid4()])]
    assert said == ["not_found", "not_found"]
    assert tags(registry, "erasure_approved") == 0


def test_somebody_without_the_right_sees_no_list(years_on: Any) -> None:
    registry, _ = years_on
    with pytest.raises(Refused, match="access_denied"):
        listed(Door(registry.house, "anna", Right("counsellor_muni", "jobcenter")), 10)


def test_a_file_that_is_no_list_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("010258-5000\n")
    for each in (path, tmp_path / "nothing"):
        with pytest.raises(PlainError, match="is no list of citizens' ids"):
            _ids(each)
    path.write_text(f"{UUID(int=4)}\n{UUID(int=5)}\n")
    assert _ids(path) == [UUID(int=4), UUID(int=5)]
