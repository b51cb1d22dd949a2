"""One order, carried out: it happens, is refused, is repeated, or collides."""

from uuid import uuid4

import pytest

from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Conflicted, Denied, KeyReusedError, NotFound
from tests.shared.casework.house import BO, CASES, SampleOffice, plan, talk
from tests.shared.casework.sample import (
    ClosePlan,
    CutRefused,
    CutSupport,
    HoldTalk,
    MoveTalk,
    NoteHint,
    OpenPlan,
    OpenTalk,
    Running,
    TakeStep,
)

CITIZEN = uuid4()


@pytest.fixture
def opened(office: SampleOffice) -> str:
    return office.order(OpenPlan(CITIZEN)).case_id


def test_an_order_that_happens_is_answered_with_version_and_facts(office: SampleOffice) -> None:
    done = office.order(OpenPlan(CITIZEN))
    assert done.version == 2
    assert done.events == ("sample.plan_opened", "deadline.set")
    assert not done.replayed
    assert office.tags(plan(done.case_id)) == list(done.events)


def test_facts_carry_who_when_about_whom_and_by_which_order(
    office: SampleOffice, opened: str
) -> None:
    first, deadline = office.facts(plan(opened))
    for each in (first, deadline):
        assert each.meta.subjects == (CITIZEN,)
        assert each.meta.actor.id == "anna"
        assert each.meta.correlation_id == "test"
        assert each.meta.occurred_at == office.clock.now()


def test_a_case_with_a_natural_id_gets_it(office: SampleOffice) -> None:
    assert office.order(OpenTalk("77", CITIZEN)).case_id == "77"
    assert office.tags(talk("77")) == ["sample.talk_opened"]


def test_a_refused_order_says_why_and_leaves_nothing(office: SampleOffice, opened: str) -> None:
    office.order(ClosePlan(), opened)
    before = office.tags(plan(opened))
    with pytest.raises(Rejected) as refused:
        office.order(TakeStep("ringe"), opened)
    assert refused.value.code == "plan_closed"
    assert office.tags(plan(opened)) == before


def test_a_refusal_that_is_recorded_is_a_refusal_all_the_same(
    office: SampleOffice, opened: str
) -> None:
    office.order(OpenTalk("1", CITIZEN))
    before = office.office.show(CASES["plan"], opened, BO).state
    with pytest.raises(Rejected) as refused:
        office.order(CutSupport("1"), opened, if_match=2)
    assert refused.value.code == "talk_not_held"
    assert office.events(plan(opened))[2:] == [CutRefused("talk_not_held")]
    assert office.office.show(CASES["plan"], opened, BO).state == before


def test_a_refused_wish_is_looked_for_once_whether_it_leaves_a_record_or_not(
    office: SampleOffice, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: a refusal that is recorded looked its key up before and after."""
    asked: list[str] = []
    look = office.pure_log.answer
    monkeypatch.setattr(office.pure_log, "answer", lambda *key: asked.append(key[1]) or look(*key))
    office.order(OpenTalk("1", CITIZEN))
    with pytest.raises(Rejected):
        office.order(CutSupport("1"), opened, key="recorded")
    office.order(ClosePlan(), opened)
    with pytest.raises(Rejected):
        office.order(TakeStep("ringe"), opened, key="plain")
    assert asked == ["recorded", "plain"]


def test_an_order_somebody_may_not_give_is_denied_before_anything_is_read(
    office: SampleOffice, opened: str
) -> None:
    with pytest.raises(Denied):
        office.order(NoteHint("kun for politikker"), opened)
    with pytest.raises(Denied):
        office.order(TakeStep("x"), opened, actor=Actor(id="eve"))
    assert len(office.tags(plan(opened))) == 2


def test_an_order_in_a_case_that_does_not_exist_is_not_found(office: SampleOffice) -> None:
    with pytest.raises(NotFound):
        office.order(TakeStep("x"), uuid4())


def test_repeated_under_its_key_an_order_gets_the_same_answer_and_one_effect(
    office: SampleOffice,
) -> None:
    first = office.order(OpenPlan(CITIZEN), key="k1")
    again = office.order(OpenPlan(CITIZEN), key="k1")
    assert again.replayed
    assert (again.case_id, again.version, again.events) == (
        first.case_id,
        first.version,
        first.events,
    )
    step = office.order(TakeStep("ringe"), first.case_id, if_match=2, key="k2")
    repeated = office.order(TakeStep("ringe"), first.case_id, if_match=2, key="k2")
    assert (repeated.version, repeated.replayed) == (step.version, True)
    assert office.tags(plan(first.case_id)).count("sample.step_taken") == 1


def test_a_key_belongs_to_who_uses_it(office: SampleOffice, opened: str) -> None:
    office.order(TakeStep("ringe"), opened, key="k")
    other = office.order(TakeStep("skrive"), opened, key="k", actor=BO)
    assert not other.replayed
    assert office.tags(plan(opened)).count("sample.step_taken") == 2


@pytest.mark.parametrize("other", ["body", "order", "case"])
def test_the_same_key_for_another_wish_is_refused(
    office: SampleOffice, opened: str, other: str
) -> None:
    case_id = office.order(OpenPlan(uuid4())).case_id if other == "case" else opened
    office.order(TakeStep("ringe"), opened, key="k")
    before = office.tags(plan(opened)), office.tags(plan(case_id))
    wish = {"body": TakeStep("skrive"), "order": ClosePlan(), "case": TakeStep("ringe")}[other]
    with pytest.raises(KeyReusedError):
        office.order(wish, case_id, key="k")
    assert (office.tags(plan(opened)), office.tags(plan(case_id))) == before


def test_who_has_seen_an_older_version_is_told_the_present_one(
    office: SampleOffice, opened: str
) -> None:
    office.order(TakeStep("ringe"), opened, if_match=2)
    with pytest.raises(Conflicted) as stale:
        office.order(TakeStep("skrive"), opened, if_match=2)
    assert stale.value.stream == plan(opened)
    assert stale.value.actual == len(office.tags(plan(opened))) == 4


def test_a_refusal_is_decided_anew_when_it_is_repeated(office: SampleOffice, opened: str) -> None:
    office.order(OpenTalk("1", CITIZEN))
    with pytest.raises(Rejected):
        office.order(CutSupport("1"), opened, key="k")
    office.order(HoldTalk(), "1")
    done = office.order(CutSupport("1"), opened, key="k")
    assert done.events == ("sample.support_cut",)
    assert not done.replayed


def test_after_success_a_repetition_gets_the_answer_and_not_the_refusal_of_today(
    office: SampleOffice, opened: str
) -> None:
    done = office.order(ClosePlan(), opened, if_match=2, key="k")
    again = office.order(ClosePlan(), opened, if_match=2, key="k")
    assert again.replayed
    assert again.version == done.version
    with pytest.raises(Rejected) as refused:
        office.order(ClosePlan(), opened, key="another")
    assert refused.value.code == "plan_closed"


def test_a_name_another_case_holds_is_refused_with_the_claims_own_code(
    office: SampleOffice, opened: str
) -> None:
    with pytest.raises(Rejected) as refused:
        office.order(OpenPlan(CITIZEN))
    assert refused.value.code == "plan_already_open"
    office.order(ClosePlan(), opened)
    assert office.order(OpenPlan(CITIZEN)).case_id != opened


def test_opening_a_natural_case_twice_is_refused_by_the_case_itself(office: SampleOffice) -> None:
    office.order(OpenTalk("1", CITIZEN))
    with pytest.raises(Rejected) as refused:
        office.order(OpenTalk("1", CITIZEN))
    assert refused.value.code == "talk_exists"
    assert office.tags(talk("1")) == ["sample.talk_opened"]


def test_what_is_not_mentioned_is_not_allowed(office: SampleOffice) -> None:
    office.order(OpenTalk("1", CITIZEN))
    office.order(HoldTalk(), "1")
    with pytest.raises(Rejected) as refused:
        office.order(HoldTalk(), "1")
    assert refused.value.code == "not_allowed_now"
    assert office.order(MoveTalk(), "1").version == 3


def test_the_state_shows_what_happened_and_what_may(office: SampleOffice, opened: str) -> None:
    office.order(TakeStep("ringe"), opened)
    shown = office.office.show(CASES["plan"], opened, BO)
    assert shown.version == 4
    assert shown.state["stage"] == "running"
    assert shown.state["steps"] == 1
    assert shown.subjects == (CITIZEN,)
    assert shown.may["take_step"] == ()
    assert shown.may["note_hint"] == ("access_denied",)
    assert "open_plan" not in shown.may
    office.order(ClosePlan(), opened)
    assert office.office.show(CASES["plan"], opened, BO).may["take_step"] == ("plan_closed",)


def test_the_folded_state_is_what_the_facts_say(office: SampleOffice, opened: str) -> None:
    office.order(TakeStep("ringe"), opened)
    loaded = office.office._casebook.load(CASES["plan"].decider, opened)
    assert loaded.state == Running(CITIZEN, steps=1)
