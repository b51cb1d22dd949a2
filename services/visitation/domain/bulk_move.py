"""Many cases moved at once: a person orders it, and each case is moved by a fact of its own.

The order names its cases, so nobody has to guess later what it reached. It is used when the state
half hands its cases over (one string from 1 August 2009), when a model of matching ends, and when a
case worker leaves. What cannot be moved stays where it is, and its refusal is kept.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.assignment import PersonId, PlaceName
from services.visitation.domain.codes import STATE_UNTIL
from services.visitation.domain.registration import past
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

MoveKind: TypeAlias = Literal["authority", "match_model", "owner"]
# So many cases fit into one reaction; the next order takes the next ones.
AT_ONCE: Final = 200


class OrderMove(Order, frozen=True):
    """Move the next cases that need it.

    They go to the one string, to the model of the day, or from `from_owner` to another owner,
    of this `team` and `centre`.
    """

    kind: MoveKind
    from_owner: PersonId | None = None
    owner: PersonId | None = None
    team: PlaceName | None = None
    centre: PlaceName | None = None
    on: date | None = None


class BulkMoveOrdered(Fact, frozen=True, tag="visitation.bulk_move_ordered"):
    """These cases are to be moved; `left` more still need it."""

    kind: MoveKind
    citizen_cases: tuple[UUID, ...]
    left: int
    owner: str | None
    team: str | None
    centre: str | None
    moves_on: date
    ordered_by: str


Command: TypeAlias = OrderMove
Event: TypeAlias = BulkMoveOrdered


class NotOrdered(Struct, frozen=True):
    """Nobody has ordered this move."""


class Ordered(Struct, frozen=True):
    """The move is ordered; each case tells what became of it."""

    move: BulkMoveOrdered


State: TypeAlias = NotOrdered | Ordered


class MoveFacts(Struct, frozen=True):
    """What the move cannot know itself: the day, who orders, and which cases need it."""

    today: date
    actor: str = ""
    needing: tuple[UUID, ...] = ()


def blocks(command_type: type[Order], state: State, _facts: MoveFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    del command_type
    return () if isinstance(state, NotOrdered) else ("move_already_ordered",)


def decide(command: Order, state: State, facts: MoveFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    if not isinstance(command, OrderMove):
        return not_allowed_now()
    day = past(command.on, facts.today)
    to = (command.owner, command.team, command.centre)
    if command.kind == "owner" and None in (command.from_owner, *to):
        raise Rejected("owner_to_move_to_missing")
    if command.kind == "authority" and day <= STATE_UNTIL:
        raise Rejected("two_halves_still_stand")
    if not facts.needing:
        raise Rejected("nothing_to_move")
    return [
        BulkMoveOrdered(
            kind=command.kind,
            citizen_cases=facts.needing[:AT_ONCE],
            left=len(facts.needing[AT_ONCE:]),
            owner=command.owner,
            team=command.team,
            centre=command.centre,
            moves_on=day,
            ordered_by=facts.actor,
        )
    ]


def evolve(state: State, event: Fact) -> State:
    """Return the move after a fact."""
    return Ordered(event) if isinstance(event, BulkMoveOrdered) else state


bulk_move: Final = Decider[Order, State, MoveFacts](
    case_type="bulk_move",
    initial=NotOrdered(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
