"""What can be ordered about the duration limit, extensions, and the end of sick pay."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command

ExtensionGround: TypeAlias = Literal[1, 2, 3, 4, 5, 6, 7]
EndGround: TypeAlias = Literal["duration", "no_cooperation"]
NextBasis: TypeAlias = Literal[
    "job_clarification",
    "cash_benefit",
    "flex_job",
    "resource_course",
    "pension",
    "work",
    "own_means",
]
Reassessed: TypeAlias = Literal["extend", "end"]
HearingFinding: TypeAlias = Literal["excuse_accepted", "excuse_not_accepted"]


class Reassess(Command, frozen=True):
    """Go through the seven grounds before the limit; `grounds_met` are those that fit."""

    on: date
    grounds_met: tuple[ExtensionGround, ...]
    reason: Reason


class GrantExtension(Command, frozen=True):
    """Let sick pay go on after the limit on a ground the reassessment found."""

    ground: ExtensionGround
    on: date
    reason: Reason


class WithdrawExtension(Command, frozen=True):
    """Take an extension back that was granted by mistake."""

    reason: Reason


class RecordNextBasis(Command, frozen=True):
    """The citizen applied for, or was given, what comes after sick pay, from a day on."""

    basis: NextBasis
    from_: date
    on: date


class CorrectNextBasis(Command, frozen=True):
    """What comes after sick pay is another basis, or begins on another day."""

    basis: NextBasis
    from_: date
    reason: Reason


class WithdrawNextBasis(Command, frozen=True):
    """Nothing is known of what comes after sick pay; without it nothing ends for duration."""

    reason: Reason


class ProposeEnding(Command, frozen=True):
    """Propose to end sick pay; the benefit service hears the citizen before anything is decided."""

    ground: EndGround
    facts: Reason


class WithdrawProposal(Command, frozen=True):
    """Take the proposal back: the citizen was excused, or it was a mistake; the case runs on."""

    reason: Reason


class NoteHearingServed(Command, frozen=True):
    """The benefit service served a hearing about ending this sick pay; only a policy says so."""

    hearing: UUID
    ground: EndGround
    served_on: date


class NoteHearingServiceCorrected(Command, frozen=True):
    """The letter reached the citizen on another day; only a policy says so."""

    hearing: UUID
    served_on: date


class NoteHearingConcluded(Command, frozen=True):
    """The benefit service concluded the hearing; only a policy says so.

    `answered` is False where nothing but the silence after the deadline was weighed.
    """

    hearing: UUID
    finding: HearingFinding
    concluded_on: date
    answered: bool = True


class NoteHearingWithdrawn(Command, frozen=True):
    """The benefit service called the hearing off; only a policy says so."""

    hearing: UUID


class EndSickPay(Command, frozen=True):
    """Decide that sick pay ends; `last_day` is the last day it is paid for."""

    ground: EndGround
    last_day: date
    reason: Reason


class WithdrawEnd(Command, frozen=True):
    """Take the end back; the case runs on."""

    reason: Reason


class ReviewDecision(Command, frozen=True):
    """Say what came of looking again at a decision that relied on a fact since corrected."""

    decision: str
    stands: bool
    reason: Reason


EndingOrder: TypeAlias = (
    Reassess
    | GrantExtension
    | WithdrawExtension
    | RecordNextBasis
    | CorrectNextBasis
    | WithdrawNextBasis
    | ProposeEnding
    | WithdrawProposal
    | NoteHearingServed
    | NoteHearingServiceCorrected
    | NoteHearingConcluded
    | NoteHearingWithdrawn
    | EndSickPay
    | WithdrawEnd
    | ReviewDecision
)
