"""What a reaction does is all there or not there, and an answer of the domain is no failure."""

from __future__ import annotations

from uuid import uuid4

import pytest

from shared.eventlog.append import Append
from shared.messaging import handling
from shared.messaging.handling import Pace
from tests.chaos import sample
from tests.chaos.house import House
from tests.chaos.sample import Gamma, wait_for

STARTS = 60
"""Seconds that a process may take to start on a machine that does much else."""
STEPS = ("prepare", "react", "applied", "echoed", "tallied", "finish")


@pytest.mark.timeout(400)
def test_t19_killed_at_each_step_a_reaction_is_all_or_none(house: House) -> None:
    house.start_relays()
    for step in STEPS:
        for nth in (1,) if step in {"prepare", "finish"} else (1, 3):
            house.tell("alpha", uuid4(), times=2)
            house.tell("beta", uuid4(), times=2)
            child = house.spawn(die_at=step, die_nth=nth)
            assert child.wait(STARTS) == -9
            assert house.check() == [], step
    house.spawn()
    wait_for(house.level, STARTS)
    assert len(house.applied()) == 4 * (2 + 2 * 4)


@pytest.mark.breaks(4)
def test_t19_tracking_apart_from_the_effects_would_be_caught(house: House) -> None:
    house.tell("alpha", uuid4(), times=2)
    assert house.spawn(die_at="echoed", mutant="apart").wait(STARTS) == -9


def test_t20_a_refusal_of_the_domain_parks_nobody(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    citizen = uuid4()
    house.tell("alpha", citizen, does="reject")
    house.tell("alpha", citizen)
    wait_for(house.level)
    assert house.parked() == 0
    refused = house.owner.execute(
        "SELECT count(*) FROM gamma.events WHERE tag = 'gamma.not_echoed'"
    ).fetchone()
    assert refused == (1,)


def edited(house: House, times: int) -> Gamma:
    """React while a case worker edits the same case at the same moment, a few times."""
    gamma = Gamma(house.logs["gamma"])
    left = [times]

    def edit(stream: str) -> None:
        if stream.startswith("echo-") and left[0]:
            left[0] -= 1
            log = house.logs["gamma"]
            by_hand = sample.wrapped(sample.Echoed(0), uuid4(), ())
            version = len(log.read(stream))
            log.append([Append(stream, version, (by_hand,))])

    gamma.edit = edit
    return gamma


def test_t20_a_case_that_moves_meanwhile_is_loaded_again(house: House) -> None:
    consumer = house.start(react=edited(house, 7), pace=Pace(tries=1))
    wait_for(lambda: consumer.level)
    house.tell("alpha", uuid4())
    wait_for(house.level)
    assert house.parked() == 0
    assert len(house.applied()) == 1


def test_t20_counting_a_moved_case_as_a_failure_would_be_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "MOVED", ())
    consumer = house.start(react=edited(house, 7), pace=Pace(tries=1))
    wait_for(lambda: consumer.level)
    house.tell("alpha", uuid4())
    wait_for(house.level)
    assert house.parked() == 1


def test_two_policies_that_answer_each_other_are_stopped(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    house.tell("alpha", uuid4(), depth=19)
    house.tell("alpha", uuid4(), depth=20)
    house.tell("alpha", uuid4())
    wait_for(house.level)
    assert house.parked() == 1
    assert len(house.applied()) == 2
    why = house.owner.execute("SELECT error FROM parked").fetchone()
    assert why is not None
    assert "depth 20" in why[0]
