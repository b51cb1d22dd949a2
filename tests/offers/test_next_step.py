"""Nobody stands idle between two offers (O-04, E7, scenario H 5)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.offers import messages
from services.offers.domain.next_step import (
    NextStepPlanned,
    NextStepWithdrawn,
    PlanNextStep,
    WithdrawNextStep,
)
from services.offers.domain.offer_placement import (
    CorrectOffer,
    EndOffer,
    GiveOffer,
    StartOffer,
)
from services.offers.views.next_steps import gaps, working_days_between
from services.offers.views.placement_list import PlacementRow
from services.offers.wiring import SERVICE
from tests.offers.placements import (
    ANNA,
    AUGUST_31,
    CANCELLED,
    ENDED,
    GIVEN,
    JUNE_1,
    P6,
    STARTED,
    facts,
    placement,
)
from tests.support.database import make_service
from tests.visitation.four import Four
from tests.visitation.house import OneService

JULY_1 = date(2011, 7, 1)
SEPTEMBER_1 = date(2011, 9, 1)
NOW = facts(JULY_1)
RUNNING = placement(GIVEN, STARTED)
PLANNED = NextStepPlanned(P6, "interview", SEPTEMBER_1, None, JULY_1)
PLAN = PlanNextStep("interview", SEPTEMBER_1)
ORDERS = [
    Four(
        command=PLAN,
        before=RUNNING,
        facts=NOW,
        gives=(PLANNED,),
        refused_in=placement(GIVEN, CANCELLED),
        refused="offer_cancelled",
        repeated="next_step_planned_already",
        rival=PLAN,
        lost="next_step_planned_already",
    ),
    Four(
        command=WithdrawNextStep("Flyttet"),
        before=placement(GIVEN, STARTED, PLANNED),
        facts=NOW,
        gives=(NextStepWithdrawn(P6, "Flyttet"),),
        refused_in=RUNNING,
        refused="no_next_step_planned",
        repeated="no_next_step_planned",
        rival=WithdrawNextStep("Fejl"),
        lost="no_next_step_planned",
    ),
]


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


def test_no_step_begins_before_the_offer_is_over_and_none_follows_what_was_never_given():
    early = PlanNextStep("offer", AUGUST_31)
    RUNNING.when(early, NOW).then_rejected("next_step_before_the_end")
    placement().when(PLAN, NOW).then_rejected("offer_not_given")


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_repeated(four):
    four.is_repeated()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_collides_with_a_rival(four):
    four.collides()


@pytest.mark.parametrize(
    "order",
    [
        PlanNextStep("offer"),
        PlanNextStep("nothing"),
        PlanNextStep("nothing", SEPTEMBER_1, "Går på pension"),
    ],
)
def test_a_step_has_a_day_and_nothing_has_a_reason(order):
    RUNNING.when(order, NOW).then_rejected("next_step_incomplete")


def test_nothing_may_come_when_it_is_said_why():
    order = PlanNextStep("nothing", reason="Går på pension")
    RUNNING.when(order, NOW).then(NextStepPlanned(P6, "nothing", None, "Går på pension", JULY_1))


def test_a_plan_is_replaced_and_outlives_a_correction_and_the_end():
    later = PlanNextStep("offer", date(2011, 9, 12))
    plan = placement(GIVEN, STARTED, PLANNED)
    assert plan.and_then(later, NOW).state.offer.planned.starts_on == date(2011, 9, 12)
    corrected = plan.and_then(CorrectOffer(reason="Fejl", supplier="2"), NOW)
    assert corrected.state.offer.planned.kind == "interview"
    assert placement(GIVEN, STARTED, PLANNED, ENDED).state.offer.planned.kind == "interview"


def test_after_an_early_end_the_next_step_may_begin_the_day_after():
    over = placement(GIVEN, STARTED, ENDED)
    over.when(PlanNextStep("job", date(2011, 6, 30)), NOW).then_rejected("next_step_before_the_end")
    assert over.when(PlanNextStep("job", JULY_1), NOW).events


# -- idle days ------------------------------------------------------------------------------------


def test_h5_four_working_days_lie_idle_over_ascension_2011():
    assert working_days_between(date(2011, 5, 27), date(2011, 6, 6)) == 4
    assert working_days_between(date(2011, 5, 27), date(2011, 5, 30)) == 0
    assert working_days_between(date(2011, 5, 27), date(2011, 5, 27)) == 0


def row(citizen, started, ended):
    return PlacementRow(
        placement=uuid4(),
        citizen=citizen,
        supplier="1",
        offer_type="guidance_qualification",
        starts_on=started,
        ends_on=ended or started,
        given_on=started,
        status="ended" if ended else "started",
        started_on=started,
        ended_on=ended,
    )


def test_e7_the_gaps_of_a_month_are_measured_from_the_offer_before():
    one, two, three = (UUID(int=n) for n in (1, 2, 3))
    rows = [
        row(one, date(2011, 3, 1), date(2011, 5, 27)),
        row(one, date(2011, 6, 6), None),
        row(two, date(2011, 3, 1), date(2011, 5, 27)),
        row(two, date(2011, 5, 30), None),
        row(three, date(2011, 6, 1), None),
    ]
    shown = gaps(rows, date(2011, 5, 1), date(2011, 6, 30))
    assert (shown.gaps, shown.without_idle_days, shown.idle_working_days) == (2, 1, 4)
    assert (shown.mean_tenths, shown.without_percent) == (20, "50.0")
    nobody = gaps(rows, date(2010, 1, 1), date(2010, 12, 31))
    assert (nobody.gaps, nobody.mean_tenths, nobody.without_percent) == (0, None, None)


# -- the lists ------------------------------------------------------------------------------------


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 2, 1, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


GIVE = GiveOffer(
    citizen=P6,
    offer_type="guidance_qualification",
    starts_on=date(2011, 3, 1),
    ends_on=date(2011, 5, 27),
    supplier="1",
)


@pytest.mark.postgres
def test_l3_an_offer_without_a_next_step_is_listed_until_one_is_planned(service):
    owner = messages.CaseAssigned(P6, "anna", "unge", "valby")
    service.told(f"citizen_case-{uuid4()}", owner)
    case = service.order(ANNA, GIVE).case_id
    # Two weeks before 27 May is 13 May, and 28 days before that is 15 April.
    service.at(2011, 4, 14)
    assert service.ask("offers_without_next_step", ANNA) == []
    service.at(2011, 4, 15)
    (line,) = service.ask("offers_without_next_step", ANNA, owner="anna")
    assert (line.plan_by, line.days_left, line.overdue) == (date(2011, 5, 13), 28, False)
    assert service.ask("offers_without_next_step", ANNA, owner="bo") == []
    service.at(2011, 5, 14)
    assert service.ask("offers_without_next_step", ANNA)[0].overdue
    service.order(ANNA, PlanNextStep("interview", date(2011, 5, 30)), case)
    assert service.ask("offers_without_next_step", ANNA) == []
    service.order(ANNA, WithdrawNextStep("Aflyst"), case)
    assert len(service.ask("offers_without_next_step", ANNA, team="unge")) == 1
    told = service.facts(f"offer_placement-{case}")[-1]
    assert (told.tag, told.meta.how) == ("offers.next_step_withdrawn", "withdrawn")


@pytest.mark.postgres
def test_l4_who_waits_after_an_offer_is_listed_by_how_long(service):
    registered = messages.CitizenRegistered(P6, "cash_benefit", "tg2_cash_ready", 34, JUNE_1)
    stream = f"citizen_case-{uuid4()}"
    service.at(2011, 6, 1)
    service.told(stream, replace(registered, registered_on=date(2011, 2, 1)))
    case = service.order(ANNA, replace(GIVE, on=date(2011, 2, 1))).case_id
    service.order(ANNA, StartOffer(date(2011, 3, 1)), case)
    assert service.ask("idle_citizens", ANNA) == []
    service.order(ANNA, EndOffer("completed", date(2011, 5, 27)), case)
    service.at(2011, 6, 6)
    (line,) = service.ask("idle_citizens", ANNA)
    assert (line.citizen, line.ended_on, line.idle_working_days) == (P6, date(2011, 5, 27), 4)
    assert service.ask("idle_citizens", ANNA, more_than=4) == []
    service.told(stream, messages.SickReported(P6, date(2011, 6, 6)))
    assert service.ask("idle_citizens", ANNA) == [], "who is ill waits for nothing here"
    service.told(stream, messages.RecoveryNoted(P6, date(2011, 6, 7)))
    again = service.order(ANNA, replace(GIVE, starts_on=date(2011, 6, 6), ends_on=AUGUST_31))
    service.order(ANNA, StartOffer(date(2011, 6, 6)), again.case_id)
    assert service.ask("idle_citizens", ANNA) == []
    shown = service.ask("idle_days", ANNA, from_day=JUNE_1, to_day=AUGUST_31)
    assert (shown.gaps, shown.idle_working_days) == (1, 4)
