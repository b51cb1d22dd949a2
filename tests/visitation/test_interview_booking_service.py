"""A citizen books in the whole service: the summons follows, and nobody gets another's time."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.contact_course import SummonCitizen as Summon
from services.visitation.domain.interview_booking import (
    BookInterviewTime,
    MoveInterviewBooking,
    WithdrawInterviewBooking,
)
from services.visitation.domain.interview_time import OfferInterviewTime, WithdrawInterviewTime
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import told_by_itself
from tests.visitation.house import OneService, refused
from tests.visitation.recommendations import ANNA

JUNE_7, JUNE_8, JUNE_9 = (datetime(2011, 6, day, 8, tzinfo=UTC) for day in (7, 8, 9))
OFFER = OfferInterviewTime(JUNE_8, 45, "team_1", "valby")
SELF = Actor(id=str(P6), unit="self_service", roles=("citizen",), authority="external")
OTHER = Actor(id=str(uuid4()), unit="self_service", roles=("citizen",), authority="external")


@pytest.fixture
def service(database_url):
    start = datetime(2011, 5, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_c8_a_citizen_books_and_moves_its_own_interview_and_the_summons_follows(service):
    mine = service.order(
        ANNA,
        RegisterCitizen(
            citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=40
        ),
    ).case_id
    service.order(ANNA, AssignCase("anna", "team_1", "valby"), mine)
    one = service.order(ANNA, OFFER).case_id
    two = service.order(ANNA, replace(OFFER, at=JUNE_9, owner="anna")).case_id
    elsewhere = service.order(ANNA, replace(OFFER, team="team_2")).case_id
    late = service.order(ANNA, replace(OFFER, at=JUNE_9 + timedelta(days=400))).case_id
    assert refused(service, SELF, BookInterviewTime(UUID(one), P6)) == "not_summoned"
    assert service.ask("own_interview_times", SELF, citizen=P6) == []
    service.order(ANNA, Summon(JUNE_7, "letter", legal_consequence_text=True), mine)
    assert service.ask("own_interview_times", OTHER, citizen=P6) == []
    offered = service.ask("own_interview_times", SELF, citizen=P6)
    assert [str(each.time) for each in offered] == [one, two]
    assert refused(service, OTHER, BookInterviewTime(UUID(one), P6)) == "not_your_own_booking"
    assert refused(service, SELF, BookInterviewTime(UUID(elsewhere), P6)) == "time_not_offered"
    assert refused(service, SELF, BookInterviewTime(UUID(late), P6)) == "after_the_deadline"
    booking = service.order(SELF, BookInterviewTime(UUID(one), P6)).case_id
    assert refused(service, ANNA, WithdrawInterviewTime("other"), one) == "time_taken"
    hear(service, booking)
    assert summoned(service) == [(JUNE_8, "open")]
    again = refused(service, SELF, BookInterviewTime(UUID(two), P6))
    assert again == "interview_already_booked"
    assert refused(service, OTHER, MoveInterviewBooking(UUID(two)), booking) == (
        "not_your_own_booking"
    )
    service.order(SELF, MoveInterviewBooking(UUID(two)), booking)
    hear(service, booking)
    assert summoned(service) == [(JUNE_9, "open")]
    [free] = service.ask(
        "interview_times", ANNA, free=True, to_day=date(2011, 6, 30), team="team_1"
    )
    assert str(free.time) == one
    [own] = [each for each in service.ask("own_interview_times", SELF, citizen=P6) if each.booking]
    assert (str(own.time), str(own.booking)) == (two, booking)
    service.order(ANNA, WithdrawInterviewBooking("Fejl"), booking)
    hear(service, booking)
    assert summoned(service) == [(JUNE_7, "open")]
    assert service.refusals() == []


@pytest.mark.postgres
def test_c8_two_citizens_never_get_the_same_time(service):
    one = service.order(ANNA, OFFER).case_id
    for citizen in (P6, uuid4()):
        order = RegisterCitizen(
            citizen=citizen, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=40
        )
        own = service.order(ANNA, order).case_id
        service.order(ANNA, AssignCase("anna", "team_1", "valby"), own)
        service.order(ANNA, Summon(JUNE_7, "letter", legal_consequence_text=True), own)
        if citizen == P6:
            service.order(SELF, BookInterviewTime(UUID(one), P6))
        else:
            assert refused(service, ANNA, BookInterviewTime(UUID(one), citizen)) == "time_taken"


def hear(service, booking):
    fact = service.facts(f"interview_booking-{booking}")[-1]
    told_by_itself(service, f"interview_booking-{booking}", fact.event)


def summoned(service):
    return [(each.at, each.answer) for each in service.ask("summonses", ANNA, citizen=P6)]
