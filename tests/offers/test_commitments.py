"""What interpreters cost stands in the account of the citizen's centre (V-20, O-01)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.offers import messages
from services.offers.domain import citizen_cost as costs
from services.offers.domain import commitment_account as accounts
from services.offers.views.commitments import AccountRow, CostLineRow, balances
from services.offers.wiring import SERVICE
from shared.actor import Actor
from shared.trouble import Denied
from tests.offers.placements import ANNA, P6
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.four import Four
from tests.visitation.house import OneService

LIV = Actor(id="liv", unit="jobcenter", roles=("manager",))
LINE, OTHER, CASE = UUID(int=71), UUID(int=72), UUID(int=73)
JUNE_7, JUNE_9 = date(2011, 6, 7), date(2011, 6, 9)
NOW = costs.CostFacts(JUNE_9)
TODAY = accounts.AccountFacts(JUNE_9)
COMMIT = costs.CommitCost(P6, LINE, "interpreter_booked", CASE, JUNE_7, 60_000, "valby")
MADE = costs.CommitmentMade(P6, LINE, "interpreter_booked", CASE, JUNE_7, 60_000, "valby")
LOOSE = replace(MADE, line=OTHER, centre=None)
PAID = costs.ExpensePosted(P6, LINE, JUNE_7, 60_000, 62_500, "valby", JUNE_9)
BUDGET = accounts.BudgetSet("valby", 2011, 1_000_000, JUNE_9)


def cost(*history):
    return given(costs.citizen_cost, *history)


def account(*history):
    return given(accounts.commitment_account, *history)


NOTHING, BOOKED, DONE = cost(), cost(MADE), cost(MADE, PAID)
ORDERS = [
    Four(
        command=costs.PostExpense(LINE, 62_500),
        before=BOOKED,
        facts=NOW,
        gives=(PAID,),
        refused_in=NOTHING,
        refused="nothing_committed",
        repeated="expense_posted_already",
        rival=costs.ReleaseCost((LINE,)),
        lost="line_not_committed",
    ),
    Four(
        command=costs.WithdrawExpense(LINE, "credited"),
        before=DONE,
        facts=NOW,
        gives=(costs.ExpenseWithdrawn(P6, LINE, "credited"),),
        refused_in=cost(LOOSE),
        refused="line_not_committed",
        repeated="expense_not_posted",
        rival=costs.WithdrawExpense(LINE, "entered_wrong"),
        lost="expense_not_posted",
    ),
    Four(
        command=accounts.SetBudget("valby", 2011, 1_000_000),
        before=account(),
        facts=TODAY,
        gives=(BUDGET,),
        refused_in=account(BUDGET),
        refused="budget_set_already",
        repeated="budget_set_already",
        rival=accounts.SetBudget("valby", 2011, 5),
        lost="budget_set_already",
    ),
    Four(
        command=accounts.ChangeBudget(1_200_000),
        before=account(BUDGET),
        facts=TODAY,
        gives=(accounts.BudgetChanged("valby", 2011, 1_200_000, JUNE_9),),
        refused_in=account(),
        refused="no_budget",
        repeated="nothing_to_correct",
        rival=accounts.ChangeBudget(1_200_000),
        lost="nothing_to_correct",
    ),
    Four(
        command=accounts.ApproveShortage(50_000),
        before=account(BUDGET),
        facts=TODAY,
        gives=(accounts.ShortageApproved("valby", 2011, 50_000, JUNE_9),),
        refused_in=account(),
        refused="no_budget",
        repeated="shortage_approved_already",
        rival=accounts.ApproveShortage(50_000),
        lost="shortage_approved_already",
    ),
]
# What only a machine orders changes nothing when there is nothing to change, and refuses nothing.
FOLLOWING = [
    (COMMIT, NOTHING, (MADE,), BOOKED),
    (
        costs.ReleaseCost((LINE,)),
        BOOKED,
        (costs.CommitmentReleased(P6, LINE, JUNE_7, 60_000, "valby"),),
        DONE,
    ),
    (
        costs.MoveCost((LINE,), JUNE_9),
        BOOKED,
        (
            costs.CommitmentReleased(P6, LINE, JUNE_7, 60_000, "valby"),
            replace(MADE, day=JUNE_9),
        ),
        DONE,
    ),
    (
        costs.PlaceCost("valby"),
        cost(MADE, LOOSE),
        (costs.CommitmentPlaced(P6, OTHER, JUNE_7, 60_000, "valby"),),
        BOOKED,
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
    ("order", "before", "gives", "settled"),
    FOLLOWING,
    ids=lambda each: type(each).__name__ if isinstance(each, costs.Command) else "",
)
def test_what_follows_a_booking_happens_once_and_leaves_alone_what_is_settled(
    order, before, gives, settled
):
    before.when(order, NOW).then(*gives)
    before.and_then(order, NOW).when(order, NOW).then()
    settled.when(order, NOW).then()
    if not isinstance(order, costs.CommitCost):
        NOTHING.when(order, NOW).then()


def test_nothing_is_paid_before_it_has_been():
    early = costs.PostExpense(LINE, 1, date(2011, 6, 6))
    BOOKED.when(early, NOW).then_rejected("paid_before_it_happened")
    tomorrow = costs.PostExpense(LINE, 1, date(2011, 6, 10))
    BOOKED.when(tomorrow, NOW).then_rejected("date_in_future")


def test_what_is_paid_is_never_released_with_what_is_called_off():
    cost(MADE, PAID, LOOSE).when(costs.ReleaseCost((LINE, OTHER)), NOW).then(
        costs.CommitmentReleased(P6, OTHER, JUNE_7, 60_000, None)
    )


# -- the balance ----------------------------------------------------------------------------------


def line(day, amount, centre="valby", paid=None):
    return CostLineRow(uuid4(), P6, "interpreter_booked", CASE, day, amount, centre, paid)


def test_f5_what_lies_ahead_is_committed_what_has_been_is_consumed_and_the_rest_is_free():
    rows = [
        line(JUNE_7, 60_000),
        line(JUNE_9, 30_000),
        line(date(2011, 6, 10), 60_000),
        line(JUNE_7, 60_000, paid=62_500),
        line(date(2011, 6, 20), None),
        line(JUNE_9, 30_000, centre=None),
    ]
    budget = AccountRow(uuid4(), "valby", 2011, 1_000_000)
    other = AccountRow(uuid4(), "amager", 2011, 500_000)
    amager, valby, nobody = balances([budget, other], rows, 2011, JUNE_9)
    assert (valby.committed_ore, valby.consumed_ore, valby.free_ore) == (60_000, 152_500, 787_500)
    assert (valby.without_price, valby.low, valby.needs_decision) == (1, False, False)
    assert (amager.centre, amager.free_ore) == ("amager", 500_000)
    assert (nobody.centre, nobody.account, nobody.free_ore) == (None, None, -30_000)
    assert nobody.needs_decision


def test_l17_an_account_is_low_under_a_twentieth_and_needs_a_decision_below_what_was_decided():
    budget = AccountRow(uuid4(), "valby", 2011, 1_000_000)
    for spent, low, needs in (
        (950_000, False, False),
        (950_001, True, False),
        (1_000_001, True, True),
    ):
        (shown,) = balances([budget], [line(JUNE_7, spent)], 2011, JUNE_9)
        assert (shown.low, shown.needs_decision) == (low, needs)
    approved = replace(budget, shortage_ore=1)
    (shown,) = balances([approved], [line(JUNE_7, 1_000_001)], 2011, JUNE_9)
    assert not shown.needs_decision


# -- told by visitation ---------------------------------------------------------------------------


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 6, 1, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


def booked(service, stream, day, *, on_duty=False, price=60_000):
    at = datetime(2011, 6, day, 8, tzinfo=UTC)
    told = messages.InterpreterBooked(P6, at, on_duty, price)
    return service.told(stream, told).meta.event_id


def shown(service, **asked):
    lines = service.ask("cost_lines", ANNA, **asked)
    return sorted(
        ((each.day.day, each.amount_ore, each.centre) for each in lines),
        key=lambda each: (each[0], -(each[1] or 0)),
    )


@pytest.mark.postgres
def test_v20_an_interpreter_is_committed_when_booked_and_released_when_the_talk_is_called_off(
    service,
):
    case = f"citizen_case-{uuid4()}"
    service.told(case, messages.CaseAssigned(P6, "anna", "unge", "valby"))
    booked(service, case, 7)
    booked(service, case, 20)
    booked(service, case, 20, on_duty=True, price=30_000)
    assert shown(service) == [(7, 60_000, "valby"), (20, 60_000, "valby"), (20, 30_000, "valby")]
    service.told(case, messages.InterviewCancelled(P6, date(2011, 6, 20)))
    assert shown(service) == [(7, 60_000, "valby"), (20, 30_000, "valby")]
    service.told(case, messages.InterviewWithdrawn(P6, date(2011, 6, 20)))
    service.told(case, messages.SummonsCorrected(P6, JUNE_7, date(2012, 1, 3)))
    assert [(each.day, each.kind) for each in service.ask("cost_lines", ANNA)] == [
        (date(2012, 1, 3), "interpreter_booked")
    ]
    service.order(LIV, accounts.SetBudget("valby", 2012, 1_000_000))
    (next_year,) = service.ask("commitment_accounts", LIV, year=2012)
    assert (next_year.committed_ore, next_year.free_ore) == (60_000, 940_000)
    assert service.ask("commitment_accounts", LIV, year=2011) == []
    assert service.refusals() == []


@pytest.mark.postgres
def test_what_was_booked_at_the_reception_is_placed_when_a_centre_takes_the_case(service):
    visit, other = f"reception_visit-{uuid4()}", f"reception_visit-{uuid4()}"
    booked(service, visit, 1, on_duty=True, price=30_000)
    booked(service, visit, 8)
    booked(service, other, 9, price=None)
    service.told(visit, messages.ReceptionStepWithdrawn(P6, "interpreter_booked"))
    service.told(visit, messages.ReceptionStepWithdrawn(P6, "job_meeting"))
    assert shown(service) == [(1, 30_000, None), (9, None, None)]
    service.told(f"citizen_case-{uuid4()}", messages.CaseAssigned(P6, "anna", "unge", "valby"))
    assert shown(service, centre="valby") == [(1, 30_000, "valby"), (9, None, "valby")]
    (balance,) = service.ask("commitment_accounts", LIV, year=2011, centre="valby")
    assert (balance.without_price, balance.needs_decision) == (1, True)


@pytest.mark.postgres
def test_a_manager_keeps_the_account_and_enters_what_was_paid(service):
    case = f"citizen_case-{uuid4()}"
    line_id = booked(service, case, 1, on_duty=True, price=30_000)
    service.order(LIV, costs.PostExpense(line_id, 31_000), str(P6))
    (row,) = service.ask("cost_lines", ANNA, citizen=P6)
    assert (row.amount_ore, row.paid_ore) == (30_000, 31_000)
    service.order(LIV, costs.WithdrawExpense(line_id, "entered_wrong"), str(P6))
    paid, back = service.facts(f"citizen_cost-{P6}")[-2:]
    assert (back.meta.corrects, back.meta.how) == (paid.meta.event_id, "withdrawn")
    account_id = service.order(LIV, accounts.SetBudget("valby", 2011, 10_000)).case_id
    service.order(LIV, accounts.ChangeBudget(20_000), account_id)
    service.order(LIV, accounts.ApproveShortage(5_000), account_id)
    (valby, _) = service.ask("commitment_accounts", LIV, year=2011)
    assert (valby.budget_ore, valby.free_ore) == (20_000, 20_000)
    with pytest.raises(Denied):
        service.order(ANNA, accounts.ChangeBudget(5), account_id)
