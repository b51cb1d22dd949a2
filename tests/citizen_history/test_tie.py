"""A tie: told by whom it is about, decided by somebody else; and the mark of a colleague."""

from uuid import UUID

from hypothesis import given as for_any
from hypothesis import strategies as st

from services.citizen_history.domain.tie import (
    TIE,
    ColleagueMarked,
    ConfirmTie,
    DeclareTie,
    EndTie,
    Facts,
    MarkColleague,
    NoTie,
    TieConfirmed,
    Tied,
    TieDeclared,
    TieEnded,
    WorksHere,
)
from tests.citizen_history.people import ANNA
from tests.support.scenario import given

REF, MINE, HERS = UUID(int=11), UUID(int=12), UUID(int=13)
BY_ME, BY_SUPERIOR = Facts(REF, MINE), Facts(REF, HERS)
DECLARE, MARK, CONFIRM = DeclareTie(ANNA, "family"), MarkColleague(ANNA), ConfirmTie()
END = EndTie("not_disqualified")
DECLARED, MARKED = TieDeclared(REF, MINE, "family"), ColleagueMarked(REF)
CONFIRMED, ENDED = TieConfirmed(REF), TieEnded(REF, "not_disqualified")


# -- declare ---------------------------------------------------------------------------------


def test_fvl_6_a_tie_is_told_and_names_no_citizen() -> None:
    told = given(TIE).when(DECLARE, BY_ME)
    told.then(DECLARED)
    assert str(ANNA) not in repr(told)
    assert given(TIE, DECLARED).state == Tied(REF, MINE, "family")


def test_a_tie_is_refused_where_one_stands() -> None:
    given(TIE, MARKED).when(DECLARE, BY_ME).then_rejected("tie_already_declared")
    assert given(TIE, DECLARED).blocks(DeclareTie, BY_ME) == ("tie_already_declared",)


def test_a_tie_repeated_is_refused() -> None:
    case = given(TIE).and_then(DECLARE, BY_ME)
    case.when(DECLARE, BY_ME).then_rejected("tie_already_declared")


def test_a_tie_that_collides_with_its_end_is_told_anew() -> None:
    given(TIE, DECLARED, ENDED).when(DECLARE, BY_ME).then(DECLARED)


# -- mark a colleague ------------------------------------------------------------------------


def test_a_colleague_is_marked() -> None:
    given(TIE).when(MARK, BY_SUPERIOR).then(MARKED)
    assert given(TIE, MARKED).state == WorksHere(REF)


def test_a_colleague_is_not_marked_where_a_tie_stands() -> None:
    given(TIE, DECLARED).when(MARK, BY_SUPERIOR).then_rejected("tie_already_declared")


def test_a_mark_repeated_is_refused() -> None:
    case = given(TIE).and_then(MARK, BY_SUPERIOR)
    case.when(MARK, BY_SUPERIOR).then_rejected("tie_already_declared")


def test_a_mark_that_collides_with_its_end_is_set_anew() -> None:
    given(TIE, MARKED, TieEnded(REF, "ended")).when(MARK, BY_SUPERIOR).then(MARKED)


# -- confirm ---------------------------------------------------------------------------------


def test_fvl_6_the_superior_decides_that_a_tie_disqualifies() -> None:
    given(TIE, DECLARED).when(CONFIRM, BY_SUPERIOR).then(CONFIRMED)
    assert given(TIE, DECLARED, CONFIRMED).state == Tied(REF, MINE, "family", confirmed=True)


def test_fvl_6_nobody_decides_on_their_own_impartiality() -> None:
    given(TIE, DECLARED).when(CONFIRM, BY_ME).then_rejected("tie_four_eyes")
    given(TIE).when(CONFIRM, BY_SUPERIOR).then_rejected("no_tie")
    given(TIE, MARKED).when(CONFIRM, BY_SUPERIOR).then_rejected("no_tie")


def test_a_confirmation_repeated_is_refused() -> None:
    case = given(TIE, DECLARED).and_then(CONFIRM, BY_SUPERIOR)
    case.when(CONFIRM, BY_SUPERIOR).then_rejected("tie_already_confirmed")


def test_a_confirmation_that_collides_with_the_end_is_refused() -> None:
    given(TIE, DECLARED, ENDED).when(CONFIRM, BY_SUPERIOR).then_rejected("no_tie")


# -- end -------------------------------------------------------------------------------------


def test_a_tie_and_a_mark_are_ended() -> None:
    given(TIE, DECLARED).when(END, BY_SUPERIOR).then(ENDED)
    given(TIE, DECLARED, CONFIRMED).when(END, BY_SUPERIOR).then(ENDED)
    given(TIE, MARKED).when(EndTie("ended"), BY_SUPERIOR).then(TieEnded(REF, "ended"))
    assert given(TIE, DECLARED, ENDED).state == NoTie()


def test_nobody_ends_a_tie_of_their_own() -> None:
    given(TIE, DECLARED, CONFIRMED).when(END, BY_ME).then_rejected("tie_four_eyes")


def test_an_end_repeated_is_refused() -> None:
    case = given(TIE, DECLARED).and_then(END, BY_SUPERIOR)
    case.when(END, BY_SUPERIOR).then_rejected("no_tie")


def test_an_end_collides_with_a_tie_that_nobody_told() -> None:
    given(TIE).when(END, BY_SUPERIOR).then_rejected("no_tie")


# -- all of it -------------------------------------------------------------------------------


@for_any(
    st.sampled_from([(), (DECLARED,), (DECLARED, CONFIRMED), (DECLARED, ENDED), (MARKED,)]),
    st.sampled_from([DECLARE, MARK, CONFIRM, END]),
    st.sampled_from([BY_ME, BY_SUPERIOR]),
)
def test_what_blocks_lists_is_refused_and_nothing_else(history: tuple, order, facts) -> None:
    case = given(TIE, *history)
    codes = case.blocks(type(order), facts)
    answered = case.when(order, facts)
    if codes:
        answered.then_rejected(codes[0])
    else:
        assert answered.refusal is None
