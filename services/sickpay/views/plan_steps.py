"""The steps of the follow-up plans that other services carry out: what was asked, how far it is.

What a talk with a company or a grant there is about stands in the case alone.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.sickpay.domain import grant_events as granted
from services.sickpay.domain import plan_step_events as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class PlanStepRow(Struct, frozen=True):
    """One step; `moved_on` is the day it came as far as `stage` says."""

    sick_pay_case: UUID
    step: UUID
    citizen: UUID
    kind: str
    from_: date
    to: date | None = None
    stage: str = "asked"
    moved_on: date | None = None
    placement: UUID | None = None
    company: UUID | None = None
    result: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the step a fact is about."""
    step = getattr(recorded.event, "step", None)
    if recorded.case_type != "sick_pay_case" or not isinstance(step, UUID):
        return []
    return [(UUID(recorded.case_id), step)]


def project(key: RowKey, row: PlanStepRow | None, recorded: Recorded[Any]) -> PlanStepRow | None:
    """Give the step's row after a fact."""
    case, step = key
    match recorded.event:
        case told.OfferAskedFor() as e:
            return PlanStepRow(case, step, e.citizen, e.offer_type, e.from_, e.to)
        case told.WorkplaceContactAskedFor() as e:
            return PlanStepRow(
                case, step, e.citizen, "workplace_contact", e.planned_on, company=e.company
            )
        case told.PlanStepWithdrawn():
            return None
        case told.PlanOfferNoted() as e:
            known = row or PlanStepRow(case, step, e.citizen, e.offer_type, e.from_, e.to)
            return replace(
                known,
                kind=e.offer_type,
                from_=e.from_,
                to=e.to,
                stage="given" if known.stage == "asked" else known.stage,
                placement=e.placement,
            )
        case told.PlanStepMoved() as e if row is not None:
            return replace(row, stage=e.stage, moved_on=e.moved_on, result=e.result)
        case granted.WorkplaceGrantAskedFor() as e:
            return PlanStepRow(
                case, step, e.citizen, "workplace_grant", e.wanted_from, company=e.company
            )
        case _ if row is not None:
            return _answered(row, recorded)
        case _:
            return row


def _answered(row: PlanStepRow, recorded: Recorded[Any]) -> PlanStepRow:
    """Give the row after what company contact answered; the amount stands in the case alone."""
    on = recorded.meta.effective_on
    match recorded.event:
        case granted.WorkplaceGrantNoted(from_=from_, to=to):
            return replace(row, stage="granted", from_=from_, to=to, moved_on=on, result=None)
        case granted.WorkplaceGrantRefusalNoted(reason=reason):
            return replace(row, stage="refused", moved_on=on, result=reason)
        case granted.WorkplaceGrantReopened():
            return replace(row, stage="asked", to=None, moved_on=None, result=None)
        case _:
            return row


PLAN_STEPS = View(
    name="plan_steps",
    version=2,
    row=PlanStepRow,
    key=("sick_pay_case", "step"),
    touches=touches,
    project=project,
    indexes=(("placement",), ("step",)),
)


class PlanStepSearch(Struct, frozen=True):
    """Which case."""

    sick_pay_case: UUID


def plan_steps(desk: Desk, params: PlanStepSearch) -> list[PlanStepRow]:
    """Show the steps of a case's plan, the first to begin first."""
    where = "sick_pay_case = %(case)s order by from_, step"
    return desk.rows(PLAN_STEPS, where, {"case": params.sick_pay_case})


PLAN_STEPS_QUERY = Query(
    name="plan_steps",
    path="/plan-steps",
    params=PlanStepSearch,
    answer=list[PlanStepRow],
    run=plan_steps,
)
