"""The review of a look: once, by somebody else than the looker, and of one's own unit."""

from typing import Any

import pytest
from msgspec.structs import replace

from services.citizen_history.domain.look_review import (
    LOOK_REVIEW,
    Facts,
    LookReviewed,
    LookReviewWithdrawn,
    Reviewed,
    ReviewLook,
    Waiting,
    WithdrawLookReview,
)
from tests.support.scenario import given

SEEN = Facts(known=True)
REVIEW = ReviewLook(7, "justified")
BACK = WithdrawLookReview("entered_wrongly")
DONE = LookReviewed(7, "justified", guest=False)
TAKEN_BACK = LookReviewWithdrawn(7, "entered_wrongly")
NOT_MINE = {
    "look_unknown": Facts(known=False),
    "look_four_eyes": replace(SEEN, by_looker=True),
    "look_of_another_unit": replace(SEEN, own_unit=False),
}


# -- review ----------------------------------------------------------------------------------


def test_a_look_is_reviewed() -> None:
    given(LOOK_REVIEW).when(REVIEW, SEEN).then(DONE)
    assert given(LOOK_REVIEW, DONE).state == Reviewed(7, "justified")


def test_a_look_by_a_reason_alone_is_told_apart() -> None:
    guest = replace(SEEN, guest=True)
    given(LOOK_REVIEW).when(REVIEW, guest).then(LookReviewed(7, "justified", guest=True))


@pytest.mark.parametrize("code", NOT_MINE)
def test_a_look_that_is_not_mine_to_review_is_refused(code: str) -> None:
    given(LOOK_REVIEW).when(REVIEW, NOT_MINE[code]).then_rejected(code)
    assert given(LOOK_REVIEW).blocks(ReviewLook, NOT_MINE[code]) == (code,)


def test_a_review_repeated_is_refused() -> None:
    given(LOOK_REVIEW).and_then(REVIEW, SEEN).when(REVIEW, SEEN).then_rejected(
        "look_already_reviewed"
    )


def test_two_reviews_collide_and_the_first_one_stands() -> None:
    case = given(LOOK_REVIEW).and_then(ReviewLook(7, "misuse_suspected"), SEEN)
    case.when(REVIEW, SEEN).then_rejected("look_already_reviewed")
    assert case.state == Reviewed(7, "misuse_suspected")


# -- withdraw --------------------------------------------------------------------------------


def test_a_review_is_taken_back_and_the_look_waits_again() -> None:
    given(LOOK_REVIEW, DONE).when(BACK, SEEN).then(TAKEN_BACK)
    assert given(LOOK_REVIEW, DONE, TAKEN_BACK).state == Waiting()
    given(LOOK_REVIEW, DONE, TAKEN_BACK).when(REVIEW, SEEN).then(DONE)


@pytest.mark.parametrize("code", NOT_MINE)
def test_a_review_of_a_look_that_is_not_mine_is_not_taken_back(code: str) -> None:
    given(LOOK_REVIEW, DONE).when(BACK, NOT_MINE[code]).then_rejected(code)


def test_what_was_not_reviewed_is_not_taken_back() -> None:
    given(LOOK_REVIEW).when(BACK, SEEN).then_rejected("look_not_reviewed")
    assert given(LOOK_REVIEW).blocks(WithdrawLookReview, SEEN) == ("look_not_reviewed",)


def test_a_taking_back_repeated_is_refused() -> None:
    case = given(LOOK_REVIEW, DONE).and_then(BACK, SEEN)
    case.when(BACK, SEEN).then_rejected("look_not_reviewed")


def test_two_takings_back_collide_and_the_second_is_refused() -> None:
    case = given(LOOK_REVIEW, DONE).and_then(WithdrawLookReview("new_facts"), SEEN)
    case.when(BACK, SEEN).then_rejected("look_not_reviewed")


@pytest.mark.parametrize("history", [(), (DONE,), (DONE, TAKEN_BACK)])
@pytest.mark.parametrize("order", [REVIEW, BACK])
@pytest.mark.parametrize("facts", [SEEN, *NOT_MINE.values()])
def test_what_blocks_lists_is_refused_and_nothing_else_is(
    history: tuple[Any, ...], order: Any, facts: Facts
) -> None:
    case = given(LOOK_REVIEW, *history)
    codes, answer = case.blocks(type(order), facts), case.when(order, facts)
    if codes:
        answer.then_rejected(codes[0])
    else:
        assert answer.refusal is None
