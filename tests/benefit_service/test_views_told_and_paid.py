from datetime import UTC, date, datetime

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_events import (
    PaymentRaised,
    PaymentStopped,
    PaymentStopWithdrawn,
)
from services.benefit_service.domain.sanction_events import (
    EffectuationCorrected,
    RepaymentOrdered,
    SanctionEffectuated,
    SanctionReversed,
)
from services.benefit_service.domain.sanction_orders import DecideSanction
from services.benefit_service.views import (
    attendance,
    benefit_list,
    contact_restored,
    duty_guidance,
    eligibility_times,
    known_reasons,
    payments,
    sanction_list,
)
from shared.eventlog.codec import Unread
from shared.eventlog.event import Event
from shared.period import Period
from tests.benefit_service.samples import (
    BENEFIT,
    CITIZEN,
    LETTER,
    PAYING,
    PLACEMENT,
    READY,
    RECOMMENDED,
    REPORTED,
    SANCTION,
    day,
    recorded,
)
from tests.benefit_service.test_sanction_case import BECAUSE, decided
from tests.benefit_service.test_views import CONCLUDED, DECIDED, FLAG, case, show
from tests.support.scenario import given

# -- what others told ---------------------------------------------------------------------------


def test_guidance_is_known_by_its_day_and_moves_when_it_is_corrected() -> None:
    given_ = told.DutyGuidanceGiven(CITIZEN, "written", day(2, 5))
    oral = told.DutyGuidanceCorrected(CITIZEN, day(2, 5), "oral", day(2, 5))
    moved = told.DutyGuidanceCorrected(CITIZEN, day(2, 5), "written", day(3, 5))
    gone = told.DutyGuidanceWithdrawn(CITIZEN, day(2, 5))

    def rows(*events: Event) -> list[tuple[date, str]]:
        found = show(duty_guidance.DUTY_GUIDANCE, *((one, "citizen_case-1") for one in events))
        return [(row.given_on, row.form) for row in found.values()]

    assert rows(given_) == [(day(2, 5), "written")]
    assert rows(given_, oral) == [(day(2, 5), "oral")]
    assert rows(given_, moved) == [(day(3, 5), "written")]
    assert rows(given_, gone) == []
    undated = told.DutyGuidanceGiven(CITIZEN, "written")
    assert rows(undated) == [(day(23), "written")]


def test_attendance_is_kept_day_by_day_and_only_a_no_show_is_unexcused() -> None:
    week = told.AttendanceRecorded(
        CITIZEN,
        PLACEMENT,
        (
            told.DayAttended(day(14), True, False, "no_show"),
            told.DayAttended(day(15), True, False, "sick"),
            told.DayAttended(day(16), True, False),
            told.DayAttended(day(17), True, True),
        ),
    )
    corrected = told.AttendanceCorrected(CITIZEN, PLACEMENT, day(14), True, False, "agreed")
    stream = "attendance_sheet-1"
    rows = show(attendance.ATTENDANCE, (week, stream))
    assert [row.excused for row in rows.values()] == [False, True, False, False]
    after = show(attendance.ATTENDANCE, (week, stream), (corrected, stream))
    assert after[PLACEMENT, day(14)].excused


def test_contact_is_known_by_its_sanction_case() -> None:
    first = told.ContactRestored(CITIZEN, SANCTION, day(20))
    again = told.ContactRestored(CITIZEN, SANCTION, day(19))
    rows = show(contact_restored.CONTACT_RESTORED, (first, "r-1"), (again, "r-1"))
    assert rows[SANCTION,].restored_on == day(19)


def test_work_and_illness_on_record_are_known_with_their_days() -> None:
    def rows(*events: Event) -> list[tuple[str, date, date | None]]:
        found = show(known_reasons.KNOWN_REASONS, *((one, "record-1") for one in events))
        return [(row.kind, row.start, row.ended) for row in found.values()]

    ill = told.AbsenceNotified(CITIZEN, day(14))
    well = told.RecoveryReported(CITIZEN, day(20))
    assert rows(ill) == [("sickness", day(14), None)]
    assert rows(ill, well) == [("sickness", day(14), day(20))]
    assert rows(ill, well, told.RecoveryCorrected(CITIZEN, day(19)))[0][2] == day(19)
    assert rows(ill, well, told.RecoveryWithdrawn(CITIZEN))[0][2] is None
    assert rows(ill, told.FirstAbsenceDayCorrected(CITIZEN, day(13)))[0][1] == day(13)
    assert rows(ill, told.AbsenceNotificationWithdrawn(CITIZEN)) == []
    work = told.ExternalRecordImported(CITIZEN, "employment", Period(day(1), day(9)))
    moved = told.ExternalRecordCorrected(CITIZEN, "moved", Period(day(1)))
    assert rows(work) == [("employment", day(1), day(9))]
    assert rows(work, moved) == []
    assert rows(work, told.ExternalRecordWithdrawn(CITIZEN)) == []


# -- money --------------------------------------------------------------------------------------


def paid(month: str, *events: Event) -> payments.MonthPaid:
    row = payments.PaymentRow(CITIZEN)
    for event in events:
        stream = "sanction_case-1" if isinstance(event, _TAKES) else f"benefit_case-{BENEFIT}"
        fact = recorded(event, stream)
        for key in payments.touches(fact):
            row = payments.project(key, row, fact) or row
    return payments.month_paid(row, month)


_TAKES = (SanctionEffectuated, EffectuationCorrected, RepaymentOrdered)
TAKEN = SanctionEffectuated(CITIZEN, (day(14),), 160_000, "2011-07")


def test_a_month_is_paid_whole_and_after_deduction_and_repayment() -> None:
    assert paid("2011-07", *PAYING).paid == 1_000_000
    assert paid("2011-07", *PAYING, TAKEN).paid == 840_000
    assert paid("2011-08", *PAYING, TAKEN).paid == 1_000_000
    back = RepaymentOrdered(CITIZEN, 160_000, "2011-07")
    assert paid("2011-07", *PAYING, TAKEN, back).paid == 1_000_000
    moved = EffectuationCorrected(CITIZEN, 160_000, "2011-07", "2011-08")
    assert paid("2011-07", *PAYING, TAKEN, moved).paid == 1_000_000
    assert paid("2011-08", *PAYING, TAKEN, moved).taken == 160_000


def test_a_month_that_is_paid_in_part_is_paid_by_the_day_rounded_up() -> None:
    # From 2 May: 30 of 31 days of 1,000,000 øre = 967,741.9 øre.
    assert paid("2011-05", *PAYING).paid == 967_742
    assert paid("2011-04", *PAYING).paid == 0


def test_a_raise_counts_from_its_day_and_a_stop_ends_it() -> None:
    raised = PaymentRaised(CITIZEN, 1_300_000, day(16))
    assert paid("2011-06", *PAYING, raised).full == 1_150_000
    stopped = PaymentStopped(CITIZEN, "died", day(16), "x")
    assert paid("2011-06", *PAYING, stopped).full == 500_000
    assert paid("2011-06", *PAYING, stopped, PaymentStopWithdrawn(CITIZEN, "x")).full == 1_000_000


def test_a_decided_sanction_takes_nothing_before_it_is_effectuated() -> None:
    events = (
        given(decided().decider, REPORTED, RECOMMENDED).when(DecideSanction(BECAUSE), READY).events
    )
    assert events
    assert paid("2011-07", *PAYING, *events).paid == 1_000_000


def test_only_payment_facts_effectuation_and_repayment_touch_what_is_paid() -> None:
    reversed_ = SanctionReversed(CITIZEN, "appeal", "x", "bo")
    for event in (*DECIDED, LETTER, CONCLUDED, reversed_, FLAG, Unread("x", {})):
        assert payments.touches(recorded(event, "sanction_case-1")) == []


def test_months_go_over_the_turn_of_the_year() -> None:
    assert payments.months_from("2011-11", 3) == ["2011-11", "2011-12", "2012-01"]


# -- eligibility --------------------------------------------------------------------------------


def wait(days: int | None) -> eligibility_times.WaitRow:
    notified = None if days is None else date(2008, 3, 12 + days)
    return eligibility_times.WaitRow(BENEFIT, CITIZEN, "cash_benefit", date(2008, 3, 12), notified)


def test_k_08_the_days_from_contact_to_notice() -> None:
    rows = [wait(n) for n in (0, 0, 1, 2, 2, 3, 5, 8, 10, 13, None)]
    found = eligibility_times.measured(rows, 10)
    assert (found.notified, found.waiting) == (10, 1)
    assert str(found.median_days) == "2.5"
    assert found.p90_days == 10
    assert (str(found.same_day_percent), str(found.in_time_percent)) == ("20.0", "90.0")


def test_k_08_an_odd_number_and_nobody_at_all() -> None:
    assert str(eligibility_times.measured([wait(n) for n in (1, 2, 13)], 10).median_days) == "2"
    nobody = eligibility_times.measured([], 10)
    assert (nobody.median_days, nobody.p90_days, nobody.in_time_percent) == (None, None, None)


def test_scenario_1_a_notice_after_two_days_and_one_after_thirteen() -> None:
    assert [wait(2).days, wait(13).days, wait(None).days] == [2, 13, None]


def test_k_08_the_first_notice_counts_and_a_corrected_contact_moves_it() -> None:
    facts = [(one, f"benefit_case-{BENEFIT}") for one in PAYING]
    view = eligibility_times.ELIGIBILITY_TIMES
    row = show(view, *facts, effective_on=day(5, 5))[BENEFIT,]
    assert (row.first_contact_on, row.notified_on, row.days) == (day(2, 5), day(5, 5), 3)


def test_the_benefit_list_follows_each_stage() -> None:
    stages = []
    for end in range(1, len(PAYING) + 1):
        facts = [(one, f"benefit_case-{BENEFIT}") for one in PAYING[:end]]
        stages.append(show(benefit_list.BENEFIT_LIST, *facts)[BENEFIT,].stage)
    assert stages == ["contacted", "applied", "eligible", "eligible", "paying"]


def test_the_day_a_report_came_in_is_the_copenhagen_day() -> None:
    late = datetime(2011, 6, 14, 22, 30, tzinfo=UTC)
    row = show(sanction_list.SANCTION_LIST, *case(REPORTED), recorded_at=late)[SANCTION,]
    assert row.reported_on == day(15)
