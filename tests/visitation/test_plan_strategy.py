"""The strategy for vulnerable citizens (V-10): subgroups, required measures, volume, figures."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from services.visitation.cases.plan_strategies import strategy_of
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.job_plan import (
    AgreeJobPlan,
    CorrectJobPlan,
    DraftJobPlan,
    EndJobPlan,
    JobPlanFacts,
    ReviseJobPlan,
    job_plan,
)
from services.visitation.domain.job_plan_events import (
    Content,
    JobPlanAgreed,
    JobPlanDrafted,
    JobPlanStepWithdrawn,
    PlanElement,
    quality_of,
)
from services.visitation.domain.match import AssessMatch, Elements
from services.visitation.domain.plan_strategy import PlanMeasure, Shortfall, Strategy
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.views.job_plan_list import JOB_PLAN_LIST
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from shared.law.rulebook import RuleBook
from shared.privacy.personal import Erased
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.further import shown
from tests.visitation.house import ROOM, OneService
from tests.visitation.recommendations import ANNA

MAY_10 = date(2011, 5, 10)
WORKSHOP = PlanMeasure("workshop", 10, "hours_a_week")
CONTACT = PlanMeasure("contact_person", 2, "hours_a_week")
STRATEGY = Strategy("Kombinationsforløb", {"m5": ("4",)}, 40, 60, True, (WORKSHOP, CONTACT))
WHOLE = Content(
    "Job i butik",
    (PlanElement("company_practice", "Afprøve"),),
    "Fast job",
    ("Søger",),
    50,
    "combined",
    True,
    (WORKSHOP, CONTACT),
)
FAR = JobPlanFacts(MAY_10, vulnerable=True, strategy=STRATEGY)


def rated(**changes):
    return quality_of(replace(WHOLE, **changes), vulnerable=True, strategy=STRATEGY)


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, ()),
        ({"social_weight": 40}, ()),
        ({"social_weight": 60}, ()),
        ({"social_weight": 39}, ("weighting_outside_strategy",)),
        ({"social_weight": 61}, ("weighting_outside_strategy",)),
        ({"social_weight": None}, ("weighting_missing",)),
        ({"combination": False}, ("combination_missing",)),
        ({"measures": (CONTACT,)}, ("required_measure_missing", "combination_one_sided")),
        ({"measures": (WORKSHOP, replace(CONTACT, volume=1))}, ("volume_below_required",)),
        ({"measures": (WORKSHOP, replace(CONTACT, volume=1), replace(CONTACT, volume=1))}, ()),
        ({"measures": (WORKSHOP, replace(CONTACT, unit="meetings_a_month", volume=9))},
         ("volume_below_required",)),
        ({"measures": ()},
         ("required_measure_missing", "combination_one_sided")),
        ({"measures": Erased()}, ()),
    ],
)  # fmt: skip
def test_v10_what_the_strategy_asks_for_and_the_plan_lacks_is_flagged(changes, flags):
    assert rated(**changes).flags == flags


def test_v10_the_plan_says_which_measure_is_missing_and_how_much_of_another():
    said = rated(measures=(replace(CONTACT, volume=1), PlanMeasure("mentor", 1, "hours_a_week")))
    assert said.short == (
        Shortfall("workshop", 10, None, "hours_a_week"),
        Shortfall("contact_person", 2, 1, "hours_a_week"),
    )
    assert said.flags == (
        "required_measure_missing",
        "volume_below_required",
        "combination_one_sided",
    )


def test_v10_a_combination_course_has_both_sides_also_where_no_strategy_asks():
    one_sided = replace(WHOLE, subgroup=None, measures=(WORKSHOP,))
    assert quality_of(one_sided, vulnerable=False).flags == ("combination_one_sided",)
    both = replace(one_sided, measures=(WORKSHOP, CONTACT))
    assert quality_of(both, vulnerable=False).flags == ()


def test_v10_what_falls_short_is_flagged_and_never_refused():
    bare = DraftJobPlan(P6, on=MAY_10)
    [drafted] = given(job_plan).when(bare, FAR).events
    assert "required_measure_missing" in drafted.quality.flags
    assert drafted.quality.vulnerable
    agreed = given(job_plan, drafted).when(AgreeJobPlan("in_person"), FAR).events
    assert agreed[0].quality == drafted.quality


@pytest.mark.parametrize(
    "order",
    [
        DraftJobPlan(P6, subgroup="nobody"),
        CorrectJobPlan("Fejl", subgroup="nobody"),
        ReviseJobPlan("in_person", "Ny plan", subgroup="nobody"),
    ],
)
def test_v10_a_subgroup_the_rules_do_not_know_is_refused_with_its_code(order):
    facts = replace(FAR, strategy=None, law_refusal="plan_subgroup_unknown")
    drafted = JobPlanDrafted(P6, Content("Job"), rated(), MAY_10)
    agreed = JobPlanAgreed(P6, Content("Job"), rated(), "in_person", MAY_10)
    told = {DraftJobPlan: (), CorrectJobPlan: (drafted,), ReviseJobPlan: (drafted, agreed)}
    given(job_plan, *told[type(order)]).when(order, facts).then_rejected("plan_subgroup_unknown")


def test_v10_what_is_left_out_of_a_revision_stays():
    drafted = JobPlanDrafted(P6, WHOLE, rated(), MAY_10)
    agreed = JobPlanAgreed(P6, WHOLE, rated(), "in_person", MAY_10)
    order = ReviseJobPlan("in_person", "Mere støtte", combination=False)
    [revised] = given(job_plan, drafted, agreed).when(order, FAR).events
    assert revised.content == replace(WHOLE, combination=False)
    assert revised.quality.flags == ("combination_missing",)


def test_the_list_knows_the_subgroup_of_each_step_and_forgets_it_with_the_step():
    drafted = JobPlanDrafted(P6, replace(WHOLE, subgroup=None), rated(measures=()), MAY_10)
    agreed = JobPlanAgreed(P6, WHOLE, rated(), "in_person", MAY_10)
    row = shown(JOB_PLAN_LIST, "job_plan", drafted, agreed)
    assert (row.subgroup, row.vulnerable, row.meets_strategy) == ("combined", True, True)
    back = shown(JOB_PLAN_LIST, "job_plan", drafted, agreed,
                 JobPlanStepWithdrawn(P6, "job_plan_agreed", "Fejl"))  # fmt: skip
    assert (back.subgroup, back.meets_strategy) == (None, False)
    near = JobPlanAgreed(P6, WHOLE, replace(rated(), vulnerable=False), "in_person", MAY_10)
    assert not shown(JOB_PLAN_LIST, "job_plan", drafted, near).meets_strategy


def test_v10_every_row_of_the_strategy_can_be_read_and_asks_for_both_sides_of_a_combination():
    book = RuleBook.load([ROOM / "visitation" / "rules"])
    rows = [rule for rule in book.rules() if rule.key == "job_plan.strategy"]
    assert {rule.value for rule in rows} == {"near_work", "combined", "young_combined",
                                             "social_first"}  # fmt: skip
    for rule in rows:
        said = strategy_of(rule)
        assert rule.applies_to == {"plan_subgroup": (rule.value,)}
        assert said.social_at_least <= said.social_at_most
        assert {each.side for each in said.measures} == {"social", "employment"}
        assert rule.evidence == "A"


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


HELD = HoldInterview("personal", items=("job_aim", "rights_and_duties", "next_contact"))
FIVE = Elements("Butik", "Ingen", "God", "Gæld", "Rask nok")


@pytest.mark.postgres
def test_v10_a_plan_for_match_4_follows_the_template_of_its_subgroup_and_is_counted(service):
    service.at(2007, 12, 3)
    case = service.order(
        ANNA,
        RegisterCitizen(
            citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=40
        ),
    ).case_id
    assert service.ask("plan_strategies", ANNA) == []
    service.at(2008, 5, 10)
    all_of_them = service.ask("plan_strategies", ANNA, citizen=P6)
    assert len(all_of_them) == 4
    service.order(ANNA, HELD, case)
    service.order(ANNA, AssessMatch("4", FIVE), case)
    fitting = service.ask("plan_strategies", ANNA, citizen=P6)
    assert [each.template.subgroup for each in fitting] == ["combined", "near_work",
                                                            "young_combined"]  # fmt: skip
    [one] = service.ask("plan_strategies", ANNA, subgroup="combined")
    assert (one.evidence, one.law_ref) == ("A", "local strategy (S003 f. 27)")
    assert service.ask("plan_strategies", ANNA, subgroup="nobody") == []
    with pytest.raises(Rejected, match="plan_subgroup_unknown"):
        service.order(ANNA, DraftJobPlan(P6, subgroup="nobody"))
    with pytest.raises(Rejected, match="plan_subgroup_unknown"):
        service.order(ANNA, DraftJobPlan(P6, subgroup="combined", on=date(2007, 12, 31)))
    plan = service.order(ANNA, DraftJobPlan(P6, "Job i butik", subgroup="combined")).case_id
    service.order(ANNA, AgreeJobPlan("in_person"), plan)
    before = service.ask("job_plan_quality", ANNA)
    assert (before.vulnerable, before.meet_strategy, before.share_meeting_permille) == (1, 0, 0)
    template = one.template
    order = ReviseJobPlan(
        "in_person",
        "Efter skabelonen",
        social_weight=template.social_weight,
        combination=template.combination,
        measures=template.measures,
    )
    service.order(ANNA, order, plan)
    told = service.facts(f"job_plan-{plan}")
    assert one.rule in next(
        each.meta.rules for each in told if each.tag == "visitation.job_plan_revised"
    )
    after = service.ask("job_plan_quality", ANNA)
    assert (after.vulnerable, after.meet_strategy, after.share_meeting_permille) == (1, 1, 1000)
    [count] = after.by_subgroup
    assert (count.subgroup, count.plans, count.meet_strategy) == ("combined", 1, 1)
    [listed] = service.ask("job_plans", ANNA, subgroup="combined")
    assert "reason_for_offer_missing" in listed.plan.flags
    service.at(2008, 8, 8)
    service.order(ANNA, HELD, case)
    service.order(ANNA, AssessMatch("3", FIVE, "Klar til arbejde"), case)
    assert service.ask("job_plan_quality", ANNA).vulnerable == 0
    service.order(ANNA, EndJobPlan("job"), plan)
    again = service.order(ANNA, DraftJobPlan(P6, "Job i butik")).case_id
    [ready] = service.ask("job_plans", ANNA, status="draft")
    assert (str(ready.plan.plan), ready.plan.vulnerable) == (again, False)
