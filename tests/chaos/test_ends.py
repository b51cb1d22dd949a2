"""Killed at each step of what it does, and begun again: a wish told, views built anew (T2, T24)."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from shared.casework.foreign import rebuild_foreign
from shared.eventlog.append import Append, Key, Replayed
from shared.eventlog.follower import Follower
from shared.eventlog.rebuild import Shadow, ensure_own, rebuild_own
from shared.eventlog.view_state import state_of
from shared.identity import new_id
from shared.messaging import tracking
from tests.chaos import sample
from tests.chaos.mutants import mutate
from tests.chaos.sample import wait_for
from tests.chaos.sample_views import ECHOES, HEARD, NEW_ECHOES, NEW_HEARD
from tests.chaos.worker import ENDED_ITSELF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from shared.eventlog.row import Page
    from shared.eventlog.view import View
    from tests.chaos.house import House

OWN_PER_SECOND, TOGETHER = 500, 25
ENOUGH = 30_000
"""Own facts after which only one comes in the place of `TOGETHER`.

A longer log has more steps to be killed at; told on at full pace, it grows faster than a machine
with little to spare can be killed at each, and the work has no end.
"""
MOST_WAITING = 300
PATIENCE, STARTS = 3600, 180
"""Seconds that work, or the start of a process, may take on a machine that does much else."""


def done_at_last(house: House, folder: Path, **orders: Any) -> int:
    """Have work done by process after process, each killed later; return how many were killed."""
    said = folder / str(uuid4())
    assert house.spawn("ends", said=str(said), **orders).wait(PATIENCE) == 0
    return int(said.read_text())


def test_t2_killed_at_each_step_of_an_append_a_wish_has_one_effect_and_one_answer(
    embedded_house: House, tmp_path: Path
) -> None:
    log = embedded_house.logs["alpha"]
    assert done_at_last(embedded_house, tmp_path, work="append") >= 2
    assert [row.version for row in log.read("wish-1")] == [1, 2]
    again = Append("wish-1", 0, (), key=Key("test", "wish", b"same", b"another answer"))
    assert log.append([again]) == [Replayed(b"the answer")]


@contextmanager
def telling(house: House) -> Iterator[None]:
    """Fill gamma's own log at 500 facts a second until it is long, and its inbox as it can take."""
    conn = sample.connect(house.url)
    conn.execute("SET search_path = gamma")
    people = [uuid4() for _ in range(10)]

    def waiting() -> int:
        return sum(
            house.head(each) - tracking.load(conn, "gamma", each).cursor.position
            for each in sample.SOURCES
        )

    def tell(stop: threading.Event) -> None:
        nth, due = 0, time.monotonic()
        while not stop.is_set():
            many = TOGETHER if nth * TOGETHER < ENOUGH else 1
            own = (sample.wrapped(sample.Tallied(n), new_id(), ()) for n in range(many))
            house.logs["gamma"].append([Append(f"own-{nth}", 0, tuple(own))])
            if waiting() < MOST_WAITING:
                house.tell("alpha", people[nth % 10], times=3)
                house.tell("beta", people[nth % 7], times=3)
            nth, due = nth + 1, due + TOGETHER / OWN_PER_SECOND
            stop.wait(max(0.0, due - time.monotonic()))

    thread, stop = sample.in_thread(tell)
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
        conn.close()


def generation(house: House, view: View[Any]) -> int:
    state = state_of(house.owner, view)
    return state.generation if state else 0


@pytest.mark.parametrize(
    "every",
    [
        pytest.param(25, id="some-steps", marks=pytest.mark.timeout(900)),
        pytest.param(
            1, id="every-step", marks=[pytest.mark.nightly, pytest.mark.timeout(3 * 3600)]
        ),
    ],
)
def test_t24_views_stay_right_while_they_are_built_anew_and_all_are_killed(
    house: House, tmp_path: Path, every: int
) -> None:
    """Two followers, a swap by the same code and one by new code, in both modes."""
    house.views = (ECHOES, NEW_ECHOES, NEW_HEARD)
    gamma = house.logs["gamma"]
    database = gamma._database
    ensure_own(database, (ECHOES,), gamma, sample.CODEC)
    house.start_relays()
    old = house.spawn()
    house.tell("alpha", uuid4())
    wait_for(house.level, STARTS)
    for _ in range(2):
        house.spawn("ends", work="follow", view="echoes_v1", every=every)

    def built(*views: View[Any]) -> int:
        return sum(
            done_at_last(house, tmp_path, work="rebuild", view=view.table, every=every)
            for view in views
        )

    with telling(house):
        killed = built(ECHOES, HEARD)
        tracking.resubscribe(house.owner, "gamma", tracking.subscription(sample.SOURCES, 2))
        assert old.wait(STARTS) == ENDED_ITSELF
        killed += built(NEW_ECHOES, NEW_HEARD)
        house.spawn(version=2, views=["heard_v2"])
        for _ in range(2):
            house.spawn("ends", work="follow", view="echoes_v2", every=every)
        killed += built(NEW_ECHOES, NEW_HEARD)
    wait_for(house.level, STARTS)
    house.stop()
    Follower(database, gamma, sample.CODEC, (ECHOES, NEW_ECHOES)).catch_up()
    print(f"{killed} killed, {gamma.head().position} own facts, {len(house.applied())} heard")
    assert killed >= 6 * 2
    for view in (ECHOES, NEW_ECHOES, NEW_HEARD):
        assert generation(house, view) >= 2
        assert house.tables_of(view) == [f"{view.table}_{generation(house, view)}"]


class Overtaken(Follower):
    """Holds a page in its hand while the same facts come into the view in another way."""

    overtake: Callable[[], object]

    def _page(self, cursor: Any, states: Any) -> Page | None:
        page = super()._page(cursor, states)
        if page is not None and page.rows:
            self.overtake()
        return page


def own_facts(house: House, stream: str, number: int) -> None:
    facts = (sample.wrapped(sample.Tallied(n), new_id(), ()) for n in range(number))
    house.logs["gamma"].append([Append(stream, 0, tuple(facts))])


def overtaken(house: House, by: str) -> None:
    gamma = house.logs["gamma"]
    database = gamma._database
    ensure_own(database, (ECHOES,), gamma, sample.CODEC)
    own_facts(house, "own-1", 3)
    late = Overtaken(database, gamma, sample.CODEC, (ECHOES,))
    other = Follower(database, gamma, sample.CODEC, (ECHOES,))
    rebuilt = partial(rebuild_own, database, ECHOES, gamma, sample.CODEC)
    late.overtake = rebuilt if by == "a rebuild" else other.catch_up
    late.step()


@pytest.mark.parametrize("by", ["a rebuild", "the other follower"])
def test_t24_a_follower_that_was_overtaken_writes_nothing(embedded_house: House, by: str) -> None:
    overtaken(embedded_house, by)
    assert generation(embedded_house, ECHOES) == (2 if by == "a rebuild" else 1)


@pytest.mark.breaks(9)
def test_t24_believing_what_a_follower_remembers_would_be_caught(
    embedded_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate("any_mark", monkeypatch.setattr)
    overtaken(embedded_house, "the other follower")


@pytest.mark.breaks(9)
def test_t24_a_swap_that_keeps_the_old_mark_would_be_caught(
    embedded_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate("kept_mark", monkeypatch.setattr)
    gamma = embedded_house.logs["gamma"]
    ensure_own(gamma._database, (ECHOES,), gamma, sample.CODEC)
    own_facts(embedded_house, "own-1", 3)
    rebuild_own(gamma._database, ECHOES, gamma, sample.CODEC)
    Follower(gamma._database, gamma, sample.CODEC, (ECHOES,)).catch_up()


@pytest.mark.parametrize("view", [ECHOES, HEARD], ids=["own", "foreign"])
def test_t24_two_who_build_one_view_at_once_do_not_meet(
    embedded_house: House, view: View[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: the second filled the table of the first, and the first dropped it under both."""
    house, gamma = embedded_house, embedded_house.logs["gamma"]
    ensure_own(gamma._database, (ECHOES,), gamma, sample.CODEC)
    own_facts(house, "own-1", 3)
    house.tell("alpha", uuid4(), times=3)
    consumer = house.start()
    wait_for(lambda: house.level() and consumer.level)
    house.stop_threads()

    def build() -> None:
        if view.follows:
            rebuild_foreign(gamma._database, view, house.logs, sample.CODEC)
        else:
            rebuild_own(gamma._database, view, gamma, sample.CODEC)

    other = threading.Thread(target=build)
    catch_up = Shadow.catch_up

    def met(self: Shadow, *given: Any) -> None:
        if not other.ident:
            other.start()
            other.join(1)
        catch_up(self, *given)

    monkeypatch.setattr(Shadow, "catch_up", met)
    build()
    other.join(20)
    assert generation(house, view) == 3
    assert house.tables_of(view) == [f"{view.table}_3"]
