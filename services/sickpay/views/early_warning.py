"""Early warning: what is due or overdue in the open cases, by which paragraph.

Lists L9 (forms), L10 (first follow-up before the end of week 8, and intervals) and L11 (the limit
within eight weeks). Overdue first, then by day, then the high risks.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.sickpay.views.caseload import CASELOAD, OPEN, CaseloadRow
from shared.casework.declare import Desk, Query
from shared.law.deadline_list import DEADLINES, DeadlineRow

List: TypeAlias = Literal["L9", "L10", "L11"]
_LIST_OF: Final[dict[str, List]] = {
    "form.return": "L9",
    "form.reminder": "L9",
    "form.reminder_answer": "L9",
    "followup.first": "L10",
    "followup.interval": "L10",
    "followup.six_months": "L10",
    "fasttrack.interview": "L10",
    "cash_followup.first": "L10",
    "cash_followup.interval": "L10",
    "next_step.extension": "L11",
    "next_step.decision": "L11",
}
_AHEAD: Final = timedelta(weeks=8)
_CASE: Final = "sick_pay_case"
_RISK: Final = {"high": 0, "medium": 1, "low": 2}


class Warned(Struct, frozen=True):
    """One thing to see to."""

    list: List
    sick_pay_case: UUID
    citizen: UUID
    rule_key: str
    law_ref: str
    due: date
    plan_by: date
    days_left: int
    officer: str | None
    team: str | None
    risk_level: str | None


class WarningSearch(Struct, frozen=True):
    """Whose warnings; without anything, everybody's."""

    officer: str | None = None
    team: str | None = None


def _open_cases(desk: Desk, officer: str | None, team: str | None) -> dict[str, CaseloadRow]:
    rows = desk.rows(
        CASELOAD,
        f"{OPEN} and (%(officer)s::text is null or officer = %(officer)s)"
        " and (%(team)s::text is null or team = %(team)s)",
        {"officer": officer, "team": team},
    )
    return {str(row.sick_pay_case): row for row in rows}


def _awaited(desk: Desk, cases: Mapping[str, CaseloadRow] | None) -> list[DeadlineRow]:
    """Return the deadlines of the lists that are near or overdue, of all cases or of these."""
    streams = None if cases is None else [f"{_CASE}-{case}" for case in cases]
    return desk.rows(
        DEADLINES,
        "rule_key = any(%(keys)s) and status in ('running', 'missed')"
        " and timely_until <= %(ahead)s"
        " and (%(streams)s::text[] is null or stream = any(%(streams)s))",
        {"keys": list(_LIST_OF), "ahead": desk.today + _AHEAD, "streams": streams},
    )


def warnings(desk: Desk, params: WarningSearch) -> list[Warned]:
    """Show what is overdue or near in the open cases."""
    cases = _open_cases(desk, params.officer, params.team)
    chosen = None if params.officer is None and params.team is None else cases
    found = [
        _warned(_LIST_OF[row.rule_key], cases[row.case_id], row, desk.today)
        for row in _awaited(desk, chosen)
        if row.case_id in cases and (row.overdue(desk.today) or row.warns(desk.today))
    ]
    found += [
        _limit(case, case.limit_day, desk.today)
        for case in cases.values()
        if case.limit_day is not None and case.limit_day <= desk.today + _AHEAD
    ]
    return sorted(
        found,
        key=lambda one: (one.days_left >= 0, one.due, _RISK.get(one.risk_level or "", 3)),
    )


def _warned(name: List, case: CaseloadRow, row: DeadlineRow, today: date) -> Warned:
    return Warned(
        name,
        case.sick_pay_case,
        case.citizen,
        row.rule_key,
        row.law_ref,
        row.timely_until,
        row.plan_by,
        (row.timely_until - today).days,
        case.officer,
        case.team,
        case.risk_level,
    )


def _limit(case: CaseloadRow, day: date, today: date) -> Warned:
    return Warned(
        "L11",
        case.sick_pay_case,
        case.citizen,
        "duration.limit",
        "SPA § 24",
        day,
        day,
        (day - today).days,
        case.officer,
        case.team,
        case.risk_level,
    )


EARLY_WARNING = Query(
    name="early_warning",
    path="/early-warning",
    params=WarningSearch,
    answer=list[Warned],
    run=warnings,
)
