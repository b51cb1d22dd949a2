"""What is told about a company's order for people, until everybody knows that it is over.

No citizen stands in these facts: a candidate is named by the candidacy, which is a case of its own.
"""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.offers.domain.job_order_words import (
    Answer,
    Channel,
    ClosedBecause,
    NobodyBecause,
    NotFilledBecause,
    SupportForm,
    Term,
    WithdrawnBecause,
)
from shared.eventlog.event import Event as Fact


class JobOrderReceived(Fact, frozen=True, tag="offers.job_order_received"):
    """A company asked for people; `obtained_by` is the unit that got the order."""

    company: UUID
    title: str
    positions: int
    apply_by: date
    support_form: SupportForm
    starts_on: date | None
    competences: tuple[str, ...]
    obtained_by: str
    separate: bool
    received_on: date


class JobOrderCorrected(Fact, frozen=True, tag="offers.job_order_corrected"):
    """The order as it should have been, whole."""

    company: UUID
    title: str
    positions: int
    apply_by: date
    support_form: SupportForm
    starts_on: date | None
    competences: tuple[str, ...]
    obtained_by: str
    separate: bool
    received_on: date


class JobOrderValidated(Fact, frozen=True, tag="offers.job_order_validated"):
    """What must be agreed with such a company before anybody is sent there has been agreed."""

    terms: tuple[Term, ...]
    validated_on: date


class JobOrderPublished(Fact, frozen=True, tag="offers.job_order_published"):
    """The order is open, and shown by these channels and at these receptions."""

    channels: tuple[Channel, ...]
    receptions: tuple[str, ...]
    apply_by: date
    published_on: date


class JobOrderSentToCentre(Fact, frozen=True, tag="offers.job_order_sent_to_centre"):
    """A centre must answer with candidates or say that it has none."""

    request: UUID
    centre: str
    sent_on: date


class JobOrderAnswered(Fact, frozen=True, tag="offers.job_order_answered"):
    """A centre answered; `candidates` is how many it means to propose."""

    request: UUID
    centre: str
    answer: Answer
    candidates: int
    reason: NobodyBecause | None
    answered_on: date


class JobOrderConfirmedOpen(Fact, frozen=True, tag="offers.job_order_confirmed_open"):
    """The company said that it still looks for people."""

    confirmed_on: date


class JobOrderToldAgain(Fact, frozen=True, tag="offers.job_order_told_again"):
    """The company told another unit of the same vacancy; it is still one order."""

    unit: str
    told_on: date


class CandidateNoted(Fact, frozen=True, tag="offers.candidate_noted"):
    """Somebody is a candidate for the order."""

    candidacy: UUID
    centre: str


class CandidateDropped(Fact, frozen=True, tag="offers.candidate_dropped"):
    """Somebody is a candidate for the order no more."""

    candidacy: UUID


class PositionFilled(Fact, frozen=True, tag="offers.position_filled"):
    """One of the positions was filled; without a candidacy by somebody the company found itself."""

    position: int
    candidacy: UUID | None
    centre: str | None
    filled_on: date


class PositionFillWithdrawn(Fact, frozen=True, tag="offers.position_fill_withdrawn"):
    """The position was not filled."""

    position: int
    candidacy: UUID | None
    reason: NotFilledBecause


class JobOrderFilled(Fact, frozen=True, tag="offers.job_order_filled"):
    """All positions are filled; nobody may call on the company about the order any more."""

    positions: int
    filled_on: date


class JobOrderWithdrawn(Fact, frozen=True, tag="offers.job_order_withdrawn"):
    """The company wants nobody any more."""

    reason: WithdrawnBecause
    withdrawn_on: date


class JobOrderExpired(Fact, frozen=True, tag="offers.job_order_expired"):
    """The last day to apply has passed."""

    expired_on: date


class JobOrderReopened(Fact, frozen=True, tag="offers.job_order_reopened"):
    """The order is open after all, until this last day to apply."""

    apply_by: date
    reopened_on: date


class JobOrderLastDayMoved(Fact, frozen=True, tag="offers.job_order_last_day_moved"):
    """An open order may be applied for until another day."""

    apply_by: date


class OrderClosureBroadcast(Fact, frozen=True, tag="offers.order_closure_broadcast"):
    """Everybody who had to do with the order is told that it is over."""

    because: ClosedBecause
    centres: tuple[str, ...]
    receptions: tuple[str, ...]
    channels: tuple[Channel, ...]
    candidacies: tuple[UUID, ...]


Closing: TypeAlias = JobOrderFilled | JobOrderWithdrawn | JobOrderExpired
Stated: TypeAlias = JobOrderReceived | JobOrderCorrected
Event: TypeAlias = (
    Stated
    | JobOrderValidated
    | JobOrderPublished
    | JobOrderSentToCentre
    | JobOrderAnswered
    | JobOrderConfirmedOpen
    | JobOrderToldAgain
    | CandidateNoted
    | CandidateDropped
    | PositionFilled
    | PositionFillWithdrawn
    | Closing
    | JobOrderReopened
    | JobOrderLastDayMoved
    | OrderClosureBroadcast
)
