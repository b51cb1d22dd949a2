"""How many of the absences on the attendance sheets each supplier also reported (K-09)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.offers.domain.attendance_sheet import (
    AttendanceCorrected,
    AttendanceRecorded,
    Attended,
)
from services.offers.domain.no_show import NoShowReported, NoShowWithdrawn
from services.offers.views.filters import conditions
from services.offers.views.placement_list import own_supplier
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class AbsenceRow(Struct, frozen=True):
    """One day of one placement that the sheet calls an absence, or that was reported as one."""

    placement: UUID
    day: date
    supplier: str
    recorded: bool = False
    reported: bool = False


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the days a fact is about."""
    match recorded.event:
        case AttendanceRecorded(placement=placement, days=days):
            return [(placement, each.day) for each in days]
        case (
            AttendanceCorrected(placement=placement, day=day)
            | NoShowReported(placement=placement, day=day)
            | NoShowWithdrawn(placement=placement, day=day)
        ):
            return [(placement, day)]
        case _:
            return []


def project(key: RowKey, row: AbsenceRow | None, recorded: Recorded[Any]) -> AbsenceRow | None:
    """Return the day's row after a fact; a day that is neither recorded nor reported has none."""
    placement, day = key
    match recorded.event:
        case AttendanceRecorded(supplier=supplier, days=days):
            absent = any(each.unexcused for each in days if each.day == day)
            return _kept(row or AbsenceRow(placement, day, supplier), recorded=absent)
        case AttendanceCorrected(supplier=supplier) as event:
            right = Attended(day, event.scheduled, event.present, event.absence_kind)
            return _kept(row or AbsenceRow(placement, day, supplier), recorded=right.unexcused)
        case NoShowReported(supplier=supplier):
            return _kept(row or AbsenceRow(placement, day, supplier), reported=True)
        case NoShowWithdrawn() if row:
            return _kept(row, reported=False)
        case _:
            return row


def _kept(row: AbsenceRow, **changes: bool) -> AbsenceRow | None:
    changed = replace(row, **changes)
    return changed if changed.recorded or changed.reported else None


REPORTING_RATE: Final = View[AbsenceRow](
    name="reporting_rate",
    version=1,
    row=AbsenceRow,
    key=("placement", "day"),
    touches=touches,
    project=project,
    indexes=(("supplier", "day"),),
)


class ReportingRates(Struct, frozen=True, forbid_unknown_fields=True):
    """For which suppliers and days; `from_day` and `to_day` are both counted."""

    supplier: str | None = None
    from_day: date | None = None
    to_day: date | None = None


class SupplierRate(Struct, frozen=True):
    """A supplier's figure: `rate` is exact, `percent` is it shown half up with one decimal.

    `without_sheet` counts reports of days the sheet does not call an absence; they do not count
    for the rate.
    """

    supplier: str
    recorded: int
    reported: int
    without_sheet: int
    rate: str
    percent: str | None


_FILTERS: Final = {
    "supplier": "supplier = %(supplier)s",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
}


def reporting_rates(desk: Desk, params: ReportingRates) -> list[SupplierRate]:
    """Return each supplier's reporting rate; a supplier sees its own only."""
    asked = structs.asdict(params) | own_supplier(desk)
    by_supplier = defaultdict[str, list[AbsenceRow]](list)
    for row in desk.rows(REPORTING_RATE, conditions(_FILTERS, asked), asked):
        by_supplier[row.supplier].append(row)
    return [rate_of(supplier, by_supplier[supplier]) for supplier in sorted(by_supplier)]


def rate_of(supplier: str, rows: Sequence[AbsenceRow]) -> SupplierRate:
    """Count one supplier's absences and those of them that were reported."""
    recorded = sum(row.recorded for row in rows)
    reported = sum(row.recorded and row.reported for row in rows)
    return SupplierRate(
        supplier=supplier,
        recorded=recorded,
        reported=reported,
        without_sheet=sum(row.reported and not row.recorded for row in rows),
        rate=f"{reported}/{recorded}",
        percent=percent(reported, recorded),
    )


def percent(part: int, whole: int) -> str | None:
    """Write a share half up with one decimal: 1 of 8 is `12.5`; None where there is no whole."""
    if whole == 0:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"
