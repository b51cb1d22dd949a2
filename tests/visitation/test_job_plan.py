"""Job plans: drafted, agreed, revised every three months, and how good they are (V-16, V-10)."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.domain.job_plan import (
    AgreeJobPlan,
    Command,
    CorrectJobPlan,
    DraftJobPlan,
    EndJobPlan,
    JobPlanFacts,
    ReviseJobPlan,
    WithdrawJobPlanStep,
    claim_of,
    job_plan,
    open_plan_of,
)
from services.visitation.domain.job_plan_events import (
    Content,
    JobPlanAgreed,
    JobPlanCorrected,
    JobPlanDrafted,
    JobPlanEnded,
    JobPlanRevised,
    JobPlanStepWithdrawn,
    PlanElement,
    Quality,
    quality_of,
)
from services.visitation.domain.plan_strategy import PlanMeasure
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.views.job_plan_list import JOB_PLAN_LIST
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected, Release
from shared.privacy.personal import Erased
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.further import clocks_of, play, shown, stories
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

MAY_10, MAY_12, AUG_10 = date(2011, 5, 10), date(2011, 5, 12), date(2011, 8, 10)
TODAY = JobPlanFacts(AUG_10)
WHOLE = Content(
    "Job i butik", (PlanElement("company_practice", "Afprøve"),), "Fast job", ("Søger",)
)
BARE = Content("Job i butik")
FULL, HALF = Quality((), 100), quality_of(BARE, vulnerable=False)
DRAFT = DraftJobPlan(P6, "Job i butik", on=MAY_10)
DRAFTED = JobPlanDrafted(P6, BARE, HALF, MAY_10)
AGREED = JobPlanAgreed(P6, BARE, HALF, "in_person", MAY_12)
REVISE = ReviseJobPlan(
    "in_person", "Praktik slut", None, WHOLE.elements, WHOLE.expected_effect, WHOLE.actions
)
REVISED = JobPlanRevised(P6, WHOLE, FULL, "in_person", "Praktik slut", AUG_10)
ENDED = JobPlanEnded(P6, "job", AUG_10)


NEAR_WORK = {
    "social_weight": 30,
    "subgroup": "near_work",
    "measures": (
        PlanMeasure("company_practice", 15, "hours_a_week"),
        PlanMeasure("interview", 1, "meetings_a_month"),
        PlanMeasure("mentor", 1, "hours_a_week"),
    ),
}


def plan(*history):
    return given(job_plan, *history)


ORDERS = [
    Four(
        command=DRAFT,
        before=plan(),
        facts=TODAY,
        gives=(DRAFTED,),
        refused_in=plan(),
        refused_facts=JobPlanFacts(date(2011, 5, 1)),
        refused="date_in_future",
        repeated="job_plan_already_drafted",
        rival=replace(DRAFT, goal="Lager"),
        lost="job_plan_already_drafted",
    ),
    Four(
        command=CorrectJobPlan("Fejl", goal="Lager"),
        before=plan(DRAFTED),
        facts=TODAY,
        gives=(JobPlanCorrected(P6, Content("Lager"), HALF, MAY_10, "Fejl"),),
        refused_in=plan(DRAFTED, AGREED),
        refused="job_plan_already_agreed",
        repeated="nothing_to_correct",
        rival=AgreeJobPlan("in_person"),
        lost="job_plan_already_agreed",
    ),
    Four(
        command=AgreeJobPlan("in_person", MAY_12),
        before=plan(DRAFTED),
        facts=TODAY,
        gives=(AGREED,),
        refused_in=plan(DRAFTED, ENDED),
        refused="job_plan_ended",
        repeated="job_plan_already_agreed",
        rival=EndJobPlan("job"),
        lost="job_plan_ended",
    ),
    Four(
        command=REVISE,
        before=plan(DRAFTED, AGREED),
        facts=TODAY,
        gives=(REVISED,),
        refused_in=plan(DRAFTED),
        refused="job_plan_not_agreed",
        repeated="revision_already_recorded",
        rival=EndJobPlan("job"),
        lost="job_plan_ended",
    ),
    Four(
        command=EndJobPlan("job"),
        before=plan(DRAFTED, AGREED),
        facts=TODAY,
        gives=(ENDED,),
        refused_in=plan(),
        refused="job_plan_not_drafted",
        repeated="job_plan_ended",
        rival=EndJobPlan("education"),
        lost="job_plan_ended",
    ),
    Four(
        command=WithdrawJobPlanStep("Fejl"),
        before=plan(DRAFTED, AGREED),
        facts=TODAY,
        gives=(JobPlanStepWithdrawn(P6, "job_plan_agreed", "Fejl"),),
        refused_in=plan(DRAFTED),
        refused="no_step_to_withdraw",
        repeated="no_step_to_withdraw",
        rival=WithdrawJobPlanStep("Forkert"),
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


@pytest.mark.parametrize(
    ("content", "flags", "score"),
    [
        (WHOLE, (), 100),
        (replace(WHOLE, goal=None), ("goal_missing",), 75),
        (
            replace(WHOLE, elements=(PlanElement("company_practice"),)),
            ("reason_for_offer_missing",),
            75,
        ),
        (replace(WHOLE, elements=()), ("reason_for_offer_missing",), 75),
        (replace(WHOLE, expected_effect=None, actions=()),
         ("expected_effect_missing", "actions_missing"), 50),
        (replace(WHOLE, goal=Erased(), elements=Erased(), actions=Erased()), (), 100),
    ],
)  # fmt: skip
def test_v16_what_is_missing_in_a_plan_is_flagged(content, flags, score):
    assert quality_of(content, vulnerable=False) == Quality(flags, score)


def test_v10_a_plan_for_a_vulnerable_citizen_weighs_social_measures_and_names_a_subgroup():
    said = quality_of(WHOLE, vulnerable=True)
    assert said == Quality(("weighting_missing", "subgroup_missing"), 66, vulnerable=True)
    weighed = replace(WHOLE, social_weight=0)
    assert quality_of(weighed, vulnerable=True).flags == ("subgroup_missing",)
    agreed = plan(DRAFTED).when(AgreeJobPlan("in_person"), JobPlanFacts(AUG_10, True))
    assert "weighting_missing" in agreed.events[0].quality.flags


def test_an_open_plan_holds_its_place_and_an_ended_one_gives_it_back():
    plan().when(DRAFT, TODAY).then_claims(claim_of(P6))
    plan(DRAFTED).when(EndJobPlan("job"), TODAY).then_claims(Release(open_plan_of(P6)))
    again = plan(DRAFTED, ENDED).when(WithdrawJobPlanStep("Fejl"), TODAY)
    again.then_claims(claim_of(P6))


def test_no_step_lies_before_the_one_before_it():
    order = AgreeJobPlan("in_person", date(2011, 5, 9))
    plan(DRAFTED).when(order, TODAY).then_rejected("before_latest_step")


def listed(*events):
    return shown(JOB_PLAN_LIST, "job_plan", *events)


def test_the_list_follows_the_plan_and_what_is_taken_back():
    row = listed(DRAFTED, AGREED, REVISED)
    assert (row.status, row.score, row.flags) == ("revised", 100, ())
    back = JobPlanStepWithdrawn(P6, "job_plan_revised", "Fejl")
    assert listed(DRAFTED, AGREED, REVISED, back) == listed(DRAFTED, AGREED)
    right = JobPlanCorrected(P6, WHOLE, FULL, MAY_10, "Fejl")
    assert listed(DRAFTED, right).score == 100
    reopened = JobPlanStepWithdrawn(P6, "job_plan_ended", "Fejl")
    assert listed(DRAFTED, AGREED, ENDED).status == "ended"
    assert listed(DRAFTED, AGREED, ENDED, reopened) == listed(DRAFTED, AGREED)
    assert listed(AGREED) is None


days = st.integers(0, 6).map(lambda n: date(2011, 5, 10 + n))
text = st.sampled_from(["Fejl", "Nyt"])
elements = st.sampled_from([(), WHOLE.elements])
ways = st.sampled_from(["in_person", "digitally"])
STORY = {
    DraftJobPlan: st.builds(DraftJobPlan, st.just(P6), text, elements, on=days),
    CorrectJobPlan: st.builds(CorrectJobPlan, text, text, elements, text),
    AgreeJobPlan: st.builds(AgreeJobPlan, ways, days),
    ReviseJobPlan: st.builds(ReviseJobPlan, ways, text, text, elements, on=days),
    EndJobPlan: st.builds(EndJobPlan, st.just("other"), days),
    WithdrawJobPlanStep: st.builds(WithdrawJobPlanStep, text),
}
FACTS = st.builds(JobPlanFacts, st.just(date(2011, 5, 16)), st.booleans())


@settings(max_examples=100, deadline=None)
@for_all(stories(DraftJobPlan, STORY, FACTS))
def test_what_a_plan_blocks_is_refused_and_the_list_agrees_with_the_case(story):
    told = play(job_plan, story)
    state = given(job_plan, *told).state
    row = listed(*told)
    assert (row.status if row else None) == getattr(state, "status", None)


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_c8_an_agreed_plan_is_revised_within_three_months_and_there_is_one_open_plan(service):
    service.at(2011, 5, 10)
    service.order(
        ANNA,
        RegisterCitizen(
            citizen=P6, benefit_basis="cash_benefit", target_group="tg3_cash_other_problems", age=40
        ),
    )
    draft = replace(DRAFT, on=None)
    case = service.order(ANNA, draft).case_id
    with pytest.raises(Rejected, match="citizen_has_job_plan"):
        service.order(ANNA, draft)
    stream = f"job_plan-{case}"
    service.order(ANNA, CorrectJobPlan("Fejl", elements=WHOLE.elements), case)
    service.order(ANNA, AgreeJobPlan("in_person"), case)
    assert clocks_of(service, stream) == [("deadline.set", "job_plan.revision", date(2011, 8, 10))]
    [shown_plan] = service.ask("job_plans", ANNA, flag="weighting_missing", citizen=P6)
    assert (shown_plan.law_ref is None) == (shown_plan.days_left is None)
    assert (shown_plan.days_left, shown_plan.plan.score) == (92, 33)
    service.at(2011, 8, 10)
    service.order(ANNA, replace(REVISE, **NEAR_WORK), case)
    assert ("deadline.set", "job_plan.revision", date(2011, 11, 10)) in clocks_of(service, stream)
    quality = service.ask("job_plan_quality", ANNA)
    assert (quality.plans, quality.mean_score_permille, quality.missing) == (1, 1000, ())
    service.order(ANNA, EndJobPlan("job"), case)
    assert service.ask("job_plan_quality", ANNA).mean_score_permille is None
    assert clocks_of(service, stream)[-1][0] == "deadline.withdrawn"
    service.order(ANNA, draft)
    with pytest.raises(Rejected, match="citizen_has_job_plan"):
        service.order(ANNA, WithdrawJobPlanStep("Fejl"), case)
    [bare] = service.ask("job_plans", ANNA, status="draft")
    assert bare.plan.flags[0] == "reason_for_offer_missing"
