"""Each broken promise is found by the check that is run after every fault test."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from shared.eventlog.envelope import Cursor
from shared.messaging import parking, tracking, verify
from tests.chaos.house import MARK, House
from tests.support.database import database_url, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.row import Row

__all__ = ["database_url", "server"]


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    made = House(database_url)
    made.subscribe()
    yield made
    made.close()


def rows(house: House) -> tuple[Row, ...]:
    return house.logs["alpha"].feed(Cursor(), 100).rows


def stand_at(house: House, row: Row) -> None:
    owner, old, new = house.owner, Cursor(), row.cursor
    with tracking.advancing(owner, "gamma", "alpha", MARK, old=old, new=new):
        pass


def apply(house: House, *applied: Row) -> None:
    for row in applied:
        house.owner.execute(
            "INSERT INTO applied (source, event_id) VALUES ('alpha', %s)", (row.event_id,)
        )


def broken(house: House) -> set[int]:
    return {each.invariant for each in house.check()}


def test_nothing_told_and_nothing_done_is_right(house: House) -> None:
    assert house.check() == []


def test_all_handled_in_order_is_right(house: House) -> None:
    house.tell("alpha", uuid4(), times=3)
    stand_at(house, rows(house)[-1])
    apply(house, *rows(house))
    assert house.check() == []


def test_3_a_double(house: House) -> None:
    house.tell("alpha", uuid4())
    stand_at(house, rows(house)[0])
    apply(house, rows(house)[0], rows(house)[0])
    assert broken(house) == {3}


def test_4_one_passed_over(house: House) -> None:
    house.tell("alpha", uuid4(), times=2)
    stand_at(house, rows(house)[1])
    apply(house, rows(house)[1])
    assert broken(house) == {4}


def test_4_one_ahead_of_the_tracking_row(house: House) -> None:
    house.tell("alpha", uuid4())
    apply(house, rows(house)[0])
    assert broken(house) == {4}


def test_5_out_of_order(house: House) -> None:
    house.tell("alpha", uuid4(), times=2)
    stand_at(house, rows(house)[1])
    apply(house, rows(house)[1], rows(house)[0])
    assert broken(house) == {5}


def test_6_one_that_overtook_a_parked_one(house: House) -> None:
    house.tell("alpha", uuid4(), times=2)
    first, second = rows(house)
    stand_at(house, second)
    parking.park(house.owner, "gamma", "alpha", first, "poison")
    apply(house, second)
    assert broken(house) == {6}


def test_6_one_that_waits_behind_nothing(house: House) -> None:
    house.tell("alpha", uuid4())
    stand_at(house, rows(house)[0])
    parking.park(house.owner, "gamma", "alpha", rows(house)[0])
    assert broken(house) == {6}


def test_6_one_that_is_not_filed_under_all_its_citizens(house: House) -> None:
    house.tell("alpha", uuid4(), uuid4())
    stand_at(house, rows(house)[0])
    parking.park(house.owner, "gamma", "alpha", rows(house)[0], "poison")
    house.owner.execute(
        "DELETE FROM parked_subject WHERE subject = (SELECT min(subject::text)::uuid "
        "FROM parked_subject)"
    )
    assert broken(house) == {6}


def test_3_one_both_applied_and_parked(house: House) -> None:
    house.tell("alpha", uuid4())
    stand_at(house, rows(house)[0])
    parking.park(house.owner, "gamma", "alpha", rows(house)[0], "poison")
    apply(house, rows(house)[0])
    assert 3 in broken(house)


def test_8_a_cursor_the_log_does_not_hold(house: House) -> None:
    house.tell("alpha", uuid4())
    stand_at(house, rows(house)[0])
    apply(house, rows(house)[0])
    house.owner.execute("UPDATE tracking SET event_id = gen_random_uuid() WHERE source = 'alpha'")
    assert broken(house) == {8}


def test_without_a_list_effects_in_the_own_log_tell_what_was_applied(house: House) -> None:
    consumer = house.start()
    citizen = uuid4()
    house.tell("alpha", citizen, times=3)
    from tests.chaos.sample import wait_for  # noqa: PLC0415 - only here

    wait_for(lambda: house.level() and consumer.level)
    house.stop()
    sources = {each: house.logs[each] for each in ("alpha", "beta")}
    assert verify.check(house.owner, "gamma", sources, house.logs["gamma"]) == []
    house.owner.execute(
        "UPDATE tracking SET \"position\" = 1, event_id = %s WHERE source = 'alpha'",
        (rows(house)[0].event_id,),
    )
    found = verify.check(house.owner, "gamma", sources, house.logs["gamma"])
    assert {each.invariant for each in found} == {4}
