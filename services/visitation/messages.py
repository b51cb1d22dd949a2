"""What visitation reads of other services: only these fields, whatever else the facts carry."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.visitation import offers_messages
from services.visitation.domain import interview_booking
from services.visitation.domain.bulk_move import BulkMoveOrdered
from services.visitation.domain.citizen_case import CaseReopened
from services.visitation.domain.competences import CompetencesNoted
from services.visitation.domain.hearing_outcome import Finding
from services.visitation.domain.reception_visit_events import ReferredAtVisit
from services.visitation.domain.registration import CitizenRegistered
from shared.eventlog.event import Event
from shared.period import Period


class NonComplianceReported(Event, frozen=True, tag="benefit_service.non_compliance_reported"):
    """benefit_service has opened a sanction case on a report."""

    citizen: UUID
    kind: str
    day: date
    reported_from: str


class NonComplianceCorrected(Event, frozen=True, tag="benefit_service.non_compliance_corrected"):
    """The report named a wrong day or kind."""

    citizen: UUID
    kind: str
    day: date


class NonComplianceWithdrawn(Event, frozen=True, tag="benefit_service.non_compliance_withdrawn"):
    """The report was taken back."""

    citizen: UUID


class HearingServed(Event, frozen=True, tag="benefit_service.hearing_served"):
    """A party hearing is open; not every one is about a sanction."""

    citizen: UUID
    served_on: date
    sanction_case: UUID | None = None


class HearingServiceCorrected(Event, frozen=True, tag="benefit_service.hearing_service_corrected"):
    """The letter reached the citizen on another day than was told."""

    citizen: UUID
    served_on: date
    sanction_case: UUID | None = None


class HearingFactsAmended(Event, frozen=True, tag="benefit_service.hearing_facts_amended"):
    """New facts came up: what was heard so far is not enough, and a new letter follows."""

    citizen: UUID
    sanction_case: UUID | None = None


class HearingConcluded(Event, frozen=True, tag="benefit_service.hearing_concluded"):
    """A party hearing ended with a finding."""

    citizen: UUID
    finding: Finding
    answered: bool
    sanction_case: UUID | None = None


class HearingWithdrawn(Event, frozen=True, tag="benefit_service.hearing_withdrawn"):
    """A party hearing was called off."""

    citizen: UUID
    sanction_case: UUID | None = None


class JobcenterNotifiedOfSanction(
    Event, frozen=True, tag="benefit_service.jobcenter_notified_of_sanction"
):
    """benefit_service tells in one word what became of a report."""

    citizen: UUID
    sanction_case: UUID
    outcome: str


class BenefitEligibilityDecided(
    Event, frozen=True, tag="benefit_service.benefit_eligibility_decided"
):
    """benefit_service decided whether the citizen has a right to the benefit."""

    citizen: UUID
    eligible: bool


class JobcenterNotifiedOfEligibility(
    Event, frozen=True, tag="benefit_service.jobcenter_notified_of_eligibility"
):
    """benefit_service tells whose right to a benefit is decided, and how."""

    citizen: UUID
    citizen_case: UUID
    eligible: bool
    benefit_basis: str


class OfferGiven(Event, frozen=True, tag="offers.offer_given"):
    """The citizen was given an offer."""

    citizen: UUID
    starts_on: date
    ends_on: date


class OfferCorrected(Event, frozen=True, tag="offers.offer_corrected"):
    """The offer as it should have been told."""

    citizen: UUID
    starts_on: date
    ends_on: date


class OfferStartWithdrawn(Event, frozen=True, tag="offers.offer_start_withdrawn"):
    """The citizen had not begun."""

    citizen: UUID


class OfferEndWithdrawn(Event, frozen=True, tag="offers.offer_end_withdrawn"):
    """The offer was not over."""

    citizen: UUID


class OfferStarted(Event, frozen=True, tag="offers.offer_started"):
    """The citizen began in the offer."""

    citizen: UUID
    started_on: date


class OfferEnded(Event, frozen=True, tag="offers.offer_ended"):
    """The offer is over."""

    citizen: UUID
    ended_on: date


class OfferCancelled(Event, frozen=True, tag="offers.offer_cancelled"):
    """The offer was called off."""

    citizen: UUID


class ExternalRecordImported(Event, frozen=True, tag="citizen_history.external_record_imported"):
    """Another system told something about the citizen's past."""

    citizen: UUID
    record_source: str
    record_id: str
    kind: str
    period: Period


class ExternalRecordCorrected(Event, frozen=True, tag="citizen_history.external_record_corrected"):
    """A newer version of a record was told."""

    citizen: UUID
    record_source: str
    record_id: str
    kind: str
    period: Period


class ExternalRecordWithdrawn(Event, frozen=True, tag="citizen_history.external_record_withdrawn"):
    """The record was not true of this citizen."""

    citizen: UUID
    record_source: str
    record_id: str


class DeadlineMissed(Event, frozen=True, tag="deadline.missed"):
    """The last timely day of a deadline passed; visitation's own are told to their cases."""

    rule_key: str
    timely_until: date


class RecoveryReported(Event, frozen=True, tag="sickpay.recovery_reported"):
    """Sick pay was told that the citizen is well."""

    citizen: UUID
    recovered_on: date


class CompanyRegistered(Event, frozen=True, tag="company_contact.company_registered"):
    """A workplace stands in the common register."""

    name: str
    industry: str


class CompanyFactsCorrected(Event, frozen=True, tag="company_contact.company_facts_corrected"):
    """The workplace as it should have been entered."""

    name: str
    industry: str


class CompanyClosed(Event, frozen=True, tag="company_contact.company_closed"):
    """The workplace has closed."""

    closed_on: date


class CompanyReopened(Event, frozen=True, tag="company_contact.company_reopened"):
    """The workplace works again."""

    reopened_on: date


class CompanyClosureWithdrawn(Event, frozen=True, tag="company_contact.company_closure_withdrawn"):
    """The workplace had not closed."""

    closed_on: date


class ContactPlanned(Event, frozen=True, tag="company_contact.contact_planned"):
    """A unit means to speak with a company, for a purpose."""

    company: UUID
    contact: UUID
    purpose: str


class ContactCorrected(Event, frozen=True, tag="company_contact.contact_corrected"):
    """The planned contact as it should have been entered."""

    company: UUID
    contact: UUID
    purpose: str


class ContactHeld(Event, frozen=True, tag="company_contact.contact_held"):
    """A company was spoken with and told of so many openings."""

    company: UUID
    contact: UUID
    held_on: date
    openings: int


class HeldContactWithdrawn(Event, frozen=True, tag="company_contact.held_contact_withdrawn"):
    """The company was not spoken with."""

    company: UUID
    contact: UUID


class ContactFollowedUp(Event, frozen=True, tag="company_contact.contact_followed_up"):
    """Somebody asked the company what came of it."""

    company: UUID
    contact: UUID
    followed_up_on: date
    outcome: str


class FollowUpWithdrawn(Event, frozen=True, tag="company_contact.follow_up_withdrawn"):
    """Nobody had asked."""

    company: UUID
    contact: UUID


class SickPayEnded(Event, frozen=True, tag="sickpay.sick_pay_ended"):
    """Sick pay ends after a day, and this is what the citizen lives on next."""

    citizen: UUID
    next_basis: str | None
    next_from: date | None = None


class SickPayEndWithdrawn(Event, frozen=True, tag="sickpay.sick_pay_end_withdrawn"):
    """Sick pay goes on."""

    citizen: UUID


class NextBasisCorrected(Event, frozen=True, tag="sickpay.next_basis_corrected"):
    """What comes after sick pay was put right; `ended_on` where sick pay had ended."""

    citizen: UUID
    basis: str
    from_: date
    ended_on: date | None


Message: TypeAlias = (
    NonComplianceReported
    | NonComplianceCorrected
    | NonComplianceWithdrawn
    | HearingServed
    | HearingServiceCorrected
    | HearingFactsAmended
    | HearingConcluded
    | HearingWithdrawn
    | JobcenterNotifiedOfSanction
    | BenefitEligibilityDecided
    | JobcenterNotifiedOfEligibility
    | OfferGiven
    | OfferCorrected
    | OfferStartWithdrawn
    | OfferEndWithdrawn
    | CompetencesNoted
    | offers_messages.Message
    | OfferStarted
    | OfferEnded
    | OfferCancelled
    | ExternalRecordImported
    | ExternalRecordCorrected
    | ExternalRecordWithdrawn
    | RecoveryReported
    | DeadlineMissed
    | ReferredAtVisit
    | BulkMoveOrdered
    | interview_booking.Event
    | CompanyRegistered
    | CompanyFactsCorrected
    | CompanyClosed
    | CompanyReopened
    | CompanyClosureWithdrawn
    | ContactPlanned
    | ContactCorrected
    | ContactHeld
    | HeldContactWithdrawn
    | ContactFollowedUp
    | FollowUpWithdrawn
    | CitizenRegistered
    | CaseReopened
    | SickPayEnded
    | SickPayEndWithdrawn
    | NextBasisCorrected
)
