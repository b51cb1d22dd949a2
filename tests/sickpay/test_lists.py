"""The lists an officer works by: caseload, actors, early warning, waiting on whom, figures."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain.sick_pay_orders import (
    CorrectFirstAbsenceDay,
    CorrectFormAnswer,
    FormAnswers,
    NotifyAbsence,
    RegisterFormReturn,
    ReportRecovery,
    WithdrawNotification,
    WithdrawRecovery,
)
from services.sickpay.views.actors import ActorSearch
from services.sickpay.views.caseload import CaseloadRow, CaseloadSearch, ToReview
from services.sickpay.views.early_warning import WarningSearch
from services.sickpay.views.figures import CohortSearch, InflowSearch, Share, counted, inflow
from services.sickpay.views.refund_list import RefundSearch
from services.sickpay.views.waiting_on import WaitingSearch
from services.sickpay.views.workload import Workload, WorkloadSearch, divided
from tests.sickpay.conftest import Counter
from tests.sickpay.house import ANSWERS, CITIZEN

FIRST = date(2007, 10, 1)


def notified(counter: Counter) -> str:
    counter.day(date(2007, 10, 15))
    order = NotifyAbsence(CITIZEN, "10000009", FIRST, "employer", date(2007, 10, 15))
    return counter.order(order).case_id


@pytest.mark.postgres
def test_an_officer_sees_the_case_its_parties_and_what_is_waited_for(counter: Counter) -> None:
    case = notified(counter)
    counter.order(paper.AssignCase("sif", "north"), case)
    counter.order(paper.RequestCertificate("le125", date(2007, 10, 15)), case)
    (row,) = counter.ask("caseload", CaseloadSearch(officer="sif", team="north")).cases
    assert (row.sick_pay_case, row.limit_day) == (UUID(case), date(2008, 10, 31))
    assert counter.ask("caseload", CaseloadSearch(officer="other")).cases == []
    search = WaitingSearch(UUID(case))
    doctor, first, *_ = counter.ask("waiting_on", search)
    assert doctor.da == (
        "Lægen skal sende lægeattesten senest 29. oktober 2007 (agreement on medical certificates)."
    )
    assert first.da == "Kommunen skal holde første opfølgning senest 25. november 2007 (SPA § 13b)."
    assert first.en == "The municipality owes the first follow-up by 25 November 2007 (SPA § 13b)."
    shown = counter.ask("actors", ActorSearch(UUID(case)))
    assert [(one.party, one.last_contact_on, one.silent) for one in shown] == [
        ("citizen", None, False),
        ("job_consultant", None, False),
        ("doctor", date(2007, 10, 15), False),
        ("employer", date(2007, 10, 15), False),
    ]
    counter.day(date(2007, 12, 31))
    assert all(one.silent for one in counter.ask("actors", ActorSearch(UUID(case))))
    for next_action in ("Ask about hours", "Ask about an aid"):
        talk = paper.RecordContact("employer", date(2007, 12, 31), next_action, date(2008, 1, 7))
        counter.order(talk, case)
    spoken = {one.party: one for one in counter.ask("actors", ActorSearch(UUID(case)))}
    employer = spoken.pop("employer")
    assert (employer.silent, employer.next_on) == (False, date(2008, 1, 7))
    assert employer.next_action == "Ask about an aid"
    # An answer that names the citizen is shown by relation, and the look at it is kept.
    assert employer.citizen == CITIZEN
    assert all(one.silent and one.next_action is None for one in spoken.values())
    counter.order(WithdrawNotification("Another citizen"), case)
    left = counter.ask("actors", ActorSearch(UUID(case)))
    assert [one.party for one in left] == ["doctor", "employer"]


@pytest.mark.postgres
def test_early_warning_puts_the_overdue_first(counter: Counter) -> None:
    case = notified(counter)
    counter.day(date(2007, 10, 18))
    counter.form_sent(CITIZEN, case, date(2007, 10, 18), UUID(int=1))
    counter.day(date(2007, 10, 29))
    found = counter.ask("early_warning", WarningSearch())
    assert [(one.list, one.days_left) for one in found] == [("L9", -3), ("L10", 27)]
    assert counter.ask("early_warning", WarningSearch(officer="sif")) == []
    counter.day(date(2008, 9, 5))
    lists = [one.list for one in counter.ask("early_warning", WarningSearch())]
    assert lists == ["L9", "L10", "L11"]


@pytest.mark.postgres
def test_an_earlier_absence_shortens_the_next_and_the_figures_count_both(counter: Counter) -> None:
    case = notified(counter)
    counter.day(date(2007, 11, 20))
    counter.order(follow.Categorise(2, date(2007, 11, 1), "x"), case)
    held = follow.HoldFollowUp(date(2007, 11, 20), "interview", ANSWERS)
    counter.order(held, case)
    counter.day(date(2007, 12, 24))
    counter.order(ReportRecovery(date(2007, 12, 24)), case)
    again = NotifyAbsence(CITIZEN, "10000009", date(2008, 1, 7), "employer", date(2008, 1, 10))
    counter.day(date(2008, 1, 10))
    later = counter.order(again).case_id
    counter.ask("caseload", CaseloadSearch())
    counter.order(paper.AssignCase("sif", "north"), later)
    (row,) = counter.ask("caseload", CaseloadSearch(officer="sif")).cases
    # 70 paid days of 2007 and from 21 January 2008: the 365th day is 10 November.
    assert row.limit_day == date(2008, 11, 30)
    figures = counter.ask("cohort_figures", CohortSearch(FIRST, FIRST))
    assert figures.cases == 1
    assert figures.first_follow_up_on_time == Share(1, 1)
    assert figures.recovered_8w == Share(0, 1)
    other = CohortSearch(FIRST, FIRST, legal_basis="cash_benefit")
    assert counter.ask("cohort_figures", other).cases == 0


def row(**more: Any) -> CaseloadRow:
    told = {"first_absence_day": FIRST, "notified_on": FIRST, **more}
    return CaseloadRow(UUID(int=1), CITIZEN, "sick_pay", **told)


def test_f7_the_figures_of_a_cohort() -> None:
    week = timedelta(weeks=1)
    rows = [
        row(recovered_on=FIRST + 8 * week, triaged_on=FIRST + 3 * week, first_risk_level="low"),
        row(
            recovered_on=FIRST + 20 * week,
            first_held_on=FIRST + timedelta(days=55),
            first_risk_level="high",
            triaged_on=FIRST + week,
            form_sent_on=FIRST,
            form_returned_on=FIRST + timedelta(days=8),
        ),
        row(first_held_on=FIRST + timedelta(days=56), form_sent_on=FIRST, first_risk_level="low"),
    ]
    found = counted(rows, FIRST + 60 * week, lambda sent: sent + timedelta(days=8))
    assert found.recovered_8w == Share(1, 3)
    assert found.recovered_26w == Share(2, 3)
    assert found.over_52w == Share(1, 3)
    assert (found.passed_8w, found.passed_26w) == (Share(2, 3), Share(1, 3))
    assert found.first_follow_up_on_time == Share(1, 2)
    assert found.forms_on_time == Share(1, 2)
    assert found.risk_calibration == Share(1, 2)
    assert found.median_days_to_triage == 14


def test_s03_who_passes_26_weeks_of_those_who_fell_ill_26_weeks_before() -> None:
    asked: list[Any] = []

    def rows(_view: Any, _where: str, params: Any) -> list[CaseloadRow]:
        asked.append(params)
        return [row(), row(recovered_on=FIRST + timedelta(weeks=26)), row(recovered_on=FIRST)]

    first, last = FIRST + timedelta(weeks=26), FIRST + timedelta(weeks=26, days=30)
    desk: Any = SimpleNamespace(rows=rows, today=last)
    assert inflow(desk, InflowSearch(first, last)) == Share(1, 3)
    assert asked == [{"first": FIRST, "last": FIRST + timedelta(days=30)}]


def test_f7_a_cohort_too_young_to_tell_counts_nothing() -> None:
    found = counted([row()], FIRST + timedelta(weeks=2), lambda sent: sent)
    assert found.recovered_8w == found.passed_26w == Share(0, 0)
    assert found.median_days_to_triage is None


@pytest.mark.postgres
def test_the_caseload_finds_what_nobody_has_and_what_is_to_be_looked_at_again(
    counter: Counter,
) -> None:
    case = notified(counter)
    unassigned, flagged = CaseloadSearch(unassigned=True), CaseloadSearch(flagged=True)
    assert [row.sick_pay_case for row in counter.ask("caseload", unassigned).cases] == [UUID(case)]
    assert counter.ask("caseload", flagged).cases == []
    counter.order(paper.AssignCase("sif", "north"), case)
    assert counter.ask("caseload", unassigned).cases == []
    counter.order(follow.Categorise(2, date(2007, 10, 15), "Long course"), case)
    counter.order(CorrectFirstAbsenceDay(date(2007, 10, 2), "Worked on Monday"), case)
    (row,) = counter.ask("caseload", flagged).cases
    assert row.flagged == ("category",)
    assert row.to_review == (ToReview("category", "first_absence_day_corrected"),)
    counter.day(date(2007, 12, 3))
    counter.order(ReportRecovery(date(2007, 12, 3)), case)
    assert counter.ask("caseload", CaseloadSearch()).cases == []
    assert [row.flagged for row in counter.ask("caseload", flagged).cases] == [("category",)]
    counter.order(WithdrawRecovery("Only on holiday"), case)
    counter.order(WithdrawNotification("Another citizen"), case)
    assert counter.ask("caseload", flagged).cases == []


@pytest.mark.postgres
def test_refund_requests_are_listed_by_what_is_to_be_done_with_them(counter: Counter) -> None:
    case = notified(counter)
    counter.day(date(2007, 12, 1))
    october = refund.RequestRefund(
        UUID(int=5), date(2007, 10, 15), date(2007, 10, 31), 100, date(2007, 11, 1)
    )
    november = refund.RequestRefund(
        UUID(int=6), date(2007, 11, 1), date(2007, 11, 30), 100, date(2007, 12, 1)
    )
    for order in (
        october,
        refund.CorrectRefund(october.request, 1, october.to, 90),
        november,
        refund.FetchRefund(october.request, 2),
        refund.PayRefund(october.request, 3, date(2007, 12, 1)),
    ):
        counter.order(order, case)

    def listed(**asked: Any) -> list[tuple[UUID, str, int]]:
        page = counter.ask("refund_list", RefundSearch(**asked))
        return [(row.request, row.stage, row.version) for row in page.refunds]

    assert listed(stage="requested") == [(november.request, "requested", 1)]
    assert listed(stage="paid") == [(october.request, "paid", 4)]
    back = refund.WithdrawRefundPayment(october.request, 4, "The bank sent it back")
    counter.order(back, case)
    counter.order(refund.FetchRefund(november.request, 1), case)
    assert listed(stage="fetched", sick_pay_case=UUID(case)) == [
        (october.request, "fetched", 5),
        (november.request, "fetched", 2),
    ]
    counter.order(refund.AnnulRefund(november.request, 2, "Wrong employee"), case)
    assert listed(stage="annulled") == [(november.request, "annulled", 3)]
    first = counter.ask("refund_list", RefundSearch(limit=1))
    assert first.next == october.request
    rest = counter.ask("refund_list", RefundSearch(after=first.next))
    assert [row.request for row in rest.refunds] == [november.request]


@pytest.mark.postgres
def test_s03_short_cases_have_figures_of_their_own(counter: Counter) -> None:
    """A short case that grows long is still counted with the short ones it began with."""
    answers = {"low": FormAnswers(expected_weeks=2), "high": FormAnswers(20, "mental", "unsure")}
    for number, (level, told) in enumerate(answers.items()):
        counter.day(date(2007, 10, 15))
        citizen = UUID(int=100 + number)
        order = NotifyAbsence(citizen, "10000009", FIRST, "employer", date(2007, 10, 15))
        case = counter.order(order).case_id
        counter.order(RegisterFormReturn(date(2007, 10, 15), "Ill", told), case)
        counter.order(paper.AssignCase("sif", "north" if level == "low" else "south"), case)
        if level == "low":
            worse = CorrectFormAnswer("Ill", FormAnswers(20, "mental", "does_not_return"))
            counter.order(worse, case)
    counter.day(date(2008, 3, 1))
    short = CohortSearch(FIRST, FIRST, track="early_short")
    assert counter.ask("cohort_figures", short).passed_8w == Share(1, 1)
    assert counter.ask("cohort_figures", replace(short, track="specialist")).cases == 1
    assert counter.ask("cohort_figures", replace(short, track=None)).cases == 2
    assert counter.ask("cohort_figures", replace(short, team="south")).cases == 0
    assert counter.ask("cohort_figures", replace(short, track=None, team="south")).cases == 1


def test_s05_who_has_how_many_cases_of_each_track() -> None:
    rows = [
        row(team="north", officer="sif", track="specialist", flagged=("category",)),
        row(team="north", officer="sif", track="early_short"),
        row(team="north", officer="sif"),
        row(team="north", officer="kim", track="standard"),
        row(team="north", track="standard"),
        row(),
    ]
    nobody, north, kim, sif = divided(rows)
    assert (nobody.team, nobody.officer, nobody.cases, nobody.not_assessed) == (None, None, 1, 1)
    assert (north.team, north.officer, north.standard) == ("north", None, 1)
    assert (kim.officer, kim.cases, kim.standard, kim.specialist) == ("kim", 1, 1, 0)
    assert sif == Workload("north", "sif", 3, 1, 0, 1, 1, 1)


@pytest.mark.postgres
def test_the_work_is_counted_for_open_cases_of_a_team(counter: Counter) -> None:
    case = notified(counter)
    counter.order(paper.AssignCase("sif", "north"), case)
    (north,) = counter.ask("workload", WorkloadSearch(team="north"))
    assert (north.officer, north.cases) == ("sif", 1)
    assert counter.ask("workload", WorkloadSearch(team="south")) == []
    counter.day(date(2007, 12, 3))
    counter.order(ReportRecovery(date(2007, 12, 3)), case)
    assert counter.ask("workload", WorkloadSearch()) == []
