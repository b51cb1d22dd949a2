"""The legal hold: placed once, lifted once, and placed again when there is a reason."""

from services.citizen_history.domain.legal_hold import (
    LEGAL_HOLD,
    Facts,
    Free,
    Held,
    LegalHoldLifted,
    LegalHoldPlaced,
    LiftLegalHold,
    PlaceLegalHold,
)
from tests.citizen_history.people import ANNA
from tests.support.scenario import given

NOTHING = Facts()
PLACE = PlaceLegalHold(ANNA, "court_case")
LIFT = LiftLegalHold("concluded")
PLACED = LegalHoldPlaced(ANNA, "court_case")
LIFTED = LegalHoldLifted(ANNA, "concluded")


# -- place -----------------------------------------------------------------------------------


def test_a_hold_is_placed() -> None:
    given(LEGAL_HOLD).when(PLACE, NOTHING).then(PLACED)
    assert given(LEGAL_HOLD, PLACED).state == Held(ANNA, "court_case")


def test_a_hold_is_not_placed_where_one_stands() -> None:
    case = given(LEGAL_HOLD, LegalHoldPlaced(ANNA, "supervision"))
    case.when(PLACE, NOTHING).then_rejected("legal_hold_stands")
    assert case.blocks(PlaceLegalHold, NOTHING) == ("legal_hold_stands",)


def test_a_placing_repeated_is_refused() -> None:
    case = given(LEGAL_HOLD).and_then(PLACE, NOTHING)
    case.when(PLACE, NOTHING).then_rejected("legal_hold_stands")


def test_two_holds_collide_and_the_first_one_stands() -> None:
    case = given(LEGAL_HOLD).and_then(PlaceLegalHold(ANNA, "police_report"), NOTHING)
    case.when(PLACE, NOTHING).then_rejected("legal_hold_stands")
    assert case.state == Held(ANNA, "police_report")


def test_a_hold_may_be_placed_again_after_it_was_lifted() -> None:
    given(LEGAL_HOLD, PLACED, LIFTED).when(PLACE, NOTHING).then(PLACED)


# -- lift ------------------------------------------------------------------------------------


def test_a_hold_is_lifted() -> None:
    given(LEGAL_HOLD, PLACED).when(LIFT, NOTHING).then(LIFTED)
    assert given(LEGAL_HOLD, PLACED, LIFTED).state == Free()


def test_a_hold_that_nobody_placed_is_not_lifted() -> None:
    given(LEGAL_HOLD).when(LIFT, NOTHING).then_rejected("no_legal_hold")
    assert given(LEGAL_HOLD).blocks(LiftLegalHold, NOTHING) == ("no_legal_hold",)


def test_a_lifting_repeated_is_refused() -> None:
    case = given(LEGAL_HOLD, PLACED).and_then(LIFT, NOTHING)
    case.when(LIFT, NOTHING).then_rejected("no_legal_hold")


def test_two_liftings_collide_and_the_second_is_refused() -> None:
    case = given(LEGAL_HOLD, PLACED).and_then(LiftLegalHold("wrong_citizen"), NOTHING)
    case.when(LIFT, NOTHING).then_rejected("no_legal_hold")
