"""The times offered for interviews: which are free, and who booked the others."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.interview_booking import (
    InterviewBookingMoved,
    InterviewBookingWithdrawn,
    InterviewTimeBooked,
)
from services.visitation.domain.interview_time import InterviewTimeOffered, InterviewTimeWithdrawn
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class InterviewTimeRow(Struct, frozen=True):
    """One offered time, and the booking that holds it."""

    time: UUID
    at: datetime
    day: date
    minutes: int
    team: str
    centre: str
    owner: str | None
    offered: bool = True
    booking: UUID | None = None
    citizen: UUID | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the times a fact is about: two when a booking moved."""
    match recorded.event:
        case InterviewTimeOffered() | InterviewTimeWithdrawn():
            return [(UUID(recorded.case_id),)]
        case InterviewTimeBooked(time=time) | InterviewBookingWithdrawn(time=time):
            return [(time,)]
        case InterviewBookingMoved(time=time, was_time=was):
            return [(time,), (was,)]
        case _:
            return []


def project(
    key: RowKey, row: InterviewTimeRow | None, recorded: Recorded[Any]
) -> InterviewTimeRow | None:
    """Return the time's row after a fact."""
    event = recorded.event
    if isinstance(event, InterviewTimeOffered):
        return InterviewTimeRow(time=key[0], **structs.asdict(event))
    match event:
        case _ if row is None:
            return None
        case InterviewTimeWithdrawn():
            return replace(row, offered=False)
        case InterviewTimeBooked() | InterviewBookingMoved() if event.time == key[0]:
            return replace(row, booking=UUID(recorded.case_id), citizen=event.citizen)
        case InterviewBookingMoved() | InterviewBookingWithdrawn():
            return replace(row, booking=None, citizen=None)
        case _:
            return row


INTERVIEW_TIMES: Final = View[InterviewTimeRow](
    name="interview_times",
    version=1,
    row=InterviewTimeRow,
    key=("time",),
    touches=touches,
    project=project,
    indexes=(("day",), ("citizen",)),
)


class InterviewTimes(Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the offered times are asked for; `free` true are those nobody booked."""

    from_day: date | None = None
    to_day: date | None = None
    owner: str | None = None
    team: str | None = None
    citizen: UUID | None = None
    free: bool | None = None
    limit: Limit = 100
    skip: Skip = 0


_FILTERS: Final = {
    "offered": "offered",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
    "owner": "owner = %(owner)s",
    "team": "team = %(team)s",
    "citizen": "citizen = %(citizen)s",
    "free": "(booking is null) = %(free)s",
}


def interview_times(desk: Desk, params: InterviewTimes) -> list[InterviewTimeRow]:
    """Return the times asked for, the earliest first."""
    asked = structs.asdict(params) | {"offered": True}
    return desk.rows(INTERVIEW_TIMES, where(_FILTERS, asked, "at, time"), asked)
