"""How long citizens wait from first contact to a notice of eligibility (K-08)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.domain.benefit_events import (
    EligibilityNoticeCalledOff,
    EligibilityNoticeOwedAgain,
    FirstContactCorrected,
    FirstContactNoted,
    JobcenterNotifiedOfEligibility,
)
from services.benefit_service.views.reading import case_of, percent
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_NINE_TENTHS = 9
_TENTHS = 10


class WaitRow(Struct, frozen=True):
    """One benefit case: the contact that is answered, and the first notice to the jobcenter.

    `called_off` while no notice is owed: the case is closed, or others pay the benefit.
    """

    benefit_case: UUID
    citizen: UUID
    benefit_basis: str
    first_contact_on: date
    notified_on: date | None = None
    called_off: bool = False

    @property
    def days(self) -> int | None:
        """Return the days waited; None while the citizen still waits."""
        if self.notified_on is None:
            return None
        return (self.notified_on - self.first_contact_on).days


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the benefit case a fact stands in."""
    return case_of(recorded, "benefit_case")


def project(key: RowKey, row: WaitRow | None, recorded: Recorded[Any]) -> WaitRow | None:
    """Give the case's row after a fact; a later notice on a new application does not count."""
    match recorded.event, row:
        case FirstContactNoted(citizen, _, basis, on), _:
            return WaitRow(key[0], citizen, basis, on)
        case FirstContactCorrected(_, _, basis, on), WaitRow():
            return replace(row, benefit_basis=basis, first_contact_on=on, called_off=False)
        case EligibilityNoticeCalledOff(), WaitRow():
            return replace(row, called_off=True)
        case EligibilityNoticeOwedAgain(from_day=day), WaitRow():
            return replace(row, first_contact_on=day, called_off=False)
        case JobcenterNotifiedOfEligibility(), WaitRow(notified_on=None):
            return replace(row, notified_on=recorded.meta.effective_on)
        case _:
            return row


class WaitParams(Struct, frozen=True):
    """The period of first contacts to measure; `to` is not counted. Left out: all."""

    since: date | None = None
    to: date | None = None


class Waits(Struct, frozen=True):
    """The days from contact to notice; those who still wait are counted beside, never as 0.

    Whose notice was called off, and never came, is counted nowhere.
    The median of an even number is the mean of the two in the middle; p90 is the nearest rank.
    """

    notified: int
    waiting: int
    median_days: Decimal | None
    p90_days: int | None
    same_day_percent: Decimal | None
    in_time_percent: Decimal | None
    limit_days: int


def measured(rows: list[WaitRow], limit_days: int) -> Waits:
    """Measure the waits against the number of days the law allows."""
    days = sorted(row.days for row in rows if row.days is not None)
    count = len(days)
    return Waits(
        notified=count,
        waiting=sum(row.days is None and not row.called_off for row in rows),
        median_days=_median(days),
        p90_days=days[-(-_NINE_TENTHS * count // _TENTHS) - 1] if days else None,
        same_day_percent=percent(sum(one == 0 for one in days), count),
        in_time_percent=percent(sum(one <= limit_days for one in days), count),
        limit_days=limit_days,
    )


def _median(days: list[int]) -> Decimal | None:
    if not days:
        return None
    low, high = days[(len(days) - 1) // 2], days[len(days) // 2]
    return Decimal(low + high) / 2


def ask(desk: Desk, params: WaitParams) -> Waits:
    """Measure how long citizens waited."""
    rows = desk.rows(
        ELIGIBILITY_TIMES,
        "(%(since)s::date IS NULL OR first_contact_on >= %(since)s)"
        " AND (%(to)s::date IS NULL OR first_contact_on < %(to)s)",
        {"since": params.since, "to": params.to},
    )
    return measured(rows, desk.rules.rule("eligibility.notice", params.since or desk.today).number)


ELIGIBILITY_TIMES = View(
    name="eligibility_times",
    version=2,
    row=WaitRow,
    key=("benefit_case",),
    touches=touches,
    project=project,
    indexes=(("first_contact_on",),),
)
WAITS = Query(
    name="eligibility_times",
    path="/eligibility-times",
    params=WaitParams,
    answer=Waits,
    run=ask,
)
