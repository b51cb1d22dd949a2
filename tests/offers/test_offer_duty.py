from datetime import date, timedelta
from functools import reduce
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from services.offers.domain import offer_duty_events as told
from services.offers.domain import offer_duty_orders as orders
from services.offers.domain.offer_duty import DutyFacts, offer_duty
from services.offers.domain.start_slack import SlackLaw
from shared.eventlog.decider import Rejected
from shared.law.weeks import whole_weeks
from shared.period import Period
from tests.offers.duties import (
    BEGUN,
    CASE,
    CLOSED,
    COUNTED,
    EXEMPTED,
    JUNE_1,
    JUNE_30,
    MAY_2,
    OPENED,
    PAUSED,
    TODAY,
    duty,
)
from tests.offers.placements import P6, PLACEMENT
from tests.visitation.four import Four

NOBODY, OPEN, SHUT = duty(), duty(OPENED), duty(OPENED, CLOSED)
ONE_CLOCK = replace(TODAY, first_from=MAY_2)
REGISTER = orders.NoteRegistration(
    citizen=P6,
    citizen_case=CASE,
    benefit_basis="cash_benefit",
    target_group="tg2_cash_ready",
    age=27,
    on=MAY_2,
)
CLOSE = orders.NoteCaseClosed(date(2011, 8, 1))
EXEMPT = orders.ExemptFromOffer("Job om kort tid", JUNE_1)
WEEKS = ("2011-W20", "2011-W21")
# A deadline of 30 June, three weeks after it, and a wage subsidy given before and begun between.
JULY_4, JULY_21 = date(2011, 7, 4), date(2011, 7, 21)
WEIGH = orders.WeighStartSlack(
    placement=PLACEMENT, wage_subsidy=True, starts_on=JULY_4, days=30, on=JUNE_1
)
IN_SLACK = replace(TODAY, slack=SlackLaw(JUNE_30, JULY_21, needed_days=14))
AWAITED = replace(TODAY, slack=SlackLaw(awaited=True, needed_days=14))
GRANTED = told.StartSlackGranted(P6, PLACEMENT, JUNE_1, JUNE_30, JULY_21)
SLACK_ENDED = told.StartSlackEnded(P6, PLACEMENT)
MATCHED = told.OfferDutyMatchNoted(P6, ready=True, matched_on=JUNE_1, first_from=MAY_2)

ORDERS = [
    Four(REGISTER, NOBODY, TODAY, (OPENED,), SHUT, "", None, REGISTER),
    Four(
        orders.NoteTargetGroup("tg3_cash_other_problems", JUNE_1), OPEN, TODAY,
        (told.OfferDutyGroupNoted(P6, "tg3_cash_other_problems", JUNE_1),),
        NOBODY, "no_offer_duty", None, CLOSE, "duty_closed",
    ),
    Four(CLOSE, OPEN, TODAY, (CLOSED,), NOBODY, "no_offer_duty", "duty_closed",
         CLOSE, "duty_closed"),
    Four(
        orders.NoteCaseReopened(JUNE_30), SHUT, TODAY, (told.OfferDutyReopened(P6, JUNE_30),),
        OPEN, "duty_still_open", "duty_still_open",
        orders.NoteCaseReopened(JUNE_30), "duty_still_open",
    ),
    Four(
        orders.NoteCaseReopened(date(2011, 8, 1), by_mistake=True),
        duty(OPENED, PAUSED, EXEMPTED, CLOSED), TODAY,
        (told.OfferDutyReopened(
            P6, date(2011, 8, 1), by_mistake=True, paused=("maternity",), exempt=True
        ),),
        OPEN, "duty_still_open", "duty_still_open",
        orders.NoteCaseReopened(JUNE_30), "duty_still_open",
    ),
    Four(
        orders.NoteCaseReopened(JUNE_30, age=31), SHUT, TODAY,
        (told.OfferDutyReopened(P6, JUNE_30, age=31),),
        OPEN, "duty_still_open", "duty_still_open",
        orders.NoteCaseReopened(JUNE_30), "duty_still_open",
    ),
    Four(
        orders.NoteMatch(ready=True, on=JUNE_1), OPEN, ONE_CLOCK,
        (MATCHED, told.FirstDutyRecounted(P6, "match", JUNE_1)),
        SHUT, "duty_closed", "", CLOSE, "duty_closed",
    ),
    Four(
        orders.NoteMatchWithdrawn(ready=False, on=JUNE_1), duty(OPENED, MATCHED),
        replace(TODAY, first_from=JUNE_1),
        (told.OfferDutyMatchWithdrawn(P6, ready=False, matched_on=JUNE_1),
         told.FirstDutyRecounted(P6, "match", MAY_2)),
        SHUT, "duty_closed", None, CLOSE, "duty_closed",
    ),
    Four(orders.NotePause("maternity", JUNE_1), OPEN, TODAY, (PAUSED,),
         SHUT, "duty_closed", None, CLOSE, "duty_closed"),
    Four(
        orders.NotePauseOver("maternity", JUNE_30), duty(OPENED, PAUSED), ONE_CLOCK,
        (told.OfferDutyResumed(P6, "maternity", JUNE_30, owed=True),),
        NOBODY, "no_offer_duty", None,
    ),
    Four(orders.CountOffer(PLACEMENT, 30, JUNE_1), OPEN, TODAY, (COUNTED,),
         NOBODY, "no_offer_duty", None),
    Four(
        orders.WithdrawCountedOffer(PLACEMENT), duty(OPENED, COUNTED), TODAY,
        (told.CountedOfferWithdrawn(P6, PLACEMENT),), NOBODY, "no_offer_duty", None,
    ),
    Four(orders.CountFromEnd(PLACEMENT, JUNE_30), duty(OPENED, COUNTED), TODAY, (BEGUN,),
         NOBODY, "no_offer_duty", None),
    Four(
        orders.WithdrawEndOfOffer(PLACEMENT), duty(OPENED, COUNTED, BEGUN), TODAY,
        (told.RepeatDutyWithdrawn(P6, PLACEMENT),), NOBODY, "no_offer_duty", None,
    ),
    Four(
        orders.NoteWeeksWithoutBenefit("dp:1", WEEKS), OPEN, replace(TODAY, repeat_from=JUNE_30),
        (told.WeeksWithoutBenefitNoted(P6, "dp:1", WEEKS),
         told.RepeatDutyRecounted(P6, "weeks", JUNE_30)),
        NOBODY, "no_offer_duty", None,
    ),
    Four(
        EXEMPT, OPEN, TODAY, (EXEMPTED,), OPEN, "exempt_quota_used", "already_exempt",
        EXEMPT, "already_exempt", refused_facts=replace(TODAY, exempt_left=False),
    ),
    Four(
        orders.EndOfferExemption(JUNE_30), duty(OPENED, EXEMPTED), TODAY,
        (told.OfferExemptionEnded(P6, JUNE_30), told.FirstDutyRecounted(P6, "exemption", JUNE_30)),
        OPEN, "not_exempt", "not_exempt", CLOSE, "duty_closed",
    ),
    Four(WEIGH, OPEN, IN_SLACK, (GRANTED,), NOBODY, "no_offer_duty", None),
    Four(
        orders.EndStartSlack(), duty(OPENED, GRANTED), AWAITED, (SLACK_ENDED,),
        NOBODY, "no_offer_duty", None,
    ),
]  # fmt: skip
# The clocks, not the case, know that the first time fulfilled the duty.
RECOUNTED_AGAIN = (orders.NoteMatch, orders.WeighStartSlack)


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", [each for each in ORDERS if each.refused], ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize(
    "four", [each for each in ORDERS if not isinstance(each.command, RECOUNTED_AGAIN)], ids=str
)
def test_repeated_it_does_nothing_twice(four):
    four.is_repeated()


@pytest.mark.parametrize("four", [each for each in ORDERS if each.lost], ids=str)
def test_the_later_of_two_is_refused(four):
    four.collides()


def test_every_order_is_tried():
    # Those about another benefit are tried in a file of their own.
    elsewhere = {orders.NoteBenefitChange, orders.NoteBenefitChangeWithdrawn}
    tried = {type(each.command) for each in ORDERS}
    assert tried | elsewhere == set(get_args(orders.Command))


def test_a_match_that_moves_counts_a_repeated_duty_anew():
    order = orders.NoteMatch(ready=True, on=JUNE_30)
    matched = told.OfferDutyMatchNoted(P6, ready=True, matched_on=JUNE_30, repeat_from=JUNE_1)
    again = told.RepeatDutyRecounted(P6, "match", JUNE_30)
    OPEN.when(order, replace(TODAY, repeat_from=JUNE_1)).then(matched, again)


def test_a_match_told_before_the_duty_began_recounts_nothing():
    early = orders.NoteMatch(ready=True, on=MAY_2)
    matched = told.OfferDutyMatchNoted(P6, ready=True, matched_on=MAY_2, first_from=MAY_2)
    OPEN.when(early, ONE_CLOCK).then(matched)
    # Nothing was moved, so nothing is put back.
    back = orders.NoteMatchWithdrawn(ready=False, on=MAY_2)
    withdrawn = told.OfferDutyMatchWithdrawn(P6, ready=False, matched_on=MAY_2)
    duty(OPENED, matched).when(back, ONE_CLOCK).then(withdrawn)


def test_a_match_taken_back_puts_a_repeated_duty_back_and_leaves_the_match_before_it():
    again = told.OfferDutyMatchNoted(P6, ready=False, matched_on=JUNE_30, repeat_from=JUNE_1)
    back = orders.NoteMatchWithdrawn(ready=True, on=JUNE_30)
    both = duty(OPENED, MATCHED, again)
    both.when(back, replace(TODAY, repeat_from=JUNE_30)).then(
        told.OfferDutyMatchWithdrawn(P6, ready=True, matched_on=JUNE_30),
        told.RepeatDutyRecounted(P6, "match", JUNE_1),
    )
    assert both.and_then(back, TODAY).state.ready
    assert both.and_then(back, TODAY).state.matches == (MATCHED,)


def test_a_duty_counted_from_something_later_than_the_match_stays_there():
    back = orders.NoteMatchWithdrawn(ready=False, on=JUNE_1)
    withdrawn = told.OfferDutyMatchWithdrawn(P6, ready=False, matched_on=JUNE_1)
    for facts in (replace(TODAY, first_from=JUNE_30), TODAY):
        duty(OPENED, MATCHED).when(back, facts).then(withdrawn)


def test_a_match_that_was_never_noted_here_has_moved_nothing():
    confirmed = orders.NoteMatchWithdrawn(ready=True, on=JUNE_30)
    duty(OPENED, MATCHED).when(confirmed, replace(TODAY, first_from=JUNE_1)).then()
    OPEN.when(confirmed, ONE_CLOCK).then()


def test_lab_102_an_offer_of_less_than_two_weeks_does_not_count_from_2020():
    short = orders.CountOffer(PLACEMENT, 13, JUNE_1)
    OPEN.when(short, replace(TODAY, needed_days=14)).then(
        told.OfferFoundTooShort(P6, PLACEMENT, 13, 14)
    )
    OPEN.when(replace(short, days=14), replace(TODAY, needed_days=14)).then(COUNTED)


@pytest.mark.parametrize(
    ("changed", "granted"),
    [
        ({}, True),
        ({"on": JUNE_30}, True),
        ({"on": date(2011, 7, 1)}, False),
        ({"starts_on": date(2011, 7, 1)}, True),
        ({"starts_on": JUNE_30}, False),
        ({"starts_on": JULY_21}, True),
        ({"starts_on": date(2011, 7, 22)}, False),
        ({"days": 14}, True),
        ({"days": 13}, False),
        ({"wage_subsidy": False}, False),
    ],
    ids=str,
)
def test_lab_102_a_wage_subsidy_given_by_the_deadline_may_begin_three_weeks_after(changed, granted):
    given_on = changed.get("on", JUNE_1)
    expected = [replace(GRANTED, given_on=given_on)] * granted
    OPEN.when(replace(WEIGH, **changed), IN_SLACK).then(*expected)


def test_lab_102_a_wage_subsidy_moved_out_of_the_three_weeks_has_not_fulfilled_the_duty():
    given_in_time = duty(OPENED, GRANTED)
    moved = replace(WEIGH, starts_on=date(2011, 7, 22))
    given_in_time.when(moved, AWAITED).then(SLACK_ENDED)
    given_in_time.when(replace(WEIGH, starts_on=JULY_21), AWAITED).then()


def test_only_the_wage_subsidy_that_is_awaited_ends_its_own_time():
    given_in_time = duty(OPENED, GRANTED)
    given_in_time.when(orders.EndStartSlack(UUID(int=9)), AWAITED).then()
    given_in_time.when(orders.EndStartSlack(PLACEMENT), AWAITED).then(SLACK_ENDED)
    # It has begun: what is called off or moved afterwards takes nothing back.
    given_in_time.when(orders.EndStartSlack(PLACEMENT), TODAY).then()


def test_a_new_case_opens_a_new_duty_and_forgets_no_weeks():
    weeks = told.WeeksWithoutBenefitNoted(P6, "dp:1", WEEKS)
    other = UUID(int=7)
    after = duty(OPENED, weeks, CLOSED).and_then(replace(REGISTER, citizen_case=other), TODAY)
    assert after.state.open
    assert after.state.weeks == {"dp:1": WEEKS}


def test_a_corrected_age_is_a_fact_and_the_same_again_is_none():
    OPEN.when(replace(REGISTER, age=31), TODAY).then(
        told.OfferDutyCorrected(P6, CASE, "cash_benefit", "tg2_cash_ready", 31, MAY_2)
    )
    OPEN.when(REGISTER, TODAY).then()


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2008, 11, 10), date(2008, 12, 7),
         ("2008-W46", "2008-W47", "2008-W48", "2008-W49")),
        (date(2008, 11, 11), date(2008, 11, 23), ("2008-W47",)),
        (date(2008, 11, 10), date(2008, 11, 15), ()),
        (date(2008, 12, 29), date(2009, 1, 4), ("2009-W01",)),
    ],
)  # fmt: skip
def test_h2_only_weeks_that_lie_whole_in_the_job_are_without_benefit(first, last, weeks):
    assert whole_weeks(Period.of_days(first, last)) == weeks


FIRST = date(2011, 5, 2)
days = st.integers(0, 9).map(lambda n: FIRST + timedelta(n))
placements = st.sampled_from([PLACEMENT, UUID(int=9)])
kinds = st.sampled_from(["maternity", "sick"])
STORIES = {
    orders.NoteRegistration: st.builds(
        orders.NoteRegistration,
        citizen=st.just(P6),
        citizen_case=st.sampled_from([CASE, UUID(int=7)]),
        benefit_basis=st.just("cash_benefit"),
        target_group=st.sampled_from([None, "tg2_cash_ready"]),
        age=st.sampled_from([27, 31]),
        on=days,
    ),
    orders.NoteTargetGroup: st.builds(orders.NoteTargetGroup, st.just("tg1_insured"), days),
    orders.NoteCaseClosed: st.builds(orders.NoteCaseClosed, days),
    orders.NoteCaseReopened: st.builds(orders.NoteCaseReopened, days),
    orders.NoteMatch: st.builds(orders.NoteMatch, st.booleans(), days),
    orders.NoteMatchWithdrawn: st.builds(orders.NoteMatchWithdrawn, st.booleans(), days),
    orders.NotePause: st.builds(orders.NotePause, kinds, days),
    orders.NotePauseOver: st.builds(orders.NotePauseOver, kinds, days),
    orders.CountOffer: st.builds(orders.CountOffer, placements, st.integers(7, 21), days),
    orders.WithdrawCountedOffer: st.builds(orders.WithdrawCountedOffer, placements),
    orders.CountFromEnd: st.builds(orders.CountFromEnd, placements, days),
    orders.WithdrawEndOfOffer: st.builds(orders.WithdrawEndOfOffer, placements),
    orders.NoteWeeksWithoutBenefit: st.builds(
        orders.NoteWeeksWithoutBenefit,
        st.sampled_from(["a", "b"]),
        st.sampled_from([(), ("2011-W20",), WEEKS]),
    ),
    orders.ExemptFromOffer: st.builds(orders.ExemptFromOffer, st.just("Job"), st.none() | days),
    orders.EndOfferExemption: st.builds(orders.EndOfferExemption, st.none() | days),
    orders.WeighStartSlack: st.builds(
        orders.WeighStartSlack,
        placement=placements,
        wage_subsidy=st.booleans(),
        starts_on=days,
        days=st.integers(7, 21),
        on=days,
    ),
    orders.EndStartSlack: st.builds(orders.EndStartSlack, st.none() | placements),
}
DUTY_FACTS = st.builds(
    DutyFacts,
    today=days,
    needed_days=st.sampled_from([0, 14]),
    first_from=st.none() | days,
    repeat_from=st.none() | days,
    exempt_left=st.booleans(),
    slack=st.builds(SlackLaw, st.none() | days, st.none() | days, st.booleans(), st.just(14)),
)


def answer(order, state, facts):
    """Return what was decided, or the code of the refusal."""
    try:
        return offer_duty.decide(order, state, facts)
    except Rejected as refusal:
        return refusal.code


@settings(max_examples=120, deadline=None)
@for_all(st.lists(st.tuples(st.one_of(*STORIES.values()), DUTY_FACTS), max_size=25))
def test_what_a_duty_blocks_is_refused_and_what_it_allows_is_replayed(story):
    state, history = offer_duty.initial, []
    for order, facts in [(REGISTER, DutyFacts(today=FIRST)), *story]:
        codes = offer_duty.blocks(type(order), state, facts)
        decided = answer(order, state, facts)
        if isinstance(decided, str):
            assert decided == (codes[0] if codes else "date_in_future")
            continue
        assert not codes, f"{order} was blocked by {codes} and done all the same"
        history += decided
        state = reduce(offer_duty.evolve, decided, state)
    stored = [json.decode(json.encode(each), type=type(each)) for each in history]
    assert reduce(offer_duty.evolve, stored, offer_duty.initial) == state
    assert set(state.ended) <= {
        each.placement
        for each in history
        if hasattr(each, "ended_on") and hasattr(each, "placement")
    }
