"""A broker that is away holds up nobody: orders are taken, and everybody hears everything."""

from __future__ import annotations

from uuid import uuid4

import httpx

from jobcenter import running
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Person, Step, Story
from shared.casework.quiet import on_the_way

NOBODY_LISTENS = "pyamqp://guest:guest@127.0.0.1:1//"
RITA = Person(["reception"], "reception")
STORY = Story("without a broker", {"rita": RITA}, [Step(on="2011-05-02")])


def test_a_house_whose_broker_is_away_is_ready_and_everybody_hears_everything() -> None:
    with Stage(broker_url=NOBODY_LISTENS).open() as stage, stage.house(STORY) as house:
        for door in running.read(house.data).doors.values():
            assert httpx.get(f"{door.ops}/readyz").text == "ready\n"
        body = {
            "citizen": str(uuid4()),
            "benefit_basis": "cash_benefit",
            "target_group": "tg2_cash_ready",
            "age": 40,
        }
        opened = house.post("visitation", "/citizen-cases", body, house.token("rita", RITA), None)
        assert opened["events"][0] == "visitation.citizen_registered"

        seen = {each.service: each for each in house.wait_for_quiet(bus=False)}

        head = seen["visitation"].head
        assert head >= 1
        heard = {name: one.inbox.get("visitation") for name, one in seen.items()}
        assert {name for name, upto in heard.items() if upto == head} >= {
            "benefit_service",
            "citizen_history",
            "offers",
        }
        assert f"visitation has handed 0 of {head} facts to the broker" in on_the_way(house.look())
