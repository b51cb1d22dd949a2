"""What company contact listens to: its own register, and talks and grants sick pay asks for.

Of a citizen nothing is read: neither who it is nor what the talk is about.
"""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.company_contact.domain.company import CompanyRegistered
from shared.eventlog.event import Event


class WorkplaceContactAskedFor(Event, frozen=True, tag="sickpay.workplace_contact_asked_for"):
    """Sick pay asks for a talk with a company on a day."""

    step: UUID
    company: UUID
    planned_on: date


class WorkplaceGrantAskedFor(Event, frozen=True, tag="sickpay.workplace_grant_asked_for"):
    """Sick pay asks for a grant at a company, wanted from a day."""

    step: UUID
    company: UUID
    wanted_from: date


class PlanStepWithdrawn(Event, frozen=True, tag="sickpay.plan_step_withdrawn"):
    """Sick pay asks for it no more; `company` where it was a talk or a grant."""

    step: UUID
    company: UUID | None


class DeadlineMissed(Event, frozen=True, tag="deadline.missed"):
    """The last timely day of a deadline passed; company contact hears its own."""

    rule_key: str
    timely_until: date


Message: TypeAlias = (
    CompanyRegistered
    | WorkplaceContactAskedFor
    | WorkplaceGrantAskedFor
    | PlanStepWithdrawn
    | DeadlineMissed
)
