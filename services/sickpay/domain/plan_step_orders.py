"""What can be ordered about the steps of a follow-up plan that other services carry out."""

from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command

PlanOffer: TypeAlias = Literal["company_practice", "wage_subsidy"]
Topic: TypeAlias = Literal["partial_return", "section_56", "aid"]
StepStage: TypeAlias = Literal["asked", "given", "begun", "held", "done", "called_off"]


class AskForOffer(Command, frozen=True):
    """Ask offers for practice or a wage subsidy as a step of the plan; a person there gives it."""

    offer_type: PlanOffer
    from_: date
    to: date


class AskForWorkplaceContact(Command, frozen=True):
    """Ask for a talk with the workplace; what it is about stays with sick pay.

    `company` is the company's id in company contact; `planned_on` the day it is meant for.
    """

    company: UUID
    planned_on: date
    about: Annotated[
        Topic,
        Meta(
            description="What the talk is about: § 56 and aids tell of an illness.",
            extra_json_schema={"x-personal": "health"},
        ),
    ]


class WithdrawPlanStep(Command, frozen=True):
    """Take back what was asked for and has not begun; asked otherwise, it is a new step."""

    step: UUID
    reason: Reason


class NotePlanOffer(Command, frozen=True):
    """The citizen was given an offer, or it was put right; only a policy says so."""

    placement: UUID
    offer_type: PlanOffer
    from_: date
    to: date


class NotePlanStep(Command, frozen=True):
    """A step has come so far, as who carries it out tells; only a policy says so.

    `step` is the step's id, or that of the placement it was given as.
    """

    step: UUID
    stage: StepStage
    on: date
    result: str | None = None


PlanStepOrder: TypeAlias = (
    AskForOffer | AskForWorkplaceContact | WithdrawPlanStep | NotePlanOffer | NotePlanStep
)
