"""A citizen books an offered time for the interview (C.8): own token, own case, in time, once."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.cases.interview_bookings import last_day, when_interview_booked
from services.visitation.domain import interview_booking as bookings
from services.visitation.domain import interview_time as times
from services.visitation.domain.contact_course import (
    CancelInterview,
    InterviewNoShow,
    RegisterInterviewNoShow,
)
from services.visitation.domain.interview_booking import (
    BookingFacts,
    BookInterviewTime,
    InterviewBookingMoved,
    InterviewBookingWithdrawn,
    InterviewTimeBooked,
    MoveInterviewBooking,
    WithdrawInterviewBooking,
    interview_booking,
)
from services.visitation.domain.interview_time import (
    InterviewTimeOffered,
    InterviewTimeWithdrawn,
    OfferInterviewTime,
    TimeFacts,
    WithdrawInterviewTime,
    interview_time,
)
from services.visitation.domain.summons_move import MoveSummons, SummonsMoved
from services.visitation.views.interview_times import INTERVIEW_TIMES
from services.visitation.views.summons_list import SUMMONS_LIST
from shared.eventlog.decider import Release
from tests.support.scenario import given
from tests.visitation.cases import P6, REGISTERED, SUMMONED, case, on
from tests.visitation.four import Four
from tests.visitation.further import CASE, NOW, play, stories
from tests.visitation.house import recorded

MOMENT = datetime(2011, 6, 1, 8, tzinfo=UTC)
JUNE_7, JUNE_8, JUNE_9 = (datetime(2011, 6, day, 8, tzinfo=UTC) for day in (7, 8, 9))
ONE, TWO = UUID(int=1), UUID(int=2)
OFFER = OfferInterviewTime(JUNE_8, 45, "team_1", "valby")
OFFERED = InterviewTimeOffered(JUNE_8, date(2011, 6, 8), 45, "team_1", "valby", None)
GONE = InterviewTimeWithdrawn("other")
AT = TimeFacts(MOMENT, ONE)
FACTS = BookingFacts(
    MOMENT, "citizen", citizen_case=CASE, summoned_at=JUNE_7, round=1, offered_at=JUNE_8,
    last_day=date(2011, 6, 9), notice=1,
)  # fmt: skip
BOOK = BookInterviewTime(ONE, P6)
BOOKED = InterviewTimeBooked(P6, CASE, ONE, JUNE_8, JUNE_7, 1, "citizen")
LATER = replace(FACTS, summoned_at=JUNE_8, offered_at=JUNE_9)
MOVED = InterviewBookingMoved(P6, CASE, TWO, JUNE_9, ONE, JUNE_8, "citizen")
BACK = InterviewBookingWithdrawn(P6, CASE, ONE, JUNE_7, JUNE_8, "Fejl")
ORDERS = [
    Four(
        command=OFFER,
        before=given(interview_time),
        facts=AT,
        gives=(OFFERED,),
        refused_in=given(interview_time),
        refused_facts=TimeFacts(JUNE_8, ONE),
        refused="time_has_passed",
        repeated="time_already_offered",
        rival=replace(OFFER, at=JUNE_9),
        lost="time_already_offered",
    ),
    Four(
        command=WithdrawInterviewTime("other"),
        before=given(interview_time, OFFERED),
        facts=AT,
        gives=(GONE,),
        refused_in=given(interview_time),
        refused="time_not_offered",
        repeated="time_not_offered",
        rival=WithdrawInterviewTime("case_worker_away"),
        lost="time_not_offered",
    ),
    Four(
        command=BOOK,
        before=given(interview_booking),
        facts=FACTS,
        gives=(BOOKED,),
        refused_in=given(interview_booking),
        refused_facts=replace(FACTS, summoned_at=None),
        refused="not_summoned",
        repeated="interview_already_booked",
        rival=replace(BOOK, time=TWO),
        lost="interview_already_booked",
    ),
    Four(
        command=MoveInterviewBooking(TWO),
        before=given(interview_booking, BOOKED),
        facts=LATER,
        gives=(MOVED,),
        refused_in=given(interview_booking),
        refused="interview_not_booked",
        repeated="interview_already_booked",
        rival=WithdrawInterviewBooking("Fejl"),
        lost="interview_not_booked",
    ),
    Four(
        command=WithdrawInterviewBooking("Fejl"),
        before=given(interview_booking, BOOKED),
        facts=FACTS,
        gives=(BACK,),
        refused_in=given(interview_booking),
        refused="interview_not_booked",
        repeated="interview_not_booked",
        rival=WithdrawInterviewBooking("Andet"),
        lost="interview_not_booked",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"own": False}, "not_your_own_booking"),
        ({"citizen_case": None}, "not_summoned"),
        ({"interpreter": True}, "interpreter_is_booked"),
        ({"offered_at": None}, "time_not_offered"),
        ({"offered_at": MOMENT}, "time_not_offered"),
        ({"law_refusal": "rule_missing"}, "rule_missing"),
        ({"summoned_at": MOMENT + timedelta(hours=9)}, "too_late_to_book"),
        ({"offered_at": MOMENT + timedelta(hours=9)}, "too_late_to_book"),
        ({"summoned_at": MOMENT, "notice": 0}, "too_late_to_book"),
        ({"last_day": date(2011, 6, 7)}, "after_the_deadline"),
    ],
)
def test_c8_a_time_is_not_booked_when(changes, code):
    given(interview_booking).when(BOOK, replace(FACTS, **changes)).then_rejected(code)


@pytest.mark.parametrize("order", [MoveInterviewBooking(TWO), WithdrawInterviewBooking("Fejl")])
def test_c8_nobody_touches_anothers_booking(order):
    booked = given(interview_booking, BOOKED)
    booked.when(order, replace(LATER, own=False)).then_rejected("not_your_own_booking")


def test_c8_the_day_of_the_deadline_and_the_day_before_the_interview_can_be_booked():
    last = replace(FACTS, last_day=date(2011, 6, 8))
    given(interview_booking).when(BOOK, last).then(BOOKED)
    near = replace(FACTS, now=JUNE_7 - timedelta(days=1))
    given(interview_booking).when(BOOK, near).then(BOOKED)


@pytest.mark.parametrize(
    ("deadlines", "last"),
    [
        ([], None),
        ([date(2011, 6, 9), date(2011, 7, 1)], date(2011, 6, 9)),
        ([date(2011, 6, 1)], date(2011, 6, 7)),
    ],
)
def test_c8_no_booking_makes_an_interview_later_than_the_law_allows(deadlines, last):
    assert last_day(date(2011, 6, 7), deadlines) == last


def test_c8_a_booking_holds_its_time_and_a_moved_one_gives_it_back():
    first = times.claim_of(ONE)
    held = given(interview_booking).when(BOOK, FACTS)
    assert first in held.decisions
    moved = given(interview_booking, BOOKED).when(MoveInterviewBooking(TWO), LATER)
    assert {Release(first.name), times.claim_of(TWO)} <= set(moved.decisions[:2])
    gone = given(interview_time, OFFERED).when(WithdrawInterviewTime("other"), AT)
    gone.then_claims(first)


def test_c8_a_booking_whose_summons_went_another_way_is_not_moved():
    held = replace(LATER, summoned_at=JUNE_7)
    given(interview_booking, BOOKED).when(MoveInterviewBooking(TWO), held).then_rejected(
        "not_summoned"
    )


@pytest.mark.parametrize("fact", [BOOKED, MOVED, BACK])
def test_the_summons_goes_with_the_booking(fact):
    [order] = when_interview_booked(recorded(f"interview_booking-{CASE}", fact, NOW), None)
    assert order.command == MoveSummons(fact.was_at, fact.at, CASE)
    assert order.case_id == CASE


MOVE = MoveSummons(SUMMONED.at, JUNE_8, CASE)
WENT = SummonsMoved(
    P6, SUMMONED.day, JUNE_8, date(2011, 6, 8), "letter", legal_consequence_text=True, booking=CASE
)
SUMMONS = Four(
    command=MOVE,
    before=case(REGISTERED, SUMMONED),
    facts=on(2011, 6, 1),
    gives=(WENT,),
    refused_in=case(REGISTERED),
    refused="not_summoned",
    repeated=None,
    rival=CancelInterview("jobcenter"),
    lost="not_summoned",
)


def test_the_summons_is_moved():
    SUMMONS.happens()


def test_the_summons_is_not_moved_where_none_waits():
    SUMMONS.is_refused()


def test_the_summons_is_moved_once():
    SUMMONS.is_repeated()


def test_the_summons_is_not_moved_when_it_was_called_off_in_between():
    SUMMONS.collides()


def test_a_summons_at_another_time_than_was_booked_from_stays():
    other = replace(MOVE, from_at=JUNE_9)
    case(REGISTERED, SUMMONED).when(other, on(2011, 6, 1)).then_rejected("not_summoned")


def test_a_no_show_is_at_the_moved_day_with_the_consequences_as_they_were_written():
    went = case(REGISTERED, SUMMONED, WENT)
    missed = went.when(RegisterInterviewNoShow(date(2011, 6, 8)), on(2011, 6, 8))
    missed.then(InterviewNoShow(P6, date(2011, 6, 8), consequences_in_writing=True))
    gone = went.when(RegisterInterviewNoShow(date(2011, 6, 7)), on(2011, 6, 8))
    gone.then_rejected("not_summoned")


def rows(view, stream, *events):
    kept = {}
    for event in events:
        told = recorded(f"{stream}-{ONE}", event, NOW)
        for key in view.touches(told):
            kept[key] = view.project(key, kept.get(key), told)
    return {key[-1]: row for key, row in kept.items() if row}


def test_the_list_of_summonses_follows_a_move():
    told = rows(SUMMONS_LIST, "citizen_case", SUMMONED, WENT)
    [row] = told.values()
    assert (row.day, row.at, row.answer) == (date(2011, 6, 8), JUNE_8, "open")


def test_the_list_of_times_says_what_is_free():
    kept = rows(INTERVIEW_TIMES, "interview_time", OFFERED)
    row = kept[ONE]

    def after(fact, key=ONE):
        told = recorded(f"interview_booking-{CASE}", fact, NOW)
        return INTERVIEW_TIMES.project((key,), row, told)

    assert (row.booking, after(BOOKED).booking, after(BOOKED).citizen) == (None, CASE, P6)
    row = after(BOOKED)
    assert after(MOVED).booking is None
    assert after(MOVED, TWO).booking == CASE
    assert after(BACK).citizen is None
    assert not rows(INTERVIEW_TIMES, "interview_time", OFFERED, GONE)[ONE].offered


STORY = {
    BookInterviewTime: st.just(BOOK),
    MoveInterviewBooking: st.sampled_from([MoveInterviewBooking(TWO), MoveInterviewBooking(ONE)]),
    WithdrawInterviewBooking: st.just(WithdrawInterviewBooking("Fejl")),
}
WORLDS = st.sampled_from(
    [FACTS, LATER, replace(FACTS, own=False), replace(FACTS, interpreter=True)]
)


@settings(max_examples=100, deadline=None)
@for_all(stories(BookInterviewTime, STORY, WORLDS))
def test_what_a_booking_blocks_is_refused_and_its_times_follow_on_each_other(story):
    told = play(interview_booking, story)
    at = told[0].was_at if told else JUNE_7
    for fact in told:
        assert fact.was_at == at
        at = fact.at


TIMES = {
    OfferInterviewTime: st.just(OFFER),
    WithdrawInterviewTime: st.just(WithdrawInterviewTime("other")),
}


@settings(max_examples=50, deadline=None)
@for_all(stories(OfferInterviewTime, TIMES, st.sampled_from([AT, TimeFacts(JUNE_9, ONE)])))
def test_what_a_time_blocks_is_refused(story):
    assert len(play(interview_time, story)) <= 2


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(bookings.Command))
    assert set(TIMES) == set(get_args(times.Command))
    assert set(STORY) | set(TIMES) == {type(each.command) for each in ORDERS}
