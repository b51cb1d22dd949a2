"""What can be ordered about certificates, statements, the employer's interview and contacts."""

from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.sickpay.domain.follow_up_orders import Answer
from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command

CertificateKind: TypeAlias = Literal["le125", "le145", "le155", "le225", "le265", "le285"]
Party: TypeAlias = Literal[
    "citizen", "doctor", "employer", "job_consultant", "ui_fund", "rehabilitation_team"
]
Staff: TypeAlias = Annotated[
    str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=64, description="A user or team id.")
]
NextAction: TypeAlias = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=500,
        description="What is to be done next.",
        extra_json_schema={"x-personal": "health"},
    ),
]


class RequestCertificate(Command, frozen=True):
    """Ask a doctor for a certificate; `follow_up_on` is the follow-up that an LÆ 285 is for."""

    kind: CertificateKind
    on: date
    follow_up_on: date | None = None


class CorrectCertificateRequest(Command, frozen=True):
    """The doctor was asked on another day; the doctor's days are counted anew."""

    certificate: UUID
    on: date
    reason: Reason


class NoteConsultation(Command, frozen=True):
    """The doctor saw the citizen; the shorter time after a consultation runs.

    `certificate` may be left out while only one is awaited.
    """

    on: date
    certificate: UUID | None = None


class WithdrawConsultation(Command, frozen=True):
    """The doctor did not see the citizen that day; seen on another day, it is noted anew."""

    certificate: UUID
    reason: Reason


class ReceiveCertificate(Command, frozen=True):
    """The certificate came: it says the citizen is ill in a stretch of days.

    `certificate` may be left out while at most one is awaited; `unasked` is one nobody asked for.
    """

    on: date
    ill_from: date
    ill_to: date
    says: Answer
    certificate: UUID | None = None
    unasked: bool = False


class CorrectCertificate(Command, frozen=True):
    """The certificate came on another day or says something else; all of it is stated anew."""

    certificate: UUID
    on: date
    ill_from: date
    ill_to: date
    says: Answer


class WithdrawCertificate(Command, frozen=True):
    """The certificate belongs to another case; one that was asked for is awaited again."""

    certificate: UUID
    reason: Reason


class CancelCertificate(Command, frozen=True):
    """The certificate is not needed any more; which one may be left out while one is awaited."""

    reason: Reason
    certificate: UUID | None = None


class ReceivePossibilityStatement(Command, frozen=True):
    """Employer, employee and doctor have said together what the citizen can do at work."""

    on: date
    says: Answer


class HoldEmployerInterview(Command, frozen=True):
    """The employer talked with the sick person."""

    on: date


class WithdrawEmployerInterview(Command, frozen=True):
    """The employer did not talk with the sick person that day; held on another day, it is new."""

    reason: Reason


class WithdrawPossibilityStatement(Command, frozen=True):
    """The statement was not about this case, or did not come."""

    reason: Reason


class RecordContact(Command, frozen=True):
    """Somebody was in touch with one of the parties, and this is to be done next (S-01)."""

    party: Party
    on: date
    next_action: NextAction
    next_on: date


class CorrectContact(Command, frozen=True):
    """It was another party, another day, or another thing is next; all of it is stated anew."""

    contact: UUID
    party: Party
    on: date
    next_action: NextAction
    next_on: date


class WithdrawContact(Command, frozen=True):
    """Nobody was in touch with that party."""

    contact: UUID
    reason: Reason


class AssignCase(Command, frozen=True):
    """Give the case to an officer of a team; `specialist` is refused where the risk is not high."""

    officer: Staff
    team: Staff
    specialist: bool = False


PaperOrder: TypeAlias = (
    AssignCase
    | RequestCertificate
    | CorrectCertificateRequest
    | NoteConsultation
    | WithdrawConsultation
    | ReceiveCertificate
    | CorrectCertificate
    | WithdrawCertificate
    | CancelCertificate
    | ReceivePossibilityStatement
    | HoldEmployerInterview
    | WithdrawEmployerInterview
    | WithdrawPossibilityStatement
    | RecordContact
    | CorrectContact
    | WithdrawContact
)
