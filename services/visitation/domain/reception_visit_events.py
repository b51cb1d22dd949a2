"""What happens while a citizen is in the reception."""

from datetime import datetime
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

EnquiryType: TypeAlias = Literal[
    "new_unemployed",
    "job_search",
    "benefit_question",
    "sick_report",
    "education_guidance",
    "appointment",
    "complaint",
    "other",
]
ReceptionStep: TypeAlias = Literal["job_meeting", "job_service", "mediation", "cv", "record"]
StepOutcome: TypeAlias = Literal["done", "booked", "not_relevant"]
NoJobReason: TypeAlias = Literal[
    "no_matching_opening", "not_available_for_work", "has_found_work", "other"
]
ImmediateKind: TypeAlias = Literal["job", "offer"]
GuideForm: TypeAlias = Literal["printed", "digital"]
Material: TypeAlias = Literal["education_guide", "self_help", "preparation"]


class GuideEntry(Struct, frozen=True):
    """One education of the guide, as it was worded in that version."""

    education: str
    version: int


class JobSuggestion(Struct, frozen=True, forbid_unknown_fields=True):
    """One opening shown to the citizen; `opening` where a company told the jobcenter of it."""

    job_order: str
    title: str
    opening: UUID | None = None


class OpeningFound(Struct, frozen=True):
    """One opening the house knows of; `missing` is what it asks for that the citizen cannot."""

    opening: UUID
    kind: ImmediateKind
    title: str
    missing: tuple[str, ...] = ()


class ReceptionArrived(Fact, frozen=True, tag="visitation.reception_arrived"):
    """A citizen came in; `service` is what that kind of enquiry leads to."""

    citizen: UUID
    enquiry_type: EnquiryType
    service: str
    interpreter_language: str | None
    arrived_at: datetime


class ReceptionVisitCorrected(Fact, frozen=True, tag="visitation.reception_visit_corrected"):
    """The arrival as it should have been recorded, whole."""

    citizen: UUID
    enquiry_type: EnquiryType
    service: str
    interpreter_language: str | None
    arrived_at: datetime
    reason: ContactData[str]


class ReceptionServiceBegun(Fact, frozen=True, tag="visitation.reception_service_begun"):
    """The citizen's turn came, after so long a wait."""

    citizen: UUID
    began_at: datetime
    waited_seconds: int


class ReceptionStepHandled(Fact, frozen=True, tag="visitation.reception_step_handled"):
    """A fixed element of the reception was done, booked, or found not to matter here.

    `began_at` is None where nobody said it, `handled_at` in facts from before it was kept.
    """

    citizen: UUID
    step: ReceptionStep
    outcome: StepOutcome
    note: ContactData[str] | None
    began_at: datetime | None = None
    handled_at: datetime | None = None


class JobsSuggested(Fact, frozen=True, tag="visitation.jobs_suggested"):
    """The citizen saw openings before there was talk of a benefit.

    Of this element and the guide it is kept as of the others when they began and were handled.
    """

    citizen: UUID
    suggestions: tuple[JobSuggestion, ...]
    began_at: datetime | None = None
    handled_at: datetime | None = None


class OpeningsFound(Fact, frozen=True, tag="visitation.openings_found"):
    """These openings were found when the citizen was registered, for the citizen to be shown."""

    citizen: UUID
    openings: tuple[OpeningFound, ...]


class JobBeforeBenefitRuledOut(Fact, frozen=True, tag="visitation.job_before_benefit_ruled_out"):
    """No opening could be suggested, and why."""

    citizen: UUID
    reason: NoJobReason
    note: ContactData[str] | None
    began_at: datetime | None = None
    handled_at: datetime | None = None


class ReferredAtVisit(Fact, frozen=True, tag="visitation.referred_at_visit"):
    """The citizen is referred to a job or an offer at the same visit."""

    citizen: UUID
    kind: ImmediateKind
    to_unit: str
    purpose: ContactData[str]
    job_order: str | None
    opening: UUID | None = None
    began_at: datetime | None = None
    handled_at: datetime | None = None


class ServiceGuideDelivered(Fact, frozen=True, tag="visitation.service_guide_delivered"):
    """The citizen got the service guide, in this version."""

    citizen: UUID
    version: str
    form: GuideForm
    began_at: datetime | None = None
    handled_at: datetime | None = None


class MaterialDelivered(Fact, frozen=True, tag="visitation.material_delivered"):
    """The citizen got the education guide, a means of self-help or preparation, in this version.

    `entries` are the educations of the guide that were gone through, each in its wording.
    """

    citizen: UUID
    material: Material
    version: str
    form: GuideForm
    entries: tuple[GuideEntry, ...] = ()


class InterpreterBooked(Fact, frozen=True, tag="visitation.interpreter_booked"):
    """An interpreter is booked; `on_duty` is the one in the house. The price is in øre."""

    citizen: UUID
    language: str
    at: datetime
    on_duty: bool
    price_ore: int | None


class ReceptionVisitCompleted(Fact, frozen=True, tag="visitation.reception_visit_completed"):
    """The visit ended with everything handled."""

    citizen: UUID
    completed_at: datetime


class ReceptionVisitAbandoned(Fact, frozen=True, tag="visitation.reception_visit_abandoned"):
    """The citizen left before the visit was done."""

    citizen: UUID
    abandoned_at: datetime


class ReceptionStepWithdrawn(Fact, frozen=True, tag="visitation.reception_step_withdrawn"):
    """The latest thing recorded in the visit did not happen."""

    citizen: UUID
    step: str
    reason: ContactData[str]


Step: TypeAlias = (
    ReceptionServiceBegun
    | ReceptionStepHandled
    | JobsSuggested
    | JobBeforeBenefitRuledOut
    | ReferredAtVisit
    | ServiceGuideDelivered
    | MaterialDelivered
    | InterpreterBooked
    | ReceptionVisitCompleted
    | ReceptionVisitAbandoned
)
Event: TypeAlias = (
    ReceptionArrived | ReceptionVisitCorrected | OpeningsFound | Step | ReceptionStepWithdrawn
)
STEPS: Final = get_args(Step)
TIMED: Final = (
    ReceptionStepHandled,
    JobsSuggested,
    JobBeforeBenefitRuledOut,
    ReferredAtVisit,
    ServiceGuideDelivered,
)
