"""A review of a look: a supervisor says what became of it. Never the one who looked.

Law: databeskyttelsesforordningen art. 5(2), 24 and 32; Datatilsynet's measure "Logning af brugernes
anvendelser af personoplysninger" asks for spot checks. No citizen stands in these facts: they name
the look by its position in the look-up log.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Decision, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event

Position: TypeAlias = Annotated[int, Meta(ge=1, le=99_999_999)]
Outcome: TypeAlias = Literal["justified", "explained", "mistake", "misuse_suspected"]


class ReviewLook(Command, frozen=True):
    """Say that a look was seen by its supervisor, and what came of it."""

    look: Position
    outcome: Outcome


class WithdrawLookReview(Command, frozen=True):
    """Take a review back; the look waits for a new one."""

    reason: Literal["entered_wrongly", "new_facts"]


class LookReviewed(Event, frozen=True, tag="citizen_history.look_reviewed"):
    """A supervisor has seen a look; `guest` says that it was one with a written reason only."""

    look: int
    outcome: Outcome
    guest: bool


class LookReviewWithdrawn(Event, frozen=True, tag="citizen_history.look_review_withdrawn"):
    """A review no longer counts."""

    look: int
    reason: str


class Waiting(Struct, frozen=True):
    """Nobody has reviewed the look."""


class Reviewed(Struct, frozen=True):
    """The look was reviewed."""

    look: int
    outcome: Outcome


State: TypeAlias = Waiting | Reviewed


class Facts(Struct, frozen=True):
    """What the look-up log says of the look, and who reviews it."""

    known: bool
    guest: bool = False
    by_looker: bool = False
    own_unit: bool = True


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why a look cannot be reviewed, or its review taken back, by this person now."""
    if not facts.known:
        return ("look_unknown",)
    codes = ["look_four_eyes"] if facts.by_looker else []
    if not facts.own_unit:
        codes.append("look_of_another_unit")
    if command is ReviewLook and isinstance(state, Reviewed):
        codes.append("look_already_reviewed")
    if command is WithdrawLookReview and not isinstance(state, Reviewed):
        codes.append("look_not_reviewed")
    return tuple(codes)


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Review a look, or take the review back."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case ReviewLook(look, outcome), _:
            return [LookReviewed(look, outcome, facts.guest)]
        case WithdrawLookReview(reason), Reviewed(look):
            return [LookReviewWithdrawn(look, reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Say whether the look is reviewed after a fact."""
    match event:
        case LookReviewed(look, outcome):
            return Reviewed(look, outcome)
        case LookReviewWithdrawn():
            return Waiting()
        case _:
            return state


LOOK_REVIEW: Decider[Command, State, Facts] = Decider(
    case_type="look_review",
    initial=Waiting(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
