"""A case worker's desk: looks, and filters that survive change."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.domain.work_desk import (
    Command,
    DeskFacts,
    DropFilter,
    FilterDropped,
    FilterSaved,
    LookNoted,
    NoteLook,
    OpenWorkDesk,
    SaveFilter,
    WorkDeskOpened,
    desk_of,
    work_desk,
)
from services.visitation.views.portfolio import Portfolio, unseen
from services.visitation.views.saved_filters import read
from tests.support.scenario import given
from tests.visitation.cases import CASE
from tests.visitation.four import Four
from tests.visitation.further import play, stories

NOON = datetime(2011, 6, 14, 12, tzinfo=UTC)
ANNA_NOW, BO_NOW = DeskFacts(NOON, "anna"), DeskFacts(NOON, "bo")
WORDS = {"show": "cv_missing", "team": "unge"}
OPENED, SAVED = WorkDeskOpened("anna"), FilterSaved("Unge", WORDS)
NOBODYS, ANNAS = given(work_desk), given(work_desk, OPENED)
KEPT = given(work_desk, OPENED, SAVED)
DROP = DropFilter("Unge")


def four(command, before, gives, repeated, *, rival, lost):
    return Four(
        command=command,
        before=before,
        facts=ANNA_NOW,
        gives=(gives,),
        refused_in=before,
        refused_facts=BO_NOW,
        refused="not_your_desk",
        repeated=repeated,
        rival=rival,
        lost=lost,
    )


OPEN = OpenWorkDesk("anna")
ORDERS = [
    four(
        OPEN, NOBODYS, OPENED, "work_desk_already_open", rival=OPEN, lost="work_desk_already_open"
    ),
    four(
        SaveFilter("Unge", WORDS),
        ANNAS,
        SAVED,
        "nothing_to_correct",
        rival=SaveFilter("Unge", WORDS),
        lost="nothing_to_correct",
    ),
    four(DROP, KEPT, FilterDropped("Unge"), "no_such_filter", rival=DROP, lost="no_such_filter"),
    four(NoteLook(CASE), ANNAS, LookNoted(CASE, NOON), None, rival=None, lost=""),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_nobody_else_does_it(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", [each for each in ORDERS if each.rival], ids=str)
def test_the_later_of_two_is_refused(order):
    order.collides()


def test_two_looks_are_two_and_the_later_one_holds():
    later = replace(ANNA_NOW, now=NOON.replace(hour=13))
    seen = ANNAS.and_then(NoteLook(CASE), ANNA_NOW).and_then(NoteLook(CASE), later)
    assert seen.state.looks == {CASE: later.now}
    NOBODYS.when(NoteLook(CASE), ANNA_NOW).then_rejected("no_work_desk")


def test_a_desk_is_found_by_its_worker_alone():
    assert desk_of("anna") == desk_of("anna") != desk_of("bo")


def test_a_kept_filter_survives_a_question_that_has_changed():
    words = {"show": "cv_missing", "ready": "true", "colour": "red", "segment": "x"}
    holds, left_out = read(Portfolio, words)
    assert holds == {"show": "cv_missing", "ready": True}
    assert left_out == ("colour", "segment")
    # A kept filter names no other filter and no page.
    assert read(Portfolio, {"filter": "a", "skip": "9", "team": "unge"})[0] == {"team": "unge"}


def test_nothing_is_new_to_who_did_it():
    assert unseen((), None, "anna") == ()


names = st.sampled_from(["Unge", "Ældre"])
STORY = {
    OpenWorkDesk: st.builds(OpenWorkDesk, st.sampled_from(["anna", "bo"])),
    NoteLook: st.just(NoteLook(CASE)),
    SaveFilter: st.builds(SaveFilter, names, st.sampled_from([WORDS, {"show": "sick"}])),
    DropFilter: st.builds(DropFilter, names),
}


@settings(max_examples=50, deadline=None)
@for_all(stories(OpenWorkDesk, STORY, st.sampled_from([ANNA_NOW, BO_NOW])))
def test_what_a_desk_blocks_is_refused_and_what_it_allows_is_replayed(story):
    play(work_desk, story)


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}
