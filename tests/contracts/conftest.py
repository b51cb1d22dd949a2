import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jobcenter.embedded import EmbeddedServer
from tests.support.database import drop_database
from tests.support.real import RealHouse

_numbers = itertools.count(1)


@contextmanager
def populated(server: EmbeddedServer, template: str, data: Path) -> Iterator[RealHouse]:
    """All services on one database, with a case of every type."""
    name = f"real{os.getpid()}_{next(_numbers)}"
    server.create_database(name, template)
    house = RealHouse(server.url(name), data)
    house.populate()
    yield house
    house.close()
    drop_database(server, name)


@pytest.fixture(scope="session")
def real(
    server: EmbeddedServer, house_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealHouse]:
    """One house for all tests that leave it usable."""
    with populated(server, house_template, tmp_path_factory.mktemp("data")) as house:
        yield house


@pytest.fixture(scope="module")
def tidy(
    server: EmbeddedServer, house_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealHouse]:
    """A house for one file of tests, in which nobody else gives made-up orders."""
    with populated(server, house_template, tmp_path_factory.mktemp("tidy")) as house:
        yield house


@pytest.fixture
def fresh(server: EmbeddedServer, house_template: str, tmp_path: Path) -> Iterator[RealHouse]:
    """A house of one's own, for a test that goes on until every case may be closed."""
    with populated(server, house_template, tmp_path) as house:
        yield house


@pytest.fixture(autouse=True)
def rim(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let no test pass in which a house told of a citizen and left no look."""
    names = [name for name in ("real", "tidy", "fresh") if name in request.fixturenames]
    houses: list[RealHouse] = [request.getfixturevalue(name) for name in names]
    yield
    assert [each for house in houses for each in house.unrecorded()] == []
