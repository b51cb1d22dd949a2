"""What happens in a referral from one unit to another."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData, HealthData

ReferralKind: TypeAlias = Literal["unit", "language_unit", "cjf", "job", "offer", "social_services"]
ReferralGround: TypeAlias = Literal["need", "next_step", "wrong_place"]
ReturnReason: TypeAlias = Literal[
    "wrong_place", "missing_information", "not_in_target_group", "no_capacity", "other"
]
Barrier: TypeAlias = Literal[
    "catalogue_closed_to_group", "system_split", "missing_referral_path", "other"
]


class ReferralDrafted(Fact, frozen=True, tag="visitation.referral_drafted"):
    """A referral is being prepared; `job_order` is the opening a job referral is to."""

    citizen: UUID
    kind: ReferralKind
    to_unit: str
    purpose: ContactData[str]
    because: ReferralGround
    job_order: str | None
    drafted_on: date


class ReferralCorrected(Fact, frozen=True, tag="visitation.referral_corrected"):
    """The referral as it should have been, whole."""

    citizen: UUID
    kind: ReferralKind
    to_unit: str
    purpose: ContactData[str]
    because: ReferralGround
    job_order: str | None
    drafted_on: date
    reason: ContactData[str]


class ChecklistItemDocumented(Fact, frozen=True, tag="visitation.checklist_item_documented"):
    """One thing that must exist before the referral leaves is there."""

    citizen: UUID
    item: str
    documented_on: date


class LanguageTemplateFilled(Fact, frozen=True, tag="visitation.language_template_filled"):
    """The template for language & integration is filled in, with why language is the main one."""

    citizen: UUID
    language_test: ContactData[str]
    test_evidence: ContactData[str]
    other_barriers: HealthData[tuple[str, ...]]
    main_barrier_reason: ContactData[str]
    criteria_version: str
    filled_on: date


class ReferralBlocked(Fact, frozen=True, tag="visitation.referral_blocked"):
    """The citizen could not be referred where the law permits it; the barrier is recorded."""

    citizen: UUID
    kind: ReferralKind
    barrier: Barrier
    note: ContactData[str] | None
    blocked_on: date


class ReferralIssued(Fact, frozen=True, tag="visitation.referral_issued"):
    """The referral has left, with everything its checklist asks for."""

    citizen: UUID
    kind: ReferralKind
    to_unit: str
    because: ReferralGround
    job_order: str | None
    documented: tuple[str, ...]
    issued_on: date


class ReferralToLanguageUnitIssued(
    Fact, frozen=True, tag="visitation.referral_to_language_unit_issued"
):
    """The referral to language & integration has left, with the whole template."""

    citizen: UUID
    to_unit: str
    because: ReferralGround
    documented: tuple[str, ...]
    language_test: ContactData[str]
    test_evidence: ContactData[str]
    other_barriers: HealthData[tuple[str, ...]]
    main_barrier_reason: ContactData[str]
    criteria_version: str
    issued_on: date


class ReferralReceived(Fact, frozen=True, tag="visitation.referral_received"):
    """The receiving unit has it."""

    citizen: UUID
    received_on: date


class ReferralAccepted(Fact, frozen=True, tag="visitation.referral_accepted"):
    """The receiving unit takes the citizen."""

    citizen: UUID
    kind: ReferralKind
    to_unit: str
    accepted_on: date


class ReferralReturned(Fact, frozen=True, tag="visitation.referral_returned"):
    """The receiving unit sends it back, and says why."""

    citizen: UUID
    kind: ReferralKind
    reason: ReturnReason
    note: ContactData[str] | None
    returned_on: date


class ReferralExpired(Fact, frozen=True, tag="visitation.referral_expired"):
    """The time to accept passed without an answer; it is the sender's to follow up."""

    citizen: UUID
    timely_until: date


class ReferralCancelled(Fact, frozen=True, tag="visitation.referral_cancelled"):
    """The sender gives the referral up."""

    citizen: UUID
    reason: ContactData[str]
    cancelled_on: date


class ReferralStepWithdrawn(Fact, frozen=True, tag="visitation.referral_step_withdrawn"):
    """The latest step no longer counts; the referral stands as before it."""

    citizen: UUID
    step: str
    reason: ContactData[str]


Step: TypeAlias = (
    ChecklistItemDocumented
    | LanguageTemplateFilled
    | ReferralBlocked
    | ReferralIssued
    | ReferralToLanguageUnitIssued
    | ReferralReceived
    | ReferralAccepted
    | ReferralReturned
    | ReferralExpired
    | ReferralCancelled
)
Event: TypeAlias = ReferralDrafted | ReferralCorrected | Step | ReferralStepWithdrawn
STEPS: Final = get_args(Step)
