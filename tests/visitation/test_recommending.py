"""A sanction is recommended on a real database: what the application finds out before it may be."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from services.visitation import messages
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.contact_attempts import (
    CorrectContactRestored,
    RecordContactAttempt,
    RecordContactRestored,
)
from services.visitation.domain.contact_course import (
    RegisterInterviewNoShow,
    SummonCitizen,
)
from services.visitation.domain.job_plan import (
    AgreeJobPlan,
    DraftJobPlan,
    EndJobPlan,
    WithdrawJobPlanStep,
)
from services.visitation.domain.job_plan_events import JobPlanAgreed, PlanElement
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.domain.sanction_recommendation import RecommendSanction
from services.visitation.policies import recommendation_of
from services.visitation.wiring import SERVICE
from shared.trouble import Denied
from tests.support.database import make_service
from tests.visitation.cases import JUNE_7, JUNE_7_AT_10, MAY_2, P6
from tests.visitation.house import OneService, refused
from tests.visitation.recommendations import (
    ANNA,
    BO,
    HEARING,
    JUNE_14,
    JUNE_21,
    REGISTER,
    REPORT,
    SANCTION,
    STREAM,
)

pytestmark = pytest.mark.postgres

RECOMMEND = RecommendSanction("offer_no_show", "LAS § 36", "Udeblevet uden grund", on=JUNE_21)
RECOMMENDATION = recommendation_of(SANCTION)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def test_h6_from_report_to_answer_and_no_recommendation_before_the_hearing(service):
    service.at(2011, 5, 2)
    case = service.order(ANNA, REGISTER).case_id
    service.at(2011, 6, 15)
    service.told(STREAM, REPORT)
    service.told(
        f"party_hearing-{HEARING}", messages.HearingServed(P6, date(2011, 6, 15), SANCTION)
    )
    assert refused(service, ANNA, RECOMMEND, RECOMMENDATION) == "hearing_outcome_not_known"
    assert refused(service, ANNA, CloseCase("job"), case) == "party_hearing_open"
    assert [row.waiting_on for row in shown(service)] == ["benefit_service"]
    service.order(ANNA, RecordContactAttempt("phone"), RECOMMENDATION)
    service.at(2011, 6, 21)
    service.order(ANNA, RecordContactRestored(date(2011, 6, 20)), RECOMMENDATION)
    service.order(ANNA, CorrectContactRestored(date(2011, 6, 19), "Ringede søndag"), RECOMMENDATION)
    concluded = messages.HearingConcluded(P6, "excuse_not_accepted", True, SANCTION)
    service.told(f"party_hearing-{HEARING}", concluded)
    with pytest.raises(Denied):
        service.order(BO, RECOMMEND, RECOMMENDATION)
    assert refused(service, ANNA, RECOMMEND, RECOMMENDATION) == "job_plan_missing"
    agreed = planned(service, date(2011, 6, 13))
    service.order(ANNA, RECOMMEND, RECOMMENDATION)
    service.told(STREAM, messages.JobcenterNotifiedOfSanction(P6, SANCTION, "decided"))

    told = service.facts(f"sanction_recommendation-{RECOMMENDATION}")
    assert [each.tag.partition(".")[2] for each in told] == [
        "recommendation_opened",
        "recommendation_refused",
        "contact_attempted",
        "contact_restored",
        "contact_restored",
        "hearing_outcome_noted",
        "recommendation_refused",
        "sanction_recommended",
        "recommendation_answered",
    ]
    restored, corrected, noted, recommended = told[3], told[4], told[5], told[7]
    assert (corrected.meta.corrects, corrected.meta.how) == (restored.meta.event_id, "corrected")
    assert recommended.meta.basis.events == (noted.meta.event_id, agreed)
    used = [version.partition("#")[0] for version in recommended.meta.rules]
    assert used == ["contact.attempts@2007-01-01", "job_plan.before_sanction@2007-01-01"]
    assert recommended.event.recommended_by == "anna"
    assert [(row.status, row.outcome) for row in shown(service)] == [("answered", "decided")]
    service.order(ANNA, CloseCase("job"), case)
    assert service.refusals() == []


COURSE = (PlanElement("guidance_qualification"),)


def heard(service: OneService) -> None:
    """Let the citizen be reported and heard, so that the jobcenter may recommend on 21 June."""
    service.at(2011, 6, 21)
    service.order(ANNA, REGISTER)
    service.told(STREAM, REPORT)
    concluded = messages.HearingConcluded(P6, "excuse_not_accepted", True, SANCTION)
    service.told(f"party_hearing-{HEARING}", concluded)


def planned(service: OneService, on: date, elements=COURSE):
    """Agree on a plan with an offer in it; return the id of the fact."""
    draft = DraftJobPlan(P6, goal="Job", elements=elements, on=on)
    plan = service.order(ANNA, draft).case_id
    service.order(ANNA, AgreeJobPlan("in_person", on), plan)
    told = service.facts(f"job_plan-{plan}")
    return next(each.meta.event_id for each in told if isinstance(each.event, JobPlanAgreed))


@pytest.mark.parametrize(
    ("on", "elements", "code"),
    [
        (JUNE_14, COURSE, None),
        (date(2011, 6, 15), COURSE, "job_plan_missing"),
        (JUNE_14, (), "job_plan_missing"),
    ],
    ids=["agreed_that_day", "agreed_the_day_after", "no_offer_in_it"],
)
def test_lab_9_the_plan_held_on_the_day_of_the_absence(service, on, elements, code):
    heard(service)
    planned(service, on, elements)
    if code:
        assert refused(service, ANNA, RECOMMEND, RECOMMENDATION) == code
    else:
        service.order(ANNA, RECOMMEND, RECOMMENDATION)


def test_lab_9_a_plan_that_had_ended_holds_no_more(service):
    heard(service)
    planned(service, MAY_2)
    plan = service.ask("job_plans", ANNA, citizen=P6)[0].plan.plan
    service.order(ANNA, EndJobPlan("other", JUNE_14), plan)
    assert refused(service, ANNA, RECOMMEND, RECOMMENDATION) == "job_plan_missing"
    service.order(ANNA, WithdrawJobPlanStep("Planen gjaldt stadig"), plan)
    service.order(ANNA, RECOMMEND, RECOMMENDATION)


def shown(service: OneService) -> list:
    return [each.recommendation for each in service.ask("recommendations", ANNA)]


def test_las_37_in_2014_an_activity_ready_citizen_must_be_sought_first(service):
    service.at(2014, 3, 3)
    activity_ready = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg3_cash_other_problems", age=40
    )
    service.order(ANNA, activity_ready)
    report = messages.NonComplianceReported(P6, "offer_no_show", date(2014, 3, 3), "offers")
    service.told(STREAM, report)
    concluded = messages.HearingConcluded(P6, "excuse_not_accepted", False, SANCTION)
    service.told(f"party_hearing-{HEARING}", concluded)
    order = RecommendSanction("offer_no_show", "LAS § 36", "Udeblevet")
    planned(service, date(2014, 3, 3))
    assert refused(service, ANNA, order, RECOMMENDATION) == "contact_attempts_missing"
    service.order(ANNA, RecordContactAttempt("sms"), RECOMMENDATION)
    assert refused(service, ANNA, order, RECOMMENDATION) == "contact_attempts_missing"
    service.order(ANNA, RecordContactAttempt("visit"), RECOMMENDATION)
    assert refused(service, ANNA, order, RECOMMENDATION) == "contact_attempts_missing"
    service.order(ANNA, RecordContactAttempt("letter"), RECOMMENDATION)
    service.order(ANNA, order, RECOMMENDATION)
    (recommended,) = [
        each
        for each in service.facts(f"sanction_recommendation-{RECOMMENDATION}")
        if each.tag == "visitation.sanction_recommended"
    ]
    used = [version.partition("@")[0] for version in recommended.meta.rules]
    assert used == ["contact.attempts", "contact.ways", "job_plan.before_sanction"]


def test_a_citizen_nobody_registered_is_recommended_on_only_where_the_law_needs_no_more(service):
    service.at(2014, 3, 3)
    report = messages.NonComplianceReported(P6, "offer_no_show", date(2014, 3, 3), "offers")
    service.told(STREAM, report)
    concluded = messages.HearingConcluded(P6, "excuse_not_accepted", False, SANCTION)
    service.told(f"party_hearing-{HEARING}", concluded)
    service.order(ANNA, RecordContactAttempt("visit"), RECOMMENDATION)
    planned(service, date(2014, 3, 3))
    order = RecommendSanction("offer_no_show", "LAS § 36", "Udeblevet")
    assert refused(service, ANNA, order, RECOMMENDATION) == "not_known_yet"


@pytest.mark.parametrize(
    ("written", "code"), [(True, None), (False, "consequences_not_in_writing")]
)
def test_las_35_a_missed_interview_needs_the_consequences_in_writing(service, written, code):
    service.at(2011, 5, 20)
    case = service.order(ANNA, REGISTER).case_id
    service.order(ANNA, SummonCitizen(JUNE_7_AT_10, "letter", written), case)
    service.at(2011, 6, 7)
    service.order(ANNA, RegisterInterviewNoShow(JUNE_7), case)
    report = messages.NonComplianceReported(P6, "interview_no_show", JUNE_7, "visitation")
    service.told(STREAM, report)
    concluded = messages.HearingConcluded(P6, "excuse_not_accepted", False, SANCTION)
    service.told(f"party_hearing-{HEARING}", concluded)
    order = RecommendSanction("interview_no_show", "LAS § 37", "Udeblevet")
    if code:
        assert refused(service, ANNA, order, RECOMMENDATION) == code
    else:
        service.order(ANNA, order, RECOMMENDATION)


def test_a_missed_interview_without_a_known_summons_carries_no_sanction(service):
    service.at(2011, 6, 7)
    service.order(ANNA, REGISTER)
    service.told(
        STREAM, messages.NonComplianceReported(P6, "interview_no_show", JUNE_7, "visitation")
    )
    concluded = messages.HearingConcluded(P6, "excuse_not_accepted", False, SANCTION)
    service.told(f"party_hearing-{HEARING}", concluded)
    order = RecommendSanction("interview_no_show", "LAS § 37", "Udeblevet")
    assert refused(service, ANNA, order, RECOMMENDATION) == "consequences_not_in_writing"
