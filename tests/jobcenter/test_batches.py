"""What many lives decide is stored together, and each goes on with its own answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from jobcenter.scenario.house import Refused
from jobcenter.scenario.orders import find_order
from jobcenter.simulator.batches import MOST_AT_ONCE, Batches
from jobcenter.simulator.door import FrontDoor
from jobcenter.simulator.town import STAFF
from shared.eventlog.append import Append, Appended, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

BY = ("counsellor", STAFF["counsellor"])
REGISTER, CLOSE = find_order("visitation.register_citizen"), find_order("visitation.close_case")


class Log:
    """Keeps the batches as they came; the answer tells the place in the batch."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        self.batches.append([each.stream for each in commands])
        return [Appended(nth, 1) for nth, _ in enumerate(commands)]


def decision(stream: str) -> Append:
    return Append(stream, 0, ())


def life(batches: Batches, log: Log, name: str, orders: int) -> list[Outcome]:
    writer = batches.writer(log)  # type: ignore[arg-type]  # as much of a log as a writer needs
    return [writer.submit(decision(f"{name}{nth}")) for nth in range(orders)]


def test_the_decisions_of_many_lives_go_to_the_log_in_one_call() -> None:
    batches, log = Batches(), Log()
    found = batches.together([partial(life, batches, log, name, 1) for name in "abc"])
    assert log.batches == [["a0", "b0", "c0"]]
    assert found == [[Appended(0, 1)], [Appended(1, 1)], [Appended(2, 1)]]


def test_two_orders_of_one_life_never_share_a_batch() -> None:
    """The second may rest on the first; the life that has more to do goes on alone."""
    batches, log = Batches(), Log()
    batches.together([partial(life, batches, log, "a", 3), partial(life, batches, log, "b", 1)])
    assert log.batches == [["a0", "b0"], ["a1"], ["a2"]]


def test_each_log_gets_its_own() -> None:
    batches, one, other = Batches(), Log(), Log()
    steps = [partial(life, batches, one, "a", 1), partial(life, batches, other, "b", 1)]
    batches.together([*steps, partial(life, batches, one, "c", 1)])
    assert (one.batches, other.batches) == ([["a0", "c0"]], [["b0"]])


def test_a_batch_is_never_larger_than_the_log_takes_at_once() -> None:
    batches, log = Batches(), Log()
    lives = [partial(life, batches, log, f"{nth}-", 1) for nth in range(MOST_AT_ONCE + 1)]
    assert len(batches.together(lives)) == MOST_AT_ONCE + 1
    assert [len(batch) for batch in log.batches] == [MOST_AT_ONCE, 1]


def test_outside_of_a_life_a_decision_is_stored_at_once() -> None:
    log = Log()
    assert life(Batches(), log, "a", 1) == [Appended(0, 1)]


def test_what_breaks_a_life_is_not_swallowed() -> None:
    batches = Batches()
    with pytest.raises(ZeroDivisionError):
        batches.together([lambda: 1 / 0])


class Overtaken:
    """A house in which somebody else is quicker so many times."""

    def __init__(self, times: int, code: str = "version_conflict") -> None:
        self.times, self.code = times, code
        self.seen: list[int | None] = []

    def token(self, *_who: Any) -> str:
        return "token"

    def post(self, _service: str, path: str, _body: Any, _token: str, version: int | None) -> Any:
        self.seen.append(version)
        if len(self.seen) <= self.times:
            raise Refused(412, self.code, "")
        return {"case_id": path.split("/")[2] if version else "case", "version": 7}


def test_whoever_was_overtaken_looks_again_and_repeats_the_order() -> None:
    house = Overtaken(2)
    door = FrontDoor(house)  # type: ignore[arg-type]  # as much of a house as an order needs
    assert door.order(BY, CLOSE, "case", {"reason": "job"}) == "case"
    assert len(house.seen) == 3


def test_another_refusal_is_not_repeated() -> None:
    house = Overtaken(1, "case_closed")
    with pytest.raises(Refused, match="case_closed"):
        FrontDoor(house).order(BY, CLOSE, "case", {})  # type: ignore[arg-type]  # see above
    assert len(house.seen) == 1


def test_the_version_seen_last_goes_with_the_next_order() -> None:
    house = Overtaken(0)
    door = FrontDoor(house)  # type: ignore[arg-type]  # see above
    case = door.order(BY, REGISTER, None, {"citizen": str(uuid4())})
    door.order(BY, CLOSE, case, {"reason": "job"})
    assert house.seen == [None, 7]
