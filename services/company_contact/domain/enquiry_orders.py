"""What can be ordered about a company's enquiry; no free words and nobody's name stand in it."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.company_contact.domain.contact import Unit
from shared.eventlog.command import Command as Order

Topic: TypeAlias = Literal[
    "recruitment",
    "company_practice",
    "wage_subsidy",
    "retention",
    "upskilling",
    "dismissals",
    "other",
]
Channel: TypeAlias = Literal["phone", "email", "web", "visit"]
Answer: TypeAlias = Literal["informed", "visit_planned", "order_taken", "agreement_drafted"]
ClosedBecause: TypeAlias = Literal["settled", "company_gave_up", "entered_wrong"]
WrongBecause: TypeAlias = Literal["wrong_company", "entered_twice", "said_otherwise"]


class ReceiveEnquiry(Order, frozen=True):
    """Take in what a company asks, whoever in the house it asks."""

    company: UUID
    topic: Topic
    channel: Channel
    on: date


class NoteAskedAgain(Order, frozen=True):
    """Note that the company asked for the same in another way; it is still one enquiry."""

    channel: Channel
    on: date


class AssignEnquiry(Order, frozen=True):
    """Give the enquiry to the unit that answers it."""

    unit: Unit


class AnswerEnquiry(Order, frozen=True):
    """Note what the company was answered."""

    on: date
    answer: Answer


class CloseEnquiry(Order, frozen=True):
    """Close the enquiry; one that was not answered is closed with a reason of the company's."""

    reason: ClosedBecause


class WithdrawEnquiryStep(Order, frozen=True):
    """Take back that the enquiry was assigned, answered or closed."""

    reason: WrongBecause


EnquiryOrder: TypeAlias = (
    ReceiveEnquiry
    | NoteAskedAgain
    | AssignEnquiry
    | AnswerEnquiry
    | CloseEnquiry
    | WithdrawEnquiryStep
)
