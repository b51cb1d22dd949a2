"""What a correcting order puts right: the last fact of its kind, about the thing it names."""

from typing import Final

from services.sickpay.domain import appeal_events as appealed
from services.sickpay.domain import appeal_orders as appeal
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
from shared.casework.mending import Facts, Mends

# The fields by which orders and facts say which of several things they are about.
NAMED: Final = ("certificate", "contact", "missed_on", "request", "step")

_NOTIFIED: Facts = (
    told.AbsenceNotified,
    told.FirstAbsenceDayCorrected,
    told.NotificationCorrected,
)
# A return that was matched with its form later is corrected where it stopped the clock.
_RETURNS: Facts = (told.InformationFormReturned, told.FormReturnMatched, told.FormReturnCorrected)
_NEXT: Facts = (ended.NextBasisRecorded, ended.NextBasisCorrected)
_HELD: Facts = (followed.FollowUpHeld, followed.FollowUpCorrected)
_PARTLY: Facts = (followed.PartialReturnAgreed, followed.PartialReturnCorrected)
_CONTACTS: Facts = (papers.ContactRecorded, papers.ContactCorrected)
_CERTIFICATES: Facts = (papers.CertificateReceived, papers.CertificateCorrected)
MENDED: Mends = {
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
    appeal.CorrectAppeal: (
        "corrected",
        (appealed.AppealRegistered, appealed.AppealCorrected),
    ),
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
