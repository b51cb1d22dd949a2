"""A suspicion about a company, reviewed before anybody new is placed there (C-06).

Ethical guidelines of cooperation: suspected discrimination, or misuse of support schemes. While a
concern is open no agreement with the company is signed, unless somebody other than who raised it
has approved new placements all the same. It names no person and holds no free words.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.company_contact.domain.company import CompanyStage
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

ConcernKind: TypeAlias = Literal["discrimination", "misuse_of_support", "working_conditions"]
Finding: TypeAlias = Literal["unfounded", "put_right", "cooperation_ended", "entered_wrong"]
WrongBecause: TypeAlias = Literal["wrong_company", "said_otherwise", "new_facts"]
ConcernStep: TypeAlias = Literal["approved", "resolved"]


class RaiseConcern(Order, frozen=True):
    """Record a suspicion about a company."""

    company: UUID
    kind: ConcernKind
    on: date


class ApproveDespiteConcern(Order, frozen=True):
    """Decide that new placements are sound all the same; somebody else than who raised it does."""

    on: date


class ResolveConcern(Order, frozen=True):
    """Say what the review came to."""

    on: date
    finding: Finding


class WithdrawConcernStep(Order, frozen=True):
    """Take the last step back: a resolution, or else the approval."""

    reason: WrongBecause


ConcernOrder: TypeAlias = (
    RaiseConcern | ApproveDespiteConcern | ResolveConcern | WithdrawConcernStep
)


class EthicalConcernRaised(Fact, frozen=True, tag="company_contact.ethical_concern_raised"):
    """A suspicion about the company is to be reviewed before anybody new is placed there."""

    company: UUID
    kind: ConcernKind
    raised_on: date
    raised_by: str


class PlacementsApproved(Fact, frozen=True, tag="company_contact.placements_approved"):
    """New placements at the company were approved, though the concern is open."""

    company: UUID
    approved_on: date
    approved_by: str


class EthicalConcernResolved(Fact, frozen=True, tag="company_contact.ethical_concern_resolved"):
    """The review of the concern is over."""

    company: UUID
    resolved_on: date
    finding: Finding


class ConcernStepWithdrawn(Fact, frozen=True, tag="company_contact.concern_step_withdrawn"):
    """The step did not hold; the concern is open, and `approved` as it was before."""

    company: UUID
    step: ConcernStep
    approved: bool
    reason: WrongBecause


ConcernEvent: TypeAlias = (
    EthicalConcernRaised | PlacementsApproved | EthicalConcernResolved | ConcernStepWithdrawn
)


class NotRaised(Struct, frozen=True):
    """Nobody raised a concern here."""


class Raised(Struct, frozen=True):
    """Under review; `approved` says that new placements may begin all the same."""

    company: UUID
    kind: ConcernKind
    raised_by: str
    raised_on: date
    approved: bool = False


class Resolved(Struct, frozen=True):
    """Reviewed."""

    finding: Finding
    before: Raised


State: TypeAlias = NotRaised | Raised | Resolved


class ConcernFacts(Struct, frozen=True):
    """What was found out before a decision: the day, who acts, how the company stands."""

    today: date
    actor: str
    company_stage: CompanyStage = "registered"


def blocks(command: type[Order], state: State, facts: ConcernFacts) -> tuple[Code, ...]:
    """Say why this kind of order is not possible now."""
    match state:
        case NotRaised() if command is RaiseConcern:
            unknown = facts.company_stage == "unknown"
            return ("company_not_registered",) if unknown else ()
        case NotRaised():
            return ("concern_not_raised",)
        case _ if command is RaiseConcern:
            return ("concern_already_raised",)
        case Resolved():
            return () if command is WithdrawConcernStep else ("concern_resolved",)
        case Raised() if command is ApproveDespiteConcern:
            return _of_the_approval(state, facts)
        case Raised() if command is WithdrawConcernStep:
            return () if state.approved else ("no_concern_step",)
        case Raised():
            return ()


def _of_the_approval(state: Raised, facts: ConcernFacts) -> tuple[Code, ...]:
    if state.approved:
        return ("placements_already_approved",)
    return ("concern_four_eyes",) if facts.actor == state.raised_by else ()


def decide(command: Order, state: State, facts: ConcernFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse it with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RaiseConcern(company, kind, on), NotRaised():
            _refuse_outside(on, None, facts)
            return [EthicalConcernRaised(company, kind, on, facts.actor)]
        case ApproveDespiteConcern(on), Raised(company=company, raised_on=since):
            _refuse_outside(on, since, facts)
            return [PlacementsApproved(company, on, facts.actor)]
        case ResolveConcern(on, finding), Raised(company=company, raised_on=since):
            _refuse_outside(on, since, facts)
            return [EthicalConcernResolved(company, on, finding)]
        case WithdrawConcernStep(reason), Resolved(before=before):
            return [ConcernStepWithdrawn(before.company, "resolved", before.approved, reason)]
        case WithdrawConcernStep(reason), Raised(company=company):
            return [ConcernStepWithdrawn(company, "approved", approved=False, reason=reason)]
        case _:
            return not_allowed_now()


def _refuse_outside(on: date, since: date | None, facts: ConcernFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")
    if since is not None and on < since:
        raise Rejected("before_the_concern")


def evolve(state: State, event: Fact) -> State:
    """Give the concern's state after a fact."""
    match event, state:
        case EthicalConcernRaised(company, kind, on, by), _:
            return Raised(company, kind, by, on)
        case PlacementsApproved(), Raised():
            return replace(state, approved=True)
        case EthicalConcernResolved(finding=finding), Raised():
            return Resolved(finding, state)
        case ConcernStepWithdrawn(), Resolved(before=before):
            return before
        case ConcernStepWithdrawn(), Raised():
            return replace(state, approved=False)
        case _:
            return state


ETHICAL_CONCERN: Decider[Order, State, ConcernFacts] = Decider(
    case_type="ethical_concern",
    initial=NotRaised(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
