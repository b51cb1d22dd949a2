"""Activities and who is booked to them: free places, and how many came (V-15)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.activity import ActivityCancelled, ActivityKind, ActivityPlanned
from services.visitation.domain.activity_booking import (
    ActivityAttendanceWithdrawn,
    ActivityAttended,
    BookingCancelled,
    Event,
    PlaceBooked,
)
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.clock import local_date
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class Seat(Struct, frozen=True):
    """One place that is taken: by whom, and whether the citizen came (None: not said)."""

    seat: int
    citizen: UUID
    booking: UUID
    attended: bool | None = None


class ActivityRow(Struct, frozen=True):
    """One activity with its seats."""

    activity: UUID
    kind: str
    title: str
    centre: str
    at: datetime
    day: date
    places: int
    free: int
    cancelled: bool = False
    seats: tuple[Seat, ...] = ()
    citizens: tuple[UUID, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the activity a fact is about."""
    if isinstance(recorded.event, ActivityPlanned | ActivityCancelled):
        return [(UUID(recorded.case_id),)]
    return [(recorded.event.activity,)] if isinstance(recorded.event, Event) else []


def project(key: RowKey, row: ActivityRow | None, recorded: Recorded[Any]) -> ActivityRow | None:
    """Return the activity's row after a fact."""
    event = recorded.event
    match event:
        case ActivityPlanned(kind, title, centre, at, places):
            return ActivityRow(key[0], kind, title, centre, at, local_date(at), places, places)
        case _ if row is None:
            return None
        case ActivityCancelled():
            return replace(row, cancelled=True)
        case PlaceBooked(citizen=citizen, seat=seat):
            return _seated(row, (*row.seats, Seat(seat, citizen, UUID(recorded.case_id))))
        case BookingCancelled(citizen=citizen):
            return _seated(row, tuple(each for each in row.seats if each.citizen != citizen))
        case ActivityAttended(citizen=citizen, attended=attended):
            return _seated(row, _said(row, citizen, attended))
        case ActivityAttendanceWithdrawn(citizen=citizen):
            return _seated(row, _said(row, citizen, None))
        case _:
            return row


def _said(row: ActivityRow, citizen: UUID, attended: bool | None) -> tuple[Seat, ...]:  # noqa: FBT001 - came, did not come, or not said
    return tuple(
        replace(each, attended=attended) if each.citizen == citizen else each for each in row.seats
    )


def _seated(row: ActivityRow, seats: tuple[Seat, ...]) -> ActivityRow:
    who = tuple(each.citizen for each in seats)
    return replace(row, seats=seats, citizens=who, free=row.places - len(seats))


ACTIVITIES: Final = View[ActivityRow](
    name="activities",
    version=1,
    row=ActivityRow,
    key=("activity",),
    touches=touches,
    project=project,
    indexes=(("day",),),
)


class Activities(Struct, frozen=True, forbid_unknown_fields=True):
    """Which activities are asked for; `citizen` those a citizen is booked to."""

    kind: ActivityKind | None = None
    centre: str | None = None
    citizen: UUID | None = None
    from_day: date | None = None
    to_day: date | None = None
    has_room: bool | None = None
    limit: Limit = 100
    skip: Skip = 0


_FILTERS: Final = {
    "kind": "kind = %(kind)s",
    "centre": "centre = %(centre)s",
    "citizen": "%(citizen)s = any(citizens)",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
    "has_room": "(free > 0 and not cancelled) = %(has_room)s",
}


def activities(desk: Desk, params: Activities) -> list[ActivityRow]:
    """Return the activities asked for, by time."""
    asked = structs.asdict(params)
    return desk.rows(ACTIVITIES, where(_FILTERS, asked, "at, activity"), asked)


class ActivityFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Activities from the first to the last day, both counted."""

    from_day: date
    to_day: date


class AttendanceShown(Struct, frozen=True):
    """How many were booked to one kind of activity, and how many of them came or stayed away."""

    kind: str
    activities: int
    booked: int
    came: int
    stayed_away: int
    not_said: int


def activity_attendance(desk: Desk, params: ActivityFigures) -> list[AttendanceShown]:
    """Return the attendance of activities that were held, by kind."""
    asked = structs.asdict(params)
    rows = desk.rows(ACTIVITIES, "not cancelled and day between %(from_day)s and %(to_day)s", asked)
    return [_attendance(kind, rows) for kind in sorted({row.kind for row in rows})]


def _attendance(kind: str, rows: Sequence[ActivityRow]) -> AttendanceShown:
    held = [row for row in rows if row.kind == kind]
    said = [seat.attended for row in held for seat in row.seats]
    return AttendanceShown(
        kind, len(held), len(said), said.count(True), said.count(False), said.count(None)
    )
