"""The orders of reminding, following up, papers, the end and refunds: paths and examples."""

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import grant_orders as grant
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import plan_step_orders as step
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import reminder_orders as reminder
from shared.casework.declare import Act

_REQUEST = "01900000-0000-7000-8000-000000000003"
_CERTIFICATE = "01900000-0000-7000-8000-000000000004"
_CONTACT = "01900000-0000-7000-8000-000000000005"
_COMPANY = "01900000-0000-7000-8000-000000000006"
_STEP = "01900000-0000-7000-8000-000000000007"

REMINDER_ACTS = (
    Act(command=reminder.NoteFormOverdue, verb="note-form-overdue"),
    Act(command=reminder.RemindOfForm, verb="remind-of-form", example={"on": "2007-10-29"}),
    Act(
        command=reminder.WithdrawFormReminder,
        verb="withdraw-form-reminder",
        example={"reason": "Brevet kom uåbnet retur"},
    ),
)

FOLLOW_UP_ACTS = (
    Act(
        command=follow.Categorise,
        verb="categorise",
        example={"category": 2, "on": "2007-10-26", "reason": "Der ventes et langt forløb"},
    ),
    Act(
        command=follow.AssessFollowUpDuty,
        verb="assess-follow-up-duty",
        example={"employed": True, "expected_recovery": "2026-11-30", "on": "2026-09-03"},
    ),
    Act(
        command=follow.SummonToFollowUp,
        verb="summon-to-follow-up",
        example={"held_on": "2007-11-20", "form": "interview", "on": "2007-11-05"},
    ),
    Act(
        command=follow.CancelSummons,
        verb="cancel-summons",
        example={"reason": "Sagsbehandleren er væk den dag"},
    ),
    Act(
        command=follow.NoteMissedFollowUp,
        verb="note-missed-follow-up",
        example={"on": "2007-11-20"},
    ),
    Act(
        command=follow.HoldFollowUp,
        verb="hold-follow-up",
        example={
            "on": "2007-11-20",
            "form": "interview",
            "answers": {
                "work_ability": "Halve dage ved et skrivebord",
                "gradual_return": "Fra december, fire timer om dagen",
                "barriers": "Kan ikke løfte",
                "next_step": "Samtale med arbejdsgiveren",
            },
        },
    ),
    Act(
        command=follow.CorrectFollowUp,
        verb="correct-follow-up",
        example={"on": "2007-11-21", "reason": "Noteret på en forkert dag"},
    ),
    Act(
        command=follow.WithdrawFollowUp,
        verb="withdraw-follow-up",
        example={"reason": "Den blev holdt i en anden sag"},
    ),
    Act(
        command=follow.WithdrawMissedFollowUp,
        verb="withdraw-missed-follow-up",
        example={"missed_on": "2007-11-20", "reason": "Borgeren ventede ved en forkert indgang"},
    ),
    Act(command=follow.DraftPlan, verb="draft-plan", example={"measures": "Fire timer om dagen"}),
    Act(command=follow.AgreePlan, verb="agree-plan", example={"on": "2007-11-20"}),
    Act(
        command=follow.WithdrawPlanAgreement,
        verb="withdraw-plan-agreement",
        example={"reason": "Borgeren havde kun læst den"},
    ),
    Act(command=follow.RevisePlan, verb="revise-plan", example={"measures": "Seks timer om dagen"}),
    Act(command=follow.ClosePlan, verb="close-plan", example={"reason": "Tilbage på fuld tid"}),
    Act(
        command=follow.AgreePartialReturn,
        verb="agree-partial-return",
        example={"from_": "2007-12-03", "hours": 20, "full_hours": 37},
    ),
    Act(
        command=follow.EndPartialReturn,
        verb="end-partial-return",
        example={"on": "2007-12-20", "reason": "Det var for tidligt"},
    ),
    Act(
        command=follow.CorrectPartialReturn,
        verb="correct-partial-return",
        example={
            "from_": "2007-12-05",
            "hours": 15,
            "full_hours": 37,
            "reason": "Arbejdsgiveren siger femten timer",
        },
    ),
    Act(
        command=follow.WithdrawPartialReturn,
        verb="withdraw-partial-return",
        example={"reason": "Borgeren begyndte aldrig"},
    ),
    Act(
        command=follow.WithdrawPartialReturnEnd,
        verb="withdraw-partial-return-end",
        example={"reason": "Borgeren fortsætter alligevel"},
    ),
    Act(
        command=follow.GrantStandBy,
        verb="grant-stand-by",
        example={"on": "2007-12-18", "reason": "Venter på en operation"},
    ),
    Act(command=follow.EndStandBy, verb="end-stand-by", example={"on": "2008-01-15"}),
    Act(
        command=follow.WithdrawStandBy,
        verb="withdraw-stand-by",
        example={"reason": "Operationen gjaldt en anden borger"},
    ),
    Act(
        command=follow.RequestFastTrack,
        verb="request-fast-track",
        example={"requested_by": "employer", "on": "2016-03-14"},
    ),
    Act(
        command=follow.WithdrawFastTrack,
        verb="withdraw-fast-track",
        example={"reason": "Gjaldt en anden medarbejder"},
    ),
)

PAPER_ACTS = (
    Act(
        command=paper.AssignCase,
        verb="assign-case",
        example={"officer": "sif", "team": "north", "specialist": False},
    ),
    Act(
        command=paper.RequestCertificate,
        verb="request-certificate",
        example={"kind": "le125", "on": "2007-11-01"},
    ),
    Act(
        command=paper.CorrectCertificateRequest,
        verb="correct-certificate-request",
        example={"certificate": _CERTIFICATE, "on": "2007-11-02", "reason": "Sendt en dag senere"},
    ),
    Act(command=paper.NoteConsultation, verb="note-consultation", example={"on": "2007-11-08"}),
    Act(
        command=paper.WithdrawConsultation,
        verb="withdraw-consultation",
        example={"certificate": _CERTIFICATE, "reason": "Borgeren kom ikke"},
    ),
    Act(
        command=paper.ReceiveCertificate,
        verb="receive-certificate",
        example={
            "on": "2007-11-14",
            "ill_from": "2007-10-01",
            "ill_to": "2007-12-31",
            "says": "Kan ikke løfte i tre måneder",
        },
    ),
    Act(
        command=paper.CorrectCertificate,
        verb="correct-certificate",
        example={
            "certificate": _CERTIFICATE,
            "on": "2007-11-14",
            "ill_from": "2007-10-01",
            "ill_to": "2007-11-30",
            "says": "Kan ikke løfte i to måneder",
        },
    ),
    Act(
        command=paper.WithdrawCertificate,
        verb="withdraw-certificate",
        example={"certificate": _CERTIFICATE, "reason": "Det gjaldt en anden borger"},
    ),
    Act(
        command=paper.CancelCertificate,
        verb="cancel-certificate",
        example={"reason": "Brevet fra hospitalet siger det hele"},
    ),
    Act(
        command=paper.ReceivePossibilityStatement,
        verb="receive-possibility-statement",
        example={"on": "2010-04-20", "says": "Kan arbejde ved et skrivebord"},
    ),
    Act(
        command=paper.HoldEmployerInterview,
        verb="hold-employer-interview",
        example={"on": "2010-04-12"},
    ),
    Act(
        command=paper.WithdrawEmployerInterview,
        verb="withdraw-employer-interview",
        example={"reason": "Det var en anden medarbejder"},
    ),
    Act(
        command=paper.WithdrawPossibilityStatement,
        verb="withdraw-possibility-statement",
        example={"reason": "Det gjaldt en anden sag"},
    ),
    Act(
        command=paper.RecordContact,
        verb="record-contact",
        example={
            "party": "employer",
            "on": "2007-11-21",
            "next_action": "Spørg om kortere dage",
            "next_on": "2007-12-03",
        },
    ),
    Act(
        command=paper.CorrectContact,
        verb="correct-contact",
        example={
            "contact": _CONTACT,
            "party": "employer",
            "on": "2007-11-22",
            "next_action": "Spørg om kortere dage",
            "next_on": "2007-12-03",
        },
    ),
    Act(
        command=paper.WithdrawContact,
        verb="withdraw-contact",
        example={"contact": _CONTACT, "reason": "Det gjaldt en anden borger"},
    ),
)

PLAN_STEP_ACTS = (
    Act(
        command=step.AskForOffer,
        verb="ask-for-offer",
        example={"offer_type": "company_practice", "from_": "2007-12-03", "to": "2007-12-30"},
    ),
    Act(
        command=step.AskForWorkplaceContact,
        verb="ask-for-workplace-contact",
        example={"company": _COMPANY, "planned_on": "2007-11-26", "about": "partial_return"},
    ),
    Act(
        command=step.WithdrawPlanStep,
        verb="withdraw-plan-step",
        example={"step": _STEP, "reason": "Arbejdsgiveren har allerede ringet"},
    ),
    Act(command=step.NotePlanOffer, verb="note-plan-offer"),
    Act(command=step.NotePlanStep, verb="note-plan-step"),
    Act(
        command=grant.AskForWorkplaceGrant,
        verb="ask-for-workplace-grant",
        example={
            "company": _COMPANY,
            "wanted_from": "2007-12-03",
            "ground": "section_56_chronic",
        },
    ),
    Act(command=grant.NoteGrantGiven, verb="note-grant-given"),
    Act(command=grant.NoteGrantRefused, verb="note-grant-refused"),
    Act(command=grant.NoteGrantReopened, verb="note-grant-reopened"),
    Act(command=grant.NoteGrantStopped, verb="note-grant-stopped"),
    Act(command=grant.FlagAgreedRefunds, verb="flag-agreed-refunds"),
)

ENDING_ACTS = (
    Act(
        command=ending.Reassess,
        verb="reassess",
        example={"on": "2010-11-01", "grounds_met": [2], "reason": "Arbejdsevnen er ikke afklaret"},
    ),
    Act(
        command=ending.GrantExtension,
        verb="grant-extension",
        example={"ground": 2, "on": "2010-11-15", "reason": "For at afklare arbejdsevnen"},
    ),
    Act(
        command=ending.WithdrawExtension,
        verb="withdraw-extension",
        example={"reason": "Bevilget i en forkert sag"},
    ),
    Act(
        command=ending.RecordNextBasis,
        verb="record-next-basis",
        example={"basis": "job_clarification", "from_": "2024-08-01", "on": "2024-07-01"},
    ),
    Act(
        command=ending.CorrectNextBasis,
        verb="correct-next-basis",
        example={
            "basis": "job_clarification",
            "from_": "2024-07-31",
            "reason": "Det fremgår af ansøgningen",
        },
    ),
    Act(
        command=ending.WithdrawNextBasis,
        verb="withdraw-next-basis",
        example={"reason": "Borgeren trak ansøgningen tilbage"},
    ),
    Act(
        command=ending.ProposeEnding,
        verb="propose-ending",
        example={"ground": "no_cooperation", "facts": "Udeblev den 20. november"},
    ),
    Act(
        command=ending.WithdrawProposal,
        verb="withdraw-proposal",
        example={"reason": "Borgeren havde meldt lovligt afbud"},
    ),
    Act(command=ending.NoteHearingServed, verb="note-hearing-served"),
    Act(command=ending.NoteHearingServiceCorrected, verb="note-hearing-service-corrected"),
    Act(command=ending.NoteHearingConcluded, verb="note-hearing-concluded"),
    Act(command=ending.NoteHearingWithdrawn, verb="note-hearing-withdrawn"),
    Act(
        command=ending.EndSickPay,
        verb="end-sick-pay",
        example={
            "ground": "duration",
            "last_day": "2024-07-31",
            "reason": "Ingen af grundene er opfyldt",
        },
    ),
    Act(
        command=ending.WithdrawEnd,
        verb="withdraw-end",
        example={"reason": "Der kom alligevel en lægeerklæring"},
    ),
    Act(
        command=ending.ReviewDecision,
        verb="review-decision",
        example={"decision": "category", "stands": True, "reason": "To dage ændrer intet"},
    ),
)

REFUND_ACTS = (
    Act(command=refund.SignNotification, verb="sign-notification", example={"on": "2007-10-16"}),
    Act(
        command=refund.RequestRefund,
        verb="request-refund",
        example={
            "request": _REQUEST,
            "from_": "2007-10-15",
            "to": "2007-10-31",
            "amount": 850000,
            "on": "2007-11-01",
        },
    ),
    Act(
        command=refund.CorrectRefund,
        verb="correct-refund",
        example={"request": _REQUEST, "version": 1, "to": "2007-10-30", "amount": 800000},
    ),
    Act(
        command=refund.FetchRefund,
        verb="fetch-refund",
        example={"request": _REQUEST, "version": 1},
    ),
    Act(
        command=refund.AnnulRefund,
        verb="annul-refund",
        example={"request": _REQUEST, "version": 2, "reason": "Anmodet for en forkert medarbejder"},
    ),
    Act(
        command=refund.PayRefund,
        verb="pay-refund",
        example={"request": _REQUEST, "version": 2, "on": "2007-11-10"},
    ),
    Act(
        command=refund.WithdrawRefundPayment,
        verb="withdraw-refund-payment",
        example={"request": _REQUEST, "version": 3, "reason": "Banken sendte beløbet retur"},
    ),
)
