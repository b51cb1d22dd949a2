"""What can happen while a sick citizen is followed up. Answers and plans are health data."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.sickpay.domain.follow_up_orders import AssessedAgainst, Category, MeetingForm
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData

RiskLevel: TypeAlias = Literal["low", "medium", "high"]
Track: TypeAlias = Literal["early_short", "standard", "specialist"]


class Factor(Struct, frozen=True):
    """One factor of a risk: the rule that counted it, and its points."""

    name: str
    points: int
    rule: str


class RiskAssessed(Event, frozen=True, tag="sickpay.risk_assessed"):
    """The risk of a long course by explainable rules; who takes the case follows from it.

    `unknown` names the factors nobody has told anything about; they count nothing.
    """

    citizen: UUID
    first_absence_day: date
    level: RiskLevel
    track: Track
    score: int
    factors: HealthData[tuple[Factor, ...]]
    unknown: tuple[str, ...] = ()


class SickCategorised(Event, frozen=True, tag="sickpay.sick_categorised"):
    """The case is in this category from the day on."""

    citizen: UUID
    first_absence_day: date
    category: Category
    categorised_on: date
    rule: str
    reason: HealthData[str]


class FollowUpDutyFound(Event, frozen=True, tag="sickpay.follow_up_duty_found"):
    """At least one follow-up is owed."""

    citizen: UUID
    first_absence_day: date


class FollowUpNotOwed(Event, frozen=True, tag="sickpay.follow_up_not_owed"):
    """The citizen has a job and is expected well by `spared_until` at the latest: none is owed."""

    citizen: UUID
    first_absence_day: date
    spared_until: date
    rule: str


class FollowUpNotNeeded(Event, frozen=True, tag="sickpay.follow_up_not_needed"):
    """The citizen was well before the follow-up that was counted from; no more is owed."""

    citizen: UUID
    recovered_on: date


class FollowUpResumed(Event, frozen=True, tag="sickpay.follow_up_resumed"):
    """The duty to follow up is counted anew from the corrected first day of absence."""

    citizen: UUID
    first_absence_day: date


class IntervalRestarted(Event, frozen=True, tag="sickpay.interval_restarted"):
    """The time to the next follow-up is counted anew: another category, or stand-by is over."""

    citizen: UUID
    counted_from: date


class FollowUpSummoned(Event, frozen=True, tag="sickpay.follow_up_summoned"):
    """The citizen is called to a follow-up."""

    citizen: UUID
    held_on: date
    form: MeetingForm
    summoned_on: date


class SummonsCancelled(Event, frozen=True, tag="sickpay.summons_cancelled"):
    """The summons was taken back."""

    citizen: UUID
    reason: HealthData[str]


class FollowUpMissed(Event, frozen=True, tag="sickpay.follow_up_missed"):
    """The citizen did not come."""

    citizen: UUID
    missed_on: date


class FollowUpHeld(Event, frozen=True, tag="sickpay.follow_up_held"):
    """A follow-up was held; its number counts from one.

    `assessed_against`: after three months of illness the work ability is measured by the whole
    field of work, no more by the citizen's own job (SPA § 7); None where that is no sick pay.
    """

    citizen: UUID
    held_on: date
    form: MeetingForm
    number: int
    work_ability: HealthData[str]
    gradual_return: HealthData[str]
    barriers: HealthData[str]
    next_step: HealthData[str]
    assessed_against: AssessedAgainst | None = None


class SixMonthFollowUpsCompleted(Event, frozen=True, tag="sickpay.six_month_follow_ups_completed"):
    """As many follow-ups were held as the law wants in the first six months."""

    citizen: UUID
    first_absence_day: date
    count: int


class SixMonthFollowUpsReopened(Event, frozen=True, tag="sickpay.six_month_follow_ups_reopened"):
    """A follow-up was taken back or moved: fewer were held than the law wants in six months."""

    citizen: UUID
    first_absence_day: date
    count: int


class FollowUpWithdrawn(Event, frozen=True, tag="sickpay.follow_up_withdrawn"):
    """The follow-up of `held_on` was not held; `last` is the one that counts now, if any."""

    citizen: UUID
    held_on: date
    last: date | None
    reason: HealthData[str]


class FollowUpMissWithdrawn(Event, frozen=True, tag="sickpay.follow_up_miss_withdrawn"):
    """The citizen had not stayed away on that day."""

    citizen: UUID
    missed_on: date
    reason: HealthData[str]


class FollowUpCorrected(Event, frozen=True, tag="sickpay.follow_up_corrected"):
    """The last follow-up was held on another day; what it is assessed against may change too."""

    citizen: UUID
    held_on: date
    was: date
    assessed_against: AssessedAgainst | None = None


class PlanDrafted(Event, frozen=True, tag="sickpay.plan_drafted"):
    """A follow-up plan is written and waits for the citizen's agreement."""

    citizen: UUID
    measures: HealthData[str]


class PlanAgreed(Event, frozen=True, tag="sickpay.plan_agreed"):
    """The citizen agreed to the plan."""

    citizen: UUID
    agreed_on: date


class PlanAgreementWithdrawn(Event, frozen=True, tag="sickpay.plan_agreement_withdrawn"):
    """The citizen had not agreed to the plan."""

    citizen: UUID
    reason: HealthData[str]


class PlanRevised(Event, frozen=True, tag="sickpay.plan_revised"):
    """The agreed plan was changed."""

    citizen: UUID
    measures: HealthData[str]


class PlanClosed(Event, frozen=True, tag="sickpay.plan_closed"):
    """The plan came to its end."""

    citizen: UUID
    reason: HealthData[str]


class PartialReturnAgreed(Event, frozen=True, tag="sickpay.partial_return_agreed"):
    """The citizen works some of the hours from this day on."""

    citizen: UUID
    from_: date
    hours: int
    full_hours: int


class PartialReturnEnded(Event, frozen=True, tag="sickpay.partial_return_ended"):
    """The partial return stopped."""

    citizen: UUID
    ended_on: date
    reason: HealthData[str]


class PartialReturnCorrected(Event, frozen=True, tag="sickpay.partial_return_corrected"):
    """The partial return as it should have been; `was` is the day it began before."""

    citizen: UUID
    from_: date
    hours: int
    full_hours: int
    was: date
    reason: HealthData[str]


class PartialReturnWithdrawn(Event, frozen=True, tag="sickpay.partial_return_withdrawn"):
    """There was no partial return from that day."""

    citizen: UUID
    from_: date
    reason: HealthData[str]


class PartialReturnEndWithdrawn(Event, frozen=True, tag="sickpay.partial_return_end_withdrawn"):
    """The partial return that began on `from_` had not stopped."""

    citizen: UUID
    from_: date
    ended_on: date
    reason: HealthData[str]


class StandByGranted(Event, frozen=True, tag="sickpay.stand_by_granted"):
    """The follow-ups rest from this day on."""

    citizen: UUID
    from_: date
    reason: HealthData[str]


class StandByEnded(Event, frozen=True, tag="sickpay.stand_by_ended"):
    """The follow-ups are taken up again."""

    citizen: UUID
    ended_on: date


class StandByWithdrawn(Event, frozen=True, tag="sickpay.stand_by_withdrawn"):
    """The follow-ups were never to rest from that day."""

    citizen: UUID
    from_: date
    reason: HealthData[str]


class FastTrackRequested(Event, frozen=True, tag="sickpay.fast_track_requested"):
    """An early follow-up was asked for; it takes the place of the first one."""

    citizen: UUID
    requested_by: Literal["employer", "employee"]
    requested_on: date


class FastTrackWithdrawn(Event, frozen=True, tag="sickpay.fast_track_withdrawn"):
    """Nobody had asked for an early follow-up."""

    citizen: UUID
    reason: HealthData[str]


FollowUpEvent: TypeAlias = (
    RiskAssessed
    | SickCategorised
    | FollowUpDutyFound
    | FollowUpNotOwed
    | FollowUpNotNeeded
    | FollowUpResumed
    | IntervalRestarted
    | FollowUpSummoned
    | SummonsCancelled
    | FollowUpMissed
    | FollowUpHeld
    | SixMonthFollowUpsCompleted
    | SixMonthFollowUpsReopened
    | FollowUpCorrected
    | FollowUpWithdrawn
    | FollowUpMissWithdrawn
    | PlanDrafted
    | PlanAgreed
    | PlanAgreementWithdrawn
    | PlanRevised
    | PlanClosed
    | PartialReturnAgreed
    | PartialReturnEnded
    | PartialReturnCorrected
    | PartialReturnWithdrawn
    | PartialReturnEndWithdrawn
    | StandByGranted
    | StandByEnded
    | StandByWithdrawn
    | FastTrackRequested
    | FastTrackWithdrawn
)
