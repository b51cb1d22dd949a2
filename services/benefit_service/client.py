"""The client of benefit_service (Ydelsesservice).

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from msgspec import Struct, field, to_builtins

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
    Period,
    RefundSums,
    ShownCase,
)


class NoteFirstContact(Struct, frozen=True, omit_defaults=True):
    """Note that a citizen was registered at the jobcenter; only the policy orders it."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    first_contact_on: date
    by_change: bool = False


class CorrectFirstContact(Struct, frozen=True, omit_defaults=True):
    """Correct the day or the basis of the first contact."""

    first_contact_on: date
    benefit_basis: str


class NoteCaseClosed(Struct, frozen=True, omit_defaults=True):
    """Note that the jobcenter closed the citizen's case; only the policy orders it."""

    on: date


class NoteCaseReopened(Struct, frozen=True, omit_defaults=True):
    """Note that the citizen's case is open again; only the policy orders it."""

    on: date
    by_mistake: bool = False


class ApplyForBenefit(Struct, frozen=True, omit_defaults=True):
    """Register the citizen's application and the day it came in."""

    on: date


class CorrectApplication(Struct, frozen=True, omit_defaults=True):
    """Correct the day the application came in."""

    on: date


class DecideEligibility(Struct, frozen=True, omit_defaults=True):
    """Decide whether the citizen has a right to the benefit, and tell the jobcenter at once."""

    eligible: bool
    benefit_basis: str
    from_: date = field(name="from")
    reasons: str | Erased = ""


class SetUpPayment(Struct, frozen=True, omit_defaults=True):
    """Start paying the benefit; the amount is in øre a month."""

    monthly_amount: int
    from_: date = field(name="from")


class ChangePayment(Struct, frozen=True, omit_defaults=True):
    """Raise the benefit, or pay it from an earlier day; it cannot be lowered this way.

    The amount is in øre a month.
    """

    monthly_amount: int
    from_: date = field(name="from")


class StopPayment(Struct, frozen=True, omit_defaults=True):
    """Stop paying; all but the citizen's own wish and death need a concluded hearing about it."""

    ground: Literal[
        "case_closed",
        "citizen_withdrew",
        "died",
        "education",
        "employment",
        "moved_abroad",
        "sick_pay_duration",
        "sick_pay_no_cooperation",
    ]
    on: date
    reasons: str | Erased


class WithdrawStop(Struct, frozen=True, omit_defaults=True):
    """Take back a stop that was a mistake."""

    reason: str | Erased


class WithdrawRefusal(Struct, frozen=True, omit_defaults=True):
    """Take back a refusal that was a mistake; the application waits for a decision again."""

    reason: str | Erased


class RegisterBenefitAppeal(Struct, frozen=True, omit_defaults=True):
    """Register the citizen's complaint: about which decision, by its kind and its day."""

    about: Literal["refusal", "stop"]
    decided_on: date
    on: date
    grounds: str | Erased


class CorrectBenefitAppeal(Struct, frozen=True, omit_defaults=True):
    """Correct the day the complaint came in."""

    about: Literal["refusal", "stop"]
    decided_on: date
    on: date


class DecideBenefitAppeal(Struct, frozen=True, omit_defaults=True):
    """Register what the appeals board decided; `reversed` takes the decision back at once."""

    about: Literal["refusal", "stop"]
    decided_on: date
    outcome: Literal["reversed", "upheld"]
    reasons: str | Erased


class ServeHearing(Struct, frozen=True, omit_defaults=True):
    """Hand the citizen the facts and ask for an answer.

    Left out: `sanction_case` is the citizen's only open one, `facts` is the standard letter about
    the report, `absence_from` is the reported day, `on` is today, and whether the letter names the
    absence as continuing follows the rule `hearing.covers_continuing_absence`.
    A hearing about stopping a benefit names `benefit_case` and `stop_ground` instead; one about
    the end of sick pay names `sick_pay_case`, and a benefit case only if one pays the citizen.
    """

    citizen: UUID
    sanction_case: UUID | None = None
    facts: str | Erased | None = None
    absence_from: date | None = None
    covers_continuing_absence: bool | None = None
    on: date | None = None
    on_site: bool = False
    benefit_case: UUID | None = None
    stop_ground: (
        Literal[
            "case_closed",
            "citizen_withdrew",
            "died",
            "education",
            "employment",
            "moved_abroad",
            "sick_pay_duration",
            "sick_pay_no_cooperation",
        ]
        | None
    ) = None
    sick_pay_case: UUID | None = None


class CorrectService(Struct, frozen=True, omit_defaults=True):
    """Correct the day the letter reached the citizen; the deadline is counted anew."""

    on: date


class AmendFacts(Struct, frozen=True, omit_defaults=True):
    """Put new facts to the citizen in a new letter; a new full deadline runs from its service."""

    facts: str | Erased
    absence_from: date | None = None
    covers_continuing_absence: bool | None = None
    on: date | None = None
    on_site: bool = False


class AnswerHearing(Struct, frozen=True, omit_defaults=True):
    """Register what the citizen answered, and the day the answer came in."""

    on: date
    statement: str | Erased


class WithdrawAnswer(Struct, frozen=True, omit_defaults=True):
    """Take back an answer that was registered by mistake."""

    reason: str | Erased


class ConcludeHearing(Struct, frozen=True, omit_defaults=True):
    """Weigh the answer, or the silence after the deadline, and say why."""

    finding: Literal["excuse_accepted", "excuse_not_accepted"]
    reasons: str | Erased


class WithdrawHearing(Struct, frozen=True, omit_defaults=True):
    """Call the hearing off."""

    reason: str | Erased


class ReportNonCompliance(Struct, frozen=True, omit_defaults=True):
    """Report that a citizen did not do what the benefit asks for.

    A caseworker leaves out who reports: it is they. `reported_by`, `reported_from` and
    `report_event` are read only from another service's event.
    """

    citizen: UUID
    kind: Literal[
        "availability_test",
        "interview_no_show",
        "job_refusal",
        "jobseeking_missing",
        "offer_no_show",
        "quit",
    ]
    day: date
    placement: UUID | None = None
    continues: bool = False
    reported_from: str | None = None
    reported_by: str | None = None
    report_event: UUID | None = None
    consequences_in_writing: bool | None = None


class CorrectReport(Struct, frozen=True, omit_defaults=True):
    """Correct what was reported, before anything is decided."""

    kind: Literal[
        "availability_test",
        "interview_no_show",
        "job_refusal",
        "jobseeking_missing",
        "offer_no_show",
        "quit",
    ]
    day: date
    reason: str | Erased
    placement: UUID | None = None
    continues: bool = False


class WithdrawReport(Struct, frozen=True, omit_defaults=True):
    """Take the report back: it was a mistake."""

    reason: str | Erased


class NoteRecommendation(Struct, frozen=True, omit_defaults=True):
    """Note that the jobcenter recommends a sanction; only the policy orders it."""

    sanction_type: str
    law_ref: str
    recommended_by: str
    recommended_on: date
    recommendation_event: UUID


class NoteRecommendationTakenBack(Struct, frozen=True, omit_defaults=True):
    """Note that the jobcenter took its recommendation back; only the policy orders it."""


class NoteDropped(Struct, frozen=True, omit_defaults=True):
    """Note that the jobcenter found no ground for a sanction; only the policy orders it."""

    reason: str | Erased


class DecideSanction(Struct, frozen=True, omit_defaults=True):
    """Decide that the days of the absence are taken from the benefit, and write why."""

    reasons: str | Erased = ""


class DecideNoSanction(Struct, frozen=True, omit_defaults=True):
    """Decide that there is no sanction, and write why."""

    reasons: str | Erased


class AssessAmount(Struct, frozen=True, omit_defaults=True):
    """Give a decision the amount it was made without, by the rate now in force for its day.

    `rule` names that row as it stands in the list of rules, so that nobody assesses by another
    one than they have read.
    """

    rule: str
    reasons: str | Erased


class EffectuateSanction(Struct, frozen=True, omit_defaults=True):
    """Take the decided days from the payment of a month."""

    month: str


class CorrectEffectuation(Struct, frozen=True, omit_defaults=True):
    """Correct the month the days were taken from."""

    month: str


class ReverseSanction(Struct, frozen=True, omit_defaults=True):
    """Take the decision back and give back what was taken."""

    ground: Literal["appeal", "late_fact", "own_initiative", "procedural_error"]
    reasons: str | Erased


class RegisterAppeal(Struct, frozen=True, omit_defaults=True):
    """Register the citizen's complaint about the decision, and the day it came in."""

    on: date
    grounds: str | Erased


class CorrectAppeal(Struct, frozen=True, omit_defaults=True):
    """Correct the day the complaint came in."""

    on: date


class DecideAppeal(Struct, frozen=True, omit_defaults=True):
    """Register what the appeals board decided."""

    outcome: Literal["reversed", "upheld"]
    reasons: str | Erased


class LateFact(Struct, frozen=True):
    """What was told late: why it may matter, the message, the days it holds, what it corrects.

    `placement` limits it to decisions about that placement; `period` None says that only what
    it corrects counts.
    """

    because: Literal[
        "attendance_corrected",
        "citizen_case_closed",
        "contact_corrected",
        "employment_recorded",
        "guidance_corrected",
        "recommendation_corrected",
        "relied_on_fact_corrected",
        "report_withdrawn",
        "sick_leave_notified",
        "sickness_recorded",
    ]
    message: UUID
    period: Period | None = None
    corrects: UUID | None = None
    placement: UUID | None = None


class FlagForReview(Struct, frozen=True, omit_defaults=True):
    """Hold a late fact against the decision; only a policy orders it."""

    fact: LateFact


class ReviewDecision(Struct, frozen=True, omit_defaults=True):
    """Say, after looking again, whether the decision stands."""

    outcome: Literal["reversed", "stands"]
    reasons: str | Erased


class RequestInformationForm(Struct, frozen=True, omit_defaults=True):
    """Note that a sick citizen must have the form; only the policy orders it."""

    citizen: UUID
    sick_pay_case: UUID


class SendInformationForm(Struct, frozen=True, omit_defaults=True):
    """Send the form to the citizen."""

    on: date


class CorrectFormSending(Struct, frozen=True, omit_defaults=True):
    """Correct the day the form was sent."""

    on: date


class NoteFormStatus(Struct, frozen=True, omit_defaults=True):
    """Note what sickpay tells about the form; only the policy orders it."""

    status: Literal["overdue", "returned"]


class CancelInformationForm(Struct, frozen=True, omit_defaults=True):
    """Note that nobody was ill and no form is due; only the policy orders it."""


class SanctionListParams(Struct, frozen=True, omit_defaults=True):
    """Whose cases, or all; `open_only` leaves out those nobody waits on."""

    citizen: UUID | None = None
    placement: UUID | None = None
    open_only: bool = False
    waiting_on: (
        Literal["appeals_board", "benefit_service", "citizen", "jobcenter", "nobody"] | None
    ) = None


class SanctionRow(Struct, frozen=True):
    """One case; `answered_on` is the day its reporter was told what came of it.

    `amount` is øre; `amount_refused` says why a decision still waits for one. A reversed case
    keeps `decided_on`, so that its share can be counted.
    """

    sanction_case: UUID
    citizen: UUID
    kind: str
    day: date
    placement: UUID | None
    reported_from: str
    reported_on: date
    hearing: Literal["answered", "excuse_accepted", "excuse_not_accepted", "none", "served"] = (
        "none"
    )
    answered: bool = False
    recommended: bool = False
    decided_on: date | None = None
    days: int = 0
    amount: int | Masked | None = None
    amount_refused: str | None = None
    effectuated_month: str | None = None
    appealed: bool = False
    appeal_open: bool = False
    under_review: bool = False
    outcome: str | None = None
    answered_on: date | None = None


class SanctionListed(Struct, frozen=True):
    """A case with whom it waits on and how old the report is; age stops when it is answered."""

    case: SanctionRow
    waiting_on: Literal["appeals_board", "benefit_service", "citizen", "jobcenter", "nobody"]
    age_days: int


class SanctionList(Struct, frozen=True):
    """The cases, the oldest report first; `unanswered` are reports nobody was told about yet."""

    cases: list[SanctionListed]
    unanswered: int
    oldest_unanswered_days: int | None


class OversightParams(Struct, frozen=True, omit_defaults=True):
    """The period of the reports to look at; `to` is not counted. Left out: all."""

    since: date | None = None
    to: date | None = None


class Oversight(Struct, frozen=True):
    """What came of the reports, and how many decisions did not hold.

    Percent is of all sanctions ever decided in the period, those later reversed included.
    """

    reports: int
    outcomes: dict[str, int]
    decided: int
    reversed: int
    reversed_percent: Decimal | None
    appealed: int
    under_review: int
    reported_from: dict[str, int]


class HearingListParams(Struct, frozen=True, omit_defaults=True):
    """Whose hearings, or all; `open_only` leaves out those that ended."""

    citizen: UUID | None = None
    sanction_case: UUID | None = None
    open_only: bool = False


class HearingRow(Struct, frozen=True):
    """One hearing as it stands; it never shows what was written in it."""

    hearing: UUID
    citizen: UUID
    sanction_case: UUID | None
    benefit_case: UUID | None
    stop_ground: str | None
    stage: Literal["answered", "concluded", "served", "withdrawn"]
    served_on: date
    on_site: bool
    finding: str | None = None
    answered: bool = False


class BenefitListParams(Struct, frozen=True, omit_defaults=True):
    """Whose benefit cases."""

    citizen: UUID


class AdverseRow(Struct, frozen=True):
    """A refusal or a stop, until when the citizen may complain, and what became of a complaint."""

    about: Literal["refusal", "stop"]
    decided_on: date
    appeal_by: date
    appealed_on: date | None = None
    in_time: bool | None = None
    outcome: Literal["reversed", "upheld"] | None = None


class BenefitRow(Struct, frozen=True):
    """One benefit case as it stands."""

    benefit_case: UUID
    citizen: UUID
    citizen_case: UUID
    stage: Literal["applied", "contacted", "eligible", "not_eligible", "paying", "stopped"] = (
        "contacted"
    )
    stopped_on: date | None = None
    adverse: tuple[AdverseRow, ...] = ()


class WaitParams(Struct, frozen=True, omit_defaults=True):
    """The period of first contacts to measure; `to` is not counted. Left out: all."""

    since: date | None = None
    to: date | None = None


class Waits(Struct, frozen=True):
    """The days from contact to notice; those who still wait are counted beside, never as 0.

    Whose notice was called off, and never came, is counted nowhere.
    The median of an even number is the mean of the two in the middle; p90 is the nearest rank.
    """

    notified: int
    waiting: int
    median_days: Decimal | None
    p90_days: int | None
    same_day_percent: Decimal | None
    in_time_percent: Decimal | None
    limit_days: int


class PaymentParams(Struct, frozen=True, omit_defaults=True):
    """Whose payments, from which month (`2011-06`) and for how many months."""

    citizen: UUID
    month: str
    months: int = 1


class MonthPaid(Struct, frozen=True):
    """One month in øre: the full benefit, what was taken, what was given back, what is paid."""

    month: str
    full: int | Masked
    taken: int | Masked
    given_back: int | Masked
    paid: int | Masked


class EndingSearch(Struct, frozen=True, omit_defaults=True):
    """Whose ends, or all, at a stage; `last_day_from` leaves out what stopped before that day."""

    citizen: UUID | None = None
    stage: Literal["ended", "hearing", "to_be_heard"] | None = None
    last_day_from: date | None = None


class SickPayEnding(Struct, frozen=True):
    """One sick-pay case that is to end, or has; `last_day` is the last day that is paid."""

    sick_pay_case: UUID
    citizen: UUID
    ground: str
    stage: str
    proposed_on: date
    last_day: date | None = None


class RefundQuestion(Struct, frozen=True, omit_defaults=True):
    """Weeks paid one after the other from the week of a day on; amounts in øre a week.

    In the first `active_weeks` of them the citizen did what `activity` says, then nothing.
    `earlier_weeks` of support came before them (from 2016).
    """

    first_week: date
    weeks: int
    weekly_amount: int
    benefit: Literal["cash_benefit", "ui_benefit"] = "cash_benefit"
    activity: Literal[
        "company_practice", "guidance", "ordinary_education", "passive", "wage_subsidy"
    ] = "passive"
    active_weeks: int = 0
    earlier_weeks: int = 0


class BenefitServiceClient(Client):
    """One who calls benefit_service; orders answer with the case and its version."""

    def note_first_contact(
        self,
        command: NoteFirstContact,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_first_contact`."""
        return self.order("/benefit-cases", command, key=key, correlation_id=correlation_id)

    def correct_first_contact(
        self,
        case_id: str,
        command: CorrectFirstContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_first_contact`."""
        return self.order(
            f"/benefit-cases/{case_id}/correct-first-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_case_closed(
        self,
        case_id: str,
        command: NoteCaseClosed,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_case_closed`."""
        return self.order(
            f"/benefit-cases/{case_id}/note-case-closed",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_case_reopened(
        self,
        case_id: str,
        command: NoteCaseReopened,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_case_reopened`."""
        return self.order(
            f"/benefit-cases/{case_id}/note-case-reopened",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def apply_for_benefit(
        self,
        case_id: str,
        command: ApplyForBenefit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `apply_for_benefit`."""
        return self.order(
            f"/benefit-cases/{case_id}/apply-for-benefit",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_application(
        self,
        case_id: str,
        command: CorrectApplication,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_application`."""
        return self.order(
            f"/benefit-cases/{case_id}/correct-application",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_eligibility(
        self,
        case_id: str,
        command: DecideEligibility,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_eligibility`."""
        return self.order(
            f"/benefit-cases/{case_id}/decide-eligibility",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def set_up_payment(
        self,
        case_id: str,
        command: SetUpPayment,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `set_up_payment`."""
        return self.order(
            f"/benefit-cases/{case_id}/set-up-payment",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def change_payment(
        self,
        case_id: str,
        command: ChangePayment,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `change_payment`."""
        return self.order(
            f"/benefit-cases/{case_id}/change-payment",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def stop_payment(
        self,
        case_id: str,
        command: StopPayment,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `stop_payment`."""
        return self.order(
            f"/benefit-cases/{case_id}/stop-payment",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_stop(
        self,
        case_id: str,
        command: WithdrawStop,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_stop`."""
        return self.order(
            f"/benefit-cases/{case_id}/withdraw-stop",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_refusal(
        self,
        case_id: str,
        command: WithdrawRefusal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_refusal`."""
        return self.order(
            f"/benefit-cases/{case_id}/withdraw-refusal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def register_benefit_appeal(
        self,
        case_id: str,
        command: RegisterBenefitAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_benefit_appeal`."""
        return self.order(
            f"/benefit-cases/{case_id}/register-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_benefit_appeal(
        self,
        case_id: str,
        command: CorrectBenefitAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_benefit_appeal`."""
        return self.order(
            f"/benefit-cases/{case_id}/correct-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_benefit_appeal(
        self,
        case_id: str,
        command: DecideBenefitAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_benefit_appeal`."""
        return self.order(
            f"/benefit-cases/{case_id}/decide-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_benefit_case(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_benefit_case`."""
        found: ListedCases = self.ask("/benefit-cases", params, ListedCases)
        return found

    def show_benefit_case(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_benefit_case`."""
        found: ShownCase = self.ask(f"/benefit-cases/{case_id}", params, ShownCase)
        return found

    def history_of_benefit_case(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_benefit_case`."""
        found: list[Fact] = self.ask(f"/benefit-cases/{case_id}/events", params, list[Fact])
        return found

    def serve_hearing(
        self, command: ServeHearing, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `serve_hearing`."""
        return self.order("/party-hearings", command, key=key, correlation_id=correlation_id)

    def correct_service(
        self,
        case_id: str,
        command: CorrectService,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_service`."""
        return self.order(
            f"/party-hearings/{case_id}/correct-service",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def amend_facts(
        self,
        case_id: str,
        command: AmendFacts,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `amend_facts`."""
        return self.order(
            f"/party-hearings/{case_id}/amend-facts",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def answer_hearing(
        self,
        case_id: str,
        command: AnswerHearing,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `answer_hearing`."""
        return self.order(
            f"/party-hearings/{case_id}/answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_answer(
        self,
        case_id: str,
        command: WithdrawAnswer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_answer`."""
        return self.order(
            f"/party-hearings/{case_id}/withdraw-answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def conclude_hearing(
        self,
        case_id: str,
        command: ConcludeHearing,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `conclude_hearing`."""
        return self.order(
            f"/party-hearings/{case_id}/conclude",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_hearing(
        self,
        case_id: str,
        command: WithdrawHearing,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_hearing`."""
        return self.order(
            f"/party-hearings/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_party_hearing(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_party_hearing`."""
        found: ListedCases = self.ask("/party-hearings", params, ListedCases)
        return found

    def show_party_hearing(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_party_hearing`."""
        found: ShownCase = self.ask(f"/party-hearings/{case_id}", params, ShownCase)
        return found

    def history_of_party_hearing(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_party_hearing`."""
        found: list[Fact] = self.ask(f"/party-hearings/{case_id}/events", params, list[Fact])
        return found

    def report_non_compliance(
        self,
        command: ReportNonCompliance,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `report_non_compliance`."""
        return self.order("/sanction-cases", command, key=key, correlation_id=correlation_id)

    def correct_report(
        self,
        case_id: str,
        command: CorrectReport,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_report`."""
        return self.order(
            f"/sanction-cases/{case_id}/correct-report",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_report(
        self,
        case_id: str,
        command: WithdrawReport,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_report`."""
        return self.order(
            f"/sanction-cases/{case_id}/withdraw-report",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_recommendation(
        self,
        case_id: str,
        command: NoteRecommendation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_recommendation`."""
        return self.order(
            f"/sanction-cases/{case_id}/note-recommendation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_recommendation_taken_back(
        self,
        case_id: str,
        command: NoteRecommendationTakenBack,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_recommendation_taken_back`."""
        return self.order(
            f"/sanction-cases/{case_id}/note-recommendation-taken-back",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_dropped(
        self,
        case_id: str,
        command: NoteDropped,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_dropped`."""
        return self.order(
            f"/sanction-cases/{case_id}/note-dropped",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_sanction(
        self,
        case_id: str,
        command: DecideSanction,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_sanction`."""
        return self.order(
            f"/sanction-cases/{case_id}/decide",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_no_sanction(
        self,
        case_id: str,
        command: DecideNoSanction,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_no_sanction`."""
        return self.order(
            f"/sanction-cases/{case_id}/decide-no-sanction",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assess_amount(
        self,
        case_id: str,
        command: AssessAmount,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assess_amount`."""
        return self.order(
            f"/sanction-cases/{case_id}/assess-amount",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def effectuate_sanction(
        self,
        case_id: str,
        command: EffectuateSanction,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `effectuate_sanction`."""
        return self.order(
            f"/sanction-cases/{case_id}/effectuate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_effectuation(
        self,
        case_id: str,
        command: CorrectEffectuation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_effectuation`."""
        return self.order(
            f"/sanction-cases/{case_id}/correct-effectuation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reverse_sanction(
        self,
        case_id: str,
        command: ReverseSanction,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reverse_sanction`."""
        return self.order(
            f"/sanction-cases/{case_id}/reverse",
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
            f"/sanction-cases/{case_id}/register-appeal",
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
            f"/sanction-cases/{case_id}/correct-appeal",
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
            f"/sanction-cases/{case_id}/decide-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def flag_for_review(
        self,
        case_id: str,
        command: FlagForReview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `flag_for_review`."""
        return self.order(
            f"/sanction-cases/{case_id}/flag-for-review",
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
            f"/sanction-cases/{case_id}/review",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_sanction_case(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_sanction_case`."""
        found: ListedCases = self.ask("/sanction-cases", params, ListedCases)
        return found

    def show_sanction_case(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_sanction_case`."""
        found: ShownCase = self.ask(f"/sanction-cases/{case_id}", params, ShownCase)
        return found

    def history_of_sanction_case(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_sanction_case`."""
        found: list[Fact] = self.ask(f"/sanction-cases/{case_id}/events", params, list[Fact])
        return found

    def request_information_form(
        self,
        command: RequestInformationForm,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `request_information_form`."""
        return self.order("/information-forms", command, key=key, correlation_id=correlation_id)

    def send_information_form(
        self,
        case_id: str,
        command: SendInformationForm,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `send_information_form`."""
        return self.order(
            f"/information-forms/{case_id}/send",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_form_sending(
        self,
        case_id: str,
        command: CorrectFormSending,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_form_sending`."""
        return self.order(
            f"/information-forms/{case_id}/correct-sending",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_form_status(
        self,
        case_id: str,
        command: NoteFormStatus,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_form_status`."""
        return self.order(
            f"/information-forms/{case_id}/note-status",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_information_form(
        self,
        case_id: str,
        command: CancelInformationForm,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_information_form`."""
        return self.order(
            f"/information-forms/{case_id}/cancel",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_information_form(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_information_form`."""
        found: ListedCases = self.ask("/information-forms", params, ListedCases)
        return found

    def show_information_form(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_information_form`."""
        found: ShownCase = self.ask(f"/information-forms/{case_id}", params, ShownCase)
        return found

    def history_of_information_form(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_information_form`."""
        found: list[Fact] = self.ask(f"/information-forms/{case_id}/events", params, list[Fact])
        return found

    def ask_sanction_list(self, params: SanctionListParams | None = None) -> SanctionList:
        """Ask `sanction_list`."""
        found: SanctionList = self.ask("/sanction-list", params, SanctionList)
        return found

    def ask_sanction_oversight(self, params: OversightParams | None = None) -> Oversight:
        """Ask `sanction_oversight`."""
        found: Oversight = self.ask("/sanction-oversight", params, Oversight)
        return found

    def ask_hearing_list(self, params: HearingListParams | None = None) -> list[HearingRow]:
        """Ask `hearing_list`."""
        found: list[HearingRow] = self.ask("/hearing-list", params, list[HearingRow])
        return found

    def ask_benefit_list(self, params: BenefitListParams) -> list[BenefitRow]:
        """Ask `benefit_list`."""
        found: list[BenefitRow] = self.ask("/benefit-list", params, list[BenefitRow])
        return found

    def ask_eligibility_times(self, params: WaitParams | None = None) -> Waits:
        """Ask `eligibility_times`."""
        found: Waits = self.ask("/eligibility-times", params, Waits)
        return found

    def ask_payments(self, params: PaymentParams) -> list[MonthPaid]:
        """Ask `payments`."""
        found: list[MonthPaid] = self.ask("/payments", params, list[MonthPaid])
        return found

    def ask_sick_pay_endings(self, params: EndingSearch | None = None) -> list[SickPayEnding]:
        """Ask `sick_pay_endings`."""
        found: list[SickPayEnding] = self.ask("/sick-pay-endings", params, list[SickPayEnding])
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
