"""The information form a sick citizen fills in: sent from here, answered in sickpay.

Law: sick pay act § 11. S003 f.44: sickpay is told at once when the form is sent, and the answer
goes to sickpay. Its content never comes here, only whether it came back.
"""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event

FormStatus: TypeAlias = Literal["returned", "overdue"]


class RequestInformationForm(Command, frozen=True):
    """Note that a sick citizen must have the form; only the policy orders it."""

    citizen: UUID
    sick_pay_case: UUID


class SendInformationForm(Command, frozen=True):
    """Send the form to the citizen."""

    on: date


class CorrectFormSending(Command, frozen=True):
    """Correct the day the form was sent."""

    on: date


class NoteFormStatus(Command, frozen=True):
    """Note what sickpay tells about the form; only the policy orders it."""

    status: FormStatus


class CancelInformationForm(Command, frozen=True):
    """Note that nobody was ill and no form is due; only the policy orders it."""


class InformationFormRequested(
    Event, frozen=True, tag="benefit_service.information_form_requested"
):
    """A citizen is reported ill; the form must be sent."""

    citizen: UUID
    sick_pay_case: UUID


class InformationFormSent(Event, frozen=True, tag="benefit_service.information_form_sent"):
    """The form is on its way to the citizen; sickpay's clock runs from this day."""

    citizen: UUID
    sick_pay_case: UUID
    sent_on: date


class FormSendingCorrected(Event, frozen=True, tag="benefit_service.form_sending_corrected"):
    """The form was sent on another day than was registered."""

    citizen: UUID
    sick_pay_case: UUID
    sent_on: date


class FormStatusNoted(Event, frozen=True, tag="benefit_service.form_status_noted"):
    """Sickpay told that the form came back, or that it did not in time."""

    citizen: UUID
    sick_pay_case: UUID
    status: FormStatus


class InformationFormCancelled(
    Event, frozen=True, tag="benefit_service.information_form_cancelled"
):
    """The notification of illness was a mistake; no form is due."""

    citizen: UUID
    sick_pay_case: UUID


class NotDue(Struct, frozen=True):
    """No form is due."""


class Due(Struct, frozen=True):
    """A form must be sent."""

    citizen: UUID
    sick_pay_case: UUID


class Sent(Struct, frozen=True):
    """The form is with the citizen; `status` is what sickpay told last."""

    citizen: UUID
    sick_pay_case: UUID
    sent_on: date
    status: FormStatus | None = None


class Cancelled(Struct, frozen=True):
    """No form is due after all."""

    citizen: UUID
    sick_pay_case: UUID


State: TypeAlias = NotDue | Due | Sent | Cancelled
FormEvent: TypeAlias = (
    InformationFormRequested
    | InformationFormSent
    | FormSendingCorrected
    | FormStatusNoted
    | InformationFormCancelled
)


class FormFacts(Struct, frozen=True):
    """What was found out: the day."""

    today: date


def blocks(command: type[Command], state: State, _facts: FormFacts) -> tuple[Code, ...]:
    """List why an order is not allowed now, first reason first."""
    if command is RequestInformationForm:
        return () if isinstance(state, NotDue) else ("form_already_requested",)
    if command not in _ON_A_FORM:
        return ("not_allowed_now",)
    match state:
        case NotDue():
            return ("not_allowed_now",)
        case Cancelled():
            return ("form_cancelled",)
        case Due() if command in {CorrectFormSending, NoteFormStatus}:
            return ("form_not_sent",)
        case Sent() if command is SendInformationForm:
            return ("form_already_sent",)
        case _:
            return ()


def decide(command: Command, state: State, facts: FormFacts) -> list[Decision]:
    """Answer an order with facts, or refuse it."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RequestInformationForm(citizen, sick_pay_case), NotDue():
            return [InformationFormRequested(citizen, sick_pay_case)]
        case ((SendInformationForm(on) | CorrectFormSending(on)), _) if on > facts.today:
            raise Rejected("date_in_future")
        case SendInformationForm(on), Due(citizen, sick_pay_case):
            return [InformationFormSent(citizen, sick_pay_case, on)]
        case CorrectFormSending(on), Sent(citizen, sick_pay_case, sent_on):
            corrected = FormSendingCorrected(citizen, sick_pay_case, on)
            return [] if on == sent_on else [corrected]
        case CancelInformationForm(), Due(citizen, sick_pay_case) | Sent(citizen, sick_pay_case):
            return [InformationFormCancelled(citizen, sick_pay_case)]
        case NoteFormStatus(status), Sent(citizen, sick_pay_case):
            noted = FormStatusNoted(citizen, sick_pay_case, status)
            return [] if status == state.status else [noted]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Give the state after a fact."""
    match event, state:
        case InformationFormRequested(citizen, sick_pay_case), _:
            return Due(citizen, sick_pay_case)
        case InformationFormSent(citizen, sick_pay_case, sent_on), _:
            return Sent(citizen, sick_pay_case, sent_on)
        case FormSendingCorrected(sent_on=sent_on), Sent(citizen, sick_pay_case, _, status):
            return Sent(citizen, sick_pay_case, sent_on, status)
        case InformationFormCancelled(citizen, sick_pay_case), _:
            return Cancelled(citizen, sick_pay_case)
        case FormStatusNoted(status=status), Sent(citizen, sick_pay_case, sent_on):
            return Sent(citizen, sick_pay_case, sent_on, status)
        case _:
            return state


_ON_A_FORM: frozenset[type[Command]] = frozenset(
    {SendInformationForm, CorrectFormSending, NoteFormStatus, CancelInformationForm}
)
INFORMATION_FORM: Decider[Command, State, FormFacts] = Decider(
    case_type="information_form", initial=NotDue(), blocks=blocks, decide=decide, evolve=evolve
)
