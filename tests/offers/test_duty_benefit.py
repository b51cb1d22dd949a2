"""E2: what is owed goes on by the law of another benefit; what was given stays given."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.offers import messages
from services.offers.domain import offer_duty_events as told
from services.offers.domain import offer_duty_orders as orders
from services.offers.domain.offer_duty import offer_duty
from services.offers.views.duty_list import DUTY_LIST
from services.offers.wiring import SERVICE
from shared.eventlog.envelope import Recorded
from tests.offers.duties import CLOSED, EXEMPTED, JUNE_1, JUNE_30, MAY_2, OPENED, TODAY, duty
from tests.offers.placements import ANNA, P6
from tests.offers.test_offer_duty_service import end, give, start
from tests.support.database import make_service
from tests.visitation.four import Four
from tests.visitation.house import OneService

CASE = UUID("01930000-0000-7000-8000-00000000000c")
CASE_STREAM = f"citizen_case-{CASE}"
OPEN, NOBODY = duty(OPENED), duty()
CLOSE = orders.NoteCaseClosed(date(2011, 8, 1))
RUNS = replace(TODAY, first_from=MAY_2)
REPEATS = replace(TODAY, repeat_from=JUNE_1)
TO_FUND = orders.NoteBenefitChange(
    benefit_basis="ui_benefit", target_group="tg1_insured", age=27, on=JUNE_30
)
BACK = orders.NoteBenefitChangeWithdrawn(
    benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27, on=JUNE_30
)
NOTED = told.OfferDutyBenefitNoted(
    citizen=P6,
    benefit_basis="ui_benefit",
    target_group="tg1_insured",
    age=27,
    holds_from=JUNE_30,
    first_from=MAY_2,
    repeat_from=None,
)
GONE = told.OfferDutyBenefitWithdrawn(P6, "cash_benefit", "tg2_cash_ready", 27, JUNE_30)
FIRST = told.FirstDutyRecounted(P6, "benefit", JUNE_30)

ORDERS = [
    Four(TO_FUND, OPEN, RUNS, (NOTED, FIRST), NOBODY, "no_offer_duty", None, CLOSE, "duty_closed"),
    Four(BACK, duty(OPENED, NOTED), RUNS, (GONE, replace(FIRST, from_day=MAY_2)),
         duty(OPENED, CLOSED), "duty_closed", None, CLOSE, "duty_closed"),
]  # fmt: skip


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_told_again_it_says_nothing(four):
    four.is_repeated()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_the_later_of_two_is_refused(four):
    four.collides()


def test_both_orders_are_tried():
    assert {type(each.command) for each in ORDERS} == {
        orders.NoteBenefitChange,
        orders.NoteBenefitChangeWithdrawn,
    }


def test_a_repeated_offer_is_counted_from_the_change_and_back_from_where_it_was():
    given = told.OfferCounted(P6, CASE, MAY_2)
    noted = replace(NOTED, first_from=None, repeat_from=JUNE_1)
    again = told.RepeatDutyRecounted(P6, "benefit", JUNE_30)
    duty(OPENED, given).when(TO_FUND, REPEATS).then(noted, again)
    back = replace(again, from_day=JUNE_1)
    duty(OPENED, given, noted).when(BACK, REPEATS).then(GONE, back)


def test_a_first_offer_that_the_law_did_not_know_of_begins_and_one_given_or_exempt_does_not():
    nothing_runs = replace(NOTED, first_from=None)
    OPEN.when(TO_FUND, TODAY).then(nothing_runs, FIRST)
    for settled in (told.OfferCounted(P6, CASE, MAY_2), EXEMPTED):
        duty(OPENED, settled).when(TO_FUND, TODAY).then(nothing_runs)


def test_a_correction_of_the_registration_leaves_the_benefit_the_citizen_lives_on_now():
    older = orders.NoteRegistration(
        citizen=P6,
        citizen_case=OPENED.citizen_case,
        benefit_basis="cash_benefit",
        target_group="tg2_cash_ready",
        age=28,
        on=date(2011, 5, 1),
    )
    state = duty(OPENED, NOTED).and_then(older, TODAY).state
    assert (state.benefit_basis, state.age, state.since) == ("ui_benefit", 27, date(2011, 5, 1))


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 9, 3, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


def duties(service: OneService) -> dict[str, list[tuple[date, str]]]:
    found: dict[str, list[tuple[date, str]]] = {}
    for each in service.office.desk(ANNA).load(offer_duty, P6).clocks.duties:
        found.setdefault(each.key, []).append((each.timely_until, each.state))
    return found


def register(service: OneService, age: int) -> None:
    day = date(2007, 9, 3)
    fact = messages.CitizenRegistered(P6, "ui_benefit", "tg1_insured", age, day)
    service.told(CASE_STREAM, fact, effective_on=day)


def leave_the_fund(service: OneService, age: int, day: date) -> Recorded:
    service.at(day.year, day.month, day.day)
    fact = messages.BenefitChanged(P6, "cash_benefit", "tg2_cash_ready", age, day)
    return service.told(CASE_STREAM, fact, effective_on=day)


@pytest.mark.postgres
def test_e2_the_first_offer_is_counted_from_the_transfer_by_the_law_of_the_new_benefit(service):
    register(service, 24)
    # LAB § 85: six months for the insured under 30.
    assert duties(service) == {"offer.first": [(date(2008, 3, 3), "running")]}
    changed = leave_the_fund(service, 24, date(2008, 2, 4))
    # LAB § 92: thirteen weeks on cash benefit under 30.
    assert duties(service) == {"offer.first": [(date(2008, 5, 5), "running")]}
    (row,) = service.office.desk(ANNA).rows(DUTY_LIST)
    assert [(s.benefit_basis, s.start, s.to) for s in row.stretches] == [
        ("ui_benefit", date(2007, 9, 3), date(2008, 2, 4)),
        ("cash_benefit", date(2008, 2, 4), None),
    ]
    back = messages.BenefitChangeWithdrawn(P6, "ui_benefit", "tg1_insured", 24, date(2008, 2, 4))
    service.told(
        CASE_STREAM, back, effective_on=date(2008, 2, 4),
        corrects=changed.meta.event_id, how="withdrawn",
    )  # fmt: skip
    assert duties(service) == {"offer.first": [(date(2008, 3, 3), "running")]}
    (row,) = service.office.desk(ANNA).rows(DUTY_LIST)
    assert [(s.benefit_basis, s.to) for s in row.stretches] == [("ui_benefit", None)]


@pytest.mark.postgres
def test_e2_an_open_offer_continues_and_the_next_is_owed_by_the_new_law(service):
    register(service, 45)
    service.at(2008, 1, 7)
    first, last = date(2008, 1, 7), date(2008, 2, 29)
    placement = give(service, first, last)
    start(service, placement, first)
    leave_the_fund(service, 45, date(2008, 2, 4))
    assert duties(service) == {"offer.first": [(date(2008, 6, 3), "met")]}
    service.at(2008, 2, 29)
    end(service, placement, last)
    # LAB §§ 93-94: six months after the last offer, no weeks counted any more.
    assert duties(service)["offer.repeat"] == [(date(2008, 8, 29), "running")]
    assert service.refusals() == []
