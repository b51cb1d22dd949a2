"""What every test may ask for."""

import os

os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

import pytest
from hypothesis import settings

from tests.support.at_night import at_night
from tests.support.broker import broker
from tests.support.database import (
    database_url,
    house_template,
    house_url,
    sample_database,
    sample_log,
    server,
)

settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("mutants", settings.get_profile("house"), max_examples=15, database=None)
# A slow machine is no counter-example. Of thousands of changed programs each is tried briefly.
settings.load_profile("mutants" if "MUTANT_UNDER_TEST" in os.environ else "house")

_LONGEST_FIRST = ("tests/journeys", "tests/jobcenter", "tests/architecture", "tests/chaos")
"""The rooms whose files take longest; begun last, one of them would keep the others waiting."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what waits for the night; put the long rooms first, within a room the order stays."""
    for item in items:
        limits = [mark for mark in item.own_markers if mark.name == "timeout"]
        if len(limits) > 1:
            raise pytest.UsageError(f"{item.nodeid}: of two time limits only the first counts")
        if at_night(item.nodeid):
            item.add_marker(pytest.mark.nightly)
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST_FIRST))


__all__ = [
    "broker",
    "database_url",
    "house_template",
    "house_url",
    "sample_database",
    "sample_log",
    "server",
]
