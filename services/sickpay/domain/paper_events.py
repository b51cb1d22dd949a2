"""What can happen with certificates, statements, the employer's interview and contacts."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.sickpay.domain.paper_orders import CertificateKind, Party
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class CertificateRequested(Event, frozen=True, tag="sickpay.certificate_requested"):
    """A doctor was asked for a certificate; the clocks of `certificate` are its own."""

    citizen: UUID
    kind: CertificateKind
    requested_on: date
    certificate: UUID | None = None


class CertificateRequestCorrected(Event, frozen=True, tag="sickpay.certificate_request_corrected"):
    """The doctor was asked on another day."""

    citizen: UUID
    certificate: UUID
    requested_on: date
    was: date
    reason: HealthData[str]


class ConsultationNoted(Event, frozen=True, tag="sickpay.consultation_noted"):
    """The doctor saw the citizen for the certificate."""

    citizen: UUID
    kind: CertificateKind
    consulted_on: date
    certificate: UUID | None = None


class ConsultationWithdrawn(Event, frozen=True, tag="sickpay.consultation_withdrawn"):
    """The doctor had not seen the citizen for the certificate that day."""

    citizen: UUID
    certificate: UUID
    consulted_on: date
    reason: HealthData[str]


class CertificateReceived(Event, frozen=True, tag="sickpay.certificate_received"):
    """A certificate came, asked for (`kind`) or not (None)."""

    citizen: UUID
    received_on: date
    ill_from: date
    ill_to: date
    says: HealthData[str]
    kind: CertificateKind | None = None
    certificate: UUID | None = None


class CertificateCorrected(Event, frozen=True, tag="sickpay.certificate_corrected"):
    """The certificate as it should have been registered, whole; `was` is the day it was before."""

    citizen: UUID
    certificate: UUID
    received_on: date
    ill_from: date
    ill_to: date
    says: HealthData[str]
    was: date


class CertificateWithdrawn(Event, frozen=True, tag="sickpay.certificate_withdrawn"):
    """The certificate that was registered on `received_on` is not one of this case."""

    citizen: UUID
    certificate: UUID
    received_on: date
    reason: HealthData[str]


class CertificateCancelled(Event, frozen=True, tag="sickpay.certificate_cancelled"):
    """This certificate is not awaited any more."""

    citizen: UUID
    reason: HealthData[str]
    certificate: UUID | None = None


class PossibilityStatementReceived(
    Event, frozen=True, tag="sickpay.possibility_statement_received"
):
    """The statement of what the citizen can do at work came."""

    citizen: UUID
    received_on: date
    says: HealthData[str]


class EmployerInterviewHeld(Event, frozen=True, tag="sickpay.employer_interview_held"):
    """The employer talked with the sick person."""

    citizen: UUID
    held_on: date


class EmployerInterviewWithdrawn(Event, frozen=True, tag="sickpay.employer_interview_withdrawn"):
    """The employer had not talked with the sick person that day; the duty is open again."""

    citizen: UUID
    held_on: date
    reason: HealthData[str]


class PossibilityStatementWithdrawn(
    Event, frozen=True, tag="sickpay.possibility_statement_withdrawn"
):
    """No statement of what the citizen can do at work had come."""

    citizen: UUID
    reason: HealthData[str]


class ContactRecorded(Event, frozen=True, tag="sickpay.contact_recorded"):
    """A party was spoken to, and the next thing to do has a day."""

    citizen: UUID
    party: Party
    contact_on: date
    next_action: HealthData[str]
    next_on: date
    contact: UUID | None = None


class ContactCorrected(Event, frozen=True, tag="sickpay.contact_corrected"):
    """The contact as it should have been recorded; it was with `was_party` on `was_on` before."""

    citizen: UUID
    contact: UUID
    party: Party
    contact_on: date
    next_action: HealthData[str]
    next_on: date
    was_party: Party
    was_on: date


class ContactWithdrawn(Event, frozen=True, tag="sickpay.contact_withdrawn"):
    """Nobody was in touch with the party that day."""

    citizen: UUID
    contact: UUID
    party: Party
    contact_on: date
    reason: HealthData[str]


class CaseAssigned(Event, frozen=True, tag="sickpay.case_assigned"):
    """An officer of a team has the case."""

    citizen: UUID
    officer: str
    team: str
    specialist: bool


PaperEvent: TypeAlias = (
    CaseAssigned
    | CertificateRequested
    | CertificateRequestCorrected
    | ConsultationNoted
    | ConsultationWithdrawn
    | CertificateReceived
    | CertificateCorrected
    | CertificateWithdrawn
    | CertificateCancelled
    | PossibilityStatementReceived
    | EmployerInterviewHeld
    | EmployerInterviewWithdrawn
    | PossibilityStatementWithdrawn
    | ContactRecorded
    | ContactCorrected
    | ContactWithdrawn
)
