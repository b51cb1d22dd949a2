"""A job cafe or a workshop that citizens can be booked to: when, where, and how many places."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from services.visitation.domain.assignment import PlaceName
from services.visitation.domain.codes import Text
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact

ActivityKind: TypeAlias = Literal["job_cafe", "workshop", "citizen_network", "information_meeting"]
Places: TypeAlias = Annotated[int, Meta(ge=1, le=500)]
CancelReason: TypeAlias = Literal["too_few", "no_leader", "moved", "other"]


class PlanActivity(Order, frozen=True):
    """Plan an activity that citizens can be booked to."""

    kind: ActivityKind
    title: Text
    centre: PlaceName
    at: datetime
    places: Places


class CancelActivity(Order, frozen=True):
    """Call the activity off; its bookings count for nothing."""

    reason: CancelReason


class ActivityPlanned(Fact, frozen=True, tag="visitation.activity_planned"):
    """There will be an activity with so many places."""

    kind: ActivityKind
    title: str
    centre: str
    at: datetime
    places: int


class ActivityCancelled(Fact, frozen=True, tag="visitation.activity_cancelled"):
    """The activity is called off."""

    reason: CancelReason


Command: TypeAlias = PlanActivity | CancelActivity
Event: TypeAlias = ActivityPlanned | ActivityCancelled


class NotPlanned(Struct, frozen=True):
    """Nobody has planned this activity."""


class Activity(Struct, frozen=True):
    """A planned activity."""

    planned: ActivityPlanned
    cancelled: bool = False


State: TypeAlias = NotPlanned | Activity


class ActivityFacts(Struct, frozen=True):
    """What the activity cannot know itself: the moment."""

    now: datetime


def blocks(command_type: type[Order], state: State, _facts: ActivityFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    match state:
        case NotPlanned():
            return () if command_type is PlanActivity else ("activity_not_planned",)
        case Activity() if command_type is PlanActivity:
            return ("activity_already_planned",)
        case Activity(cancelled=cancelled):
            return ("activity_cancelled",) if cancelled else ()


def decide(command: Order, state: State, facts: ActivityFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case PlanActivity(kind, title, centre, at, places), NotPlanned():
            if at <= facts.now:
                raise Rejected("activity_in_the_past")
            return [ActivityPlanned(kind, title, centre, at, places)]
        case CancelActivity(reason), Activity():
            return [ActivityCancelled(reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the activity after a fact."""
    match event, state:
        case ActivityPlanned(), _:
            return Activity(event)
        case ActivityCancelled(), Activity(planned):
            return Activity(planned, cancelled=True)
        case _:
            return state


activity: Final = Decider[Order, State, ActivityFacts](
    case_type="activity",
    initial=NotPlanned(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
