"""What can have happened in a sanction case, from the report to the last appeal."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.benefit_service.domain.benefit_appeal_events import AppealOutcome
from services.benefit_service.domain.deduction import Kind
from shared.eventlog.event import Event
from shared.law.assessment import Assessment
from shared.money import Ore
from shared.period import Period
from shared.privacy.personal import EconomyData

Outcome: TypeAlias = Literal["decided", "no_sanction", "dropped", "withdrawn", "reversed"]
ReviewOutcome: TypeAlias = Literal["stands", "reversed"]
ReverseGround: TypeAlias = Literal["appeal", "late_fact", "procedural_error", "own_initiative"]
Month: TypeAlias = str
"""A calendar month as `2011-07`."""


class NonComplianceReported(Event, frozen=True, tag="benefit_service.non_compliance_reported"):
    """Somebody reported that the citizen did not do what the benefit asks for.

    `reported_from` is where the report came from and where its outcome is told back;
    `continues` says that the absence went on. It is a report, not a finding.
    """

    citizen: UUID
    kind: Kind
    day: date
    reported_from: str
    reported_by: str
    placement: UUID | None = None
    report_event: UUID | None = None
    continues: bool = False
    consequences_in_writing: bool | None = None


class NonComplianceCorrected(Event, frozen=True, tag="benefit_service.non_compliance_corrected"):
    """The report named a wrong day, kind or placement."""

    citizen: UUID
    kind: Kind
    day: date
    placement: UUID | None
    continues: bool
    reason: EconomyData[str]


class NonComplianceWithdrawn(Event, frozen=True, tag="benefit_service.non_compliance_withdrawn"):
    """The report was a mistake; nothing comes of it."""

    citizen: UUID
    reason: EconomyData[str]


class RecommendationReceived(Event, frozen=True, tag="benefit_service.recommendation_received"):
    """The jobcenter recommended a sanction; it decides nothing."""

    citizen: UUID
    sanction_type: str
    law_ref: str
    recommended_by: str
    recommended_on: date
    recommendation_event: UUID


class SanctionDropped(Event, frozen=True, tag="benefit_service.sanction_dropped"):
    """The jobcenter found no ground for a sanction; the case is closed."""

    citizen: UUID
    reason: EconomyData[str]


class RecommendationTakenBack(Event, frozen=True, tag="benefit_service.recommendation_taken_back"):
    """The jobcenter no longer recommends a sanction; without it nothing can be decided."""

    citizen: UUID


class LateFactNoted(Event, frozen=True, tag="benefit_service.late_fact_noted"):
    """A fact came in that may excuse the absence, before anything was decided."""

    citizen: UUID
    because: str
    message: UUID


class SanctionDecided(Event, frozen=True, tag="benefit_service.sanction_decided"):
    """A named officer decided that these days are taken from the benefit, and why.

    `amount` and `day_rate` are øre; when the law gives no amount, `amount_refused` says so.
    `relied_on` and `basis_period` are what a late fact is held against.
    """

    citizen: UUID
    sanction_type: str
    law_ref: str
    kind: Kind
    day: date
    placement: UUID | None
    days: tuple[date, ...]
    day_rate: Ore | None
    amount: Ore | None
    amount_refused: str | None
    reasons: EconomyData[str]
    decided_by: str
    recommended_by: str
    decided_on: date
    hearing: UUID
    guidance_given_on: date
    effectuate_by: date
    appeal_by: date
    appeal_text: str
    relied_on: tuple[UUID, ...]
    basis_period: Period
    assessments: tuple[Assessment, ...]


class SanctionAmountAssessed(Event, frozen=True, tag="benefit_service.sanction_amount_assessed"):
    """A decision made without an amount got one, by the rate that is now loaded for its day.

    The decision, its days and the hearing stay as they are. `rule` is the exact row the officer
    named; money is in øre; `letter` tells the citizen the amount and how to complain about it.
    """

    citizen: UUID
    rule: str
    day_rate: Ore
    amount: Ore
    reasons: EconomyData[str]
    assessed_by: str
    assessed_on: date
    appeal_by: date
    letter: EconomyData[str]
    assessments: tuple[Assessment, ...]


class NoSanctionDecided(Event, frozen=True, tag="benefit_service.no_sanction_decided"):
    """An officer decided that there is no sanction, and why."""

    citizen: UUID
    reasons: EconomyData[str]
    decided_by: str


class JobcenterNotifiedOfSanction(
    Event, frozen=True, tag="benefit_service.jobcenter_notified_of_sanction"
):
    """Whoever reported it is told what came of it, in the same breath as the outcome."""

    citizen: UUID
    sanction_case: UUID
    outcome: Outcome
    report_event: UUID | None
    placement: UUID | None
    day: date
    reported_from: str


class SanctionEffectuated(Event, frozen=True, tag="benefit_service.sanction_effectuated"):
    """The days were taken from the payment of a month; the amount is in øre."""

    citizen: UUID
    days: tuple[date, ...]
    amount: Ore
    month: Month


class EffectuationCorrected(Event, frozen=True, tag="benefit_service.effectuation_corrected"):
    """The days were taken from the payment of another month than was registered."""

    citizen: UUID
    amount: Ore
    was_month: Month
    month: Month


class SanctionReversed(Event, frozen=True, tag="benefit_service.sanction_reversed"):
    """The decision no longer holds; the days are given back."""

    citizen: UUID
    ground: ReverseGround
    reasons: EconomyData[str]
    reversed_by: str


class RepaymentOrdered(Event, frozen=True, tag="benefit_service.repayment_ordered"):
    """What was taken is paid back; the amount is in øre, `month` the month it was taken from."""

    citizen: UUID
    amount: Ore
    month: Month


class AppealRegistered(Event, frozen=True, tag="benefit_service.appeal_registered"):
    """The citizen complained about the decision; the board judges also one that came late."""

    citizen: UUID
    registered_on: date
    in_time: bool
    grounds: EconomyData[str]


class AppealCorrected(Event, frozen=True, tag="benefit_service.appeal_corrected"):
    """The day the complaint came in was registered wrongly."""

    citizen: UUID
    registered_on: date
    in_time: bool


class AppealDecided(Event, frozen=True, tag="benefit_service.appeal_decided"):
    """The appeals board upheld the decision or reversed it."""

    citizen: UUID
    outcome: AppealOutcome
    reasons: EconomyData[str]


class DecisionNeedsReview(Event, frozen=True, tag="benefit_service.decision_needs_review"):
    """Something the decision relied on turned out otherwise; somebody must look at it again.

    `decision` is the event that decided, `message` the fact that came late.
    """

    citizen: UUID
    decision: UUID
    because: str
    who_must_look: str
    message: UUID


class DecisionReviewed(Event, frozen=True, tag="benefit_service.decision_reviewed"):
    """The decision was looked at again, with everything that is known now."""

    citizen: UUID
    outcome: ReviewOutcome
    reasons: EconomyData[str]
    reviewed_by: str


class SanctionRefused(Event, frozen=True, tag="benefit_service.sanction_refused"):
    """Somebody tried to take something from the citizen and the law said no; nothing changed."""

    citizen: UUID
    command: str
    code: str
    tried_by: str


SanctionEvent: TypeAlias = (
    NonComplianceReported
    | NonComplianceCorrected
    | NonComplianceWithdrawn
    | RecommendationReceived
    | RecommendationTakenBack
    | SanctionDropped
    | LateFactNoted
    | SanctionDecided
    | SanctionAmountAssessed
    | NoSanctionDecided
    | JobcenterNotifiedOfSanction
    | SanctionEffectuated
    | EffectuationCorrected
    | SanctionReversed
    | RepaymentOrdered
    | AppealRegistered
    | AppealCorrected
    | AppealDecided
    | DecisionNeedsReview
    | DecisionReviewed
    | SanctionRefused
)
