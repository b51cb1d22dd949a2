"""A company is entered once, for all units, under its CVR number and P number.

One case is one production unit (P number); nobody can enter it a second time, not even
after it closed: it is reopened instead. Requirement C-10: one register of companies.
The register holds no citizen's data; `name` is the name in the public CVR register.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from services.company_contact.domain.company_number import (
    CompanyRegNo,
    UnitRegNo,
    refuse_wrong_number,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Claim,
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event

Sector: TypeAlias = Literal["private", "public"]
CompanyStage: TypeAlias = Literal["unknown", "registered", "closed"]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Size: TypeAlias = Annotated[
    int, Meta(ge=0, le=1_000_000, description="Number of ordinary employees.")
]
Industry: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]
Reason: TypeAlias = Annotated[str, Meta(min_length=1, max_length=500)]


class RegisterCompany(Command, frozen=True):
    """Enter a production unit in the common register."""

    company_reg_no: CompanyRegNo
    unit_reg_no: UnitRegNo
    name: Name
    size: Size
    sector: Sector
    industry: Industry
    on: date

    def __post_init__(self) -> None:
        """Refuse a CVR number that cannot exist."""
        refuse_wrong_number(self.company_reg_no)


class CorrectCompanyFacts(Command, frozen=True):
    """Replace what was entered wrongly by what is right; all facts are stated."""

    company_reg_no: CompanyRegNo
    unit_reg_no: UnitRegNo
    name: Name
    size: Size
    sector: Sector
    industry: Industry
    reason: Reason

    def __post_init__(self) -> None:
        """Refuse a CVR number that cannot exist."""
        refuse_wrong_number(self.company_reg_no)


class CloseCompany(Command, frozen=True):
    """Note that the production unit has closed."""

    on: date


class ReopenCompany(Command, frozen=True):
    """Note that a closed production unit works again."""

    on: date


class WithdrawClosure(Command, frozen=True):
    """Take back a closure that never was."""

    reason: Reason


class CompanyRegistered(Event, frozen=True, tag="company_contact.company_registered"):
    """The production unit stands in the common register; `size` is ordinary employees."""

    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: Sector
    industry: str
    registered_on: date


class CompanyFactsCorrected(Event, frozen=True, tag="company_contact.company_facts_corrected"):
    """What was entered wrongly is replaced; all facts as they should have been."""

    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: Sector
    industry: str
    reason: str


class CompanyClosed(Event, frozen=True, tag="company_contact.company_closed"):
    """The production unit has closed."""

    closed_on: date


class CompanyReopened(Event, frozen=True, tag="company_contact.company_reopened"):
    """The production unit works again."""

    reopened_on: date


class CompanyClosureWithdrawn(Event, frozen=True, tag="company_contact.company_closure_withdrawn"):
    """The closure was entered by mistake and never was."""

    closed_on: date
    reason: str


class Entry(Struct, frozen=True):
    """What the register says about a production unit."""

    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: Sector
    industry: str


class NotRegistered(Struct, frozen=True):
    """Nobody has entered the company."""


class Registered(Struct, frozen=True):
    """The company stands in the register and works; `since` is when it (re)started."""

    entry: Entry
    since: date


class Closed(Struct, frozen=True):
    """The company has closed; its entry stays, so that its number is never entered twice."""

    entry: Entry
    since: date
    closed_on: date


State: TypeAlias = NotRegistered | Registered | Closed
Order: TypeAlias = (
    RegisterCompany | CorrectCompanyFacts | CloseCompany | ReopenCompany | WithdrawClosure
)


class CompanyFacts(Struct, frozen=True):
    """What was found out before a decision: the business day."""

    today: date


def unit_claim(unit_reg_no: str) -> str:
    """Name what only one company in the register may hold."""
    return f"company_unit:{unit_reg_no}"


def blocks(command: type[Order], state: State, facts: CompanyFacts) -> tuple[Code, ...]:  # noqa: ARG001 - the shape of every `blocks`; a company's stage alone decides
    """Say why this kind of order is not possible now."""
    match state:
        case NotRegistered():
            return () if command is RegisterCompany else ("company_not_registered",)
        case _ if command is RegisterCompany:
            return ("company_already_registered",)
        case Registered() if command in (ReopenCompany, WithdrawClosure):
            return ("company_not_closed",)
        case Closed() if command is CloseCompany:
            return ("company_closed",)
        case _:
            return ()


def decide(command: Order, state: State, facts: CompanyFacts) -> list[Decision]:
    """Decide an order about a company: one `case` a rule, all else is refused."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RegisterCompany(), NotRegistered():
            return _register(command, facts)
        case CorrectCompanyFacts(), Registered() | Closed():
            return _correct(command, state.entry)
        case CloseCompany(on=on), Registered(since=since):
            _refuse_future(on, facts)
            if on < since:
                raise Rejected("closed_before_it_opened")
            return [CompanyClosed(closed_on=on)]
        case ReopenCompany(on=on), Closed(closed_on=closed_on):
            _refuse_future(on, facts)
            if on <= closed_on:
                raise Rejected("reopened_before_it_closed")
            return [CompanyReopened(reopened_on=on)]
        case WithdrawClosure(reason=reason), Closed(closed_on=closed_on):
            return [CompanyClosureWithdrawn(closed_on=closed_on, reason=reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Give the company's state after a fact."""
    match event, state:
        case CompanyRegistered(), _:
            return Registered(_entry(event), event.registered_on)
        case CompanyFactsCorrected(), Registered(since=since):
            return Registered(_entry(event), since)
        case CompanyFactsCorrected(), Closed(since=since, closed_on=closed_on):
            return Closed(_entry(event), since, closed_on)
        case CompanyClosed(closed_on=on), Registered(entry=entry, since=since):
            return Closed(entry, since, on)
        case CompanyReopened(reopened_on=on), Closed(entry=entry):
            return Registered(entry, on)
        case CompanyClosureWithdrawn(), Closed(entry=entry, since=since):
            return Registered(entry, since)
        case _:
            return state


def _register(command: RegisterCompany, facts: CompanyFacts) -> list[Decision]:
    _refuse_future(command.on, facts)
    registered = CompanyRegistered(
        company_reg_no=command.company_reg_no,
        unit_reg_no=command.unit_reg_no,
        name=command.name,
        size=command.size,
        sector=command.sector,
        industry=command.industry,
        registered_on=command.on,
    )
    return [registered, _claimed(command.unit_reg_no)]


def _correct(command: CorrectCompanyFacts, entry: Entry) -> list[Decision]:
    if _entry(command) == entry:
        raise Rejected("nothing_to_correct")
    corrected = CompanyFactsCorrected(
        company_reg_no=command.company_reg_no,
        unit_reg_no=command.unit_reg_no,
        name=command.name,
        size=command.size,
        sector=command.sector,
        industry=command.industry,
        reason=command.reason,
    )
    if command.unit_reg_no == entry.unit_reg_no:
        return [corrected]
    return [corrected, Release(unit_claim(entry.unit_reg_no)), _claimed(command.unit_reg_no)]


def _claimed(unit_reg_no: str) -> Claim:
    return Claim(unit_claim(unit_reg_no), refusal="company_already_registered")


def _entry(said: CompanyRegistered | CompanyFactsCorrected | CorrectCompanyFacts) -> Entry:
    return Entry(
        company_reg_no=said.company_reg_no,
        unit_reg_no=said.unit_reg_no,
        name=said.name,
        size=said.size,
        sector=said.sector,
        industry=said.industry,
    )


def _refuse_future(on: date, facts: CompanyFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")


def stage_of(state: State) -> CompanyStage:
    """Say whether the company stands in the register, and whether it works."""
    match state:
        case Registered():
            return "registered"
        case Closed():
            return "closed"
        case _:
            return "unknown"


def size_of(state: State) -> int | None:
    """Return the number of ordinary employees; None of a company that is not in the register."""
    return None if isinstance(state, NotRegistered) else state.entry.size


COMPANY: Decider[Order, State, CompanyFacts] = Decider(
    case_type="company",
    initial=NotRegistered(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
