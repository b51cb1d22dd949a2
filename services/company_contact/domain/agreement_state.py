"""How far an agreement with a company is, and what is known before a decision about it."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.company_contact.domain import agreement_events as told
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.agreement_terms import Terms
from services.company_contact.domain.company import CompanyStage
from services.company_contact.domain.place import Book
from shared.eventlog.event import Event as Fact


class Proposal(Struct, frozen=True):
    """Terms that wait for a signature, and everybody who had a hand in them."""

    terms: Terms
    hands: tuple[str, ...]


class NotDrafted(Struct, frozen=True):
    """Nothing was written down."""


class Draft(Struct, frozen=True):
    """Written down and not signed."""

    company: UUID
    proposal: Proposal


class Dropped(Struct, frozen=True):
    """The draft fell before it was signed."""

    company: UUID
    before: Draft


class Active(Struct, frozen=True):
    """Signed, and it holds; `before` is how it stood before the last step."""

    company: UUID
    terms: Terms
    capacity: tuple[Places, ...]
    before: "Draft | Active | Suspended | Expired"
    proposal: Proposal | None = None
    places: Book = ()


class Suspended(Struct, frozen=True):
    """Signed, and it rests."""

    company: UUID
    terms: Terms
    capacity: tuple[Places, ...]
    since: date
    before: Active
    proposal: Proposal | None = None
    places: Book = ()


class Expired(Struct, frozen=True):
    """Its last day passed; a change of it may be signed all the same."""

    company: UUID
    terms: Terms
    capacity: tuple[Places, ...]
    before: Active | Suspended
    proposal: Proposal | None = None
    places: Book = ()


class Ended(Struct, frozen=True):
    """Ended before its time."""

    company: UUID
    terms: Terms
    capacity: tuple[Places, ...]
    ended_on: date
    before: Active | Suspended
    places: Book = ()


Signed: TypeAlias = Active | Suspended | Expired
State: TypeAlias = NotDrafted | Draft | Dropped | Active | Suspended | Expired | Ended


class AgreementFacts(Struct, frozen=True):
    """What was found out before a decision: the day, who acts, how the company stands.

    `review_days` before the last day it is time to settle what comes then; `concern` says that
    one about the company is open under which no new placement was approved (C-06); `new_place` is
    the id of a place that is reserved without one. `most_supported` is how many supported persons
    the company may have, None where nothing hangs on it; `elsewhere` are the places of its other
    agreements (ADR 82).
    """

    today: date
    actor: str
    company_stage: CompanyStage = "registered"
    review_days: int = 0
    concern: bool = False
    new_place: UUID = UUID(int=0)
    most_supported: int | None = None
    elsewhere: Book = ()


def stage_of(state: State) -> told.AgreementStage:
    """Name how far the agreement is; one that nobody drafted is nowhere yet."""
    match state:
        case Active():
            return "active"
        case Suspended():
            return "suspended"
        case Expired():
            return "expired"
        case Ended():
            return "ended"
        case Dropped():
            return "dropped"
        case _:
            return "draft"


def evolve(state: State, event: Fact) -> State:
    """Give the agreement's state after a fact."""
    match event, state:
        case told.AgreementDrafted(company, terms, by), _:
            return Draft(company, Proposal(terms, (by,)))
        case told.AgreementRedrafted(), Draft() | Active() | Suspended() | Expired():
            return replace(state, proposal=_redrafted(state.proposal, event))
        case told.AgreementDraftDropped(company), Draft():
            return Dropped(company, state)
        case told.AgreementDraftDropped(), Active() | Suspended() | Expired():
            return replace(state, proposal=None)
        case told.AgreementSigned(company, terms), Draft() | Active() | Expired():
            return Active(company, terms, terms.capacity, state)
        case (
            told.CapacityPeriodsSet(capacity=capacity),
            Active() | Suspended() | Expired() | Ended(),
        ):
            return replace(state, capacity=tuple(capacity))
        case _:
            return _stepped(state, event)


def _stepped(state: State, event: Fact) -> State:
    match event, state:
        case told.AgreementSuspended(company, on), Active(terms=terms, capacity=places):
            return Suspended(company, terms, places, on, state, state.proposal)
        case told.AgreementResumed(company), Suspended(terms=terms, capacity=places):
            return Active(company, terms, places, state, state.proposal)
        case told.AgreementEnded(company, on), Active() | Suspended():
            return Ended(company, state.terms, state.capacity, on, state)
        case told.AgreementExpired(company), Active() | Suspended():
            return Expired(company, state.terms, state.capacity, state, state.proposal)
        case told.SignatureWithdrawn(), Active(before=before):
            return before
        case told.AgreementStepWithdrawn(), Dropped() | Ended():
            return state.before
        case told.AgreementStepWithdrawn(), Active() | Suspended():
            return _as_before(state)
        case _:
            return state


def _as_before(state: Active | Suspended) -> State:
    """Go back a step; a change that was drafted since waits on."""
    match state.before:
        case Active() | Suspended() as before:
            return replace(before, proposal=state.proposal)
        case before:
            return before


def _redrafted(before: Proposal | None, event: told.AgreementRedrafted) -> Proposal:
    hands = before.hands if before else ()
    return Proposal(event.terms, tuple(dict.fromkeys((*hands, event.drafted_by))))
