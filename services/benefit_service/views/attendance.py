"""Which scheduled days a participant came and which not, day by day (offers' facts)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from services.benefit_service.messages import AttendanceCorrected, AttendanceRecorded, DayAttended
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

# Only an absence that the supplier calls a no-show, or does not name, can cost a citizen anything.
UNEXCUSED = frozenset({None, "no_show"})


class AttendanceRow(Struct, frozen=True):
    """One day at a placement as it is known now, and the fact that tells it."""

    placement: UUID
    day: date
    citizen: UUID
    scheduled: bool
    present: bool
    excused: bool
    told_by: UUID


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the days a fact is about."""
    match recorded.event:
        case AttendanceRecorded(_, placement, days):
            return [(placement, one.day) for one in days]
        case AttendanceCorrected(_, placement, day):
            return [(placement, day)]
        case _:
            return []


def project(
    key: RowKey, row: AttendanceRow | None, recorded: Recorded[Any]
) -> AttendanceRow | None:
    """Give the day after a fact."""
    _, day = key
    match recorded.event:
        case AttendanceRecorded(citizen, _, days):
            told = next(one for one in days if one.day == day)
        case AttendanceCorrected(citizen, _, _, scheduled, present, absence_kind):
            told = DayAttended(day, scheduled, present, absence_kind)
        case _:
            return row
    return AttendanceRow(
        placement=key[0],
        day=day,
        citizen=citizen,
        scheduled=told.scheduled,
        present=told.present,
        excused=not told.present and told.absence_kind not in UNEXCUSED,
        told_by=recorded.meta.event_id,
    )


ATTENDANCE = View(
    name="attendance",
    version=1,
    row=AttendanceRow,
    key=("placement", "day"),
    touches=touches,
    project=project,
    follows=("offers",),
)
