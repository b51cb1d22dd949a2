"""What mediation comes to (K-10, O-07): answers in time, time to fill, and who is to be thanked.

A hire is credited to the unit that got the order and to the centre whose candidate was hired, on
both sides of the same hire; the jobcenter counts it once.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from services.offers.views.job_order_list import JOB_ORDER_LIST, JobOrderRow
from services.offers.views.reporting_rate import percent
from shared.casework.declare import Desk
from shared.law.deadline_list import DEADLINES, DeadlineRow

_HOUR: Final = timedelta(hours=1)


class MediationDays(Struct, frozen=True, forbid_unknown_fields=True):
    """Orders received from the first to the last day, both counted."""

    from_day: date
    to_day: date


class Credit(Struct, frozen=True):
    """Hires one unit has part in: on orders it got, and of candidates it proposed."""

    unit: str
    obtained: int
    candidates: int


class MediationShown(Struct, frozen=True, kw_only=True):
    """The figures of a stretch of days; `hours_to_fill` is that of half the filled orders at most.

    `answered_in_time` is a share of what was asked and had to be answered by today.
    """

    orders: int
    open: int
    filled: int
    positions: int
    hires: int
    hours_to_fill: int | None
    asked: int
    answered_in_time: int
    in_time_percent: str | None
    credits: tuple[Credit, ...]


_RECEIVED: Final = "received_on between %(from_day)s and %(to_day)s"
_ASKED: Final = "rule_key = 'order.answer' and status <> 'withdrawn'"


def mediation(desk: Desk, params: MediationDays) -> MediationShown:
    """Return what came of the orders of these days."""
    asked = {"from_day": params.from_day, "to_day": params.to_day}
    rows = desk.rows(JOB_ORDER_LIST, _RECEIVED, asked)
    cases = {"cases": [str(row.job_order) for row in rows]}
    answers = desk.rows(DEADLINES, f"{_ASKED} and case_id = any(%(cases)s)", cases)
    return figures(rows, [each for each in answers if _due(each, desk.today)])


def _due(answer: DeadlineRow, today: date) -> bool:
    return answer.met_on is not None or answer.timely_until < today


def figures(rows: Sequence[JobOrderRow], answers: Sequence[DeadlineRow]) -> MediationShown:
    """Count orders, hires and answers."""
    filled = [row for row in rows if row.status == "filled"]
    hours = sorted(
        (row.closed_at - row.received_at) // _HOUR for row in filled if row.closed_at is not None
    )
    in_time = sum(each.met_on is not None and not each.late_by_days for each in answers)
    return MediationShown(
        orders=len(rows),
        open=sum(row.status == "open" for row in rows),
        filled=len(filled),
        positions=sum(row.positions for row in rows),
        hires=sum(row.filled for row in rows),
        hours_to_fill=hours[(len(hours) - 1) // 2] if hours else None,
        asked=len(answers),
        answered_in_time=in_time,
        in_time_percent=percent(in_time, len(answers)),
        credits=_credits(rows),
    )


def _credits(rows: Sequence[JobOrderRow]) -> tuple[Credit, ...]:
    obtained = Counter[str]()
    candidates = Counter[str]()
    for row in rows:
        obtained[row.obtained_by] += row.filled
        candidates.update(place.centre for place in row.places if place.centre is not None)
    units = sorted(set(+obtained) | set(candidates))
    return tuple(Credit(unit, obtained[unit], candidates[unit]) for unit in units)
