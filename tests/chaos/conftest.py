"""A house of three services for each test, once on the database alone and once on a broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.chaos.house import House
from tests.support.broker import BrokerServer, broker
from tests.support.database import database_url, server

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["broker", "database_url", "server"]


@pytest.fixture
def embedded_house(database_url: str) -> Iterator[House]:
    """Make a house without a broker."""
    made = House(database_url)
    made.subscribe()
    yield made
    made.close()
    assert made.calm(), [dict(each.counts) for each in made.consumers]


@pytest.fixture
def broker_house(database_url: str, broker: BrokerServer) -> Iterator[House]:
    """Make a house on a broker of our own, swept clean."""
    broker.wipe(["gamma"])
    made = House(database_url, broker.url)
    made.subscribe()
    yield made
    made.close()
    assert made.calm(), [dict(each.counts) for each in made.consumers]


@pytest.fixture(params=["embedded", pytest.param("broker", marks=pytest.mark.broker)])
def house(request: pytest.FixtureRequest) -> House:
    """Return a house in each mode: what holds must hold in both."""
    made: House = request.getfixturevalue(f"{request.param}_house")
    return made
