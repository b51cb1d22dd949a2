"""Requests between the jobcenter and social services (scenario 18, flow E10)."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation import messages
from services.visitation.cases.reacting import when_own_deadline_missed
from services.visitation.domain.social_request import RequestFacts, social_request
from services.visitation.domain.social_request_events import (
    HelpRequested,
    JointPlanAgreed,
    JointPlanReviewed,
    RequestAcknowledged,
    RequestAnswered,
    RequestClosed,
    RequestCorrected,
    RequestEscalated,
    RequestStepWithdrawn,
    RequestWithdrawn,
)
from services.visitation.domain.social_request_orders import (
    AcknowledgeRequest,
    AgreeJointPlan,
    AnswerRequest,
    CloseRequest,
    Command,
    CorrectRequest,
    EscalateRequest,
    RequestHelp,
    ReviewJointPlan,
    WithdrawRequest,
    WithdrawRequestStep,
)
from services.visitation.views.social_request_list import SOCIAL_REQUEST_LIST
from shared.law.arithmetic import reckon
from shared.law.calendar import DK_MUNICIPAL_CLOSED
from shared.law.deadline import DeadlineMet, DeadlineMissed, DeadlineSet
from shared.law.rulebook import RuleBook
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.further import (
    CASE,
    SOFIE,
    play,
    shown,
    stories,
)
from tests.visitation.house import ROOM, recorded
from tests.visitation.recommendations import ANNA, BO

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
DEC_22, DEC_27 = date(2011, 12, 22), date(2011, 12, 27)
JAN_6, JAN_9, APR_10 = date(2012, 1, 6), date(2012, 1, 9), date(2012, 4, 10)
OURS, THEIRS = RequestFacts(JAN_9, ANNA), RequestFacts(JAN_9, SOFIE)
ASK = RequestHelp(P6, "Mangler bolig", "Retssikkerhedsloven § 5", green_wave=True, on=DEC_22)
ASKED = HelpRequested(
    citizen=P6,
    requested_by="jobcenter",
    need="Mangler bolig",
    legal_basis="Retssikkerhedsloven § 5",
    green_wave=True,
    consent=False,
    requested_on=DEC_22,
)
SEEN = RequestAcknowledged(P6, "Team Voksne", DEC_27)
YES = RequestAnswered(P6, "accepted", None, JAN_6)
NO = RequestAnswered(P6, "rejected", "Ikke i målgruppen", JAN_6)
PLAN = JointPlanAgreed(P6, ("Praktik",), ("Støtte",), 60, APR_10, JAN_9)
CLOSED = RequestClosed(P6, "Målet er nået", JAN_9)
AGREE = AgreeJointPlan(("Praktik",), ("Støtte",), 60, APR_10)
ANSWER = AnswerRequest("accepted", on=JAN_6)


def request(*history):
    return given(social_request, *history)


ORDERS = [
    Four(
        command=ASK,
        before=request(),
        facts=OURS,
        gives=(ASKED,),
        refused_in=request(),
        refused_facts=RequestFacts(JAN_9, BO),
        refused="not_of_these_administrations",
        repeated="help_already_requested",
        rival=replace(ASK, need="Gæld"),
        lost="help_already_requested",
    ),
    Four(
        command=CorrectRequest("Forkert dag", requested_on=date(2011, 12, 21)),
        before=request(ASKED),
        facts=OURS,
        gives=(
            RequestCorrected(
                P6,
                "jobcenter",
                "Mangler bolig",
                "Retssikkerhedsloven § 5",
                True,
                False,
                date(2011, 12, 21),
                "Forkert dag",
            ),
        ),
        refused_in=request(ASKED),
        refused_facts=THEIRS,
        refused="not_your_request",
        repeated="nothing_to_correct",
        rival=WithdrawRequest("Forkert borger"),
        lost="request_withdrawn",
    ),
    Four(
        command=AcknowledgeRequest("Team Voksne", DEC_27),
        before=request(ASKED),
        facts=THEIRS,
        gives=(SEEN,),
        refused_in=request(ASKED),
        refused_facts=OURS,
        refused="not_the_asked_administration",
        repeated="request_already_acknowledged",
        rival=ANSWER,
        lost="request_already_answered",
    ),
    Four(
        command=ANSWER,
        before=request(ASKED, SEEN),
        facts=THEIRS,
        gives=(YES,),
        refused_in=request(ASKED, SEEN),
        refused_facts=OURS,
        refused="not_the_asked_administration",
        repeated="request_already_answered",
        rival=AnswerRequest("rejected", "Ikke i målgruppen"),
        lost="request_already_answered",
    ),
    Four(
        command=AGREE,
        before=request(ASKED, YES),
        facts=OURS,
        gives=(PLAN,),
        refused_in=request(ASKED, NO),
        refused="request_rejected",
        repeated="joint_plan_already_agreed",
        rival=CloseRequest("Borgeren er flyttet"),
        lost="request_closed",
    ),
    Four(
        command=ReviewJointPlan("Fortsættes", date(2012, 7, 10), APR_10),
        before=request(ASKED, YES, PLAN),
        facts=RequestFacts(APR_10, ANNA),
        gives=(JointPlanReviewed(P6, "Fortsættes", date(2012, 7, 10), APR_10),),
        refused_in=request(ASKED, YES),
        refused="joint_plan_missing",
        repeated="review_already_held",
        rival=CloseRequest("Borgeren er flyttet"),
        lost="request_closed",
    ),
    Four(
        command=CloseRequest("Målet er nået"),
        before=request(ASKED, NO),
        facts=OURS,
        gives=(CLOSED,),
        refused_in=request(ASKED, SEEN),
        refused="request_not_answered",
        repeated="request_closed",
        rival=CloseRequest("Flyttet"),
        lost="request_closed",
    ),
    Four(
        command=WithdrawRequest("Forkert borger"),
        before=request(ASKED),
        facts=OURS,
        gives=(RequestWithdrawn(P6, "Forkert borger"),),
        refused_in=request(ASKED, YES),
        refused="answered_request_stays",
        repeated="request_withdrawn",
        rival=ANSWER,
        rival_facts=THEIRS,
        lost="answered_request_stays",
    ),
    Four(
        command=WithdrawRequestStep("Forkert sag"),
        before=request(ASKED, YES),
        facts=THEIRS,
        gives=(RequestStepWithdrawn(P6, "request_answered", "Forkert sag"),),
        refused_in=request(ASKED),
        refused="no_step_to_withdraw",
        repeated="no_step_to_withdraw",
        rival=WithdrawRequestStep("Forkert borger"),
        lost="no_step_to_withdraw",
    ),
    Four(
        command=EscalateRequest("social.answer", JAN_6),
        before=request(ASKED),
        facts=OURS,
        gives=(RequestEscalated(P6, "social.answer", JAN_6, ("jobcenter", "social_services")),),
        refused_in=request(),
        refused="help_not_requested",
        repeated=None,
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


@pytest.mark.parametrize("order", [each for each in ORDERS if each.rival], ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


def test_a_withdrawn_request_is_not_escalated():
    gone = request(ASKED, RequestWithdrawn(P6, "Fejl"))
    gone.when(EscalateRequest("social.ack", DEC_27), OURS).then()


def test_the_one_that_finds_the_need_asks_and_the_other_answers():
    asked = request().and_then(replace(ASK, on=None), THEIRS)
    asked.when(AnswerRequest("accepted"), THEIRS).then_rejected("not_the_asked_administration")
    asked.when(AnswerRequest("accepted"), OURS).then(RequestAnswered(P6, "accepted", None, JAN_9))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (AnswerRequest("rejected"), "rejection_without_reason"),
        (AnswerRequest("accepted", on=date(2011, 12, 21)), "before_latest_step"),
        (AnswerRequest("accepted", on=date(2012, 1, 10)), "date_in_future"),
    ],
)
def test_an_answer_has_its_reason_and_its_day(order, code):
    request(ASKED).when(order, THEIRS).then_rejected(code)


def test_a_plan_is_reviewed_after_it_is_agreed():
    order = replace(AGREE, review_on=JAN_9)
    request(ASKED, YES).when(order, OURS).then_rejected("review_not_later")


def test_a_request_is_not_moved_past_its_first_step():
    order = CorrectRequest("Fejl", requested_on=date(2011, 12, 28))
    request(ASKED, SEEN).when(order, OURS).then_rejected("after_first_step")


def test_a_plan_is_not_reviewed_on_a_rejected_request():
    order = ReviewJointPlan("Fortsættes", APR_10)
    request(ASKED, NO).when(order, OURS).then_rejected("request_rejected")


@pytest.mark.parametrize(("key", "due"), [("social.ack", DEC_27), ("social.answer", JAN_6)])
def test_h18_two_working_days_to_acknowledge_and_ten_to_answer_over_christmas(key, due):
    rule = BOOK.rule(key, DEC_22, {})
    for calendar in (BOOK.calendar(DEC_22), DK_MUNICIPAL_CLOSED):
        dates = reckon(DEC_22, rule.number, rule.time_unit, rule.roll, calendar=calendar)
        assert dates.timely_until == due
    assert BOOK.rule(key, date(2027, 1, 4), {}).number == rule.number


def test_only_visitations_own_missed_deadlines_are_escalated():
    told = messages.DeadlineMissed("social.answer", JAN_6)
    at = datetime(2012, 1, 7, 1, tzinfo=UTC)
    own = replace(recorded(f"social_request-{CASE}", told, at), source="visitation")
    assert [do.command for do in when_own_deadline_missed(own, None)] == [
        EscalateRequest("social.answer", JAN_6)
    ]
    assert when_own_deadline_missed(replace(own, source="benefit_service"), None) == []
    other = replace(own, stream=f"citizen_case-{CASE}")
    assert when_own_deadline_missed(other, None) == []


def listed(*events):
    return shown(SOCIAL_REQUEST_LIST, "social_request", *events)


def due(key, day):
    return DeadlineSet(
        deadline=f"{key}:1",
        rule_key=key,
        rule=f"{key}@1",
        trigger=CASE,
        trigger_tag="visitation.help_requested",
        trigger_day=DEC_22,
        due=day,
        plan_by=day,
        timely_until=day,
        kind="authority_duty",
        roll="none",
        law_ref="x",
        evidence="A",
    )


def met(key, late):
    return DeadlineMet(
        deadline=f"{key}:1", rule_key=key, by=CASE, by_tag="x", on=JAN_9, late_by_days=late
    )


def test_the_list_shows_the_earliest_deadline_and_how_late_the_answer_was():
    running = (ASKED, due("social.answer", JAN_6), due("social.ack", DEC_27))
    row = listed(*running)
    assert (row.asked, row.status, row.rule_key, row.timely_until) == (
        "social_services",
        "sent",
        "social.ack",
        DEC_27,
    )
    missed = DeadlineMissed(deadline="social.ack:1", rule_key="social.ack", timely_until=DEC_27)
    row = listed(*running, missed, SEEN, met("social.ack", 0), YES, met("social.answer", 3), PLAN)
    assert (row.status, row.next_on, row.timely_until) == ("joint_plan", APR_10, None)
    assert row.answer_late_by_days == 3
    row = listed(*running, met("social.ack", 2))
    assert (row.answer_late_by_days, row.rule_key) == (0, "social.answer")


def test_the_list_takes_back_what_was_taken_back():
    back = RequestStepWithdrawn(P6, "request_answered", "Fejl")
    assert replace(listed(ASKED, SEEN, YES, back), clocks=()) == listed(ASKED, SEEN)
    assert listed(ASKED, RequestWithdrawn(P6, "Fejl")) is None
    assert listed(SEEN) is None


def test_the_list_follows_corrections_reviews_and_the_end():
    moved = RequestCorrected(
        P6, "jobcenter", "Bolig", "RSL § 5", False, False, date(2011, 12, 21), "Fejl"
    )
    row = listed(ASKED, moved)
    assert (row.requested_on, row.since, row.green_wave) == (moved.requested_on,) * 2 + (False,)
    assert listed(ASKED, YES, moved).since == JAN_6
    looked = JointPlanReviewed(P6, "Fortsættes", date(2012, 7, 10), APR_10)
    assert listed(ASKED, YES, PLAN, looked).next_on == date(2012, 7, 10)
    assert listed(ASKED, NO, CLOSED).status == "closed"
    told = RequestEscalated(P6, "social.ack", DEC_27, ("jobcenter", "social_services"))
    assert listed(ASKED, told).escalated == ("social.ack",)


days = st.integers(0, 20).map(lambda n: date.fromordinal(DEC_22.toordinal() + n))
text = st.sampled_from(["Fejl", "Bolig"])
STORY = {
    RequestHelp: st.builds(RequestHelp, st.just(P6), text, text, st.booleans(), on=days),
    CorrectRequest: st.builds(CorrectRequest, text, need=text, requested_on=st.none() | days),
    AcknowledgeRequest: st.builds(AcknowledgeRequest, text, days),
    AnswerRequest: st.builds(
        AnswerRequest, st.sampled_from(["accepted", "rejected"]), st.none() | text, days
    ),
    AgreeJointPlan: st.builds(
        AgreeJointPlan, st.just(("a",)), st.just(("b",)), st.just(50), days, days
    ),
    ReviewJointPlan: st.builds(ReviewJointPlan, text, days, days),
    CloseRequest: st.builds(CloseRequest, text, days),
    WithdrawRequest: st.builds(WithdrawRequest, text),
    WithdrawRequestStep: st.builds(WithdrawRequestStep, text),
    EscalateRequest: st.builds(EscalateRequest, text, days),
}
FACTS = st.builds(RequestFacts, days, st.sampled_from([ANNA, SOFIE, BO]))


@settings(max_examples=100, deadline=None)
@for_all(stories(RequestHelp, STORY, FACTS))
def test_what_a_request_blocks_is_refused_and_the_list_agrees_with_the_case(story):
    told = play(social_request, story)
    state = given(social_request, *told).state
    row = listed(*told)
    assert (row.status if row else None) == getattr(state, "status", None)


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}
