"""The stages of a sanction case, and what is found out before something is decided in it."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from services.benefit_service.domain.deduction import AttendanceDay
from services.benefit_service.domain.hearing_events import Finding
from services.benefit_service.domain.hearing_letter import Coverage
from services.benefit_service.domain.sanction_events import (
    AppealRegistered,
    NonComplianceReported,
    Outcome,
    RecommendationReceived,
    SanctionAmountAssessed,
    SanctionDecided,
    SanctionEffectuated,
)
from shared.actor import Actor
from shared.eventlog.decider import Code
from shared.law.rule import Rule
from shared.period import Period


class NotReported(Struct, frozen=True):
    """Nobody has reported anything."""


class Reported(Struct, frozen=True):
    """A report waits for hearing, recommendation and decision; `seen` are late facts noted."""

    report: NonComplianceReported
    recommendation: RecommendationReceived | None = None
    seen: tuple[UUID, ...] = ()


class Decided(Struct, frozen=True):
    """Days are taken; `effectuated` once they were taken from a payment.

    `assessed` is the amount a decision got afterwards, when it was made without one.
    `to_review` are late facts nobody has looked at yet.
    """

    report: NonComplianceReported
    decision: SanctionDecided
    assessed: SanctionAmountAssessed | None = None
    effectuated: SanctionEffectuated | None = None
    appeal: AppealRegistered | None = None
    appeal_decided: bool = False
    to_review: tuple[UUID, ...] = ()
    seen: tuple[UUID, ...] = ()

    @property
    def is_open_appeal(self) -> bool:
        """Say whether a complaint waits for its answer."""
        return self.appeal is not None and not self.appeal_decided

    @property
    def amount(self) -> int | None:
        """Return what is to be taken (øre): the decision's own amount, else the one assessed."""
        return self.decision.amount if self.assessed is None else self.assessed.amount

    @property
    def appeal_by(self) -> date:
        """Return the last day to complain: it runs anew from the letter that gave the amount."""
        return self.decision.appeal_by if self.assessed is None else self.assessed.appeal_by


class Closed(Struct, frozen=True):
    """The case has ended with an outcome that its reporter was told."""

    report: NonComplianceReported
    outcome: Outcome


State: TypeAlias = NotReported | Reported | Decided | Closed


class Heard(Struct, frozen=True):
    """The hearing about this case as it stands: no finding before it is concluded."""

    hearing: UUID
    finding: Finding | None
    coverage: Coverage


class KnownReason(Struct, frozen=True):
    """Something on record that excuses an absence: employment or sickness in a period."""

    kind: str
    period: Period


class SanctionLaw(Struct, frozen=True):
    """The rules that hold on the day of the reported absence, and the days they lead to."""

    hearing: Rule
    guidance: Rule
    days: Rule
    effectuation: Rule
    appeal: Rule
    effectuate_by: date
    appeal_by: date


class SanctionFacts(Struct, frozen=True):
    """What was found out beforehand: who acts, other cases, what others told, the rules.

    `already_reported` says that another case holds that absence. `law_refused` and `rate_refused`
    say why there is no rule or no day rate (øre); `rate_rule` is the row the rate stands in.
    `guidance_given_on` is the last day before the
    absence on which the citizen was guided in writing. `relied_on` are events by their id.
    """

    today: date
    actor: Actor
    sanction_case: UUID
    already_reported: bool = False
    hearing: Heard | None = None
    guidance_given_on: date | None = None
    law: SanctionLaw | None = None
    law_refused: Code | None = None
    attendance: tuple[AttendanceDay, ...] = ()
    contact_restored_on: date | None = None
    known_reasons: tuple[KnownReason, ...] = ()
    deducted_before: tuple[date, ...] = ()
    day_rate: int | None = None
    rate_refused: Code | None = None
    rate_rule: Rule | None = None
    relied_on: tuple[UUID, ...] = ()
    decision_event: UUID | None = None
