"""What can be ordered about an agreement with a company."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.company_contact.domain.agreement_terms import Terms
from shared.eventlog.command import Command as Order

DroppedBecause: TypeAlias = Literal["company_declined", "entered_wrong", "not_needed"]
SuspendedBecause: TypeAlias = Literal[
    "company_reorganises", "labour_dispute", "ethical_concern", "no_trainees"
]
EndedBecause: TypeAlias = Literal["company_ends_it", "jobcenter_ends_it", "company_closed"]
WrongBecause: TypeAlias = Literal["wrong_company", "entered_twice", "said_otherwise", "wrong_day"]


class DraftAgreement(Order, frozen=True):
    """Write down what is to be agreed with a company; nothing holds before it is signed."""

    company: UUID
    terms: Terms


class RedraftAgreement(Order, frozen=True):
    """Write the draft anew, or a change of what was signed; all terms are stated."""

    terms: Terms


class DropAgreementDraft(Order, frozen=True):
    """Let a draft fall; what was signed before stands."""

    reason: DroppedBecause


class SignAgreement(Order, frozen=True):
    """Sign the draft; a change holds from the day it is signed."""

    on: date


class WithdrawSignature(Order, frozen=True):
    """Take a signature back that was wrong; the draft waits again."""

    reason: WrongBecause


class SuspendAgreement(Order, frozen=True):
    """Let the agreement rest; from `on` on there are no places."""

    on: date
    reason: SuspendedBecause


class ResumeAgreement(Order, frozen=True):
    """Let the agreement hold again from a day."""

    on: date


class EndAgreement(Order, frozen=True):
    """End the agreement before its time; `on` is its last day."""

    on: date
    reason: EndedBecause


class ExpireAgreement(Order, frozen=True):
    """Note that the last day passed and nobody agreed on more; only a policy does."""

    last_day: date


class WithdrawAgreementStep(Order, frozen=True):
    """Take back that the agreement was suspended, resumed, ended or dropped."""

    reason: WrongBecause


AgreementOrder: TypeAlias = (
    DraftAgreement
    | RedraftAgreement
    | DropAgreementDraft
    | SignAgreement
    | WithdrawSignature
    | SuspendAgreement
    | ResumeAgreement
    | EndAgreement
    | ExpireAgreement
    | WithdrawAgreementStep
)
