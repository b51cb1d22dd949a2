"""What can be ordered in a request for help between the jobcenter and social services."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.visitation.domain.codes import Text
from services.visitation.domain.social_request_events import RequestAnswer
from shared.eventlog.command import Command as Order

Measures: TypeAlias = Annotated[tuple[Text, ...], Meta(min_length=1, max_length=50)]
Percent: TypeAlias = Annotated[int, Meta(ge=0, le=100)]


class RequestHelp(Order, frozen=True):
    """Ask the other administration for help; `green_wave` is the agreed fast lane."""

    citizen: UUID
    need: Text
    legal_basis: Text
    green_wave: bool = False
    consent: bool = False
    on: date | None = None


class CorrectRequest(Order, frozen=True):
    """Write the request anew as it should have been; what is left out stays as it was."""

    reason: Text
    need: Text | None = None
    legal_basis: Text | None = None
    green_wave: bool | None = None
    consent: bool | None = None
    requested_on: date | None = None


class AcknowledgeRequest(Order, frozen=True):
    """Say that the request has arrived and who looks at it."""

    handled_by: Text
    on: date | None = None


class AnswerRequest(Order, frozen=True):
    """Accept or reject the request; a rejection says why."""

    answer: RequestAnswer
    reason: Text | None = None
    on: date | None = None


class AgreeJointPlan(Order, frozen=True):
    """Agree what each side does, how social and employment measures weigh, and when to look again.

    `social_weight` is the social measures' share in percent.
    """

    jobcenter_measures: Measures
    social_measures: Measures
    social_weight: Percent
    review_on: date
    on: date | None = None


class ReviewJointPlan(Order, frozen=True):
    """Look at the joint plan together and set the next day to do so."""

    outcome: Text
    review_on: date
    on: date | None = None


class CloseRequest(Order, frozen=True):
    """Close an answered request."""

    reason: Text
    on: date | None = None


class WithdrawRequest(Order, frozen=True):
    """Take back a request that should not have been sent."""

    reason: Text


class WithdrawRequestStep(Order, frozen=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: Text


class EscalateRequest(Order, frozen=True):
    """Tell the managers of both sides that a deadline passed."""

    rule_key: str
    timely_until: date


Command: TypeAlias = (
    RequestHelp
    | CorrectRequest
    | AcknowledgeRequest
    | AnswerRequest
    | AgreeJointPlan
    | ReviewJointPlan
    | CloseRequest
    | WithdrawRequest
    | WithdrawRequestStep
    | EscalateRequest
)
