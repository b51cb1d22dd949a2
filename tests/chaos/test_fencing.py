"""Two instances, cut commits, old beside new code: nothing twice, nothing lost (T11 to T14)."""

from __future__ import annotations

import os
import signal
import subprocess
from uuid import uuid4

import psutil
import pytest

from shared.eventlog.envelope import Cursor
from shared.messaging import tracking
from tests.chaos.house import MARK, SWIFT, House
from tests.chaos.mutants import mutate
from tests.chaos.nemesis import Cut
from tests.chaos.sample import Gamma, in_thread, wait_for
from tests.chaos.worker import ENDED_ITSELF


def frozen(child: subprocess.Popen[bytes]) -> bool:
    return bool(psutil.Process(child.pid).status() == psutil.STATUS_STOPPED)


def overtaken(house: House, **orders: str) -> None:
    """Freeze an instance that holds a page, let another handle it, and wake the first."""
    citizen = uuid4()
    house.tell("alpha", citizen, times=5)
    first = house.spawn(exclusive=False, freeze_at="page", **orders)
    wait_for(lambda: frozen(first))
    second = house.start(exclusive=False)
    wait_for(lambda: house.level() and second.level)
    house.tell("alpha", citizen, times=5)
    wait_for(house.level)
    os.kill(first.pid, signal.SIGCONT)
    house.stop_threads()
    house.tell("alpha", citizen, times=5)  # the first one handles these, so it did wake
    wait_for(house.level)


@pytest.mark.takes("feed_start")
def test_t11_a_frozen_instance_that_wakes_does_nothing_twice(house: House) -> None:
    overtaken(house)
    assert len(house.applied()) == 15


@pytest.mark.breaks(3)
def test_t11_moving_tracking_by_greater_than_would_be_caught(house: House) -> None:
    citizen = uuid4()
    house.tell("alpha", citizen, times=3)
    first = house.spawn(exclusive=False, freeze_at="page", mutant="greater")
    wait_for(lambda: frozen(first))
    second = house.start(exclusive=False)
    house.tell_many("beta", 20)
    wait_for(house.level)
    # Tracking stands one fact further than when the page was read: `>` lets the page pass.
    house.owner.execute(
        'UPDATE tracking SET "position" = e."position", event_id = e.event_id '
        "FROM alpha.events e WHERE tracking.source = 'alpha' AND e.version = 2"
    )
    house.stop_threads()
    assert second.counts["handled"] + second.counts["alone_done"] >= 3
    os.kill(first.pid, signal.SIGCONT)
    wait_for(lambda: house.level() or house.parked() > 0)


def test_t11_an_instance_cut_off_before_its_commit(house: House) -> None:
    house.outages_expected = True
    house.tell("alpha", uuid4(), times=3)
    first = house.spawn(exclusive=False, freeze_at="finish")
    wait_for(lambda: frozen(first))
    house.owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE state = 'idle in transaction' AND datname = current_database()"
    )
    house.start(exclusive=False)
    wait_for(house.level)
    os.kill(first.pid, signal.SIGCONT)
    house.tell("beta", uuid4(), times=3)
    wait_for(house.level)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.takes("began_again")
def test_t12_a_commit_whose_answer_is_lost(house: House, when: str) -> None:
    house.outages_expected = True
    cut = Cut(house.logs["gamma"]._database, when, commits=range(3, 60, 5))
    consumer = house.start(connect=cut.connect)
    citizen = uuid4()
    for _ in range(14):
        house.tell("alpha", citizen)
        house.tell("beta", citizen)
        wait_for(house.level)
    assert cut.cuts >= 5
    assert consumer.counts["began_again"] >= 5
    assert house.parked() == 0, "an outage of our own is no try"


@pytest.mark.breaks(4)
def test_t12_tracking_in_a_commit_of_its_own_would_be_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate("apart", monkeypatch.setattr)
    house.outages_expected = True
    cut = Cut(house.logs["gamma"]._database, "before", commits=range(3, 60, 6))
    house.start(connect=cut.connect)
    for _ in range(10):
        house.tell("alpha", uuid4())
        wait_for(house.level)


def new_code(house: House) -> None:
    """Roll out the second version of gamma's handlers."""
    tracking.resubscribe(house.owner, "gamma", tracking.subscription(("alpha", "beta"), 2))


def test_t13_old_code_ends_itself_when_new_code_takes_over(house: House) -> None:
    old = house.spawn(exclusive=False)
    house.tell("alpha", uuid4())
    wait_for(house.level)
    new_code(house)
    house.tell("alpha", uuid4())
    assert old.wait(60) == ENDED_ITSELF
    assert not house.level()
    house.start(version=2)
    wait_for(house.level)


def test_t13_old_code_that_ignores_the_subscription_would_be_caught(house: House) -> None:
    old = house.spawn(exclusive=False, mutant="anybody")
    house.tell("alpha", uuid4())
    wait_for(house.level)
    new_code(house)
    house.tell("alpha", uuid4())
    wait_for(house.level)  # the old code handled what belongs to the new
    assert old.poll() is None


def test_t14_a_missing_tracking_row_starts_nothing(house: House) -> None:
    consumer = house.start()
    house.tell("alpha", uuid4(), times=3)
    wait_for(lambda: house.level() and consumer.level)
    house.stop()
    stood = tracking.load(house.owner, "gamma", "alpha").cursor
    house.owner.execute("DELETE FROM tracking WHERE source = 'alpha'")
    assert house.spawn().wait(60) == ENDED_ITSELF
    assert len(house.applied()) == 3
    assert [(each.invariant, each.source) for each in house.check()] == [(10, "alpha")]
    tracking.subscribe(house.owner, "gamma", "alpha", MARK, stood)  # a person knows where it stood
    house.tell("alpha", uuid4(), times=2)
    house.start()
    wait_for(house.level)
    assert len(house.applied()) == 5


@pytest.mark.breaks(3)
def test_t14_following_from_the_beginning_again_would_be_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tracking.load

    def lenient(conn: object, consumer: str, source: str) -> tracking.Tracked:
        tracking.subscribe(house.owner, consumer, source, MARK, Cursor())
        return real(house.owner, consumer, source)

    consumer = house.start()
    house.tell("alpha", uuid4(), times=3)
    wait_for(lambda: house.level() and consumer.level)
    house.stop()
    house.owner.execute("DELETE FROM tracking WHERE source = 'alpha'")
    monkeypatch.setattr(tracking, "load", lenient)
    quiet = Gamma(house.logs["gamma"])
    monkeypatch.setattr(quiet, "_append", lambda *_: None)  # E4's ids are a second net
    again = house.consumer(react=quiet, pace=SWIFT)
    house.started.append(in_thread(again.run))
    wait_for(lambda: len(house.applied()) > 3)
    wait_for(house.level)
