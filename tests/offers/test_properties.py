from datetime import date, timedelta
from functools import reduce
from itertools import pairwise
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import json

from services.offers.domain import (
    Event,
    attendance_sheet,
    candidacy,
    citizen_cost,
    commitment_account,
    job_order,
    job_order_orders,
    next_step,
    no_show,
    offer_placement,
    offer_placement_state,
    supplier_contract,
)
from services.offers.domain.agreed_place import NotePlaceDenied
from services.offers.domain.job_order_state import Open, OrderFacts
from services.offers.domain.offer_weeks import OfferWeeks
from services.offers.domain.schedule import Schedule
from shared.eventlog.decider import Decider, Rejected
from shared.eventlog.event import Event as Fact
from tests.offers.placements import ANNA, OTHER, P6, PLACEMENT, SARA

FIRST = date(2011, 6, 9)
days = st.integers(0, 12).map(lambda n: FIRST + timedelta(n))
maybe_day = st.none() | days
text = st.sampled_from(["Fejl", "Ny oplysning"])
suppliers = st.sampled_from(["1", "2"])
weekdays = st.sets(st.integers(1, 7), min_size=1).map(tuple)
kinds = st.none() | st.sampled_from(get_args(attendance_sheet.AbsenceKind))
attended = st.builds(attendance_sheet.Attended, days, st.booleans(), st.booleans(), kinds)
PLACEMENT_ORDERS = {
    offer_placement.GiveOffer: st.builds(
        offer_placement.GiveOffer,
        citizen=st.just(P6),
        offer_type=st.just("community_work"),
        starts_on=days,
        ends_on=days,
        supplier=suppliers,
        weekdays=weekdays,
        on=maybe_day,
    ),
    offer_placement.CorrectOffer: st.builds(
        offer_placement.CorrectOffer,
        reason=text,
        starts_on=maybe_day,
        ends_on=maybe_day,
        supplier=st.none() | suppliers,
        weekdays=st.none() | weekdays,
    ),
    offer_placement.StartOffer: st.builds(offer_placement.StartOffer, maybe_day),
    offer_placement.WithdrawStart: st.builds(offer_placement.WithdrawStart, text),
    offer_placement.EndOffer: st.builds(offer_placement.EndOffer, st.just("completed"), maybe_day),
    offer_placement.WithdrawEnd: st.builds(offer_placement.WithdrawEnd, text),
    offer_placement.CancelOffer: st.builds(offer_placement.CancelOffer, text, maybe_day),
    no_show.ReportNoShow: st.builds(no_show.ReportNoShow, days, st.booleans(), st.booleans()),
    no_show.WithdrawNoShow: st.builds(no_show.WithdrawNoShow, days, text),
    no_show.NoteReportOutcome: st.builds(
        no_show.NoteReportOutcome, days, st.sampled_from(["decided", "reversed"])
    ),
}
PLACEMENT_ORDERS |= {
    next_step.PlanNextStep: st.builds(
        next_step.PlanNextStep,
        st.sampled_from(["offer", "nothing"]),
        maybe_day,
        st.none() | text,
    ),
    next_step.WithdrawNextStep: st.builds(next_step.WithdrawNextStep, text),
    NotePlaceDenied: st.builds(NotePlaceDenied, st.just(PLACEMENT), st.just("place_not_reserved")),
}
actors = st.sampled_from([SARA, OTHER, ANNA])
PLACEMENT_FACTS = st.builds(
    offer_placement_state.PlacementFacts,
    placement=st.just(PLACEMENT),
    today=days,
    actor=actors,
    public_holidays=st.just(frozenset({date(2011, 6, 13)})),
)
SHEET_ORDERS = {
    attendance_sheet.RecordAttendance: st.builds(
        attendance_sheet.RecordAttendance,
        st.just(PLACEMENT),
        st.just("2011-W24"),
        st.lists(attended, max_size=3).map(tuple),
    ),
    attendance_sheet.AddAttendance: st.builds(
        attendance_sheet.AddAttendance, st.lists(attended, max_size=3).map(tuple)
    ),
    attendance_sheet.FitAttendance: st.builds(attendance_sheet.FitAttendance, days),
    attendance_sheet.CorrectAttendance: st.builds(
        attendance_sheet.CorrectAttendance, days, st.booleans(), text, kinds
    ),
}
SHEET_FACTS = st.builds(
    attendance_sheet.SheetFacts,
    today=st.just(FIRST + timedelta(12)),
    actor=st.sampled_from([SARA, SARA, OTHER]),
    place=st.just(attendance_sheet.Place(P6, "1", Schedule(FIRST, FIRST + timedelta(12)))),
    public_holidays=st.just(frozenset({date(2011, 6, 13)})),
)


SHOP, ORDER = UUID(int=31), UUID(int=8)
ids = st.integers(1, 4).map(lambda n: UUID(int=n))
codes = st.sampled_from(["valby", "amager", "unge"])
few = st.integers(1, 3)
JOB_ORDERS = {
    job_order_orders.ReceiveJobOrder: st.builds(
        job_order_orders.ReceiveJobOrder,
        company=st.just(SHOP),
        title=st.just("Kasse"),
        positions=few,
        apply_by=days,
        on=maybe_day,
    ),
    job_order_orders.CorrectJobOrder: st.builds(
        job_order_orders.CorrectJobOrder,
        title=st.none() | st.just("Kasse og lager"),
        positions=st.none() | few,
        apply_by=maybe_day,
        starts_on=st.none(),
        competences=st.none() | st.just(("sales",)),
        obtained_by=st.none(),
        support_form=st.none(),
    ),
    job_order_orders.ValidateJobOrder: st.builds(
        job_order_orders.ValidateJobOrder, st.just(("agreed_pay",)), maybe_day
    ),
    job_order_orders.PublishJobOrder: st.builds(job_order_orders.PublishJobOrder, on=maybe_day),
    job_order_orders.AnswerJobOrder: st.builds(
        job_order_orders.AnswerJobOrder, codes, st.just("candidates"), few, st.none(), maybe_day
    ),
    job_order_orders.ConfirmJobOrderOpen: st.builds(
        job_order_orders.ConfirmJobOrderOpen, maybe_day
    ),
    job_order_orders.NoteToldAgain: st.builds(job_order_orders.NoteToldAgain, codes, maybe_day),
    job_order_orders.FillPosition: st.builds(
        job_order_orders.FillPosition, st.none() | ids, maybe_day
    ),
    job_order_orders.WithdrawFill: st.builds(
        job_order_orders.WithdrawFill, few, st.just("did_not_begin")
    ),
    job_order_orders.WithdrawJobOrder: st.builds(
        job_order_orders.WithdrawJobOrder, st.just("no_longer_needed"), maybe_day
    ),
    job_order_orders.ReopenJobOrder: st.builds(job_order_orders.ReopenJobOrder, days),
    job_order_orders.ExpireJobOrder: st.builds(job_order_orders.ExpireJobOrder, days),
    job_order_orders.NoteCandidate: st.builds(job_order_orders.NoteCandidate, ids, codes),
    job_order_orders.NoteCandidateDropped: st.builds(job_order_orders.NoteCandidateDropped, ids),
}
ORDER_FACTS = st.builds(
    OrderFacts,
    today=days,
    job_order=st.just(ORDER),
    unit=st.just("valby"),
    workplace_open=st.sampled_from([True, True, True, False, None]),
    terms=st.just(("agreed_pay",)),
    centres=st.just(("valby", "amager")),
    candidacy=st.sampled_from(["open", "open", "over"]),
)
CANDIDACY_ORDERS = {
    candidacy.ProposeCandidate: st.builds(
        candidacy.ProposeCandidate, st.just(P6), st.just(ORDER), codes, maybe_day
    ),
    candidacy.PresentCandidate: st.builds(candidacy.PresentCandidate, maybe_day),
    candidacy.HoldCompanyInterview: st.builds(candidacy.HoldCompanyInterview, maybe_day),
    candidacy.RejectCandidate: st.builds(
        candidacy.RejectCandidate, st.just("other_chosen"), maybe_day
    ),
    candidacy.WithdrawCandidacy: st.builds(
        candidacy.WithdrawCandidacy, st.just("citizen"), maybe_day
    ),
    candidacy.WithdrawCandidacyStep: st.builds(candidacy.WithdrawCandidacyStep),
    candidacy.NoteHired: st.builds(candidacy.NoteHired, days),
    candidacy.NoteHireWithdrawn: st.builds(candidacy.NoteHireWithdrawn),
    candidacy.CloseByOrder: st.builds(candidacy.CloseByOrder, st.just("filled")),
}
CANDIDACY_FACTS = st.builds(
    candidacy.CandidacyFacts,
    today=days,
    order_open=st.sampled_from([True, True, False]),
    case_open=st.sampled_from([True, True, False]),
    away=st.sampled_from([False, False, True]),
)
lines = st.lists(ids, max_size=2).map(tuple)
offer_lines = st.sampled_from([UUID(int=91), UUID(int=92)])
COST_ORDERS = {
    citizen_cost.CommitCost: st.builds(
        citizen_cost.CommitCost,
        st.just(P6),
        ids,
        st.just("interpreter_booked"),
        st.just(ORDER),
        days,
        st.none() | st.just(60_000),
        st.none() | codes,
    ),
    citizen_cost.CommitOfferWeeks: st.builds(
        citizen_cost.CommitOfferWeeks,
        st.just(P6),
        st.just(PLACEMENT),
        st.lists(
            st.builds(OfferWeeks, offer_lines, days, few, few),
            max_size=2,
            unique_by=lambda each: each.line,
        ).map(tuple),
        st.none() | codes,
    ),
    citizen_cost.ReleaseCost: st.builds(citizen_cost.ReleaseCost, lines),
    citizen_cost.MoveCost: st.builds(citizen_cost.MoveCost, lines, days),
    citizen_cost.PlaceCost: st.builds(citizen_cost.PlaceCost, codes),
    citizen_cost.PostExpense: st.builds(citizen_cost.PostExpense, ids, st.just(62_500), maybe_day),
    citizen_cost.WithdrawExpense: st.builds(citizen_cost.WithdrawExpense, ids, st.just("credited")),
}
COST_FACTS = st.builds(citizen_cost.CostFacts, today=days)
ACCOUNT_ORDERS = {
    commitment_account.SetBudget: st.builds(
        commitment_account.SetBudget, codes, st.just(2011), few
    ),
    commitment_account.ChangeBudget: st.builds(commitment_account.ChangeBudget, few),
    commitment_account.ApproveShortage: st.builds(commitment_account.ApproveShortage, few),
}
ACCOUNT_FACTS = st.builds(commitment_account.AccountFacts, today=days)
prices = st.lists(
    st.builds(
        supplier_contract.Price, st.sampled_from(["community_work", "company_practice"]), few
    ),
    min_size=1,
    max_size=2,
).map(tuple)
CONTRACT_ORDERS = {
    supplier_contract.SignSupplierContract: st.builds(
        supplier_contract.SignSupplierContract, st.just("1"), days, prices, maybe_day, maybe_day
    ),
    supplier_contract.ChangeSupplierPrices: st.builds(
        supplier_contract.ChangeSupplierPrices, prices, days
    ),
    supplier_contract.EndSupplierContract: st.builds(supplier_contract.EndSupplierContract, days),
    supplier_contract.WithdrawSupplierContractStep: st.builds(
        supplier_contract.WithdrawSupplierContractStep, st.just("entered_wrong")
    ),
}
CONTRACT_FACTS = st.builds(supplier_contract.ContractFacts, today=days)


def stories(opening, orders, facts):
    told = st.lists(st.tuples(st.one_of(*orders.values()), facts), max_size=25)
    return st.tuples(st.tuples(orders[opening], facts), told).map(lambda two: [two[0], *two[1]])


def play(decider: Decider, story) -> list[Fact]:
    """Give the orders in turn; check `blocks` against `decide`; return what happened."""
    state, told = decider.initial, []
    for order, facts in story:
        codes = decider.blocks(type(order), state, facts)
        decisions = answer(decider, order, state, facts)
        if isinstance(decisions, str):
            assert decisions == codes[0] if codes else decisions != "not_allowed_now", order
            continue
        assert not codes, f"{order} was blocked by {codes} and done all the same"
        new = [each for each in decisions if isinstance(each, Fact)]
        told += new
        state = reduce(decider.evolve, new, state)
    back = [json.decode(json.encode(each), type=Event) for each in told]
    assert reduce(decider.evolve, back, decider.initial) == state
    return told


def answer(decider: Decider, order, state, facts):
    """Return what was decided, or the code of the refusal."""
    try:
        return decider.decide(order, state, facts)
    except Rejected as refusal:
        return refusal.code


@settings(max_examples=150, deadline=None)
@for_all(stories(offer_placement.GiveOffer, PLACEMENT_ORDERS, PLACEMENT_FACTS))
def test_what_a_placement_blocks_is_refused_and_what_it_allows_is_replayed(story):
    standing = set()
    for event in play(offer_placement.offer_placement, story):
        if isinstance(event, no_show.NoShowReported):
            assert event.day not in standing
            assert event.day != date(2011, 6, 13)
            standing.add(event.day)
        if isinstance(event, no_show.NoShowWithdrawn):
            standing.remove(event.day)


@settings(max_examples=150, deadline=None)
@for_all(stories(attendance_sheet.RecordAttendance, SHEET_ORDERS, SHEET_FACTS))
def test_what_a_sheet_blocks_is_refused_and_what_it_allows_is_replayed(story):
    told = play(attendance_sheet.attendance_sheet, story)
    filled = [each.day for event in told for each in getattr(event, "days", ())]
    assert len(filled) == len(set(filled))


@settings(max_examples=300, deadline=None)
@for_all(stories(job_order_orders.ReceiveJobOrder, JOB_ORDERS, ORDER_FACTS))
def test_what_an_order_blocks_is_refused_and_it_is_never_filled_beyond_its_positions(story):
    told = play(job_order.job_order, story)
    state = job_order.job_order.initial
    for event in told:
        state = job_order.job_order.evolve(state, event)
        order = getattr(state, "order", None)
        if order is None:
            continue
        taken = [each.position for each in order.fillings]
        assert len(taken) == len(set(taken)) <= order.wanted.positions
        hired = [each.candidacy for each in order.fillings if each.candidacy]
        assert len(hired) == len(set(hired))
    if isinstance(state, Open):
        assert len(state.order.fillings) < state.order.wanted.positions


@settings(max_examples=150, deadline=None)
@for_all(stories(candidacy.ProposeCandidate, CANDIDACY_ORDERS, CANDIDACY_FACTS))
def test_what_a_candidacy_blocks_is_refused_and_what_it_allows_is_replayed(story):
    play(candidacy.candidacy, story)


@settings(max_examples=150, deadline=None)
@for_all(stories(citizen_cost.CommitCost, COST_ORDERS, COST_FACTS))
def test_what_costs_block_is_refused_and_no_line_stands_twice(story):
    standing = set()
    for event in play(citizen_cost.citizen_cost, story):
        if isinstance(event, citizen_cost.CommitmentMade):
            assert event.line not in standing
            standing.add(event.line)
        if isinstance(event, citizen_cost.CommitmentReleased):
            standing.remove(event.line)


@settings(max_examples=50, deadline=None)
@for_all(stories(commitment_account.SetBudget, ACCOUNT_ORDERS, ACCOUNT_FACTS))
def test_what_an_account_blocks_is_refused_and_what_it_allows_is_replayed(story):
    play(commitment_account.commitment_account, story)


@settings(max_examples=100, deadline=None)
@for_all(
    stories(supplier_contract.SignSupplierContract, CONTRACT_ORDERS, CONTRACT_FACTS), st.data()
)
def test_two_contracts_of_a_supplier_never_run_at_once_and_prices_go_by_their_day(story, data):
    told = play(supplier_contract.supplier_contract, story)
    state = reduce(supplier_contract.evolve, told, supplier_contract.NoContract())
    if not isinstance(state, supplier_contract.Contracts):
        return
    for before, after in pairwise(state.periods):
        assert before.valid_to is not None
        assert before.valid_from <= before.valid_to < after.valid_from
    day = data.draw(days)
    running = [each for each in state.periods if each.holds(day)]
    assert len(running) <= 1
    for each in running:
        assert each.prices_on(day)
        assert [since for since, _ in each.prices] == sorted({since for since, _ in each.prices})


@pytest.mark.parametrize(
    ("case", "orders"),
    [
        (offer_placement, PLACEMENT_ORDERS),
        (attendance_sheet, SHEET_ORDERS),
        (job_order_orders, JOB_ORDERS),
        (candidacy, CANDIDACY_ORDERS),
        (citizen_cost, COST_ORDERS),
        (commitment_account, ACCOUNT_ORDERS),
        (supplier_contract, CONTRACT_ORDERS),
    ],
    ids=["placement", "sheet", "job_order", "candidacy", "cost", "account", "contract"],
)
def test_every_order_of_the_case_type_takes_part(case, orders):
    assert set(orders) == set(get_args(case.Command))
