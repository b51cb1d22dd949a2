"""The citizen's case: registered once, guided on duties, handed over, closed and reopened.

Law: LAB §§ 16-18 (contact), LAB ch. 6 (CV); act on active social policy § 35 stk. 1
(duty guidance in writing comes before any sanction); one open case for each citizen.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain import (
    cancellation,
    case_file,
    contact_course,
    duty_guidance,
    registration,
)
from services.visitation.domain.case_file import Open
from services.visitation.domain.codes import Age, CloseReason, Text
from services.visitation.domain.ground import CaseLaw, Ground
from services.visitation.domain.registration import (
    CitizenRegistered,
    RegisterCitizen,
    claim_of,
    open_case_of,
    past,
    stated_in,
)
from shared.clock import local_date
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData


class CloseCase(Order, frozen=True):
    """Close the case, from a day on."""

    reason: CloseReason
    on: date | None = None


class CloseOnExternalRecord(Order, frozen=True):
    """Close the case from the first day of a job that another system has told of."""

    on: date
    record_source: str
    record_id: str


class ReopenCase(Order, frozen=True):
    """Open a closed case again because the citizen is back; `age` is the age that day.

    Left out, the age is as it was stated last. When that is a year old and a rule of the day needs
    the age, `not_known_yet` is answered.
    """

    reason: Text
    on: date | None = None
    age: Age | None = None


class WithdrawClosing(Order, frozen=True):
    """Take back a closing that was a mistake; the only way back from a death recorded wrongly."""

    reason: Text


class CaseClosed(Fact, frozen=True, tag="visitation.case_closed"):
    """The case is closed from that day; `record_id` names the foreign record that closed it."""

    citizen: UUID
    reason: CloseReason
    closed_on: date
    record_source: str | None = None
    record_id: str | None = None


class CaseReopened(Fact, frozen=True, tag="visitation.case_reopened"):
    """The case is open again; `by_mistake` when it should never have been closed.

    `age` is the age that day, where it was said.
    """

    citizen: UUID
    reopened_on: date
    reason: ContactData[str]
    by_mistake: bool = False
    age: int | None = None


Command: TypeAlias = (
    registration.Command
    | CloseCase
    | CloseOnExternalRecord
    | ReopenCase
    | WithdrawClosing
    | case_file.Command
)
Event: TypeAlias = registration.Event | CaseClosed | CaseReopened | case_file.Event

# What moves a clock (registration, interview, CV) is corrected in an open case only.
_LATE_CORRECTIONS: Final = frozenset(
    {
        duty_guidance.CorrectDutyGuidance,
        duty_guidance.WithdrawDutyGuidance,
        contact_course.CorrectSummons,
        contact_course.WithdrawNoShow,
        cancellation.WithdrawCancellation,
    }
)


class NotRegistered(Struct, frozen=True):
    """Nobody has opened this case."""


class Closed(Struct, frozen=True):
    """The case is closed; mistakes in it can still be corrected."""

    case: Open
    reason: CloseReason
    closed_on: date


State: TypeAlias = NotRegistered | Open | Closed


class CaseFacts(Struct, frozen=True):
    """What the case cannot know itself: the moment, who acts, the law, any open party hearing."""

    now: datetime
    hearing_open: bool = False
    case_id: UUID | None = None
    actor: str = ""
    law: CaseLaw = CaseLaw()

    @property
    def today(self) -> date:
        """Return the business day."""
        return local_date(self.now)

    def ground(self, file: Open) -> Ground:
        """Return what a part of the case stands on when it answers."""
        return Ground(
            citizen=file.citizen,
            case_id=self.case_id,
            now=self.now,
            since=file.since,
            actor=self.actor,
            interviews=file.interviews,
            law=self.law,
            benefit_basis=file.lives_on,
            age=file.aged.age,
        )


def blocks(command_type: type[Order], state: State, facts: CaseFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotRegistered():
            return () if command_type is RegisterCitizen else ("not_registered",)
        case Open() if command_type is RegisterCitizen:
            return ("already_registered",)
        case Open() if command_type in {ReopenCase, WithdrawClosing}:
            return ("case_not_closed",)
        case Open():
            return _blocks_open(command_type, state, facts)
        case Closed(reason="death") if command_type is ReopenCase:
            return ("citizen_is_dead",)
        case Closed(case) if command_type in _LATE_CORRECTIONS:
            return _blocks_open(command_type, case, facts)
        case Closed() if command_type in {ReopenCase, WithdrawClosing}:
            return ()
        case Closed():
            return ("case_closed",)


def _blocks_open(command_type: type[Order], state: Open, facts: CaseFacts) -> tuple[Code, ...]:
    if command_type in {CloseCase, CloseOnExternalRecord} and facts.hearing_open:
        return ("party_hearing_open",)
    return case_file.blocks(command_type, state)


def decide(command: Order, state: State, facts: CaseFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RegisterCitizen(), NotRegistered():
            return registration.register(command, facts.today, facts.law)
        case _, Open():
            return _decide_open(command, state, facts)
        case ReopenCase(reason, on, age), Closed(case, closed_on=closed_on):
            day = past(on, facts.today)
            if day < closed_on:
                raise Rejected("before_closing")
            return [claim_of(case.citizen), CaseReopened(case.citizen, day, reason, age=age)]
        case WithdrawClosing(reason), Closed(case, closed_on=closed_on):
            reopened = CaseReopened(case.citizen, closed_on, reason, by_mistake=True)
            return [claim_of(case.citizen), reopened]
        case _, Closed(case):
            return case_file.decide(command, case, facts.ground(case))
        case _:
            return not_allowed_now()


def _decide_open(command: Order, state: Open, facts: CaseFacts) -> Sequence[Decision]:
    citizen = state.citizen
    match command:
        case CloseCase(reason, on):
            day = _since(state, past(on, facts.today))
            return [CaseClosed(citizen, reason, day), Release(open_case_of(citizen))]
        case CloseOnExternalRecord(on, source, record):
            day = _since(state, past(on, facts.today))
            return [CaseClosed(citizen, "job", day, source, record), Release(open_case_of(citizen))]
        case _:
            return case_file.decide(command, state, facts.ground(state))


def evolve(state: State, event: Fact) -> State:
    """Return the case after a fact."""
    match event, state:
        case CitizenRegistered(), _:
            return Open(event.citizen, stated_in(event), event.registered_on)
        case CaseClosed(reason=reason, closed_on=day), Open():
            return Closed(state, reason, day)
        case CaseReopened(by_mistake=True), Closed(case):
            return case
        case CaseReopened(reopened_on=day, age=age), Closed(case):
            return replace(case_file.told_age(case, age, day), since=day)
        case _, Open():
            return case_file.evolve(state, event)
        case _, Closed(case):
            return replace(state, case=case_file.evolve(case, event))
        case _:
            return state


def _since(state: Open, day: date) -> date:
    if day < state.since:
        raise Rejected("before_registration")
    return day


citizen_case: Final = Decider[Order, State, CaseFacts](
    case_type="citizen_case",
    initial=NotRegistered(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
