"""What is told about an agreement with a company; no citizen and no name stands in it."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.agreement_orders import (
    DroppedBecause,
    EndedBecause,
    SuspendedBecause,
    WrongBecause,
)
from services.company_contact.domain.agreement_terms import AgreementKind, Terms
from shared.eventlog.event import Event as Fact

AgreementStep: TypeAlias = Literal["suspended", "resumed", "ended", "dropped"]
AgreementStage: TypeAlias = Literal["draft", "dropped", "active", "suspended", "expired", "ended"]


class AgreementDrafted(Fact, frozen=True, tag="company_contact.agreement_drafted"):
    """What is to be agreed with a company was written down."""

    company: UUID
    terms: Terms
    drafted_by: str


class AgreementRedrafted(Fact, frozen=True, tag="company_contact.agreement_redrafted"):
    """The draft, or a change of what was signed, was written anew; it waits for a signature."""

    company: UUID
    terms: Terms
    drafted_by: str


class AgreementDraftDropped(Fact, frozen=True, tag="company_contact.agreement_draft_dropped"):
    """The draft fell; what was signed before stands."""

    company: UUID
    reason: DroppedBecause


class AgreementSigned(Fact, frozen=True, tag="company_contact.agreement_signed"):
    """The agreement holds as signed, by somebody other than those who drafted it."""

    company: UUID
    terms: Terms
    signed_on: date
    drafted_by: tuple[str, ...]
    signed_by: str


class AgreementTermSet(Fact, frozen=True, tag="company_contact.agreement_term_set"):
    """The agreement runs to a day; what comes then is to be settled from `review_from` on."""

    company: UUID
    kind: AgreementKind
    last_day: date
    review_from: date


class CapacityPeriodsSet(Fact, frozen=True, tag="company_contact.capacity_periods_set"):
    """So many places stand open in the company in these days; it replaces what was told before."""

    company: UUID
    capacity: tuple[Places, ...]


class SignatureWithdrawn(Fact, frozen=True, tag="company_contact.signature_withdrawn"):
    """The signature was wrong; the agreement is at `stage` again, with these terms."""

    company: UUID
    stage: AgreementStage
    terms: Terms
    reason: WrongBecause


class AgreementSuspended(Fact, frozen=True, tag="company_contact.agreement_suspended"):
    """The agreement rests from a day on."""

    company: UUID
    suspended_on: date
    reason: SuspendedBecause


class AgreementResumed(Fact, frozen=True, tag="company_contact.agreement_resumed"):
    """The agreement holds again from a day."""

    company: UUID
    resumed_on: date


class AgreementEnded(Fact, frozen=True, tag="company_contact.agreement_ended"):
    """The agreement ended before its time, with this day."""

    company: UUID
    ended_on: date
    reason: EndedBecause


class AgreementExpired(Fact, frozen=True, tag="company_contact.agreement_expired"):
    """The last day passed and nothing more was agreed."""

    company: UUID
    last_day: date


class AgreementStepWithdrawn(Fact, frozen=True, tag="company_contact.agreement_step_withdrawn"):
    """The step was entered wrongly; the agreement is at `stage` again."""

    company: UUID
    step: AgreementStep
    stage: AgreementStage
    reason: WrongBecause


AgreementEvent: TypeAlias = (
    AgreementDrafted
    | AgreementRedrafted
    | AgreementDraftDropped
    | AgreementSigned
    | AgreementTermSet
    | CapacityPeriodsSet
    | SignatureWithdrawn
    | AgreementSuspended
    | AgreementResumed
    | AgreementEnded
    | AgreementExpired
    | AgreementStepWithdrawn
)
