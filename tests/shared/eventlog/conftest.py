"""Whatever a test did to a log in PostgreSQL, the log is whole afterwards (the event protocol)."""

from collections.abc import Iterator

import pytest

from shared.eventlog.database import Database
from shared.eventlog.verify import log_faults


@pytest.fixture(autouse=True)
def whole(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for gaps and disorder in the tables, if the test had any."""
    used = "sample_database" in request.fixturenames
    database: Database | None = request.getfixturevalue("sample_database") if used else None
    yield
    if database is not None:
        with database.connection() as conn:
            assert list(log_faults(conn, database.schema)) == []
