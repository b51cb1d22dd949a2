"""Whose citizen is whose: folded from the log, and nobody else's business."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.access.relations import RelationRow, folded, relation, relations_view
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Meta, Recorded

CITIZEN, OTHER = uuid4(), uuid4()
DAY = date(2011, 6, 14)
VIEW = relations_view({"x.closed"}, {"x.reopened"})


def fact(tag: str, on: date = DAY, stream: str = "plan-1", **data: Any) -> Recorded[Any]:
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    meta = Meta(uuid4(), moment, on, None, "test", subjects=(CITIZEN, OTHER))  # type: ignore[arg-type]  # nobody asks who
    return Recorded("x", 1, 1, 0, stream, 1, tag, moment, Unread(tag, data), meta)


def row(*, is_open: bool, on: date = DAY, citizen: UUID = CITIZEN) -> RelationRow:
    return RelationRow("x", "plan-1", citizen, None, is_open, on)


def test_a_case_makes_each_of_its_citizens_own_until_it_closes() -> None:
    assert {each.citizen for each in folded(VIEW, [fact("x.opened")])} == {CITIZEN, OTHER}
    states = [
        folded(VIEW, [fact("x.opened"), *more])[0].open
        for more in ([], [fact("x.closed")], [fact("x.closed"), fact("x.reopened")])
    ]
    assert states == [True, False, True]


def test_the_last_day_only_moves_forward() -> None:
    late = fact("x.noted", DAY + timedelta(days=3))
    assert folded(VIEW, [late, fact("x.closed")])[0].last_on == DAY + timedelta(days=3)


def test_the_supplier_last_named_is_the_party() -> None:
    facts = [fact("x.given", supplier="1"), fact("x.noted"), fact("x.corrected", supplier="2")]
    assert folded(VIEW, facts)[0].party == "supplier:2"


def test_a_refused_reaction_is_no_case() -> None:
    assert folded(VIEW, [fact("reaction_refused", stream="reaction-1")]) == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], None),
        ([row(is_open=False), row(is_open=True)], "own"),
        ([row(is_open=False, on=DAY - timedelta(days=10))], "former"),
        ([row(is_open=False, on=DAY - timedelta(days=11))], None),
    ],
)
def test_own_is_open_and_former_ends_on_the_last_day(
    rows: list[RelationRow], found: str | None
) -> None:
    assert relation(rows, DAY, former_days=10) == found
