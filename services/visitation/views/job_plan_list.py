"""Job plans: which hold, which are to be revised, and what is missing in them (V-16)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.job_plan import JobPlanStatus
from services.visitation.domain.job_plan_events import (
    STRATEGY_FLAGS,
    Event,
    JobPlanAgreed,
    JobPlanCorrected,
    JobPlanDrafted,
    JobPlanEnded,
    JobPlanRevised,
    JobPlanStepWithdrawn,
    QualityFlag,
)
from services.visitation.domain.plan_strategy import PlanSubgroup
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, FAR_FROM_WORK
from services.visitation.views.filters import Limit, Skip, where
from services.visitation.views.standing import (
    Standing,
    StepTaken,
    days_left,
    is_deadline_of,
    paragraph,
    permille,
    stepped,
    stepped_back,
    with_deadline,
)
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class Rated(Struct, frozen=True):
    """How good the plan was at a step, for which subgroup, and whether the strategy counted."""

    flags: tuple[QualityFlag, ...]
    score: int
    vulnerable: bool
    subgroup: str | None


class JobPlanRow(Standing, frozen=True, kw_only=True):
    """One plan; `ratings` has one for each step, so what is taken back leaves them."""

    plan: UUID
    citizen: UUID
    flags: tuple[QualityFlag, ...]
    score: int
    ratings: tuple[Rated, ...]
    subgroup: str | None = None
    vulnerable: bool = False

    @property
    def meets_strategy(self) -> bool:
        """Say whether the plan, when last written, held all the strategy asks for."""
        return self.vulnerable and STRATEGY_FLAGS.isdisjoint(self.flags)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the plan a fact is about."""
    mine = isinstance(recorded.event, Event) or is_deadline_of(recorded, "job_plan")
    return [(UUID(recorded.case_id),)] if mine else []


def project(key: RowKey, row: JobPlanRow | None, recorded: Recorded[Any]) -> JobPlanRow | None:
    """Return the plan's row after a fact."""
    event = recorded.event
    if isinstance(event, JobPlanDrafted):
        rating = _rating(event)
        return JobPlanRow(
            plan=key[0],
            citizen=event.citizen,
            ratings=(rating,),
            status="draft",
            since=event.drafted_on,
            steps=(StepTaken("draft", event.drafted_on),),
            **structs.asdict(rating),
        )
    return None if row is None else _changed(row, event)


def _changed(row: JobPlanRow, event: object) -> JobPlanRow:
    match event:
        case JobPlanCorrected():
            return _rated(row, (_rating(event),))
        case JobPlanAgreed(agreed_on=day):
            return _rated(stepped(row, "agreed", day), (*row.ratings, _rating(event)))
        case JobPlanRevised(revised_on=day):
            return _rated(stepped(row, "revised", day), (*row.ratings, _rating(event)))
        case JobPlanEnded(ended_on=day):
            return _rated(stepped(row, "ended", day), (*row.ratings, row.ratings[-1]))
        case JobPlanStepWithdrawn():
            return _rated(stepped_back(row), row.ratings[:-1])
        case _:
            return with_deadline(row, event)


def _rating(event: JobPlanDrafted | JobPlanCorrected | JobPlanAgreed | JobPlanRevised) -> Rated:
    said = event.quality
    return Rated(said.flags, said.score, said.vulnerable, event.content.subgroup)


def _rated(row: JobPlanRow, ratings: tuple[Rated, ...]) -> JobPlanRow:
    return replace(row, ratings=ratings, **structs.asdict(ratings[-1]))


JOB_PLAN_LIST: Final = View[JobPlanRow](
    name="job_plan_list",
    version=2,
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
    subgroup: PlanSubgroup | None = None
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
    "subgroup": "subgroup = %(subgroup)s",
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


class SubgroupCount(Struct, frozen=True):
    """How many plans of a subgroup are in force, and how many of them meet the strategy."""

    subgroup: str
    plans: int
    meet_strategy: int


class JobPlanQuality(Struct, frozen=True):
    """How good the plans in force are; shares and the mean score in tenths of a percent, half up.

    `vulnerable` are the plans of those with an open case who are matched as not ready for work
    today; `meet_strategy` those of them that held all the strategy asks for when last written.
    """

    plans: int
    mean_score_permille: int | None
    missing: tuple[FlagCount, ...]
    vulnerable: int = 0
    meet_strategy: int = 0
    share_meeting_permille: int | None = None
    by_subgroup: tuple[SubgroupCount, ...] = ()


def job_plan_quality(desk: Desk, _params: PlansInForce) -> JobPlanQuality:
    """Return how good the plans in force are, and what is missing most often."""
    rows = desk.rows(JOB_PLAN_LIST, "status in ('agreed', 'revised')")
    far = {row.citizen for row in desk.rows(CITIZEN_CASE_LIST, FAR_FROM_WORK)}
    of_them = [row for row in rows if row.citizen in far]
    meet = sum(row.meets_strategy for row in of_them)
    total, count = sum(row.score for row in rows), len(rows)
    return JobPlanQuality(
        plans=count,
        mean_score_permille=(20 * total + count) // (2 * count) if count else None,
        missing=_missing(rows),
        vulnerable=len(of_them),
        meet_strategy=meet,
        share_meeting_permille=permille(meet, len(of_them)),
        by_subgroup=_by_subgroup(of_them),
    )


def _missing(rows: Sequence[JobPlanRow]) -> tuple[FlagCount, ...]:
    counted = Counter(flag for row in rows for flag in row.flags)
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return tuple(FlagCount(flag, plans) for flag, plans in ordered)


def _by_subgroup(rows: Sequence[JobPlanRow]) -> tuple[SubgroupCount, ...]:
    plans = Counter(row.subgroup for row in rows if row.subgroup)
    meet = Counter(row.subgroup for row in rows if row.meets_strategy)
    return tuple(SubgroupCount(code, count, meet[code]) for code, count in sorted(plans.items()))
