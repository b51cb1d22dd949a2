"""A house of three services for each test, once on the database alone and once on a broker.

When a test is over, everything that is promised is looked for in the tables, whatever it did; a
test that takes a guard away names the promises it breaks (`@pytest.mark.breaks(4)`).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.chaos.house import House
from tests.chaos.paths import not_taken
from tests.support.broker import BrokerServer, broker
from tests.support.database import database_url, server

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["broker", "database_url", "prove", "server", "watched"]


def prove(house: House, test: pytest.Item) -> None:
    """Hold a house that has come to rest against every promise, and the test against its own."""
    assert house.calm(), [dict(each.counts) for each in house.consumers]
    found = house.check()
    on_purpose = {each for mark in test.iter_markers("breaks") for each in mark.args}
    if on_purpose:
        assert on_purpose & {each.invariant for each in found}, f"nothing was broken: {found}"
    else:
        assert found == []
    paths = [each for mark in test.iter_markers("takes") for each in mark.args]
    assert not_taken(house.taken(), paths) == []


@contextmanager
def watched(house: House, test: pytest.Item) -> Iterator[House]:
    """Let a test work in a house that everybody follows, and prove it afterwards."""
    try:
        house.subscribe()
        house.build_views()
        yield house
        house.stop()
        prove(house, test)
    finally:
        house.close()


@pytest.fixture
def embedded_house(database_url: str, request: pytest.FixtureRequest) -> Iterator[House]:
    """Make a house without a broker."""
    with watched(House(database_url), request.node) as made:
        yield made


@pytest.fixture
def broker_house(
    database_url: str, broker: BrokerServer, request: pytest.FixtureRequest
) -> Iterator[House]:
    """Make a house on a broker of our own, swept clean."""
    broker.wipe(["gamma"])
    with watched(House(database_url, broker.url), request.node) as made:
        yield made


@pytest.fixture(params=["embedded", pytest.param("broker", marks=pytest.mark.broker)])
def house(request: pytest.FixtureRequest) -> House:
    """Return a house in each mode: what holds must hold in both."""
    made: House = request.getfixturevalue(f"{request.param}_house")
    return made
