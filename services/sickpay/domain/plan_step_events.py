"""What can happen with the steps of a follow-up plan that other services carry out."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.sickpay.domain.plan_step_orders import PlanOffer, StepStage, Topic
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class OfferAskedFor(Event, frozen=True, tag="sickpay.offer_asked_for"):
    """The plan asks for an offer in these days."""

    citizen: UUID
    step: UUID
    offer_type: PlanOffer
    from_: date
    to: date


class WorkplaceContactAskedFor(Event, frozen=True, tag="sickpay.workplace_contact_asked_for"):
    """The plan asks for a talk with a company; what about is for sick pay alone."""

    citizen: UUID
    step: UUID
    company: UUID
    planned_on: date
    about: HealthData[Topic]


class PlanStepWithdrawn(Event, frozen=True, tag="sickpay.plan_step_withdrawn"):
    """The step is not asked for any more; `company` where a talk was."""

    citizen: UUID
    step: UUID
    company: UUID | None
    reason: HealthData[str]


class PlanOfferNoted(Event, frozen=True, tag="sickpay.plan_offer_noted"):
    """The offer that was given is a step of the plan, asked for or not."""

    citizen: UUID
    step: UUID
    placement: UUID
    offer_type: PlanOffer
    from_: date
    to: date


class PlanStepMoved(Event, frozen=True, tag="sickpay.plan_step_moved"):
    """The step has come so far on a day."""

    citizen: UUID
    step: UUID
    stage: StepStage
    moved_on: date
    result: str | None = None


PlanStepEvent: TypeAlias = (
    OfferAskedFor | WorkplaceContactAskedFor | PlanStepWithdrawn | PlanOfferNoted | PlanStepMoved
)
