"""What has become of a sick citizen's case beside the absence and the form: the follow-up course.

The same course serves sick pay and sick cash-benefit recipients (S-06).
"""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.sickpay.domain.certificate_history import Certificate, Illness
from services.sickpay.domain.ending_orders import (
    EndGround,
    ExtensionGround,
    HearingFinding,
    NextBasis,
    Reassessed,
)
from services.sickpay.domain.follow_up_events import RiskAssessed
from services.sickpay.domain.follow_up_orders import Category
from services.sickpay.domain.paper_orders import Party
from services.sickpay.domain.plan_step_history import PlanSteps
from shared.money import Ore
from shared.privacy.personal import EconomyData, HealthData

PlanStage: TypeAlias = Literal["none", "draft", "agreed", "revised", "closed"]


class Limit(Struct, frozen=True):
    """When the citizen passes the duration limit, and the last day of that month."""

    counted_from: date
    reached_on: date
    ends_after: date
    approaching_from: date
    rule: str


class Extension(Struct, frozen=True):
    """A ground that lets sick pay go on; without `until` it lasts to a decision."""

    ground: HealthData[ExtensionGround]
    until: date | None = None


class Reassessment(Struct, frozen=True):
    """What going through the seven grounds gave."""

    result: Reassessed
    grounds_met: HealthData[tuple[ExtensionGround, ...]]
    on: date


class Hearing(Struct, frozen=True):
    """The hearing about the end of sick pay, as the benefit service tells it."""

    hearing: UUID
    ground: EndGround
    served_on: date
    finding: HearingFinding | None = None
    concluded_on: date | None = None
    answered: bool = True


class Appeal(Struct, frozen=True):
    """How the citizen may complain about the end, and whether they did."""

    decided_on: date | None = None
    appeal_by: date | None = None
    registered_on: date | None = None
    upheld: bool = False


class Refund(Struct, frozen=True):
    """An employer's request; its version rises with each fact about it."""

    request: UUID
    from_: date
    to: date
    amount: EconomyData[Ore]
    version: int = 1
    fetched: bool = False
    annulled: bool = False
    paid: bool = False


class PartialReturn(Struct, frozen=True):
    """The citizen works some of the hours from a day on; `ended_on` is the day it stopped."""

    from_: date
    hours: int
    full_hours: int
    ended_on: date | None = None


class Contact(Struct, frozen=True):
    """Somebody was in touch with a party, and this is next; older ones have no name."""

    contact: UUID | None
    party: Party
    on: date
    next_action: HealthData[str]
    next_on: date


class Course(Struct, frozen=True):
    """The course as it stands; a fresh case has nothing of all this."""

    category: Category | None = None
    risk: RiskAssessed | None = None
    summoned_for: date | None = None
    held: tuple[date, ...] = ()
    missed: tuple[date, ...] = ()
    spared_until: date | None = None
    owes_one: bool = False
    count_done: bool = False
    plan: PlanStage = "none"
    steps: PlanSteps = ()
    partial: PartialReturn | None = None
    stand_by_from: date | None = None
    fast_track: bool = False
    certificates: tuple[Certificate, ...] = ()
    contacts: tuple[Contact, ...] = ()
    statement: bool = False
    employer_interview_on: date | None = None
    limit: Limit | None = None
    reassessment: Reassessment | None = None
    extension: Extension | None = None
    next_basis: NextBasis | None = None
    next_from: date | None = None
    proposed: EndGround | None = None
    hearing: Hearing | None = None
    appeal: Appeal | None = None
    signed: bool = True
    refunds: tuple[Refund, ...] = ()
    flagged: tuple[str, ...] = ()
    assigned: tuple[str, str] | None = None

    @property
    def decisions(self) -> tuple[str, ...]:
        """Name the decisions that rely on the facts of the case."""
        named = (
            ("category", self.category is not None),
            ("follow_up_duty", self.spared_until is not None),
            ("reassessment", self.reassessment is not None),
            ("extension", self.extension is not None),
            ("proposal", self.proposed is not None),
            *((f"refund:{one.request}", one.paid) for one in self.refunds),
        )
        return tuple(name for name, made in named if made)

    @property
    def partial_from(self) -> date | None:
        """Return since when the citizen works some hours; None while it is none."""
        goes_on = self.partial is not None and self.partial.ended_on is None
        return self.partial.from_ if self.partial and goes_on else None

    @property
    def awaited(self) -> tuple[Certificate, ...]:
        """Return the certificates that a doctor still owes."""
        return tuple(one for one in self.certificates if one.awaited)

    @property
    def last_day(self) -> date | None:
        """Return the last day sick pay can be paid; None while nothing sets one."""
        if self.extension is not None:
            return self.extension.until
        return None if self.limit is None else self.limit.ends_after


def documented(ill: tuple[Illness, ...]) -> tuple[Illness, ...]:
    """Join the stretches that overlap or touch, so that a day counts once."""
    joined: list[Illness] = []
    for one in sorted(ill, key=lambda each: (each.first, each.last)):
        if joined and (one.first - joined[-1].last).days <= 1:
            joined[-1] = Illness(joined[-1].first, max(joined[-1].last, one.last))
        else:
            joined.append(one)
    return tuple(joined)
