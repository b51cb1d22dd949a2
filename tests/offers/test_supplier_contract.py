"""What is agreed with a supplier decides who may be asked, and what a week costs (O-01, F.5)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec.structs import replace

from services.offers import messages
from services.offers.cases.contracts import contract_of
from services.offers.domain import citizen_cost as costs
from services.offers.domain import offer_placement as placement
from services.offers.domain import supplier_contract as contracts
from services.offers.domain.offer_placement_state import PlacementFacts
from services.offers.domain.offer_weeks import mondays, weeks_begun, weeks_of
from services.offers.domain.supplier_contract import Price
from services.offers.wiring import SERVICE
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Denied
from tests.offers.placements import ANNA, GIVEN, JUNE_1, MAY_30, P6, PLACEMENT
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.four import Four
from tests.visitation.house import OneService

LIV = Actor(id="liv", unit="jobcenter", roles=("manager",))
JAN_1, JULY_1, DEC_31 = date(2011, 1, 1), date(2011, 7, 1), date(2011, 12, 31)
COURSE, PRACTICE = Price("guidance_qualification", 240_000), Price("company_practice", 90_000)
DEARER = Price("guidance_qualification", 260_000)
SIGN = contracts.SignSupplierContract("1", JAN_1, (COURSE, PRACTICE), DEC_31)
SIGNED = contracts.SupplierContractSigned("1", JAN_1, DEC_31, (PRACTICE, COURSE), MAY_30)
REPRICED = contracts.SupplierPricesChanged("1", (DEARER,), JULY_1)
ENDED = contracts.SupplierContractEnded("1", JULY_1)
NOW = contracts.ContractFacts(MAY_30)


def agreed(*history):
    return given(contracts.supplier_contract, *history)


ORDERS = [
    Four(
        command=SIGN,
        before=agreed(),
        facts=NOW,
        gives=(SIGNED,),
        refused_in=agreed(replace(SIGNED, valid_to=None)),
        refused="contract_runs_already",
        repeated="contract_runs_already",
        rival=replace(SIGN, valid_from=date(2011, 12, 31), valid_to=None),
        lost="contract_runs_already",
    ),
    Four(
        command=contracts.ChangeSupplierPrices((DEARER,), JULY_1),
        before=agreed(SIGNED),
        facts=NOW,
        gives=(REPRICED,),
        refused_in=agreed(),
        refused="no_contract_signed",
        repeated="nothing_to_correct",
        rival=contracts.EndSupplierContract(date(2011, 6, 30)),
        lost="day_outside_contract",
    ),
    Four(
        command=contracts.EndSupplierContract(JULY_1),
        before=agreed(SIGNED),
        facts=NOW,
        gives=(ENDED,),
        refused_in=agreed(),
        refused="no_contract_signed",
        repeated="contract_ends_already",
        rival=contracts.EndSupplierContract(JUNE_1),
        lost="contract_ends_already",
    ),
    Four(
        command=contracts.WithdrawSupplierContractStep("entered_wrong"),
        before=agreed(SIGNED),
        facts=NOW,
        gives=(contracts.SupplierContractStepWithdrawn("1", "signed", "entered_wrong"),),
        refused_in=agreed(),
        refused="no_contract_signed",
        repeated="no_contract_signed",
        rival=contracts.WithdrawSupplierContractStep("agreed_otherwise"),
        lost="no_contract_signed",
    ),
]


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_repeated(four):
    four.is_repeated()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_collides_with_a_rival(four):
    four.collides()


@pytest.mark.parametrize(
    ("history", "order", "code"),
    [
        ((), replace(SIGN, valid_to=date(2010, 12, 31)), "ends_before_start"),
        ((), replace(SIGN, prices=(COURSE, DEARER)), "one_price_for_each"),
        ((), replace(SIGN, on=date(2011, 5, 31)), "date_in_future"),
        (
            (SIGNED,),
            contracts.ChangeSupplierPrices((DEARER,), date(2012, 1, 1)),
            "day_outside_contract",
        ),
        (
            (SIGNED, REPRICED),
            contracts.ChangeSupplierPrices((COURSE,), JUNE_1),
            "prices_agreed_later",
        ),
        ((SIGNED,), contracts.EndSupplierContract(date(2010, 12, 31)), "day_outside_contract"),
        ((SIGNED,), contracts.EndSupplierContract(DEC_31), "contract_ends_already"),
    ],
)
def test_what_cannot_have_been_agreed_is_refused(history, order, code):
    agreed(*history).when(order, NOW).then_rejected(code)


def state(*history):
    return agreed(*history).state


def test_the_price_is_the_one_of_the_first_day_and_contracts_follow_one_another():
    course = "guidance_qualification"
    assert contracts.week_price(state(SIGNED, REPRICED), course, date(2011, 6, 30)) == 240_000
    assert contracts.week_price(state(SIGNED, REPRICED), course, JULY_1) == 260_000
    again = contracts.SupplierContractSigned("1", date(2013, 1, 1), None, (COURSE,), MAY_30)
    two = state(SIGNED, again)
    assert [each.valid_from.year for each in two.periods] == [2011, 2013]
    assert contracts.week_price(two, course, date(2030, 1, 1)) == 240_000
    with pytest.raises(Rejected, match="no_contract_runs"):
        contracts.week_price(two, course, date(2012, 6, 1))


def test_a_kind_of_offer_that_is_not_agreed_is_not_bought():
    with pytest.raises(Rejected, match="offer_not_in_contract"):
        contracts.week_price(state(SIGNED), "community_work", JULY_1)
    with pytest.raises(Rejected, match="offer_not_in_contract"):
        contracts.week_price(state(SIGNED, REPRICED), "company_practice", JULY_1)


def test_what_was_taken_back_was_never_agreed():
    withdrawn = contracts.SupplierContractStepWithdrawn("1", "prices_changed", "entered_wrong")
    assert state(SIGNED, REPRICED, withdrawn) == state(SIGNED)
    gone = contracts.SupplierContractStepWithdrawn("1", "signed", "entered_wrong")
    assert contracts.week_price(state(SIGNED, gone), "company_practice", JULY_1) is None


# -- the offer ------------------------------------------------------------------------------------


def about(*history):
    return PlacementFacts(PLACEMENT, MAY_30, ANNA, contracts=state(*history))


GIVE = placement.GiveOffer(P6, "guidance_qualification", JUNE_1, date(2011, 8, 31), "1")


def offered(*history):
    return given(placement.offer_placement, *history)


def test_an_offer_is_refused_after_the_agreement_ends():
    ended = contracts.SupplierContractEnded("1", date(2011, 5, 31))
    offered().when(GIVE, about(SIGNED, ended)).then_rejected("no_contract_runs")
    offered().when(replace(GIVE, starts_on=date(2011, 5, 31)), about(SIGNED, ended)).then(
        replace(GIVEN, starts_on=date(2011, 5, 31), week_ore=240_000)
    )


def test_an_offer_carries_its_price_and_one_with_nobody_under_contract_none():
    offered().when(GIVE, about(SIGNED)).then(replace(GIVEN, week_ore=240_000))
    offered().when(GIVE, about()).then(GIVEN)


def test_a_corrected_offer_keeps_its_price_unless_something_else_was_bought():
    was = offered(replace(GIVEN, week_ore=240_000))
    ended = (SIGNED, contracts.SupplierContractEnded("1", date(2011, 5, 31)))
    longer = placement.CorrectOffer("Forkert dato", ends_on=date(2011, 9, 30))
    (right,) = was.when(longer, about(*ended)).events
    assert right.week_ore == 240_000
    later = placement.CorrectOffer("Forkert dato", starts_on=date(2011, 7, 4))
    (right,) = was.when(later, about(SIGNED, REPRICED)).events
    assert right.week_ore == 260_000
    was.when(later, about(*ended)).then_rejected("no_contract_runs")


# -- the weeks ------------------------------------------------------------------------------------


def bought(first, last, price=240_000):
    told = replace(GIVEN, starts_on=first, ends_on=last, week_ore=price)
    return offered(told).state


def test_h20_twenty_six_weeks_over_new_year_belong_to_two_years_by_their_mondays():
    both = weeks_of(PLACEMENT, bought(date(2011, 9, 5), date(2012, 3, 4), 300_000))
    assert [(each.day, each.weeks, each.amount_ore) for each in both] == [
        (date(2011, 9, 5), 17, 5_100_000),
        (date(2012, 1, 2), 9, 2_700_000),
    ]


@drawn(st.dates(date(2008, 1, 1), date(2012, 1, 1)), st.integers(0, 700), st.integers(0, 700))
def test_every_day_of_an_offer_lies_in_one_week_that_is_paid_and_no_week_is_without_a_day(
    first, days, on
):
    last = date.fromordinal(first.toordinal() + days)
    paid = list(mondays(first, last))
    ordinals = range(first.toordinal(), last.toordinal() + 1)
    lies_in = {day - (day - 1) % 7 for day in ordinals}
    assert {each.toordinal() for each in paid} == lies_in
    assert len(paid) == len(lies_in)
    lines = weeks_of(PLACEMENT, bought(first, last))
    assert sum(each.weeks for each in lines) == len(paid)
    assert {each.day.year for each in lines} == {each.year for each in paid}
    today = date.fromordinal(first.toordinal() + on)
    begun = sum(weeks_begun(each.day, each.weeks, today) for each in lines)
    assert begun == len([each for each in paid if each <= today])


COMMIT = costs.CommitOfferWeeks(
    P6, PLACEMENT, weeks_of(PLACEMENT, bought(JUNE_1, date(2011, 6, 30))), "valby"
)
(MADE,) = costs.citizen_cost.decide(COMMIT, costs.NoCost(), costs.CostFacts(JUNE_1))


def test_the_weeks_of_an_offer_are_committed_once_and_brought_to_what_they_are():
    facts = costs.CostFacts(JUNE_1)
    booked = given(costs.citizen_cost, MADE)
    assert (MADE.day, MADE.weeks, MADE.amount_ore) == (date(2011, 5, 30), 5, 1_200_000)
    booked.when(COMMIT, facts).then()
    gone = costs.CommitmentReleased(P6, MADE.line, MADE.day, 1_200_000, "valby")
    shorter = replace(COMMIT, years=(replace(COMMIT.years[0], weeks=2, amount_ore=480_000),))
    moved = replace(shorter, centre="amager")
    booked.when(moved, facts).then(gone, replace(MADE, weeks=2, amount_ore=480_000))
    booked.when(replace(COMMIT, years=()), facts).then(gone)
    given(costs.citizen_cost).when(replace(COMMIT, years=()), facts).then()


def test_weeks_that_are_paid_for_stay_as_they_were_paid():
    paid = costs.ExpensePosted(P6, MADE.line, MADE.day, 1_200_000, 1_150_000, "valby", JUNE_1)
    settled = given(costs.citizen_cost, MADE, paid)
    settled.when(replace(COMMIT, years=()), costs.CostFacts(JUNE_1)).then()


# -- the whole service ----------------------------------------------------------------------------


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 5, 30, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


def told(service, command, offer=None):
    """Let Anna give an order, and the service hear what came of it."""
    offer = service.order(ANNA, command, offer).case_id
    stream = f"offer_placement-{offer}"
    service.told(stream, service.facts(stream)[-1].event)
    return offer


@pytest.mark.postgres
def test_an_offer_that_is_corrected_ended_and_not_ended_after_all_costs_what_it_is(service):
    service.told(f"citizen_case-{uuid4()}", messages.CaseAssigned(P6, "anna", "unge", "valby"))
    service.order(LIV, SIGN)
    offer = told(service, GIVE)

    def lines():
        return [
            (each.day, each.weeks, each.amount_ore, each.centre)
            for each in service.ask("cost_lines", ANNA, citizen=P6)
        ]

    assert lines() == [(MAY_30, 14, 3_360_000, "valby")]
    told(service, placement.CorrectOffer("Forkert dato", ends_on=date(2011, 6, 30)), offer)
    assert lines() == [(MAY_30, 5, 1_200_000, "valby")]
    service.at(2011, 6, 10)
    told(service, placement.StartOffer(JUNE_1), offer)
    told(service, placement.EndOffer("job", date(2011, 6, 10)), offer)
    assert lines() == [(MAY_30, 2, 480_000, "valby")]
    (account,) = service.ask("commitment_accounts", LIV, year=2011)
    assert (account.consumed_ore, account.committed_ore) == (480_000, 0)
    told(service, placement.WithdrawEnd("Forkert borger"), offer)
    assert lines() == [(MAY_30, 5, 1_200_000, "valby")]
    (account,) = service.ask("commitment_accounts", LIV, year=2011)
    assert (account.consumed_ore, account.committed_ore) == (480_000, 720_000)
    assert set(service.refusals()) == {"no_offer_duty"}


@pytest.mark.postgres
def test_an_offer_that_is_called_off_costs_nothing(service):
    service.order(LIV, SIGN)
    offer = told(service, GIVE)
    told(service, placement.CancelOffer("Fik arbejde"), offer)
    assert service.ask("cost_lines", ANNA, citizen=P6) == []


@pytest.mark.postgres
def test_who_gives_offers_sees_whom_to_ask_and_only_a_manager_signs(service):
    with pytest.raises(Denied):
        service.order(ANNA, SIGN)
    service.order(LIV, SIGN)
    case = str(contract_of("1"))
    service.order(LIV, contracts.ChangeSupplierPrices((DEARER,), JULY_1), case)
    service.order(LIV, replace(SIGN, supplier="2", prices=(PRACTICE,), valid_to=None))

    def seen(**asked):
        return [
            (each.supplier, tuple(price.week_ore for price in each.prices))
            for each in service.ask("supplier_contracts", ANNA, **asked)
        ]

    assert seen() == [("1", (260_000,)), ("2", (90_000,))]
    assert seen(day=JUNE_1) == [("1", (90_000, 240_000)), ("2", (90_000,))]
    assert seen(day=JULY_1, offer_type="company_practice") == [("2", (90_000,))]
    assert seen(day=date(2012, 1, 1)) == [("2", (90_000,))]
    assert seen(supplier="1", day=date(2010, 1, 1)) == []
    service.order(LIV, contracts.WithdrawSupplierContractStep("agreed_otherwise"), case)
    assert seen(supplier="1") == [("1", (90_000, 240_000))]
    _, change, back = service.facts(f"supplier_contract-{case}")
    assert (back.meta.corrects, back.meta.how) == (change.meta.event_id, "withdrawn")


@pytest.mark.postgres
def test_an_offer_and_the_end_of_its_contract_collide(service):
    service.order(LIV, SIGN)
    service.order(LIV, contracts.EndSupplierContract(MAY_30), str(contract_of("1")))
    with pytest.raises(Rejected, match="no_contract_runs"):
        service.order(ANNA, GIVE)
    service.order(ANNA, replace(GIVE, supplier="3"))
    assert UUID(service.order(ANNA, replace(GIVE, starts_on=MAY_30)).case_id)
