"""Requests between the two administrations on a real database: clocks, escalation, lists."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.visitation import messages
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.match import AssessMatch, Elements
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.domain.social_request import social_request
from services.visitation.domain.social_request_orders import (
    AcknowledgeRequest,
    AgreeJointPlan,
    AnswerRequest,
    CorrectRequest,
    WithdrawRequest,
    WithdrawRequestStep,
)
from services.visitation.wiring import SERVICE
from shared.access.table import load_access
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Denied
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import (
    MARIE,
    SOFIE,
    clocks_of,
    told_by_itself,
)
from tests.visitation.house import ROOM, OneService
from tests.visitation.recommendations import ANNA, BO
from tests.visitation.test_social_request import ASK, DEC_22, DEC_27, JAN_6, JAN_9

OTHER, THIRD = UUID(int=0x51, version=4), UUID(int=0x52, version=4)
FIVE = Elements("Lager", "Truckkort", "Stabil", "Ingen gæld", "God")


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_h18_an_answer_on_9_january_is_late_and_both_managers_are_told(service):
    service.at(2011, 12, 22)
    case = service.order(ANNA, ASK).case_id
    stream = f"social_request-{case}"
    assert sorted(clocks_of(service, stream)) == [
        ("deadline.set", "social.ack", DEC_27),
        ("deadline.set", "social.answer", JAN_6),
    ]
    with pytest.raises(Denied):
        service.order(BO, AcknowledgeRequest("Bo"), case)
    service.at(2011, 12, 27)
    service.order(SOFIE, AcknowledgeRequest("Team Voksne"), case)
    service.at(2012, 1, 9)
    missed = messages.DeadlineMissed("social.answer", JAN_6)
    told_by_itself(service, stream, missed)
    [waiting] = service.ask("social_requests", MARIE, unanswered=True, escalated=True)
    assert (waiting.request.rule_key, bool(waiting.law_ref)) == ("social.answer", True)
    assert (waiting.days_left, waiting.request.escalated) == (-3, ("social.answer",))
    service.order(SOFIE, AnswerRequest("accepted"), case)
    told = clocks_of(service, stream)
    assert ("deadline.met", "social.ack", DEC_27) in told
    assert ("deadline.met", "social.answer", JAN_9) in told
    assert service.facts(stream)[-1].event.late_by_days == 3
    figures = service.ask("social_request_share", MARIE, from_day=DEC_22, to_day=DEC_22)
    assert (figures.sent, figures.answered, figures.share_in_time_permille) == (1, 1, 0)
    # E10: nobody with an open case is matched as not ready for work.
    assert (figures.vulnerable, figures.share_with_plan_permille) == (0, None)
    assert service.ask("social_requests", MARIE, unanswered=True) == []


@pytest.mark.postgres
def test_what_is_taken_back_starts_its_clock_again_and_names_what_it_corrects(service):
    service.at(2011, 12, 22)
    case = service.order(ANNA, ASK).case_id
    stream = f"social_request-{case}"
    service.at(2011, 12, 23)
    service.order(SOFIE, AnswerRequest("accepted"), case)
    service.order(SOFIE, WithdrawRequestStep("Forkert sag"), case)
    answered, taken = [
        each for each in service.facts(stream) if each.tag.startswith("visitation.")
    ][1:]
    assert (taken.meta.corrects, taken.meta.how) == (answered.meta.event_id, "withdrawn")
    running = service.office.desk(ANNA).load(social_request, case).clocks
    assert all(duty.open for duty in running.duties)
    service.order(ANNA, CorrectRequest("Forkert dag", requested_on=date(2011, 12, 21)), case)
    assert ("deadline.recomputed", "social.ack", date(2011, 12, 23)) in clocks_of(service, stream)
    service.order(ANNA, WithdrawRequest("Fejl"), case)
    running = service.office.desk(ANNA).load(social_request, case).clocks
    assert running.duties == ()
    assert service.ask("social_requests", ANNA) == []


@pytest.mark.postgres
def test_social_services_may_ask_and_the_jobcenter_answers(service):
    service.at(2012, 1, 2)
    case = service.order(SOFIE, replace(ASK, on=None)).case_id
    with pytest.raises(Rejected, match="not_the_asked_administration"):
        service.order(SOFIE, AnswerRequest("accepted"), case)
    assert service.ask("social_requests", ANNA, asked="jobcenter", status="sent", citizen=P6)
    service.order(ANNA, AnswerRequest("accepted"), case)
    assert service.ask("social_requests", ANNA, green_wave=False) == []


def test_managers_of_both_sides_read_the_list():
    table = load_access(ROOM / "visitation" / "access.yaml", SERVICE, ("deadlines",))
    theirs = Actor(id="m", unit="social_services", roles=("manager",))
    assert table.reads_as(MARIE, "social_requests")
    assert table.reads_as(theirs, "social_requests")


@pytest.mark.postgres
def test_e10_the_share_of_those_not_ready_for_work_who_have_a_joint_plan(service):
    service.at(2011, 12, 1)
    for citizen, value in ((P6, "2"), (OTHER, "3"), (THIRD, "1")):
        order = RegisterCitizen(
            citizen=citizen, benefit_basis="cash_benefit", target_group="tg3_cash_other_problems",
            age=40,
        )  # fmt: skip
        mine = service.order(ANNA, order).case_id
        service.order(ANNA, HoldInterview("personal"), mine)
        service.order(ANNA, AssessMatch(value, FIVE), mine)
    for citizen in (P6, THIRD):
        asked = service.order(ANNA, replace(ASK, citizen=citizen, on=None)).case_id
        service.order(SOFIE, AcknowledgeRequest("Team Voksne"), asked)
        service.order(SOFIE, AnswerRequest("accepted"), asked)
        plan = AgreeJointPlan(("Praktik",), ("Støtte",), 60, date(2012, 3, 1))
        service.order(ANNA, plan, asked)
    december = {"from_day": date(2011, 12, 1), "to_day": date(2011, 12, 31)}
    figures = service.ask("social_request_share", MARIE, **december)
    assert (figures.vulnerable, figures.with_joint_plan) == (2, 1)
    assert figures.share_with_plan_permille == 500
