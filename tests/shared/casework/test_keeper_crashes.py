"""The deadline keeper is ended between any two steps and started again: each miss is told once."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from shared.casework.keeper import DeadlineKeeper
from shared.eventlog.database import Database
from shared.eventlog.log import PostgresLog
from tests.chaos.crash import CutDatabase, Cutter, Ended
from tests.shared.casework.house import SampleHouse, SampleOffice, plan
from tests.shared.casework.sample import OpenPlan


@pytest.fixture
def kept(sample_database: Database) -> Iterator[SampleHouse]:
    made = SampleHouse(sample_database)
    with capture_logs():
        yield made
    made.close()


def opened_and_passed(house: SampleHouse) -> list[str]:
    """Open two plans and let their deadlines pass."""
    cases = [house.order(OpenPlan(uuid4())).case_id for _ in range(2)]
    house.follower.catch_up()
    house.clock.move_to(house.clock.now() + timedelta(days=60))
    return cases


def live(house: SampleHouse, at: int = 0) -> Cutter:
    """Let a keeper look once, in a process that ends at a point."""
    cutter = Cutter(at)
    cutter.part = "keeper"
    database = CutDatabase(house.database.url, "sample", "jobcenter_sample", cutter)
    office = SampleOffice(PostgresLog(database, house.clock), house.clock, database).office
    try:
        DeadlineKeeper(office, house.level).keep()
    except Ended:
        pass
    finally:
        cutter.end()
    return cutter


def test_ended_at_any_point_the_keeper_tells_each_missed_deadline_once(kept: SampleHouse) -> None:
    opened_and_passed(kept)
    points = live(kept).seen
    assert len(points) >= 10, points
    for at in range(1, len(points) + 1):
        kept.follower.catch_up()
        cases = opened_and_passed(kept)
        assert len(live(kept, at).seen) == at
        kept.follower.catch_up()
        live(kept)
        for case_id in cases:
            assert kept.tags(plan(case_id)).count("deadline.missed") == 1, points[at - 1]
