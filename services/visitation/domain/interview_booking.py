"""A citizen books one of the offered times for the interview the citizen is summoned to (C.8).

Law: LAB §§ 16-18. The summons goes with the booking, by a fact in the citizen's case; the deadline
of the law does not, so no time after it can be booked. A citizen books, and moves, only for itself.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from services.visitation.domain.interview_time import claim_of, name_of
from shared.clock import local_date
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
from shared.privacy.personal import ContactData

BookedBy: TypeAlias = Literal["citizen", "jobcenter"]


class BookInterviewTime(Order, frozen=True):
    """Book an offered time for the interview the citizen is summoned to."""

    time: UUID
    citizen: UUID


class MoveInterviewBooking(Order, frozen=True):
    """Take another of the offered times instead."""

    time: UUID


class WithdrawInterviewBooking(Order, frozen=True):
    """Take the booking back as made by mistake; the summons is again where it was before."""

    reason: Text


class InterviewTimeBooked(Fact, frozen=True, tag="visitation.interview_time_booked"):
    """The citizen comes at this time; `was_at` is where the summons was, and `round` which one."""

    citizen: UUID
    citizen_case: UUID
    time: UUID
    at: datetime
    was_at: datetime
    round: int
    by: BookedBy


class InterviewBookingMoved(Fact, frozen=True, tag="visitation.interview_booking_moved"):
    """The citizen comes at another of the offered times."""

    citizen: UUID
    citizen_case: UUID
    time: UUID
    at: datetime
    was_time: UUID
    was_at: datetime
    by: BookedBy


class InterviewBookingWithdrawn(Fact, frozen=True, tag="visitation.interview_booking_withdrawn"):
    """The booking does not count; the summons goes back to `at` from `was_at`."""

    citizen: UUID
    citizen_case: UUID
    time: UUID
    at: datetime
    was_at: datetime
    reason: ContactData[str]


Command: TypeAlias = BookInterviewTime | MoveInterviewBooking | WithdrawInterviewBooking
Step: TypeAlias = InterviewTimeBooked | InterviewBookingMoved
Event: TypeAlias = Step | InterviewBookingWithdrawn


class NotBooked(Struct, frozen=True):
    """Nothing is booked."""


class Booking(Struct, frozen=True):
    """What was booked first, and the time it is now."""

    first: InterviewTimeBooked
    time: UUID
    at: datetime
    withdrawn: bool = False


State: TypeAlias = NotBooked | Booking


class BookingFacts(Struct, frozen=True):
    """What the booking cannot know itself.

    `own`: who orders is staff, or the citizen it is about; `summoned_at`: when the summons that
    waits is (None: none does), `round` its number in the course; `interpreter`: one is booked for
    it; `offered_at`: when the time asked for is (None: it is not offered to this citizen);
    `last_day`: the last day that may be booked; `notice`: how many days before both times.
    """

    now: datetime
    by: BookedBy = "jobcenter"
    own: bool = True
    citizen_case: UUID | None = None
    summoned_at: datetime | None = None
    round: int = 0
    interpreter: bool = False
    offered_at: datetime | None = None
    last_day: date | None = None
    notice: int = 0
    law_refusal: Code | None = None


def blocks(command_type: type[Order], state: State, facts: BookingFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    if not facts.own:
        return ("not_your_own_booking",)
    match state:
        case NotBooked():
            return () if command_type is BookInterviewTime else ("interview_not_booked",)
        case Booking() if command_type is BookInterviewTime:
            return ("interview_already_booked",)
        case Booking(withdrawn=True):
            return ("interview_not_booked",)
        case Booking():
            return ()


def decide(command: Order, state: State, facts: BookingFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case BookInterviewTime(time, citizen), NotBooked():
            case, was_at, at = _free(facts, facts.summoned_at)
            booked = InterviewTimeBooked(citizen, case, time, at, was_at, facts.round, facts.by)
            return [_round_of(booked), claim_of(time), booked]
        case MoveInterviewBooking(time), Booking(first, was_time, was_at):
            if time == was_time:
                raise Rejected("interview_already_booked")
            case, _, at = _free(facts, was_at)
            moved = InterviewBookingMoved(first.citizen, case, time, at, was_time, was_at, facts.by)
            return [Release(name_of(was_time)), claim_of(time), moved]
        case WithdrawInterviewBooking(reason), Booking(first, time, at):
            back = InterviewBookingWithdrawn(
                first.citizen, first.citizen_case, time, first.was_at, at, reason
            )
            return [Release(name_of(time)), Release(_round_of(first).name), back]
        case _:
            return not_allowed_now()


def _free(facts: BookingFacts, expected: datetime | None) -> tuple[UUID, datetime, datetime]:
    """Return the case, the time of the summons and the new time, or say why it cannot be taken."""
    was_at, at, case = facts.summoned_at, facts.offered_at, facts.citizen_case
    if case is None or was_at is None or was_at != expected:
        raise Rejected("not_summoned")
    if facts.interpreter:
        raise Rejected("interpreter_is_booked")
    if at is None or at <= facts.now:
        raise Rejected("time_not_offered")
    if facts.law_refusal:
        raise Rejected(facts.law_refusal)
    days = (local_date(min(was_at, at)) - local_date(facts.now)).days
    if was_at <= facts.now or days < facts.notice:
        raise Rejected("too_late_to_book")
    if facts.last_day is not None and local_date(at) > facts.last_day:
        raise Rejected("after_the_deadline", detail={"last_day": facts.last_day.isoformat()})
    return case, was_at, at


def _round_of(booked: InterviewTimeBooked) -> Claim:
    """Return the claim on a summons: it is booked once, and moved after that."""
    name = f"interview_booking:{booked.citizen_case}:{booked.round}"
    return Claim(name, refusal="interview_already_booked")


def evolve(state: State, event: Fact) -> State:
    """Return the booking after a fact."""
    match event, state:
        case InterviewTimeBooked(time=time, at=at), _:
            return Booking(event, time, at)
        case InterviewBookingMoved(time=time, at=at), Booking():
            return replace(state, time=time, at=at)
        case InterviewBookingWithdrawn(), Booking():
            return replace(state, withdrawn=True)
        case _:
            return state


interview_booking: Final = Decider[Order, State, BookingFacts](
    case_type="interview_booking",
    initial=NotBooked(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
