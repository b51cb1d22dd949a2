"""What happens between looking and writing: rivals, copies of one request, cases that move."""

from uuid import uuid4

import pytest

from shared.eventlog.decider import Rejected
from shared.trouble import Conflicted, Unavailable
from tests.shared.casework.house import BO, SampleOffice, plan, talk
from tests.shared.casework.sample import (
    ClosePlan,
    CutRefused,
    CutSupport,
    HoldTalk,
    MoveTalk,
    OpenPlan,
    OpenTalk,
    TakeStep,
)

CITIZEN = uuid4()


@pytest.fixture
def opened(office: SampleOffice) -> str:
    return office.order(OpenPlan(CITIZEN)).case_id


def test_a_guarded_case_that_moved_is_looked_at_again(office: SampleOffice, opened: str) -> None:
    office.order(OpenTalk("1", CITIZEN))
    office.order(HoldTalk(), "1")
    office.writer.before["submit"] = lambda: office.order(MoveTalk(), "1", actor=BO)
    done = office.order(CutSupport("1"), opened, if_match=2)
    assert done.events == ("sample.support_cut",)
    assert office.tags(talk("1"))[-1] == "sample.talk_moved"
    assert office.tags(plan(opened)).count("sample.support_cut") == 1


def test_a_guarded_case_that_never_rests_is_not_taken_for_the_callers_own(
    office: SampleOffice, opened: str
) -> None:
    """Seen red: the caller was told another case's version as its own, and ordered again by it."""
    office.order(OpenTalk("1", CITIZEN))
    office.order(HoldTalk(), "1")

    def moves_again() -> None:
        office.order(MoveTalk(), "1", actor=BO)
        office.writer.before["submit"] = moves_again

    office.writer.before["submit"] = moves_again
    with pytest.raises(Unavailable) as busy:
        office.order(CutSupport("1"), opened, if_match=2)
    assert busy.value.code == "overloaded"
    office.writer.before.clear()
    assert office.order(CutSupport("1"), opened, if_match=2).events == ("sample.support_cut",)


def test_a_case_that_closed_before_the_look_is_refused_as_it_stands(
    office: SampleOffice, opened: str
) -> None:
    office.order(OpenTalk("1", CITIZEN))
    office.order(HoldTalk(), "1")
    office.log.before["read"] = lambda: office.order(ClosePlan(), opened, actor=BO)
    with pytest.raises(Rejected) as refused:
        office.order(CutSupport("1"), opened)
    assert refused.value.code == "plan_closed"


def test_a_rival_in_the_same_case_makes_one_of_them_look_again(
    office: SampleOffice, opened: str
) -> None:
    office.writer.before["submit"] = lambda: office.order(TakeStep("bo"), opened, actor=BO)
    with pytest.raises(Conflicted) as late:
        office.order(TakeStep("anna"), opened, if_match=2)
    assert (late.value.stream, late.value.actual) == (plan(opened), 4)
    assert office.tags(plan(opened)).count("sample.step_taken") == 1


def test_two_who_open_the_same_case_one_opens_it_and_one_is_told(office: SampleOffice) -> None:
    office.writer.before["submit"] = lambda: office.order(OpenTalk("1", CITIZEN), actor=BO)
    with pytest.raises(Rejected) as refused:
        office.order(OpenTalk("1", CITIZEN))
    assert refused.value.code == "talk_exists"


def test_two_who_claim_the_same_name_one_gets_it(office: SampleOffice) -> None:
    office.writer.before["submit"] = lambda: office.order(OpenPlan(CITIZEN), actor=BO)
    with pytest.raises(Rejected) as refused:
        office.order(OpenPlan(CITIZEN))
    assert refused.value.code == "plan_already_open"


@pytest.mark.parametrize("if_match", [2, None])
def test_two_copies_of_one_request_get_one_answer(
    office: SampleOffice, opened: str, if_match: int | None
) -> None:
    """The other copy is stored just before this one reads the case, which then refuses it."""
    wish = ClosePlan(), opened, if_match, "k"
    office.log.before["read"] = lambda: office.order(*wish)
    done = office.order(*wish)
    assert done.replayed
    assert done.events == ("sample.plan_closed", "deadline.withdrawn")
    assert office.tags(plan(opened)).count("sample.plan_closed") == 1


def test_a_copy_that_is_stored_at_the_last_moment_answers_for_both(
    office: SampleOffice, opened: str
) -> None:
    wish = TakeStep("ringe"), opened, 2, "k"
    office.writer.before["submit"] = lambda: office.order(*wish)
    assert office.order(*wish).replayed
    assert office.tags(plan(opened)).count("sample.step_taken") == 1


def test_two_copies_and_a_rival_after_them(office: SampleOffice, opened: str) -> None:
    """The first copy is stored, a rival moves the case on; the second still hears the first."""
    wish = TakeStep("ringe"), opened, 2, "k"

    def copy_and_rival() -> None:
        office.order(*wish)
        office.order(ClosePlan(), opened, actor=BO)

    office.log.before["read"] = copy_and_rival
    done = office.order(*wish)
    assert (done.version, done.replayed) == (4, True)
    assert office.tags(plan(opened)).count("sample.step_taken") == 1


def test_two_copies_of_an_opening_and_a_rival_who_claims_the_name(office: SampleOffice) -> None:
    """The first copy opened and closed again is history: the second hears of its own case."""
    wish = OpenPlan(CITIZEN), None, None, "k"

    def copy_then_rival() -> None:
        first = office.order(*wish)
        office.order(ClosePlan(), first.case_id)
        office.order(OpenPlan(CITIZEN), actor=BO)

    office.writer.before["submit"] = copy_then_rival
    assert office.order(*wish).replayed


def test_a_refusal_is_recorded_also_when_the_case_moves_meanwhile(
    office: SampleOffice, opened: str
) -> None:
    """Seen red: the refusal lost against a rival's fact and nobody could ever see it."""
    office.order(OpenTalk("1", CITIZEN))
    office.writer.before["submit"] = lambda: office.order(TakeStep("bo"), opened, actor=BO)
    with pytest.raises(Rejected) as refused:
        office.order(CutSupport("1"), opened)
    assert refused.value.code == "talk_not_held"
    assert office.events(plan(opened))[-1] == CutRefused("talk_not_held")


def test_a_recorded_refusal_does_not_hide_that_the_caller_saw_an_older_version(
    office: SampleOffice, opened: str
) -> None:
    office.order(OpenTalk("1", CITIZEN))
    office.writer.before["submit"] = lambda: office.order(TakeStep("bo"), opened, actor=BO)
    with pytest.raises(Conflicted):
        office.order(CutSupport("1"), opened, if_match=2)
    assert CutRefused("talk_not_held") not in office.events(plan(opened))
