from collections.abc import Iterator

import pytest

from shared.clock import FixedClock
from shared.eventlog.database import Database
from shared.eventlog.log import PostgresLog
from shared.eventlog.memory import MemoryLog
from tests.shared.casework.house import START, SampleHouse, SampleOffice


@pytest.fixture(params=["memory", "postgres"])
def office(request: pytest.FixtureRequest) -> Iterator[SampleOffice]:
    """The same office on both logs."""
    clock = FixedClock(START)
    if request.param == "memory":
        made = SampleOffice(MemoryLog(clock), clock)
    else:
        database: Database = request.getfixturevalue("sample_database")
        made = SampleOffice(PostgresLog(database, clock), clock, database)
    yield made
    made.close()


@pytest.fixture
def house(sample_database: Database) -> Iterator[SampleHouse]:
    made = SampleHouse(sample_database)
    yield made
    made.close()
