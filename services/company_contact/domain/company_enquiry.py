"""A company's enquiry: one id, whichever way the company asks, until it is answered and closed.

A company that asks for the same again, by another channel or of another unit, has one enquiry
under way and not two; the first day it asked is the day the answer is counted from (C.2, C.8).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.company_contact.domain import enquiry_events as told
from services.company_contact.domain import enquiry_orders as orders
from services.company_contact.domain.company import CompanyStage
from shared.eventlog.command import Command as Order
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
from shared.eventlog.event import Event as Fact


class NotReceived(Struct, frozen=True):
    """No company asked anything here."""


class Received(Struct, frozen=True):
    """A company asked; nobody is to answer yet."""

    company: UUID
    topic: orders.Topic
    channels: tuple[orders.Channel, ...]
    received_on: date


class Assigned(Struct, frozen=True):
    """A unit is to answer; `before` is how it stood until then."""

    asked: Received
    unit: str
    before: "Received | Assigned"


class Answered(Struct, frozen=True):
    """The company was answered."""

    asked: Received
    answer: orders.Answer
    answered_on: date
    before: Assigned


class Closed(Struct, frozen=True):
    """Nothing more is to be done."""

    asked: Received
    reason: orders.ClosedBecause
    before: Received | Assigned | Answered


State: TypeAlias = NotReceived | Received | Assigned | Answered | Closed


class EnquiryFacts(Struct, frozen=True):
    """What was found out before a decision: the day, and how the company stands."""

    today: date
    company_stage: CompanyStage = "registered"


def blocks(command: type[Order], state: State, facts: EnquiryFacts) -> tuple[Code, ...]:
    """Say why this kind of order is not possible now."""
    match state:
        case NotReceived() if command is orders.ReceiveEnquiry:
            return _of_the_company(facts)
        case NotReceived():
            return ("enquiry_not_received",)
        case _ if command is orders.ReceiveEnquiry:
            return ("enquiry_already_received",)
        case Closed():
            return () if command is orders.WithdrawEnquiryStep else ("enquiry_closed",)
        case Answered():
            done = {orders.AssignEnquiry, orders.AnswerEnquiry}
            return ("enquiry_already_answered",) if command in done else ()
        case Received():
            return _UNASSIGNED.get(command, ())
        case Assigned():
            return ()


_UNASSIGNED: Final[dict[type[Order], tuple[Code, ...]]] = {
    orders.AnswerEnquiry: ("enquiry_not_assigned",),
    orders.WithdrawEnquiryStep: ("no_enquiry_step",),
}


def _of_the_company(facts: EnquiryFacts) -> tuple[Code, ...]:
    """Say whether the register knows it; one that closed may ask all the same."""
    return ("company_not_registered",) if facts.company_stage == "unknown" else ()


def decide(command: Order, state: State, facts: EnquiryFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse it with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case orders.ReceiveEnquiry(company, topic, channel, on), NotReceived():
            _refuse_future(on, facts)
            return [told.EnquiryReceived(company, topic, channel, on), _claim(company, topic)]
        case orders.NoteAskedAgain(channel, on), Received() | Assigned() | Answered():
            return _asked_again(channel, on, _asked(state), facts)
        case orders.AssignEnquiry(unit), Received() | Assigned():
            return _assign(unit, state)
        case orders.AnswerEnquiry(on, answer), Assigned(asked=asked, unit=unit):
            _refuse_future(on, facts)
            _refuse_before(on, asked)
            return [told.EnquiryAnswered(asked.company, unit, on, answer)]
        case orders.CloseEnquiry(reason), Received() | Assigned() | Answered():
            return _close(reason, state)
        case orders.WithdrawEnquiryStep(reason), Assigned() | Answered() | Closed():
            return _withdraw(reason, state)
        case _:
            return not_allowed_now()


def _asked_again(
    channel: orders.Channel, on: date, asked: Received, facts: EnquiryFacts
) -> list[Decision]:
    _refuse_future(on, facts)
    _refuse_before(on, asked)
    return [told.EnquiryAskedAgain(asked.company, channel, on)]


def _assign(unit: str, state: Received | Assigned) -> list[Decision]:
    if isinstance(state, Assigned) and state.unit == unit:
        raise Rejected("enquiry_already_assigned")
    return [told.EnquiryAssigned(_asked(state).company, unit)]


def _close(reason: orders.ClosedBecause, state: Received | Assigned | Answered) -> list[Decision]:
    """Close it; an enquiry is settled by an answer and by nothing else."""
    if reason == "settled" and not isinstance(state, Answered):
        raise Rejected("enquiry_not_answered")
    asked = _asked(state)
    return [told.EnquiryClosed(asked.company, reason), Release(_name(asked.company, asked.topic))]


def _withdraw(reason: orders.WrongBecause, state: Assigned | Answered | Closed) -> list[Decision]:
    asked, before = _asked(state), state.before
    step: told.EnquiryStep = "assigned"
    if not isinstance(state, Assigned):
        step = "answered" if isinstance(state, Answered) else "closed"
    again = told.EnquiryStepWithdrawn(asked.company, step, stage_of(before), _unit(before), reason)
    return [again, *([_claim(asked.company, asked.topic)] if step == "closed" else [])]


def _unit(state: Received | Assigned | Answered) -> str | None:
    match state:
        case Assigned(unit=unit) | Answered(before=Assigned(unit=unit)):
            return unit
        case _:
            return None


def _asked(state: Received | Assigned | Answered | Closed) -> Received:
    return state if isinstance(state, Received) else state.asked


def stage_of(state: Received | Assigned | Answered) -> told.EnquiryStage:
    """Name how far an enquiry is that is not closed."""
    match state:
        case Received():
            return "received"
        case Assigned():
            return "assigned"
        case Answered():
            return "answered"


def _name(company: UUID, topic: str) -> str:
    return f"company_enquiry:{company}:{topic}"


def _claim(company: UUID, topic: str) -> Claim:
    return Claim(_name(company, topic), refusal="enquiry_under_way")


def _refuse_future(on: date, facts: EnquiryFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")


def _refuse_before(on: date, asked: Received) -> None:
    if on < asked.received_on:
        raise Rejected("before_the_company_asked")


def evolve(state: State, event: Fact) -> State:
    """Give the enquiry's state after a fact."""
    match event, state:
        case told.EnquiryReceived(company, topic, channel, received_on), _:
            return Received(company, topic, (channel,), received_on)
        case told.EnquiryAskedAgain(channel=channel), Received() | Assigned() | Answered():
            return _with_channel(state, channel)
        case told.EnquiryAssigned(unit=unit), Received() | Assigned():
            return Assigned(_asked(state), unit, state)
        case told.EnquiryAnswered(answered_on=on, answer=answer), Assigned():
            return Answered(state.asked, answer, on, state)
        case told.EnquiryClosed(reason=reason), Received() | Assigned() | Answered():
            return Closed(_asked(state), reason, state)
        case told.EnquiryStepWithdrawn(), Assigned() | Answered() | Closed():
            return _heard(state.before, _asked(state).channels)
        case _:
            return state


def _with_channel(state: Received | Assigned | Answered, channel: orders.Channel) -> State:
    return _heard(state, (*_asked(state).channels, channel))


def _heard(state: Received | Assigned | Answered, channels: tuple[orders.Channel, ...]) -> State:
    """Keep how the company asked, also when a step is taken back."""
    asked = replace(_asked(state), channels=tuple(dict.fromkeys(channels)))
    return asked if isinstance(state, Received) else replace(state, asked=asked)


COMPANY_ENQUIRY: Decider[Order, State, EnquiryFacts] = Decider(
    case_type="company_enquiry",
    initial=NotReceived(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
