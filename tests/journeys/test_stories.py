"""Every story comes out as expected, embedded and with a broker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jobcenter import running
from jobcenter.scenario.player import Outcome, Player
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import read_story
from shared.casework.settings import SERVICES
from tests.support.auditor import impossible
from tests.support.rim import Rim, watch_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.broker import BrokerServer

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))
EVERY_NIGHT = pytest.mark.nightly
BUS_MATTERS = {"e16_late_fact", "h06_no_show_at_the_supplier", "reversed_sanction"}
"""All services hear each other in these; with a broker the rest plays at night."""


@pytest.fixture(scope="module")
def embedded_stage() -> Iterator[Stage]:
    with Stage().open() as stage:
        yield stage


@pytest.fixture(scope="module")
def full_stage(broker: BrokerServer) -> Iterator[Stage]:
    with Stage(broker_url=broker.url).open() as stage:
        yield stage


def play(stage: Stage, path: Path) -> list[Outcome]:
    story, outcomes = read_story(path), []
    with stage.house(story) as house:
        rim = Rim()
        watch_client(house._client, rim)
        Player(story, house, outcomes.append).play()
        house.read_logs()
        assert impossible(house.facts) == []
        assert rim.unrecorded(running.read(house.data).database_url) == []
    return outcomes


def failed(outcomes: list[Outcome]) -> list[str]:
    return [f"{each.words}: {each.trouble}" for each in outcomes if each.trouble]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_holds_embedded(embedded_stage: Stage, path: Path) -> None:
    outcomes = play(embedded_stage, path)
    assert not failed(outcomes)
    assert len(outcomes) > 2


@pytest.mark.broker
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=() if path.stem in BUS_MATTERS else EVERY_NIGHT)
        for path in STORIES
    ],
)
def test_the_story_holds_with_a_broker(full_stage: Stage, broker: BrokerServer, path: Path) -> None:
    broker.wipe(SERVICES)
    outcomes = play(full_stage, path)
    assert not failed(outcomes)
    assert len(outcomes) > 2


def test_an_expectation_that_does_not_hold_is_said(embedded_stage: Stage, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "h07_great_prayer_day.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("timely_until: 2011-05-23", "timely_until: 2011-05-24"))
    assert failed(play(embedded_stage, wrong)) == [
        "expect deadline hearing.min_days: timely_until 2011-05-24: is 2011-05-23"
    ]
