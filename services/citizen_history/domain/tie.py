"""A tie between somebody who works here and a citizen, and the mark of a citizen who works here.

Law: forvaltningsloven § 3(1) (when somebody is disqualified), § 3(3) (takes no part in the case),
§ 6(1) (tells the superior as soon as possible), § 6(2) and (3) (the authority decides, and never
whom it is about). Neither the citizen nor the tie stands in clear: `tie` and `holder` are
references made with the installation's key.
"""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Decision, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event

TieGround: TypeAlias = Literal[
    "own_interest", "family", "close_relation", "organisation", "earlier_decision", "other_doubt"
]
"""Forvaltningsloven § 3(1): no. 1, no. 2 (family, otherwise close), no. 3, no. 4 and no. 5."""


class DeclareTie(Command, frozen=True):
    """Say that one has a tie with a citizen; from then on one takes no part in the cases."""

    citizen: UUID
    ground: TieGround


class MarkColleague(Command, frozen=True):
    """Say that a citizen works here; every look at that citizen then stands out."""

    citizen: UUID


class ConfirmTie(Command, frozen=True):
    """Decide, as the superior, that somebody is disqualified."""


class EndTie(Command, frozen=True):
    """Decide that a tie stands in nobody's way (any more), or that it was never there."""

    reason: Literal["not_disqualified", "ended", "entered_wrongly"]


class TieDeclared(Event, frozen=True, tag="citizen_history.tie_declared"):
    """Somebody told of a tie with a citizen."""

    tie: UUID
    holder: UUID
    ground: TieGround


class ColleagueMarked(Event, frozen=True, tag="citizen_history.colleague_marked"):
    """A citizen works here."""

    tie: UUID


class TieConfirmed(Event, frozen=True, tag="citizen_history.tie_confirmed"):
    """The superior decided that the tie disqualifies."""

    tie: UUID


class TieEnded(Event, frozen=True, tag="citizen_history.tie_ended"):
    """The tie, or the mark, stands no more."""

    tie: UUID
    reason: str


class NoTie(Struct, frozen=True):
    """Nothing was told."""


class Tied(Struct, frozen=True):
    """A tie stands; `confirmed` says that the superior has decided."""

    tie: UUID
    holder: UUID
    ground: TieGround
    confirmed: bool = False


class WorksHere(Struct, frozen=True):
    """The citizen is a colleague."""

    tie: UUID


State: TypeAlias = NoTie | Tied | WorksHere
_NEW: Final = (DeclareTie, MarkColleague)


class Facts(Struct, frozen=True):
    """The reference of what is spoken about, and that of whoever speaks."""

    tie: UUID
    me: UUID


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why a tie cannot be told, decided or ended by this person now."""
    codes: list[str] = []
    if command in _NEW:
        if not isinstance(state, NoTie):
            codes.append("tie_already_declared")
        return tuple(codes)
    if isinstance(state, Tied) and state.holder == facts.me:
        codes.append("tie_four_eyes")
    if isinstance(state, NoTie) or (command is ConfirmTie and isinstance(state, WorksHere)):
        codes.append("no_tie")
    if command is ConfirmTie and isinstance(state, Tied) and state.confirmed:
        codes.append("tie_already_confirmed")
    return tuple(codes)


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Tell of a tie or a colleague, confirm a tie, or end it."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case DeclareTie(ground=ground), _:
            return [TieDeclared(facts.tie, facts.me, ground)]
        case MarkColleague(), _:
            return [ColleagueMarked(facts.tie)]
        case ConfirmTie(), Tied(tie):
            return [TieConfirmed(tie)]
        case EndTie(reason), Tied(tie) | WorksHere(tie):
            return [TieEnded(tie, reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Say how a tie stands after a fact."""
    match event, state:
        case TieDeclared(tie, holder, ground), _:
            return Tied(tie, holder, ground)
        case ColleagueMarked(tie), _:
            return WorksHere(tie)
        case TieConfirmed(), Tied(tie, holder, ground):
            return Tied(tie, holder, ground, confirmed=True)
        case TieEnded(), _:
            return NoTie()
        case _:
            return state


TIE: Decider[Command, State, Facts] = Decider(
    case_type="tie",
    initial=NoTie(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
