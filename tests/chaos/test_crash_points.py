"""A process is ended between any two steps and started again; then every promise holds.

The short form takes some points of each part, drawn from a seed; `make nightly` takes all of them.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from tests.chaos.crash_play import Play, quick
from tests.chaos.house import House
from tests.chaos.mutants import mutate

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = int(os.environ.get("JOBCENTER_CRASH_SEED", "33"))
PARTS = ("writer", "relay", "inbox", "follower", "rebuild")
POINTS_OF_EACH = 4


@pytest.fixture
def play(embedded_house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    quick(monkeypatch)
    with capture_logs():  # a fact that fails is told with its whole traceback, each time
        yield Play(embedded_house)


def points(play: Play) -> list[str]:
    """Return the names of all points of an undisturbed life."""
    play.begin()
    seen = play.live().seen
    assert play.broken() == []
    return seen


def cut(play: Play, at: int) -> list[str]:
    """End a life at a point, live again, and return what is broken then."""
    play.begin()
    ended = play.live(at)
    assert len(ended.seen) == at, "the same life passes the same points"
    play.live()
    return play.broken()


def cut_at_each(play: Play, wanted: list[int], names: list[str]) -> None:
    broken = {f"{at} {names[at - 1]}": found for at in wanted if (found := cut(play, at))}
    assert not broken, f"seed {SEED}: {broken}"


def test_there_are_points_between_all_steps_of_every_part(play: Play) -> None:
    count = Counter(name.partition(":")[0] for name in points(play))
    print(dict(count), count.total())
    assert set(count) == set(PARTS)
    assert count.total() >= 200


def test_cut_at_some_points_everything_comes_right(play: Play) -> None:
    names = points(play)
    chance = random.Random(SEED)
    wanted: list[int] = []
    for part in PARTS:
        of_part = [nth for nth, name in enumerate(names, 1) if name.startswith(part)]
        wanted += chance.sample(of_part, min(POINTS_OF_EACH, len(of_part)))
    cut_at_each(play, wanted, names)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_cut_at_every_point_everything_comes_right(play: Play) -> None:
    names = points(play)
    cut_at_each(play, list(range(1, len(names) + 1)), names)


@pytest.mark.breaks(3, 4, 7, 9)
def test_tracking_in_a_commit_of_its_own_would_be_caught(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate("apart", monkeypatch.setattr)
    play.fails = "well"
    names = points(play)
    commits = [nth for nth, name in enumerate(names, 1) if name == "inbox: after COMMIT"]
    assert any(cut(play, at) for at in commits[:12])
