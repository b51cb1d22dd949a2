"""Without any fault: all of it arrives once, in order, soon, and no repair path runs."""

from __future__ import annotations

from uuid import uuid4

from tests.chaos.house import House
from tests.chaos.sample import wait_for


def test_what_is_told_is_handled_once_and_in_order(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    citizens = [uuid4() for _ in range(5)]
    for nth in range(60):
        house.tell("alpha" if nth % 2 else "beta", citizens[nth % 5])
    wait_for(house.level)
    assert len(house.applied()) == 60


def test_a_burst_of_1600_loses_none_and_doubles_none(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    house.tell_many("alpha", 800)
    house.tell_many("beta", 800)
    took = wait_for(house.level, 60)
    print(f"level {took:.2f} s after the burst; {dict(consumer.counts)}")
    assert len(house.applied()) == len(set(house.applied())) == 1600
    assert house.check() == []
    assert house.meter.feed_reads["gap"] == 0, "a gap without a fault is a bug in `previous`"
