"""Many cases moved at once: ordered by a person, and each case moved by a fact of its own."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.visitation.cases.moves import when_move_ordered
from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.authority import TransferAuthority
from services.visitation.domain.bulk_move import (
    AT_ONCE,
    BulkMoveOrdered,
    MoveFacts,
    OrderMove,
    bulk_move,
)
from services.visitation.domain.match import ConvertMatchModel
from tests.support.scenario import given
from tests.visitation.cases import CASE
from tests.visitation.four import Four
from tests.visitation.further import NOW, stored
from tests.visitation.house import recorded

AUG_1, AUG_3 = date(2009, 8, 1), date(2009, 8, 3)
FACTS = MoveFacts(AUG_3, "lise", (CASE,))
ORDERED = BulkMoveOrdered("authority", (CASE,), 0, None, None, None, AUG_1, "lise")
TO_ONE = OrderMove("authority", on=AUG_1)
FOUR = Four(
    command=TO_ONE,
    before=given(bulk_move),
    facts=FACTS,
    gives=(ORDERED,),
    refused_in=given(bulk_move),
    refused_facts=replace(FACTS, needing=()),
    refused="nothing_to_move",
    repeated="move_already_ordered",
    rival=OrderMove("match_model"),
    lost="move_already_ordered",
)


def test_it_happens():
    FOUR.happens()


def test_it_is_refused_where_no_case_needs_it():
    FOUR.is_refused()


def test_it_is_ordered_once():
    FOUR.is_repeated()


def test_the_later_of_two_is_refused():
    FOUR.collides()


@pytest.mark.parametrize("day", [date(2009, 7, 30), date(2009, 7, 31)])
def test_the_state_half_keeps_its_cases_until_the_last_day_of_july_2009(day):
    given(bulk_move).when(replace(TO_ONE, on=day), FACTS).then_rejected("two_halves_still_stand")


@pytest.mark.parametrize("missing", ["from_owner", "owner", "team", "centre"])
def test_a_move_between_owners_says_from_whom_and_to_whom(missing):
    whole = OrderMove("owner", "anna", "bo", "unge", "valby")
    given(bulk_move).when(replace(whole, **{missing: None}), FACTS).then_rejected(
        "owner_to_move_to_missing"
    )
    (said,) = given(bulk_move).when(whole, FACTS).events
    assert (said.owner, said.team, said.centre, said.moves_on) == ("bo", "unge", "valby", AUG_3)


def test_no_more_cases_than_one_reaction_carries_and_the_rest_is_told():
    many = tuple(UUID(int=n) for n in range(AT_ONCE + 3))
    (said,) = given(bulk_move).when(TO_ONE, replace(FACTS, needing=many)).events
    assert (len(said.citizen_cases), said.left) == (AT_ONCE, 3)
    assert stored(said) == said


@pytest.mark.parametrize(
    ("said", "order"),
    [
        (ORDERED, TransferAuthority("municipal", AUG_1)),
        (replace(ORDERED, kind="match_model"), ConvertMatchModel(AUG_1)),
        (
            replace(ORDERED, kind="owner", owner="bo", team="unge", centre="valby"),
            AssignCase("bo", "unge", "valby", AUG_1),
        ),
    ],
)
def test_each_kind_moves_its_cases_in_its_own_way(said, order):
    (do,) = when_move_ordered(recorded(f"bulk_move-{CASE}", said, NOW), None)
    assert (do.case_id, do.command) == (CASE, order)
