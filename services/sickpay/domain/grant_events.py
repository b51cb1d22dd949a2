"""What can happen with a grant at the workplace; which it is, and why, is sealed for sick pay."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.sickpay.domain.grant_orders import GrantGround, RefusalReason
from shared.eventlog.event import Event
from shared.money import Ore
from shared.privacy.personal import EconomyData, HealthData


class WorkplaceGrantAskedFor(Event, frozen=True, tag="sickpay.workplace_grant_asked_for"):
    """The plan asks for a grant at a company from a day; what for is for sick pay alone."""

    citizen: UUID
    step: UUID
    company: UUID
    wanted_from: date
    ground: HealthData[GrantGround]


class WorkplaceGrantNoted(Event, frozen=True, tag="sickpay.workplace_grant_noted"):
    """The grant holds for these days; `rule` is what limits them, where something does."""

    citizen: UUID
    step: UUID
    from_: date
    to: date | None
    amount: EconomyData[Ore] | None = None
    rule: HealthData[str] | None = None


class WorkplaceGrantRefusalNoted(Event, frozen=True, tag="sickpay.workplace_grant_refusal_noted"):
    """The grant was refused, for a reason that lies with the company."""

    citizen: UUID
    step: UUID
    reason: RefusalReason


class WorkplaceGrantReopened(Event, frozen=True, tag="sickpay.workplace_grant_reopened"):
    """The answer was taken back; the grant is asked for still."""

    citizen: UUID
    step: UUID


GrantEvent: TypeAlias = (
    WorkplaceGrantAskedFor
    | WorkplaceGrantNoted
    | WorkplaceGrantRefusalNoted
    | WorkplaceGrantReopened
)
