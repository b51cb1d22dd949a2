"""What happens in a complaint about how a case was handled, not about what was decided."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

# The list of target 10; `substance` is a complaint about the decision itself and never counts.
ComplaintClass: TypeAlias = Literal[
    "party_hearing_missing_or_late",
    "reasons_missing",
    "appeal_guidance_missing",
    "written_guidance_missing",
    "deadline_exceeded",
    "wrong_authority",
    "reply_missing",
    "file_access_missing",
    "other_formality",
    "substance",
]
ComplaintOutcome: TypeAlias = Literal["upheld", "partly_upheld", "rejected", "withdrawn"]
ReviewResult: TypeAlias = Literal[
    "workflow_changed", "letter_changed", "staff_instructed", "case_put_right", "nothing_to_change"
]
ComplaintChannel: TypeAlias = Literal["letter", "email", "phone", "reception", "ombudsman", "other"]


class ComplaintReceived(Fact, frozen=True, tag="visitation.complaint_received"):
    """Somebody complained about how a case was handled."""

    citizen: UUID
    about_service: str
    about_case: str | None
    channel: ComplaintChannel
    text: ContactData[str]
    received_on: date


class ComplaintCorrected(Fact, frozen=True, tag="visitation.complaint_corrected"):
    """The complaint as it should have been recorded, whole."""

    citizen: UUID
    about_service: str
    about_case: str | None
    channel: ComplaintChannel
    text: ContactData[str]
    received_on: date
    reason: ContactData[str]


class ComplaintClassified(Fact, frozen=True, tag="visitation.complaint_classified"):
    """The complaint is of this class; a later one of these replaces an earlier."""

    citizen: UUID
    complaint_class: ComplaintClass
    classified_on: date


class ComplaintAssigned(Fact, frozen=True, tag="visitation.complaint_assigned"):
    """This person owns the complaint now."""

    citizen: UUID
    owner: str
    assigned_on: date


class ComplaintDecided(Fact, frozen=True, tag="visitation.complaint_decided"):
    """The complaint is decided; `cause_code` names what to mend when it is upheld."""

    citizen: UUID
    about_service: str
    complaint_class: ComplaintClass
    outcome: ComplaintOutcome
    cause_code: str | None
    reasons: ContactData[str]
    decided_by: str
    decided_on: date


class ComplaintReviewAssigned(Fact, frozen=True, tag="visitation.complaint_review_assigned"):
    """This person mends what made the complaint right: as a rule who owns the workflow."""

    citizen: UUID
    cause_code: str
    owner: str
    assigned_on: date


class ComplaintReviewSettled(Fact, frozen=True, tag="visitation.complaint_review_settled"):
    """Somebody has looked at the cause of an upheld complaint, and this was done about it."""

    citizen: UUID
    cause_code: str
    result: ReviewResult
    note: ContactData[str]
    settled_by: str
    settled_on: date


class ComplaintStepWithdrawn(Fact, frozen=True, tag="visitation.complaint_step_withdrawn"):
    """The latest step no longer counts; the complaint stands as before it."""

    citizen: UUID
    step: str
    reason: ContactData[str]


Step: TypeAlias = (
    ComplaintClassified
    | ComplaintAssigned
    | ComplaintDecided
    | ComplaintReviewAssigned
    | ComplaintReviewSettled
)
Event: TypeAlias = ComplaintReceived | ComplaintCorrected | Step | ComplaintStepWithdrawn
STEPS: Final = get_args(Step)
