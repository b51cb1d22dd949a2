"""Companies' enquiries, told to the wiring: what is looked up, and which clock they owe."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import msgspec

from services.company_contact.domain import enquiry_events as told
from services.company_contact.domain import enquiry_orders as orders
from services.company_contact.domain.company import COMPANY, stage_of
from services.company_contact.domain.company_enquiry import COMPANY_ENQUIRY, EnquiryFacts, State
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.casework.mending import Mends, mended_by
from shared.eventlog.append import Guard
from shared.eventlog.command import Command

_STEPS: Final = (told.EnquiryAssigned, told.EnquiryAnswered, told.EnquiryClosed)
_MENDED: Final[Mends] = {orders.WithdrawEnquiryStep: ("withdrawn", _STEPS)}


def collect(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[EnquiryFacts]:
    """Find the day, whether the company is in the register, and the step that is taken back."""
    collected = Collected(facts=EnquiryFacts(desk.today))
    if isinstance(command, orders.ReceiveEnquiry):
        return _of(desk, command.company)
    mended = mended_by(_MENDED, (), loaded, command)
    if mended is None:
        return collected
    how, fact = mended
    day, gone = fact.meta.effective_on, fact.meta.event_id
    return replace(collected, effective_on=day, corrects=gone, how=how)


def _of(desk: Desk, company: UUID) -> Collected[EnquiryFacts]:
    found = desk.load(COMPANY, str(company))
    facts = EnquiryFacts(desk.today, stage_of(found.state))
    return Collected(facts=facts, guards=(Guard(found.stream, found.version),))


def show(state: State) -> Mapping[str, Any]:
    """Show where the enquiry stands now; how it stood before is told by its facts."""
    shown: dict[str, Any] = msgspec.to_builtins(state)
    return {name: value for name, value in shown.items() if name != "before"}


ENQUIRIES = CaseType(
    decider=COMPANY_ENQUIRY,
    path="company-enquiries",
    title="Henvendelse fra en virksomhed",
    collect=collect,
    commands=(
        Act(
            command=orders.ReceiveEnquiry,
            opens=True,
            example={
                "company": "01900000-0000-7000-8000-000000000001",
                "topic": "recruitment",
                "channel": "phone",
                "on": "2011-06-01",
            },
        ),
        Act(
            command=orders.NoteAskedAgain,
            verb="asked-again",
            example={"channel": "email", "on": "2011-06-01"},
        ),
        Act(
            command=orders.AssignEnquiry,
            verb="assign",
            example={"unit": "company_service"},
        ),
        Act(
            command=orders.AnswerEnquiry,
            verb="answer",
            example={"on": "2011-06-01", "answer": "visit_planned"},
        ),
        Act(command=orders.CloseEnquiry, verb="close", example={"reason": "settled"}),
        Act(
            command=orders.WithdrawEnquiryStep,
            verb="withdraw-step",
            example={"reason": "said_otherwise"},
        ),
    ),
    closes_on=(told.EnquiryClosed,),
    reopens_on=(told.EnquiryStepWithdrawn,),
    clocks=("enquiry.answer",),
    show=show,
)
