"""What a company is granted or refused for one of its people, without a word of who or why.

Sick pay asks for a § 56 agreement (SPA § 56) or an aid (LAB; the act on compensation for disabled
people in work). The conditions that concern the citizen's health are sick pay's and stay there,
and so does which of the two it is. Those that concern the company are answered here: that the
employer agrees, that what is bought is not usual at the workplace, and that the expense lies
beyond what an employer bears. One case is one request, under the id sick pay knows it by.
"""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.company_contact.domain.company import CompanyStage
from services.company_contact.domain.contact import Unit
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
from shared.money import Ore, OrePositive

GivenAs: TypeAlias = Literal["loan", "subsidy"]
RefusedBecause: TypeAlias = Literal[
    "employer_declines",
    "usual_at_the_workplace",
    "employer_bears_it",
    "not_employed_there",
    "company_unknown",
    "company_closed",
]
WrongBecause: TypeAlias = Literal["wrong_company", "entered_twice", "employer_said_otherwise"]
StoppedBecause: TypeAlias = Literal["employment_over", "employer_ends_it", "no_longer_needed"]


class Bought(Struct, frozen=True, forbid_unknown_fields=True):
    """What is paid for; both conditions must hold (the act on compensation § 15 h, LAB)."""

    amount: OrePositive
    given_as: GivenAs
    not_usual_there: bool
    beyond_employers_duty: bool


class RequestGrant(Order, frozen=True):
    """Ask for a grant at a company; only a policy does, under the id the asking service knows.

    `asked_in` is that service's own case, told back with the answer; here it says nothing.
    """

    grant: UUID
    asked_in: UUID
    company: UUID
    unit: Unit
    wanted_from: date


class GiveGrant(Order, frozen=True):
    """Grant it: the employer agrees. `bought` is left out where nothing is paid for."""

    on: date
    from_: date
    to: date | None = None
    bought: Bought | None = None


class RefuseGrant(Order, frozen=True):
    """Refuse it, for a reason that lies with the company."""

    on: date
    reason: Literal[
        "employer_declines", "usual_at_the_workplace", "employer_bears_it", "not_employed_there"
    ]


class WithdrawAnswer(Order, frozen=True):
    """Take an answer back that was wrong; the request waits again."""

    reason: WrongBecause


class StopGrant(Order, frozen=True):
    """End a grant before its time; `on` is its last day."""

    on: date
    reason: StoppedBecause


class CallGrantOff(Order, frozen=True):
    """Sick pay asks for it no more; only a policy says so."""


Command: TypeAlias = (
    RequestGrant | GiveGrant | RefuseGrant | WithdrawAnswer | StopGrant | CallGrantOff
)


class WorkplaceGrantRequested(Fact, frozen=True, tag="company_contact.workplace_grant_requested"):
    """A unit asks for a grant at the company, wanted from a day; `asked_in` is its own case."""

    company: UUID
    grant: UUID
    asked_in: UUID
    unit: str
    wanted_from: date


class WorkplaceGrantGiven(Fact, frozen=True, tag="company_contact.workplace_grant_given"):
    """The grant holds from a day, to a day or on; `amount` where something is paid for."""

    company: UUID
    grant: UUID
    asked_in: UUID
    given_on: date
    from_: date
    to: date | None = None
    amount: Ore | None = None
    given_as: GivenAs | None = None


class WorkplaceGrantDeclined(Fact, frozen=True, tag="company_contact.workplace_grant_declined"):
    """The grant was refused, for a reason that lies with the company."""

    company: UUID
    grant: UUID
    asked_in: UUID
    refused_on: date
    reason: RefusedBecause


class WorkplaceGrantAnswerWithdrawn(
    Fact, frozen=True, tag="company_contact.workplace_grant_answer_withdrawn"
):
    """The answer was wrong; the request waits again."""

    company: UUID
    grant: UUID
    asked_in: UUID
    reason: WrongBecause


class WorkplaceGrantStopped(Fact, frozen=True, tag="company_contact.workplace_grant_stopped"):
    """The grant ends with this day, earlier than it was given for."""

    company: UUID
    grant: UUID
    asked_in: UUID
    from_: date
    last_day: date
    reason: StoppedBecause


class WorkplaceGrantCalledOff(Fact, frozen=True, tag="company_contact.workplace_grant_called_off"):
    """Nobody asks for the grant any more; what was given holds no more either."""

    company: UUID
    grant: UUID


GrantEvent: TypeAlias = (
    WorkplaceGrantRequested
    | WorkplaceGrantGiven
    | WorkplaceGrantDeclined
    | WorkplaceGrantAnswerWithdrawn
    | WorkplaceGrantStopped
    | WorkplaceGrantCalledOff
)


class NotAskedFor(Struct, frozen=True):
    """Nobody asked."""


class Request(Struct, frozen=True):
    """What was asked, at which company, and in which case of which unit."""

    company: UUID
    grant: UUID
    asked_in: UUID
    unit: str
    wanted_from: date


class Asked(Struct, frozen=True):
    """The request waits for an answer."""

    request: Request


class Given(Struct, frozen=True):
    """The grant was given; `stopped` says that it ends before its time."""

    request: Request
    from_: date
    to: date | None
    amount: Ore | None = None
    stopped: bool = False


class Refused(Struct, frozen=True):
    """The grant was refused."""

    request: Request
    reason: RefusedBecause


class CalledOff(Struct, frozen=True):
    """Nobody asks for it any more."""

    request: Request


State: TypeAlias = NotAskedFor | Asked | Given | Refused | CalledOff


class GrantFacts(Struct, frozen=True):
    """What was found out before a decision: the day, and how the company stands."""

    today: date
    company_stage: CompanyStage = "registered"


def blocks(command: type[Order], state: State, _facts: GrantFacts) -> tuple[Code, ...]:
    """Say why this kind of order is not possible now."""
    match state:
        case NotAskedFor():
            return () if command is RequestGrant else ("grant_not_asked_for",)
        case _ if command is RequestGrant:
            return ("grant_already_asked_for",)
        case CalledOff():
            return ("grant_called_off",)
        case _ if command is CallGrantOff:
            return ()
        case Asked():
            return _UNANSWERED.get(command, ())
        case Given(stopped=False) if command is StopGrant:
            return ()
        case Given() | Refused():
            return _blocks_answered(command, state)


_UNANSWERED: dict[type[Order], tuple[Code, ...]] = {
    WithdrawAnswer: ("grant_not_answered",),
    StopGrant: ("grant_not_given",),
}


def _blocks_answered(command: type[Order], state: Given | Refused) -> tuple[Code, ...]:
    if command is WithdrawAnswer:
        return ()
    if command is not StopGrant:
        return ("grant_already_answered",)
    return ("grant_already_stopped" if isinstance(state, Given) else "grant_not_given",)


def decide(command: Order, state: State, facts: GrantFacts) -> list[Decision]:
    """Answer an order with facts, or refuse it with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RequestGrant(), NotAskedFor():
            return _request(command, facts)
        case GiveGrant(), Asked(request):
            return _give(command, request, facts)
        case RefuseGrant(on, reason), Asked(request):
            _refuse_future(on, facts)
            return [WorkplaceGrantDeclined(*_named(request), on, reason)]
        case WithdrawAnswer(reason), Given(request) | Refused(request):
            return [WorkplaceGrantAnswerWithdrawn(*_named(request), reason)]
        case StopGrant(), Given():
            return _stop(command, state)
        case CallGrantOff(), Asked(request) | Given(request) | Refused(request):
            return [WorkplaceGrantCalledOff(request.company, request.grant)]
        case _:
            return not_allowed_now()


def _request(command: RequestGrant, facts: GrantFacts) -> list[Decision]:
    """Take a request; one for a company nobody knows, or one that closed, is answered at once."""
    named = (command.company, command.grant, command.asked_in)
    asked = WorkplaceGrantRequested(*named, command.unit, command.wanted_from)
    match facts.company_stage:
        case "unknown":
            return [asked, WorkplaceGrantDeclined(*named, facts.today, "company_unknown")]
        case "closed":
            return [asked, WorkplaceGrantDeclined(*named, facts.today, "company_closed")]
        case _:
            return [asked]


def _give(command: GiveGrant, request: Request, facts: GrantFacts) -> list[Decision]:
    _refuse_future(command.on, facts)
    if facts.company_stage == "closed":
        raise Rejected("company_closed")
    if command.to is not None and command.to < command.from_:
        raise Rejected("period_reversed")
    bought = command.bought
    if bought is not None and not (bought.not_usual_there and bought.beyond_employers_duty):
        raise Rejected("employer_pays_itself")
    return [
        WorkplaceGrantGiven(
            *_named(request),
            command.on,
            command.from_,
            command.to,
            None if bought is None else bought.amount,
            None if bought is None else bought.given_as,
        )
    ]


def _stop(command: StopGrant, given: Given) -> list[Decision]:
    if command.on < given.from_:
        raise Rejected("stopped_before_it_began")
    if given.to is not None and command.on >= given.to:
        raise Rejected("stopped_after_its_end")
    named = _named(given.request)
    return [WorkplaceGrantStopped(*named, given.from_, command.on, command.reason)]


def _named(request: Request) -> tuple[UUID, UUID, UUID]:
    return request.company, request.grant, request.asked_in


def _refuse_future(on: date, facts: GrantFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")


def evolve(state: State, event: Fact) -> State:
    """Give the request's state after a fact."""
    match event, state:
        case WorkplaceGrantRequested(company, grant, asked_in, unit, wanted_from), _:
            return Asked(Request(company, grant, asked_in, unit, wanted_from))
        case WorkplaceGrantGiven(from_=from_, to=to, amount=amount), Asked(request):
            return Given(request, from_, to, amount)
        case WorkplaceGrantDeclined(reason=reason), Asked(request):
            return Refused(request, reason)
        case WorkplaceGrantAnswerWithdrawn(), Given(request) | Refused(request):
            return Asked(request)
        case WorkplaceGrantStopped(last_day=last), Given():
            return replace(state, to=last, stopped=True)
        case WorkplaceGrantCalledOff(), Asked(request) | Given(request) | Refused(request):
            return CalledOff(request)
        case _:
            return state


WORKPLACE_GRANT: Decider[Order, State, GrantFacts] = Decider(
    case_type="workplace_grant",
    initial=NotAskedFor(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
