"""Erasing a citizen: requested by one person, approved by another, carried out by a machine.

Law: databeskyttelsesforordningen art. 17. What the law asks to keep goes before, art. 17(3): a
retention period that runs, or a legal hold; and while a case stands open its data is necessary.
What should never have been kept, or what another law orders erased, waits for neither retention
period nor case. No free words here: grounds are codes.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Decision, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event

Ground: TypeAlias = Annotated[
    Literal["no_longer_necessary", "objection_upheld", "unlawful_processing", "legal_obligation"],
    Meta(description="Art. 17(1)(a), (c), (d) or (e)."),
]
_RETENTION_GOES_BEFORE: Final = frozenset({"no_longer_necessary", "objection_upheld"})


class RequestErasure(Command, frozen=True):
    """Ask that all personal data about a citizen be erased; `on` is when the wish was received.

    `open_cases_finished` states that whatever still stands open was looked at and is finished.
    """

    citizen: UUID
    ground: Ground
    on: date
    open_cases_finished: bool = False


class ApproveErasure(Command, frozen=True):
    """Decide that the citizen is erased; another person does it than the one who asked."""


class RefuseErasure(Command, frozen=True):
    """Decide that the data is kept, and why."""

    reason: Literal["retention_runs", "legal_hold_stands", "note_taking_duty", "no_ground"]


class WithdrawErasure(Command, frozen=True):
    """Take the request back before it is decided."""

    reason: Literal["entered_wrongly", "wish_withdrawn"]


class RecordErasure(Command, frozen=True):
    """Note that keys and vault row are gone; given by the machine that destroyed them."""


class ErasureRequested(Event, frozen=True, tag="citizen_history.erasure_requested"):
    """Somebody asked that the citizen be erased."""

    citizen: UUID
    ground: Ground
    requested_by: str
    open_cases_finished: bool = False


class ErasureApproved(Event, frozen=True, tag="citizen_history.erasure_approved"):
    """Two persons want the citizen erased, and nothing stands in the way.

    `kept_until` is the first day on which no retention period ran, if one was asked about.
    """

    citizen: UUID
    ground: Ground
    requested_by: str
    approved_by: str
    kept_until: date | None = None


class ErasureDeclined(Event, frozen=True, tag="citizen_history.erasure_declined"):
    """The data is kept; the citizen is told why and where to complain (art. 12(4))."""

    citizen: UUID
    reason: str


class ErasureWithdrawn(Event, frozen=True, tag="citizen_history.erasure_withdrawn"):
    """The request was taken back."""

    citizen: UUID
    reason: str


class CitizenErased(Event, frozen=True, tag="citizen_history.citizen_erased"):
    """Keys and vault row are destroyed; what was sealed about the citizen is readable nowhere."""

    citizen: UUID
    ground: Ground


class Facts(Struct, frozen=True):
    """The day, who gives the order, and what may stand in the way.

    `kept_until` is the first day on which no retention period runs; None when nothing is known
    about the citizen. `erased` says that the keys are gone, whatever this case says; `open_cases`
    that some case of the citizen's can still end and has not.
    `merged`: another id stands for this person. `sealed_elsewhere`: cases of this person were
    written under another's id, and would stay readable with that one's key.
    """

    today: date
    actor: str
    held: bool = False
    kept_until: date | None = None
    erased: bool = False
    open_cases: bool = False
    merged: bool = False
    sealed_elsewhere: bool = False


class NotRequested(Struct, frozen=True):
    """Nobody asks for an erasure now."""


class Requested(Struct, frozen=True):
    """Waits for somebody else's decision."""

    citizen: UUID
    ground: Ground
    requested_by: str
    open_cases_finished: bool = False


class Approved(Struct, frozen=True):
    """Is being carried out."""

    citizen: UUID
    ground: Ground


class Gone(Struct, frozen=True):
    """The citizen is erased, for good."""


State: TypeAlias = NotRequested | Requested | Approved | Gone


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why an order about an erasure is not allowed now."""
    if command is RecordErasure:
        return () if isinstance(state, Approved) else ("not_allowed_now",)
    if isinstance(state, Approved | Gone) or (facts.erased and command is RequestErasure):
        return ("erasure_already_decided",)
    if facts.merged and command in {RequestErasure, ApproveErasure}:
        return ("citizen_merged",)
    if command is RequestErasure:
        return _not_to_be_asked(state, facts)
    if not isinstance(state, Requested):
        return ("no_erasure_requested",)
    return _not_to_be_approved(state, facts) if command is ApproveErasure else ()


def _not_to_be_asked(state: State, facts: Facts) -> tuple[str, ...]:
    if isinstance(state, Requested):
        return ("erasure_already_requested",)
    return ("citizen_unknown",) if facts.kept_until is None else ()


def _not_to_be_approved(state: Requested, facts: Facts) -> tuple[str, ...]:
    codes = ["four_eyes_needed"] if facts.actor == state.requested_by else []
    if facts.held:
        codes.append("legal_hold_stands")
    if facts.sealed_elsewhere:
        codes.append("sealed_under_another_id")
    if _retention_runs(state, facts):
        codes.append("retention_runs")
    if _is_needed(state, facts):
        codes.append("cases_open")
    return tuple(codes)


def _retention_runs(state: Requested, facts: Facts) -> bool:
    """Say whether a retention period stands in the way; one that is not known does."""
    if state.ground not in _RETENTION_GOES_BEFORE:
        return False
    return facts.kept_until is None or facts.today < facts.kept_until


def _is_needed(state: Requested, facts: Facts) -> bool:
    """Say whether an open case contradicts that the data is no longer necessary."""
    needed = facts.open_cases and not state.open_cases_finished
    return needed and state.ground == "no_longer_necessary"


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Request an erasure, approve, refuse or withdraw it, or note that it is done."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RequestErasure(on=on), _ if on > facts.today:
            raise Rejected("date_in_future")
        case RequestErasure(citizen, ground, _, finished), _:
            return [ErasureRequested(citizen, ground, facts.actor, finished)]
        case ApproveErasure(), Requested(citizen, ground, asked):
            until = facts.kept_until if ground in _RETENTION_GOES_BEFORE else None
            return [ErasureApproved(citizen, ground, asked, facts.actor, until)]
        case RefuseErasure(reason), Requested(citizen):
            return [ErasureDeclined(citizen, reason)]
        case WithdrawErasure(reason), Requested(citizen):
            return [ErasureWithdrawn(citizen, reason)]
        case RecordErasure(), Approved(citizen, ground):
            return [CitizenErased(citizen, ground)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Give how the erasure stands after a fact."""
    match event:
        case ErasureRequested(citizen, ground, asked, finished):
            return Requested(citizen, ground, asked, finished)
        case ErasureApproved(citizen, ground):
            return Approved(citizen, ground)
        case ErasureDeclined() | ErasureWithdrawn():
            return NotRequested()
        case CitizenErased():
            return Gone()
        case _:
            return state


ERASURE: Decider[Command, State, Facts] = Decider(
    case_type="erasure",
    initial=NotRequested(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
