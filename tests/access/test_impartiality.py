"""Forvaltningsloven § 3 through the doors: whoever told of a tie takes no part in the case."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from falcon import testing

from jobcenter.embedded import EmbeddedServer
from services.citizen_history.domain.citizen_identity import RegisterIdentity
from services.citizen_history.domain.identity_pair import ApproveMerge, ProposeMerge
from shared.access.table import Right
from shared.actor import Actor
from tests.access.test_four_visitors import Visited
from tests.citizen_history.registry import ANNA, FINN, NUMBER
from tests.support.database import drop_database
from tests.support.dump import dump
from tests.support.real import START, RealHouse

pytestmark = pytest.mark.postgres

COUNSELLOR = Right("counsellor_muni", "jobcenter")
BENEFITS = Right("benefit_officer", "benefit_service")
MANAGER = Right("manager", "jobcenter")
BO = Actor(id="bo", unit="jobcenter", roles=("counsellor_muni",))
WHY = "Eneste paa arbejde i dag, haster"
_NAMES = itertools.count(1)


class Town(Visited):
    """The house of Sørine, whose cousin works in it."""

    def post(  # noqa: PLR0917 - the parts of an order in the order they are spoken
        self,
        service: str,
        path: str,
        body: dict[str, Any],
        right: Right,
        who: str,
        version: int | None = None,
    ) -> testing.Result:
        headers = {
            "Authorization": f"Bearer {self.house.token(service, right, who)}",
            "Idempotency-Key": str(uuid4()),
        }
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return testing.TestClient(self.house.app(service)).simulate_post(
            path, json=body, headers=headers
        )

    def declare(self, who: str, right: Right = COUNSELLOR, citizen: UUID | None = None) -> str:
        """Let somebody tell of a tie; return the id of its case."""
        body = {"citizen": str(citizen or self.citizen), "ground": "family"}
        done = self.post("citizen_history", "/ties", body, right, who)
        assert done.status_code == 201, done.text
        self.heard()
        return str(done.json["case_id"])

    def heard(self) -> None:
        self.house.pump()
        for works in self.house.works.values():
            if works.ties is not None:
                works.ties.refresh()

    def request_by(self, who: str, **headers: str) -> testing.Result:
        return self.get(
            "visitation", f"/social-requests/{self.request}", COUNSELLOR, who, **headers
        )


@pytest.fixture
def town(
    server: EmbeddedServer, house_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    name = f"tied{os.getpid()}_{next(_NAMES)}"
    server.create_database(name, house_template)
    house = RealHouse(server.url(name), tmp_path_factory.mktemp(name))
    yield Town(house, server.url(name), house.works["visitation"].settings.data)
    house.close()
    drop_database(server, name)


def test_who_told_of_a_tie_is_refused_and_everybody_else_is_not(town: Town) -> None:
    assert town.request_by("bo").status_code == 200
    town.declare("bo")
    refused = town.request_by("bo")
    assert (refused.status_code, refused.json["code"]) == (403, "impartiality_conflict")
    assert town.timeline_by(COUNSELLOR, "bo").json["code"] == "impartiality_conflict"
    assert town.request_by("anna").status_code == 200


def test_a_list_leaves_out_whom_one_has_a_tie_with(town: Town) -> None:
    town.declare("bo")
    for who, expected in (("anna", True), ("bo", False)):
        listed = town.get("visitation", "/social-requests", COUNSELLOR, who)
        assert listed.status_code == 200
        assert (town.request in listed.text) is expected, who


def test_a_search_by_number_tells_nothing_of_ones_own(town: Town) -> None:
    town.declare("bo")
    asked = {"national_id": NUMBER}
    found = town.post("citizen_history", "/citizens/look-up", asked, COUNSELLOR, "anna")
    assert found.json["citizen"] == str(town.citizen)
    refused = town.post("citizen_history", "/citizens/look-up", asked, COUNSELLOR, "bo")
    assert (refused.status_code, refused.json["code"]) == (403, "impartiality_conflict")


def test_broken_glass_shows_what_a_guest_sees_and_waits_for_a_review(town: Town) -> None:
    town.declare("bo")
    shown = town.timeline_by(COUNSELLOR, "bo", X_Access_Reason=WHY)
    assert shown.status_code == 200
    assert town.looks()[0]["guest"], "Sørine sees that it was no ordinary look"
    waiting = town.get("citizen_history", "/looks/to-review", MANAGER, "finn").json
    assert [each["actor"] for each in waiting] == ["bo"]


def test_fvl_3_who_told_of_a_tie_gives_no_order_and_may_says_so(town: Town) -> None:
    before = town.request_by("bo").json
    town.declare("bo")
    correct = {"reason": "Skrevet forkert", "green_wave": True}
    path, version = f"/social-requests/{town.request}/correct", before["version"]
    refused = town.post("visitation", path, correct, COUNSELLOR, "bo", version)
    assert (refused.status_code, refused.json["code"]) == (403, "impartiality_conflict")
    again = {"citizen": str(town.citizen), "need": "Bolig", "legal_basis": "serviceloven § 85"}
    refused = town.post("visitation", "/social-requests", again, COUNSELLOR, "bo")
    assert (refused.status_code, refused.json["code"]) == (403, "impartiality_conflict")
    broken = town.request_by("bo", X_Access_Reason=WHY).json
    for name, order in broken["may"].items():
        assert not order["allowed"], name
        assert "impartiality_conflict" in {each["code"] for each in order["because"]}, name
    done = town.post("visitation", path, correct, COUNSELLOR, "anna", version)
    assert done.status_code == 200, done.text


def test_the_superior_ends_a_tie_that_disqualifies_nobody(town: Town) -> None:
    case = town.declare("bo")
    end = {"reason": "not_disqualified"}
    path = f"/ties/{case}/end"
    own = town.post("citizen_history", path, end, MANAGER, "bo", 1)
    assert own.json["code"] == "tie_four_eyes"
    assert town.post("citizen_history", path, end, COUNSELLOR, "bo", 1).status_code == 403
    done = town.post("citizen_history", path, end, MANAGER, "finn", 1)
    assert done.status_code == 200, done.text
    town.heard()
    assert town.request_by("bo").status_code == 200


def test_a_tie_holds_in_every_service_that_keeps_cases_of_citizens(town: Town) -> None:
    town.declare("bo", BENEFITS)
    for name, works in town.house.works.items():
        if works.ties is None:
            assert name == "company_contact"
            continue
        assert works.office.tied(BO, (town.citizen,)) == {town.citizen}, name
        assert works.office.tied(ANNA, (town.citizen,)) == frozenset(), name


def test_a_tie_with_one_id_is_a_tie_with_the_person(town: Town) -> None:
    other = UUID(town.order("citizen_history", RegisterIdentity("050258-5000")).case_id)
    town.declare("bo", citizen=other)
    assert town.request_by("bo").status_code == 200
    merge = ProposeMerge(town.citizen, other, "registered_twice")
    pair = town.order("citizen_history", merge, actor=ANNA).case_id
    town.order("citizen_history", ApproveMerge(), pair, actor=FINN)
    town.heard()
    assert town.request_by("bo").json["code"] == "impartiality_conflict"


def test_no_store_says_who_has_a_tie_with_whom(town: Town) -> None:
    """Neither in the log nor beside it does the citizen stand near the tie."""
    case = town.declare("bo")
    marked = town.post(
        "citizen_history",
        "/ties/mark-colleague",
        {"citizen": str(town.citizen)},
        MANAGER,
        "finn",
    )
    assert marked.status_code == 201, marked.text
    citizen = str(town.citizen).encode()
    with town.root() as root:
        rows = root.execute(
            "SELECT convert_from(state, 'UTF8'), subjects::text, stream"
            " FROM citizen_history.events WHERE stream LIKE 'tie-%'"
        ).fetchall()
    assert len(rows) == 2
    assert not any(str(town.citizen) in text for row in rows for text in row)
    assert case in str(rows)
    for name, table in dump(town.url).items():
        near = [line for line in table.splitlines() if case.encode() in line]
        assert not any(citizen in line for line in near), name


def test_a_look_at_ones_own_from_before_and_a_look_at_a_colleague_stand_out(town: Town) -> None:
    town.request_by("bo")
    town.declare("bo")
    done = town.post(
        "citizen_history",
        "/ties/mark-colleague",
        {"citizen": str(town.citizen)},
        MANAGER,
        "finn",
    )
    assert done.status_code == 201, done.text
    town.heard()
    town.request_by("anna")
    day = town.get("citizen_history", f"/looks/standing-out?on={START.date()}", MANAGER, "finn")
    noted = {(each["actor"], each["why"]) for each in day.json}
    assert {("bo", "tied"), ("bo", "colleague"), ("anna", "colleague")} <= noted
    assert ("anna", "tied") not in noted
    assert str(town.citizen) not in day.text
