"""Whether interviews were held in time: the flow of a stretch of months, the stock of one day.

The flow (measure T8) takes the interviews falling due in each month; the contract's value is the
mean of the months, and the pooled value stands beside it, for the two can differ. Months in which
nothing fell due are left out and counted. An interview the citizen called off with an excuse falls
due on the day agreed on instead, fourteen days later at most; one that stands still while the
citizen is exempt or ill has no day. One that was not held in time stays so when the case is closed
afterwards; one that never was owed, because its registration was put right, leaves the month. The
stock (F.2) takes the Monday of the week that holds the 8th and asks who lacks an interview then.
Shares are exact; shown they are per mille, half up.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from msgspec import Struct

from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, CitizenCaseRow
from services.visitation.views.due_list import IN_WEEKS, Method
from services.visitation.views.excuses import as_measured, excused
from shared.casework.declare import Desk
from shared.law.deadline_list import DEADLINES, FELL_DUE, DeadlineRow
from shared.law.timeliness import (
    PerMille,
    months_between,
    months_of,
    second_week,
    shares,
    shown,
)

_DUTIES: Final = ("interview.first", "interview.interval")


class InterviewTimeliness(Struct, frozen=True, forbid_unknown_fields=True):
    """Interviews falling due from the first to the last day, both counted."""

    from_day: date
    to_day: date
    method: Method = "calendar"


class MonthShown(Struct, frozen=True):
    """One month: how many fell due, and how many of them were held in time."""

    month: str
    falling_due: int
    on_time: int
    late: int
    not_held: int


class TimelinessShown(Struct, frozen=True):
    """The months, their mean and the pooled share; None where nothing fell due."""

    months: tuple[MonthShown, ...]
    months_left_out: int
    mean: PerMille | None
    pooled: PerMille | None
    reaches_95: bool | None


class StockOfInterviews(Struct, frozen=True, forbid_unknown_fields=True):
    """The month whose second week is measured, by any of its days."""

    month: date


class StockShown(Struct, frozen=True):
    """How many lack an interview on the day measured, of those on benefit and not exempt."""

    measured_on: date
    missing: int
    on_benefit: int
    share: PerMille | None


def interview_timeliness(desk: Desk, params: InterviewTimeliness) -> TimelinessShown:
    """Return the flow of the days asked for, by one of the two methods."""
    keys = [IN_WEEKS] if params.method == "weeks" else list(_DUTIES)
    most = desk.rules.rule("interview.excuse", params.to_day).number
    before = params.from_day - timedelta(days=most)
    rows = desk.rows(
        DEADLINES,
        f"rule_key = ANY(%(keys)s) AND {FELL_DUE}"
        " AND timely_until BETWEEN %(from_day)s AND %(to_day)s",
        {"keys": keys, "from_day": before, "to_day": params.to_day},
    )
    first = min((row.trigger_day for row in rows), default=before)
    measured = as_measured(rows, excused(desk, first, params.to_day), most)
    days = (row for row in measured if params.from_day <= row.timely_until <= params.to_day)
    # An excuse can move the day past the one on which the duty went.
    return flow((row for row in days if row.fell_due), params.from_day, params.to_day)


def flow(rows: Iterable[DeadlineRow], first: date, last: date) -> TimelinessShown:
    """Count the months; what is held late or not at all is not in time."""
    months = tuple(
        MonthShown(each.month, each.falling_due, each.on_time, each.late, each.not_yet)
        for each in months_of(rows)
    )
    return summed(months, months_between(first, last) - len(months))


def summed(months: tuple[MonthShown, ...], left_out: int) -> TimelinessShown:
    """Return the mean of the months and the pooled share of all that fell due."""
    return TimelinessShown(months, left_out, *shares(months))


def stock_of_interviews(desk: Desk, params: StockOfInterviews) -> StockShown:
    """Return the stock of a month's second week, with the exemptions of that day."""
    day = second_week(params.month)
    cases = desk.rows(
        CITIZEN_CASE_LIST,
        "registered_on <= %(day)s AND coalesce(closed_on > %(day)s, true)"
        " AND benefit_basis <> 'self_supporting'"
        " AND coalesce(self_supporting_from > %(day)s, true)",
        {"day": day},
    )
    overdue = desk.rows(
        DEADLINES,
        "rule_key = ANY(%(keys)s) AND (status <> 'withdrawn' OR gone_on > %(day)s)"
        " AND timely_until < %(day)s"
        " AND coalesce(met_on >= %(day)s, true)",
        {"keys": list(_DUTIES), "day": day},
    )
    return stock(cases, {row.case_id for row in overdue}, day)


def stock(cases: Iterable[CitizenCaseRow], overdue: set[str], day: date) -> StockShown:
    """Count who lacks an interview among those who had to come."""
    owed = [each for each in cases if not _exempt(each, day)]
    missing = sum(str(each.citizen_case) in overdue for each in owed)
    share = shown(Fraction(missing, len(owed))) if owed else None
    return StockShown(day, missing, len(owed), share)


def _exempt(row: CitizenCaseRow, day: date) -> bool:
    return any(each.start <= day and (each.to is None or day < each.to) for each in row.absences)


class InterviewQuota(Struct, frozen=True, forbid_unknown_fields=True):
    """The citizens registered from the first to the last day, both counted."""

    from_day: date
    to_day: date


class QuotaShown(Struct, frozen=True):
    """Whole courses of interviews among the cohort, and the first ones, which all are owed."""

    citizens: int
    complete: int
    share: PerMille | None
    needed_percent: int
    reached: bool | None
    first_interviews: int
    first_in_time: int


def interview_quota(desk: Desk, params: InterviewQuota) -> QuotaShown:
    """Return the quota of a cohort (Act 1750 of 2025: at least 75 percent)."""
    rows = desk.rows(
        DEADLINES,
        "rule_key LIKE 'interview.%%' AND status <> 'withdrawn'"
        " AND trigger_day BETWEEN %(from_day)s AND %(to_day)s",
        {"from_day": params.from_day, "to_day": params.to_day},
    )
    counted = [row for row in rows if row.rule_key.startswith("interview.count_")]
    first = [row for row in rows if row.rule_key == "interview.first"]
    done: Mapping[str, bool] = {
        case: all(_in_time(row) for row in counted if row.case_id == case)
        for case in {row.case_id for row in counted}
    }
    needed = desk.rules.rule("interview.quota", params.from_day).number
    return quota(
        len(done), sum(done.values()), needed, (len(first), sum(_in_time(row) for row in first))
    )


def quota(citizens: int, complete: int, needed: int, first: tuple[int, int]) -> QuotaShown:
    """Say whether a cohort reached its quota, by the share that is not rounded."""
    share = Fraction(complete, citizens) if citizens else None
    reached = None if share is None else share >= Fraction(needed, 100)
    return QuotaShown(
        citizens=citizens,
        complete=complete,
        share=None if share is None else shown(share),
        needed_percent=needed,
        reached=reached,
        first_interviews=first[0],
        first_in_time=first[1],
    )


def _in_time(row: DeadlineRow) -> bool:
    return row.status == "met" and row.late_by_days == 0
