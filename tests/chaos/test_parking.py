"""Facts that fail: counted, set aside with those behind, taken up again in order (T21 to T23)."""

from __future__ import annotations

import random
import subprocess
import time
from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from shared.messaging import parked
from shared.messaging.handling import Pace
from tests.chaos.house import House
from tests.chaos.mutants import mutate
from tests.chaos.sample import wait_for

WHO = {"actor": "drift", "reason": "mended"}


def supervised(house: House, until: float, enough: int = 1000, **orders: object) -> int:
    """Start gamma again whenever it dies, until level, time or `enough`; say how often it died."""
    deaths = 0
    child = house.spawn(**orders)
    while not house.level() and time.monotonic() < until:
        try:
            child.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        deaths += 1
        if deaths == enough:
            break
        child = house.spawn(**orders)
    return deaths


def test_t21_a_fact_that_kills_the_process_is_set_aside(house: House) -> None:
    house.start_relays()
    victim, other = uuid4(), uuid4()
    house.tell("alpha", other)
    house.tell("alpha", victim, does="kill")
    house.tell("alpha", victim)
    house.tell("alpha", other)
    house.tell("beta", other)
    deaths = supervised(house, time.monotonic() + 60, tries=3)
    wait_for(house.level)
    assert deaths in {3, 4}, "three tries, and the batch it may have stood in"
    assert house.parked() == 2
    assert len(house.applied()) == 3


def test_t21_counting_in_memory_would_be_caught(house: House) -> None:
    house.tell("alpha", uuid4(), does="kill")
    deaths = supervised(house, time.monotonic() + 60, tries=1, mutant="forgetful", enough=2)
    assert deaths == 2
    assert house.parked() == 0
    assert not house.level()


@pytest.mark.takes("begun_before")
def test_t21_what_a_process_died_in_is_handled_one_by_one_by_the_next(house: House) -> None:
    house.tell("alpha", uuid4())
    house.tell("alpha", uuid4(), does="kill")
    house.spawn(tries=3).wait(30)
    house.mend()
    consumer = house.start()
    wait_for(house.level)
    assert consumer.counts["alone_done"] == 2
    assert house.owner.execute("SELECT count(*) FROM attempt").fetchone() == (0,)
    assert house.check() == []


@pytest.mark.takes("batch_failed", "alone_later", "alone_parked")
def test_a_failing_fact_stops_only_its_citizen(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    ill, well = uuid4(), uuid4()
    house.tell("alpha", ill, does="poison")
    house.tell("alpha", ill, times=2)
    house.tell("alpha", well, times=2)
    wait_for(lambda: house.parked() == 3)
    house.tell("beta", ill)
    wait_for(house.level)
    assert house.parked() == 4
    assert len(house.applied()) == 2
    assert house.check() == []
    tries = consumer.counts["alone_later"] + consumer.counts["alone_parked"]
    assert tries == Pace().tries
    assert consumer.counts["batch_failed"] >= 1


@pytest.mark.takes("drained")
def test_t22_retry_while_facts_keep_coming(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    citizen, other = uuid4(), uuid4()
    house.tell("alpha", citizen, times=3, does="poison")
    wait_for(lambda: house.parked() == 3)
    house.mend()
    chance = random.Random(22)
    retries = 0
    for _ in range(60):
        house.tell("alpha", citizen)
        house.tell("beta", citizen, other)
        if chance.random() < 0.3:
            with suppress(parked.NotParked):
                parked.retry(house.owner, "gamma", citizen, **WHO)
                retries += 1
        time.sleep(0.005)
    wait_for(lambda: house.level() and house.parked() == 0, 30)
    assert retries >= 1
    assert consumer.counts["drained"] >= 3
    assert len(house.applied()) == 123
    assert house.check() == []
    assert house.owner.execute("SELECT count(*) FROM draining").fetchone() == (0,)


@pytest.mark.takes("drain_stopped")
def test_what_fails_again_stays_with_all_behind_it(house: House) -> None:
    consumer = house.start()
    citizen = uuid4()
    house.tell("alpha", citizen, does="poison")
    house.tell("alpha", citizen, times=2)
    wait_for(lambda: house.parked() == 3)
    parked.retry(house.owner, "gamma", citizen, **WHO)
    wait_for(lambda: consumer.counts["drain_stopped"] == 1)
    assert house.parked() == 3
    assert house.owner.execute("SELECT count(*) FROM draining").fetchone() == (0,)


def merged(house: House) -> tuple[UUID, UUID, UUID]:
    """Park b's poison, behind it the merge of a and b, and behind that a's next fact."""
    consumer = house.start()
    wait_for(lambda: consumer.level)
    a, b = uuid4(), uuid4()
    (poison,) = house.tell("alpha", b, does="poison")
    house.tell("alpha", a, b)
    house.tell("alpha", a)
    wait_for(house.level)
    house.tell("beta", b)
    wait_for(house.level)
    return a, b, poison


@pytest.mark.parametrize("order", ["retry first", "skip first"])
def test_t23_a_merge_behind_poison_keeps_the_order_of_both(house: House, order: str) -> None:
    a, _, poison = merged(house)
    assert house.parked() == 4
    assert house.check() == []
    if order == "retry first":
        parked.retry(house.owner, "gamma", a, **WHO)
    parked.skip(house.owner, "gamma", poison, actor="drift", reason="double report")
    if order == "skip first":
        with suppress(parked.NotParked):  # skipping b's poison may have taken up all behind it
            parked.retry(house.owner, "gamma", a, **WHO)
    wait_for(lambda: house.parked() == 0)
    assert len(house.applied()) == 3
    assert house.check() == []
    audited = house.owner.execute(
        "SELECT count(*) FROM parked_audit WHERE action = 'skip' AND reason = 'double report' "
        "AND actor = 'drift'"
    ).fetchone()
    assert audited == (1,)


@pytest.mark.breaks(5, 6)
def test_t23_filing_a_merge_under_one_citizen_would_be_caught(house: House) -> None:
    with pytest.MonkeyPatch.context() as patch:
        mutate("first_subject", patch.setattr)
        merged(house)


def test_a_person_sees_what_is_set_aside_and_why(house: House) -> None:
    house.start()
    citizen = uuid4()
    (poison,) = house.tell("alpha", citizen, does="poison")
    house.tell("alpha", citizen)
    wait_for(lambda: house.parked() == 2)
    first, second = parked.listed(house.owner, "gamma")
    assert (first.event_id, first.failed, first.error) == (poison, True, "ValueError: poison")
    assert (second.failed, second.subjects) == (False, (citizen,))


def test_a_retry_or_skip_of_nothing_is_refused(house: House) -> None:
    with pytest.raises(parked.NotParked):
        parked.retry(house.owner, "gamma", uuid4(), **WHO)
    with pytest.raises(parked.NotParked):
        parked.skip(house.owner, "gamma", uuid4(), **WHO)


def test_facts_about_no_citizen_wait_only_in_their_own_stream(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    house.tell("alpha", does="poison")
    house.tell("alpha")
    house.tell("beta", uuid4())
    wait_for(house.level)
    assert house.parked() == 2
    assert len(house.applied()) == 1
    (first, _) = parked.listed(house.owner, "gamma")
    house.mend()
    parked.retry(house.owner, "gamma", first.subjects[0], **WHO)
    wait_for(lambda: house.parked() == 0)
