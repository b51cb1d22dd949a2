"""A citizen's way to one job: proposed, presented, talked to, and hired or not.

One case for each citizen and order. A citizen is proposed while the order is open and the citizen
can take work; when the order closes, whoever is left is told so. That somebody was hired is
decided where the positions are counted, in the order itself, and noted here.

Law: LAB ch. 3 and 4: the jobcenter helps companies find people and citizens find work.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.offers.domain.job_order_words import ClosedBecause
from services.offers.domain.job_order_words import Code as Word
from services.offers.domain.schedule import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decider, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of

RejectedBecause: TypeAlias = Literal[
    "other_chosen", "competences_missing", "did_not_come", "company_declined"
]
WithdrawnBy: TypeAlias = Literal["citizen", "jobcenter"]


class ProposeCandidate(Order, frozen=True):
    """Propose the citizen for an open order, for a centre."""

    citizen: UUID
    job_order: UUID
    centre: Word
    on: date | None = None


class PresentCandidate(Order, frozen=True):
    """Note that the citizen was presented to the company."""

    on: date | None = None


class HoldCompanyInterview(Order, frozen=True):
    """Note that the company talked to the citizen."""

    on: date | None = None


class RejectCandidate(Order, frozen=True):
    """Note that the company did not want the citizen, and why."""

    reason: RejectedBecause
    on: date | None = None


class WithdrawCandidacy(Order, frozen=True):
    """Take the citizen out, at the citizen's own wish or the jobcenter's."""

    by: WithdrawnBy
    on: date | None = None


class WithdrawCandidacyStep(Order, frozen=True):
    """Take back the latest thing recorded of the candidacy."""


class NoteHired(Order, frozen=True):
    """Take note that the citizen got one of the positions."""

    on: date


class NoteHireWithdrawn(Order, frozen=True):
    """Take note that the citizen did not get the position after all."""


class CloseByOrder(Order, frozen=True):
    """Close, for the order is over."""

    because: ClosedBecause


Command: TypeAlias = (
    ProposeCandidate
    | PresentCandidate
    | HoldCompanyInterview
    | RejectCandidate
    | WithdrawCandidacy
    | WithdrawCandidacyStep
    | NoteHired
    | NoteHireWithdrawn
    | CloseByOrder
)


class CandidateProposed(Fact, frozen=True, tag="offers.candidate_proposed"):
    """The citizen was proposed for a company's order."""

    citizen: UUID
    job_order: UUID
    centre: str
    proposed_on: date


class CandidatePresented(Fact, frozen=True, tag="offers.candidate_presented"):
    """The citizen was presented to the company."""

    citizen: UUID
    presented_on: date


class CompanyInterviewHeld(Fact, frozen=True, tag="offers.company_interview_held"):
    """The company talked to the citizen."""

    citizen: UUID
    held_on: date


class CandidateRejected(Fact, frozen=True, tag="offers.candidate_rejected"):
    """The company did not want the citizen for this job."""

    citizen: UUID
    job_order: UUID
    reason: RejectedBecause
    rejected_on: date


class CandidacyWithdrawn(Fact, frozen=True, tag="offers.candidacy_withdrawn"):
    """The citizen is no candidate any more."""

    citizen: UUID
    job_order: UUID
    by: WithdrawnBy
    withdrawn_on: date


class CandidacyStepWithdrawn(Fact, frozen=True, tag="offers.candidacy_step_withdrawn"):
    """The latest thing recorded of the candidacy did not happen; the citizen is a candidate."""

    citizen: UUID
    job_order: UUID
    centre: str
    step: str


class CandidateHired(Fact, frozen=True, tag="offers.candidate_hired"):
    """The citizen got the job."""

    citizen: UUID
    job_order: UUID
    hired_on: date


class HireWithdrawn(Fact, frozen=True, tag="offers.hire_withdrawn"):
    """The citizen did not get the job after all, and is a candidate again."""

    citizen: UUID
    job_order: UUID
    centre: str


class CandidacyClosed(Fact, frozen=True, tag="offers.candidacy_closed"):
    """The order is over, and somebody else got the job or nobody did."""

    citizen: UUID
    job_order: UUID
    because: ClosedBecause


Step: TypeAlias = CandidatePresented | CompanyInterviewHeld | CandidateRejected | CandidacyWithdrawn
Event: TypeAlias = (
    CandidateProposed
    | Step
    | CandidacyStepWithdrawn
    | CandidateHired
    | HireWithdrawn
    | CandidacyClosed
)


class NotProposed(Struct, frozen=True):
    """Nobody has proposed the citizen for the order."""


class Candidate(Struct, frozen=True):
    """The citizen is a candidate; `steps` is what has come of it so far, the latest last."""

    proposed: CandidateProposed
    steps: tuple[Step, ...] = ()


class Declined(Struct, frozen=True):
    """The company or the citizen said no."""

    proposed: CandidateProposed
    steps: tuple[Step, ...]


class Hired(Struct, frozen=True):
    """The citizen got the job."""

    proposed: CandidateProposed
    steps: tuple[Step, ...]
    hired_on: date


class Closed(Struct, frozen=True):
    """The order is over without the citizen."""

    proposed: CandidateProposed
    steps: tuple[Step, ...]


Known: TypeAlias = Candidate | Declined | Hired | Closed
State: TypeAlias = NotProposed | Known


class CandidacyFacts(Struct, frozen=True):
    """What a candidacy cannot know: the day, whether the order is open, and the citizen's case.

    `away` says that the citizen is ill or exempt and cannot take work now.
    """

    today: date
    order_open: bool = True
    order_refusal: Code = "job_order_not_open"
    case_open: bool = True
    away: bool = False


_BY_POLICY: Final = (NoteHired, NoteHireWithdrawn, CloseByOrder)


def blocks(command_type: type[Order], state: State, facts: CandidacyFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    if command_type is ProposeCandidate:
        return _blocks_proposal(state, facts)
    if isinstance(state, NotProposed):
        return ("candidate_not_proposed",)
    if command_type in _BY_POLICY:
        return ()
    if isinstance(state, Hired):
        return ("candidate_hired_already",)
    if not facts.order_open:
        return (facts.order_refusal,)
    if command_type is WithdrawCandidacyStep:
        return () if state.steps and not isinstance(state, Closed) else ("nothing_to_take_back",)
    return () if isinstance(state, Candidate) else ("candidacy_over",)


def _blocks_proposal(state: State, facts: CandidacyFacts) -> tuple[Code, ...]:
    rules: dict[Code, bool] = {
        "candidate_hired_already": isinstance(state, Hired),
        "candidate_proposed_already": isinstance(state, Candidate),
        facts.order_refusal: not facts.order_open,
        "citizen_case_not_open": not facts.case_open,
        "citizen_not_available": facts.away,
    }
    return tuple(code for code, is_broken in rules.items() if is_broken)


def decide(command: Order, state: State, facts: CandidacyFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case ProposeCandidate(citizen, job_order, centre, on), _:
            return [CandidateProposed(citizen, job_order, centre, past(on, facts.today))]
        case ((NoteHired() | NoteHireWithdrawn() | CloseByOrder()), _) if not isinstance(
            state, NotProposed
        ):
            return _noted(command, state)
        case WithdrawCandidacyStep(), Candidate(proposed, steps) | Declined(proposed, steps):
            step = tag_of(steps[-1]).partition(".")[2]
            citizen, order = proposed.citizen, proposed.job_order
            return [CandidacyStepWithdrawn(citizen, order, proposed.centre, step)]
        case _, Candidate():
            return [_stepped(command, state, facts)]
        case _:
            return not_allowed_now()


def _stepped(command: Order, state: Candidate, facts: CandidacyFacts) -> Step:
    citizen, order = state.proposed.citizen, state.proposed.job_order
    day = past(getattr(command, "on", None), facts.today)
    if day < state.proposed.proposed_on:
        raise Rejected("before_the_proposal")
    match command:
        case PresentCandidate():
            step: Step = CandidatePresented(citizen, day)
        case HoldCompanyInterview():
            step = CompanyInterviewHeld(citizen, day)
        case RejectCandidate(reason):
            return CandidateRejected(citizen, order, reason, day)
        case WithdrawCandidacy(by):
            return CandidacyWithdrawn(citizen, order, by, day)
        case _:
            return not_allowed_now()
    if any(type(each) is type(step) for each in state.steps):
        raise Rejected("step_recorded_already")
    return step


def _noted(command: Order, state: Known) -> list[Fact]:
    """Follow what was decided about the order; what is so already says nothing."""
    citizen, order = state.proposed.citizen, state.proposed.job_order
    match command, state:
        case NoteHired(on), Candidate() | Declined() | Closed():
            return [CandidateHired(citizen, order, on)]
        case NoteHireWithdrawn(), Hired():
            return [HireWithdrawn(citizen, order, state.proposed.centre)]
        case CloseByOrder(because), Candidate():
            return [CandidacyClosed(citizen, order, because)]
        case _:
            return []


def evolve(state: State, event: Fact) -> State:
    """Return the candidacy after a fact."""
    match event, state:
        case CandidateProposed(), _:
            return Candidate(event)
        case _, NotProposed():
            return state
        case ((CandidateRejected() | CandidacyWithdrawn()), _):
            return Declined(state.proposed, (*state.steps, event))
        case ((CandidatePresented() | CompanyInterviewHeld()), _):
            return Candidate(state.proposed, (*state.steps, event))
        case CandidacyStepWithdrawn(), _:
            return Candidate(state.proposed, state.steps[:-1])
        case CandidateHired(hired_on=day), _:
            return Hired(state.proposed, state.steps, day)
        case HireWithdrawn(), _:
            return Candidate(state.proposed, state.steps)
        case CandidacyClosed(), _:
            return Closed(state.proposed, state.steps)
        case _:
            return state


candidacy: Final = Decider[Order, State, CandidacyFacts](
    case_type="candidacy",
    initial=NotProposed(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
