"""What a correcting order puts right: the last fact of its kind, about the thing it names."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from services.sickpay.domain import paper_events as papers
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.ending_events import SickPayEnded
from services.sickpay.domain.ending_orders import WithdrawEnd
from services.sickpay.domain.follow_up_events import FollowUpCorrected, FollowUpHeld
from services.sickpay.domain.follow_up_orders import CorrectFollowUp
from shared.casework.declare import Loaded
from shared.eventlog.command import Command
from shared.eventlog.envelope import How, Recorded
from shared.eventlog.event import Event

Told: TypeAlias = tuple[type[Event], ...]

# The fields by which orders and facts say which of several things they are about.
_NAMED: Final = ("certificate",)

# A return that was matched with its form later is corrected where it stopped the clock.
_RETURNS: Told = (told.InformationFormReturned, told.FormReturnMatched, told.FormReturnCorrected)
_CERTIFICATES: Told = (papers.CertificateReceived, papers.CertificateCorrected)
MENDED: Mapping[type[Command], tuple[How, Told]] = {
    orders.CorrectFirstAbsenceDay: (
        "corrected",
        (told.AbsenceNotified, told.FirstAbsenceDayCorrected),
    ),
    orders.WithdrawNotification: ("withdrawn", (told.AbsenceNotified,)),
    orders.CorrectFormSent: ("corrected", (told.FormSentNoted, told.FormSentCorrected)),
    orders.CorrectFormReturn: ("corrected", _RETURNS),
    orders.CorrectFormAnswer: (
        "corrected",
        (told.InformationFormReturned, told.FormAnswerCorrected),
    ),
    orders.WithdrawFormReturn: ("withdrawn", _RETURNS),
    CorrectFollowUp: ("corrected", (FollowUpHeld, FollowUpCorrected)),
    WithdrawEnd: ("withdrawn", (SickPayEnded,)),
    paper.CorrectCertificateRequest: (
        "corrected",
        (papers.CertificateRequested, papers.CertificateRequestCorrected),
    ),
    paper.WithdrawConsultation: ("withdrawn", (papers.ConsultationNoted,)),
    paper.CorrectCertificate: ("corrected", _CERTIFICATES),
    paper.WithdrawCertificate: ("withdrawn", _CERTIFICATES),
    paper.WithdrawEmployerInterview: ("withdrawn", (papers.EmployerInterviewHeld,)),
    paper.WithdrawPossibilityStatement: ("withdrawn", (papers.PossibilityStatementReceived,)),
    orders.CorrectRecovery: ("corrected", (told.RecoveryReported, told.RecoveryCorrected)),
    orders.WithdrawRecovery: ("withdrawn", (told.RecoveryReported, told.RecoveryCorrected)),
}


def mended_by(loaded: Loaded, command: Command | None) -> tuple[How, Recorded[Event]] | None:
    """Return what a correction puts right: the last fact of the kind and the thing it is about."""
    if command is None or type(command) not in MENDED:
        return None
    how, tells = MENDED[type(command)]
    told_last = (r for r in reversed(loaded.history) if isinstance(r.event, tells))
    last = next((r for r in told_last if _about(command, r.event)), None)
    return None if last is None else (how, last)


def _about(command: Command, event: Event) -> bool:
    """Say whether a fact is about the thing an order names; without a name any is."""
    named = ((name, getattr(command, name, None)) for name in _NAMED)
    return all(thing is None or getattr(event, name, None) == thing for name, thing in named)
