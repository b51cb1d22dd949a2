"""Whether an offer stood in an agreed plan on the day the citizen stayed away from it.

Law: LAB ch. 9: an offer must stand in a valid plan before it can be enforced by a sanction.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.visitation.domain.job_plan import Plan, content_on, job_plan
from services.visitation.domain.job_plan_events import Content, JobPlanAgreed
from services.visitation.domain.sanction_recommendation import Open
from services.visitation.views.job_plan_list import JOB_PLAN_LIST
from shared.casework.declare import Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.decider import Code, Rejected
from shared.privacy.personal import Erased

_RULE: Final = "job_plan.before_sanction"
_FROM_AN_OFFER: Final = "offer_no_show"


class PlanHeld(NamedTuple):
    """Whether a plan is missing, by which rule, and the plan that was found."""

    missing: bool = False
    rules: tuple[str, ...] = ()
    refusal: Code | None = None
    guards: tuple[Guard, ...] = ()
    events: tuple[UUID, ...] = ()


def plan_held(desk: Desk, file: Open, profile: Mapping[str, Any]) -> PlanHeld:
    """Find the plan that held on the day of the absence, where the law of that day asks for one.

    A plan whose offers can no longer be read is not held against the one who wrote it.
    """
    if file.kind != _FROM_AN_OFFER:
        return PlanHeld()
    try:
        rule = desk.rules.rule(_RULE, file.day, profile)
    except Rejected as refusal:
        return PlanHeld(refusal=refusal.code)
    if not rule.value:
        return PlanHeld(rules=(rule.version,))
    for row in desk.rows_of(JOB_PLAN_LIST, file.citizen, "true ORDER BY since DESC, plan"):
        loaded = desk.load(job_plan, row.plan)
        if _holds_an_offer(loaded.state, file):
            guard = Guard(loaded.stream, loaded.version)
            agreed = _agreements(loaded)
            return PlanHeld(rules=(rule.version,), guards=(guard,), events=agreed)
    return PlanHeld(missing=True, rules=(rule.version,))


def _holds_an_offer(state: object, file: Open) -> bool:
    content: Content | None = content_on(state, file.day) if isinstance(state, Plan) else None
    return content is not None and (isinstance(content.elements, Erased) or bool(content.elements))


def _agreements(plan: Loaded) -> tuple[UUID, ...]:
    return tuple(
        each.meta.event_id for each in plan.history if isinstance(each.event, JobPlanAgreed)
    )
