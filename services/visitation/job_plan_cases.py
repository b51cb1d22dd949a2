"""Job plans, told to the wiring: orders, what they need to be decided, questions."""

from typing import Final
from uuid import UUID

from services.visitation.domain import job_plan as orders
from services.visitation.domain import job_plan_events as events
from services.visitation.domain.job_plan import JobPlanFacts, job_plan
from services.visitation.further_collect import corrected, latest, taken_back
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.job_plan_list import (
    JobPlanQuality,
    JobPlans,
    JobPlanShown,
    PlansInForce,
    job_plan_quality,
    job_plans,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command

# Citizens with problems beside unemployment: their plan weighs social measures as well (V-10).
VULNERABLE: Final = frozenset({"tg3_cash_other_problems", "tg13_activity_ready_under_30"})
_OPENING: Final = (events.JobPlanDrafted, events.JobPlanCorrected)


def collect_job_plan(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[JobPlanFacts]:
    """Find out whether social measures must be weighed, and which fact is corrected."""
    citizen = _citizen(loaded, command)
    facts = JobPlanFacts(today=desk.today, needs_weighting=_needs_weighting(desk, citizen))
    match command:
        case orders.DraftJobPlan(citizen=drafted_for):
            return Collected(facts=facts, subjects=(drafted_for,))
        case orders.CorrectJobPlan():
            return corrected(facts, latest(loaded, _OPENING))
        case orders.WithdrawJobPlanStep():
            return taken_back(facts, latest(loaded, events.STEPS))
        case _:
            return Collected(facts=facts)


def _citizen(loaded: Loaded, command: Command | None) -> UUID | None:
    if isinstance(command, orders.DraftJobPlan):
        return command.citizen
    return loaded.state.draft.citizen if isinstance(loaded.state, orders.Plan) else None


def _needs_weighting(desk: Desk, citizen: UUID | None) -> bool:
    own = latest_case_of(desk, citizen) if citizen else None
    return own is not None and own.target_group in VULNERABLE


_CONTENT: Final = {
    "goal": "Ordinært job i butik",
    "elements": [{"offer_type": "company_practice", "reason": "Afprøve butiksarbejde"}],
    "expected_effect": "Fast job inden for seks måneder",
    "actions": ["Søger to job om ugen"],
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
QUERIES: Final = (
    Query(
        name="job_plans",
        path="lists/job-plans",
        params=JobPlans,
        answer=list[JobPlanShown],
        run=job_plans,
    ),
    Query(
        name="job_plan_quality",
        path="figures/job-plan-quality",
        params=PlansInForce,
        answer=JobPlanQuality,
        run=job_plan_quality,
    ),
)
