"""A time at which a case worker, or a team, can hold an interview, offered for citizens to book."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.assignment import PlaceName
from services.visitation.domain.codes import EmployeeId
from shared.clock import local_date
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Claim,
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Minutes: TypeAlias = Annotated[int, Meta(ge=5, le=240)]
NoLonger: TypeAlias = Literal["case_worker_away", "offered_by_mistake", "other"]


class OfferInterviewTime(Order, frozen=True):
    """Offer a time for an interview; with no owner anybody of the team holds it."""

    at: Moment
    minutes: Minutes
    team: PlaceName
    centre: PlaceName
    owner: EmployeeId | None = None


class WithdrawInterviewTime(Order, frozen=True):
    """Offer the time no longer; one that is booked stays."""

    reason: NoLonger


class InterviewTimeOffered(Fact, frozen=True, tag="visitation.interview_time_offered"):
    """Citizens of that owner or team may book this time (UTC); `day` is its Copenhagen day."""

    at: datetime
    day: date
    minutes: int
    team: str
    centre: str
    owner: str | None


class InterviewTimeWithdrawn(Fact, frozen=True, tag="visitation.interview_time_withdrawn"):
    """The time is not offered any more."""

    reason: NoLonger


Command: TypeAlias = OfferInterviewTime | WithdrawInterviewTime
Event: TypeAlias = InterviewTimeOffered | InterviewTimeWithdrawn


class NotOffered(Struct, frozen=True):
    """Nobody has offered this time."""


class InterviewTime(Struct, frozen=True):
    """A time, and whether it is still offered."""

    offered: InterviewTimeOffered
    withdrawn: bool = False


State: TypeAlias = NotOffered | InterviewTime


class TimeFacts(Struct, frozen=True):
    """What the time cannot know itself: the moment, and its own id."""

    now: datetime
    time: UUID


def blocks(command_type: type[Order], state: State, _facts: TimeFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    match state:
        case NotOffered():
            return () if command_type is OfferInterviewTime else ("time_not_offered",)
        case InterviewTime() if command_type is OfferInterviewTime:
            return ("time_already_offered",)
        case InterviewTime(withdrawn=withdrawn):
            return ("time_not_offered",) if withdrawn else ()


def decide(command: Order, state: State, facts: TimeFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case OfferInterviewTime(at, minutes, team, centre, owner), NotOffered():
            if at <= facts.now:
                raise Rejected("time_has_passed")
            moment = at.astimezone(UTC)
            return [InterviewTimeOffered(moment, local_date(at), minutes, team, centre, owner)]
        case WithdrawInterviewTime(reason), InterviewTime():
            return [claim_of(facts.time), InterviewTimeWithdrawn(reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the time after a fact."""
    match event, state:
        case InterviewTimeOffered(), _:
            return InterviewTime(event)
        case InterviewTimeWithdrawn(), InterviewTime():
            return replace(state, withdrawn=True)
        case _:
            return state


def name_of(time: UUID) -> str:
    """Return the name that only one booking, or the withdrawal, of a time may hold."""
    return f"interview_time:{time}"


def claim_of(time: UUID) -> Claim:
    """Return the claim on a time."""
    return Claim(name_of(time), refusal="time_taken")


interview_time: Final = Decider[Order, State, TimeFacts](
    case_type="interview_time",
    initial=NotOffered(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
