"""The list of referrals, and every story a referral can have."""

from datetime import date
from typing import get_args

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from services.visitation.domain.referral import ReferralFacts, referral
from services.visitation.domain.referral_events import (
    ReferralExpired,
    ReferralStepWithdrawn,
)
from services.visitation.domain.referral_orders import (
    AcceptReferral,
    BlockReferral,
    CancelReferral,
    Command,
    CorrectReferral,
    DocumentChecklistItem,
    DraftReferral,
    ExpireReferral,
    FillLanguageTemplate,
    IssueReferral,
    ReceiveReferral,
    ReturnReferral,
    WithdrawReferralStep,
)
from services.visitation.views.referral_list import REFERRAL_LIST
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.further import (
    REX,
    play,
    shown,
    stories,
)
from tests.visitation.recommendations import ANNA
from tests.visitation.test_referral import (
    ACCEPTED,
    BLOCKED,
    CANCELLED,
    DRAFTED,
    ISSUED,
    ITEM,
    MAR_2,
    MAR_9,
    ORDERS,
    READY,
    RECEIVED,
    RETURNED,
    UNA,
)


def listed(*events):
    return shown(REFERRAL_LIST, "referral", *events)


def test_the_list_follows_the_referral_and_what_is_taken_back():
    row = listed(*READY, ISSUED, RECEIVED, ACCEPTED)
    assert (row.status, row.issued_on, row.accepted_on) == ("accepted", MAR_2, MAR_9)
    back = ReferralStepWithdrawn(P6, "referral_accepted", "Fejl")
    assert listed(*READY, ISSUED, RECEIVED, ACCEPTED, back) == listed(*READY, ISSUED, RECEIVED)
    taken = ReferralStepWithdrawn(P6, "referral_returned", "Fejl")
    assert listed(*READY, ISSUED, RETURNED, taken) == listed(*READY, ISSUED)
    unblocked = ReferralStepWithdrawn(P6, "referral_blocked", "Fejl")
    assert listed(DRAFTED, BLOCKED, unblocked) == listed(DRAFTED)
    unwritten = ReferralStepWithdrawn(P6, "checklist_item_documented", "Fejl")
    assert listed(DRAFTED, ITEM, unwritten) == listed(DRAFTED)
    assert listed(*READY, ISSUED, CANCELLED).status == "cancelled"
    assert listed(*READY, ISSUED, ReferralExpired(P6, MAR_9)).since == date(2011, 3, 10)
    assert listed(ITEM) is None


days = st.integers(0, 8).map(lambda n: date(2011, 3, 1 + n))
text = st.sampled_from(["Fejl", "Nyt"])
items = st.sampled_from(["interview_record", "cv"])
kinds = st.sampled_from(["unit", "language_unit", "job", "cjf"])
STORY = {
    DraftReferral: st.builds(
        DraftReferral, st.just(P6), kinds, st.just("youth_unit"), text, on=days
    ),
    CorrectReferral: st.builds(CorrectReferral, text, purpose=text, job_order=st.none() | items),
    DocumentChecklistItem: st.builds(DocumentChecklistItem, items, days),
    FillLanguageTemplate: st.builds(
        FillLanguageTemplate, text, text, text, main_barrier_reason=st.none() | text, on=days
    ),
    BlockReferral: st.builds(BlockReferral, st.just("other"), text, days),
    IssueReferral: st.builds(IssueReferral, days),
    ReceiveReferral: st.builds(ReceiveReferral, days),
    AcceptReferral: st.builds(AcceptReferral, days),
    ReturnReferral: st.builds(ReturnReferral, st.just("no_capacity"), st.none(), days),
    ExpireReferral: st.builds(ExpireReferral, days),
    CancelReferral: st.builds(CancelReferral, text, days),
    WithdrawReferralStep: st.builds(WithdrawReferralStep, text),
}
FACTS = st.builds(
    ReferralFacts,
    st.just(MAR_9),
    st.sampled_from([ANNA, UNA, REX]),
    st.sampled_from([(), ("interview_record",)]),
    st.sampled_from(["reception", "after_first_interview"]),
    st.booleans(),
    st.sampled_from([None, None, None, "rule_missing"]),
)


@settings(max_examples=100, deadline=None)
@for_all(stories(DraftReferral, STORY, FACTS))
def test_what_a_referral_blocks_is_refused_and_the_list_agrees_with_the_case(story):
    told = play(referral, story)
    state = given(referral, *told).state
    row = listed(*told)
    assert (row.status if row else None) == getattr(state, "status", None)


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}
