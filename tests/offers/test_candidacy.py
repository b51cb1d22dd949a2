"""A citizen's way to one job: proposed while the order is open, told when it is over."""

import pytest
from msgspec.structs import replace

from services.offers.domain.candidacy import (
    CandidacyClosed,
    CandidacyFacts,
    CandidacyStepWithdrawn,
    CandidacyWithdrawn,
    CandidateHired,
    CandidatePresented,
    CandidateRejected,
    CloseByOrder,
    CompanyInterviewHeld,
    HireWithdrawn,
    HoldCompanyInterview,
    NoteHired,
    NoteHireWithdrawn,
    PresentCandidate,
    ProposeCandidate,
    RejectCandidate,
    WithdrawCandidacy,
    WithdrawCandidacyStep,
)
from tests.offers.mediations import MARCH_1, MARCH_2, MARCH_4, ORDER, P8, PROPOSED, candidate
from tests.visitation.four import Four

NOW = CandidacyFacts(MARCH_4)
FILLED = CandidacyFacts(MARCH_4, order_open=False, order_refusal="job_order_filled")
NOTHING = candidate()
IN = candidate(PROPOSED)
PRESENTED = CandidatePresented(P8, MARCH_2)
HELD = CompanyInterviewHeld(P8, MARCH_4)
REJECTED = CandidateRejected(P8, ORDER, "other_chosen", MARCH_4)
HIRED = CandidateHired(P8, ORDER, MARCH_4)
CLOSED = CandidacyClosed(P8, ORDER, "filled")
SHOWN = candidate(PROPOSED, PRESENTED)
GOT_IT = candidate(PROPOSED, HIRED)
PROPOSE = ProposeCandidate(P8, ORDER, "b", MARCH_2)
REJECT = RejectCandidate("other_chosen")
ORDERS = [
    Four(
        command=PROPOSE,
        before=NOTHING,
        facts=NOW,
        gives=(PROPOSED,),
        refused_in=NOTHING,
        refused_facts=FILLED,
        refused="job_order_filled",
        repeated="candidate_proposed_already",
        rival=replace(PROPOSE, centre="c"),
        lost="candidate_proposed_already",
    ),
    Four(
        command=PresentCandidate(MARCH_2),
        before=IN,
        facts=NOW,
        gives=(PRESENTED,),
        refused_in=NOTHING,
        refused="candidate_not_proposed",
        repeated="step_recorded_already",
        rival=REJECT,
        lost="candidacy_over",
    ),
    Four(
        command=HoldCompanyInterview(),
        before=SHOWN,
        facts=NOW,
        gives=(HELD,),
        refused_in=GOT_IT,
        refused="candidate_hired_already",
        repeated="step_recorded_already",
        rival=REJECT,
        lost="candidacy_over",
    ),
    Four(
        command=REJECT,
        before=SHOWN,
        facts=NOW,
        gives=(REJECTED,),
        refused_in=SHOWN,
        refused_facts=FILLED,
        refused="job_order_filled",
        repeated="candidacy_over",
        rival=WithdrawCandidacy("citizen"),
        lost="candidacy_over",
    ),
    Four(
        command=WithdrawCandidacy("citizen"),
        before=IN,
        facts=NOW,
        gives=(CandidacyWithdrawn(P8, ORDER, "citizen", MARCH_4),),
        refused_in=NOTHING,
        refused="candidate_not_proposed",
        repeated="candidacy_over",
        rival=REJECT,
        lost="candidacy_over",
    ),
    Four(
        command=WithdrawCandidacyStep(),
        before=candidate(PROPOSED, REJECTED),
        facts=NOW,
        gives=(CandidacyStepWithdrawn(P8, ORDER, "b", "candidate_rejected"),),
        refused_in=IN,
        refused="nothing_to_take_back",
        repeated="nothing_to_take_back",
        rival=WithdrawCandidacyStep(),
        lost="nothing_to_take_back",
    ),
    Four(
        command=NoteHired(MARCH_4),
        before=IN,
        facts=FILLED,
        gives=(HIRED,),
        refused_in=NOTHING,
        refused="candidate_not_proposed",
        repeated=None,
    ),
    Four(
        command=NoteHireWithdrawn(),
        before=GOT_IT,
        facts=NOW,
        gives=(HireWithdrawn(P8, ORDER, "b"),),
        refused_in=NOTHING,
        refused="candidate_not_proposed",
        repeated=None,
    ),
    Four(
        command=CloseByOrder("filled"),
        before=SHOWN,
        facts=FILLED,
        gives=(CLOSED,),
        refused_in=NOTHING,
        refused="candidate_not_proposed",
        repeated=None,
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


@pytest.mark.parametrize("four", [each for each in ORDERS if each.rival], ids=str)
def test_it_collides_with_a_rival(four):
    four.collides()


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (CandidacyFacts(MARCH_4, case_open=False), "citizen_case_not_open"),
        (CandidacyFacts(MARCH_4, away=True), "citizen_not_available"),
        (CandidacyFacts(MARCH_4, order_open=False), "job_order_not_open"),
        (CandidacyFacts(MARCH_1), "date_in_future"),
    ],
)
def test_e6_nobody_is_proposed_who_has_no_case_or_cannot_come_or_to_a_job_that_is_gone(found, code):
    NOTHING.when(PROPOSE, found).then_rejected(code)


def test_who_was_passed_over_can_be_proposed_again_when_the_order_opens_again():
    for ended in (CLOSED, REJECTED, CandidacyWithdrawn(P8, ORDER, "citizen", MARCH_4)):
        candidate(PROPOSED, ended).when(PROPOSE, NOW).then(PROPOSED)
    GOT_IT.when(PROPOSE, NOW).then_rejected("candidate_hired_already")


def test_nothing_comes_of_a_candidacy_before_the_proposal():
    IN.when(PresentCandidate(MARCH_1), NOW).then_rejected("before_the_proposal")


def test_the_closing_reaches_only_those_who_are_still_candidates():
    for told in (REJECTED, HIRED, CLOSED):
        candidate(PROPOSED, told).when(CloseByOrder("filled"), FILLED).then()


def test_somebody_who_was_told_no_by_the_closing_may_have_been_hired_all_the_same():
    """The position was filled in the order, and there it is counted."""
    for told in (CLOSED, REJECTED):
        candidate(PROPOSED, told).when(NoteHired(MARCH_4), FILLED).then(HIRED)


def test_a_step_taken_back_can_be_recorded_anew():
    back = candidate(PROPOSED, PRESENTED).and_then(WithdrawCandidacyStep(), NOW)
    back.when(PresentCandidate(MARCH_4), NOW).then(CandidatePresented(P8, MARCH_4))
    closed = candidate(PROPOSED, PRESENTED, CLOSED)
    closed.when(WithdrawCandidacyStep(), NOW).then_rejected("nothing_to_take_back")
