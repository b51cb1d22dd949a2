"""Activities and bookings: four tests for each order, and never one place too many (V-15)."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.domain import activity as activities
from services.visitation.domain import activity_booking as bookings
from services.visitation.domain import coverage as coverages
from services.visitation.domain.activity import (
    Activity,
    ActivityCancelled,
    ActivityFacts,
    ActivityPlanned,
    CancelActivity,
    PlanActivity,
    activity,
)
from services.visitation.domain.activity_booking import (
    ActivityAttendanceWithdrawn,
    ActivityAttended,
    BookingCancelled,
    BookingFacts,
    BookPlace,
    CancelBooking,
    PlaceBooked,
    RecordActivityAttendance,
    WithdrawActivityAttendance,
    activity_booking,
)
from services.visitation.domain.coverage import (
    CoverageFacts,
    CoverageStated,
    RestateCoverage,
    StateCoverage,
    coverage,
)
from services.visitation.views.activities import ACTIVITIES
from services.visitation.views.coverage_table import CoverageRow, shown
from tests.support.scenario import given
from tests.visitation.cases import JUNE_7, P6
from tests.visitation.four import Four
from tests.visitation.further import CASE, play, stories
from tests.visitation.house import recorded

CAFE = UUID("01930000-0000-7000-8000-0000000000c1")
WEDNESDAY = datetime(2011, 6, 15, 11, tzinfo=UTC)
BEFORE, AFTER = WEDNESDAY - timedelta(days=1), WEDNESDAY + timedelta(hours=2)
PLAN = PlanActivity("job_cafe", "Jobcafé", "valby", WEDNESDAY, 2)
PLANNED = ActivityPlanned("job_cafe", "Jobcafé", "valby", WEDNESDAY, 2)
OFF = ActivityCancelled("too_few")
BOOK = BookPlace(CAFE, P6)
BOOKED = PlaceBooked(P6, CAFE, "job_cafe", WEDNESDAY, 1)
CAME = ActivityAttended(P6, CAFE, attended=True)
FREE = BookingFacts(BEFORE, "job_cafe", WEDNESDAY, 1)
HELD = BookingFacts(AFTER)
TODAY = CoverageFacts(JUNE_7)
FULL = CoverageStated("valby", "tg1_insured", "full", JUNE_7)
PARTIAL = CoverageStated("valby", "company_effort", "partial", JUNE_7)
STATE = StateCoverage("valby", "tg1_insured", "full")
RESTATE = RestateCoverage("company_effort", "partial")


def cafe(*history):
    return given(activity, *history)


def place(*history):
    return given(activity_booking, *history)


def table(*history):
    return given(coverage, *history)


CANCEL, COME, BACK = (
    CancelBooking("citizen"),
    RecordActivityAttendance(attended=True),
    WithdrawActivityAttendance(),
)
ORDERS = [
    Four(PLAN, cafe(), ActivityFacts(BEFORE), (PLANNED,), cafe(), "activity_in_the_past",
         "activity_already_planned", PLAN, "activity_already_planned",
         refused_facts=ActivityFacts(WEDNESDAY)),
    Four(CancelActivity("too_few"), cafe(PLANNED), ActivityFacts(BEFORE), (OFF,), cafe(),
         "activity_not_planned", "activity_cancelled", CancelActivity("moved"),
         "activity_cancelled"),
    Four(BOOK, place(), FREE, (BOOKED,), place(), "activity_full", "already_booked", BOOK,
         "already_booked", refused_facts=replace(FREE, seat=None)),
    Four(CANCEL, place(BOOKED), FREE, (BookingCancelled(P6, CAFE, "citizen"),), place(BOOKED),
         "activity_has_begun", "booking_cancelled", CancelBooking("jobcenter"),
         "booking_cancelled", refused_facts=HELD),
    Four(COME, place(BOOKED), HELD, (CAME,), place(BOOKED), "activity_not_begun",
         "attendance_already_recorded", RecordActivityAttendance(attended=False),
         "attendance_already_recorded", refused_facts=FREE),
    Four(BACK, place(BOOKED, CAME), HELD, (ActivityAttendanceWithdrawn(P6, CAFE),), place(BOOKED),
         "attendance_not_recorded", "attendance_not_recorded", BACK, "attendance_not_recorded"),
    Four(STATE, table(), TODAY, (FULL,), table(FULL), "coverage_already_stated",
         "coverage_already_stated", STATE, "coverage_already_stated"),
    Four(RESTATE, table(FULL), TODAY, (PARTIAL,), table(), "coverage_not_stated",
         "nothing_to_correct", RESTATE, "nothing_to_correct"),
]  # fmt: skip


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
def test_the_later_of_two_is_refused(order):
    order.collides()


def test_nobody_is_booked_to_what_is_not_planned_or_has_begun():
    place().when(BOOK, BookingFacts(BEFORE)).then_rejected("activity_not_planned")
    place().when(BOOK, replace(FREE, now=WEDNESDAY)).then_rejected("activity_has_begun")
    assert isinstance(cafe(PLANNED).state, Activity)


def test_a_table_has_no_other_groups_than_the_laws_and_no_other_tasks():
    table(FULL).when(RestateCoverage("gardening", "full"), TODAY).then_rejected(
        "no_such_coverage_item"
    )


def test_h25_three_levels_of_coverage_give_a_share_and_what_is_not_said_is_left_out():
    cells = [CoverageRow("valby", f"tg{n}", "full") for n in range(5)]
    cells += [CoverageRow("valby", "tg5", "partial"), CoverageRow("valby", "tg6", "none")]
    assert shown(cells).share_permille == 786
    assert shown([]).share_permille is None


def test_the_list_follows_each_place():
    row = None
    for stream, event in (
        (f"activity-{CAFE}", PLANNED),
        (f"activity_booking-{CASE}", BOOKED),
        (f"activity_booking-{CASE}", CAME),
    ):
        told = recorded(stream, event, BEFORE)
        (key,) = ACTIVITIES.touches(told)
        assert key == (CAFE,)
        row = ACTIVITIES.project(key, row, told)
    assert (row.free, row.citizens, row.seats[0].attended) == (1, (P6,), True)
    unsaid, given_back = (
        ActivityAttendanceWithdrawn(P6, CAFE),
        BookingCancelled(P6, CAFE, "citizen"),
    )
    for event, left in ((unsaid, 1), (given_back, 2)):
        row = ACTIVITIES.project((CAFE,), row, recorded(f"activity_booking-{CASE}", event, BEFORE))
        assert row.free == left
    off = ACTIVITIES.project((CAFE,), row, recorded(f"activity-{CAFE}", OFF, BEFORE))
    assert off.cancelled
    assert ACTIVITIES.project((CAFE,), None, recorded(f"activity-{CAFE}", OFF, BEFORE)) is None


BOOKING_STORY = {
    BookPlace: st.just(BOOK),
    CancelBooking: st.just(CANCEL),
    RecordActivityAttendance: st.builds(RecordActivityAttendance, st.booleans()),
    WithdrawActivityAttendance: st.just(BACK),
}


@settings(max_examples=50, deadline=None)
@for_all(stories(BookPlace, BOOKING_STORY, st.sampled_from([FREE, HELD, replace(FREE, seat=None)])))
def test_what_a_booking_blocks_is_refused_and_what_it_allows_is_replayed(story):
    play(activity_booking, story)


def test_every_order_takes_part():
    every = {
        order for room in (activities, bookings, coverages) for order in get_args(room.Command)
    }
    assert {type(each.command) for each in ORDERS} == every
