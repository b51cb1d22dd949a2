"""The contact course on a real database: scenarios H 2, 3, 21 and 22 and flow E 13, to the day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from services.visitation import messages
from services.visitation.domain import cv, exemptions, interview_counts, match
from services.visitation.domain.authority import TransferAuthority
from services.visitation.domain.citizen_case import CloseCase, citizen_case
from services.visitation.domain.contact_course import (
    HoldInterview,
    InterviewHeld,
    WithdrawInterview,
)
from services.visitation.domain.follow_up import AttendJointSession
from services.visitation.domain.registration import CorrectRegistration, RegisterCitizen
from services.visitation.domain.standing import NoteOriginGroup
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Denied
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

pytestmark = pytest.mark.postgres

FIVE = match.Elements("Lager", "Truckkort", "Stabil", "Ingen gæld", "God")


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def register(service: OneService, basis: str, group: str, age: int, **more: object) -> str:
    order = RegisterCitizen(
        citizen=P6,
        benefit_basis=basis,
        target_group=group,
        age=age,
        **more,  # type: ignore[arg-type]  # words of the tests
    )
    return service.order(ANNA, order).case_id


def duties(service: OneService, case: str) -> dict[str, list[tuple[date, str, int]]]:
    """Return the last timely day, the state and the days late of each deadline, by rule."""
    found: dict[str, list[tuple[date, str, int]]] = {}
    for duty in service.office.desk(ANNA).load(citizen_case, case).clocks.duties:
        late = duty.met.late_by_days if duty.met else 0
        found.setdefault(duty.key, []).append((duty.timely_until, duty.state, late))
    return found


def hold(service: OneService, case: str, *day: int) -> None:
    service.at(*day)
    service.order(ANNA, HoldInterview("personal"), case)


def test_h3_both_measuring_methods_stand_side_by_side(service):
    service.at(2011, 1, 3)
    case = register(service, "ui_benefit", "tg1_insured", 24)
    assert duties(service, case)["interview.first"] == [(date(2011, 2, 3), "running", 0)]
    hold(service, case, 2011, 1, 31)
    service.order(ANNA, match.AssessMatch("1", FIVE), case)
    hold(service, case, 2011, 5, 3)
    now = duties(service, case)
    assert now["interview.first"] == [(date(2011, 2, 3), "met", 0)]
    # By the calendar three days late; by weeks on benefit week 18 is the thirteenth.
    assert now["interview.interval"][0] == (date(2011, 4, 30), "met", 3)
    assert now["interview.interval.weeks"][0] == (date(2011, 5, 8), "met", 0)
    assert now["interview.interval"][1] == (date(2011, 8, 3), "running", 0)
    assert now["match.reassess"] == [(date(2011, 5, 3), "running", 0)]
    asked = {"from_day": date(2011, 4, 1), "to_day": date(2011, 5, 31)}
    by_calendar = service.ask("interview_timeliness", ANNA, **asked)
    assert [(m.month, m.on_time, m.late) for m in by_calendar.months] == [("2011-04", 0, 1)]
    by_weeks = service.ask("interview_timeliness", ANNA, **asked, method="weeks")
    assert [(m.month, m.on_time, m.late) for m in by_weeks.months] == [("2011-05", 1, 0)]


def test_h2_a_transfer_to_the_one_string_restarts_no_clock(service):
    service.at(2009, 6, 2)
    case = register(service, "ui_benefit", "tg1_insured", 45, authority="state")
    service.order(ANNA, cv.RegisterCv(), case)
    hold(service, case, 2009, 7, 1)
    before = duties(service, case)
    service.at(2009, 8, 3)
    service.order(ANNA, TransferAuthority("municipal", date(2009, 8, 1)), case)
    assert duties(service, case) == before
    assert before["interview.interval"] == [(date(2009, 10, 1), "running", 0)]


def test_h21_an_upgrade_starts_the_cv_clock_and_shows_in_the_flow_matrix(service):
    service.at(2007, 11, 5)
    case = register(service, "cash_benefit", "tg3_cash_other_problems", 40)
    assert "cv.register" not in duties(service, case)
    service.order(ANNA, HoldInterview("personal"), case)
    service.order(ANNA, match.AssessMatch("4", FIVE), case)
    hold(service, case, 2008, 2, 20)
    service.order(ANNA, match.AssessMatch("3", FIVE, "Bedre helbred"), case)
    now = duties(service, case)
    assert now["cv.register"] == [(date(2008, 3, 25), "running", 0)]
    assert now["interview.interval"][-1] == (date(2008, 5, 20), "running", 0)
    february = {"from_day": date(2008, 2, 1), "to_day": date(2008, 2, 29)}
    (cell,) = service.ask("match_flow", ANNA, **february)
    assert (cell.from_value, cell.value, cell.citizens, cell.days_before) == ("4", "3", 1, 107)
    (group,) = service.ask("match_groups", ANNA, on=date(2008, 2, 19))
    assert (group.value, group.citizens, group.p50_days) == ("4", 1, 106)
    (missing,) = service.ask("cvs_missing", ANNA, within_days=40)
    assert (missing.law_ref, missing.days_left) == ("LAB ch. 6", 34)
    service.order(ANNA, match.WithdrawMatch("Forkert borger"), case)
    assert "cv.register" not in duties(service, case)
    assert service.ask("match_flow", ANNA, **february) == []
    (row,) = service.ask("citizen_cases", ANNA, citizen=P6)
    assert (row.match_value, row.ready) == ("4", False)


def test_k_an_upgrade_in_the_new_model_is_judged_ready_by_that_model(service):
    service.at(2010, 2, 1)
    case = register(service, "cash_benefit", "tg3_cash_other_problems", 40)
    service.order(ANNA, HoldInterview("personal"), case)
    service.order(ANNA, match.AssessMatch("5", FIVE), case)
    hold(service, case, 2010, 5, 10)
    # Old 5 is 3 in the new model; 2 was ready in the old one and is not in the new.
    service.order(ANNA, match.AssessMatch("2", FIVE, "Bedre helbred"), case)
    (row,) = service.ask("citizen_cases", ANNA, citizen=P6)
    assert (row.match_model, row.match_value, row.ready) == ("m3", "2", False)
    assert "cv.register" not in duties(service, case)
    hold(service, case, 2010, 6, 10)
    service.order(ANNA, match.AssessMatch("1", FIVE, "Klar til job"), case)
    assert duties(service, case)["cv.register"] == [(date(2010, 7, 12), "running", 0)]


def test_h22_four_interviews_within_six_months_of_2026_and_the_quota_counts_them(service):
    service.at(2026, 7, 6)
    case = register(service, "cash_benefit", "tg2_cash_ready", 40)
    now = duties(service, case)
    assert now["interview.first"] == [(date(2026, 7, 13), "running", 0)]
    assert now["interview.count_first_6m"] == [(date(2027, 1, 6), "running", 0)]
    for month in (7, 8, 9, 10):
        hold(service, case, 2026, month, 10)
    assert duties(service, case)["interview.count_first_6m"] == [(date(2027, 1, 6), "met", 0)]
    cohort = {"from_day": date(2026, 7, 6), "to_day": date(2026, 7, 6)}
    shown = service.ask("interview_quota", ANNA, **cohort)
    assert (shown.citizens, shown.complete, shown.needed_percent) == (1, 1, 75)
    assert (shown.reached, shown.first_interviews, shown.first_in_time) == (True, 1, 1)
    with pytest.raises(Rejected, match="count_rests_on_it"):
        service.order(ANNA, WithdrawInterview(date(2026, 8, 10), "Ikke holdt"), case)
    undo = interview_counts.WithdrawCount("first_six_months", "Ikke holdt")
    service.order(ANNA, undo, case)
    service.order(ANNA, WithdrawInterview(date(2026, 8, 10), "Ikke holdt"), case)
    assert duties(service, case)["interview.count_first_6m"] == [(date(2027, 1, 6), "running", 0)]


def test_lab_16_activity_ready_citizens_are_seen_four_times_in_each_twelve_months(service):
    service.at(2014, 2, 3)
    case = register(service, "cash_benefit", "tg3_cash_other_problems", 40)
    for month in (2, 4, 6, 8, 10):
        hold(service, case, 2014, month, 10)
    assert duties(service, case)["interview.count_12m"] == [
        (date(2015, 2, 10), "met", 0),
        (date(2016, 2, 11), "running", 0),
    ]


def test_lab_31_in_2024_the_fund_and_the_jobcenter_each_owe_three(service):
    service.at(2024, 1, 8)
    case = register(service, "ui_benefit", "tg1_insured", 40)
    for month in (1, 2, 3):
        service.at(2024, month, 15)
        service.order(ANNA, interview_counts.NoteFundInterview(), case)
    for month in (4, 5, 6):
        hold(service, case, 2024, month, 10)
    now = duties(service, case)
    assert now["interview.first.fund"] == [(date(2024, 1, 22), "met", 0)]
    assert now["interview.count_first_3m.fund"] == [(date(2024, 4, 8), "met", 0)]
    assert now["interview.count_m4_6.jobcenter"] == [(date(2024, 7, 8), "met", 0)]


def test_e13_sickness_holds_the_clocks_and_recovery_lets_them_go_on(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    hold(service, case, 2011, 5, 10)
    service.at(2011, 6, 1)
    service.order(ANNA, exemptions.ReportSick(), case)
    told = [each.event for each in service.facts(f"citizen_case-{case}")]
    sick = next(each for each in told if isinstance(each, exemptions.SickReported))
    assert (str(sick.citizen_case), sick.sick_from) == (case, date(2011, 6, 1))
    service.at(2011, 6, 21)
    service.told("sick_pay_case-1", messages.RecoveryReported(P6, date(2011, 6, 21)))
    # Twenty days stood still: 10 August + 20 = 30 August.
    assert duties(service, case)["interview.interval"] == [(date(2011, 8, 30), "running", 0)]
    (row,) = service.ask("citizen_cases", ANNA, citizen=P6)
    assert row.sick_from is None
    # Sick pay also tells of citizens who never reported ill here: nothing is ordered.
    service.told("sick_pay_case-1", messages.RecoveryReported(P6, date(2011, 6, 21)))
    assert service.refusals() == []


def test_an_exemption_that_is_withdrawn_never_held_a_clock(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.at(2011, 6, 1)
    service.order(ANNA, exemptions.GrantExemption("maternity", "Barsel"), case)
    service.at(2011, 6, 20)
    service.order(ANNA, exemptions.WithdrawExemption("Forkert borger"), case)
    assert duties(service, case)["interview.first"] == [(date(2011, 8, 2), "running", 0)]


def test_an_exemption_of_another_kind_holds_no_clock(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.order(ANNA, exemptions.GrantExemption("close_to_work", "Job 1. juli"), case)
    service.at(2011, 6, 20)
    service.order(ANNA, exemptions.EndExemption(), case)
    assert duties(service, case)["interview.first"] == [(date(2011, 8, 2), "running", 0)]


def test_l1_and_the_stock_show_who_lacks_an_interview(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.at(2011, 8, 15)
    (due,) = service.ask("interviews_due", ANNA)
    assert (due.citizen_case, due.law_ref, due.due, due.overdue, due.days_left) == (
        case, "LAB §§ 16-18", date(2011, 8, 2), True, -13,
    )  # fmt: skip
    stock = service.ask("stock_of_interviews", ANNA, month=date(2011, 8, 1))
    assert (stock.measured_on, stock.missing, stock.on_benefit) == (date(2011, 8, 8), 1, 1)
    hold(service, case, 2011, 8, 16)
    assert service.ask("interviews_due", ANNA) == []


def test_a_joint_session_stops_the_clock_only_with_its_part_alone(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.at(2011, 5, 9)
    service.order(ANNA, AttendJointSession("info-1", individual_part=False), case)
    assert duties(service, case)["interview.first"] == [(date(2011, 8, 2), "running", 0)]
    service.order(ANNA, AttendJointSession("info-2", individual_part=True), case)
    assert duties(service, case)["interview.first"] == [(date(2011, 8, 2), "met", 0)]


def test_the_rules_say_the_standard_the_model_and_the_group_of_the_day(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.order(ANNA, HoldInterview("personal", items=("job_aim",)), case)
    told = service.facts(f"citizen_case-{case}")
    held = next(each for each in told if isinstance(each.event, InterviewHeld))
    assert held.event.missing_items == ("rights_and_duties", "next_contact")
    assert any(rule.startswith("interview.standard@") for rule in held.meta.rules)
    with pytest.raises(Rejected, match="value_not_in_model"):
        service.order(ANNA, match.AssessMatch("5", FIVE), case)


def test_l1_and_l5_show_nothing_of_who_need_not_come(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    lists = ("interviews_due", "cvs_missing")
    assert [len(service.ask(each, ANNA, within_days=120)) for each in lists] == [1, 1]
    service.order(ANNA, exemptions.GrantExemption("maternity", "Barsel"), case)
    service.at(2011, 12, 1)
    # The interview waits; the CV is the citizen's own duty, which no exemption holds still.
    assert [len(service.ask(each, ANNA, within_days=120)) for each in lists] == [0, 1]
    year = {"from_day": date(2011, 1, 1), "to_day": date(2011, 12, 31)}
    assert service.ask("interview_timeliness", ANNA, **year).months == ()
    service.order(ANNA, exemptions.EndExemption(), case)
    (due,) = service.ask("interviews_due", ANNA, within_days=120)
    assert (due.overdue, due.timely_until) == (False, date(2012, 3, 2))


def test_raters_are_compared(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.order(ANNA, HoldInterview("personal"), case)
    service.order(ANNA, match.AssessMatch("2", FIVE), case)
    second = Actor(id="carl", unit="jobcenter", roles=("counsellor_muni",))
    service.order(second, match.RateForCalibration("1"), case)
    may = {"from_day": date(2011, 5, 1), "to_day": date(2011, 5, 31)}
    (shown,) = service.ask("match_calibration", ANNA, **may)
    assert (shown.assessed_by, shown.rated, shown.agreed) == (ANNA.id, 1, 0)


def test_origin_is_noted_by_few(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    with pytest.raises(Denied):
        service.order(ANNA, NoteOriginGroup("western", "statistics_denmark"), case)


AUGUST = {"from_day": date(2011, 8, 1), "to_day": date(2011, 8, 31)}


def august(service):
    return [(m.falling_due, m.not_held) for m in
            service.ask("interview_timeliness", ANNA, **AUGUST).months]  # fmt: skip


@pytest.mark.parametrize(
    ("closed_on", "counted"),
    [(date(2011, 8, 2), []), (date(2011, 8, 3), [(1, 1)]), (date(2011, 9, 20), [(1, 1)])],
)
def test_f1_an_interview_that_was_missed_stays_in_its_month_when_the_case_is_closed(
    service, closed_on, counted
):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.at(2011, 9, 20)
    assert august(service) == [(1, 1)]
    stock = service.ask("stock_of_interviews", ANNA, month=date(2011, 8, 1))
    assert (stock.missing, stock.on_benefit) == (1, 1)
    service.order(ANNA, CloseCase("job", closed_on), case)
    # Closed with effect from the last timely day, nothing was owed after it.
    assert august(service) == counted
    after = service.ask("stock_of_interviews", ANNA, month=date(2011, 8, 1))
    on_that_monday = closed_on > date(2011, 8, 8)
    assert (after.missing, after.on_benefit) == (int(on_that_monday), int(on_that_monday))


def test_f1_an_interview_that_was_never_owed_leaves_its_month(service):
    service.at(2011, 5, 2)
    case = register(service, "cash_benefit", "tg2_cash_ready", 27)
    service.at(2011, 9, 20)
    assert august(service) == [(1, 1)]
    right = CorrectRegistration("Kom i juni", registered_on=date(2011, 6, 15))
    service.order(ANNA, right, case)
    # Put right, it falls due in September, and August counts nobody.
    assert august(service) == []
