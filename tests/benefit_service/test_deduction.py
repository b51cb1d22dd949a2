from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefit_service.domain.deduction import (
    AttendanceDay,
    DeductionInput,
    DeductionOutput,
    calculate,
)
from services.benefit_service.domain.hearing_letter import Coverage
from tests.benefit_service.samples import SHEET, day

CONTINUING = Coverage(day(14), day(15), continuing=True)
ONLY_TO_SERVICE = Coverage(day(14), day(15), continuing=False)


def offer(coverage: Coverage = CONTINUING, **changes: object) -> DeductionInput:
    given_ = {
        "kind": "offer_no_show",
        "reported_day": day(14),
        "coverage": coverage,
        "known_until": day(23),
        "attendance": SHEET,
        "day_rate": 40000,
    }
    return DeductionInput(**{**given_, **changes})  # type: ignore[arg-type]  # a test's shorthand


def interview(restored: date | None, coverage: Coverage) -> DeductionInput:
    return DeductionInput(
        kind="interview_no_show",
        reported_day=date(2026, 9, 15),
        coverage=coverage,
        known_until=date(2026, 9, 30),
        contact_restored_on=restored,
        rate_refused="rule_missing",
    )


def test_scenario_6_four_days_absent_at_400_kroner_are_1600_kroner() -> None:
    taken = calculate(offer())
    assert taken.days == (day(14), day(15), day(16), day(17))
    assert taken.amount == 160_000


def test_k_scenario_6_a_letter_that_does_not_name_the_absence_as_continuing_covers_two_days() -> (
    None
):
    taken = calculate(offer(ONLY_TO_SERVICE))
    assert taken.days == (day(14), day(15))
    assert taken.amount == 80_000


def test_a_new_absence_after_attendance_resumed_is_not_part_of_it() -> None:
    again = AttendanceDay(day(21), scheduled=True, present=False)
    assert calculate(offer(attendance=(*SHEET, again))).days[-1] == day(17)


def test_a_day_off_within_the_absence_costs_nothing_and_does_not_end_it() -> None:
    free = AttendanceDay(day(16), scheduled=False, present=False)
    sheet = tuple(free if one.day == day(16) else one for one in SHEET)
    assert calculate(offer(attendance=sheet)).days == (day(14), day(15), day(17))


def test_an_excused_day_costs_nothing() -> None:
    sick = AttendanceDay(day(15), scheduled=True, present=False, excused=True)
    sheet = tuple(sick if one.day == day(15) else one for one in SHEET)
    assert calculate(offer(attendance=sheet)).days == (day(14), day(16), day(17))


def test_days_before_the_heard_ones_cost_nothing() -> None:
    late = Coverage(day(16), day(17), continuing=True)
    assert calculate(offer(late)).days == (day(16), day(17))


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ((), "not_known_yet"),
        (SHEET[1:], "not_known_yet"),
        ((AttendanceDay(day(14), scheduled=True, present=True),), "no_absence_recorded"),
        ((AttendanceDay(day(14), scheduled=False, present=False),), "no_absence_recorded"),
    ],
)
def test_without_a_recorded_absence_no_day_can_be_taken(
    sheet: tuple[AttendanceDay, ...], code: str
) -> None:
    assert calculate(offer(attendance=sheet)) == DeductionOutput(refused=code)


def test_days_that_lie_ahead_are_never_taken() -> None:
    assert calculate(offer(known_until=day(15))).days == (day(14), day(15))


def test_a_hearing_about_other_days_opens_none() -> None:
    other = Coverage(day(1, 7), day(2, 7), continuing=True)
    assert calculate(offer(other)).refused == "absence_not_heard"


def test_scenario_23b_from_the_missed_interview_until_the_day_before_contact() -> None:
    letter = Coverage(date(2026, 9, 15), date(2026, 9, 16), continuing=True)
    taken = calculate(interview(date(2026, 9, 21), letter))
    assert taken.days == tuple(date(2026, 9, number) for number in range(15, 21))
    assert taken.amount is None
    assert taken.amount_refused == "rule_missing"


def test_scenario_23b_contact_restored_the_same_day_costs_the_interview_day() -> None:
    letter = Coverage(date(2026, 9, 15), date(2026, 9, 16), continuing=True)
    assert calculate(interview(date(2026, 9, 15), letter)).days == (date(2026, 9, 15),)


def test_contact_restored_the_next_day_costs_one_day() -> None:
    letter = Coverage(date(2026, 9, 15), date(2026, 9, 16), continuing=True)
    assert calculate(interview(date(2026, 9, 16), letter)).days == (date(2026, 9, 15),)


def test_days_without_contact_cannot_be_counted_before_contact_is_restored() -> None:
    letter = Coverage(date(2026, 9, 15), date(2026, 9, 16), continuing=True)
    assert calculate(interview(None, letter)).refused == "contact_not_restored"


def test_interview_days_after_the_letter_need_a_letter_that_names_them() -> None:
    letter = Coverage(date(2026, 9, 15), date(2026, 9, 16), continuing=False)
    assert calculate(interview(date(2026, 9, 21), letter)).days == (
        date(2026, 9, 15),
        date(2026, 9, 16),
    )


@pytest.mark.parametrize("kind", ["job_refusal", "quit", "availability_test", "jobseeking_missing"])
def test_a_kind_without_a_rule_is_refused_and_never_guessed(kind: str) -> None:
    assert calculate(offer(kind=kind)).refused == "rule_missing"


def test_without_a_rate_the_days_are_counted_and_the_amount_refused() -> None:
    taken = calculate(offer(day_rate=None))
    assert (len(taken.days), taken.amount, taken.amount_refused) == (4, None, "rule_missing")


sheets = st.lists(
    st.builds(
        AttendanceDay,
        st.dates(day(1), day(30)),
        scheduled=st.booleans(),
        present=st.booleans(),
        excused=st.booleans(),
    ),
    unique_by=lambda one: one.day,
)
coverages = st.builds(
    Coverage, st.dates(day(1), day(30)), st.dates(day(1), day(30)), continuing=st.booleans()
)


@given(sheets, coverages, st.dates(day(1), day(30)))
def test_only_scheduled_unexcused_heard_absent_days_are_ever_taken(
    sheet: list[AttendanceDay], coverage: Coverage, reported: date
) -> None:
    taken = calculate(offer(coverage, attendance=tuple(sheet), reported_day=reported))
    by_day = {one.day: one for one in sheet}
    came = [one.day for one in sheet if one.present and one.day >= reported]
    for one in taken.days:
        assert coverage.covers(one)
        assert reported <= one <= day(23)
        assert by_day[one].scheduled
        assert not by_day[one].present
        assert not by_day[one].excused
        assert not came or one < min(came)
    assert bool(taken.days) != (taken.refused is not None)
    assert taken.amount == (40000 * len(taken.days) if taken.days else None)
