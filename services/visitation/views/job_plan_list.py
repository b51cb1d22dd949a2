"""Job plans: which hold, which are to be revised, and what is missing in them (V-16)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.job_plan import JobPlanStatus
from services.visitation.domain.job_plan_events import (
    Event,
    JobPlanAgreed,
    JobPlanCorrected,
    JobPlanDrafted,
    JobPlanEnded,
    JobPlanRevised,
    JobPlanStepWithdrawn,
    Quality,
    QualityFlag,
)
from services.visitation.views.filters import Limit, Skip, where
from services.visitation.views.standing import (
    Standing,
    StepTaken,
    days_left,
    is_deadline_of,
    paragraph,
    stepped,
    stepped_back,
    with_deadline,
)
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class JobPlanRow(Standing, frozen=True, kw_only=True):
    """One plan; `qualities` has one for each step, so what is taken back leaves them."""

    plan: UUID
    citizen: UUID
    flags: tuple[str, ...]
    score: int
    qualities: tuple[Quality, ...]


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the plan a fact is about."""
    mine = isinstance(recorded.event, Event) or is_deadline_of(recorded, "job_plan")
    return [(UUID(recorded.case_id),)] if mine else []


def project(key: RowKey, row: JobPlanRow | None, recorded: Recorded[Any]) -> JobPlanRow | None:
    """Return the plan's row after a fact."""
    event = recorded.event
    if isinstance(event, JobPlanDrafted):
        return JobPlanRow(
            plan=key[0],
            citizen=event.citizen,
            flags=event.quality.flags,
            score=event.quality.score,
            qualities=(event.quality,),
            status="draft",
            since=event.drafted_on,
            steps=(StepTaken("draft", event.drafted_on),),
        )
    return None if row is None else _changed(row, event)


def _changed(row: JobPlanRow, event: object) -> JobPlanRow:
    match event:
        case JobPlanCorrected(quality=quality):
            return _rated(row, (quality,))
        case JobPlanAgreed(agreed_on=day, quality=quality):
            return _rated(stepped(row, "agreed", day), (*row.qualities, quality))
        case JobPlanRevised(revised_on=day, quality=quality):
            return _rated(stepped(row, "revised", day), (*row.qualities, quality))
        case JobPlanEnded(ended_on=day):
            return _rated(stepped(row, "ended", day), (*row.qualities, row.qualities[-1]))
        case JobPlanStepWithdrawn():
            return _rated(stepped_back(row), row.qualities[:-1])
        case _:
            return with_deadline(row, event)


def _rated(row: JobPlanRow, qualities: tuple[Quality, ...]) -> JobPlanRow:
    latest = qualities[-1]
    return replace(row, qualities=qualities, flags=latest.flags, score=latest.score)


JOB_PLAN_LIST: Final = View[JobPlanRow](
    name="job_plan_list",
    version=1,
    row=JobPlanRow,
    key=("plan",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("status", "timely_until")),
)


class JobPlans(Struct, frozen=True, forbid_unknown_fields=True):
    """Which plans are asked for; `flag` names something that is missing in them."""

    citizen: UUID | None = None
    status: JobPlanStatus | None = None
    flag: QualityFlag | None = None
    limit: Limit = 100
    skip: Skip = 0


class JobPlanShown(Struct, frozen=True):
    """A plan with the days left until it is to be revised, and the rule that says so."""

    plan: JobPlanRow
    days_left: int | None
    law_ref: str | None = None


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "status": "status = %(status)s",
    "flag": "%(flag)s = any(flags)",
}


def job_plans(desk: Desk, params: JobPlans) -> list[JobPlanShown]:
    """Return the plans asked for, those to be revised first."""
    asked = structs.asdict(params)
    order = where(_FILTERS, asked, "timely_until nulls last, since, plan")
    rows = desk.rows(JOB_PLAN_LIST, order, asked)
    return [JobPlanShown(row, days_left(row, desk.today), paragraph(desk, row)) for row in rows]


class PlansInForce(Struct, frozen=True, forbid_unknown_fields=True):
    """All plans that are agreed and have not ended."""


class FlagCount(Struct, frozen=True):
    """In how many plans something is missing."""

    flag: str
    plans: int


class JobPlanQuality(Struct, frozen=True):
    """How good the plans in force are; the mean score in tenths of a percent, half up."""

    plans: int
    mean_score_permille: int | None
    missing: tuple[FlagCount, ...]


def job_plan_quality(desk: Desk, _params: PlansInForce) -> JobPlanQuality:
    """Return how good the plans in force are, and what is missing most often."""
    rows = desk.rows(JOB_PLAN_LIST, "status in ('agreed', 'revised')")
    counted = Counter(flag for row in rows for flag in row.flags)
    total, count = sum(row.score for row in rows), len(rows)
    return JobPlanQuality(
        plans=count,
        mean_score_permille=(20 * total + count) // (2 * count) if count else None,
        missing=tuple(
            FlagCount(flag, plans)
            for flag, plans in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        ),
    )
