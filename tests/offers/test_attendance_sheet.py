from datetime import date

import pytest
from msgspec.structs import replace

from services.offers.domain.attendance_sheet import (
    EXPECTED,
    NOT_EXPECTED,
    AddAttendance,
    AttendanceCorrected,
    AttendanceRecorded,
    Attended,
    CorrectAttendance,
    FitAttendance,
    Place,
    RecordAttendance,
)
from services.offers.domain.schedule import Schedule
from tests.offers.placements import (
    ANNA,
    JUNE_1,
    JUNE_14,
    JUNE_15,
    MAY_30,
    OTHER,
    P6,
    PLACEMENT,
    WHIT_MONDAY,
    sheet,
    sheet_facts,
)
from tests.visitation.four import Four

WEEK = "2011-W24"
ABSENT = Attended(JUNE_14, absence_kind="no_show")
PRESENT = Attended(JUNE_15, present=True)
BLANK = sheet()
FILLED = AttendanceRecorded(P6, PLACEMENT, "1", WEEK, (ABSENT,))
FACTS = sheet_facts()
# The offer turns out to have ended on 13 June.
OVER = sheet_facts(place=Place(P6, "1", Schedule(JUNE_1, WHIT_MONDAY)))
LEFT_OUT = AttendanceCorrected(
    P6, PLACEMENT, "1", WEEK, JUNE_14, False, False, "no_show", NOT_EXPECTED
)
ORDERS = [
    Four(
        command=RecordAttendance(PLACEMENT, WEEK, (ABSENT,)),
        before=BLANK,
        facts=FACTS,
        gives=(FILLED,),
        refused_in=BLANK,
        refused_facts=sheet_facts(place=None),
        refused="no_such_placement",
        repeated="week_already_recorded",
        rival=RecordAttendance(PLACEMENT, WEEK, (PRESENT,)),
        lost="week_already_recorded",
    ),
    Four(
        command=AddAttendance((PRESENT,)),
        before=sheet(FILLED),
        facts=FACTS,
        gives=(AttendanceRecorded(P6, PLACEMENT, "1", WEEK, (PRESENT,)),),
        refused_in=BLANK,
        refused="week_not_recorded",
        repeated="day_already_recorded",
        rival=AddAttendance((replace(PRESENT, present=False),)),
        lost="day_already_recorded",
    ),
    Four(
        command=CorrectAttendance(JUNE_14, False, "Fri var aftalt", "agreed"),
        before=sheet(FILLED),
        facts=FACTS,
        gives=(
            AttendanceCorrected(
                P6, PLACEMENT, "1", WEEK, JUNE_14, True, False, "agreed", "Fri var aftalt"
            ),
        ),
        refused_in=BLANK,
        refused="week_not_recorded",
        repeated="nothing_to_correct",
        rival=CorrectAttendance(JUNE_14, False, "Aftale", "agreed"),
        lost="nothing_to_correct",
    ),
    Four(
        command=FitAttendance(JUNE_14),
        before=sheet(FILLED),
        facts=OVER,
        gives=(LEFT_OUT,),
        refused_in=BLANK,
        refused="week_not_recorded",
        repeated=None,
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


@pytest.mark.parametrize("order", ORDERS[:-1], ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


def test_a_day_corrected_meanwhile_is_left_out_as_it_is_then():
    came = sheet(FILLED).and_then(CorrectAttendance(JUNE_14, True, "Kom"), FACTS)
    (left_out,) = came.when(FitAttendance(JUNE_14), OVER).events
    assert (left_out.scheduled, left_out.present) == (False, True)


@pytest.mark.parametrize("actor", [OTHER, ANNA], ids=["another_supplier", "jobcenter"])
def test_only_the_placements_own_supplier_keeps_the_sheet(actor):
    for order in (order.command for order in ORDERS):
        if isinstance(order, FitAttendance):
            continue
        history = () if isinstance(order, RecordAttendance) else (FILLED,)
        refused = sheet(*history).when(order, sheet_facts(actor=actor))
        refused.then_rejected("not_your_participant")


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((), "each_day_once"),
        ((ABSENT, ABSENT), "each_day_once"),
        ((Attended(date(2011, 6, 18)),), "date_in_future"),
        ((Attended(date(2011, 6, 10)),), "day_outside_week"),
        ((Attended(WHIT_MONDAY),), "day_not_scheduled"),
        ((Attended(JUNE_14, present=True, absence_kind="sick"),), "present_and_absent"),
    ],
)
def test_days_that_cannot_stand_on_the_sheet_are_refused(days, code):
    BLANK.when(RecordAttendance(PLACEMENT, WEEK, days), FACTS).then_rejected(code)


def test_a_day_before_the_offer_does_not_stand_on_its_sheet():
    order = RecordAttendance(PLACEMENT, "2011-W22", (Attended(MAY_30),))
    BLANK.when(order, FACTS).then_rejected("day_outside_offer")


def test_a_day_nobody_was_expected_can_be_told_of_as_such():
    told = Attended(WHIT_MONDAY, scheduled=False)
    order = RecordAttendance(PLACEMENT, WEEK, (told,))
    assert BLANK.when(order, FACTS).events[0].days == (told,)
    assert not told.unexcused


@pytest.mark.parametrize(
    ("kind", "unexcused"),
    [(None, True), ("no_show", True), ("sick", False), ("agreed", False), ("jobcenter", False)],
)
def test_k_09_an_absence_counts_unless_it_was_excused(kind, unexcused):
    assert Attended(JUNE_14, absence_kind=kind).unexcused is unexcused
    assert not Attended(JUNE_14, present=True).unexcused


def test_only_a_day_that_is_filled_in_can_be_corrected():
    order = CorrectAttendance(JUNE_15, True, "Fejl")
    sheet(FILLED).when(order, FACTS).then_rejected("day_not_recorded")
    both = CorrectAttendance(JUNE_14, True, "Fejl", "sick")
    sheet(FILLED).when(both, FACTS).then_rejected("present_and_absent")


def test_d_5_nobody_is_expected_after_the_offer_is_over_until_its_end_is_taken_back():
    over = sheet(FILLED).when(FitAttendance(JUNE_14), OVER)
    assert over.events == (LEFT_OUT,)
    back = sheet(FILLED, LEFT_OUT).when(FitAttendance(JUNE_14), FACTS)
    (again,) = back.events
    assert (again.scheduled, again.absence_kind, again.reason) == (True, "no_show", EXPECTED)
    sheet(FILLED, LEFT_OUT, again).when(FitAttendance(JUNE_14), FACTS).then()


def test_a_day_the_supplier_wrote_as_free_stays_free():
    free = replace(FILLED, days=(replace(ABSENT, scheduled=False, absence_kind=None),))
    sheet(free).when(FitAttendance(JUNE_14), FACTS).then()


def test_a_day_left_out_can_be_corrected_and_stays_left_out():
    order = CorrectAttendance(JUNE_14, False, "Syg", "sick")
    (right,) = sheet(FILLED, LEFT_OUT).when(order, OVER).events
    assert (right.scheduled, right.absence_kind) == (False, "sick")
    sheet(FILLED, LEFT_OUT, right).when(FitAttendance(JUNE_14), OVER).then()


def test_only_a_day_that_is_written_can_be_held_against_the_offer():
    sheet(FILLED).when(FitAttendance(JUNE_15), OVER).then_rejected("day_not_recorded")
    nowhere = sheet_facts(place=None)
    sheet(FILLED).when(FitAttendance(JUNE_14), nowhere).then_rejected("no_such_placement")
