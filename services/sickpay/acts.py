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
        example={"reason": "The letter came back unopened"},
    ),
)

FOLLOW_UP_ACTS = (
    Act(
        command=follow.Categorise,
        verb="categorise",
        example={"category": 2, "on": "2007-10-26", "reason": "Expects a long course"},
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
        example={"reason": "The officer is away that day"},
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
                "work_ability": "Half days at a desk",
                "gradual_return": "From December, four hours a day",
                "barriers": "Cannot lift",
                "next_step": "Talk with the employer",
            },
        },
    ),
    Act(
        command=follow.CorrectFollowUp,
        verb="correct-follow-up",
        example={"on": "2007-11-21", "reason": "Written down on the wrong day"},
    ),
    Act(
        command=follow.WithdrawFollowUp,
        verb="withdraw-follow-up",
        example={"reason": "It was held in another case"},
    ),
    Act(
        command=follow.WithdrawMissedFollowUp,
        verb="withdraw-missed-follow-up",
        example={"missed_on": "2007-11-20", "reason": "The citizen waited at the wrong door"},
    ),
    Act(command=follow.DraftPlan, verb="draft-plan", example={"measures": "Four hours a day"}),
    Act(command=follow.AgreePlan, verb="agree-plan", example={"on": "2007-11-20"}),
    Act(
        command=follow.WithdrawPlanAgreement,
        verb="withdraw-plan-agreement",
        example={"reason": "The citizen had only read it"},
    ),
    Act(command=follow.RevisePlan, verb="revise-plan", example={"measures": "Six hours a day"}),
    Act(command=follow.ClosePlan, verb="close-plan", example={"reason": "Back to full time"}),
    Act(
        command=follow.AgreePartialReturn,
        verb="agree-partial-return",
        example={"from_": "2007-12-03", "hours": 20, "full_hours": 37},
    ),
    Act(
        command=follow.EndPartialReturn,
        verb="end-partial-return",
        example={"on": "2007-12-20", "reason": "It was too early"},
    ),
    Act(
        command=follow.CorrectPartialReturn,
        verb="correct-partial-return",
        example={
            "from_": "2007-12-05",
            "hours": 15,
            "full_hours": 37,
            "reason": "The employer says fifteen hours",
        },
    ),
    Act(
        command=follow.WithdrawPartialReturn,
        verb="withdraw-partial-return",
        example={"reason": "The citizen never began"},
    ),
    Act(
        command=follow.WithdrawPartialReturnEnd,
        verb="withdraw-partial-return-end",
        example={"reason": "The citizen goes on after all"},
    ),
    Act(
        command=follow.GrantStandBy,
        verb="grant-stand-by",
        example={"on": "2007-12-18", "reason": "Waits for an operation"},
    ),
    Act(command=follow.EndStandBy, verb="end-stand-by", example={"on": "2008-01-15"}),
    Act(
        command=follow.WithdrawStandBy,
        verb="withdraw-stand-by",
        example={"reason": "The operation was another citizen's"},
    ),
    Act(
        command=follow.RequestFastTrack,
        verb="request-fast-track",
        example={"requested_by": "employer", "on": "2016-03-14"},
    ),
    Act(
        command=follow.WithdrawFastTrack,
        verb="withdraw-fast-track",
        example={"reason": "Asked for another employee"},
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
        example={"certificate": _CERTIFICATE, "on": "2007-11-02", "reason": "Sent a day later"},
    ),
    Act(command=paper.NoteConsultation, verb="note-consultation", example={"on": "2007-11-08"}),
    Act(
        command=paper.WithdrawConsultation,
        verb="withdraw-consultation",
        example={"certificate": _CERTIFICATE, "reason": "The citizen did not come"},
    ),
    Act(
        command=paper.ReceiveCertificate,
        verb="receive-certificate",
        example={
            "on": "2007-11-14",
            "ill_from": "2007-10-01",
            "ill_to": "2007-12-31",
            "says": "Cannot lift for three months",
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
            "says": "Cannot lift for two months",
        },
    ),
    Act(
        command=paper.WithdrawCertificate,
        verb="withdraw-certificate",
        example={"certificate": _CERTIFICATE, "reason": "It was about another citizen"},
    ),
    Act(
        command=paper.CancelCertificate,
        verb="cancel-certificate",
        example={"reason": "The hospital's letter says it all"},
    ),
    Act(
        command=paper.ReceivePossibilityStatement,
        verb="receive-possibility-statement",
        example={"on": "2010-04-20", "says": "Can do desk work"},
    ),
    Act(
        command=paper.HoldEmployerInterview,
        verb="hold-employer-interview",
        example={"on": "2010-04-12"},
    ),
    Act(
        command=paper.WithdrawEmployerInterview,
        verb="withdraw-employer-interview",
        example={"reason": "It was another employee"},
    ),
    Act(
        command=paper.WithdrawPossibilityStatement,
        verb="withdraw-possibility-statement",
        example={"reason": "It was about another case"},
    ),
    Act(
        command=paper.RecordContact,
        verb="record-contact",
        example={
            "party": "employer",
            "on": "2007-11-21",
            "next_action": "Ask about shorter days",
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
            "next_action": "Ask about shorter days",
            "next_on": "2007-12-03",
        },
    ),
    Act(
        command=paper.WithdrawContact,
        verb="withdraw-contact",
        example={"contact": _CONTACT, "reason": "It was about another citizen"},
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
        example={"step": _STEP, "reason": "The employer has rung already"},
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
        example={"on": "2010-11-01", "grounds_met": [2], "reason": "Work ability is not clear"},
    ),
    Act(
        command=ending.GrantExtension,
        verb="grant-extension",
        example={"ground": 2, "on": "2010-11-15", "reason": "To clarify work ability"},
    ),
    Act(
        command=ending.WithdrawExtension,
        verb="withdraw-extension",
        example={"reason": "Granted in the wrong case"},
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
            "reason": "The application says so",
        },
    ),
    Act(
        command=ending.WithdrawNextBasis,
        verb="withdraw-next-basis",
        example={"reason": "The citizen took the application back"},
    ),
    Act(
        command=ending.ProposeEnding,
        verb="propose-ending",
        example={"ground": "no_cooperation", "facts": "Stayed away on 20 November"},
    ),
    Act(
        command=ending.WithdrawProposal,
        verb="withdraw-proposal",
        example={"reason": "The citizen was excused"},
    ),
    Act(command=ending.NoteHearingServed, verb="note-hearing-served"),
    Act(command=ending.NoteHearingServiceCorrected, verb="note-hearing-service-corrected"),
    Act(command=ending.NoteHearingConcluded, verb="note-hearing-concluded"),
    Act(command=ending.NoteHearingWithdrawn, verb="note-hearing-withdrawn"),
    Act(
        command=ending.EndSickPay,
        verb="end-sick-pay",
        example={"ground": "duration", "last_day": "2024-07-31", "reason": "No ground fits"},
    ),
    Act(
        command=ending.WithdrawEnd,
        verb="withdraw-end",
        example={"reason": "A certificate came after all"},
    ),
    Act(
        command=ending.ReviewDecision,
        verb="review-decision",
        example={"decision": "category", "stands": True, "reason": "Two days change nothing"},
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
        example={"request": _REQUEST, "version": 2, "reason": "Asked for the wrong employee"},
    ),
    Act(
        command=refund.PayRefund,
        verb="pay-refund",
        example={"request": _REQUEST, "version": 2, "on": "2007-11-10"},
    ),
    Act(
        command=refund.WithdrawRefundPayment,
        verb="withdraw-refund-payment",
        example={"request": _REQUEST, "version": 3, "reason": "The bank sent it back"},
    ),
)
