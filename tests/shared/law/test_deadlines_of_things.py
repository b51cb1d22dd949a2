"""A deadline may belong to one of several things of a case: only what is told of it counts."""

from uuid import UUID

import pytest

from shared.law.clocks import fold
from tests.shared.law.test_clocks import (
    ANSWERED,
    LAST_DAY,
    SERVED,
    SERVED_ON,
    WITHDRAWN,
    after,
    fact,
    fact_id,
    told,
)


def test_of_several_things_in_a_case_each_has_its_deadline() -> None:
    mine, other = fact_id("mine"), fact_id("other")
    both = after(fact(SERVED, SERVED_ON, "a", item=mine), fact(SERVED, SERVED_ON, "b", item=other))
    answered = fold(told(both, fact(ANSWERED, LAST_DAY, item=other)), both)
    assert {duty.started.item: duty.state for duty in answered.duties} == {
        mine: "running",
        other: "met",
    }
    gone = fold(told(both, fact(WITHDRAWN, LAST_DAY, item=mine)), both)
    assert [duty.started.item for duty in gone.duties] == [other]


@pytest.mark.parametrize(("began", "came"), [("mine", None), (None, "mine")])
def test_what_is_told_of_the_whole_case_reaches_each_thing_in_it(
    began: str | None, came: str | None
) -> None:
    def name(which: str | None) -> UUID | None:
        return fact_id(which) if which else None

    start = after(fact(SERVED, SERVED_ON, item=name(began)))
    done = fold(told(start, fact(ANSWERED, LAST_DAY, item=name(came))), start)
    assert [duty.state for duty in done.duties] == ["met"]
