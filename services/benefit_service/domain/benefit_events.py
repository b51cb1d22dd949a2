"""What can have happened in a citizen's benefit case: contact, application, notice, payment."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.benefit_service.domain.benefit_appeal_events import (
    AdverseKind,
    BenefitAppealEvent,
)
from shared.eventlog.event import Event
from shared.money import Ore
from shared.privacy.personal import EconomyData

StopGround: TypeAlias = Literal[
    "citizen_withdrew",
    "died",
    "moved_abroad",
    "employment",
    "education",
    "case_closed",
    "sick_pay_duration",
    "sick_pay_no_cooperation",
]
WhyCalledOff: TypeAlias = Literal["case_closed", "other_benefit", "counted_anew"]
# The citizen's own wish and death take nothing from anybody; every other ground is adverse.
GROUNDS_WITHOUT_HEARING: frozenset[StopGround] = frozenset({"citizen_withdrew", "died"})
# What ends is one sick-pay case of the citizen, who may have several employments.
SICK_PAY_GROUNDS: frozenset[StopGround] = frozenset(
    {"sick_pay_duration", "sick_pay_no_cooperation"}
)


class FirstContactNoted(Event, frozen=True, tag="benefit_service.first_contact_noted"):
    """The citizen asked the jobcenter for help; the ten days to a notice of eligibility run.

    `by_change` when the citizen was known and came to one of our benefits from another.
    """

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    first_contact_on: date
    by_change: bool = False


class FirstContactCorrected(Event, frozen=True, tag="benefit_service.first_contact_corrected"):
    """The day or the benefit basis of the first contact was registered wrongly."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    first_contact_on: date


class EligibilityNoticeCalledOff(
    Event, frozen=True, tag="benefit_service.eligibility_notice_called_off"
):
    """The jobcenter is owed no notice of eligibility any more.

    The citizen's case was closed, or the benefit is one that others pay; `counted_anew` when the
    days run from a later day, told beside this.
    """

    citizen: UUID
    because: WhyCalledOff


class EligibilityNoticeOwedAgain(
    Event, frozen=True, tag="benefit_service.eligibility_notice_owed_again"
):
    """The notice is owed after all, and waited for since this day.

    The citizen came back, or the closing was a mistake (`by_mistake`) and the days run on.
    """

    citizen: UUID
    from_day: date
    by_mistake: bool = False


class BenefitApplied(Event, frozen=True, tag="benefit_service.benefit_applied"):
    """The citizen applied for a benefit."""

    citizen: UUID
    applied_on: date


class ApplicationCorrected(Event, frozen=True, tag="benefit_service.application_corrected"):
    """The day of the application was registered wrongly."""

    citizen: UUID
    applied_on: date


class BenefitEligibilityDecided(
    Event, frozen=True, tag="benefit_service.benefit_eligibility_decided"
):
    """A benefit officer decided whether the citizen has a right to the benefit."""

    citizen: UUID
    eligible: bool
    benefit_basis: str
    from_: date
    reasons: EconomyData[str]
    decided_by: str


class JobcenterNotifiedOfEligibility(
    Event, frozen=True, tag="benefit_service.jobcenter_notified_of_eligibility"
):
    """The jobcenter was told at once, before any payment was set up."""

    citizen: UUID
    citizen_case: UUID
    eligible: bool
    benefit_basis: str
    from_: date
    days_since_first_contact: int


class PaymentSetUp(Event, frozen=True, tag="benefit_service.payment_set_up"):
    """The benefit is paid every month from this day; the amount is in øre a month."""

    citizen: UUID
    monthly_amount: Ore
    from_: date


class PaymentRaised(Event, frozen=True, tag="benefit_service.payment_raised"):
    """The benefit is higher from this day; the amount is in øre a month."""

    citizen: UUID
    monthly_amount: Ore
    from_: date


class PaymentStopped(Event, frozen=True, tag="benefit_service.payment_stopped"):
    """The benefit is not paid from this day on; an adverse ground names the hearing about it."""

    citizen: UUID
    ground: StopGround
    stopped_on: date
    reasons: EconomyData[str]
    hearing: UUID | None = None


class PaymentStopWithdrawn(Event, frozen=True, tag="benefit_service.payment_stop_withdrawn"):
    """The stop from this day was a mistake; the benefit is paid as if it had not happened."""

    citizen: UUID
    reason: EconomyData[str]
    stopped_on: date | None = None


class RefusalWithdrawn(Event, frozen=True, tag="benefit_service.refusal_withdrawn"):
    """The refusal of this day was a mistake; if it is the last word, it is decided anew."""

    citizen: UUID
    reason: EconomyData[str]
    decided_on: date | None = None


class AppealGuidanceGiven(Event, frozen=True, tag="benefit_service.appeal_guidance_given"):
    """The decision beside it tells the citizen how to complain, and until which day.

    Law: forvaltningsloven § 25; retssikkerhedsloven § 67. Every stop carries it, and every refusal.
    """

    citizen: UUID
    about: AdverseKind
    decided_on: date
    appeal_by: date
    appeal_text: str


class ReductionRefused(Event, frozen=True, tag="benefit_service.reduction_refused"):
    """Somebody tried to pay the citizen less than the law allows, and was refused."""

    citizen: UUID
    command: str
    code: str
    tried_by: str


BenefitEvent: TypeAlias = (
    FirstContactNoted
    | FirstContactCorrected
    | EligibilityNoticeCalledOff
    | EligibilityNoticeOwedAgain
    | BenefitApplied
    | ApplicationCorrected
    | BenefitEligibilityDecided
    | JobcenterNotifiedOfEligibility
    | PaymentSetUp
    | PaymentRaised
    | PaymentStopped
    | PaymentStopWithdrawn
    | RefusalWithdrawn
    | AppealGuidanceGiven
    | BenefitAppealEvent
    | ReductionRefused
)
