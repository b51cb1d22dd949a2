"""Orders about two ids, carried out: repeated, colliding, and by whoever may give them."""

from typing import Any
from uuid import UUID

import pytest

from services.citizen_history.cases.pairs import BlockingOf, blocking_cases, pair_of
from services.citizen_history.domain.citizen_identity import ChangeNumber
from services.citizen_history.domain.identity_pair import (
    ApproveMerge,
    ApproveSplit,
    ProposeMerge,
    ProposeSplit,
    WithdrawProposal,
)
from shared.access.table import Right
from shared.trouble import Conflicted, NotFound, Rejected
from tests.citizen_history.two_ids import ANNA, EVA, FINN, TODAY, TwoIds

pytestmark = pytest.mark.postgres

HISTORY = "citizen_history"


def count(two: TwoIds, tag: str) -> int:
    """Count the facts of a kind about the two."""
    lines = two.timeline(two.one).lines
    return [line.tag for line in lines].count(f"citizen_history.{tag}")


def interrupt(two: TwoIds, monkeypatch: pytest.MonkeyPatch, meanwhile: Any) -> None:
    """Let something happen between a decision and its write."""
    works = two.works(HISTORY)
    submit, done = works.writer.submit, []

    def interrupted(append: Any) -> Any:
        if not done:
            done.append(True)
            meanwhile()
        return submit(append)

    monkeypatch.setattr(works.writer, "submit", interrupted)


def test_only_who_decides_about_persons_may_approve(two: TwoIds) -> None:
    access = two.works(HISTORY).access
    approvers = {Right("manager", "*"), Right("data_protection_officer", "*")}
    assert set(access.commands["approve_merge"]) == approvers
    assert set(access.commands["approve_split"]) == approvers
    assert access.allowed(ANNA, "propose_merge")
    assert not access.allowed(ANNA, "approve_merge")


def test_a_proposal_repeated_under_its_key_is_one_proposal(two: TwoIds) -> None:
    first, again = two.propose(key="wish"), two.propose(key="wish")
    assert (again.replayed, again.version, again.case_id) == (True, first.version, first.case_id)
    with pytest.raises(Rejected, match="identity_proposal_open"):
        two.propose()
    two.order(HISTORY, WithdrawProposal("entered_wrongly"), two.pair)
    assert two.propose().version == first.version + 2


def test_the_pair_is_one_case_whichever_id_is_named_first(two: TwoIds) -> None:
    two.propose()
    other_way = ProposeMerge(two.two, two.one, "registered_twice")
    with pytest.raises(Rejected, match="identity_proposal_open"):
        two.order(HISTORY, other_way)


def test_an_approval_repeated_under_its_key_is_answered_as_before(two: TwoIds) -> None:
    two.propose()
    first = two.order_approval(key=f"decision-{two.pair}")
    two.house.pump()
    again = two.order_approval(key=f"decision-{two.pair}")
    assert (again.replayed, again.events) == (True, first.events)
    with pytest.raises(Rejected, match="no_identity_proposal"):
        two.order_approval()
    assert count(two, "identities_merged") == 1


def test_an_approval_of_what_was_changed_meanwhile_is_refused(two: TwoIds) -> None:
    seen = two.propose().version
    two.order(HISTORY, WithdrawProposal("entered_wrongly"), two.pair)
    with pytest.raises(Conflicted):
        two.order(HISTORY, ApproveMerge(), two.pair, actor=FINN, if_match=seen)


def test_a_number_changed_while_somebody_approves_is_noticed(
    two: TwoIds, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.propose()
    number = f"020258-{two.number[-4:]}"
    change = ChangeNumber(number, "new_number_given", TODAY)
    seen: list[Any] = []
    collect = two.works(HISTORY).office._decided

    def watched(*given: Any) -> Any:
        seen.append(given)
        return collect(*given)

    interrupt(two, monkeypatch, lambda: two.order(HISTORY, change, two.two))
    monkeypatch.setattr(type(two.works(HISTORY).office), "_decided", lambda _s, *g: watched(*g))
    two.order_approval()
    approvals = [given for given in seen if isinstance(given[0].command, ApproveMerge)]
    assert len(approvals) == 2, "decided again on the identity as it then was"


def test_an_id_is_retired_into_one_person_only(
    two: TwoIds, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = two.registered(f"030258-{two.number[-4:]}", "En Tredje")
    two.propose()
    two.order(HISTORY, ProposeMerge(third, two.two, "registered_twice"))
    pair = pair_of(third, two.two)
    interrupt(two, monkeypatch, lambda: two.order(HISTORY, ApproveMerge(), pair, actor=FINN))
    with pytest.raises(Rejected, match="citizen_merged"):
        two.order_approval()


def test_two_who_are_merged_into_each_other_do_not_run_in_a_circle(two: TwoIds) -> None:
    third = two.registered(f"040258-{two.number[-4:]}", "En Tredje")
    two.propose()
    two.order(HISTORY, ProposeMerge(third, two.one, "registered_twice"))
    two.order(HISTORY, ProposeMerge(two.two, third, "registered_twice"))
    two.order_approval()
    last = pair_of(third, two.two)
    with pytest.raises(Rejected, match="citizen_merged"):
        two.order(HISTORY, ApproveMerge(), last, actor=FINN)
    chain = pair_of(third, two.one)
    two.order(HISTORY, ApproveMerge(), chain, actor=FINN)
    two.house.pump()
    for each in (two.one, two.two, third):
        assert two.timeline(each).identities[0] == third
    two.order(HISTORY, WithdrawProposal("not_proven"), last)
    again = ProposeSplit(third, two.two, "merged_by_mistake")
    with pytest.raises(Rejected, match="merged_through_another"):
        two.order(HISTORY, again)


def test_a_split_repeated_under_its_key_is_one_split(two: TwoIds) -> None:
    two.merge()
    proposal = ProposeSplit(two.one, two.two, "merged_by_mistake")
    first = two.order(HISTORY, proposal, key=f"split-{two.pair}")
    again = two.order(HISTORY, proposal, key=f"split-{two.pair}")
    assert (again.replayed, again.version) == (True, first.version)
    done = two.order(HISTORY, ApproveSplit(), two.pair, actor=FINN, key=f"do-{two.pair}")
    assert done.events == ("citizen_history.identities_split",)
    assert two.order(HISTORY, ApproveSplit(), two.pair, actor=FINN, key=f"do-{two.pair}").replayed
    with pytest.raises(Rejected, match="no_identity_proposal"):
        two.order(HISTORY, ApproveSplit(), two.pair, actor=FINN)
    two.house.pump()


def test_a_split_that_was_decided_meanwhile_is_not_decided_on_an_old_view(two: TwoIds) -> None:
    two.merge()
    proposal = ProposeSplit(two.one, two.two, "merged_by_mistake")
    seen = two.order(HISTORY, proposal).version
    two.order(HISTORY, WithdrawProposal("not_proven"), two.pair)
    with pytest.raises(Conflicted):
        two.order(HISTORY, ApproveSplit(), two.pair, actor=FINN, if_match=seen)
    two.house.pump()
    assert two.timeline(two.two).citizen == two.one


def test_nobody_is_merged_with_an_id_nobody_knows(two: TwoIds) -> None:
    unknown = UUID(int=two.one.int ^ 1)
    with pytest.raises(Rejected, match="citizen_unknown"):
        two.order(HISTORY, ProposeMerge(two.one, unknown, "two_systems"))
    two.register(unknown)
    two.house.pump()
    two.order(HISTORY, ProposeMerge(two.one, unknown, "two_systems"))


def test_the_cases_of_no_proposal_are_not_found(two: TwoIds) -> None:
    desk = two.works(HISTORY).office.desk(EVA)
    with pytest.raises(NotFound):
        blocking_cases(desk, BlockingOf(two.pair))
