"""A look in the real house is listed for its supervisor until somebody else has reviewed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from falcon import testing
from msgspec.structs import replace

from shared.access.table import Right
from tests.support.real import A_LOOK

if TYPE_CHECKING:
    from tests.support.real import RealHouse

MANAGER = Right("manager", "jobcenter")


def ask(house: RealHouse, path: str, who: str, right: Right = MANAGER) -> Any:
    client = testing.TestClient(house.app("citizen_history"))
    headers = {"Authorization": f"Bearer {house.token('citizen_history', right, who)}"}
    return client.simulate_get(path, headers=headers)


def review(house: RealHouse, look: int, who: str, right: Right = MANAGER) -> Any:
    client = testing.TestClient(house.app("citizen_history"))
    headers = {
        "Authorization": f"Bearer {house.token('citizen_history', right, who)}",
        "Idempotency-Key": str(uuid4()),
    }
    order = {"look": look, "outcome": "explained"}
    return client.simulate_post("/look-reviews", json=order, headers=headers)


def test_break_glass_is_listed_until_somebody_else_has_reviewed_it(tidy: RealHouse) -> None:
    tidy.works["visitation"].look_writer.submit(replace(A_LOOK, actor="maja"))
    waiting = [each["look"] for each in ask(tidy, "/looks/to-review", "finn").json]
    look = waiting[-1]
    assert review(tidy, look, "maja").json["code"] == "look_four_eyes"
    elsewhere = review(tidy, look, "finn", Right("manager", "sickpay"))
    assert elsewhere.json["code"] == "look_of_another_unit"
    assert review(tidy, look, "finn", Right("legal", "jobcenter")).status_code == 403
    assert review(tidy, 90_000_000, "finn").json["code"] == "look_unknown"
    done = review(tidy, look, "finn")
    assert done.status_code == 201, done.text
    assert review(tidy, look, "finn").json["code"] == "look_already_reviewed"
    tidy.works["citizen_history"].follower.catch_up()
    assert look not in [each["look"] for each in ask(tidy, "/looks/to-review", "finn").json]


def test_the_supervisors_own_look_is_recorded_and_names_the_citizen_only_for_one_look(
    tidy: RealHouse,
) -> None:
    tidy.works["visitation"].look_writer.submit(A_LOOK)
    listed = ask(tidy, "/looks/to-review", "finn")
    assert str(A_LOOK.citizens[0]) not in listed.text
    look = listed.json[-1]["look"]
    opened = ask(tidy, f"/looks/{look}", "finn")
    assert opened.json["citizens"] == [str(A_LOOK.citizens[0])]
    newest = tidy.works["citizen_history"].office.resources["looks"].at(A_LOOK.citizens, 1)
    assert [(row[3], row[4]) for row in newest] == [("look_opened", "supervision")]
    assert ask(tidy, f"/looks/{look}", "finn", Right("manager", "sickpay")).status_code == 403
    day = ask(tidy, "/looks/standing-out?on=2011-06-20", "finn").json
    assert ("guest", look) in [(each["why"], each["look"]) for each in day]
    assert ask(tidy, "/looks/sample?on=2011-06-20", "finn").status_code == 200
