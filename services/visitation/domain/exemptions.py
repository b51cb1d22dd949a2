"""When the citizen need not come: exemptions and sickness, which hold the clocks still.

Law: LAB and the match order: maternity, serious illness and the like lift the duty of interviews
and offers for a time. On cash benefit a citizen who is ill reports it here; sick pay follows
up and tells when the citizen is well. Clocks go on where they stood; nothing starts from the top.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

ExemptionKind: TypeAlias = Literal[
    "maternity", "serious_illness", "pension_soon", "close_to_work", "conscription", "other"
]


class GrantExemption(Order, frozen=True):
    """Exempt the citizen from a day, and until one where it is known."""

    kind: ExemptionKind
    reason: Text
    until: date | None = None
    on: date | None = None


class EndExemption(Order, frozen=True):
    """End the exemption; `on` is the first day the duties hold again."""

    on: date | None = None


class WithdrawExemption(Order, frozen=True):
    """Take back an exemption that should not have been given."""

    reason: Text


class ReportSick(Order, frozen=True):
    """Record that the citizen reports ill, from a day."""

    on: date | None = None


class WithdrawSickReport(Order, frozen=True):
    """Take back a sick report that was a mistake."""

    reason: Text


class NoteRecovery(Order, frozen=True):
    """Take note that the citizen is well again, as sick pay or the citizen tells."""

    on: date


class ExemptionGranted(Fact, frozen=True, tag="visitation.exemption_granted"):
    """The citizen is exempt from that day; `until` is the last day expected, if one is."""

    citizen: UUID
    kind: ExemptionKind
    exempt_from: date
    until: date | None
    reason: ContactData[str]


class ExemptionEnded(Fact, frozen=True, tag="visitation.exemption_ended"):
    """From that day the duties hold again."""

    citizen: UUID
    kind: ExemptionKind
    ended_on: date


class ExemptionWithdrawn(Fact, frozen=True, tag="visitation.exemption_withdrawn"):
    """The citizen was not exempt."""

    citizen: UUID
    kind: ExemptionKind
    exempt_from: date
    reason: ContactData[str]


class SickReported(Fact, frozen=True, tag="visitation.sick_reported"):
    """The citizen reported ill; sick pay follows up on it.

    `benefit_basis` is what the citizen lives on: of the insured their fund tells sick pay itself.
    """

    citizen: UUID
    citizen_case: UUID
    sick_from: date
    benefit_basis: str | None = None


class SickReportWithdrawn(Fact, frozen=True, tag="visitation.sick_report_withdrawn"):
    """The citizen had not reported ill."""

    citizen: UUID
    citizen_case: UUID
    sick_from: date
    reason: ContactData[str]


class RecoveryNoted(Fact, frozen=True, tag="visitation.recovery_noted"):
    """The citizen is well again from that day."""

    citizen: UUID
    recovered_on: date


Command: TypeAlias = (
    GrantExemption
    | EndExemption
    | WithdrawExemption
    | ReportSick
    | WithdrawSickReport
    | NoteRecovery
)
Event: TypeAlias = (
    ExemptionGranted
    | ExemptionEnded
    | ExemptionWithdrawn
    | SickReported
    | SickReportWithdrawn
    | RecoveryNoted
)


class Pauses(Struct, frozen=True):
    """What holds the clocks still now."""

    exemption: ExemptionGranted | None = None
    sick_from: date | None = None

    @property
    def dormant(self) -> bool:
        """Say whether the citizen need not come now."""
        return self.exemption is not None or self.sick_from is not None


def blocks(command_type: type[Order], pauses: Pauses) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    if command_type is GrantExemption and pauses.exemption:
        return ("already_exempt",)
    if command_type in {EndExemption, WithdrawExemption} and pauses.exemption is None:
        return ("not_exempt",)
    if command_type is ReportSick and pauses.sick_from:
        return ("already_sick",)
    if command_type in {WithdrawSickReport, NoteRecovery} and pauses.sick_from is None:
        return ("not_sick",)
    return ()


def decide(command: Order, pauses: Pauses, ground: Ground) -> Sequence[Fact]:
    """Answer an order about exemption or sickness."""
    match command:
        case GrantExemption(kind, reason, until, on):
            day = ground.happened(on)
            if until is not None and until < day:
                raise Rejected("ends_before_it_begins")
            return [ExemptionGranted(ground.citizen, kind, day, until, reason)]
        case EndExemption(on) if pauses.exemption:
            day, exempt = ground.happened(on), pauses.exemption
            if day < exempt.exempt_from:
                raise Rejected("ends_before_it_begins")
            return [ExemptionEnded(ground.citizen, exempt.kind, day)]
        case WithdrawExemption(reason) if pauses.exemption:
            exempt = pauses.exemption
            return [ExemptionWithdrawn(ground.citizen, exempt.kind, exempt.exempt_from, reason)]
        case _:
            return _sickness(command, pauses, ground)


def _sickness(command: Order, pauses: Pauses, ground: Ground) -> Sequence[Fact]:
    match command:
        case ReportSick(on) if ground.case_id:
            day, basis = ground.happened(on), ground.benefit_basis
            return [SickReported(ground.citizen, ground.case_id, day, basis)]
        case WithdrawSickReport(reason) if pauses.sick_from and ground.case_id:
            sick = pauses.sick_from
            return [SickReportWithdrawn(ground.citizen, ground.case_id, sick, reason)]
        case NoteRecovery(on) if pauses.sick_from:
            day = ground.happened(on)
            if day < pauses.sick_from:
                raise Rejected("ends_before_it_begins")
            return [RecoveryNoted(ground.citizen, day)]
        case _:
            return not_allowed_now()


def evolve(pauses: Pauses, event: Fact) -> Pauses:
    """Return what holds the clocks after a fact."""
    match event:
        case ExemptionGranted():
            return replace(pauses, exemption=event)
        case ExemptionEnded() | ExemptionWithdrawn():
            return replace(pauses, exemption=None)
        case SickReported(sick_from=day):
            return replace(pauses, sick_from=day)
        case SickReportWithdrawn() | RecoveryNoted():
            return replace(pauses, sick_from=None)
        case _:
            return pauses
