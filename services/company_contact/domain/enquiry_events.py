"""What is told about a company's enquiry."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.company_contact.domain.enquiry_orders import (
    Answer,
    Channel,
    ClosedBecause,
    Topic,
    WrongBecause,
)
from shared.eventlog.event import Event as Fact

EnquiryStep: TypeAlias = Literal["assigned", "answered", "closed"]
EnquiryStage: TypeAlias = Literal["received", "assigned", "answered", "closed"]


class EnquiryReceived(Fact, frozen=True, tag="company_contact.enquiry_received"):
    """A company asked something; from here the days to answer run."""

    company: UUID
    topic: Topic
    channel: Channel
    received_on: date


class EnquiryAskedAgain(Fact, frozen=True, tag="company_contact.enquiry_asked_again"):
    """The company asked for the same in another way."""

    company: UUID
    channel: Channel
    asked_on: date


class EnquiryAssigned(Fact, frozen=True, tag="company_contact.enquiry_assigned"):
    """A unit is to answer the enquiry."""

    company: UUID
    unit: str


class EnquiryAnswered(Fact, frozen=True, tag="company_contact.enquiry_answered"):
    """The company was answered."""

    company: UUID
    unit: str
    answered_on: date
    answer: Answer


class EnquiryClosed(Fact, frozen=True, tag="company_contact.enquiry_closed"):
    """Nothing more is to be done about the enquiry."""

    company: UUID
    reason: ClosedBecause


class EnquiryStepWithdrawn(Fact, frozen=True, tag="company_contact.enquiry_step_withdrawn"):
    """The step was entered wrongly; the enquiry is at `stage` again, with `unit`."""

    company: UUID
    step: EnquiryStep
    stage: EnquiryStage
    unit: str | None
    reason: WrongBecause


EnquiryEvent: TypeAlias = (
    EnquiryReceived
    | EnquiryAskedAgain
    | EnquiryAssigned
    | EnquiryAnswered
    | EnquiryClosed
    | EnquiryStepWithdrawn
)
