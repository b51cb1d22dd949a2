"""The client of sickpay (Sygedagpenge).

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct, to_builtins

from shared.http.client import Client, Done, Masked
from shared.http.client_structs import (
    CaseFilter,
    DeadlineRow,
    Deadlines,
    Erased,
    Fact,
    FiledFact,
    FileOf,
    KnownAt,
    ListedCases,
    Moments,
    RefundSums,
    ShownCase,
)


class NotifyAbsence(Struct, frozen=True, omit_defaults=True):
    """Open a case: somebody told on `on` that the citizen is away ill since the first day.

    `pay` says whether the employer goes on paying; an unsigned notification gives no refund yet.
    """

    citizen: UUID
    employment: str
    first_absence_day: date
    notified_by: Literal["employer", "self_employed", "ui_fund"]
    on: date
    pay: Literal["no_wage", "stopped", "wage"] = "wage"
    pay_stopped_on: date | None = None
    pensioner: bool = False
    signed: bool = True


class OpenCashBenefitFollowUp(Struct, frozen=True, omit_defaults=True):
    """Follow up a sick cash-benefit recipient; only a policy orders it."""

    citizen: UUID
    citizen_case: UUID
    first_absence_day: date


class CorrectFirstAbsenceDay(Struct, frozen=True, omit_defaults=True):
    """Put the first day of absence right."""

    first_absence_day: date
    reason: str


class CorrectNotification(Struct, frozen=True, omit_defaults=True):
    """Put right who told, when, and what was said of pay and pension; all of it is stated anew."""

    notified_by: Literal["employer", "self_employed", "ui_fund"]
    on: date
    reason: str
    pay: Literal["no_wage", "stopped", "wage"] = "wage"
    pay_stopped_on: date | None = None
    pensioner: bool = False


class WithdrawNotification(Struct, frozen=True, omit_defaults=True):
    """Take back a notification that concerned somebody else or no absence at all."""

    reason: str


class NoteFormSent(Struct, frozen=True, omit_defaults=True):
    """Note that benefit service sent the information form; only a policy gives this order."""

    form: UUID
    sent_on: date


class CorrectFormSent(Struct, frozen=True, omit_defaults=True):
    """Note that the form was sent on another day; only a policy gives this order."""

    form: UUID
    sent_on: date


class FormAnswers(Struct, frozen=True):
    """The form's questions that the risk is assessed by; what was not answered is left out."""

    expected_weeks: int | None = None
    complaint: Literal["life_threatening", "mental", "musculoskeletal", "other"] | None = None
    own_prognosis: Literal["does_not_return", "returns", "unsure"] | None = None
    workplace_conflict: bool | None = None


class RegisterFormReturn(Struct, frozen=True, omit_defaults=True):
    """Register the form that came back on `on`, with what the citizen wrote."""

    on: date
    health: str
    answers: FormAnswers = FormAnswers(
        expected_weeks=None, complaint=None, own_prognosis=None, workplace_conflict=None
    )


class CorrectFormReturn(Struct, frozen=True, omit_defaults=True):
    """Put the day right on which the form came back."""

    on: date


class CorrectFormAnswer(Struct, frozen=True, omit_defaults=True):
    """Put right what was copied from the form."""

    health: str
    answers: FormAnswers = FormAnswers(
        expected_weeks=None, complaint=None, own_prognosis=None, workplace_conflict=None
    )


class WithdrawFormReturn(Struct, frozen=True, omit_defaults=True):
    """Take back a form that was registered in the wrong case."""

    reason: str


class ReportRecovery(Struct, frozen=True, omit_defaults=True):
    """Note the first day on which the citizen was well again."""

    on: date


class CorrectRecovery(Struct, frozen=True, omit_defaults=True):
    """Put the first day of being well again right."""

    on: date


class WithdrawRecovery(Struct, frozen=True, omit_defaults=True):
    """Take back a recovery that never was; the case is open again."""

    reason: str


class NoteFormOverdue(Struct, frozen=True, omit_defaults=True):
    """Note that the form's last timely day passed; only a policy says so."""

    timely_until: date


class RemindOfForm(Struct, frozen=True, omit_defaults=True):
    """Remind the citizen of the form that is overdue; `on` is the day the reminder went out."""

    on: date


class WithdrawFormReminder(Struct, frozen=True, omit_defaults=True):
    """The citizen was not reminded; nothing adverse may rest on it."""

    reason: str


class Categorise(Struct, frozen=True, omit_defaults=True):
    """Put the case in a category that the law of the day knows."""

    category: Literal[1, 2, 3]
    on: date
    reason: str


class AssessFollowUpDuty(Struct, frozen=True, omit_defaults=True):
    """Find whether a follow-up is owed: an employed person who is expected well is spared."""

    employed: bool
    expected_recovery: date
    on: date


class SummonToFollowUp(Struct, frozen=True, omit_defaults=True):
    """Call the citizen to a follow-up on a day; `on` is the day the summons went out."""

    held_on: date
    form: Literal["interview", "letter", "telephone"]
    on: date


class CancelSummons(Struct, frozen=True, omit_defaults=True):
    """Take a summons back."""

    reason: str


class NoteMissedFollowUp(Struct, frozen=True, omit_defaults=True):
    """Note that the citizen did not come to the follow-up that was summoned."""

    on: date


class FollowUpAnswers(Struct, frozen=True):
    """The professional questions every follow-up answers (S-02); none may be left out."""

    work_ability: str
    gradual_return: str
    barriers: str
    next_step: str


class HoldFollowUp(Struct, frozen=True, omit_defaults=True):
    """Close a follow-up with the answers to the professional questions."""

    on: date
    form: Literal["interview", "letter", "telephone"]
    answers: FollowUpAnswers


class CorrectFollowUp(Struct, frozen=True, omit_defaults=True):
    """Put the day of the last follow-up right."""

    on: date
    reason: str


class WithdrawFollowUp(Struct, frozen=True, omit_defaults=True):
    """The last follow-up was not held, or in another case; the one before counts again."""

    reason: str


class WithdrawMissedFollowUp(Struct, frozen=True, omit_defaults=True):
    """The citizen had not stayed away that day; nothing adverse may rest on it."""

    missed_on: date
    reason: str


class DraftPlan(Struct, frozen=True, omit_defaults=True):
    """Write down what the follow-up plan shall be."""

    measures: str


class AgreePlan(Struct, frozen=True, omit_defaults=True):
    """The citizen agrees to the plan."""

    on: date


class WithdrawPlanAgreement(Struct, frozen=True, omit_defaults=True):
    """The citizen had not agreed; the plan waits again."""

    reason: str


class RevisePlan(Struct, frozen=True, omit_defaults=True):
    """Change an agreed plan."""

    measures: str


class ClosePlan(Struct, frozen=True, omit_defaults=True):
    """The plan is at its end."""

    reason: str


class AgreePartialReturn(Struct, frozen=True, omit_defaults=True):
    """The citizen works some hours from a day on."""

    from_: date
    hours: int
    full_hours: int


class EndPartialReturn(Struct, frozen=True, omit_defaults=True):
    """The partial return stops; the citizen is away for all hours again."""

    on: date
    reason: str


class CorrectPartialReturn(Struct, frozen=True, omit_defaults=True):
    """The partial return began on another day, or with other hours; all of it is stated anew."""

    from_: date
    hours: int
    full_hours: int
    reason: str


class WithdrawPartialReturn(Struct, frozen=True, omit_defaults=True):
    """There was no partial return."""

    reason: str


class WithdrawPartialReturnEnd(Struct, frozen=True, omit_defaults=True):
    """The partial return had not stopped; it goes on."""

    reason: str


class GrantStandBy(Struct, frozen=True, omit_defaults=True):
    """Let the follow-ups rest, for example while the citizen waits for an operation."""

    on: date
    reason: str


class EndStandBy(Struct, frozen=True, omit_defaults=True):
    """Take the follow-ups up again; the interval is counted from this day."""

    on: date


class WithdrawStandBy(Struct, frozen=True, omit_defaults=True):
    """The follow-ups were not to rest; the interval runs on from the last one."""

    reason: str


class RequestFastTrack(Struct, frozen=True, omit_defaults=True):
    """Employer or employee asks for an early follow-up."""

    requested_by: Literal["employee", "employer"]
    on: date


class WithdrawFastTrack(Struct, frozen=True, omit_defaults=True):
    """Nobody asked for an early follow-up; the first one has its usual day again."""

    reason: str


class AssignCase(Struct, frozen=True, omit_defaults=True):
    """Give the case to an officer of a team; `specialist` is refused where the risk is not high."""

    officer: str
    team: str
    specialist: bool = False


class RequestCertificate(Struct, frozen=True, omit_defaults=True):
    """Ask a doctor for a certificate; `follow_up_on` is the follow-up that an LÆ 285 is for."""

    kind: Literal["le125", "le145", "le155", "le225", "le265", "le285"]
    on: date
    follow_up_on: date | None = None


class CorrectCertificateRequest(Struct, frozen=True, omit_defaults=True):
    """The doctor was asked on another day; the doctor's days are counted anew."""

    certificate: UUID
    on: date
    reason: str


class NoteConsultation(Struct, frozen=True, omit_defaults=True):
    """The doctor saw the citizen; the shorter time after a consultation runs.

    `certificate` may be left out while only one is awaited.
    """

    on: date
    certificate: UUID | None = None


class WithdrawConsultation(Struct, frozen=True, omit_defaults=True):
    """The doctor did not see the citizen that day; seen on another day, it is noted anew."""

    certificate: UUID
    reason: str


class ReceiveCertificate(Struct, frozen=True, omit_defaults=True):
    """The certificate came: it says the citizen is ill in a stretch of days.

    `certificate` may be left out while at most one is awaited; `unasked` is one nobody asked for.
    """

    on: date
    ill_from: date
    ill_to: date
    says: str
    certificate: UUID | None = None
    unasked: bool = False


class CorrectCertificate(Struct, frozen=True, omit_defaults=True):
    """The certificate came on another day or says something else; all of it is stated anew."""

    certificate: UUID
    on: date
    ill_from: date
    ill_to: date
    says: str


class WithdrawCertificate(Struct, frozen=True, omit_defaults=True):
    """The certificate belongs to another case; one that was asked for is awaited again."""

    certificate: UUID
    reason: str


class CancelCertificate(Struct, frozen=True, omit_defaults=True):
    """The certificate is not needed any more; which one may be left out while one is awaited."""

    reason: str
    certificate: UUID | None = None


class ReceivePossibilityStatement(Struct, frozen=True, omit_defaults=True):
    """Employer, employee and doctor have said together what the citizen can do at work."""

    on: date
    says: str


class HoldEmployerInterview(Struct, frozen=True, omit_defaults=True):
    """The employer talked with the sick person."""

    on: date


class WithdrawEmployerInterview(Struct, frozen=True, omit_defaults=True):
    """The employer did not talk with the sick person that day; held on another day, it is new."""

    reason: str


class WithdrawPossibilityStatement(Struct, frozen=True, omit_defaults=True):
    """The statement was not about this case, or did not come."""

    reason: str


class RecordContact(Struct, frozen=True, omit_defaults=True):
    """Somebody was in touch with one of the parties, and this is to be done next (S-01)."""

    party: Literal[
        "citizen", "doctor", "employer", "job_consultant", "rehabilitation_team", "ui_fund"
    ]
    on: date
    next_action: str
    next_on: date


class CorrectContact(Struct, frozen=True, omit_defaults=True):
    """It was another party, another day, or another thing is next; all of it is stated anew."""

    contact: UUID
    party: Literal[
        "citizen", "doctor", "employer", "job_consultant", "rehabilitation_team", "ui_fund"
    ]
    on: date
    next_action: str
    next_on: date


class WithdrawContact(Struct, frozen=True, omit_defaults=True):
    """Nobody was in touch with that party."""

    contact: UUID
    reason: str


class AskForOffer(Struct, frozen=True, omit_defaults=True):
    """Ask offers for practice or a wage subsidy as a step of the plan; a person there gives it."""

    offer_type: Literal["company_practice", "wage_subsidy"]
    from_: date
    to: date


class AskForWorkplaceContact(Struct, frozen=True, omit_defaults=True):
    """Ask for a talk with the workplace; what it is about stays with sick pay.

    `company` is the company's id in company contact; `planned_on` the day it is meant for.
    """

    company: UUID
    planned_on: date
    about: Literal["aid", "partial_return", "section_56"]


class WithdrawPlanStep(Struct, frozen=True, omit_defaults=True):
    """Take back what was asked for and has not begun; asked otherwise, it is a new step."""

    step: UUID
    reason: str


class NotePlanOffer(Struct, frozen=True, omit_defaults=True):
    """The citizen was given an offer, or it was put right; only a policy says so."""

    placement: UUID
    offer_type: Literal["company_practice", "wage_subsidy"]
    from_: date
    to: date


class NotePlanStep(Struct, frozen=True, omit_defaults=True):
    """A step has come so far, as who carries it out tells; only a policy says so.

    `step` is the step's id, or that of the placement it was given as.
    """

    step: UUID
    stage: Literal["asked", "begun", "called_off", "done", "given", "held"]
    on: date
    result: str | None = None


class AskForWorkplaceGrant(Struct, frozen=True, omit_defaults=True):
    """Ask for a grant at the workplace; which, and on what ground of health, stays with sick pay.

    `company` is the company's id in company contact, `wanted_from` the day it is needed from.
    """

    company: UUID
    wanted_from: date
    ground: Literal[
        "aid_compensates",
        "aid_decisive",
        "section_56_chronic",
        "section_56_same_illness",
        "section_56_treatment",
    ]


class NoteGrantGiven(Struct, frozen=True, omit_defaults=True):
    """Company contact granted it; only a policy says so."""

    grant: UUID
    on: date
    from_: date
    to: date | None = None
    amount: int | None = None


class NoteGrantRefused(Struct, frozen=True, omit_defaults=True):
    """Company contact refused it, for a reason of the company's; only a policy says so."""

    grant: UUID
    on: date
    reason: Literal[
        "company_closed",
        "company_unknown",
        "employer_bears_it",
        "employer_declines",
        "not_employed_there",
        "other",
        "usual_at_the_workplace",
    ]


class NoteGrantReopened(Struct, frozen=True, omit_defaults=True):
    """The answer was wrong and is awaited again; only a policy says so."""

    grant: UUID
    on: date


class NoteGrantStopped(Struct, frozen=True, omit_defaults=True):
    """The grant ends with a day, before its time; only a policy says so."""

    grant: UUID
    on: date
    last_day: date


class FlagAgreedRefunds(Struct, frozen=True, omit_defaults=True):
    """Flag the refunds whose agreement does not hold any more; only a policy says so."""


class Reassess(Struct, frozen=True, omit_defaults=True):
    """Go through the seven grounds before the limit; `grounds_met` are those that fit."""

    on: date
    grounds_met: tuple[Literal[1, 2, 3, 4, 5, 6, 7], ...]
    reason: str


class GrantExtension(Struct, frozen=True, omit_defaults=True):
    """Let sick pay go on after the limit on a ground the reassessment found."""

    ground: Literal[1, 2, 3, 4, 5, 6, 7]
    on: date
    reason: str


class WithdrawExtension(Struct, frozen=True, omit_defaults=True):
    """Take an extension back that was granted by mistake."""

    reason: str


class RecordNextBasis(Struct, frozen=True, omit_defaults=True):
    """The citizen applied for, or was given, what comes after sick pay, from a day on."""

    basis: Literal[
        "cash_benefit",
        "flex_job",
        "job_clarification",
        "own_means",
        "pension",
        "resource_course",
        "work",
    ]
    from_: date
    on: date


class CorrectNextBasis(Struct, frozen=True, omit_defaults=True):
    """What comes after sick pay is another basis, or begins on another day."""

    basis: Literal[
        "cash_benefit",
        "flex_job",
        "job_clarification",
        "own_means",
        "pension",
        "resource_course",
        "work",
    ]
    from_: date
    reason: str


class WithdrawNextBasis(Struct, frozen=True, omit_defaults=True):
    """Nothing is known of what comes after sick pay; without it nothing ends for duration."""

    reason: str


class ProposeEnding(Struct, frozen=True, omit_defaults=True):
    """Propose to end sick pay; the benefit service hears the citizen before anything is decided."""

    ground: Literal["duration", "no_cooperation"]
    facts: str


class WithdrawProposal(Struct, frozen=True, omit_defaults=True):
    """Take the proposal back: the citizen was excused, or it was a mistake; the case runs on."""

    reason: str


class NoteHearingServed(Struct, frozen=True, omit_defaults=True):
    """The benefit service served a hearing about ending this sick pay; only a policy says so."""

    hearing: UUID
    ground: Literal["duration", "no_cooperation"]
    served_on: date


class NoteHearingServiceCorrected(Struct, frozen=True, omit_defaults=True):
    """The letter reached the citizen on another day; only a policy says so."""

    hearing: UUID
    served_on: date


class NoteHearingConcluded(Struct, frozen=True, omit_defaults=True):
    """The benefit service concluded the hearing; only a policy says so.

    `answered` is False where nothing but the silence after the deadline was weighed.
    """

    hearing: UUID
    finding: Literal["excuse_accepted", "excuse_not_accepted"]
    concluded_on: date
    answered: bool = True


class NoteHearingWithdrawn(Struct, frozen=True, omit_defaults=True):
    """The benefit service called the hearing off; only a policy says so."""

    hearing: UUID


class EndSickPay(Struct, frozen=True, omit_defaults=True):
    """Decide that sick pay ends; `last_day` is the last day it is paid for."""

    ground: Literal["duration", "no_cooperation"]
    last_day: date
    reason: str


class WithdrawEnd(Struct, frozen=True, omit_defaults=True):
    """Take the end back; the case runs on."""

    reason: str


class ReviewDecision(Struct, frozen=True, omit_defaults=True):
    """Say what came of looking again at a decision that relied on a fact since corrected."""

    decision: str
    stands: bool
    reason: str


class RegisterAppeal(Struct, frozen=True, omit_defaults=True):
    """Register the citizen's complaint about the end of sick pay, and the day it came in."""

    on: date
    grounds: str


class CorrectAppeal(Struct, frozen=True, omit_defaults=True):
    """Correct the day the complaint came in."""

    on: date


class DecideAppeal(Struct, frozen=True, omit_defaults=True):
    """Register what the appeals board decided; `reversed` takes the end back at once."""

    outcome: Literal["reversed", "upheld"]
    reasons: str


class SignNotification(Struct, frozen=True, omit_defaults=True):
    """The notification that came unsigned is signed."""

    on: date


class RequestRefund(Struct, frozen=True, omit_defaults=True):
    """Ask a refund for a stretch of days; it follows the one before without a hole.

    `section_56` says that the absence falls under a § 56 agreement: the refund begins with its
    first day.
    """

    request: UUID
    from_: date
    to: date
    amount: int
    on: date
    section_56: bool = False


class CorrectRefund(Struct, frozen=True, omit_defaults=True):
    """Change a request that was not fetched yet; `version` is the one last read."""

    request: UUID
    version: int
    to: date
    amount: int


class FetchRefund(Struct, frozen=True, omit_defaults=True):
    """The municipality takes a request over from the portal."""

    request: UUID
    version: int


class AnnulRefund(Struct, frozen=True, omit_defaults=True):
    """Annul the last request, after it was fetched."""

    request: UUID
    version: int
    reason: str


class PayRefund(Struct, frozen=True, omit_defaults=True):
    """Pay a fetched request."""

    request: UUID
    version: int
    on: date


class WithdrawRefundPayment(Struct, frozen=True, omit_defaults=True):
    """The refund was not paid, or the money came back; the request can be annulled or paid anew."""

    request: UUID
    version: int
    reason: str


class SickPaySearch(Struct, frozen=True, omit_defaults=True):
    """Which cases to show; `after` is the last case of the page before."""

    citizen: UUID | None = None
    running: bool = False
    after: UUID | None = None
    limit: int = 100


class SickPayRow(Struct, frozen=True):
    """A sick-pay case as it stands."""

    sick_pay_case: UUID
    citizen: UUID
    employment: str
    first_absence_day: date
    notified_by: Literal["employer", "jobcenter", "self_employed", "ui_fund"]
    notified_on: date
    recovered_on: date | None = None
    withdrawn: bool = False
    legal_basis: Literal["cash_benefit", "sick_pay"] = "sick_pay"
    ended_after: date | None = None
    hearing: UUID | None = None


class SickPayPage(Struct, frozen=True):
    """Some cases, and where the next page starts; None when there is none."""

    cases: list[SickPayRow]
    next: UUID | None = None


class FormSearch(Struct, frozen=True, omit_defaults=True):
    """Which forms to show; `after` is the last case of the page before.

    `to_remind` shows only those that are overdue and of which nobody was reminded yet.
    """

    citizen: UUID | None = None
    status: Literal["not_needed", "returned", "sent"] | None = None
    to_remind: bool = False
    after: UUID | None = None
    limit: int = 100


class FormRow(Struct, frozen=True):
    """The latest form of a case; `form` is None while only the answer is known.

    `overdue_since` is the last timely day that passed without an answer.
    """

    sick_pay_case: UUID
    citizen: UUID
    status: str
    form: UUID | None = None
    sent_on: date | None = None
    returned_on: date | None = None
    overdue_since: date | None = None
    reminded_on: date | None = None


class FormPage(Struct, frozen=True):
    """Some forms, and where the next page starts; None when there is none."""

    forms: list[FormRow]
    next: UUID | None = None


class CaseloadSearch(Struct, frozen=True, omit_defaults=True):
    """Whose open cases; `after` is the last case of the page before.

    `unassigned` shows only cases that nobody has. `flagged` shows only those with a decision to
    review, also where the citizen is well again or sick pay has ended: late facts come then.
    """

    officer: str | None = None
    team: str | None = None
    track: str | None = None
    unassigned: bool = False
    flagged: bool = False
    after: UUID | None = None
    limit: int = 100


class ToReview(Struct, frozen=True):
    """A decision that somebody must look at again, and the code of what is otherwise now."""

    decision: str
    because: str


class CaseloadRow(Struct, frozen=True):
    """A case as an officer's list shows it; `triaged_on` is the day the risk was first known.

    A sick cash-benefit recipient answers no form: triaged is who was first followed up, or whose
    doctor was first asked. `first_track` is the track of the first triage.

    `found_day` is the limit as computed; `limit_day` what holds, with the extension if one was
    granted (None: until there is a decision).
    """

    sick_pay_case: UUID
    citizen: UUID
    legal_basis: str
    first_absence_day: date
    notified_on: date
    officer: str | None = None
    team: str | None = None
    category: int | None = None
    risk_level: str | None = None
    first_risk_level: str | None = None
    track: str | None = None
    triaged_on: date | None = None
    form_sent_on: date | None = None
    form_returned_on: date | None = None
    first_held_on: date | None = None
    last_held_on: date | None = None
    summoned_for: date | None = None
    partial_from: date | None = None
    limit_day: date | None = None
    found_day: date | None = None
    extended: bool = False
    recovered_on: date | None = None
    ended_after: date | None = None
    withdrawn: bool = False
    flagged: tuple[str, ...] = ()
    first_track: str | None = None
    to_review: tuple[ToReview, ...] = ()


class CaseloadPage(Struct, frozen=True):
    """Some cases, and where the next page starts."""

    cases: list[CaseloadRow]
    next: UUID | None = None


class WorkloadSearch(Struct, frozen=True, omit_defaults=True):
    """Which team; without one, all."""

    team: str | None = None


class Workload(Struct, frozen=True):
    """The open cases of one officer, or those of a team that nobody has.

    `not_assessed` have no track yet; `to_review` have a decision that somebody must look at again.
    """

    team: str | None
    officer: str | None
    cases: int
    early_short: int
    standard: int
    specialist: int
    not_assessed: int
    to_review: int


class ActorSearch(Struct, frozen=True, omit_defaults=True):
    """Which case; a party silent for `silent_days` or more is marked."""

    sick_pay_case: UUID
    silent_days: int = 56


class ActorShown(Struct, frozen=True):
    """One party: the last contact, what is next with it, and whether it was silent for too long.

    Who was never spoken to is silent since the case was notified.
    """

    citizen: UUID
    party: str
    last_contact_on: date | None
    next_on: date | None
    silent: bool
    next_action: str | Erased | Masked | None = None


class PlanStepSearch(Struct, frozen=True, omit_defaults=True):
    """Which case."""

    sick_pay_case: UUID


class PlanStepRow(Struct, frozen=True):
    """One step; `moved_on` is the day it came as far as `stage` says."""

    sick_pay_case: UUID
    step: UUID
    citizen: UUID
    kind: str
    from_: date
    to: date | None = None
    stage: str = "asked"
    moved_on: date | None = None
    placement: UUID | None = None
    company: UUID | None = None
    result: str | None = None


class RefundSearch(Struct, frozen=True, omit_defaults=True):
    """Which requests to show; `after` is the last request of the page before."""

    sick_pay_case: UUID | None = None
    stage: Literal["annulled", "fetched", "paid", "requested"] | None = None
    after: UUID | None = None
    limit: int = 100


class RefundRow(Struct, frozen=True):
    """One request as it stands; `version` rises with each fact about it."""

    sick_pay_case: UUID
    request: UUID
    citizen: UUID
    from_: date
    to: date
    requested_on: date
    stage: str = "requested"
    version: int = 1


class RefundPage(Struct, frozen=True):
    """Some requests, and where the next page starts; None when there is none."""

    refunds: list[RefundRow]
    next: UUID | None = None


class WarningSearch(Struct, frozen=True, omit_defaults=True):
    """Whose warnings; without anything, everybody's."""

    officer: str | None = None
    team: str | None = None


class Warned(Struct, frozen=True):
    """One thing to see to."""

    list: Literal["L10", "L11", "L9"]
    sick_pay_case: UUID
    citizen: UUID
    rule_key: str
    law_ref: str
    due: date
    plan_by: date
    days_left: int
    officer: str | None
    team: str | None
    risk_level: str | None


class WaitingSearch(Struct, frozen=True, omit_defaults=True):
    """Which case."""

    sick_pay_case: UUID


class Waiting(Struct, frozen=True):
    """One thing that is waited for, in plain words."""

    citizens: tuple[UUID, ...]
    on: str
    rule_key: str
    law_ref: str
    due: date
    da: str
    en: str


class DateSearch(Struct, frozen=True, omit_defaults=True):
    """Which case."""

    sick_pay_case: UUID


class ExplainedDate(Struct, frozen=True):
    """One date of a case, and the rule it was found by.

    `rule` is the rule's version. Whether the rule is sure says `evidence`; where it is not, the
    words end with a warning.
    """

    citizen: UUID
    name: Literal[
        "employer_period_ends",
        "extended_until",
        "fast_track_until",
        "limit_counted_from",
        "limit_reached",
        "notification_due",
        "reassessment_from",
        "refund_begins",
        "sick_pay_ends",
        "whole_field_from",
    ]
    day: date
    law_ref: str
    da: str
    en: str
    rule: str | None = None
    evidence: Literal["A", "M-high", "M-low", "M-med", "S", "V"] | None = None


class CohortSearch(Struct, frozen=True, omit_defaults=True):
    """Cases that began from `first` to `last`, both days counted.

    `track` counts those that were put on that track when first assessed: short cases have figures
    of their own, so that long ones cannot hide a new wave (S-03). `legal_basis` counts sick
    cash-benefit recipients instead (E13), `team` one team's cases.
    """

    first: date
    last: date
    track: Literal["early_short", "specialist", "standard"] | None = None
    team: str | None = None
    legal_basis: Literal["cash_benefit", "sick_pay"] = "sick_pay"


class Share(Struct, frozen=True):
    """So many of so many; the reader divides."""

    count: int
    of: int


class CohortFigures(Struct, frozen=True):
    """The cases whose first day of absence lies in the days asked for.

    Cases too young to tell are left out of a share's `of`. `risk_calibration`: how many of those
    still ill after 8 weeks had been found to be a high risk when first assessed.
    """

    cases: int
    recovered_8w: Share
    recovered_26w: Share
    over_52w: Share
    passed_8w: Share
    passed_26w: Share
    first_follow_up_on_time: Share
    forms_on_time: Share
    risk_calibration: Share
    median_days_to_triage: int | None


class InflowSearch(Struct, frozen=True, omit_defaults=True):
    """Days, such as a month: who passed 26 weeks of absence in them, both days counted."""

    first: date
    last: date


class RefundQuestion(Struct, frozen=True, omit_defaults=True):
    """Weeks paid one after the other from the week of a day on; amounts in øre a week.

    `active_weeks`: in so many of the first weeks the citizen was in an offer (2010 to 2015).
    """

    first_week: date
    weeks: int
    weekly_amount: int
    active_weeks: int = 0


class SickpayClient(Client):
    """One who calls sickpay; orders answer with the case and its version."""

    def notify_absence(
        self, command: NotifyAbsence, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `notify_absence`."""
        return self.order("/sick-pay-cases", command, key=key, correlation_id=correlation_id)

    def open_cash_benefit_follow_up(
        self,
        command: OpenCashBenefitFollowUp,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `open_cash_benefit_follow_up`."""
        return self.order(
            "/sick-pay-cases/open-cash-benefit-follow-up",
            command,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_first_absence_day(
        self,
        case_id: str,
        command: CorrectFirstAbsenceDay,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_first_absence_day`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-first-absence-day",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_notification(
        self,
        case_id: str,
        command: CorrectNotification,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_notification`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-notification",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_notification(
        self,
        case_id: str,
        command: WithdrawNotification,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_notification`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-notification",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_form_sent(
        self,
        case_id: str,
        command: NoteFormSent,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_form_sent`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-form-sent",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_form_sent(
        self,
        case_id: str,
        command: CorrectFormSent,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_form_sent`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-form-sent",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def register_form_return(
        self,
        case_id: str,
        command: RegisterFormReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_form_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/register-form-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_form_return(
        self,
        case_id: str,
        command: CorrectFormReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_form_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-form-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_form_answer(
        self,
        case_id: str,
        command: CorrectFormAnswer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_form_answer`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-form-answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_form_return(
        self,
        case_id: str,
        command: WithdrawFormReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_form_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-form-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def report_recovery(
        self,
        case_id: str,
        command: ReportRecovery,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `report_recovery`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/report-recovery",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_recovery(
        self,
        case_id: str,
        command: CorrectRecovery,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_recovery`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-recovery",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_recovery(
        self,
        case_id: str,
        command: WithdrawRecovery,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_recovery`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-recovery",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_form_overdue(
        self,
        case_id: str,
        command: NoteFormOverdue,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_form_overdue`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-form-overdue",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def remind_of_form(
        self,
        case_id: str,
        command: RemindOfForm,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `remind_of_form`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/remind-of-form",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_form_reminder(
        self,
        case_id: str,
        command: WithdrawFormReminder,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_form_reminder`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-form-reminder",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def categorise(
        self,
        case_id: str,
        command: Categorise,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `categorise`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/categorise",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assess_follow_up_duty(
        self,
        case_id: str,
        command: AssessFollowUpDuty,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assess_follow_up_duty`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/assess-follow-up-duty",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def summon_to_follow_up(
        self,
        case_id: str,
        command: SummonToFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `summon_to_follow_up`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/summon-to-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_summons(
        self,
        case_id: str,
        command: CancelSummons,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_summons`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/cancel-summons",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_missed_follow_up(
        self,
        case_id: str,
        command: NoteMissedFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_missed_follow_up`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-missed-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def hold_follow_up(
        self,
        case_id: str,
        command: HoldFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `hold_follow_up`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/hold-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_follow_up(
        self,
        case_id: str,
        command: CorrectFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_follow_up`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_follow_up(
        self,
        case_id: str,
        command: WithdrawFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_follow_up`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_missed_follow_up(
        self,
        case_id: str,
        command: WithdrawMissedFollowUp,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_missed_follow_up`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-missed-follow-up",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def draft_plan(
        self,
        case_id: str,
        command: DraftPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `draft_plan`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/draft-plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def agree_plan(
        self,
        case_id: str,
        command: AgreePlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `agree_plan`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/agree-plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_plan_agreement(
        self,
        case_id: str,
        command: WithdrawPlanAgreement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_plan_agreement`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-plan-agreement",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def revise_plan(
        self,
        case_id: str,
        command: RevisePlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `revise_plan`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/revise-plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_plan(
        self,
        case_id: str,
        command: ClosePlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_plan`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/close-plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def agree_partial_return(
        self,
        case_id: str,
        command: AgreePartialReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `agree_partial_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/agree-partial-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_partial_return(
        self,
        case_id: str,
        command: EndPartialReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_partial_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/end-partial-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_partial_return(
        self,
        case_id: str,
        command: CorrectPartialReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_partial_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-partial-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_partial_return(
        self,
        case_id: str,
        command: WithdrawPartialReturn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_partial_return`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-partial-return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_partial_return_end(
        self,
        case_id: str,
        command: WithdrawPartialReturnEnd,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_partial_return_end`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-partial-return-end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def grant_stand_by(
        self,
        case_id: str,
        command: GrantStandBy,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `grant_stand_by`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/grant-stand-by",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_stand_by(
        self,
        case_id: str,
        command: EndStandBy,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_stand_by`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/end-stand-by",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_stand_by(
        self,
        case_id: str,
        command: WithdrawStandBy,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_stand_by`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-stand-by",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def request_fast_track(
        self,
        case_id: str,
        command: RequestFastTrack,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `request_fast_track`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/request-fast-track",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_fast_track(
        self,
        case_id: str,
        command: WithdrawFastTrack,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_fast_track`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-fast-track",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assign_case(
        self,
        case_id: str,
        command: AssignCase,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assign_case`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/assign-case",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def request_certificate(
        self,
        case_id: str,
        command: RequestCertificate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `request_certificate`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/request-certificate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_certificate_request(
        self,
        case_id: str,
        command: CorrectCertificateRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_certificate_request`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-certificate-request",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_consultation(
        self,
        case_id: str,
        command: NoteConsultation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_consultation`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-consultation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_consultation(
        self,
        case_id: str,
        command: WithdrawConsultation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_consultation`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-consultation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def receive_certificate(
        self,
        case_id: str,
        command: ReceiveCertificate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `receive_certificate`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/receive-certificate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_certificate(
        self,
        case_id: str,
        command: CorrectCertificate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_certificate`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-certificate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_certificate(
        self,
        case_id: str,
        command: WithdrawCertificate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_certificate`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-certificate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_certificate(
        self,
        case_id: str,
        command: CancelCertificate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_certificate`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/cancel-certificate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def receive_possibility_statement(
        self,
        case_id: str,
        command: ReceivePossibilityStatement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `receive_possibility_statement`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/receive-possibility-statement",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def hold_employer_interview(
        self,
        case_id: str,
        command: HoldEmployerInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `hold_employer_interview`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/hold-employer-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_employer_interview(
        self,
        case_id: str,
        command: WithdrawEmployerInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_employer_interview`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-employer-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_possibility_statement(
        self,
        case_id: str,
        command: WithdrawPossibilityStatement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_possibility_statement`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-possibility-statement",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def record_contact(
        self,
        case_id: str,
        command: RecordContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_contact`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/record-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_contact(
        self,
        case_id: str,
        command: CorrectContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_contact`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_contact(
        self,
        case_id: str,
        command: WithdrawContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_contact`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def ask_for_offer(
        self,
        case_id: str,
        command: AskForOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `ask_for_offer`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/ask-for-offer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def ask_for_workplace_contact(
        self,
        case_id: str,
        command: AskForWorkplaceContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `ask_for_workplace_contact`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/ask-for-workplace-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_plan_step(
        self,
        case_id: str,
        command: WithdrawPlanStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_plan_step`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-plan-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_plan_offer(
        self,
        case_id: str,
        command: NotePlanOffer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_plan_offer`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-plan-offer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_plan_step(
        self,
        case_id: str,
        command: NotePlanStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_plan_step`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-plan-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def ask_for_workplace_grant(
        self,
        case_id: str,
        command: AskForWorkplaceGrant,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `ask_for_workplace_grant`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/ask-for-workplace-grant",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_grant_given(
        self,
        case_id: str,
        command: NoteGrantGiven,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_grant_given`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-grant-given",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_grant_refused(
        self,
        case_id: str,
        command: NoteGrantRefused,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_grant_refused`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-grant-refused",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_grant_reopened(
        self,
        case_id: str,
        command: NoteGrantReopened,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_grant_reopened`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-grant-reopened",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_grant_stopped(
        self,
        case_id: str,
        command: NoteGrantStopped,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_grant_stopped`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-grant-stopped",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def flag_agreed_refunds(
        self,
        case_id: str,
        command: FlagAgreedRefunds,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `flag_agreed_refunds`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/flag-agreed-refunds",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reassess(
        self,
        case_id: str,
        command: Reassess,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reassess`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/reassess",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def grant_extension(
        self,
        case_id: str,
        command: GrantExtension,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `grant_extension`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/grant-extension",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_extension(
        self,
        case_id: str,
        command: WithdrawExtension,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_extension`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-extension",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def record_next_basis(
        self,
        case_id: str,
        command: RecordNextBasis,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_next_basis`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/record-next-basis",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_next_basis(
        self,
        case_id: str,
        command: CorrectNextBasis,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_next_basis`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-next-basis",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_next_basis(
        self,
        case_id: str,
        command: WithdrawNextBasis,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_next_basis`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-next-basis",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def propose_ending(
        self,
        case_id: str,
        command: ProposeEnding,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `propose_ending`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/propose-ending",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_proposal(
        self,
        case_id: str,
        command: WithdrawProposal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_proposal`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-proposal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hearing_served(
        self,
        case_id: str,
        command: NoteHearingServed,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hearing_served`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-hearing-served",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hearing_service_corrected(
        self,
        case_id: str,
        command: NoteHearingServiceCorrected,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hearing_service_corrected`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-hearing-service-corrected",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hearing_concluded(
        self,
        case_id: str,
        command: NoteHearingConcluded,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hearing_concluded`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-hearing-concluded",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hearing_withdrawn(
        self,
        case_id: str,
        command: NoteHearingWithdrawn,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hearing_withdrawn`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/note-hearing-withdrawn",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_sick_pay(
        self,
        case_id: str,
        command: EndSickPay,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_sick_pay`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/end-sick-pay",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_end(
        self,
        case_id: str,
        command: WithdrawEnd,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_end`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def review_decision(
        self,
        case_id: str,
        command: ReviewDecision,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `review_decision`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/review-decision",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def register_appeal(
        self,
        case_id: str,
        command: RegisterAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_appeal`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/register-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_appeal(
        self,
        case_id: str,
        command: CorrectAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_appeal`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_appeal(
        self,
        case_id: str,
        command: DecideAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_appeal`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/decide-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def sign_notification(
        self,
        case_id: str,
        command: SignNotification,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `sign_notification`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/sign-notification",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def request_refund(
        self,
        case_id: str,
        command: RequestRefund,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `request_refund`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/request-refund",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_refund(
        self,
        case_id: str,
        command: CorrectRefund,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_refund`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/correct-refund",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def fetch_refund(
        self,
        case_id: str,
        command: FetchRefund,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `fetch_refund`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/fetch-refund",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def annul_refund(
        self,
        case_id: str,
        command: AnnulRefund,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `annul_refund`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/annul-refund",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def pay_refund(
        self,
        case_id: str,
        command: PayRefund,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `pay_refund`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/pay-refund",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_refund_payment(
        self,
        case_id: str,
        command: WithdrawRefundPayment,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_refund_payment`."""
        return self.order(
            f"/sick-pay-cases/{case_id}/withdraw-refund-payment",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_sick_pay_case(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_sick_pay_case`."""
        found: ListedCases = self.ask("/sick-pay-cases", params, ListedCases)
        return found

    def show_sick_pay_case(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_sick_pay_case`."""
        found: ShownCase = self.ask(f"/sick-pay-cases/{case_id}", params, ShownCase)
        return found

    def history_of_sick_pay_case(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_sick_pay_case`."""
        found: list[Fact] = self.ask(f"/sick-pay-cases/{case_id}/events", params, list[Fact])
        return found

    def ask_sick_pay_list(self, params: SickPaySearch | None = None) -> SickPayPage:
        """Ask `sick_pay_list`."""
        found: SickPayPage = self.ask("/sick-pay-list", params, SickPayPage)
        return found

    def ask_form_list(self, params: FormSearch | None = None) -> FormPage:
        """Ask `form_list`."""
        found: FormPage = self.ask("/form-list", params, FormPage)
        return found

    def ask_caseload(self, params: CaseloadSearch | None = None) -> CaseloadPage:
        """Ask `caseload`."""
        found: CaseloadPage = self.ask("/caseload", params, CaseloadPage)
        return found

    def ask_workload(self, params: WorkloadSearch | None = None) -> list[Workload]:
        """Ask `workload`."""
        found: list[Workload] = self.ask("/workload", params, list[Workload])
        return found

    def ask_actors(self, params: ActorSearch) -> list[ActorShown]:
        """Ask `actors`."""
        found: list[ActorShown] = self.ask("/actors", params, list[ActorShown])
        return found

    def ask_plan_steps(self, params: PlanStepSearch) -> list[PlanStepRow]:
        """Ask `plan_steps`."""
        found: list[PlanStepRow] = self.ask("/plan-steps", params, list[PlanStepRow])
        return found

    def ask_refund_list(self, params: RefundSearch | None = None) -> RefundPage:
        """Ask `refund_list`."""
        found: RefundPage = self.ask("/refund-list", params, RefundPage)
        return found

    def ask_early_warning(self, params: WarningSearch | None = None) -> list[Warned]:
        """Ask `early_warning`."""
        found: list[Warned] = self.ask("/early-warning", params, list[Warned])
        return found

    def ask_waiting_on(self, params: WaitingSearch) -> list[Waiting]:
        """Ask `waiting_on`."""
        found: list[Waiting] = self.ask("/waiting-on", params, list[Waiting])
        return found

    def ask_case_dates(self, params: DateSearch) -> list[ExplainedDate]:
        """Ask `case_dates`."""
        found: list[ExplainedDate] = self.ask("/case-dates", params, list[ExplainedDate])
        return found

    def ask_cohort_figures(self, params: CohortSearch) -> CohortFigures:
        """Ask `cohort_figures`."""
        found: CohortFigures = self.ask("/cohort-figures", params, CohortFigures)
        return found

    def ask_inflow_to_long(self, params: InflowSearch) -> Share:
        """Ask `inflow_to_long`."""
        found: Share = self.ask("/inflow-to-long", params, Share)
        return found

    def ask_state_refund(self, params: RefundQuestion) -> RefundSums:
        """Ask `state_refund`."""
        found: RefundSums = self.ask("/state-refund", params, RefundSums)
        return found

    def ask_deadlines(self, params: Deadlines | None = None) -> list[DeadlineRow]:
        """Ask `deadlines`."""
        found: list[DeadlineRow] = self.ask("/deadlines", params, list[DeadlineRow])
        return found

    def ask_citizen_file(self, params: FileOf) -> list[FiledFact]:
        """Ask `citizen_file`."""
        rest = {name: value for name, value in to_builtins(params).items() if name != "citizen"}
        found: list[FiledFact] = self.ask(f"/citizens/{params.citizen}/file", rest, list[FiledFact])
        return found
