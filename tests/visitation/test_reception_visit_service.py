"""The reception on a real database: from the door to a referral at the same visit."""

from datetime import UTC, datetime, timedelta

import pytest

from services.visitation.domain.reception_visit_orders import (
    BeginService,
    CompleteVisit,
    CorrectVisit,
    DeliverServiceGuide,
    HandleReceptionStep,
    LeaveVisit,
    RegisterArrival,
    WithdrawReceptionStep,
)
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import REX, told_by_itself
from tests.visitation.house import OneService
from tests.visitation.test_reception_visit import (
    ALL,
    HALF_PAST,
    MAY_2,
    NINE,
    REFER,
    REFERRED,
    TWELVE_PAST,
)


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_e1_from_the_door_to_a_referral_at_the_same_visit(service):
    service.clock.move_to(NINE)
    case = service.order(REX, RegisterArrival(P6, "new_unemployed", "somali")).case_id
    arrived = service.facts(f"reception_visit-{case}")[0]
    assert (arrived.event.service, arrived.meta.rules[0].partition("@")[0]) == (
        "registration",
        "reception.steps",
    )
    service.clock.move_to(TWELVE_PAST)
    [waiting] = service.ask("reception_visits", REX, status="arrived", from_day=MAY_2, to_day=MAY_2)
    assert (waiting.waited_seconds, waiting.visit.interpreters) == (720, ("somali",))
    service.order(REX, BeginService(), case)
    service.clock.move_to(NINE + timedelta(minutes=15))
    for step in ALL:
        began = TWELVE_PAST if step == "cv" else None
        service.order(REX, HandleReceptionStep(step, began_at=began), case)
    service.order(REX, DeliverServiceGuide("2011-1"), case)
    with pytest.raises(Rejected, match="mandatory_step_open") as caught:
        service.order(REX, CompleteVisit(), case)
    assert caught.value.detail == {"open": ["job_before_benefit"]}
    service.order(REX, REFER, case)
    told_by_itself(service, f"reception_visit-{case}", REFERRED)
    [begun] = service.ask("referrals", REX, citizen=P6)
    assert (begun.referral.kind, begun.referral.status) == ("job", "drafted")
    service.clock.move_to(HALF_PAST)
    service.order(REX, CompleteVisit(), case)
    [times] = service.ask("waiting_times", REX, from_day=MAY_2, to_day=MAY_2)
    assert (times.visits, times.left_before_turn, times.p50_seconds, times.p90_seconds) == (
        1,
        0,
        720,
        720,
    )
    steps = service.ask("step_times", REX, from_day=MAY_2, to_day=MAY_2)
    assert [(each.step, each.handled, each.timed, each.p90_seconds) for each in steps] == [
        (step, 1, int(step == "cv"), 180 if step == "cv" else None)
        for step in sorted((*ALL, "job_before_benefit", "service_guide"))
    ]
    service.order(REX, WithdrawReceptionStep("Fejl"), case)
    told = service.facts(f"reception_visit-{case}")
    assert told[-1].meta.corrects == told[-2].meta.event_id
    gone = service.order(REX, RegisterArrival(P6, "other")).case_id
    service.order(REX, CorrectVisit("Fejl", "complaint", arrived_at=TWELVE_PAST), gone)
    service.order(REX, LeaveVisit(), gone)
    [row] = service.ask("reception_visits", REX, enquiry_type="complaint", citizen=P6)
    assert (row.visit.service, row.visit.status) == ("formality_complaint", "left")
