"""Two ids, one person or two: proposed by one, decided by another (K, peers.md 3.7 and 4)."""

from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st
from msgspec.structs import replace

from services.citizen_history.domain.identity_pair import (
    PAIR,
    Apart,
    ApproveMerge,
    ApproveSplit,
    Facts,
    IdentitiesMerged,
    IdentitiesSplit,
    IdentityMergeProposed,
    IdentityProposalWithdrawn,
    IdentitySplitProposed,
    Merged,
    MergeProposed,
    ProposeMerge,
    ProposeSplit,
    SplitProposed,
    State,
    WithdrawProposal,
    blocks,
    decide,
    evolve,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import Claim, Rejected, Release
from tests.citizen_history.people import ANNA, BENT
from tests.support.scenario import given

CASE = "visitation/citizen_case-1"
BY_EVA, BY_FINN = Facts("eva"), Facts("finn")
MERGE = ProposeMerge(ANNA, BENT, "registered_twice")
SPLIT = ProposeSplit(ANNA, BENT, "merged_by_mistake", (CASE,))
WITHDRAW = WithdrawProposal("not_proven")
PROPOSED = MergeProposed(ANNA, BENT, "registered_twice", "eva")
MERGED = Merged(ANNA, BENT)
TO_SPLIT = SplitProposed(ANNA, BENT, "merged_by_mistake", (CASE,), "eva", MERGED)
MOVING = replace(TO_SPLIT, before=Apart())
ORDERS = (MERGE, ApproveMerge(), SPLIT, ApproveSplit(), WITHDRAW)
STATES = (Apart(), PROPOSED, MERGED, TO_SPLIT, MOVING)
MERGED_NOW = IdentitiesMerged(ANNA, BENT, "registered_twice", "eva", "finn")
RETIRED = f"retired_identity:{BENT}"


def test_a_merge_is_proposed_by_one_and_decided_by_another() -> None:
    proposed = IdentityMergeProposed(ANNA, BENT, "registered_twice", "eva")
    given(PAIR).when(MERGE, BY_EVA).then(proposed)
    done = given(PAIR, proposed).when(ApproveMerge(), BY_FINN)
    done.then(IdentitiesMerged(ANNA, BENT, "registered_twice", "eva", "finn"))
    survivor = f"retired_identity:{ANNA}"
    done.then_claims(
        Claim(RETIRED, "citizen_merged"), Claim(survivor, "citizen_merged"), Release(survivor)
    )


def test_a_split_is_proposed_by_one_and_decided_by_another() -> None:
    proposed = IdentitySplitProposed(ANNA, BENT, "merged_by_mistake", (CASE,), "eva")
    split = IdentitiesSplit(ANNA, BENT, "merged_by_mistake", (CASE,), "eva", "finn")
    given(PAIR, MERGED_NOW).when(SPLIT, BY_EVA).then(proposed)
    joined = given(PAIR, MERGED_NOW, proposed).when(ApproveSplit(), BY_FINN)
    joined.then(split)
    joined.then_claims(Release(RETIRED))
    apart = given(PAIR, proposed).when(ApproveSplit(), BY_FINN)
    apart.then(split)
    apart.then_claims()


def test_a_proposal_turned_down_leaves_everything_as_it_was() -> None:
    to_merge = given(PAIR).and_then(MERGE, BY_EVA)
    to_split = given(PAIR, MERGED_NOW).and_then(SPLIT, BY_EVA)
    to_move = given(PAIR).and_then(SPLIT, BY_EVA)
    for case, before in ((to_merge, Apart()), (to_split, MERGED), (to_move, Apart())):
        case.when(WITHDRAW, BY_FINN).then(IdentityProposalWithdrawn("not_proven"))
        assert case.and_then(WITHDRAW, BY_FINN).state == before


@pytest.mark.parametrize(
    ("order", "state", "facts", "code"),
    [
        (ApproveMerge(), PROPOSED, BY_EVA, "four_eyes_needed"),
        (ApproveSplit(), TO_SPLIT, BY_EVA, "four_eyes_needed"),
        (MERGE, PROPOSED, BY_EVA, "identity_proposal_open"),
        (SPLIT, TO_SPLIT, BY_EVA, "identity_proposal_open"),
        (MERGE, MERGED, BY_EVA, "identities_already_merged"),
        (MERGE, Apart(), replace(BY_EVA, joined=True, elsewhere=True), "identities_already_merged"),
        (MERGE, Apart(), replace(BY_EVA, elsewhere=True), "citizen_merged"),
        (MERGE, Apart(), replace(BY_EVA, erased=True), "citizen_erased"),
        (MERGE, Apart(), replace(BY_EVA, erasing=True), "erasure_already_requested"),
        (MERGE, Apart(), replace(BY_EVA, missing=True), "citizen_unknown"),
        (MERGE, Apart(), BY_EVA, None),
        (replace(MERGE, retired=ANNA), Apart(), BY_EVA, "one_id_only"),
        (replace(SPLIT, other=ANNA), Apart(), BY_EVA, "one_id_only"),
        (ApproveMerge(), PROPOSED, replace(BY_FINN, blocking=(CASE,)), "open_cases_block_merge"),
        (ApproveMerge(), PROPOSED, replace(BY_FINN, erased=True), "citizen_erased"),
        (ApproveMerge(), PROPOSED, replace(BY_FINN, elsewhere=True), "citizen_merged"),
        (ApproveMerge(), Apart(), BY_FINN, "no_identity_proposal"),
        (ApproveMerge(), MERGED, BY_FINN, "no_identity_proposal"),
        (ApproveMerge(), TO_SPLIT, BY_FINN, "no_identity_proposal"),
        (ApproveSplit(), PROPOSED, BY_FINN, "no_identity_proposal"),
        (ApproveSplit(), MERGED, BY_FINN, "no_identity_proposal"),
        (ApproveSplit(), TO_SPLIT, replace(BY_FINN, erased=True), "citizen_erased"),
        (SPLIT, Apart(), replace(BY_EVA, joined=True), "merged_through_another"),
        (SPLIT, MERGED, replace(BY_EVA, joined=True), None),
        (SPLIT, MERGED, replace(BY_EVA, strange=(CASE,)), "case_not_of_citizen"),
        (SPLIT, MERGED, replace(BY_EVA, erased=True), "citizen_erased"),
        (replace(SPLIT, cases=()), Apart(), BY_EVA, "nothing_to_split"),
        (replace(SPLIT, cases=()), MERGED, BY_EVA, None),
        (WITHDRAW, Apart(), BY_EVA, "no_identity_proposal"),
        (WITHDRAW, MERGED, BY_EVA, "no_identity_proposal"),
    ],
)
def test_what_stands_in_the_way_has_a_code(
    order: Command, state: State, facts: Facts, code: str | None
) -> None:
    if code is None:
        assert decide(order, state, facts)
        return
    with pytest.raises(Rejected) as refused:
        decide(order, state, facts)
    assert refused.value.code == code


def test_the_refusal_names_the_cases_that_are_waited_for() -> None:
    waiting = replace(BY_FINN, blocking=(CASE, "offers/offer_duty-2"))
    with pytest.raises(Rejected) as refused:
        decide(ApproveMerge(), PROPOSED, waiting)
    assert refused.value.detail == {"cases": [CASE, "offers/offer_duty-2"]}


def test_a_case_named_twice_is_moved_once() -> None:
    (proposed,) = decide(replace(SPLIT, cases=(CASE, CASE)), MERGED, BY_EVA)
    assert proposed == IdentitySplitProposed(ANNA, BENT, "merged_by_mistake", (CASE,), "eva")


def test_what_was_split_can_be_merged_again_and_split_again() -> None:
    state: State = Apart()
    for order, facts in ((MERGE, BY_EVA), (ApproveMerge(), BY_FINN), (SPLIT, BY_EVA),
                         (ApproveSplit(), BY_FINN)) * 2:  # fmt: skip
        state = evolve(state, decide(order, state, facts)[0])  # type: ignore[arg-type]
    assert state == Apart()


_FLAGS = st.booleans()
FACTS = st.builds(
    Facts,
    actor=st.sampled_from(("eva", "finn")),
    erased=_FLAGS,
    erasing=_FLAGS,
    missing=_FLAGS,
    elsewhere=_FLAGS,
    joined=_FLAGS,
    blocking=st.sampled_from(((), (CASE,))),
    strange=st.sampled_from(((), (CASE,))),
)


@whatever(order=st.sampled_from(ORDERS), state=st.sampled_from(STATES), facts=FACTS)
def test_what_blocks_lists_decide_refuses_with_and_what_it_does_not_list_is_not_refused_so(
    order: Command, state: State, facts: Facts
) -> None:
    codes, code = blocks(type(order), state, facts), refusal(order, state, facts)
    assert code == codes[0] if codes else code != "not_allowed_now"


def refusal(order: Command, state: State, facts: Facts) -> str | None:
    """Return the code an order is refused with, if it is."""
    try:
        decide(order, state, facts)
    except Rejected as refused:
        return refused.code
    return None


def test_an_order_of_another_case_says_nothing_about_two_ids() -> None:
    class Strange(Command, frozen=True):
        """Nothing this case knows."""

    assert blocks(Strange, Apart(), BY_EVA) == ("no_identity_proposal",)
    assert PAIR.initial == Apart()
    assert {type(each) for each in STATES} == set(get_args(State))


def test_a_fact_that_says_nothing_here_changes_nothing() -> None:
    foreign: Any = object()
    for state in STATES:
        assert evolve(state, foreign) == state
    assert evolve(PROPOSED, IdentityProposalWithdrawn("not_proven")) == Apart()


def test_no_name_of_a_retired_id_is_left_after_a_split() -> None:
    held: set[str] = set()
    for order, state in ((ApproveMerge(), PROPOSED), (ApproveSplit(), TO_SPLIT)):
        for each in decide(order, state, BY_FINN):
            if isinstance(each, Claim):
                held.add(each.name)
            elif isinstance(each, Release):
                held.discard(each.name)
        assert held == ({RETIRED} if isinstance(order, ApproveMerge) else set())
    assert UUID(RETIRED.partition(":")[2]) == BENT
