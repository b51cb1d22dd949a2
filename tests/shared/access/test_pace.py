"""Whoever tries numbers one after the other is stopped, and whoever meets citizens is not."""

import pytest

from shared.access.pace import SEARCHES, SECONDS, Pace
from shared.trouble import TooOften


class Time:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_search_too_many_in_a_minute_is_not_carried_out_and_says_when_to_come_back() -> None:
    time = Time()
    pace = Pace(now=time)
    for _ in range(SEARCHES):
        pace.take("maja")
    time.now = 20.0
    with pytest.raises(TooOften, match="too_many_searches") as refused:
        pace.take("maja")
    assert refused.value.retry_after == 41
    pace.take("bo")


def test_the_minute_moves_on_with_the_clock() -> None:
    time = Time()
    pace = Pace(2, now=time)
    pace.take("maja")
    time.now = 30.0
    pace.take("maja")
    time.now = SECONDS
    pace.take("maja")
    with pytest.raises(TooOften):
        pace.take("maja")


def test_who_was_refused_does_not_wait_longer_for_having_asked_again() -> None:
    time = Time()
    pace = Pace(1, now=time)
    pace.take("maja")
    for time.now in (10.0, 20.0, 59.9):
        with pytest.raises(TooOften):
            pace.take("maja")
    time.now = SECONDS
    pace.take("maja")


def test_many_people_are_not_remembered_for_ever() -> None:
    pace = Pace(1)
    for nth in range(10_050):
        pace.take(f"worker-{nth}")
    assert len(pace._searched) == 10_000
