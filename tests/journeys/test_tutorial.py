"""The tutorial is followed word for word by a shell, and says the truth; a broker may die."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Given, Person, Step, Story
from tests.chaos.sample import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobcenter.scenario.house import House
    from tests.support.broker import BrokerServer

SECONDS = 1200
"""A person needs ten minutes; a shell needs one, and many on a machine that does much else."""
TUTORIAL = Path("docs/tutorials/first-sanction.md")
GIVEN = Given({"sanction.test_day_rate_ore": 40000})  # as in the demo
STORY = Story("tutorial", {"nobody": Person([], "")}, [Step(on="2011-05-02")], GIVEN)


@pytest.fixture
def house() -> Iterator[House]:
    with Stage().open() as stage, stage.house(STORY) as house:
        yield house


@pytest.fixture
def broker_house(broker: BrokerServer) -> Iterator[House]:
    with Stage(broker_url=broker.url).open() as stage, stage.house(STORY) as house:
        yield house


def blocks() -> list[str]:
    """Return what is typed: up to the killing of the broker, and after it."""
    text = TUTORIAL.read_text(encoding="utf-8")
    return [
        "\necho\n".join(re.findall(r"```sh\n(.*?)```", part, re.DOTALL))
        for part in text.split("## 8. Kill the broker")
    ]


def typed(house: House, script: str) -> str:
    """Type it all into one shell, stopping at the first command that fails."""
    script = script.replace(
        "export JOBCENTER_DATA=first-sanction", f"export JOBCENTER_DATA={house.data}"
    )
    done = subprocess.run(
        ["bash", "-c", "set -eu\n" + script],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def check_all(said: str) -> None:
    assert said.startswith("2011-05-02 09:00")
    assert said.index("hearing_missing") < said.index("hearing_not_concluded")
    assert '"timely_until": "2011-06-22"' in said
    assert "benefit_service.jobcenter_notified_of_sanction" in said
    assert said.count("7/7 promises hold") == 2
    _, now, known_then, after = said.split("Holds from")[1:]
    known_then = known_then.partition("promises")[0]
    for told in (now, after):
        assert "A sanction was decided" in told
        assert "Waiting for the citizen: a possible appeal" in told
    assert "2011-06-15" in known_then
    assert "2011-06-23" not in known_then
    assert "appeal" not in known_then, "what is waited for today was not known then"
    assert "The sanction was carried out." not in now
    assert "The sanction was carried out." in after
    assert not re.search(r"[a-z] [a-z_]+\.[a-z_]+ ", after), "a fact without its sentence"


@pytest.mark.timeout(SECONDS + 100)
def test_the_tutorial_ends_in_a_lawful_sanction(house: House) -> None:
    check_all(typed(house, "\necho\n".join(blocks())))


@pytest.mark.broker
@pytest.mark.nightly
@pytest.mark.timeout(SECONDS + 300)
def test_whoever_kills_the_broker_in_the_tutorial_loses_nothing(
    broker_house: House, broker: BrokerServer
) -> None:
    before, after = blocks()
    sign = broker_house.data / "kill-it-now"

    def kill() -> None:
        wait_for(sign.exists, SECONDS)
        broker.kill()
        sign.unlink()

    killer = threading.Thread(target=kill)
    killer.start()
    pause = f"\ntouch {sign}; while [ -e {sign} ]; do sleep 0.1; done\n"
    try:
        check_all(typed(broker_house, f"{before}\n{pause}\n{after}"))
        assert broker_house.wait_for_quiet(bus=False)
    finally:
        killer.join()
        broker.start()
    wait_for(lambda: all(each.relay == each.head for each in broker_house.look()), 60)
    broker_house.wait_for_quiet()
