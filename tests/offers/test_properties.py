from datetime import date, timedelta
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import json

from services.offers.domain import Event, attendance_sheet, no_show, offer_placement
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
actors = st.sampled_from([SARA, OTHER, ANNA])
PLACEMENT_FACTS = st.builds(
    offer_placement.PlacementFacts,
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
        told += decisions
        state = reduce(decider.evolve, decisions, state)
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


@pytest.mark.parametrize(
    ("case", "orders"),
    [(offer_placement, PLACEMENT_ORDERS), (attendance_sheet, SHEET_ORDERS)],
    ids=["offer_placement", "attendance_sheet"],
)
def test_every_order_of_the_case_type_takes_part(case, orders):
    assert set(orders) == set(get_args(case.Command))
