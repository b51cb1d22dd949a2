"""Job plans, told to the wiring: orders, what they need to be decided, questions."""

from dataclasses import replace
from datetime import date
from typing import Final

from msgspec import structs

from services.visitation.cases import plan_strategies
from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.cases.plan_strategies import is_vulnerable, strategy_of, strategy_on
from services.visitation.domain import job_plan as orders
from services.visitation.domain import job_plan_events as events
from services.visitation.domain.job_plan import JobPlanFacts, job_plan
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.job_plan_list import (
    JOB_PLAN_LIST,
    JobPlanQuality,
    JobPlans,
    JobPlanShown,
    PlansInForce,
    job_plan_quality,
    job_plans,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command

_OPENING: Final = (events.JobPlanDrafted, events.JobPlanCorrected)


def collect_job_plan(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[JobPlanFacts]:
    """Find out how far from work the citizen is, what the strategy asks, and what is corrected."""
    facts, rules = _facts(desk, loaded, command)
    match command:
        case orders.DraftJobPlan(citizen=drafted_for):
            return Collected(facts=facts, rules=rules, subjects=(drafted_for,))
        case orders.CorrectJobPlan():
            return replace(corrected(facts, latest(loaded, _OPENING)), rules=rules)
        case orders.WithdrawJobPlanStep():
            return taken_back(facts, latest(loaded, events.STEPS))
        case _:
            return Collected(facts=facts, rules=rules)


def _facts(
    desk: Desk, loaded: Loaded, command: Command | None
) -> tuple[JobPlanFacts, tuple[str, ...]]:
    """Ask for the strategy of the plan's day: by the subgroup the order names, else the plan's.

    Only a subgroup that the order names can be refused: a plan is not stopped by what it said once.
    """
    plan = loaded.state if isinstance(loaded.state, orders.Plan) else None
    citizen = command.citizen if isinstance(command, orders.DraftJobPlan) else None
    citizen = citizen or (plan.draft.citizen if plan else None)
    facts = JobPlanFacts(
        today=desk.today,
        vulnerable=is_vulnerable(latest_case_of(desk, citizen) if citizen else None),
    )
    named = getattr(command, "subgroup", None)
    subgroup = named or (plan.content.subgroup if plan else None)
    if command is None or subgroup is None:
        return facts, ()
    rule, refusal = strategy_on(desk.rules, subgroup, _day(desk, plan, command))
    if rule is None:
        return structs.replace(facts, law_refusal=refusal if named else None), ()
    return structs.replace(facts, strategy=strategy_of(rule)), (rule.version,)


def _day(desk: Desk, plan: orders.Plan | None, command: Command) -> date:
    """Return the day the plan is written for: a draft is put right by the law of its own day."""
    if isinstance(command, orders.CorrectJobPlan) and plan:
        return plan.draft.drafted_on
    on = getattr(command, "on", None)
    return on if isinstance(on, date) else desk.today


_CONTENT: Final = {
    "goal": "Ordinært job i butik",
    "elements": [{"offer_type": "company_practice", "reason": "Afprøve butiksarbejde"}],
    "expected_effect": "Fast job inden for seks måneder",
    "actions": ["Søger to job om ugen"],
    "social_weight": 40,
    "subgroup": "combined",
    "combination": True,
    "measures": [
        {"kind": "workshop", "volume": 10, "unit": "hours_a_week"},
        {"kind": "contact_person", "volume": 2, "unit": "hours_a_week"},
    ],
}
JOB_PLAN: Final = CaseType[JobPlanFacts](
    decider=job_plan,
    path="job-plans",
    title="Jobplan",
    collect=collect_job_plan,
    closes_on=(events.JobPlanEnded,),
    reopens_on=(events.JobPlanStepWithdrawn,),
    clocks=("job_plan.revision",),
    commands=(
        Act(
            command=orders.DraftJobPlan,
            opens=True,
            example={
                "citizen": "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11",
                **_CONTENT,
                "on": "2011-05-10",
            },
        ),
        Act(
            command=orders.CorrectJobPlan,
            verb="correct",
            example={"reason": "Skrevet forkert", "goal": "Ordinært job på lager"},
        ),
        Act(
            command=orders.AgreeJobPlan,
            verb="agree",
            example={"confirmed": "in_person", "on": "2011-05-12"},
        ),
        Act(
            command=orders.ReviseJobPlan,
            verb="revise",
            example={"confirmed": "in_person", "why": "Praktikken er slut", "on": "2011-08-10"},
        ),
        Act(command=orders.EndJobPlan, verb="end", example={"ground": "job"}),
        Act(
            command=orders.WithdrawJobPlanStep,
            verb="withdraw-step",
            example={"reason": "Borgeren havde ikke sagt ja"},
        ),
    ),
)
CASES: Final = (JOB_PLAN,)
VIEWS: Final = (JOB_PLAN_LIST,)
QUERIES: Final = (
    Query(
        name="job_plans",
        path="lists/job-plans",
        params=JobPlans,
        answer=list[JobPlanShown],
        run=job_plans,
        ordered_by=("plan.timely_until", "plan.since", "plan.plan"),
    ),
    Query(
        name="job_plan_quality",
        path="figures/job-plan-quality",
        params=PlansInForce,
        answer=JobPlanQuality,
        run=job_plan_quality,
    ),
    *plan_strategies.QUERIES,
)
