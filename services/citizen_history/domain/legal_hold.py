"""A legal hold: while it stands, nothing about the citizen is erased.

Law: databeskyttelsesforordningen art. 17(3)(b) and (e); forvaltningsloven, offentlighedsloven § 13.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Decision, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event

HoldGround: TypeAlias = Literal[
    "court_case", "complaint_pending", "supervision", "police_report", "archive_duty"
]


class PlaceLegalHold(Command, frozen=True):
    """Keep everything about a citizen until the hold is lifted."""

    citizen: UUID
    ground: HoldGround


class LiftLegalHold(Command, frozen=True):
    """What the hold was for is over, or it was placed on the wrong citizen."""

    reason: Literal["concluded", "wrong_citizen"]


class LegalHoldPlaced(Event, frozen=True, tag="citizen_history.legal_hold_placed"):
    """Nothing about the citizen may be erased from now on."""

    citizen: UUID
    ground: HoldGround


class LegalHoldLifted(Event, frozen=True, tag="citizen_history.legal_hold_lifted"):
    """The hold no longer stands."""

    citizen: UUID
    reason: str


class Free(Struct, frozen=True):
    """No hold stands."""


class Held(Struct, frozen=True):
    """A hold stands."""

    citizen: UUID
    ground: HoldGround


State: TypeAlias = Free | Held


class Facts(Struct, frozen=True):
    """Nothing more than the state is needed."""


def blocks(command: type[Command], state: State, _facts: Facts) -> tuple[str, ...]:
    """List why an order about a hold is not allowed now."""
    if command is PlaceLegalHold:
        return ("legal_hold_stands",) if isinstance(state, Held) else ()
    if not isinstance(state, Held):
        return ("no_legal_hold",)
    return ()


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Place or lift a hold."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case PlaceLegalHold(citizen, ground), _:
            return [LegalHoldPlaced(citizen, ground)]
        case LiftLegalHold(reason), Held(citizen):
            return [LegalHoldLifted(citizen, reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Say whether a hold stands after a fact."""
    match event:
        case LegalHoldPlaced(citizen, ground):
            return Held(citizen, ground)
        case LegalHoldLifted():
            return Free()
        case _:
            return state


LEGAL_HOLD: Decider[Command, State, Facts] = Decider(
    case_type="legal_hold",
    initial=Free(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
