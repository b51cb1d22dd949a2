"""What visitation reads of offers: orders for people, candidates, and what follows an offer."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.eventlog.event import Event


class NextStepPlanned(Event, frozen=True, tag="offers.next_step_planned"):
    """What comes after the offer is planned."""

    citizen: UUID
    kind: str
    starts_on: date | None


class NextStepWithdrawn(Event, frozen=True, tag="offers.next_step_withdrawn"):
    """What was planned after the offer is planned no more."""

    citizen: UUID


class JobOrderReceived(Event, frozen=True, tag="offers.job_order_received"):
    """A company asked for people."""

    company: UUID
    title: str
    positions: int
    support_form: str
    competences: tuple[str, ...]


class JobOrderCorrected(Event, frozen=True, tag="offers.job_order_corrected"):
    """The order as it should have been told."""

    company: UUID
    title: str
    positions: int
    support_form: str
    competences: tuple[str, ...]


class JobOrderPublished(Event, frozen=True, tag="offers.job_order_published"):
    """The order is open."""

    published_on: date


class JobOrderConfirmedOpen(Event, frozen=True, tag="offers.job_order_confirmed_open"):
    """The company still looks for people."""

    confirmed_on: date


class PositionFilled(Event, frozen=True, tag="offers.position_filled"):
    """One of the positions was filled."""

    position: int


class PositionFillWithdrawn(Event, frozen=True, tag="offers.position_fill_withdrawn"):
    """The position was not filled."""

    position: int


class JobOrderReopened(Event, frozen=True, tag="offers.job_order_reopened"):
    """The order is open after all."""

    reopened_on: date


class OrderClosureBroadcast(Event, frozen=True, tag="offers.order_closure_broadcast"):
    """The order is over, and everybody is told."""

    because: str


class CandidateProposed(Event, frozen=True, tag="offers.candidate_proposed"):
    """The citizen was proposed for a company's order."""

    citizen: UUID


class CandidateRejected(Event, frozen=True, tag="offers.candidate_rejected"):
    """The company did not want the citizen."""

    citizen: UUID


class CandidateHired(Event, frozen=True, tag="offers.candidate_hired"):
    """The citizen got the job."""

    citizen: UUID


class HireWithdrawn(Event, frozen=True, tag="offers.hire_withdrawn"):
    """The citizen did not get the job after all."""

    citizen: UUID


class CandidacyClosed(Event, frozen=True, tag="offers.candidacy_closed"):
    """The order is over without the citizen."""

    citizen: UUID


Message: TypeAlias = (
    NextStepPlanned
    | NextStepWithdrawn
    | JobOrderReceived
    | JobOrderCorrected
    | JobOrderPublished
    | JobOrderConfirmedOpen
    | PositionFilled
    | PositionFillWithdrawn
    | JobOrderReopened
    | OrderClosureBroadcast
    | CandidateProposed
    | CandidateRejected
    | CandidateHired
    | HireWithdrawn
    | CandidacyClosed
)
