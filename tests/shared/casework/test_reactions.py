"""What a message does: view rows and orders of policies, all of it or nothing (E1 to E4)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.access.table import AccessTable
from shared.casework.reaction_refused import ReactionRefused
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id
from tests.shared.casework.house import SampleHouse, plan, told
from tests.shared.casework.sample import (
    ClosePlan,
    CutRefused,
    HintNoted,
    OpenPlan,
    OpenTalk,
    TakeStep,
)
from tests.shared.casework.sample_service import HEARD, CitizenCame, HeardRow, HintTold, Tempted

CITIZEN = uuid4()


@pytest.fixture
def opened(house: SampleHouse) -> str:
    case_id = house.order(OpenPlan(CITIZEN)).case_id
    house.follower.catch_up()
    return case_id


def heard(house: SampleHouse, citizen: UUID = CITIZEN) -> list[HeardRow]:
    desk = house.office.desk(told(Tempted(citizen)).meta.actor)
    return desk.rows(HEARD, "citizen = %(citizen)s", {"citizen": citizen})


def refusals(house: SampleHouse) -> list[ReactionRefused]:
    return [each.event for each in house.everything() if isinstance(each.event, ReactionRefused)]


def test_a_message_moves_the_view_and_gives_the_policys_order(
    house: SampleHouse, opened: str
) -> None:
    message = told(HintTold(CITIZEN, "søger job"))
    house.hear(message)
    assert heard(house) == [HeardRow(CITIZEN, 1, "søger job")]
    (noted,) = [each for each in house.facts(plan(opened)) if each.tag == "sample.hint_noted"]
    assert noted.event == HintNoted("1: søger job")
    assert noted.meta.causation_id == message.meta.event_id
    assert noted.meta.causation_depth == 1
    assert noted.meta.correlation_id == message.meta.correlation_id
    assert noted.meta.actor.id == "policy:sample.when_hint_told"
    assert noted.meta.actor.on_behalf_of == "bo"
    assert noted.meta.subjects == (CITIZEN,)


def test_a_policy_sees_the_view_as_it_is_after_its_message_and_no_later(
    house: SampleHouse, opened: str
) -> None:
    """Three messages in one transaction: each is shown before its own policy looks."""
    house.hear(*(told(HintTold(CITIZEN, text)) for text in ("a", "b", "c")))
    notes = [each for each in house.events(plan(opened)) if isinstance(each, HintNoted)]
    assert [each.text for each in notes] == ["1: a", "2: b", "3: c"]


def test_views_and_facts_come_together_or_not_at_all(
    house: SampleHouse, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E1: the second message fails, and the first has had no effect either."""
    follow = house.reactions._follow

    def fails(conn: Any, policy: Any, recorded: Recorded[Any]) -> None:
        follow(conn, policy, recorded)
        if recorded.event.text == "b":
            raise RuntimeError("bug")

    monkeypatch.setattr(house.reactions, "_follow", fails)
    with pytest.raises(RuntimeError):
        house.hear(told(HintTold(CITIZEN, "a")), told(HintTold(CITIZEN, "b")))
    assert heard(house) == []
    assert "sample.hint_noted" not in house.tags(plan(opened))


def test_what_was_gathered_before_a_failure_is_not_shown_later(
    house: SampleHouse, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.reactions, "_follow", lambda *_given: 1 / 0)
    stranger = uuid4()
    with pytest.raises(ZeroDivisionError):
        house.hear(told(CitizenCame(stranger)), told(HintTold(CITIZEN, "a")))
    monkeypatch.undo()
    house.hear(told(HintTold(CITIZEN, "b")))
    assert heard(house, stranger) == []
    assert heard(house) == [HeardRow(CITIZEN, 1, "b")]


def test_what_the_domain_rejects_is_an_answer_recorded_once(
    house: SampleHouse, opened: str
) -> None:
    """E2."""
    house.order(ClosePlan(), opened)
    message = told(HintTold(CITIZEN, "for sent"))
    house.hear(message)
    (refusal,) = refusals(house)
    assert refusal == ReactionRefused(
        message=message.meta.event_id,
        source="teller",
        policy="when_hint_told",
        command="note_hint",
        case=plan(opened),
        code="plan_closed",
    )
    assert house.refused == [("when_hint_told", "plan_closed")]
    assert heard(house) == [HeardRow(CITIZEN, 1, "for sent")]


def test_an_order_a_policy_may_not_give_is_refused_and_recorded(
    house: SampleHouse, opened: str
) -> None:
    house.hear(told(Tempted(CITIZEN)))
    (refusal,) = refusals(house)
    assert (refusal.command, refusal.code) == ("cut_support", "access_denied")
    assert house.tags(plan(CITIZEN)) == []


def test_a_claimed_name_is_refused_with_its_code(house: SampleHouse, opened: str) -> None:
    house.hear(told(CitizenCame(CITIZEN)))
    codes = [(each.command, each.code) for each in refusals(house)]
    assert codes == [("open_plan", "plan_already_open"), ("take_step", "plan_not_open")]


def test_what_a_refusal_leaves_in_the_case_is_stored_also_when_the_case_moves(
    house: SampleHouse, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: the refusal was answered, and its record lost against a case worker's fact."""
    allowed = {"when_tempted": frozenset({"cut_support"})}
    monkeypatch.setattr(house.reactions, "_access", AccessTable({}, allowed, {}))
    house.order(OpenTalk("1", CITIZEN))
    in_between(house, lambda: house.order(TakeStep("ringe"), opened))
    house.hear(told(Tempted(UUID(opened))))
    assert house.events(plan(opened))[-1] == CutRefused("talk_not_held")
    assert [each.code for each in refusals(house)] == ["talk_not_held"]


def test_an_order_of_no_interest_leaves_nothing(house: SampleHouse) -> None:
    house.hear(told(HintTold(uuid4(), "ingen plan")))
    assert house.everything() == []


def test_a_case_that_moved_is_decided_again(house: SampleHouse, opened: str) -> None:
    """E3: a case worker is quicker, after the policy looked and before it writes."""
    in_between(house, lambda: house.order(TakeStep("ringe"), opened))
    house.hear(told(HintTold(CITIZEN, "a")))
    tags = house.tags(plan(opened))
    assert tags.index("sample.step_taken") < tags.index("sample.hint_noted")
    assert refusals(house) == []


def test_a_case_that_closed_meanwhile_turns_the_answer(house: SampleHouse, opened: str) -> None:
    in_between(house, lambda: house.order(ClosePlan(), opened))
    house.hear(told(HintTold(CITIZEN, "a")))
    assert [each.code for each in refusals(house)] == ["plan_closed"]


def test_a_message_gives_its_facts_the_same_ids_whenever_it_comes(
    house: SampleHouse, opened: str
) -> None:
    """E4: a first delivery that was rolled back, then another."""
    message = told(CitizenCame(uuid4()))
    seen: list[list[UUID]] = []
    for _ in range(2):
        with house.database.connection() as conn, conn.transaction(force_rollback=True):
            house.reactions.prepare(conn, [message])
            house.reactions.react(conn, message)
            house.reactions.finish(conn)
            found = conn.execute("SELECT event_id FROM events ORDER BY position").fetchall()
            seen.append([each[0] for each in found])
    assert seen[0] == seen[1]
    opened_by_policy = derived_id(message.meta.event_id, "when_citizen_came")
    house.hear(message)
    ids = [each.meta.event_id for each in house.facts(plan(opened_by_policy))]
    assert ids == seen[0][-len(ids) :]
    assert house.tags(plan(opened_by_policy)) == [
        "sample.plan_opened",
        "deadline.set",
        "sample.step_taken",
        "deadline.met",
    ]


def test_a_message_delivered_twice_cannot_open_the_same_case_twice(house: SampleHouse) -> None:
    message = told(CitizenCame(citizen := uuid4()))
    house.hear(message)
    house.hear(told(HintTold(citizen, "derimellem")))
    before = [each.tag for each in house.everything() if each.case_type == "plan"]
    with pytest.raises(Exception, match="duplicate key"):
        house.hear(message)
    assert [each.tag for each in house.everything() if each.case_type == "plan"] == before


def in_between(house: SampleHouse, rival: Any) -> None:
    """Let a rival act before the policy's own write.

    Once is all that can happen: a write that collides holds the log's lock to the end of the
    transaction, so the second look is the last one.
    """
    bound = house.own_log.bound

    def watched(conn: Any) -> Any:
        log = bound(conn)
        append = log.append
        waiting = [rival]

        def late(commands: Any) -> Any:
            if waiting:
                waiting.pop()()
            return append(commands)

        log.append = late  # type: ignore[method-assign]  # the test steps in here
        return log

    house.reactions._log.bound = watched  # type: ignore[method-assign]  # the same
