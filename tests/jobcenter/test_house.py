"""A house as its people see it, for as long as they are there."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from jobcenter.running import ELSEWHERE, Door, Running
from jobcenter.scenario.house import House
from jobcenter.scenario.story import Person
from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANNA = Person(["counsellor_muni"], "jobcenter")
DOORS = {name: Door(f"http://{name}.test", f"http://{name}.test") for name in ("offers", "sickpay")}
RUNS = Running(ELSEWHERE, "postgresql://", None, simulated=True, doors=DOORS)


class Watch:
    """The real time, as a test moves it."""

    def __init__(self) -> None:
        self.hours = 0.0

    def __call__(self) -> float:
        return 1_300_000_000 + self.hours * 3600


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def house(tmp_path: Path, watch: Watch) -> Iterator[House]:
    with closing(House(RUNS, tmp_path, watch)) as made:
        yield made


def test_a_town_may_live_on_for_days(house: House, watch: Watch) -> None:
    """Seen red: after ten hours every order of the demo was refused, and its lives ended."""
    checked = Tokens(Issuer(house.data).keys(), issuer=ISSUER, audiences=[AUDIENCE], now=watch)
    for hours in (0, 4.9, 9.8, 14.7, 40, 400):
        watch.hours = hours
        assert checked.bearer(f"Bearer {house.token('anna', ANNA)}").actor.id == "anna"


def test_a_token_is_used_again_while_it_is_young(house: House, watch: Watch) -> None:
    first = house.token("anna", ANNA)
    watch.hours = 4.9
    assert house.token("anna", ANNA) == first
    watch.hours = 5.1
    assert house.token("anna", ANNA) != first
