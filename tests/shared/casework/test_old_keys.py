"""Keys are kept for 30 days of real time, then forgotten a little at a time."""

import threading
from uuid import uuid4

import pytest

from shared.casework import old_keys
from shared.casework.old_keys import OldKeys
from shared.trouble import KeyReusedError
from tests.shared.casework.house import SampleHouse, plan
from tests.shared.casework.sample import OpenPlan, TakeStep


def age(house: SampleHouse, key: str, interval: str) -> None:
    with house.database.connection() as conn:
        conn.execute(
            "UPDATE idempotency SET kept_since = clock_timestamp() - %s::interval WHERE key = %s",
            (interval, key),
        )


def test_a_key_is_forgotten_after_thirty_days_and_no_sooner(house: SampleHouse) -> None:
    opened = house.order(OpenPlan(uuid4()), key="opened").case_id
    house.order(TakeStep("ringe"), opened, key="old")
    house.order(TakeStep("ringe"), opened, key="young")
    age(house, "old", "30 days 1 minute")
    age(house, "young", "29 days 23 hours")
    assert OldKeys(house.database).forget() == 1
    assert house.pure_log.answer("anna", "old") is None
    assert house.order(TakeStep("ringe"), opened, key="young").replayed
    with pytest.raises(KeyReusedError):
        house.order(TakeStep("skrive"), opened, key="young")
    again = house.order(TakeStep("ringe"), opened, key="old")
    assert not again.replayed
    assert house.tags(plan(opened)).count("sample.step_taken") == 3


def test_many_are_forgotten_in_small_bites(
    house: SampleHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_keys, "_AT_ONCE", 7)
    opened = house.order(OpenPlan(uuid4())).case_id
    for number in range(20):
        house.order(TakeStep(str(number)), opened, key=f"k{number}")
        age(house, f"k{number}", "31 days")
    assert OldKeys(house.database).forget() == 20
    assert OldKeys(house.database).forget() == 0


def test_what_another_process_is_forgetting_is_left_to_it(house: SampleHouse) -> None:
    opened = house.order(OpenPlan(uuid4()), key="k").case_id
    assert opened
    age(house, "k", "31 days")
    with house.database.connection() as conn, conn.transaction():
        conn.execute("SELECT 1 FROM idempotency WHERE key = 'k' FOR UPDATE")
        assert OldKeys(house.database).forget() == 0
    assert OldKeys(house.database).forget() == 1


def test_it_runs_until_it_is_told_to_stop(house: SampleHouse) -> None:
    house.order(OpenPlan(uuid4()), key="k")
    age(house, "k", "31 days")
    stop = threading.Event()
    thread = threading.Thread(target=OldKeys(house.database).run, args=(stop,))
    thread.start()
    for _ in range(1000):
        if house.pure_log.answer("anna", "k") is None:
            break
        stop.wait(0.01)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert house.pure_log.answer("anna", "k") is None
