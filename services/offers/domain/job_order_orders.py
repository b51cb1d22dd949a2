"""What can be ordered about a company's order for people; `on` left out is today."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.offers.domain.job_order_words import (
    Answer,
    Channel,
    Code,
    Codes,
    Count,
    NobodyBecause,
    NotFilledBecause,
    Positions,
    SupportForm,
    Term,
    Title,
    WithdrawnBecause,
)
from shared.eventlog.command import Command as Order

Terms: TypeAlias = Annotated[tuple[Term, ...], Meta(max_length=3)]
Channels: TypeAlias = Annotated[tuple[Channel, ...], Meta(max_length=2)]


class ReceiveJobOrder(Order, frozen=True):
    """Take a company's order for people in.

    An open order of the same company for the same work is the same order, wherever the company
    told of it; `separate` says that it is another one all the same.
    """

    company: UUID
    title: Title
    positions: Positions
    apply_by: date
    support_form: SupportForm = "ordinary"
    starts_on: date | None = None
    competences: Codes = ()
    obtained_by: Code | None = None
    separate: bool = False
    on: date | None = None


class CorrectJobOrder(Order, frozen=True):
    """Write the order anew as it should have been; what is left out stays as it was."""

    title: Title | None = None
    positions: Positions | None = None
    apply_by: date | None = None
    support_form: SupportForm | None = None
    starts_on: date | None = None
    competences: Codes | None = None
    obtained_by: Code | None = None


class ValidateJobOrder(Order, frozen=True):
    """Say what has been agreed with the company."""

    terms: Terms
    on: date | None = None


class PublishJobOrder(Order, frozen=True):
    """Open the order: every centre is asked, and it is shown where the channels say."""

    channels: Channels = ("receptions", "jobnet")
    on: date | None = None


class AnswerJobOrder(Order, frozen=True):
    """Answer for a centre: so many candidates, or none and why."""

    centre: Code
    answer: Answer
    candidates: Count = 0
    reason: NobodyBecause | None = None
    on: date | None = None


class ConfirmJobOrderOpen(Order, frozen=True):
    """Note that the company still looks for people."""

    on: date | None = None


class NoteToldAgain(Order, frozen=True):
    """Note that the company told another unit of the same vacancy."""

    unit: Code
    on: date | None = None


class FillPosition(Order, frozen=True):
    """Fill one of the positions, with a candidate or with somebody the company found itself."""

    candidacy: UUID | None = None
    on: date | None = None


class WithdrawFill(Order, frozen=True):
    """Take back that a position was filled."""

    position: Positions
    reason: NotFilledBecause


class WithdrawJobOrder(Order, frozen=True):
    """Close the order, for the company wants nobody any more."""

    reason: WithdrawnBecause
    on: date | None = None


class ReopenJobOrder(Order, frozen=True):
    """Open an order again that was withdrawn or has expired; `apply_by` is the last day now."""

    apply_by: date


class ExpireJobOrder(Order, frozen=True):
    """Close the order, for the last day to apply has passed."""

    on: date


class NoteCandidate(Order, frozen=True):
    """Take note of a candidacy."""

    candidacy: UUID
    centre: Code


class NoteCandidateDropped(Order, frozen=True):
    """Take note that a candidacy is over."""

    candidacy: UUID


Command: TypeAlias = (
    ReceiveJobOrder
    | CorrectJobOrder
    | ValidateJobOrder
    | PublishJobOrder
    | AnswerJobOrder
    | ConfirmJobOrderOpen
    | NoteToldAgain
    | FillPosition
    | WithdrawFill
    | WithdrawJobOrder
    | ReopenJobOrder
    | ExpireJobOrder
    | NoteCandidate
    | NoteCandidateDropped
)
