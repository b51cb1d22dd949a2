"""Formality complaints: classified, owned, decided in four weeks, upheld ones counted (E11)."""

from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.domain.formality_complaint import (
    AssignComplaint,
    AssignComplaintReview,
    ClassifyComplaint,
    Command,
    ComplaintFacts,
    CorrectComplaint,
    DecideComplaint,
    ReceiveComplaint,
    SettleComplaintReview,
    WithdrawComplaintStep,
    formality_complaint,
)
from services.visitation.domain.formality_complaint_events import (
    ComplaintAssigned,
    ComplaintClassified,
    ComplaintCorrected,
    ComplaintDecided,
    ComplaintReceived,
    ComplaintReviewAssigned,
    ComplaintReviewSettled,
    ComplaintStepWithdrawn,
)
from services.visitation.views.formality_complaint_list import (
    FORMALITY_COMPLAINT_LIST,
    limit_of_upheld,
)
from services.visitation.wiring import SERVICE
from shared.trouble import Denied
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.further import LARS, REX, clocks_of, play, shown, stories
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

JUNE_24, JUNE_27, JULY_1 = date(2011, 6, 24), date(2011, 6, 27), date(2011, 7, 1)
HEARING = "party_hearing_missing_or_late"
TODAY = ComplaintFacts(JULY_1, LARS)
RECEIVE = ReceiveComplaint(P6, "benefit_service", "letter", "Ikke hørt", on=JUNE_24)
RECEIVED = ComplaintReceived(P6, "benefit_service", None, "letter", "Ikke hørt", JUNE_24)
CLASSIFIED = ComplaintClassified(P6, HEARING, JUNE_27)
ASSIGNED = ComplaintAssigned(P6, "lars", JUNE_27)
DECIDE = DecideComplaint("upheld", "Brevet blev ikke sendt", "letter_not_sent")
DECIDED = ComplaintDecided(
    P6,
    "benefit_service",
    HEARING,
    "upheld",
    "letter_not_sent",
    "Brevet blev ikke sendt",
    "lars",
    JULY_1,
)
IN_REVIEW = (RECEIVED, CLASSIFIED, ASSIGNED)
TO_MEND = (*IN_REVIEW, DECIDED)
REJECTED = replace(DECIDED, outcome="rejected", cause_code=None)
GIVEN = ComplaintReviewAssigned(P6, "letter_not_sent", "marie", JULY_1)
SETTLE = SettleComplaintReview("workflow_changed", "Sendes samme dag")
SETTLED = ComplaintReviewSettled(
    P6, "letter_not_sent", "workflow_changed", "Sendes samme dag", "lars", JULY_1
)


def complaint(*history):
    return given(formality_complaint, *history)


ORDERS = [
    Four(
        command=RECEIVE,
        before=complaint(),
        facts=TODAY,
        gives=(RECEIVED,),
        refused_in=complaint(),
        refused_facts=ComplaintFacts(date(2011, 6, 1), LARS),
        refused="date_in_future",
        repeated="complaint_already_received",
        rival=replace(RECEIVE, channel="email"),
        lost="complaint_already_received",
    ),
    Four(
        command=CorrectComplaint("Fejl", received_on=date(2011, 6, 23)),
        before=complaint(RECEIVED),
        facts=TODAY,
        gives=(
            ComplaintCorrected(
                P6, "benefit_service", None, "letter", "Ikke hørt", date(2011, 6, 23), "Fejl"
            ),
        ),
        refused_in=complaint(),
        refused="complaint_not_received",
        repeated="nothing_to_correct",
        rival=CorrectComplaint("Glemt", received_on=date(2011, 6, 23)),
        lost="nothing_to_correct",
    ),
    Four(
        command=ClassifyComplaint(HEARING, JUNE_27),
        before=complaint(RECEIVED),
        facts=TODAY,
        gives=(CLASSIFIED,),
        refused_in=complaint(*IN_REVIEW, DECIDED),
        refused="complaint_already_decided",
        repeated="nothing_to_correct",
        rival=ClassifyComplaint(HEARING, JUNE_27),
        lost="nothing_to_correct",
    ),
    Four(
        command=AssignComplaint("lars", JUNE_27),
        before=complaint(RECEIVED, CLASSIFIED),
        facts=TODAY,
        gives=(ASSIGNED,),
        refused_in=complaint(*IN_REVIEW, DECIDED),
        refused="complaint_already_decided",
        repeated="owner_already_assigned",
        rival=AssignComplaint("lars", JUNE_27),
        lost="owner_already_assigned",
    ),
    Four(
        command=DECIDE,
        before=complaint(*IN_REVIEW),
        facts=TODAY,
        gives=(DECIDED,),
        refused_in=complaint(RECEIVED),
        refused="complaint_not_classified",
        repeated="complaint_already_decided",
        rival=DecideComplaint("rejected", "Hørt i tide"),
        lost="complaint_already_decided",
    ),
    Four(
        command=AssignComplaintReview("marie"),
        before=complaint(*TO_MEND),
        facts=TODAY,
        gives=(GIVEN,),
        refused_in=complaint(*IN_REVIEW),
        refused="complaint_not_decided",
        repeated="owner_already_assigned",
        rival=SETTLE,
        lost="complaint_review_settled",
    ),
    Four(
        command=SETTLE,
        before=complaint(*TO_MEND, GIVEN),
        facts=TODAY,
        gives=(SETTLED,),
        refused_in=complaint(*IN_REVIEW, REJECTED),
        refused="complaint_not_upheld",
        repeated="complaint_review_settled",
        rival=SettleComplaintReview("nothing_to_change", "Enkelt fejl"),
        lost="complaint_review_settled",
    ),
    Four(
        command=WithdrawComplaintStep("Fejl"),
        before=complaint(RECEIVED, CLASSIFIED),
        facts=TODAY,
        gives=(ComplaintStepWithdrawn(P6, "complaint_classified", "Fejl"),),
        refused_in=complaint(RECEIVED),
        refused="no_step_to_withdraw",
        repeated="no_step_to_withdraw",
        rival=WithdrawComplaintStep("Forkert"),
        lost="no_step_to_withdraw",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize("outcome", ["upheld", "partly_upheld"])
def test_a_complaint_that_is_upheld_names_its_cause(outcome):
    order = DecideComplaint(outcome, "Ikke hørt")
    complaint(*IN_REVIEW).when(order, TODAY).then_rejected("cause_code_missing")


def test_a_complaint_nobody_owns_is_not_decided():
    complaint(RECEIVED, CLASSIFIED).when(DECIDE, TODAY).then_rejected("complaint_without_owner")
    earlier = replace(DECIDE, on=JUNE_24)
    complaint(*IN_REVIEW).when(earlier, TODAY).then_rejected("before_latest_step")
    moved = CorrectComplaint("Fejl", received_on=JULY_1)
    complaint(*IN_REVIEW).when(moved, TODAY).then_rejected("after_first_step")


@pytest.mark.parametrize(("before", "limit"), [(37, 33), (40, 36), (0, 0)])
def test_h19_at_most_nine_tenths_of_the_year_before_rounded_down(before, limit):
    assert limit_of_upheld(before) == limit


def test_e11_an_upheld_complaint_opens_a_task_until_somebody_has_settled_it():
    assert complaint(*TO_MEND).state.review == "open"
    assert complaint(*IN_REVIEW, REJECTED).state.review == "none"
    assert complaint(*TO_MEND, GIVEN).state.review == "open"
    done = complaint(*TO_MEND, GIVEN, SETTLED)
    assert (done.state.review, done.state.status) == ("settled", "decided")
    again = done.and_then(WithdrawComplaintStep("Ikke gjort"), TODAY)
    assert again.state.review == "open"
    undecided = complaint(*TO_MEND).and_then(WithdrawComplaintStep("Fejl"), TODAY)
    assert undecided.state.review == "none"


def listed(*events):
    return shown(FORMALITY_COMPLAINT_LIST, "formality_complaint", *events)


def test_the_list_follows_the_complaint_and_what_is_taken_back():
    row = listed(*IN_REVIEW, DECIDED)
    assert (row.status, row.complaint_class, row.owner, row.outcome) == (
        "decided",
        HEARING,
        "lars",
        "upheld",
    )

    def taken(step):
        return ComplaintStepWithdrawn(P6, step, "Fejl")

    assert listed(*IN_REVIEW, DECIDED, taken("complaint_decided")) == listed(*IN_REVIEW)
    assert listed(*IN_REVIEW, taken("complaint_assigned")) == listed(RECEIVED, CLASSIFIED)
    assert listed(RECEIVED, CLASSIFIED, taken("complaint_classified")) == listed(RECEIVED)
    right = ComplaintCorrected(P6, "sickpay", None, "letter", "Ny", date(2011, 6, 20), "Fejl")
    row = listed(RECEIVED, right)
    assert (row.about_service, row.received_on) == ("sickpay", date(2011, 6, 20))
    assert listed(CLASSIFIED) is None


days = st.integers(0, 6).map(lambda n: date(2011, 6, 24 + n))
text = st.sampled_from(["Fejl", "Nyt"])
STORY = {
    ReceiveComplaint: st.builds(
        ReceiveComplaint, st.just(P6), st.just("offers"), st.just("letter"), text, on=days
    ),
    CorrectComplaint: st.builds(CorrectComplaint, text, text=text, received_on=st.none() | days),
    ClassifyComplaint: st.builds(ClassifyComplaint, st.sampled_from([HEARING, "substance"]), days),
    AssignComplaint: st.builds(AssignComplaint, st.sampled_from(["lars", "marie"]), days),
    DecideComplaint: st.builds(
        DecideComplaint, st.sampled_from(["upheld", "rejected"]), text, st.none() | text, days
    ),
    AssignComplaintReview: st.builds(
        AssignComplaintReview, st.sampled_from(["lars", "marie"]), days
    ),
    SettleComplaintReview: st.builds(
        SettleComplaintReview, st.sampled_from(["workflow_changed", "nothing_to_change"]), text
    ),
    WithdrawComplaintStep: st.builds(WithdrawComplaintStep, text),
}
FACTS = st.builds(ComplaintFacts, st.just(JULY_1), st.just(LARS))


@settings(max_examples=100, deadline=None)
@for_all(stories(ReceiveComplaint, STORY, FACTS))
def test_what_a_complaint_blocks_is_refused_and_the_list_agrees_with_the_case(story):
    told = play(formality_complaint, story)
    state = given(formality_complaint, *told).state
    row = listed(*told)
    if row is not None:
        assert (row.status, row.owner, row.complaint_class) == (
            state.status,
            state.owner,
            state.complaint_class,
        )
        assert (row.review, row.review_owner) == (state.review, state.review_owner)


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_e11_from_complaint_to_cause_and_target_10_counts_formality_only(service):
    service.at(2011, 6, 24)
    receive = replace(RECEIVE, on=None)
    case = service.order(REX, receive).case_id
    about_money = service.order(ANNA, receive).case_id
    stream = f"formality_complaint-{case}"
    assert clocks_of(service, stream) == [("deadline.set", "complaint.target", date(2011, 7, 22))]
    with pytest.raises(Denied):
        service.order(ANNA, ClassifyComplaint(HEARING), case)
    for each, kind in ((case, HEARING), (about_money, "substance")):
        service.order(LARS, ClassifyComplaint(kind), each)
        service.order(LARS, AssignComplaint("lars"), each)
    [waiting, _] = service.ask("complaints", LARS, status="in_review", owner="lars")
    assert waiting.law_ref == "Kontrakt, mål 10"
    assert waiting.days_left == 28
    service.at(2011, 7, 25)
    for each in (case, about_money):
        service.order(LARS, DECIDE, each)
    met = service.facts(stream)[-1].event
    assert met.late_by_days == 3
    year = service.ask("upheld_complaints", LARS, year=2011)
    assert (year.upheld, year.upheld_the_year_before, year.limit) == (1, 0, 0)
    assert [(each.complaint_class, each.upheld) for each in year.by_class] == [(HEARING, 1)]
    after = service.ask("upheld_complaints", LARS, year=2012)
    assert (after.upheld, after.upheld_the_year_before, after.limit) == (0, 1, 0)
    mend = service.ask("complaints", LARS, review="open", complaint_class=HEARING)
    assert [each.complaint.complaint for each in mend] == [UUID(case)]
    service.order(LARS, AssignComplaintReview("marie"), case)
    with pytest.raises(Denied):
        service.order(ANNA, SETTLE, case)
    service.order(LARS, SETTLE, case)
    [settled] = service.ask("complaints", LARS, review="settled", review_owner="marie")
    assert settled.complaint.review_result == "workflow_changed"
    for _ in range(3):
        service.order(LARS, WithdrawComplaintStep("Fejl"), case)
    filters = {"complaint_class": HEARING, "citizen": P6, "about_service": "benefit_service"}
    [again] = service.ask("complaints", LARS, **filters)
    assert (again.complaint.status, again.days_left) == ("in_review", -3)
