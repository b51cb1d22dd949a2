"""The cases the benefit service keeps: which orders each takes, and what closes it."""

from services.benefit_service.domain import benefit_appeal_events as appeal
from services.benefit_service.domain import benefit_appeal_orders as of_appeal
from services.benefit_service.domain import benefit_events as benefit
from services.benefit_service.domain import benefit_orders as in_benefit
from services.benefit_service.domain import hearing_events as hearing
from services.benefit_service.domain import hearing_orders as in_hearing
from services.benefit_service.domain import information_form as form
from services.benefit_service.domain import sanction_events as sanction
from services.benefit_service.domain import sanction_orders as in_sanction
from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_states import BenefitFacts
from services.benefit_service.domain.hearing_states import HearingFacts
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_states import SanctionFacts
from services.benefit_service.findings.benefit import collect_benefit
from services.benefit_service.findings.form import collect_form
from services.benefit_service.findings.hearing import collect_hearing
from services.benefit_service.findings.sanction import collect_sanction
from shared.casework.declare import Act, CaseType

_CITIZEN = "5f0c6f0e-7b1e-4d53-9d0a-3f1f6f0c2a11"
_STOP = {"about": "stop", "decided_on": "2011-09-01"}
_PLACEMENT = "0192f0a1-0000-7000-8000-000000000001"

BENEFIT_CASES: CaseType[BenefitFacts] = CaseType(
    decider=BENEFIT_CASE,
    path="benefit-cases",
    title="Ydelsessag",
    collect=collect_benefit,
    commands=(
        Act(command=in_benefit.NoteFirstContact, opens=True),
        Act(command=in_benefit.CorrectFirstContact, verb="correct-first-contact"),
        Act(command=in_benefit.NoteCaseClosed, verb="note-case-closed"),
        Act(command=in_benefit.NoteCaseReopened, verb="note-case-reopened"),
        Act(
            command=in_benefit.ApplyForBenefit,
            verb="apply-for-benefit",
            example={"on": "2011-05-02"},
        ),
        Act(
            command=in_benefit.CorrectApplication,
            verb="correct-application",
            example={"on": "2011-05-03"},
        ),
        Act(
            command=in_benefit.DecideEligibility,
            verb="decide-eligibility",
            example={
                "eligible": True,
                "benefit_basis": "cash_benefit",
                "from": "2011-05-02",
                "reasons": "Borgeren er uden indtægt og formue.",
            },
        ),
        Act(
            command=in_benefit.SetUpPayment,
            verb="set-up-payment",
            example={"monthly_amount": 1000000, "from": "2011-05-02"},
        ),
        Act(
            command=in_benefit.ChangePayment,
            verb="change-payment",
            example={"monthly_amount": 1050000, "from": "2011-07-01"},
        ),
        Act(
            command=in_benefit.StopPayment,
            verb="stop-payment",
            example={
                "ground": "citizen_withdrew",
                "on": "2011-09-01",
                "reasons": "Borgeren har skriftligt frasagt sig ydelsen.",
            },
        ),
        Act(
            command=in_benefit.WithdrawStop,
            verb="withdraw-stop",
            example={"reason": "Standsningen var en fejl."},
        ),
        Act(
            command=in_benefit.WithdrawRefusal,
            verb="withdraw-refusal",
            example={"reason": "Afslaget byggede på en forkert formue."},
        ),
        Act(
            command=of_appeal.RegisterBenefitAppeal,
            verb="register-appeal",
            example={**_STOP, "on": "2011-09-12", "grounds": "Jeg har ikke frasagt mig ydelsen."},
        ),
        Act(
            command=of_appeal.CorrectBenefitAppeal,
            verb="correct-appeal",
            example={**_STOP, "on": "2011-09-09"},
        ),
        Act(
            command=of_appeal.DecideBenefitAppeal,
            verb="decide-appeal",
            example={**_STOP, "outcome": "upheld", "reasons": "Frasigelsen er underskrevet."},
        ),
    ),
    closes_on=(benefit.PaymentStopped, appeal.CaseSettled),
    reopens_on=(
        benefit.PaymentStopWithdrawn,
        benefit.BenefitApplied,
        appeal.BenefitAppealRegistered,
    ),
    clocks=("eligibility.notice", "appeal.deadline"),
)
PARTY_HEARINGS: CaseType[HearingFacts] = CaseType(
    decider=PARTY_HEARING,
    path="party-hearings",
    title="Partshøring",
    of_retired=True,
    collect=collect_hearing,
    commands=(
        Act(
            command=in_hearing.ServeHearing,
            opens=True,
            example={
                "citizen": _CITIZEN,
                "facts": "Du er meldt udeblevet fra dit tilbud den 14. juni 2011.",
                "absence_from": "2011-06-14",
                "covers_continuing_absence": True,
                "on": "2011-06-15",
            },
        ),
        Act(
            command=in_hearing.CorrectService,
            verb="correct-service",
            example={"on": "2011-06-16"},
        ),
        Act(
            command=in_hearing.AmendFacts,
            verb="amend-facts",
            example={"facts": "Fraværet begyndte den 13. juni 2011.", "on": "2011-06-20"},
        ),
        Act(
            command=in_hearing.AnswerHearing,
            verb="answer",
            example={"on": "2011-06-20", "statement": "Mit barn var sygt."},
        ),
        Act(
            command=in_hearing.WithdrawAnswer,
            verb="withdraw-answer",
            example={"reason": "Svaret hørte til en anden sag."},
        ),
        Act(
            command=in_hearing.ConcludeHearing,
            verb="conclude",
            example={
                "finding": "excuse_not_accepted",
                "reasons": "Der er ikke oplyst en rimelig grund til fraværet.",
            },
        ),
        Act(
            command=in_hearing.WithdrawHearing,
            verb="withdraw",
            example={"reason": "Brevet var sendt til en forkert borger."},
        ),
    ),
    closes_on=(hearing.HearingConcluded, hearing.HearingWithdrawn),
    reopens_on=(hearing.HearingFactsAmended,),
    clocks=("hearing.min_days",),
)
_WHY = {"reasons": "Fravær uden rimelig grund; se partshøringen."}
SANCTION_CASES: CaseType[SanctionFacts] = CaseType(
    decider=SANCTION_CASE,
    path="sanction-cases",
    title="Sanktionssag",
    of_retired=True,
    collect=collect_sanction,
    commands=(
        Act(
            command=in_sanction.ReportNonCompliance,
            opens=True,
            example={"citizen": _CITIZEN, "kind": "job_refusal", "day": "2011-06-14"},
        ),
        Act(
            command=in_sanction.CorrectReport,
            verb="correct-report",
            example={
                "kind": "offer_no_show",
                "day": "2011-06-15",
                "placement": _PLACEMENT,
                "reason": "Dagen var skrevet forkert.",
            },
        ),
        Act(
            command=in_sanction.WithdrawReport,
            verb="withdraw-report",
            example={"reason": "Borgeren var mødt."},
        ),
        Act(command=in_sanction.NoteRecommendation, verb="note-recommendation"),
        Act(command=in_sanction.NoteRecommendationTakenBack, verb="note-recommendation-taken-back"),
        Act(command=in_sanction.NoteDropped, verb="note-dropped"),
        Act(command=in_sanction.DecideSanction, verb="decide", example=_WHY),
        Act(
            command=in_sanction.DecideNoSanction,
            verb="decide-no-sanction",
            example={"reasons": "Borgeren havde en rimelig grund."},
        ),
        Act(
            command=in_sanction.AssessAmount,
            verb="assess-amount",
            example={
                "rule": "sanction.day_rate@2023-01-01#0123456789ab",
                "reasons": "Satsen for dagen er nu indlæst.",
            },
        ),
        Act(
            command=in_sanction.EffectuateSanction,
            verb="effectuate",
            example={"month": "2011-07"},
        ),
        Act(
            command=in_sanction.CorrectEffectuation,
            verb="correct-effectuation",
            example={"month": "2011-08"},
        ),
        Act(
            command=in_sanction.ReverseSanction,
            verb="reverse",
            example={"ground": "own_initiative", "reasons": "Borgeren var syg i dagene."},
        ),
        Act(
            command=in_sanction.RegisterAppeal,
            verb="register-appeal",
            example={"on": "2011-07-01", "grounds": "Jeg var syg."},
        ),
        Act(
            command=in_sanction.CorrectAppeal,
            verb="correct-appeal",
            example={"on": "2011-06-30"},
        ),
        Act(
            command=in_sanction.DecideAppeal,
            verb="decide-appeal",
            example={"outcome": "upheld", "reasons": "Afgørelsen er rigtig."},
        ),
        Act(command=in_sanction.FlagForReview, verb="flag-for-review"),
        Act(
            command=in_sanction.ReviewDecision,
            verb="review",
            example={"outcome": "stands", "reasons": "Arbejdet begyndte først bagefter."},
        ),
    ),
    closes_on=(
        sanction.NonComplianceWithdrawn,
        sanction.SanctionDropped,
        sanction.NoSanctionDecided,
        sanction.SanctionEffectuated,
        sanction.SanctionReversed,
        appeal.CaseSettled,
    ),
    reopens_on=(sanction.AppealRegistered, sanction.DecisionNeedsReview),
    clocks=("sanction.effectuate_within", "appeal.deadline"),
)
INFORMATION_FORMS: CaseType[form.FormFacts] = CaseType(
    decider=form.INFORMATION_FORM,
    path="information-forms",
    title="Oplysningsskema",
    of_retired=True,
    collect=collect_form,
    commands=(
        Act(command=form.RequestInformationForm, opens=True),
        Act(command=form.SendInformationForm, verb="send", example={"on": "2007-10-18"}),
        Act(
            command=form.CorrectFormSending,
            verb="correct-sending",
            example={"on": "2007-10-19"},
        ),
        Act(command=form.NoteFormStatus, verb="note-status"),
        Act(command=form.CancelInformationForm, verb="cancel"),
    ),
    closes_on=(form.InformationFormCancelled,),
    clocks=(),
)
CASES = (BENEFIT_CASES, PARTY_HEARINGS, SANCTION_CASES, INFORMATION_FORMS)
