"""What interpreters cost (V-20): by month and centre; offers commits each in the account.

A booking that was taken back, or whose interview was called off, costs nothing; one moved to
another day is counted there. The centre is the one that answers for the citizen's case.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.cancellation import InterviewCancelled
from services.visitation.domain.contact_course import InterviewWithdrawn, SummonsCorrected
from services.visitation.domain.reception_visit_events import (
    InterpreterBooked,
    ReceptionStepWithdrawn,
)
from services.visitation.views.owners import NOBODY, owners_of
from shared.casework.declare import Desk
from shared.clock import local_date
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_IN_VISIT: Final = "interpreter_booked"


class Booking(Struct, frozen=True):
    """One conversation with an interpreter; the price in øre, None while nobody knows it."""

    day: date
    language: str
    on_duty: bool
    price_ore: int | None


class InterpreterRow(Struct, frozen=True):
    """The interpreters of one case or visit."""

    case: UUID
    citizen: UUID
    bookings: tuple[Booking, ...] = ()


_READ: Final = (
    InterpreterBooked,
    ReceptionStepWithdrawn,
    InterviewCancelled,
    InterviewWithdrawn,
    SummonsCorrected,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the case or visit a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(
    key: RowKey, row: InterpreterRow | None, recorded: Recorded[Any]
) -> InterpreterRow | None:
    """Return the bookings after a fact."""
    event = recorded.event
    if isinstance(event, InterpreterBooked):
        row = row or InterpreterRow(key[0], event.citizen)
        day = local_date(event.at)
        booking = Booking(day, event.language, event.on_duty, event.price_ore)
        return replace(row, bookings=(*row.bookings, booking))
    return None if row is None else replace(row, bookings=_left(row.bookings, event))


def _left(bookings: tuple[Booking, ...], event: object) -> tuple[Booking, ...]:
    match event:
        case ReceptionStepWithdrawn(step=step):
            return bookings[:-1] if step == _IN_VISIT else bookings
        case InterviewCancelled(day=day):
            return tuple(each for each in bookings if each.day != day or each.on_duty)
        case InterviewWithdrawn(held_on=day):
            return tuple(each for each in bookings if each.day != day or not each.on_duty)
        case SummonsCorrected(was_day=was, day=day):
            return tuple(
                replace(each, day=day) if each.day == was and not each.on_duty else each
                for each in bookings
            )
        case _:
            return bookings


INTERPRETER_LIST: Final = View[InterpreterRow](
    name="interpreter_list",
    version=1,
    row=InterpreterRow,
    key=("case",),
    touches=touches,
    project=project,
)


class InterpreterDays(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of days, the first and the last counted."""

    from_day: date
    to_day: date


class InterpreterCost(Struct, frozen=True):
    """What interpreters cost one centre in a month, in øre; `without_price` are not in it."""

    month: str
    centre: str | None
    conversations: int
    cost_ore: int
    without_price: int


def interpreter_costs(desk: Desk, params: InterpreterDays) -> list[InterpreterCost]:
    """Return what interpreters cost, month by month and centre by centre."""
    rows = desk.rows(INTERPRETER_LIST)
    who = owners_of(desk, (row.citizen for row in rows))
    found = [
        (f"{each.day:%Y-%m}", who.get(row.citizen, NOBODY).centre, each)
        for row in rows
        for each in row.bookings
        if params.from_day <= each.day <= params.to_day
    ]
    return summed(found)


def summed(found: Sequence[tuple[str, str | None, Booking]]) -> list[InterpreterCost]:
    """Sum conversations and prices by month and centre."""
    by_place: dict[tuple[str, str | None], list[Booking]] = {}
    for month, centre, booking in found:
        by_place.setdefault((month, centre), []).append(booking)
    places = sorted(by_place, key=lambda place: (place[0], place[1] or ""))
    return [
        InterpreterCost(
            month=month,
            centre=centre,
            conversations=len(by_place[month, centre]),
            cost_ore=sum(each.price_ore or 0 for each in by_place[month, centre]),
            without_price=sum(each.price_ore is None for each in by_place[month, centre]),
        )
        for month, centre in places
    ]
