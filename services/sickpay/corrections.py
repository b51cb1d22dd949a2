"""What a correcting order puts right: the last fact of its kind, about the thing it names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from uuid import UUID

from services.sickpay.domain import ending_events as ended
from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_events as followed
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import grant_events as granted
from services.sickpay.domain import paper_events as papers
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import plan_step_events as stepped
from services.sickpay.domain import plan_step_orders as planned
from services.sickpay.domain import refund_events as refunded
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import reminder_events as reminded
from services.sickpay.domain import reminder_orders as reminder
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from shared.casework.declare import Loaded
from shared.eventlog.command import Command
from shared.eventlog.envelope import How, Recorded
from shared.eventlog.event import Event

Told: TypeAlias = tuple[type[Event], ...]

# The fields by which orders and facts say which of several things they are about.
_NAMED: Final = ("certificate", "contact", "missed_on", "request", "step")

_NOTIFIED: Told = (
    told.AbsenceNotified,
    told.FirstAbsenceDayCorrected,
    told.NotificationCorrected,
)
# A return that was matched with its form later is corrected where it stopped the clock.
_RETURNS: Told = (told.InformationFormReturned, told.FormReturnMatched, told.FormReturnCorrected)
_NEXT: Told = (ended.NextBasisRecorded, ended.NextBasisCorrected)
_HELD: Told = (followed.FollowUpHeld, followed.FollowUpCorrected)
_PARTLY: Told = (followed.PartialReturnAgreed, followed.PartialReturnCorrected)
_CONTACTS: Told = (papers.ContactRecorded, papers.ContactCorrected)
_CERTIFICATES: Told = (papers.CertificateReceived, papers.CertificateCorrected)
MENDED: Mapping[type[Command], tuple[How, Told]] = {
    orders.CorrectFirstAbsenceDay: (
        "corrected",
        _NOTIFIED,
    ),
    orders.CorrectNotification: ("corrected", _NOTIFIED),
    orders.WithdrawNotification: ("withdrawn", (told.AbsenceNotified,)),
    orders.CorrectFormSent: ("corrected", (told.FormSentNoted, told.FormSentCorrected)),
    orders.CorrectFormReturn: ("corrected", _RETURNS),
    orders.CorrectFormAnswer: (
        "corrected",
        (told.InformationFormReturned, told.FormAnswerCorrected),
    ),
    orders.WithdrawFormReturn: ("withdrawn", _RETURNS),
    reminder.WithdrawFormReminder: ("withdrawn", (reminded.FormReminderSent,)),
    follow.CorrectFollowUp: ("corrected", _HELD),
    follow.WithdrawFollowUp: ("withdrawn", _HELD),
    follow.WithdrawMissedFollowUp: ("withdrawn", (followed.FollowUpMissed,)),
    follow.WithdrawPlanAgreement: ("withdrawn", (followed.PlanAgreed,)),
    follow.CorrectPartialReturn: ("corrected", _PARTLY),
    follow.WithdrawPartialReturn: ("withdrawn", _PARTLY),
    follow.WithdrawPartialReturnEnd: ("withdrawn", (followed.PartialReturnEnded,)),
    follow.WithdrawStandBy: ("withdrawn", (followed.StandByGranted,)),
    follow.WithdrawFastTrack: ("withdrawn", (followed.FastTrackRequested,)),
    planned.WithdrawPlanStep: (
        "withdrawn",
        (
            stepped.OfferAskedFor,
            stepped.WorkplaceContactAskedFor,
            granted.WorkplaceGrantAskedFor,
        ),
    ),
    paper.CorrectContact: ("corrected", _CONTACTS),
    paper.WithdrawContact: ("withdrawn", _CONTACTS),
    ending.WithdrawExtension: (
        "withdrawn",
        (ended.ExtensionGranted, ended.OpenExtensionGranted),
    ),
    ending.CorrectNextBasis: ("corrected", _NEXT),
    ending.WithdrawNextBasis: ("withdrawn", _NEXT),
    ending.WithdrawProposal: ("withdrawn", (ended.EndingProposed,)),
    ending.WithdrawEnd: ("withdrawn", (ended.SickPayEnded,)),
    refund.WithdrawRefundPayment: ("withdrawn", (refunded.RefundPaid,)),
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
    standing = (r for r in _standing(loaded.history) if isinstance(r.event, tells))
    last = next((r for r in standing if _about(command, r.event)), None)
    return None if last is None else (how, last)


def _standing(history: Sequence[Recorded[Event]]) -> Iterator[Recorded[Event]]:
    """Go back through what still holds: what was taken back, and what it had corrected, is gone."""
    gone: set[UUID] = set()
    for told_fact in reversed(history):
        meta = told_fact.meta
        if meta.event_id not in gone:
            yield told_fact
        if meta.corrects is not None and (meta.how == "withdrawn" or meta.event_id in gone):
            gone.add(meta.corrects)


def _about(command: Command, event: Event) -> bool:
    """Say whether a fact is about the thing an order names; without a name any is."""
    named = ((name, getattr(command, name, None)) for name in _NAMED)
    return all(thing is None or getattr(event, name, None) == thing for name, thing in named)
