"""Visitation on a real database: what its application finds out, and what its views answer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from services.visitation import messages
from services.visitation.domain.citizen_case import CloseCase, ReopenCase, WithdrawClosing
from services.visitation.domain.contact_course import (
    CorrectSummons,
    HoldInterview,
    SummonCitizen,
    WithdrawInterview,
)
from services.visitation.domain.cv import RegisterCv, WithdrawCv
from services.visitation.domain.duty_guidance import GiveDutyGuidance, WithdrawDutyGuidance
from services.visitation.domain.registration import CorrectRegistration, RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from shared.law.deadline_list import DEADLINES
from shared.period import Period
from tests.support.database import make_service
from tests.visitation.cases import JUNE_7, JUNE_7_AT_10, MAY_2, P6
from tests.visitation.house import OneService, refused
from tests.visitation.recommendations import (
    ANNA,
    HEARING,
    REGISTER,
    REPORT,
    SANCTION,
    STREAM,
)

pytestmark = pytest.mark.postgres


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def deadlines(service: OneService, case_id: str) -> list[tuple[str, str, date]]:
    told = service.facts(f"citizen_case-{case_id}")
    return [
        (each.tag, each.event.rule_key, getattr(each.event, "timely_until", each.meta.effective_on))
        for each in told
        if each.tag.startswith("deadline.")
    ]


def test_h1_registration_starts_two_clocks_and_an_interview_and_a_cv_stop_them(service):
    service.at(2008, 3, 12)
    p1 = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    case = service.order(ANNA, p1).case_id
    assert sorted(deadlines(service, case)) == [
        ("deadline.set", "cv.register", date(2008, 4, 14)),
        ("deadline.set", "interview.first", date(2008, 6, 12)),
    ]
    service.at(2008, 4, 15)
    service.order(ANNA, RegisterCv(date(2008, 4, 14)), case)
    service.order(ANNA, HoldInterview("personal"), case)
    assert sorted(deadlines(service, case))[:2] == [
        ("deadline.met", "cv.register", date(2008, 4, 14)),
        ("deadline.met", "interview.first", date(2008, 4, 15)),
    ]
    service.order(ANNA, WithdrawInterview(date(2008, 4, 15), "Afbrudt"), case)
    service.order(ANNA, WithdrawCv("Ikke godkendt"), case)
    running = service.office.desk(ANNA).load(SERVICE.cases[0].decider, case).clocks
    assert {duty.key: duty.open for duty in running.duties} == {
        "cv.register": True,
        "interview.first": True,
    }


def running(service, case: str) -> dict[str, tuple[date, str]]:
    duties = service.office.desk(ANNA).load(SERVICE.cases[0].decider, case).clocks.duties
    return {duty.key: (duty.timely_until, duty.state) for duty in duties}


def closed_and_opened_by_mistake(service, opened_on: date) -> str:
    """Open a case, close it on 31 March 2008, and take the closing back."""
    service.at(2008, 3, 12)
    p1 = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    case = service.order(ANNA, p1).case_id
    service.at(2008, 3, 31)
    service.order(ANNA, CloseCase("job"), case)
    assert running(service, case) == {}
    service.at(opened_on.year, opened_on.month, opened_on.day)
    service.order(ANNA, WithdrawClosing("Forkert sag lukket"), case)
    return case


def test_x_22_a_closing_that_is_taken_back_leaves_both_deadlines_as_before(service):
    case = closed_and_opened_by_mistake(service, date(2008, 4, 1))
    assert running(service, case) == {
        "cv.register": (date(2008, 4, 14), "running"),
        "interview.first": (date(2008, 6, 12), "running"),
    }
    rows = service.office.desk(ANNA).rows(DEADLINES, "true order by rule_key")
    assert [(row.status, row.gone_on) for row in rows] == [("running", None)] * 2
    # Closed in earnest afterwards, both are gone, and an ordinary reopening counts anew.
    service.order(ANNA, CloseCase("job"), case)
    assert running(service, case) == {}
    service.order(ANNA, ReopenCase("Ledig igen"), case)
    assert running(service, case) == {"interview.first": (date(2008, 7, 1), "running")}


def test_x_22_what_passed_meanwhile_the_authority_missed_and_the_citizen_did_not(service):
    case = closed_and_opened_by_mistake(service, date(2008, 6, 13))
    # The month was over on Saturday 12 April, so in time until Monday. No CV could be registered
    # in 74 days: 12 April + 74 = 25 June, a Wednesday.
    assert running(service, case) == {
        "cv.register": (date(2008, 6, 25), "running"),
        "interview.first": (date(2008, 6, 12), "missed"),
    }


def test_d0_a_case_that_is_opened_again_counts_by_the_age_of_that_day(service):
    service.at(2009, 10, 5)
    insured = RegisterCitizen(
        citizen=P6, benefit_basis="ui_benefit", target_group="tg1_insured", age=29
    )
    case = service.order(ANNA, insured).case_id
    service.at(2009, 11, 2)
    service.order(ANNA, CloseCase("job"), case)
    service.at(2012, 5, 2)
    # Two years on nobody is 29 any more, and the row of the day asks for the age.
    assert refused(service, ANNA, ReopenCase("Ledig igen"), case) == "not_known_yet"
    service.order(ANNA, ReopenCase("Ledig igen", age=32), case)
    assert running(service, case)["interview.first"] == (date(2012, 8, 2), "running")
    assert service.ask("citizen_cases", ANNA, citizen=P6)[0].age == 32


def test_e16_a_late_job_closes_the_case_and_withdraws_its_clocks_from_that_day(service):
    service.at(2011, 5, 2)
    case = service.order(ANNA, REGISTER).case_id
    service.at(2011, 6, 30)
    job = messages.ExternalRecordImported(P6, "dp", "77", "employment", Period(date(2011, 5, 16)))
    service.told("external_record-dp-77", job)
    closed = next(
        each
        for each in service.facts(f"citizen_case-{case}")
        if each.tag == "visitation.case_closed"
    )
    assert closed.meta.effective_on == date(2011, 5, 16)
    assert closed.meta.actor.id == "policy:visitation.when_job_recorded"
    tags = [tag for tag, _, _ in deadlines(service, case)]
    assert tags.count("deadline.withdrawn") == 2
    assert service.ask("citizen_cases", ANNA, citizen=P6)[0].status == "closed"


def test_a_citizen_has_one_open_case_and_a_closed_one_gives_the_place_back(service):
    service.at(2011, 9, 5)
    first = service.order(ANNA, REGISTER).case_id
    assert refused(service, ANNA, REGISTER) == "citizen_has_open_case"
    service.order(ANNA, CloseCase("job"), first)
    service.order(ANNA, REGISTER)
    assert refused(service, ANNA, ReopenCase("Ledig"), first) == "citizen_has_open_case"
    assert refused(service, ANNA, WithdrawClosing("Fejl"), first) == "citizen_has_open_case"


def test_corrections_name_the_fact_they_correct_and_its_day(service):
    service.at(2011, 5, 2)
    case = service.order(ANNA, REGISTER).case_id
    service.order(ANNA, GiveDutyGuidance("written", "2011-1"), case)
    service.order(ANNA, SummonCitizen(JUNE_7_AT_10, "letter", True), case)
    service.at(2011, 5, 20)
    orders = (
        CorrectRegistration(reason="Fejl", age=17),
        WithdrawDutyGuidance(MAY_2, "Fejl"),
        CorrectSummons(JUNE_7, JUNE_7_AT_10, "phone", True, "Fejl"),
        CorrectRegistration(reason="Fejl", age=19),
    )
    for order in orders:
        service.order(ANNA, order, case)
    told = [
        each
        for each in service.facts(f"citizen_case-{case}")
        if not each.tag.startswith("deadline.")
    ]
    by_id = {each.meta.event_id: each.tag.partition(".")[2] for each in told}
    corrections = [each for each in told if each.meta.corrects]
    assert [(by_id[each.meta.corrects], each.meta.how) for each in corrections] == [
        ("citizen_registered", "corrected"),
        ("duty_guidance_given", "withdrawn"),
        ("citizen_summoned", "corrected"),
        ("registration_corrected", "corrected"),
    ]
    assert {each.meta.effective_on for each in corrections} == {MAY_2}
    # At 19 the interview was due in a week, which had passed when the age was corrected.
    assert ("deadline.recomputed", "interview.first", date(2011, 5, 9)) in deadlines(service, case)


def test_the_cv_clock_starts_when_a_correction_makes_the_citizen_job_ready(service):
    # A month from 2 May is Ascension Day 2011; the citizen has until Friday.
    service.at(2011, 5, 2)
    group_3 = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg3_cash_other_problems", age=40
    )
    case = service.order(ANNA, group_3).case_id
    assert [key for _, key, _ in deadlines(service, case)] == ["interview.first"]
    service.order(ANNA, CorrectRegistration(reason="Fejl", target_group="tg2_cash_ready"), case)
    assert ("deadline.set", "cv.register", date(2011, 6, 3)) in deadlines(service, case)


def test_a_reopened_case_owes_a_first_interview_anew(service):
    service.at(2011, 5, 2)
    case = service.order(ANNA, REGISTER).case_id
    service.at(2011, 9, 5)
    service.order(ANNA, CloseCase("job", date(2011, 5, 31)), case)
    service.order(ANNA, ReopenCase("Ledig igen"), case)
    assert ("deadline.set", "interview.first", date(2011, 12, 5)) in deadlines(service, case)


def test_registering_without_what_a_rule_asks_for_is_refused_and_says_what_is_awaited(service):
    service.at(2011, 5, 2)
    order = RegisterCitizen(citizen=P6, benefit_basis="cash_benefit")
    with pytest.raises(Rejected, match="not_known_yet") as caught:
        service.order(ANNA, order)
    assert set(caught.value.detail["awaited"]) <= {"age", "target_group"}


def test_the_lists_answer_every_filter(service):
    service.at(2011, 5, 2)
    case = service.order(ANNA, REGISTER).case_id
    service.order(ANNA, SummonCitizen(JUNE_7_AT_10, "letter", True), case)
    service.told(STREAM, REPORT)
    service.told(f"party_hearing-{HEARING}", messages.HearingServed(P6, MAY_2, SANCTION))
    service.at(2011, 5, 5)
    found = {
        "citizen_cases": {
            "citizen": P6,
            "status": "open",
            "authority": "municipal",
            "target_group": "tg2_cash_ready",
            "benefit_basis": "cash_benefit",
        },
        "summonses": {"citizen": P6, "answer": "open", "from_day": JUNE_7, "to_day": JUNE_7},
        "recommendations": {
            "citizen": P6,
            "sanction_case": SANCTION,
            "status": "awaiting_hearing",
            "waiting_on": "benefit_service",
        },
        "open_hearings": {"citizen": P6},
    }
    for name, params in found.items():
        assert len(service.ask(name, ANNA)) == 1
        assert len(service.ask(name, ANNA, **params)) == 1
        for one, value in params.items():
            assert len(service.ask(name, ANNA, **{one: value})) == 1, one
    assert service.ask("citizen_cases", ANNA, status="closed") == []
    assert service.ask("citizen_cases", ANNA, after=case) == []
    assert service.ask("summonses", ANNA, to_day=MAY_2) == []
    assert service.ask("recommendations", ANNA, waiting_on="nobody") == []
    assert [each.age_days for each in service.ask("recommendations", ANNA)] == [3]
