"""What can be ordered while a citizen is in the reception; `at` left out is now.

Each fixed element takes from when to when it was handled; when it began is never guessed.
"""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from services.visitation.domain.codes import Text
from services.visitation.domain.education import EducationCode
from services.visitation.domain.reception_visit_events import (
    EnquiryType,
    GuideForm,
    ImmediateKind,
    JobSuggestion,
    Material,
    NoJobReason,
    ReceptionStep,
    StepOutcome,
)
from services.visitation.domain.referral_orders import JobOrder, Unit
from shared.eventlog.command import Command as Order

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Word: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_.-]{1,60}$")]
Ore: TypeAlias = Annotated[int, Meta(ge=0, description="Price in øre.")]
Suggestions: TypeAlias = Annotated[tuple[JobSuggestion, ...], Meta(min_length=1, max_length=50)]

Version: TypeAlias = Annotated[int, Meta(ge=1, le=100_000)]


class EntryNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """One education of the guide, and in which version it was gone through."""

    education: EducationCode
    version: Version


Entries: TypeAlias = Annotated[tuple[EntryNamed, ...], Meta(max_length=20)]


class RegisterArrival(Order, frozen=True):
    """A citizen comes in; a language asks for the interpreter on duty at once."""

    citizen: UUID
    enquiry_type: EnquiryType
    interpreter_language: Word | None = None
    at: Moment | None = None


class CorrectVisit(Order, frozen=True):
    """Write the arrival anew as it should have been; what is left out stays as it was."""

    reason: Text
    enquiry_type: EnquiryType | None = None
    interpreter_language: Word | None = None
    arrived_at: Moment | None = None


class BeginService(Order, frozen=True):
    """The citizen's turn comes."""

    at: Moment | None = None


class HandleReceptionStep(Order, frozen=True):
    """Say what became of one of the fixed elements, and from when to when it was handled."""

    step: ReceptionStep
    outcome: StepOutcome = "done"
    note: Text | None = None
    began_at: Moment | None = None
    handled_at: Moment | None = None


class FindOpenings(Order, frozen=True):
    """Find the openings a citizen who was registered during the visit is to be shown."""


class SuggestJobs(Order, frozen=True):
    """Show the citizen openings; one that a company told the jobcenter of must still be open."""

    suggestions: Suggestions
    began_at: Moment | None = None
    handled_at: Moment | None = None


class RuleOutJob(Order, frozen=True):
    """Say why no opening can be suggested."""

    reason: NoJobReason
    note: Text | None = None
    began_at: Moment | None = None
    handled_at: Moment | None = None


class ReferAtVisit(Order, frozen=True):
    """Refer the citizen to a job or an offer here and now."""

    kind: ImmediateKind
    to_unit: Unit
    purpose: Text
    job_order: JobOrder | None = None
    opening: UUID | None = None
    began_at: Moment | None = None
    handled_at: Moment | None = None


class DeliverServiceGuide(Order, frozen=True):
    """Hand the service guide over, in this version."""

    version: Word
    form: GuideForm = "printed"
    began_at: Moment | None = None
    handled_at: Moment | None = None


class DeliverMaterial(Order, frozen=True):
    """Hand over the education guide, self-help or preparation for a talk, in this version.

    Of the guide it may be said which educations, as worded today.
    """

    material: Material
    version: Word
    form: GuideForm = "printed"
    entries: Entries = ()


class BookInterpreter(Order, frozen=True):
    """Book an interpreter."""

    language: Word
    at: Moment
    on_duty: bool = False
    price_ore: Ore | None = None


class CompleteVisit(Order, frozen=True):
    """End the visit, everything being handled."""

    at: Moment | None = None


class LeaveVisit(Order, frozen=True):
    """Record that the citizen left."""

    at: Moment | None = None


class WithdrawReceptionStep(Order, frozen=True):
    """Take back the latest thing recorded in the visit."""

    reason: Text


Command: TypeAlias = (
    RegisterArrival
    | CorrectVisit
    | BeginService
    | HandleReceptionStep
    | FindOpenings
    | SuggestJobs
    | RuleOutJob
    | ReferAtVisit
    | DeliverServiceGuide
    | DeliverMaterial
    | BookInterpreter
    | CompleteVisit
    | LeaveVisit
    | WithdrawReceptionStep
)
Timed: TypeAlias = (
    HandleReceptionStep | SuggestJobs | RuleOutJob | ReferAtVisit | DeliverServiceGuide
)
