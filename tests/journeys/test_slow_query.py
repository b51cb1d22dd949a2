"""A query that hangs holds up nobody else in the process: no request, no timer, no message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from jobcenter import running
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Person, Step, Story
from shared.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobcenter.scenario.house import House
    from tests.support.broker import BrokerServer

ANNA = Person(["counsellor_muni"], "jobcenter")
STORY = Story("a slow query", {"anna": ANNA}, [Step(on="2011-05-02")])


@pytest.fixture
def embedded() -> Iterator[House]:
    with Stage().open() as stage, stage.house(STORY) as house:
        yield house


@pytest.fixture
def with_broker(broker: BrokerServer) -> Iterator[House]:
    with Stage(broker_url=broker.url).open() as stage, stage.house(STORY) as house:
        yield house


@pytest.mark.parametrize(
    "mode", ["embedded", pytest.param("with_broker", marks=pytest.mark.broker)]
)
def test_others_are_served_while_a_query_hangs(mode: str, request: pytest.FixtureRequest) -> None:
    house: House = request.getfixturevalue(mode)
    url = running.read(house.data).database_url
    anna = house.token("anna", ANNA)
    with psycopg.connect(url) as jam, ThreadPoolExecutor(1) as pool:
        table = jam.execute(
            "SELECT 'visitation.case_list_v1_' || generation FROM visitation.view_tracking "
            "WHERE view = 'case_list'"
        ).fetchone()
        assert table is not None
        jam.execute(f"LOCK TABLE {table[0]} IN ACCESS EXCLUSIVE MODE".encode())
        hanging = pool.submit(house.get, "visitation", "/citizen-cases", anna)

        placement = house.post(
            "offers",
            "/offer-placements",
            {
                "citizen": str(uuid4()),
                "type": "guidance_qualification",
                "from": "2011-06-01",
                "to": "2011-08-31",
                "supplier": "1",
            },
            anna,
            None,
        )
        assert house.get("offers", f"/offer-placements/{placement['case_id']}", anna)
        moment = STORY.steps[0].moment + timedelta(days=3)
        house.move_clock(moment)
        offers = next(each for each in house.look() if each.service == "offers")
        while offers.keeper_day != local_date(moment):
            offers = next(each for each in house.look() if each.service == "offers")
        told = next(each for each in house.look() if each.service == "citizen_history")
        while told.inbox["offers"] < offers.head:
            told = next(each for each in house.look() if each.service == "citizen_history")
        assert not hanging.done()
        jam.rollback()
        assert hanging.result(30) is not None
