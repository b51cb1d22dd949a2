"""Interviews due or overdue (list L1) and CVs missing (list L5), each with its paragraph."""

from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.visitation.views.filters import Limit, Skip, WithinDays
from services.visitation.views.owners import NOBODY, Owner, owned, owners_of
from shared.casework.declare import Desk
from shared.law.deadline_list import DEADLINES, DeadlineRow

Method: TypeAlias = Literal["calendar", "weeks"]
"""How timeliness is measured: by the calendar, which is the duty, or by weeks on benefit."""

IN_WEEKS: Final = "interview.interval.weeks"
# One that stands still waits for nobody: the citizen is exempt or ill.
_OPEN: Final = "case_type = 'citizen_case' AND status IN ('running', 'missed')"


class InterviewsDue(Struct, frozen=True, forbid_unknown_fields=True):
    """Interviews overdue or due within so many days; warnings fall at 28, 14 and 7."""

    within_days: WithinDays = 28
    method: Method = "calendar"
    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class CvsMissing(Struct, frozen=True, forbid_unknown_fields=True):
    """CVs overdue or due within so many days."""

    within_days: WithinDays = 28
    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class DutyDue(Struct, frozen=True):
    """One duty that is open; `days_left` is negative when it is overdue."""

    citizen_case: str
    citizen: UUID
    rule_key: str
    law_ref: str
    evidence: str
    due: date
    plan_by: date
    timely_until: date
    days_left: int
    overdue: bool
    owner: str | None = None
    team: str | None = None
    centre: str | None = None


def interviews_due(desk: Desk, params: InterviewsDue) -> list[DutyDue]:
    """Return the interviews asked for, overdue first, then by day."""
    key = f"rule_key = '{IN_WEEKS}'" if params.method == "weeks" else _by_calendar()
    return _asked(desk, key, params)


def cvs_missing(desk: Desk, params: CvsMissing) -> list[DutyDue]:
    """Return the CVs asked for, overdue first, then by day."""
    return _asked(desk, "rule_key = 'cv.register'", params)


def _by_calendar() -> str:
    return f"rule_key LIKE 'interview.%%' AND rule_key <> '{IN_WEEKS}'"


def _asked(desk: Desk, key: str, params: InterviewsDue | CvsMissing) -> list[DutyDue]:
    asked: dict[str, Any] = {
        "citizen": params.citizen,
        "days": params.within_days,
        "today": desk.today,
        "limit": params.limit,
        "skip": params.skip,
        "owned": owned(desk, params.owner, params.team),
    }
    whose = " AND citizens @> ARRAY[%(citizen)s]::uuid[]" if params.citizen else ""
    if asked["owned"] is not None:
        whose += " AND citizens && %(owned)s::uuid[]"
    near = " AND timely_until <= %(today)s::date + %(days)s::int"
    order = " ORDER BY timely_until, stream, deadline LIMIT %(limit)s OFFSET %(skip)s"
    rows = desk.rows(DEADLINES, f"{_OPEN} AND {key}{whose}{near}{order}", asked)
    who = owners_of(desk, (row.citizens[0] for row in rows))
    return [_due(row, desk.today, who.get(row.citizens[0], NOBODY)) for row in rows]


def _due(row: DeadlineRow, today: date, who: Owner) -> DutyDue:
    return DutyDue(
        citizen_case=row.case_id,
        citizen=row.citizens[0],
        rule_key=row.rule_key,
        law_ref=row.law_ref,
        evidence=row.evidence,
        due=row.due,
        plan_by=row.plan_by,
        timely_until=row.timely_until,
        days_left=(row.timely_until - today).days,
        overdue=row.timely_until < today,
        owner=who.owner,
        team=who.team,
        centre=who.centre,
    )
