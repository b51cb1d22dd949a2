"""All faults at once, drawn from a seed; then they stop, and everything must come right (T25)."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
import pytest

from shared.messaging import parked
from tests.chaos.house import House
from tests.chaos.sample import SOURCES, wait_for
from tests.support.broker import BrokerServer

if TYPE_CHECKING:
    from collections.abc import Callable

WHO = {"actor": "drift", "reason": "nemesis"}
PATIENCE = 60
MERCY = 0.9
MOST_WAITING = 400
SEED = os.environ.get("JOBCENTER_NEMESIS_SEED")
"""The seed of a night that failed; without it each night draws its own."""


class Nemesis:
    """Does one bad thing after another to a house; the same seed does the same things."""

    def __init__(self, house: House, broker: BrokerServer | None, seed: int) -> None:
        self.house = house
        self.broker = broker
        self.chance = random.Random(seed)
        self.citizens = [UUID(int=self.chance.getrandbits(128), version=4) for _ in range(6)]
        self.children = [house.spawn(exclusive=False) for _ in range(2)]
        self.done: dict[str, int] = {}
        self._seen: object = None

    def act(self) -> None:
        deeds: list[tuple[int, Callable[[], Any]]] = [
            (40, self.tell),
            (6, self.tell_of_two),
            (3, self.tell_poison),
            (1, self.tell_deadly),
            (3, self.kill),
            (3, self.freeze),
            (4, self.cut),
            (3, self.retry),
            (1, self.skip),
        ]
        if self.broker is not None:
            deeds += [(1, self.wipe)]
        deed = self.chance.choices([each for _, each in deeds], [n for n, _ in deeds])[0]
        if deed != self.kill or self._worked() or self.chance.random() > MERCY:
            self.done[deed.__name__] = self.done.get(deed.__name__, 0) + 1
            deed()
        self.supervise()

    def _worked(self) -> bool:
        """Say whether anything was handled since the last kill.

        On a slow machine, who is killed each time it wakes up never comes to do anything wrong.
        """
        now = [self.house.position(each) for each in SOURCES], self.house.parked()
        worked, self._seen = now != self._seen, now
        return worked

    def _behind(self) -> int:
        """Return how many facts wait: what is told on top of thousands tests patience alone."""
        unread = sum(self.house.head(each) - self.house.position(each) for each in SOURCES)
        return unread + self.house.parked()

    def tell(self, **fact: Any) -> None:
        if self._behind() > MOST_WAITING:
            return
        source = self.chance.choice(("alpha", "beta"))
        times = self.chance.randint(1, 5)
        self.house.tell(source, self.chance.choice(self.citizens), times=times, **fact)

    def tell_of_two(self) -> None:
        self.house.tell("alpha", *self.chance.sample(self.citizens, 2))

    def tell_poison(self) -> None:
        self.house.tell("beta", self.chance.choice(self.citizens), does="poison")

    def tell_deadly(self) -> None:
        self.house.tell("alpha", self.chance.choice(self.citizens), does="kill")

    def kill(self) -> None:
        self.chance.choice(self.children).kill()

    def freeze(self) -> None:
        child = self.chance.choice(self.children)
        if child.poll() is None:
            os.kill(child.pid, signal.SIGSTOP)
            time.sleep(self.chance.random() * 0.5)
            os.kill(child.pid, signal.SIGCONT)

    def cut(self) -> None:
        self.house.owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND datname = current_database() AND application_name <> 'test' "
            "ORDER BY random() LIMIT 1"
        )

    def wipe(self) -> None:
        assert self.broker is not None
        self.broker.wipe(["gamma"])

    def retry(self) -> None:
        with suppress(parked.NotParked):
            citizen = self.chance.choice(self.citizens)
            parked.retry(self.house.owner, "gamma", citizen, **WHO)

    def skip(self) -> None:
        waiting = parked.listed(self.house.owner, "gamma")
        if waiting:
            with suppress(parked.NotParked):
                parked.skip(self.house.owner, "gamma", waiting[0].event_id, **WHO)

    def supervise(self) -> None:
        for nth, child in enumerate(self.children):
            if child.poll() is not None:
                self.children[nth] = self.house.spawn(exclusive=False)

    def stop(self) -> None:
        """End all faults, mend the cause, and have everything taken up again."""
        self.house.mend()
        self.supervise()

    def settled(self) -> bool:
        self.supervise()
        for subject in {
            each for p in parked.listed(self.house.owner, "gamma") for each in p.subjects
        }:
            with suppress(parked.NotParked):
                parked.retry(self.house.owner, "gamma", subject, **WHO)
        time.sleep(0.2)
        return self.house.level() and self.house.parked() == 0


def settle(nemesis: Nemesis, seed: int) -> float:
    """Wait until everything has come right; what stands still for long has not.

    A slow machine has thousands of facts to take up again, so it is not the whole that is timed.
    """
    began = moved = time.monotonic()
    seen: object = None
    while not nemesis.settled():
        house = nemesis.house
        now = (house.parked(), *(house.position(each) for each in SOURCES))
        if now != seen:
            seen, moved = now, time.monotonic()
        assert time.monotonic() - moved < PATIENCE, f"seed {seed}: stands still at {seen}"
    return time.monotonic() - began


def torment(house: House, broker: BrokerServer | None, seed: int, seconds: float) -> None:
    house.start_relays()
    nemesis = Nemesis(house, broker, seed)
    wait_for(house.level)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError):  # a cut may hit the hand that tells
            nemesis.act()
        time.sleep(0.02)
    nemesis.stop()
    took = settle(nemesis, seed)
    print(f"seed {seed}: {nemesis.done}, settled in {took:.1f} s, {len(house.applied())} applied")
    assert house.check() == [], f"seed {seed}"
    for needed in ("tell_poison", "kill", "cut"):
        assert nemesis.done.get(needed), f"{needed} never happened with seed {seed}"


@pytest.mark.timeout(240)
def test_t25_all_faults_at_once(house: House, request: pytest.FixtureRequest) -> None:
    broker = request.getfixturevalue("broker") if house.broker_url else None
    torment(house, broker, seed=25, seconds=8)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_t25_for_ten_minutes(house: House, request: pytest.FixtureRequest) -> None:
    broker = request.getfixturevalue("broker") if house.broker_url else None
    for _ in range(4):
        torment_seed = int(SEED or random.SystemRandom().getrandbits(32))
        torment(house, broker, seed=torment_seed, seconds=150)
        house.owner.execute("DELETE FROM mended")
