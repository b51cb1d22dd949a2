"""A citizen's place in an activity: booked, and then attended or not.

Each place is a name that one booking holds, so an activity is never overbooked, whoever books.
A booking is an offer to the citizen: staying away is recorded, and no sanction follows from it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Claim,
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact

CancelledBy: TypeAlias = Literal["citizen", "jobcenter"]


class BookPlace(Order, frozen=True):
    """Book the citizen to the activity."""

    activity: UUID
    citizen: UUID


class CancelBooking(Order, frozen=True):
    """Give the place back before the activity."""

    by: CancelledBy


class RecordActivityAttendance(Order, frozen=True):
    """Say whether the citizen came."""

    attended: bool


class WithdrawActivityAttendance(Order, frozen=True):
    """Take back what was said about the citizen's coming."""


class PlaceBooked(Fact, frozen=True, tag="visitation.place_booked"):
    """The citizen has this place in the activity."""

    citizen: UUID
    activity: UUID
    kind: str
    at: datetime
    seat: int


class BookingCancelled(Fact, frozen=True, tag="visitation.booking_cancelled"):
    """The place is free again."""

    citizen: UUID
    activity: UUID
    by: CancelledBy


class ActivityAttended(Fact, frozen=True, tag="visitation.activity_attended"):
    """The citizen came, or did not."""

    citizen: UUID
    activity: UUID
    attended: bool


class ActivityAttendanceWithdrawn(
    Fact, frozen=True, tag="visitation.activity_attendance_withdrawn"
):
    """Nothing is said about the citizen's coming any more."""

    citizen: UUID
    activity: UUID


Command: TypeAlias = (
    BookPlace | CancelBooking | RecordActivityAttendance | WithdrawActivityAttendance
)
Event: TypeAlias = PlaceBooked | BookingCancelled | ActivityAttended | ActivityAttendanceWithdrawn


class NotBooked(Struct, frozen=True):
    """The citizen has no place."""


class Booking(Struct, frozen=True):
    """A place, and whether the citizen came (None: not said)."""

    booked: PlaceBooked
    attended: bool | None = None
    cancelled: bool = False


State: TypeAlias = NotBooked | Booking


class BookingFacts(Struct, frozen=True):
    """What the booking cannot know itself.

    `seat` is a place that is free (None: none is); `at` is None where no such activity is planned.
    """

    now: datetime
    kind: str = ""
    at: datetime | None = None
    seat: int | None = None


def blocks(command_type: type[Order], state: State, facts: BookingFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotBooked():
            return () if command_type is BookPlace else ("not_booked",)
        case Booking() if command_type is BookPlace:
            return ("already_booked",)
        case Booking(cancelled=True):
            return ("booking_cancelled",)
        case Booking(booked, attended):
            begun = facts.now >= booked.at
            rules = {
                "activity_has_begun": command_type is CancelBooking and begun,
                "activity_not_begun": command_type is RecordActivityAttendance and not begun,
                "attendance_not_recorded": command_type is WithdrawActivityAttendance
                and attended is None,
                "attendance_already_recorded": command_type is RecordActivityAttendance
                and attended is not None,
            }
            return tuple(code for code, is_broken in rules.items() if is_broken)


def decide(command: Order, state: State, facts: BookingFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case BookPlace(activity, citizen), NotBooked():
            return _booked(activity, citizen, facts)
        case CancelBooking(by), Booking(booked):
            return [
                BookingCancelled(booked.citizen, booked.activity, by),
                Release(seat_of(booked.activity, booked.seat)),
                Release(place_of(booked.activity, booked.citizen)),
            ]
        case RecordActivityAttendance(attended), Booking(booked):
            return [ActivityAttended(booked.citizen, booked.activity, attended)]
        case WithdrawActivityAttendance(), Booking(booked):
            return [ActivityAttendanceWithdrawn(booked.citizen, booked.activity)]
        case _:
            return not_allowed_now()


def _booked(activity: UUID, citizen: UUID, facts: BookingFacts) -> Sequence[Decision]:
    if facts.at is None:
        raise Rejected("activity_not_planned")
    if facts.now >= facts.at:
        raise Rejected("activity_has_begun")
    if facts.seat is None:
        raise Rejected("activity_full")
    return [
        Claim(place_of(activity, citizen), refusal="already_booked"),
        Claim(seat_of(activity, facts.seat), refusal="seat_taken"),
        PlaceBooked(citizen, activity, facts.kind, facts.at, facts.seat),
    ]


def evolve(state: State, event: Fact) -> State:
    """Return the booking after a fact."""
    match event, state:
        case PlaceBooked(), _:
            return Booking(event)
        case BookingCancelled(), Booking():
            return replace(state, cancelled=True)
        case ActivityAttended(attended=attended), Booking():
            return replace(state, attended=attended)
        case ActivityAttendanceWithdrawn(), Booking():
            return replace(state, attended=None)
        case _:
            return state


def seat_of(activity: UUID, seat: int) -> str:
    """Return the name of a place in an activity."""
    return f"activity_seat:{activity}:{seat}"


def place_of(activity: UUID, citizen: UUID) -> str:
    """Return the name of a citizen's one place in an activity."""
    return f"activity_place:{activity}:{citizen}"


activity_booking: Final = Decider[Order, State, BookingFacts](
    case_type="activity_booking",
    initial=NotBooked(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
