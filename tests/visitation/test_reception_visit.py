"""The reception: waiting, fixed elements, job before benefit, guide, interpreter (P-05, V-09)."""

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.cases.reacting import when_referred_at_visit
from services.visitation.domain.reception_visit import VisitFacts, reception_visit
from services.visitation.domain.reception_visit_events import (
    InterpreterBooked,
    JobSuggestion,
    MaterialDelivered,
    ReceptionStepHandled,
    ReceptionStepWithdrawn,
    ReceptionVisitCorrected,
)
from services.visitation.domain.reception_visit_orders import (
    BeginService,
    BookInterpreter,
    Command,
    CompleteVisit,
    CorrectVisit,
    DeliverMaterial,
    DeliverServiceGuide,
    FindOpenings,
    HandleReceptionStep,
    LeaveVisit,
    ReferAtVisit,
    RegisterArrival,
    RuleOutJob,
    SuggestJobs,
    WithdrawReceptionStep,
)
from services.visitation.domain.referral_orders import DraftReferral
from services.visitation.views.reception_list import RECEPTION_LIST, Handed, waited
from services.visitation.views.step_times import StepTime, by_step
from shared.privacy.personal import Erased
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.further import CASE, play, shown, stories
from tests.visitation.house import recorded
from tests.visitation.reception_table import (
    ALL,
    ARRIVE,
    ARRIVED,
    BEGUN,
    BOOKED,
    CV_DONE,
    DONE,
    FOUND,
    GUIDE,
    HALF_PAST,
    KNOWN,
    LEFT,
    MATERIAL,
    MAY_2,
    NINE,
    NOW,
    OPENING,
    OPENINGS_FOUND,
    ORDERS,
    OTHER_OPENING,
    REFER,
    REFERRED,
    RULED_OUT,
    SERVED,
    SHOP,
    SUGGESTED,
    TWELVE_PAST,
    visit,
)


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


def test_p05_an_element_has_a_time_of_its_own_after_the_turn_and_before_now():
    order = HandleReceptionStep("cv", began_at=TWELVE_PAST, handled_at=HALF_PAST)
    timed = replace(CV_DONE, began_at=TWELVE_PAST)
    visit(*SERVED).when(order, NOW).then(timed)
    early = TWELVE_PAST - timedelta(minutes=1)
    for moment, code in (
        ({"began_at": early}, "before_arrival"),
        ({"began_at": None, "handled_at": early}, "before_arrival"),
        ({"handled_at": HALF_PAST + timedelta(minutes=1)}, "date_in_future"),
        ({"began_at": HALF_PAST, "handled_at": TWELVE_PAST}, "step_ended_before_it_began"),
    ):
        visit(*SERVED).when(replace(order, **moment), NOW).then_rejected(code)


def test_p05_the_same_element_at_another_time_is_the_same_element():
    again = HandleReceptionStep("cv", began_at=TWELVE_PAST)
    visit(*SERVED, CV_DONE).when(again, NOW).then_rejected("step_already_recorded")
    other = HandleReceptionStep("cv", "booked", began_at=TWELVE_PAST)
    assert visit(*SERVED, CV_DONE).when(other, NOW).events


def test_p05_each_element_shows_how_long_it_takes_and_none_is_guessed():
    def handled(step, outcome="done", minutes=None):
        began = None if minutes is None else HALF_PAST - timedelta(minutes=minutes)
        return ReceptionStepHandled(P6, step, outcome, None, began, HALF_PAST)

    told = (
        handled("cv", minutes=2), handled("cv", "booked", minutes=10), handled("cv"),
        handled("record", "not_relevant", minutes=1),
        # From before the time was kept.
        ReceptionStepHandled(P6, "mediation", "done", None),
    )  # fmt: skip
    shown_jobs = replace(SUGGESTED, began_at=HALF_PAST - timedelta(minutes=5))
    handed = replace(GUIDE, began_at=HALF_PAST - timedelta(minutes=1))
    assert by_step(listed(*SERVED, *told, shown_jobs, REFERRED, handed).doings) == [
        StepTime("cv", 3, 2, 120, 600),
        StepTime("job_before_benefit", 2, 1, 300, 300),
        StepTime("mediation", 1, 0, None, None),
        StepTime("service_guide", 1, 1, 60, 60),
    ]


TIMED_ORDERS = [
    (HandleReceptionStep("cv"), CV_DONE),
    (SuggestJobs((SHOP,)), SUGGESTED),
    (RuleOutJob("no_matching_opening"), RULED_OUT),
    (REFER, REFERRED),
    (DeliverServiceGuide("2011-1"), GUIDE),
]


@pytest.mark.parametrize(("order", "fact"), TIMED_ORDERS)
def test_p05_each_fixed_element_is_handled_from_when_to_when(order, fact):
    served = visit(*SERVED)
    timed = replace(order, began_at=TWELVE_PAST, handled_at=TWELVE_PAST + timedelta(minutes=4))
    served.when(timed, NOW).then(
        replace(fact, began_at=TWELVE_PAST, handled_at=TWELVE_PAST + timedelta(minutes=4))
    )
    late = replace(order, handled_at=HALF_PAST + timedelta(minutes=1))
    served.when(late, NOW).then_rejected("date_in_future")
    early = replace(order, began_at=NINE)
    served.when(early, NOW).then_rejected("before_arrival")
    turned = replace(order, began_at=HALF_PAST, handled_at=TWELVE_PAST)
    served.when(turned, NOW).then_rejected("step_ended_before_it_began")
    again = replace(order, began_at=TWELVE_PAST)
    visit(*SERVED, fact).when(again, NOW).then_rejected("step_already_recorded")


def test_v17_v32_each_kind_and_version_of_material_is_handed_over_once():
    newer = DeliverMaterial("education_guide", "2012-1", "digital")
    other = DeliverMaterial("preparation", "2011-1")
    both = visit(ARRIVED, MATERIAL)
    both.when(newer, NOW).then(MaterialDelivered(P6, "education_guide", "2012-1", "digital"))
    both.when(other, NOW).then(MaterialDelivered(P6, "preparation", "2011-1", "printed"))


def test_p05_a_visit_does_not_end_with_a_mandatory_element_unhandled_and_names_it():
    facts = replace(NOW, mandatory=(*ALL, "job_before_benefit", "service_guide"))
    served = visit(*SERVED, CV_DONE, SUGGESTED)
    refusal = served.when(CompleteVisit(), facts).then_rejected("mandatory_step_open")
    still = ["job_meeting", "job_service", "mediation", "record", "service_guide"]
    assert refusal.detail == {"open": still}
    for step in ALL[:-1]:
        if step != "cv":
            served = served.and_then(HandleReceptionStep(step, "not_relevant"), facts)
    served = served.and_then(HandleReceptionStep("record"), facts)
    served = served.and_then(DeliverServiceGuide("2011-1"), facts)
    served.when(CompleteVisit(), facts).then(DONE)


@pytest.mark.parametrize("answer", [SUGGESTED, RULED_OUT, REFERRED])
def test_v09_openings_a_referral_or_the_reason_why_not_come_before_the_visit_ends(answer):
    facts = replace(NOW, mandatory=("job_before_benefit",))
    visit(*SERVED).when(CompleteVisit(), facts).then_rejected("mandatory_step_open")
    visit(*SERVED, answer).when(CompleteVisit(), facts).then(DONE)


def test_v09_nothing_matches_is_said_after_the_openings_known_were_shown():
    nothing, served = RuleOutJob("no_matching_opening"), visit(*SERVED)
    refused = served.when(nothing, KNOWN)
    refused.then_rejected("openings_not_shown")
    assert refused.refusal.detail == {"openings": [str(OPENING)]}
    visit(*SERVED, SUGGESTED).when(nothing, KNOWN).then(RULED_OUT)
    served.when(nothing, NOW).then(RULED_OUT)
    # Who has found work need not look at more.
    served.when(RuleOutJob("has_found_work"), KNOWN).then(
        replace(RULED_OUT, reason="has_found_work")
    )


@pytest.mark.parametrize(
    "order",
    [
        SuggestJobs((SHOP, JobSuggestion("77", "Kiosk", OTHER_OPENING))),
        ReferAtVisit("job", "job_service", "Kan begynde mandag", opening=OTHER_OPENING),
        ReferAtVisit("offer", "job_service", "Praktik", opening=OTHER_OPENING),
    ],
)
def test_v09_an_opening_that_is_gone_is_neither_shown_nor_referred_to(order):
    refused = visit(*SERVED).when(order, KNOWN)
    refused.then_rejected("opening_not_open")
    assert refused.refusal.detail == {"openings": [str(OTHER_OPENING)]}


def test_v09_a_referral_to_a_job_names_its_order_or_an_opening_that_is_open():
    order = ReferAtVisit("job", "job_service", "Kan begynde mandag", opening=OPENING)
    visit(*SERVED).when(order, KNOWN).then(replace(REFERRED, job_order=None, opening=OPENING))
    nothing = replace(order, opening=None)
    visit(*SERVED).when(nothing, KNOWN).then_rejected("job_order_missing")


def test_what_is_found_settles_nothing_until_it_is_shown():
    found = visit(*SERVED, OPENINGS_FOUND)
    assert "job_before_benefit" not in found.state.handled
    assert found.state.found == (FOUND,)
    # Nothing found is nothing to tell.
    visit(*SERVED).when(FindOpenings(), NOW).then()


def test_v20_a_citizen_who_needs_an_interpreter_gets_the_one_on_duty():
    answer = visit().when(replace(ARRIVE, interpreter_language="somali"), NOW)
    arrived = replace(ARRIVED, interpreter_language="somali")
    answer.then(arrived, InterpreterBooked(P6, "somali", NINE, on_duty=True, price_ore=None))


def test_a_referral_to_a_job_at_the_visit_names_its_order():
    order = replace(REFER, job_order=None)
    visit(*SERVED).when(order, NOW).then_rejected("job_order_missing")


def test_the_times_of_a_visit_follow_each_other():
    early = NINE - timedelta(minutes=5)
    visit(ARRIVED).when(BeginService(early), NOW).then_rejected("before_arrival")
    visit(*SERVED).when(LeaveVisit(NINE), NOW).then_rejected("before_arrival")
    late = CorrectVisit("Fejl", arrived_at=HALF_PAST)
    visit(*SERVED).when(late, NOW).then_rejected("after_first_step")


def test_a_book_that_cannot_tell_the_elements_refuses():
    silent = VisitFacts(HALF_PAST, law_refusal="rule_missing")
    visit().when(ARRIVE, silent).then_rejected("rule_missing")
    visit(*SERVED).when(CompleteVisit(), silent).then_rejected("rule_missing")
    visit(*SERVED).when(LeaveVisit(), silent).then(LEFT)


def test_the_referral_promised_at_the_reception_is_begun_once():
    told = recorded(f"reception_visit-{CASE}", REFERRED, HALF_PAST)
    [do] = when_referred_at_visit(told, None)
    assert do.command == DraftReferral(
        P6, "job", "job_service", "Kan begynde mandag", job_order="order-77", on=MAY_2
    )
    assert when_referred_at_visit(told, None)[0].case_id == do.case_id
    assert (
        when_referred_at_visit(replace(told, event=replace(REFERRED, purpose=Erased())), None) == []
    )


def listed(*events):
    return shown(RECEPTION_LIST, "reception_visit", *events)


def test_the_list_follows_the_visit_and_what_is_taken_back():
    row = listed(*SERVED, CV_DONE, SUGGESTED, GUIDE, BOOKED, DONE)
    assert (row.status, row.handled, row.guide_version, row.interpreters) == (
        "completed",
        ("cv", "job_before_benefit", "service_guide"),
        "2011-1",
        ("arabic",),
    )
    newer = replace(MATERIAL, material="self_help", version="2012-1")
    assert listed(*SERVED, MATERIAL, newer).materials == (
        Handed("education_guide", "2011-1"), Handed("self_help", "2012-1"),
    )  # fmt: skip
    not_given = ReceptionStepWithdrawn(P6, "material_delivered", "Fejl")
    assert listed(*SERVED, MATERIAL, newer, not_given) == listed(*SERVED, MATERIAL)
    back = ReceptionStepWithdrawn(P6, "reception_visit_completed", "Fejl")
    assert listed(*SERVED, CV_DONE, DONE, back) == listed(*SERVED, CV_DONE)
    moved = ReceptionVisitCorrected(
        P6, "other", "reception", None, NINE - timedelta(minutes=3), "Fejl"
    )
    row = listed(*SERVED, moved)
    assert (row.enquiry_type, waited(row, HALF_PAST)) == ("other", 900)
    assert waited(listed(ARRIVED), HALF_PAST) == 1800
    assert waited(listed(ARRIVED, LEFT), HALF_PAST) is None
    assert listed(BEGUN) is None


moments = st.integers(0, 30).map(lambda n: NINE + timedelta(minutes=n))
maybe = st.none() | moments
text = st.sampled_from(["fejl", "nyt"])
kinds = st.sampled_from(["new_unemployed", "other"])
STORY = {
    RegisterArrival: st.builds(RegisterArrival, st.just(P6), kinds, st.none() | text, maybe),
    CorrectVisit: st.builds(CorrectVisit, text, kinds, arrived_at=maybe),
    BeginService: st.builds(BeginService, maybe),
    HandleReceptionStep: st.builds(
        HandleReceptionStep, st.sampled_from(ALL), began_at=maybe, handled_at=maybe
    ),
    FindOpenings: st.just(FindOpenings()),
    SuggestJobs: st.builds(SuggestJobs, st.just((SHOP,))),
    RuleOutJob: st.builds(RuleOutJob, st.just("other"), text),
    ReferAtVisit: st.builds(ReferAtVisit, st.just("job"), text, text, st.none() | text),
    DeliverServiceGuide: st.builds(DeliverServiceGuide, text),
    DeliverMaterial: st.builds(
        DeliverMaterial, st.sampled_from(["education_guide", "self_help"]), text
    ),
    BookInterpreter: st.builds(BookInterpreter, text, moments),
    CompleteVisit: st.builds(CompleteVisit, maybe),
    LeaveVisit: st.builds(LeaveVisit, maybe),
    WithdrawReceptionStep: st.builds(WithdrawReceptionStep, text),
}
FACTS = st.builds(
    VisitFacts,
    moments,
    st.sampled_from([(), ("cv", "record"), ("job_before_benefit",)]),
    text,
    st.sampled_from([None, None, None, "rule_missing"]),
)


@settings(max_examples=100, deadline=None)
@for_all(stories(RegisterArrival, STORY, FACTS))
def test_what_a_visit_blocks_is_refused_and_the_list_agrees_with_the_case(story):
    told = play(reception_visit, story)
    state = given(reception_visit, *told).state
    row = listed(*told)
    if row is not None:
        assert (row.status, set(row.handled)) == (state.status, state.handled)


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}
