"""The client of visitation (Visitation og kontaktforløb).

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date, datetime
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
    ShownCase,
)


class RegisterCitizen(Struct, frozen=True, omit_defaults=True):
    """Open the citizen's case.

    Left out, `first_contact_on` is the day of registration and `target_group` follows from the
    benefit basis where the law makes them one; where a rule needs it, `not_known_yet` is answered.
    """

    citizen: UUID
    benefit_basis: Literal[
        "cash_benefit",
        "disability_pension",
        "education_benefit",
        "flex_unemployment_benefit",
        "job_clarification",
        "rehabilitation",
        "resource_course",
        "self_supporting",
        "sick_pay",
        "start_assistance",
        "ui_benefit",
    ]
    target_group: (
        Literal[
            "tg10_disabled_graduates",
            "tg11_resource_course",
            "tg12_education_ready",
            "tg13_activity_ready_under_30",
            "tg1_insured",
            "tg2_cash_ready",
            "tg3_cash_other_problems",
            "tg4_rehabilitation",
            "tg5_sick_pay",
            "tg6_disability_pension",
            "tg7_flex_job",
            "tg8_self_supporting",
            "tg9_under_18",
        ]
        | None
    ) = None
    age: int | None = None
    authority: Literal["municipal", "state"] = "municipal"
    channel: Literal["letter", "online", "phone", "reception", "transfer"] = "reception"
    first_contact_on: date | None = None
    on: date | None = None


class CorrectRegistration(Struct, frozen=True, omit_defaults=True):
    """Write the registration anew as it should have been; what is left out stays as it was."""

    reason: str
    benefit_basis: (
        Literal[
            "cash_benefit",
            "disability_pension",
            "education_benefit",
            "flex_unemployment_benefit",
            "job_clarification",
            "rehabilitation",
            "resource_course",
            "self_supporting",
            "sick_pay",
            "start_assistance",
            "ui_benefit",
        ]
        | None
    ) = None
    target_group: (
        Literal[
            "tg10_disabled_graduates",
            "tg11_resource_course",
            "tg12_education_ready",
            "tg13_activity_ready_under_30",
            "tg1_insured",
            "tg2_cash_ready",
            "tg3_cash_other_problems",
            "tg4_rehabilitation",
            "tg5_sick_pay",
            "tg6_disability_pension",
            "tg7_flex_job",
            "tg8_self_supporting",
            "tg9_under_18",
        ]
        | None
    ) = None
    age: int | None = None
    authority: Literal["municipal", "state"] | None = None
    channel: Literal["letter", "online", "phone", "reception", "transfer"] | None = None
    first_contact_on: date | None = None
    registered_on: date | None = None


class RegisterCv(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen's CV stands in the national job bank."""

    on: date | None = None


class WithdrawCv(Struct, frozen=True, omit_defaults=True):
    """Take back a CV registration that did not happen."""

    reason: str


class ApproveCv(Struct, frozen=True, omit_defaults=True):
    """Approve the CV that stands in the job bank."""

    on: date | None = None


class GiveDutyGuidance(Struct, frozen=True, omit_defaults=True):
    """Guide the citizen on rights and duties, with this version of the text."""

    form: Literal["oral", "written"]
    text_version: str
    on: date | None = None


class CorrectDutyGuidance(Struct, frozen=True, omit_defaults=True):
    """Correct the form, text or day of the guidance given on `given_on`."""

    given_on: date
    form: Literal["oral", "written"]
    text_version: str
    reason: str
    on: date | None = None


class WithdrawDutyGuidance(Struct, frozen=True, omit_defaults=True):
    """Take back a guidance that was not given on `given_on`."""

    given_on: date
    reason: str


class TransferAuthority(Struct, frozen=True, omit_defaults=True):
    """Hand the case to the other half of the jobcenter."""

    to: Literal["municipal", "state"]
    on: date | None = None


class WithdrawTransfer(Struct, frozen=True, omit_defaults=True):
    """Take back the latest transfer."""

    reason: str


class ChangeBenefit(Struct, frozen=True, omit_defaults=True):
    """Say that the citizen lives on another benefit from a day; `age` is the age that day.

    Left out, `target_group` follows from the benefit where the law makes them one, and the age
    is as it was stated last.
    """

    benefit_basis: Literal[
        "cash_benefit",
        "disability_pension",
        "education_benefit",
        "flex_unemployment_benefit",
        "job_clarification",
        "rehabilitation",
        "resource_course",
        "self_supporting",
        "sick_pay",
        "start_assistance",
        "ui_benefit",
    ]
    reason: str
    target_group: (
        Literal[
            "tg10_disabled_graduates",
            "tg11_resource_course",
            "tg12_education_ready",
            "tg13_activity_ready_under_30",
            "tg1_insured",
            "tg2_cash_ready",
            "tg3_cash_other_problems",
            "tg4_rehabilitation",
            "tg5_sick_pay",
            "tg6_disability_pension",
            "tg7_flex_job",
            "tg8_self_supporting",
            "tg9_under_18",
        ]
        | None
    ) = None
    age: int | None = None
    on: date | None = None


class WithdrawBenefitChange(Struct, frozen=True, omit_defaults=True):
    """Take back the latest change of benefit; the one before holds again."""

    reason: str


class AssignCase(Struct, frozen=True, omit_defaults=True):
    """Give the case to a case worker of a team in a centre."""

    owner: str
    team: str
    centre: str
    on: date | None = None


class WithdrawAssignment(Struct, frozen=True, omit_defaults=True):
    """Take back the latest assignment; the one before holds again."""

    reason: str


class CloseCase(Struct, frozen=True, omit_defaults=True):
    """Close the case, from a day on."""

    reason: Literal["death", "education", "job", "moved", "other", "pension"]
    on: date | None = None


class CloseOnExternalRecord(Struct, frozen=True, omit_defaults=True):
    """Close the case from the first day of a job that another system has told of."""

    on: date
    record_source: str
    record_id: str


class ReopenCase(Struct, frozen=True, omit_defaults=True):
    """Open a closed case again because the citizen is back; `age` is the age that day.

    Left out, the age is as it was stated last. When that is a year old and a rule of the day needs
    the age, `not_known_yet` is answered.
    """

    reason: str
    on: date | None = None
    age: int | None = None


class WithdrawClosing(Struct, frozen=True, omit_defaults=True):
    """Take back a closing that was a mistake; the only way back from a death recorded wrongly."""

    reason: str


class SummonCitizen(Struct, frozen=True, omit_defaults=True):
    """Summon the citizen to an interview at a moment; a language books an interpreter for it."""

    at: datetime
    form: Literal["digital_post", "in_person", "letter", "phone"]
    legal_consequence_text: bool
    on: date | None = None
    interpreter_language: str | None = None


class MoveSummons(Struct, frozen=True, omit_defaults=True):
    """Move the summons that waits at one time to another; a booking says so, never a person."""

    from_at: datetime
    at: datetime
    booking: UUID


class CorrectSummons(Struct, frozen=True, omit_defaults=True):
    """Correct what was written down about the summons to `day`."""

    day: date
    at: datetime
    form: Literal["digital_post", "in_person", "letter", "phone"]
    legal_consequence_text: bool
    reason: str


class HoldInterview(Struct, frozen=True, omit_defaults=True):
    """Record that an interview was held; `group_part` is the individual part of a joint session.

    `items` are the parts of a good interview that were gone through.
    """

    form: Literal["group_part", "personal", "phone", "video"]
    on: date | None = None
    items: tuple[
        Literal[
            "cv",
            "job_aim",
            "job_openings",
            "job_plan",
            "match",
            "next_contact",
            "rights_and_duties",
        ],
        ...,
    ] = ()
    interpreter_language: str | None = None


class WithdrawInterview(Struct, frozen=True, omit_defaults=True):
    """Take back an interview that was not held that day."""

    day: date
    reason: str


class RegisterInterviewNoShow(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen did not come to the interview on `day`."""

    day: date


class WithdrawNoShow(Struct, frozen=True, omit_defaults=True):
    """Take back a no-show that was recorded by mistake."""

    day: date
    reason: str


class CancelInterview(Struct, frozen=True, omit_defaults=True):
    """Call off the interview the citizen is summoned to.

    `excused`: the citizen's reason is accepted; `agreed_on` is the day that is measured instead.
    """

    by: Literal["citizen", "jobcenter"]
    on: date | None = None
    excused: bool = False
    agreed_on: date | None = None


class WithdrawCancellation(Struct, frozen=True, omit_defaults=True):
    """Take back that the interview on `day` was called off."""

    day: date
    reason: str


class AttendJointSession(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen took part in a joint session, with or without a part alone."""

    session: str
    individual_part: bool
    on: date | None = None
    interpreter_language: str | None = None


class WithdrawJointSession(Struct, frozen=True, omit_defaults=True):
    """Take back that the citizen took part."""

    session: str
    day: date
    reason: str


class ChooseFollowUpModel(Struct, frozen=True, omit_defaults=True):
    """Choose how the citizen is followed; `reason` where it is not what the rules suggest."""

    model: Literal["group", "higher_frequency", "home_visit", "individual", "telephone"]
    reason: str | None = None


class WithdrawFollowUpChoice(Struct, frozen=True, omit_defaults=True):
    """Take back the latest choice; the citizen is followed as before it."""

    reason: str


class NoteFundInterview(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen's unemployment fund has held an interview."""

    on: date | None = None


class WithdrawFundInterview(Struct, frozen=True, omit_defaults=True):
    """Take back a fund interview that was not held that day."""

    day: date
    reason: str


class WithdrawCount(Struct, frozen=True, omit_defaults=True):
    """Take back that the number of interviews was reached, so that its clock runs again."""

    kind: Literal["first_six_months", "fund_quarter", "second_quarter", "year"]
    reason: str


class StartIntensiveContact(Struct, frozen=True, omit_defaults=True):
    """Record that the intensive contact of the long-term unemployed has begun."""

    on: date | None = None


class WithdrawIntensiveContact(Struct, frozen=True, omit_defaults=True):
    """Take back an intensive contact that did not begin."""

    reason: str


class RequestInterview(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen asks for an interview."""

    on: date | None = None


class WithdrawInterviewRequest(Struct, frozen=True, omit_defaults=True):
    """Take back that the citizen asked for an interview on `day`."""

    day: date
    reason: str


class Elements(Struct, frozen=True):
    """The five elements: what each says about the way to work, in a few words."""

    job_aim: str
    qualifications: str
    personal_competences: str
    economy_and_network: str
    health: str


class AssessMatch(Struct, frozen=True, omit_defaults=True):
    """Say where the citizen stands, at the interview of that day; the same value confirms."""

    value: Literal["1", "2", "3", "4", "5", "activity_ready", "education_ready", "job_ready"]
    elements: Elements
    reason: str | None = None
    on: date | None = None


class ConvertMatchModel(Struct, frozen=True, omit_defaults=True):
    """Say the standing match in the words of the model that holds that day."""

    on: date | None = None


class WithdrawMatch(Struct, frozen=True, omit_defaults=True):
    """Take back the latest match that was said."""

    reason: str


class RateForCalibration(Struct, frozen=True, omit_defaults=True):
    """Rate the case a second time, by another person, to see whether raters agree."""

    value: Literal["1", "2", "3", "4", "5", "activity_ready", "education_ready", "job_ready"]
    on: date | None = None


class GrantExemption(Struct, frozen=True, omit_defaults=True):
    """Exempt the citizen from a day, and until one where it is known."""

    kind: Literal[
        "close_to_work", "conscription", "maternity", "other", "pension_soon", "serious_illness"
    ]
    reason: str
    until: date | None = None
    on: date | None = None


class EndExemption(Struct, frozen=True, omit_defaults=True):
    """End the exemption; `on` is the first day the duties hold again."""

    on: date | None = None


class WithdrawExemption(Struct, frozen=True, omit_defaults=True):
    """Take back an exemption that should not have been given."""

    reason: str


class ReportSick(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen reports ill, from a day."""

    on: date | None = None


class WithdrawSickReport(Struct, frozen=True, omit_defaults=True):
    """Take back a sick report that was a mistake."""

    reason: str


class NoteRecovery(Struct, frozen=True, omit_defaults=True):
    """Take note that the citizen is well again, as sick pay or the citizen tells."""

    on: date


class SetTargetGroup(Struct, frozen=True, omit_defaults=True):
    """Say which target group the citizen belongs to from a day."""

    target_group: Literal[
        "tg10_disabled_graduates",
        "tg11_resource_course",
        "tg12_education_ready",
        "tg13_activity_ready_under_30",
        "tg1_insured",
        "tg2_cash_ready",
        "tg3_cash_other_problems",
        "tg4_rehabilitation",
        "tg5_sick_pay",
        "tg6_disability_pension",
        "tg7_flex_job",
        "tg8_self_supporting",
        "tg9_under_18",
    ]
    reason: str
    on: date | None = None


class NoteHousingArea(Struct, frozen=True, omit_defaults=True):
    """Note that the citizen lives in a selected housing area, or in none."""

    area: str | None
    source: Literal["citizen", "cpr_register", "staff", "statistics_denmark"]
    on: date | None = None


class NoteOriginGroup(Struct, frozen=True, omit_defaults=True):
    """Note the origin group that statistics count."""

    origin_group: Literal["danish", "non_western", "western"]
    source: Literal["citizen", "cpr_register", "staff", "statistics_denmark"]
    on: date | None = None


class NoteCompetences(Struct, frozen=True, omit_defaults=True):
    """Say all that the citizen can; what is left out is no longer said."""

    competences: tuple[str, ...]
    on: date | None = None


class NoteBarriers(Struct, frozen=True, omit_defaults=True):
    """Note what stands between the citizen and work, and what helps; it makes the segment."""

    barriers: tuple[
        Literal[
            "addiction",
            "care_duty",
            "debt",
            "education",
            "health",
            "housing",
            "language",
            "network",
        ],
        ...,
    ]
    resources: tuple[
        Literal["education", "language", "licence", "motivation", "network", "work_experience"], ...
    ]
    on: date | None = None


class NoteWeeksWithoutBenefit(Struct, frozen=True, omit_defaults=True):
    """Take note of the whole weeks of one record in which the citizen had no benefit."""

    record: str
    weeks: tuple[str, ...]


class NoteEligibility(Struct, frozen=True, omit_defaults=True):
    """Take note of what benefit_service decided about the citizen's right to a benefit."""

    eligible: bool
    benefit_basis: str
    on: date


class RegisterSelfSupporting(Struct, frozen=True, omit_defaults=True):
    """Say that the citizen stays registered without a benefit, from a day on."""

    on: date | None = None


class WithdrawSelfSupporting(Struct, frozen=True, omit_defaults=True):
    """Take back that the citizen stays registered without a benefit."""

    reason: str


class OpenRecommendation(Struct, frozen=True, omit_defaults=True):
    """Open the jobcenter's work on a report of non-compliance."""

    citizen: UUID
    sanction_case: UUID
    kind: str
    day: date
    reported_from: str


class RecordContactAttempt(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen was sought, and how."""

    channel: Literal["digital_post", "email", "letter", "phone", "sms", "visit"]
    on: date | None = None


class WithdrawContactAttempt(Struct, frozen=True, omit_defaults=True):
    """Take back an attempt that was not made."""

    channel: Literal["digital_post", "email", "letter", "phone", "sms", "visit"]
    on: date
    reason: str


class RecordContactRestored(Struct, frozen=True, omit_defaults=True):
    """Record the day the citizen was in contact again."""

    on: date | None = None


class CorrectContactRestored(Struct, frozen=True, omit_defaults=True):
    """Correct the day the citizen was in contact again."""

    on: date
    reason: str


class NoteHearingOutcome(Struct, frozen=True, omit_defaults=True):
    """Take note of how the party hearing ended."""

    hearing: str
    finding: Literal["excuse_accepted", "excuse_not_accepted"]
    answered: bool


class NoteHearingWithdrawn(Struct, frozen=True, omit_defaults=True):
    """Take note that a hearing no longer counts."""

    hearing: str


class NoteReportCorrected(Struct, frozen=True, omit_defaults=True):
    """Take note that the report named another day or kind; only a policy does."""

    kind: str
    day: date


class RecommendSanction(Struct, frozen=True, omit_defaults=True):
    """Recommend a sanction to benefit_service, with paragraph and grounds."""

    sanction_type: str
    law_ref: str
    grounds: str
    on: date | None = None


class WithdrawRecommendation(Struct, frozen=True, omit_defaults=True):
    """Take the recommendation back before anybody has decided."""

    reason: str


class DropRecommendation(Struct, frozen=True, omit_defaults=True):
    """Say that no sanction is recommended, and why; a person's choice."""

    reason: str
    on: date | None = None


class CloseOnWithdrawal(Struct, frozen=True, omit_defaults=True):
    """Close because the report itself was withdrawn."""


class NoteDecision(Struct, frozen=True, omit_defaults=True):
    """Take note of what benefit_service answered."""

    outcome: str


class RequestHelp(Struct, frozen=True, omit_defaults=True):
    """Ask the other administration for help; `green_wave` is the agreed fast lane."""

    citizen: UUID
    need: str
    legal_basis: str
    green_wave: bool = False
    consent: bool = False
    on: date | None = None


class CorrectRequest(Struct, frozen=True, omit_defaults=True):
    """Write the request anew as it should have been; what is left out stays as it was."""

    reason: str
    need: str | None = None
    legal_basis: str | None = None
    green_wave: bool | None = None
    consent: bool | None = None
    requested_on: date | None = None


class AcknowledgeRequest(Struct, frozen=True, omit_defaults=True):
    """Say that the request has arrived and who looks at it."""

    handled_by: str
    on: date | None = None


class AnswerRequest(Struct, frozen=True, omit_defaults=True):
    """Accept or reject the request; a rejection says why."""

    answer: Literal["accepted", "rejected"]
    reason: str | None = None
    on: date | None = None


class AgreeJointPlan(Struct, frozen=True, omit_defaults=True):
    """Agree what each side does, how social and employment measures weigh, and when to look again.

    `social_weight` is the social measures' share in percent.
    """

    jobcenter_measures: tuple[str, ...]
    social_measures: tuple[str, ...]
    social_weight: int
    review_on: date
    on: date | None = None


class ReviewJointPlan(Struct, frozen=True, omit_defaults=True):
    """Look at the joint plan together and set the next day to do so."""

    outcome: str
    review_on: date
    on: date | None = None


class CloseRequest(Struct, frozen=True, omit_defaults=True):
    """Close an answered request."""

    reason: str
    on: date | None = None


class WithdrawRequest(Struct, frozen=True, omit_defaults=True):
    """Take back a request that should not have been sent."""

    reason: str


class WithdrawRequestStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: str


class EscalateRequest(Struct, frozen=True, omit_defaults=True):
    """Tell the managers of both sides that a deadline passed."""

    rule_key: str
    timely_until: date


class DraftReferral(Struct, frozen=True, omit_defaults=True):
    """Begin a referral; `because` wrong_place says that an earlier one went to the wrong unit."""

    citizen: UUID
    kind: Literal["cjf", "job", "language_unit", "offer", "social_services", "unit"]
    to_unit: str
    purpose: str
    because: Literal["need", "next_step", "wrong_place"] = "need"
    job_order: str | None = None
    on: date | None = None


class CorrectReferral(Struct, frozen=True, omit_defaults=True):
    """Write a referral that has not left anew; what is left out stays as it was."""

    reason: str
    to_unit: str | None = None
    purpose: str | None = None
    because: Literal["need", "next_step", "wrong_place"] | None = None
    job_order: str | None = None


class DocumentChecklistItem(Struct, frozen=True, omit_defaults=True):
    """Say that one thing of the checklist is there."""

    item: str
    on: date | None = None


class FillLanguageTemplate(Struct, frozen=True, omit_defaults=True):
    """Fill in the template for language & integration."""

    language_test: str
    test_evidence: str
    criteria_version: str
    other_barriers: tuple[str, ...] = ()
    main_barrier_reason: str | None = None
    on: date | None = None


class BlockReferral(Struct, frozen=True, omit_defaults=True):
    """Record what keeps the citizen from being referred."""

    barrier: Literal["catalogue_closed_to_group", "missing_referral_path", "other", "system_split"]
    note: str | None = None
    on: date | None = None


class IssueReferral(Struct, frozen=True, omit_defaults=True):
    """Let the referral leave."""

    on: date | None = None


class ReceiveReferral(Struct, frozen=True, omit_defaults=True):
    """Say that the receiving unit has it."""

    on: date | None = None


class AcceptReferral(Struct, frozen=True, omit_defaults=True):
    """Take the citizen."""

    on: date | None = None


class ReturnReferral(Struct, frozen=True, omit_defaults=True):
    """Send it back with a reason."""

    reason: Literal[
        "missing_information", "no_capacity", "not_in_target_group", "other", "wrong_place"
    ]
    note: str | None = None
    on: date | None = None


class ExpireReferral(Struct, frozen=True, omit_defaults=True):
    """Note that the time to accept has passed."""

    timely_until: date


class CancelReferral(Struct, frozen=True, omit_defaults=True):
    """Give the referral up."""

    reason: str
    on: date | None = None


class WithdrawReferralStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: str


class ReceiveApplication(Struct, frozen=True, omit_defaults=True):
    """Take an application in."""

    citizen: UUID
    kind: Literal["disability_pension", "flex_job", "rehabilitation"]
    centre: str
    next_action_on: date
    taken_over: bool = False
    on: date | None = None


class CorrectApplication(Struct, frozen=True, omit_defaults=True):
    """Write the application anew as it should have been; what is left out stays as it was."""

    reason: str
    kind: Literal["disability_pension", "flex_job", "rehabilitation"] | None = None
    centre: str | None = None
    taken_over: bool | None = None
    received_on: date | None = None


class TakeApplicationStep(Struct, frozen=True, omit_defaults=True):
    """Bring the case a step further; `missing` and `expected_on` are shown to the citizen."""

    stage: Literal["awaiting_medical", "clarifying", "ready"]
    next_action_on: date
    missing: tuple[str, ...] = ()
    note: str | None = None
    expected_on: date | None = None
    on: date | None = None


class AssignToTaskForce(Struct, frozen=True, omit_defaults=True):
    """Let a task force take the case, perhaps in another centre."""

    task_force: str
    centre: str
    next_action_on: date
    on: date | None = None


class DecideApplication(Struct, frozen=True, omit_defaults=True):
    """Grant or refuse; a manager's or a lawyer's decision."""

    outcome: Literal["granted", "refused"]
    law_ref: str
    reasons: str
    next_action_on: date
    on: date | None = None


class AppealApplication(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen appeals."""

    next_action_on: date
    on: date | None = None


class DecideApplicationAppeal(Struct, frozen=True, omit_defaults=True):
    """Record what the appeals board said.

    Upheld, the decision stands; changed, the board's own stands instead. Repealed, no decision is
    left and a new one is made; returned, the case is clarified again first.
    """

    outcome: Literal["changed", "upheld", "repealed", "returned"]
    reasons: str
    next_action_on: date
    on: date | None = None


class CloseApplication(Struct, frozen=True, omit_defaults=True):
    """Close the case without a decision."""

    ground: Literal["death", "moved", "other", "withdrawn_by_citizen"]
    on: date | None = None


class WithdrawApplicationStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: str


class ReceiveComplaint(Struct, frozen=True, omit_defaults=True):
    """Take a complaint in; `about_service` and `about_case` say what it is about."""

    citizen: UUID
    about_service: str
    channel: Literal["email", "letter", "ombudsman", "other", "phone", "reception"]
    text: str
    about_case: str | None = None
    on: date | None = None


class CorrectComplaint(Struct, frozen=True, omit_defaults=True):
    """Write the complaint anew as it should have been; what is left out stays as it was."""

    reason: str
    about_service: str | None = None
    about_case: str | None = None
    channel: Literal["email", "letter", "ombudsman", "other", "phone", "reception"] | None = None
    text: str | None = None
    received_on: date | None = None


class ClassifyComplaint(Struct, frozen=True, omit_defaults=True):
    """Say which kind of formality it is about."""

    complaint_class: Literal[
        "appeal_guidance_missing",
        "deadline_exceeded",
        "file_access_missing",
        "other_formality",
        "party_hearing_missing_or_late",
        "reasons_missing",
        "reply_missing",
        "substance",
        "written_guidance_missing",
        "wrong_authority",
    ]
    on: date | None = None


class AssignComplaint(Struct, frozen=True, omit_defaults=True):
    """Give the complaint an owner."""

    owner: str
    on: date | None = None


class DecideComplaint(Struct, frozen=True, omit_defaults=True):
    """Decide the complaint; upheld, it names its cause."""

    outcome: Literal["partly_upheld", "rejected", "upheld", "withdrawn"]
    reasons: str
    cause_code: str | None = None
    on: date | None = None


class AssignComplaintReview(Struct, frozen=True, omit_defaults=True):
    """Give the task of mending the cause to somebody: as a rule who owns the workflow."""

    owner: str
    on: date | None = None


class SettleComplaintReview(Struct, frozen=True, omit_defaults=True):
    """Say what was done about the cause; until then the task is open."""

    result: Literal[
        "case_put_right",
        "letter_changed",
        "nothing_to_change",
        "staff_instructed",
        "workflow_changed",
    ]
    note: str
    on: date | None = None


class WithdrawComplaintStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: str


class PlanElement(Struct, frozen=True):
    """One offer in the plan, and why."""

    offer_type: str
    reason: str | None = None


class PlanMeasure(Struct, frozen=True):
    """One measure in a plan and how much of it; `volume` is counted in `unit`."""

    kind: Literal[
        "contact_person",
        "daily_structure",
        "debt_advice",
        "housing_support",
        "mentor",
        "treatment_coordination",
        "company_practice",
        "education_preparation",
        "interview",
        "job_search_support",
        "work_ability_clarification",
        "workshop",
    ]
    volume: int
    unit: Literal["hours_a_week", "meetings_a_month", "meetings_a_quarter"]


class DraftJobPlan(Struct, frozen=True, omit_defaults=True):
    """Write a plan for a citizen."""

    citizen: UUID
    goal: str | None = None
    elements: tuple[PlanElement, ...] = ()
    expected_effect: str | None = None
    actions: tuple[str, ...] = ()
    social_weight: int | None = None
    subgroup: str | None = None
    combination: bool | None = None
    measures: tuple[PlanMeasure, ...] = ()
    on: date | None = None


class CorrectJobPlan(Struct, frozen=True, omit_defaults=True):
    """Write the draft anew; what is left out stays as it was."""

    reason: str
    goal: str | None = None
    elements: tuple[PlanElement, ...] | None = None
    expected_effect: str | None = None
    actions: tuple[str, ...] | None = None
    social_weight: int | None = None
    subgroup: str | None = None
    combination: bool | None = None
    measures: tuple[PlanMeasure, ...] | None = None


class AgreeJobPlan(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen agrees, and how that was said."""

    confirmed: Literal["digitally", "in_person", "in_writing"]
    on: date | None = None


class ReviseJobPlan(Struct, frozen=True, omit_defaults=True):
    """Go through the plan again; what is left out stays as it was."""

    confirmed: Literal["digitally", "in_person", "in_writing"]
    why: str
    goal: str | None = None
    elements: tuple[PlanElement, ...] | None = None
    expected_effect: str | None = None
    actions: tuple[str, ...] | None = None
    social_weight: int | None = None
    subgroup: str | None = None
    combination: bool | None = None
    measures: tuple[PlanMeasure, ...] | None = None
    on: date | None = None


class EndJobPlan(Struct, frozen=True, omit_defaults=True):
    """End the plan."""

    ground: Literal["case_closed", "education", "job", "other", "replaced"]
    on: date | None = None


class WithdrawJobPlanStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest step, because it did not happen or happened otherwise."""

    reason: str


class RegisterArrival(Struct, frozen=True, omit_defaults=True):
    """A citizen comes in; a language asks for the interpreter on duty at once."""

    citizen: UUID
    enquiry_type: Literal[
        "appointment",
        "benefit_question",
        "complaint",
        "education_guidance",
        "job_search",
        "new_unemployed",
        "other",
        "sick_report",
    ]
    interpreter_language: str | None = None
    at: datetime | None = None


class CorrectVisit(Struct, frozen=True, omit_defaults=True):
    """Write the arrival anew as it should have been; what is left out stays as it was."""

    reason: str
    enquiry_type: (
        Literal[
            "appointment",
            "benefit_question",
            "complaint",
            "education_guidance",
            "job_search",
            "new_unemployed",
            "other",
            "sick_report",
        ]
        | None
    ) = None
    interpreter_language: str | None = None
    arrived_at: datetime | None = None


class BeginService(Struct, frozen=True, omit_defaults=True):
    """The citizen's turn comes."""

    at: datetime | None = None


class HandleReceptionStep(Struct, frozen=True, omit_defaults=True):
    """Say what became of one of the fixed elements, and from when to when it was handled."""

    step: Literal["cv", "job_meeting", "job_service", "mediation", "record"]
    outcome: Literal["booked", "done", "not_relevant"] = "done"
    note: str | None = None
    began_at: datetime | None = None
    handled_at: datetime | None = None


class FindOpenings(Struct, frozen=True, omit_defaults=True):
    """Find the openings a citizen who was registered during the visit is to be shown."""


class JobSuggestion(Struct, frozen=True):
    """One opening shown to the citizen; `opening` where a company told the jobcenter of it."""

    job_order: str
    title: str
    opening: UUID | None = None


class SuggestJobs(Struct, frozen=True, omit_defaults=True):
    """Show the citizen openings; one that a company told the jobcenter of must still be open."""

    suggestions: tuple[JobSuggestion, ...]
    began_at: datetime | None = None
    handled_at: datetime | None = None


class RuleOutJob(Struct, frozen=True, omit_defaults=True):
    """Say why no opening can be suggested."""

    reason: Literal["has_found_work", "no_matching_opening", "not_available_for_work", "other"]
    note: str | None = None
    began_at: datetime | None = None
    handled_at: datetime | None = None


class ReferAtVisit(Struct, frozen=True, omit_defaults=True):
    """Refer the citizen to a job or an offer here and now."""

    kind: Literal["job", "offer"]
    to_unit: str
    purpose: str
    job_order: str | None = None
    opening: UUID | None = None
    began_at: datetime | None = None
    handled_at: datetime | None = None


class DeliverServiceGuide(Struct, frozen=True, omit_defaults=True):
    """Hand the service guide over, in this version."""

    version: str
    form: Literal["digital", "printed"] = "printed"
    began_at: datetime | None = None
    handled_at: datetime | None = None


class EntryNamed(Struct, frozen=True):
    """One education of the guide, and in which version it was gone through."""

    education: str
    version: int


class DeliverMaterial(Struct, frozen=True, omit_defaults=True):
    """Hand over the education guide, self-help or preparation for a talk, in this version.

    Of the guide it may be said which educations, as worded today.
    """

    material: Literal["education_guide", "preparation", "self_help"]
    version: str
    form: Literal["digital", "printed"] = "printed"
    entries: tuple[EntryNamed, ...] = ()


class BookInterpreter(Struct, frozen=True, omit_defaults=True):
    """Book an interpreter."""

    language: str
    at: datetime
    on_duty: bool = False
    price_ore: int | None = None


class CompleteVisit(Struct, frozen=True, omit_defaults=True):
    """End the visit, everything being handled."""

    at: datetime | None = None


class LeaveVisit(Struct, frozen=True, omit_defaults=True):
    """Record that the citizen left."""

    at: datetime | None = None


class WithdrawReceptionStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest thing recorded in the visit."""

    reason: str


class OpenWorkDesk(Struct, frozen=True, omit_defaults=True):
    """Set up the desk of the case worker who asks."""

    worker: str


class NoteLook(Struct, frozen=True, omit_defaults=True):
    """Say that the case has been seen as it stands now."""

    citizen_case: UUID


class SaveFilter(Struct, frozen=True, omit_defaults=True):
    """Keep a filter under a name; the same name keeps the new one."""

    name: str
    words: dict[str, str]


class DropFilter(Struct, frozen=True, omit_defaults=True):
    """Throw a kept filter away."""

    name: str


class OrderMove(Struct, frozen=True, omit_defaults=True):
    """Move the next cases that need it.

    They go to the one string, to the model of the day, or from `from_owner` to another owner,
    of this `team` and `centre`.
    """

    kind: Literal["authority", "match_model", "owner"]
    from_owner: str | None = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    on: date | None = None


class PlanActivity(Struct, frozen=True, omit_defaults=True):
    """Plan an activity that citizens can be booked to."""

    kind: Literal["citizen_network", "information_meeting", "job_cafe", "workshop"]
    title: str
    centre: str
    at: datetime
    places: int


class CancelActivity(Struct, frozen=True, omit_defaults=True):
    """Call the activity off; its bookings count for nothing."""

    reason: Literal["moved", "no_leader", "other", "too_few"]


class BookPlace(Struct, frozen=True, omit_defaults=True):
    """Book the citizen to the activity."""

    activity: UUID
    citizen: UUID


class CancelBooking(Struct, frozen=True, omit_defaults=True):
    """Give the place back before the activity."""

    by: Literal["citizen", "jobcenter"]


class RecordActivityAttendance(Struct, frozen=True, omit_defaults=True):
    """Say whether the citizen came."""

    attended: bool


class WithdrawActivityAttendance(Struct, frozen=True, omit_defaults=True):
    """Take back what was said about the citizen's coming."""


class StateCoverage(Struct, frozen=True, omit_defaults=True):
    """Say how far a unit covers a target group or a task."""

    unit: str
    item: str
    covered: Literal["full", "none", "partial"]
    on: date | None = None


class RestateCoverage(Struct, frozen=True, omit_defaults=True):
    """Say another cell of the unit that has a table already."""

    item: str
    covered: Literal["full", "none", "partial"]
    on: date | None = None


class OpenCalibration(Struct, frozen=True, omit_defaults=True):
    """Lay out a matched case to be rated blind; nobody may be recognised in the elements."""

    citizen_case: UUID
    elements: Elements
    raters: tuple[str, ...]
    on: date | None = None


class RateBlind(Struct, frozen=True, omit_defaults=True):
    """Say how near this citizen is to work, by what is laid out."""

    value: Literal["1", "2", "3", "4", "5", "activity_ready", "education_ready", "job_ready"]
    on: date | None = None


class WithdrawBlindRating(Struct, frozen=True, omit_defaults=True):
    """Take back what one said oneself."""

    reason: str


class EntryRoute(Struct, frozen=True):
    """One way in: all of `needs`, from an age, and with a test where there is one."""

    needs: tuple[
        Literal[
            "academy_degree",
            "bachelor_degree",
            "danish_2",
            "danish_3",
            "driving_licence",
            "general_upper_secondary",
            "higher_preparatory",
            "primary_school_10",
            "primary_school_9",
            "training_contract",
            "vocational_basic_course",
            "vocational_certificate",
            "work_experience_2_years",
        ],
        ...,
    ] = ()
    least_age: int | None = None
    admission_test: bool = False


class EnterEducation(Struct, frozen=True, omit_defaults=True):
    """Enter an education in the guide; `months` is how long it takes, `gives` what one has then."""

    code: str
    title: str
    area: Literal[
        "care_and_health",
        "construction",
        "food_and_service",
        "general",
        "industry",
        "office_and_trade",
        "teaching_and_children",
        "technology_and_it",
        "transport_and_logistics",
    ]
    level: Literal[
        "academy",
        "basic",
        "labour_market_course",
        "preparatory",
        "professional_bachelor",
        "university",
        "upper_secondary",
        "vocational",
    ]
    routes: tuple[EntryRoute, ...]
    months: int
    where: str
    valid_from: date
    gives: tuple[
        Literal[
            "academy_degree",
            "bachelor_degree",
            "danish_2",
            "danish_3",
            "driving_licence",
            "general_upper_secondary",
            "higher_preparatory",
            "primary_school_10",
            "primary_school_9",
            "training_contract",
            "vocational_basic_course",
            "vocational_certificate",
            "work_experience_2_years",
        ],
        ...,
    ] = ()
    valid_to: date | None = None


class ReviseEducation(Struct, frozen=True, omit_defaults=True):
    """Word the education anew from a day; what is left out stays as it was."""

    valid_from: date
    title: str | None = None
    area: (
        Literal[
            "care_and_health",
            "construction",
            "food_and_service",
            "general",
            "industry",
            "office_and_trade",
            "teaching_and_children",
            "technology_and_it",
            "transport_and_logistics",
        ]
        | None
    ) = None
    level: (
        Literal[
            "academy",
            "basic",
            "labour_market_course",
            "preparatory",
            "professional_bachelor",
            "university",
            "upper_secondary",
            "vocational",
        ]
        | None
    ) = None
    routes: tuple[EntryRoute, ...] | None = None
    months: int | None = None
    where: str | None = None
    gives: (
        tuple[
            Literal[
                "academy_degree",
                "bachelor_degree",
                "danish_2",
                "danish_3",
                "driving_licence",
                "general_upper_secondary",
                "higher_preparatory",
                "primary_school_10",
                "primary_school_9",
                "training_contract",
                "vocational_basic_course",
                "vocational_certificate",
                "work_experience_2_years",
            ],
            ...,
        ]
        | None
    ) = None
    valid_to: date | None = None


class EndEducation(Struct, frozen=True, omit_defaults=True):
    """Take the education out of the guide after a last day."""

    last_day: date


class WithdrawEducationStep(Struct, frozen=True, omit_defaults=True):
    """Take back the latest version, or the end."""

    reason: Literal["entered_wrongly", "not_decided", "other"]


class OfferInterviewTime(Struct, frozen=True, omit_defaults=True):
    """Offer a time for an interview; with no owner anybody of the team holds it."""

    at: datetime
    minutes: int
    team: str
    centre: str
    owner: str | None = None


class WithdrawInterviewTime(Struct, frozen=True, omit_defaults=True):
    """Offer the time no longer; one that is booked stays."""

    reason: Literal["case_worker_away", "offered_by_mistake", "other"]


class BookInterviewTime(Struct, frozen=True, omit_defaults=True):
    """Book an offered time for the interview the citizen is summoned to."""

    time: UUID
    citizen: UUID


class MoveInterviewBooking(Struct, frozen=True, omit_defaults=True):
    """Take another of the offered times instead."""

    time: UUID


class WithdrawInterviewBooking(Struct, frozen=True, omit_defaults=True):
    """Take the booking back as made by mistake; the summons is again where it was before."""

    reason: str


class OpenHandover(Struct, frozen=True, omit_defaults=True):
    """Await a citizen whose sick pay ends; `citizen_case` is the open case there is already."""

    citizen: UUID
    sick_pay_case: UUID
    benefit_basis: Literal[
        "cash_benefit",
        "disability_pension",
        "education_benefit",
        "flex_unemployment_benefit",
        "job_clarification",
        "rehabilitation",
        "resource_course",
        "self_supporting",
        "sick_pay",
        "start_assistance",
        "ui_benefit",
    ]
    from_: date
    citizen_case: UUID | None = None


class CorrectHandover(Struct, frozen=True, omit_defaults=True):
    """The citizen lives on something else next, or from another day."""

    benefit_basis: Literal[
        "cash_benefit",
        "disability_pension",
        "education_benefit",
        "flex_unemployment_benefit",
        "job_clarification",
        "rehabilitation",
        "resource_course",
        "self_supporting",
        "sick_pay",
        "start_assistance",
        "ui_benefit",
    ]
    from_: date


class WithdrawHandover(Struct, frozen=True, omit_defaults=True):
    """Sick pay goes on after all, or the citizen needs no case."""


class NoteTakenOver(Struct, frozen=True, omit_defaults=True):
    """The citizen's own case is open."""

    citizen_case: UUID
    on: date


class SettleHandover(Struct, frozen=True, omit_defaults=True):
    """Say why the citizen needs no case here, such as a move to another municipality."""

    reason: str


class WithdrawSettlement(Struct, frozen=True, omit_defaults=True):
    """Take that back; the citizen is awaited again."""

    reason: str


class CitizenCases(Struct, frozen=True, omit_defaults=True):
    """Which cases are asked for; page on with the last id seen as `after`."""

    citizen: UUID | None = None
    status: Literal["closed", "open"] | None = None
    authority: Literal["municipal", "state"] | None = None
    target_group: (
        Literal[
            "tg10_disabled_graduates",
            "tg11_resource_course",
            "tg12_education_ready",
            "tg13_activity_ready_under_30",
            "tg1_insured",
            "tg2_cash_ready",
            "tg3_cash_other_problems",
            "tg4_rehabilitation",
            "tg5_sick_pay",
            "tg6_disability_pension",
            "tg7_flex_job",
            "tg8_self_supporting",
            "tg9_under_18",
        ]
        | None
    ) = None
    benefit_basis: (
        Literal[
            "cash_benefit",
            "disability_pension",
            "education_benefit",
            "flex_unemployment_benefit",
            "job_clarification",
            "rehabilitation",
            "resource_course",
            "self_supporting",
            "sick_pay",
            "start_assistance",
            "ui_benefit",
        ]
        | None
    ) = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    after: UUID | None = None
    limit: int = 100


class Absence(Struct, frozen=True):
    """A time in which the citizen had not to come: exempt or ill; `to` is the first day after."""

    kind: str
    start: date
    to: date | None = None


class CitizenCaseRow(Struct, frozen=True):
    """One case as the list shows it; `closed_by` names the foreign record that closed it."""

    citizen_case: UUID
    citizen: UUID
    status: str
    benefit_basis: str
    target_group: str | None
    age: int | None
    authority: str
    channel: str
    registered_on: date
    first_contact_on: date
    transferred_on: date | None = None
    closed_on: date | None = None
    close_reason: str | None = None
    cv_registered_on: date | None = None
    interviews: tuple[date, ...] = ()
    match_model: str | None = None
    match_value: str | None = None
    ready: bool = False
    matched_on: date | None = None
    exempt_kind: str | None = None
    exempt_from: date | None = None
    exempt_until: date | None = None
    sick_from: date | None = None
    follow_up_model: str | None = None
    segment: int | None = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    absences: tuple[Absence, ...] = ()
    eligible: bool | None = None
    eligible_for: str | None = None
    self_supporting_from: date | None = None
    benefit_changes: tuple[date, ...] = ()
    closed_by: str | None = None


class Summonses(Struct, frozen=True, omit_defaults=True):
    """Which summonses are asked for; `from_day` and `to_day` are both counted."""

    citizen: UUID | None = None
    answer: Literal["cancelled", "held", "no_show", "open"] | None = None
    from_day: date | None = None
    to_day: date | None = None
    limit: int = 100
    skip: int = 0


class SummonsRow(Struct, frozen=True):
    """One summons, known by its case and its Copenhagen day.

    `agreed_on` is the day agreed on instead when the citizen called it off with an excuse.
    """

    citizen_case: UUID
    day: date
    citizen: UUID
    at: datetime
    form: str
    consequences_in_writing: bool
    answer: str
    cancelled_by: str | None = None
    agreed_on: date | None = None


class Recommendations(Struct, frozen=True, omit_defaults=True):
    """Which recommendations are asked for; `waiting_on` nobody are the closed ones."""

    citizen: UUID | None = None
    sanction_case: UUID | None = None
    status: (
        Literal["answered", "awaiting_hearing", "dropped", "recommended", "to_decide", "withdrawn"]
        | None
    ) = None
    waiting_on: Literal["benefit_service", "jobcenter", "nobody"] | None = None
    limit: int = 100
    skip: int = 0


class RecommendationRow(Struct, frozen=True):
    """One report the jobcenter works on."""

    recommendation: UUID
    sanction_case: UUID
    citizen: UUID
    kind: str
    day: date
    opened_on: date
    status: str
    waiting_on: str
    attempts: int = 0
    restored_on: date | None = None
    finding: str | None = None
    outcome: str | None = None


class RecommendationShown(Struct, frozen=True):
    """A recommendation with its age in days, counted from the day it was opened."""

    recommendation: RecommendationRow
    age_days: int


class OpenHearings(Struct, frozen=True, omit_defaults=True):
    """Whose open hearings are asked for; everybody's when nobody is named."""

    citizen: UUID | None = None
    limit: int = 100
    skip: int = 0


class OpenHearingRow(Struct, frozen=True):
    """One hearing the citizen has not been heard in to the end."""

    hearing: str
    citizen: UUID
    sanction_case: UUID | None
    served_on: date


class ClosingsInQuestion(Struct, frozen=True, omit_defaults=True):
    """Whose closings are asked for; everybody's when nobody is named."""

    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    limit: int = 100
    skip: int = 0


class ClosingInQuestion(Struct, frozen=True):
    """A case, the record that closed it, and what is told of that record now.

    `job_from` is the first day of the job as it is told now; None where there was no job.
    """

    citizen_case: UUID
    citizen: UUID
    record: str
    closed_on: date
    because: Literal["began_another_day", "no_job"]
    job_from: date | None
    owner: str | None
    team: str | None
    centre: str | None


class InterviewsDue(Struct, frozen=True, omit_defaults=True):
    """Interviews overdue or due within so many days; warnings fall at 28, 14 and 7."""

    within_days: int = 28
    method: Literal["calendar", "weeks"] = "calendar"
    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class DutyDue(Struct, frozen=True):
    """One duty that is open; `days_left` is negative when it is overdue."""

    citizen_case: str
    citizen: UUID
    rule_key: str
    law_ref: str
    evidence: str
    due: date
    plan_by: date
    timely_until: date
    days_left: int
    overdue: bool
    owner: str | None = None
    team: str | None = None
    centre: str | None = None


class CvsMissing(Struct, frozen=True, omit_defaults=True):
    """CVs overdue or due within so many days."""

    within_days: int = 28
    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class InterviewTimeliness(Struct, frozen=True, omit_defaults=True):
    """Interviews falling due from the first to the last day, both counted."""

    from_day: date
    to_day: date
    method: Literal["calendar", "weeks"] = "calendar"


class MonthShown(Struct, frozen=True):
    """One month: how many fell due, and how many of them were held in time."""

    month: str
    falling_due: int
    on_time: int
    late: int
    not_held: int


class TimelinessShown(Struct, frozen=True):
    """The months, their mean and the pooled share; None where nothing fell due."""

    months: tuple[MonthShown, ...]
    months_left_out: int
    mean: int | None
    pooled: int | None
    reaches_95: bool | None


class StockOfInterviews(Struct, frozen=True, omit_defaults=True):
    """The month whose second week is measured, by any of its days."""

    month: date


class StockShown(Struct, frozen=True):
    """How many lack an interview on the day measured, of those on benefit and not exempt."""

    measured_on: date
    missing: int
    on_benefit: int
    share: int | None


class InterviewQuota(Struct, frozen=True, omit_defaults=True):
    """The citizens registered from the first to the last day, both counted."""

    from_day: date
    to_day: date


class QuotaShown(Struct, frozen=True):
    """Whole courses of interviews among the cohort, and the first ones, which all are owed."""

    citizens: int
    complete: int
    share: int | None
    needed_percent: int
    reached: bool | None
    first_interviews: int
    first_in_time: int


class SickShare(Struct, frozen=True, omit_defaults=True):
    """A day, and the benefit whose recipients are counted."""

    on: date
    benefit_basis: Literal[
        "cash_benefit",
        "disability_pension",
        "education_benefit",
        "flex_unemployment_benefit",
        "job_clarification",
        "rehabilitation",
        "resource_course",
        "self_supporting",
        "sick_pay",
        "start_assistance",
        "ui_benefit",
    ] = "cash_benefit"


class SickShown(Struct, frozen=True):
    """Open cases on the day and how many of them were ill; no share where there was no case."""

    cases: int
    ill: int
    share: int | None


class MatchFlow(Struct, frozen=True, omit_defaults=True):
    """Movements from the first to the last day, both counted."""

    from_day: date
    to_day: date


class FlowCell(Struct, frozen=True):
    """How many moved from one value to another in a month; `days_before` are theirs summed."""

    month: str
    model: str
    from_value: str
    value: str
    citizens: int
    days_before: int


class MatchGroups(Struct, frozen=True, omit_defaults=True):
    """The match groups as they were at the end of a day."""

    on: date


class MatchGroup(Struct, frozen=True):
    """One group: how many are in it, and how many days half and nine tenths have been at most."""

    model: str
    value: str
    citizens: int
    p50_days: int
    p90_days: int


class MatchCalibration(Struct, frozen=True, omit_defaults=True):
    """Calibrations from the first to the last day, both counted."""

    from_day: date
    to_day: date


class RaterShown(Struct, frozen=True):
    """One person who matched: how many of the matches were rated again, and agreed with."""

    assessed_by: str
    rated: int
    agreed: int


class RatedDays(Struct, frozen=True, omit_defaults=True):
    """Cases rated again from the first to the last day, both counted.

    Those rated blind, or with `blind` false those whose raters could see the match that stood.
    """

    from_day: date
    to_day: date
    blind: bool = True


class AgreementShown(Struct, frozen=True):
    """How far raters agree in one model of matching.

    The shares are in per cent with one decimal, kappa with two, all half up; `too_few` says that
    fewer than twenty cases stand behind them.
    """

    model: str
    cases: int
    ratings: int
    raters: int
    agreement_percent: str
    by_chance_percent: str
    kappa: str | None
    too_few: bool


class SocialRequests(Struct, frozen=True, omit_defaults=True):
    """Which requests are asked for; `unanswered` true are those somebody still owes an answer."""

    citizen: UUID | None = None
    asked: Literal["jobcenter", "social_services"] | None = None
    status: (
        Literal["accepted", "acknowledged", "closed", "joint_plan", "rejected", "sent", "withdrawn"]
        | None
    ) = None
    green_wave: bool | None = None
    unanswered: bool | None = None
    escalated: bool | None = None
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class StepTaken(Struct, frozen=True):
    """One step: what the case became, when, and when something is to happen next."""

    status: str
    on: date
    next_on: date | None = None


class RunningClock(Struct, frozen=True):
    """One deadline that still runs, or has passed with nothing done."""

    deadline: str
    rule_key: str
    plan_by: date
    timely_until: date


class SocialRequestRow(Struct, frozen=True, kw_only=True):
    """One request, the deadlines its managers were told of, and how late its answer was."""

    status: str
    since: date
    next_on: date | None = None
    steps: tuple[StepTaken, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    rule_key: str | None = None
    plan_by: date | None = None
    timely_until: date | None = None
    request: UUID
    citizen: UUID
    requested_by: str
    asked: str
    green_wave: bool
    requested_on: date
    escalated: tuple[str, ...] = ()
    answer_late_by_days: int = 0


class SocialRequestShown(Struct, frozen=True):
    """A request with the days left to its earliest deadline, and its paragraph."""

    request: SocialRequestRow
    days_left: int | None
    owner: str | None = None
    team: str | None = None
    law_ref: str | None = None


class SocialRequestFigures(Struct, frozen=True, omit_defaults=True):
    """Requests sent in these days, both counted."""

    from_day: date
    to_day: date


class SocialRequestShare(Struct, frozen=True):
    """Of the requests answered, how many in time; the shares in tenths of a percent.

    `vulnerable` are those with an open case who are matched as not ready for work today, and
    `with_joint_plan` are those of them who have a joint plan of both administrations.
    """

    sent: int
    answered: int
    answered_in_time: int
    share_in_time_permille: int | None
    vulnerable: int = 0
    with_joint_plan: int = 0
    share_with_plan_permille: int | None = None


class Referrals(Struct, frozen=True, omit_defaults=True):
    """Which referrals are asked for; `status` returned is the queue of those that came back."""

    citizen: UUID | None = None
    kind: Literal["cjf", "job", "language_unit", "offer", "social_services", "unit"] | None = None
    to_unit: str | None = None
    status: (
        Literal[
            "accepted",
            "blocked",
            "cancelled",
            "drafted",
            "expired",
            "issued",
            "received",
            "returned",
        ]
        | None
    ) = None
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class ReferralRow(Struct, frozen=True, kw_only=True):
    """One referral; `issued_on` and `accepted_on` are those that still stand."""

    status: str
    since: date
    next_on: date | None = None
    steps: tuple[StepTaken, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    rule_key: str | None = None
    plan_by: date | None = None
    timely_until: date | None = None
    referral: UUID
    citizen: UUID
    kind: str
    to_unit: str
    because: str
    drafted_on: date
    issued_on: date | None = None
    accepted_on: date | None = None
    return_reason: str | None = None
    barrier: str | None = None
    blocked_on: date | None = None


class ReferralShown(Struct, frozen=True):
    """A referral with the days left to accept it, and the paragraph that says so."""

    referral: ReferralRow
    days_left: int | None
    owner: str | None = None
    team: str | None = None
    law_ref: str | None = None


class Days(Struct, frozen=True, omit_defaults=True):
    """A stretch of days, the first and the last counted."""

    from_day: date
    to_day: date


class BarrierCount(Struct, frozen=True):
    """How often a barrier kept somebody from a kind of referral."""

    barrier: str
    kind: str
    referrals: int


class RightFirstTime(Struct, frozen=True):
    """How many accepted referrals went to the right place; the share in tenths of a percent."""

    accepted: int
    rereferred: int
    window_days: int
    share_permille: int | None


class Applications(Struct, frozen=True, omit_defaults=True):
    """Which applications are asked for.

    `stale` true are those whose latest step is older than `application.stale`;
    `open_months` are those open for more than so many months, `taken_over` those older than
    the jobcenter: the task force's queue.
    """

    citizen: UUID | None = None
    kind: Literal["disability_pension", "flex_job", "rehabilitation"] | None = None
    status: (
        Literal[
            "appealed", "awaiting_medical", "clarifying", "closed", "decided", "ready", "received"
        ]
        | None
    ) = None
    centre: str | None = None
    task_force: str | None = None
    taken_over: bool | None = None
    open_months: int | None = None
    stale: bool | None = None
    owner: str | None = None
    team: str | None = None
    limit: int = 100
    skip: int = 0


class Told(Struct, frozen=True):
    """What the citizen is told with a step: what is missing, when an answer is expected."""

    missing: tuple[str, ...] = ()
    expected_on: date | None = None


class Place(Struct, frozen=True):
    """Where the case lies."""

    centre: str
    task_force: str | None = None


class ApplicationRow(Struct, frozen=True, kw_only=True):
    """One application; the tuples are stacks, so a step that is taken back leaves them."""

    status: str
    since: date
    next_on: date | None = None
    steps: tuple[StepTaken, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    rule_key: str | None = None
    plan_by: date | None = None
    timely_until: date | None = None
    application: UUID
    citizen: UUID
    kind: str
    centre: str
    task_force: str | None = None
    taken_over: bool
    received_on: date
    outcome: str | None = None
    told: tuple[Told, ...] = ()
    places: tuple[Place, ...] = ()
    outcomes: tuple[str | None, ...] = (None,)


class ApplicationShown(Struct, frozen=True):
    """An application with its age, the days left until it lies still, and the rule of that."""

    application: ApplicationRow
    age_days: int
    days_left: int | None
    stale: bool
    owner: str | None = None
    team: str | None = None
    law_ref: str | None = None


class OwnApplications(Struct, frozen=True, omit_defaults=True):
    """Whose applications; a citizen sees only the own ones."""

    citizen: UUID


class OwnApplication(Struct, frozen=True):
    """What a citizen sees: how far it is, what is missing, what comes when; no internal notes."""

    application: UUID
    kind: str
    status: str
    since: date
    missing: tuple[str, ...]
    expected_on: date | None
    next_action_on: date | None
    outcome: str | None


class Complaints(Struct, frozen=True, omit_defaults=True):
    """Which complaints are asked for."""

    citizen: UUID | None = None
    status: Literal["decided", "in_review", "received"] | None = None
    owner: str | None = None
    complaint_class: (
        Literal[
            "appeal_guidance_missing",
            "deadline_exceeded",
            "file_access_missing",
            "other_formality",
            "party_hearing_missing_or_late",
            "reasons_missing",
            "reply_missing",
            "substance",
            "written_guidance_missing",
            "wrong_authority",
        ]
        | None
    ) = None
    about_service: str | None = None
    review: Literal["none", "open", "settled"] | None = None
    review_owner: str | None = None
    limit: int = 100
    skip: int = 0


class ComplaintRow(Struct, frozen=True, kw_only=True):
    """One complaint; `classes` and the owners are stacks, so what is taken back leaves them.

    `review` is the task that an upheld complaint opens: open until somebody has settled it.
    """

    status: str
    since: date
    next_on: date | None = None
    steps: tuple[StepTaken, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    rule_key: str | None = None
    plan_by: date | None = None
    timely_until: date | None = None
    complaint: UUID
    citizen: UUID
    about_service: str
    received_on: date
    complaint_class: str | None = None
    owner: str | None = None
    outcome: str | None = None
    cause_code: str | None = None
    decided_on: date | None = None
    classes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    review: Literal["none", "open", "settled"] = "none"
    review_owner: str | None = None
    review_owners: tuple[str, ...] = ()
    review_result: str | None = None


class ComplaintShown(Struct, frozen=True):
    """A complaint with the days left to decide it, and the rule that says so."""

    complaint: ComplaintRow
    days_left: int | None
    law_ref: str | None = None


class UpheldIn(Struct, frozen=True, omit_defaults=True):
    """The year complaints were decided in."""

    year: int


class ClassCount(Struct, frozen=True):
    """How many complaints of one class were upheld, wholly or partly."""

    complaint_class: str
    upheld: int


class UpheldComplaints(Struct, frozen=True):
    """The year's upheld formality complaints and the year before, with target 10's limit."""

    year: int
    upheld: int
    upheld_the_year_before: int
    limit: int
    by_class: tuple[ClassCount, ...]


class JobPlans(Struct, frozen=True, omit_defaults=True):
    """Which plans are asked for; `flag` names something that is missing in them."""

    citizen: UUID | None = None
    status: Literal["agreed", "draft", "ended", "revised"] | None = None
    flag: (
        Literal[
            "actions_missing",
            "combination_missing",
            "combination_one_sided",
            "expected_effect_missing",
            "goal_missing",
            "reason_for_offer_missing",
            "required_measure_missing",
            "subgroup_missing",
            "volume_below_required",
            "weighting_missing",
            "weighting_outside_strategy",
        ]
        | None
    ) = None
    subgroup: str | None = None
    limit: int = 100
    skip: int = 0


class Rated(Struct, frozen=True):
    """How good the plan was at a step, for which subgroup, and whether the strategy counted."""

    flags: tuple[
        Literal[
            "actions_missing",
            "combination_missing",
            "combination_one_sided",
            "expected_effect_missing",
            "goal_missing",
            "reason_for_offer_missing",
            "required_measure_missing",
            "subgroup_missing",
            "volume_below_required",
            "weighting_missing",
            "weighting_outside_strategy",
        ],
        ...,
    ]
    score: int
    vulnerable: bool
    subgroup: str | None


class JobPlanRow(Struct, frozen=True, kw_only=True):
    """One plan; `ratings` has one for each step, so what is taken back leaves them."""

    status: str
    since: date
    next_on: date | None = None
    steps: tuple[StepTaken, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    rule_key: str | None = None
    plan_by: date | None = None
    timely_until: date | None = None
    plan: UUID
    citizen: UUID
    flags: tuple[
        Literal[
            "actions_missing",
            "combination_missing",
            "combination_one_sided",
            "expected_effect_missing",
            "goal_missing",
            "reason_for_offer_missing",
            "required_measure_missing",
            "subgroup_missing",
            "volume_below_required",
            "weighting_missing",
            "weighting_outside_strategy",
        ],
        ...,
    ]
    score: int
    ratings: tuple[Rated, ...]
    subgroup: str | None = None
    vulnerable: bool = False


class JobPlanShown(Struct, frozen=True):
    """A plan with the days left until it is to be revised, and the rule that says so."""

    plan: JobPlanRow
    days_left: int | None
    law_ref: str | None = None


class PlansInForce(Struct, frozen=True, omit_defaults=True):
    """All plans that are agreed and have not ended."""


class FlagCount(Struct, frozen=True):
    """In how many plans something is missing."""

    flag: str
    plans: int


class SubgroupCount(Struct, frozen=True):
    """How many plans of a subgroup are in force, and how many of them meet the strategy."""

    subgroup: str
    plans: int
    meet_strategy: int


class JobPlanQuality(Struct, frozen=True):
    """How good the plans in force are; shares and the mean score in tenths of a percent, half up.

    `vulnerable` are the plans of those with an open case who are matched as not ready for work
    today; `meet_strategy` those of them that held all the strategy asks for when last written.
    """

    plans: int
    mean_score_permille: int | None
    missing: tuple[FlagCount, ...]
    vulnerable: int = 0
    meet_strategy: int = 0
    share_meeting_permille: int | None = None
    by_subgroup: tuple[SubgroupCount, ...] = ()


class PlanStrategies(Struct, frozen=True, omit_defaults=True):
    """Which templates are asked for; with a citizen, those that fit the standing match."""

    subgroup: str | None = None
    citizen: UUID | None = None
    on: date | None = None


class PlanTemplate(Struct, frozen=True):
    """The fields of a draft as the strategy would have them: the least of each."""

    subgroup: str
    social_weight: int
    combination: bool
    measures: tuple[PlanMeasure, ...]


class PlanStrategyShown(Struct, frozen=True):
    """What a subgroup's plan should hold, the row that says so, its source and how sure it is."""

    title: str
    template: PlanTemplate
    social_at_most: int
    for_match: dict[
        Literal["m3", "m5", "r2014"],
        tuple[
            Literal["1", "2", "3", "4", "5", "activity_ready", "education_ready", "job_ready"], ...
        ],
    ]
    rule: str
    law_ref: str
    evidence: Literal["A", "M-high", "M-low", "M-med", "S", "V"]


class Visits(Struct, frozen=True, omit_defaults=True):
    """Which visits are asked for; `status` arrived is the queue."""

    citizen: UUID | None = None
    status: Literal["arrived", "completed", "in_service", "left"] | None = None
    enquiry_type: (
        Literal[
            "appointment",
            "benefit_question",
            "complaint",
            "education_guidance",
            "job_search",
            "new_unemployed",
            "other",
            "sick_report",
        ]
        | None
    ) = None
    from_day: date | None = None
    to_day: date | None = None
    limit: int = 100
    skip: int = 0


class GuideEntry(Struct, frozen=True):
    """One education of the guide, as it was worded in that version."""

    education: str
    version: int


class Handed(Struct, frozen=True):
    """Material the citizen got, in which version, and which educations of the guide."""

    material: Literal["education_guide", "preparation", "self_help"]
    version: str
    entries: tuple[GuideEntry, ...] = ()


class Doing(Struct, frozen=True):
    """One thing recorded in a visit: what it was, and what it settles."""

    what: str
    element: str | None = None
    said: str | None = None
    at: datetime | None = None
    handed: Handed | None = None
    began_at: datetime | None = None


class ReceptionRow(Struct, frozen=True):
    """One visit; everything but the arrival is read from `doings`, latest last."""

    visit: UUID
    citizen: UUID
    enquiry_type: str
    service: str
    arrived_at: datetime
    day: date
    status: str = "arrived"
    began_at: datetime | None = None
    handled: tuple[str, ...] = ()
    guide_version: str | None = None
    interpreters: tuple[str, ...] = ()
    materials: tuple[Handed, ...] = ()
    doings: tuple[Doing, ...] = ()


class VisitShown(Struct, frozen=True):
    """A visit with the seconds the citizen has waited, or waited."""

    visit: ReceptionRow
    waited_seconds: int | None


class Openings(Struct, frozen=True, omit_defaults=True):
    """Which openings are asked for: jobs or offers, and of which industry."""

    kind: Literal["job", "offer"] | None = None
    industry: str | None = None
    limit: int = 100
    skip: int = 0


class OpeningShown(Struct, frozen=True):
    """An opening that can be shown to a citizen today; `competences` are all asked for."""

    opening: UUID
    kind: Literal["job", "offer"]
    title: str
    company: str
    industry: str
    places: int
    told_on: date
    competences: tuple[str, ...] = ()


class OpeningsForCitizen(Struct, frozen=True, omit_defaults=True):
    """Which citizen an opening is looked for; `fitting` leaves out those that ask for more."""

    citizen: UUID
    kind: Literal["job", "offer"] | None = None
    fitting: bool = True
    limit: int = 100
    skip: int = 0


class OpeningForCitizen(Struct, frozen=True):
    """An opening as one citizen meets it; `missing` are the competences the case does not say."""

    opening: UUID
    kind: Literal["job", "offer"]
    title: str
    places: int
    told_on: date
    competences: tuple[str, ...]
    missing: tuple[str, ...]


class PersonsForOpening(Struct, frozen=True, omit_defaults=True):
    """Which opening people are looked for."""

    opening: UUID
    limit: int = 100
    skip: int = 0


class PersonFound(Struct, frozen=True):
    """One citizen who can what was asked for, and who to ask about the citizen."""

    citizen: UUID
    citizen_case: UUID
    competences: tuple[str, ...]
    owner: str | None


class InterpreterDays(Struct, frozen=True, omit_defaults=True):
    """A stretch of days, the first and the last counted."""

    from_day: date
    to_day: date


class InterpreterCost(Struct, frozen=True):
    """What interpreters cost one centre in a month, in øre; `without_price` are not in it."""

    month: str
    centre: str | None
    conversations: int
    cost_ore: int
    without_price: int


class WaitingDays(Struct, frozen=True, omit_defaults=True):
    """A stretch of days, the first and the last counted."""

    from_day: date
    to_day: date


class WaitingTime(Struct, frozen=True):
    """How long citizens with one kind of enquiry waited, half and nine tenths of them at most."""

    enquiry_type: str
    visits: int
    left_before_turn: int
    p50_seconds: int | None
    p90_seconds: int | None


class StepTime(Struct, frozen=True):
    """How often an element was handled, and what half and nine tenths of those timed took.

    Timed are those where it was said when they began; none is guessed.
    """

    step: str
    handled: int
    timed: int
    p50_seconds: int | None
    p90_seconds: int | None


class Portfolio(Struct, frozen=True, omit_defaults=True):
    """Whose cases are asked for, the asker's own when nobody is named; `unassigned` nobody's."""

    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    unassigned: bool = False
    show: Literal[
        "all",
        "changed",
        "cv_missing",
        "due_in_14_days",
        "exempt",
        "exemption_over",
        "in_offer",
        "never_interviewed",
        "new",
        "no_next_step",
        "no_offer",
        "not_eligible",
        "not_matched",
        "other_benefit",
        "overdue",
        "sick",
        "summoned",
        "waiting_for_citizen",
        "waiting_for_others",
        "waiting_for_us",
    ] = "all"
    authority: Literal["municipal", "state"] | None = None
    target_group: (
        Literal[
            "tg10_disabled_graduates",
            "tg11_resource_course",
            "tg12_education_ready",
            "tg13_activity_ready_under_30",
            "tg1_insured",
            "tg2_cash_ready",
            "tg3_cash_other_problems",
            "tg4_rehabilitation",
            "tg5_sick_pay",
            "tg6_disability_pension",
            "tg7_flex_job",
            "tg8_self_supporting",
            "tg9_under_18",
        ]
        | None
    ) = None
    benefit_basis: (
        Literal[
            "cash_benefit",
            "disability_pension",
            "education_benefit",
            "flex_unemployment_benefit",
            "job_clarification",
            "rehabilitation",
            "resource_course",
            "self_supporting",
            "sick_pay",
            "start_assistance",
            "ui_benefit",
        ]
        | None
    ) = None
    match_value: str | None = None
    ready: bool | None = None
    segment: int | None = None
    filter: str | None = None
    limit: int = 100
    skip: int = 0


class NextAfterOffer(Struct, frozen=True):
    """What comes after the citizen's latest offer; `starts_on` is None when nothing does."""

    kind: str
    starts_on: date | None


class Due(Struct, frozen=True):
    """The deadline that comes first."""

    rule_key: str
    law_ref: str
    timely_until: date
    days_left: int


class Waits(Struct, frozen=True):
    """Somebody is waited for; `what` is a rule's key or the kind of case."""

    on: str
    what: str
    until: date | None


class Change(Struct, frozen=True):
    """The latest fact of one kind."""

    kind: str
    tag: str
    at: datetime
    by: str


class PortfolioLine(Struct, frozen=True):
    """One case of the portfolio; `new` is what others told since the asker last looked.

    With `exemption_over` the last day expected has passed and nobody has ended the exemption.
    """

    citizen_case: UUID
    citizen: UUID
    owner: str | None
    team: str | None
    centre: str | None
    registered_on: date
    benefit_basis: str
    target_group: str | None
    match_value: str | None
    segment: int | None
    exempt_kind: str | None
    exempt_until: date | None
    exemption_over: bool
    sick_from: date | None
    interviews: int
    summoned_on: date | None
    in_offer_until: date | None
    next_step: NextAfterOffer | None
    eligible: bool | None
    eligible_for: str | None
    self_supporting_from: date | None
    due: Due | None
    waits: tuple[Waits, ...]
    looked_at: datetime | None
    new: tuple[Change, ...]


class MyFilters(Struct, frozen=True, omit_defaults=True):
    """The asker's own filters."""


class FilterShown(Struct, frozen=True):
    """A kept filter: the words that still hold, and those left out because they do not."""

    name: str
    words: dict[str, str]
    left_out: tuple[str, ...]


class Production(Struct, frozen=True, omit_defaults=True):
    """What was done from the first to the last day, both counted, at one level."""

    from_day: date
    to_day: date
    level: Literal["centre", "employee", "team"] = "employee"
    team: str | None = None
    centre: str | None = None


class ProductionShown(Struct, frozen=True):
    """One employee, team or centre (None: nobody answered): what was done, and what came of it."""

    name: str | None
    team: str | None
    centre: str | None
    production: dict[str, int]
    outcomes: dict[str, int]


class Activities(Struct, frozen=True, omit_defaults=True):
    """Which activities are asked for; `citizen` those a citizen is booked to."""

    kind: Literal["citizen_network", "information_meeting", "job_cafe", "workshop"] | None = None
    centre: str | None = None
    citizen: UUID | None = None
    from_day: date | None = None
    to_day: date | None = None
    has_room: bool | None = None
    limit: int = 100
    skip: int = 0


class Seat(Struct, frozen=True):
    """One place that is taken: by whom, and whether the citizen came (None: not said)."""

    seat: int
    citizen: UUID
    booking: UUID
    attended: bool | None = None


class ActivityRow(Struct, frozen=True):
    """One activity with its seats."""

    activity: UUID
    kind: str
    title: str
    centre: str
    at: datetime
    day: date
    places: int
    free: int
    cancelled: bool = False
    seats: tuple[Seat, ...] = ()
    citizens: tuple[UUID, ...] = ()


class ActivityFigures(Struct, frozen=True, omit_defaults=True):
    """Activities from the first to the last day, both counted."""

    from_day: date
    to_day: date


class AttendanceShown(Struct, frozen=True):
    """How many were booked to one kind of activity, and how many of them came or stayed away."""

    kind: str
    activities: int
    booked: int
    came: int
    stayed_away: int
    not_said: int


class CompetenceSearch(Struct, frozen=True, omit_defaults=True):
    """Who is looked for: `all_of` and `any_of` are codes with commas between them."""

    all_of: str | None = None
    any_of: str | None = None
    limit: int = 100
    skip: int = 0


class CoverageAsked(Struct, frozen=True, omit_defaults=True):
    """Which of the two tables."""

    table: Literal["target_groups", "tasks"]


class CoverageRow(Struct, frozen=True):
    """One cell."""

    unit: str
    item: str
    covered: str


class CoverageShown(Struct, frozen=True):
    """The cells that were said, and how far they are covered: full is one, partial a half."""

    cells: tuple[CoverageRow, ...]
    share_permille: int | None


class CasesToRate(Struct, frozen=True, omit_defaults=True):
    """The cases laid out for who asks."""


class CaseToRate(Struct, frozen=True):
    """One case as its rater sees it: no name, no match, nothing that others said."""

    calibration: UUID
    model: str
    values: tuple[str, ...]
    elements: tuple[str, ...] | Erased | Masked
    health: str | Erased | Masked
    opened_on: date


class EducationGuide(Struct, frozen=True, omit_defaults=True):
    """Which educations are asked for; `has` is what a citizen has, with commas between.

    With `has`, those that one of the ways into is open with just that; `gives` is what one has
    after it; `age` leaves out ways for older people. Without a day, today's guide.
    """

    code: str | None = None
    area: (
        Literal[
            "care_and_health",
            "construction",
            "food_and_service",
            "general",
            "industry",
            "office_and_trade",
            "teaching_and_children",
            "technology_and_it",
            "transport_and_logistics",
        ]
        | None
    ) = None
    level: (
        Literal[
            "academy",
            "basic",
            "labour_market_course",
            "preparatory",
            "professional_bachelor",
            "university",
            "upper_secondary",
            "vocational",
        ]
        | None
    ) = None
    has: str | None = None
    age: int | None = None
    gives: (
        Literal[
            "academy_degree",
            "bachelor_degree",
            "danish_2",
            "danish_3",
            "driving_licence",
            "general_upper_secondary",
            "higher_preparatory",
            "primary_school_10",
            "primary_school_9",
            "training_contract",
            "vocational_basic_course",
            "vocational_certificate",
            "work_experience_2_years",
        ]
        | None
    ) = None
    on: date | None = None
    limit: int = 100
    skip: int = 0


class EducationRow(Struct, frozen=True):
    """One wording of an education with the days it holds; `valid_to` is the last of them."""

    code: str
    version: int
    title: str
    area: str
    level: str
    routes: tuple[EntryRoute, ...]
    gives: tuple[str, ...]
    months: int
    where: str
    valid_from: date
    valid_to: date | None = None
    stated_to: date | None = None
    ended_on: date | None = None
    replaced_on: date | None = None


class EducationShown(Struct, frozen=True):
    """An education as the guide words it that day, and the ways in that are open to the citizen."""

    education: EducationRow
    open_by: tuple[EntryRoute, ...]


class InterviewTimes(Struct, frozen=True, omit_defaults=True):
    """Which of the offered times are asked for; `free` true are those nobody booked."""

    from_day: date | None = None
    to_day: date | None = None
    owner: str | None = None
    team: str | None = None
    citizen: UUID | None = None
    free: bool | None = None
    limit: int = 100
    skip: int = 0


class InterviewTimeRow(Struct, frozen=True):
    """One offered time, and the booking that holds it."""

    time: UUID
    at: datetime
    day: date
    minutes: int
    team: str
    centre: str
    owner: str | None
    offered: bool = True
    booking: UUID | None = None
    citizen: UUID | None = None


class OwnInterviewTimes(Struct, frozen=True, omit_defaults=True):
    """Whose times; a citizen sees only the own ones."""

    citizen: UUID


class TimeForCitizen(Struct, frozen=True):
    """A time the citizen may book, or has: then `booking` is set."""

    time: UUID
    at: datetime
    minutes: int
    booking: UUID | None


class SuggestedFollowUp(Struct, frozen=True, omit_defaults=True):
    """Whose follow-up is asked for."""

    citizen: UUID


class FollowUpSuggested(Struct, frozen=True):
    """The follow-up a row of the rules suggests now, and the one that was chosen, if any."""

    citizen: UUID
    citizen_case: UUID
    model: str
    rule: str
    chosen: str | None


class SuggestedServices(Struct, frozen=True, omit_defaults=True):
    """Whose services are asked for."""

    citizen: UUID


class ServiceSuggested(Struct, frozen=True):
    """One need and the service that fits it; `rule` is the row that says so."""

    citizen: UUID
    need: str | Erased | Masked
    service: str | Erased | Masked
    rule: str


class Handovers(Struct, frozen=True, omit_defaults=True):
    """Which handovers are asked for; those of the nearest first day come first."""

    citizen: UUID | None = None
    stage: Literal["settled", "taken_over", "waiting", "withdrawn"] | None = None
    limit: int = 100
    skip: int = 0


class HandoverShown(Struct, frozen=True):
    """A handover and the days until the citizen would be without a case; below zero: since."""

    handover: UUID
    citizen: UUID
    sick_pay_case: UUID
    benefit_basis: str
    from_: date
    stage: str
    citizen_case: UUID | None
    days_left: int


class VisitationClient(Client):
    """One who calls visitation; orders answer with the case and its version."""

    def register_citizen(
        self, command: RegisterCitizen, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `register_citizen`."""
        return self.order("/citizen-cases", command, key=key, correlation_id=correlation_id)

    def correct_registration(
        self,
        case_id: str,
        command: CorrectRegistration,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_registration`."""
        return self.order(
            f"/citizen-cases/{case_id}/correct-registration",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def register_cv(
        self,
        case_id: str,
        command: RegisterCv,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_cv`."""
        return self.order(
            f"/citizen-cases/{case_id}/register-cv",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_cv(
        self,
        case_id: str,
        command: WithdrawCv,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_cv`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-cv",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def approve_cv(
        self,
        case_id: str,
        command: ApproveCv,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `approve_cv`."""
        return self.order(
            f"/citizen-cases/{case_id}/approve-cv",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def give_duty_guidance(
        self,
        case_id: str,
        command: GiveDutyGuidance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `give_duty_guidance`."""
        return self.order(
            f"/citizen-cases/{case_id}/give-duty-guidance",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_duty_guidance(
        self,
        case_id: str,
        command: CorrectDutyGuidance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_duty_guidance`."""
        return self.order(
            f"/citizen-cases/{case_id}/correct-duty-guidance",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_duty_guidance(
        self,
        case_id: str,
        command: WithdrawDutyGuidance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_duty_guidance`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-duty-guidance",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def transfer_authority(
        self,
        case_id: str,
        command: TransferAuthority,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `transfer_authority`."""
        return self.order(
            f"/citizen-cases/{case_id}/transfer-authority",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_transfer(
        self,
        case_id: str,
        command: WithdrawTransfer,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_transfer`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-transfer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def change_benefit(
        self,
        case_id: str,
        command: ChangeBenefit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `change_benefit`."""
        return self.order(
            f"/citizen-cases/{case_id}/change-benefit",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_benefit_change(
        self,
        case_id: str,
        command: WithdrawBenefitChange,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_benefit_change`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-benefit-change",
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
            f"/citizen-cases/{case_id}/assign",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_assignment(
        self,
        case_id: str,
        command: WithdrawAssignment,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_assignment`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-assignment",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_case(
        self,
        case_id: str,
        command: CloseCase,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_case`."""
        return self.order(
            f"/citizen-cases/{case_id}/close",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_on_external_record(
        self,
        case_id: str,
        command: CloseOnExternalRecord,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_on_external_record`."""
        return self.order(
            f"/citizen-cases/{case_id}/close-on-external-record",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def reopen_case(
        self,
        case_id: str,
        command: ReopenCase,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `reopen_case`."""
        return self.order(
            f"/citizen-cases/{case_id}/reopen",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_closing(
        self,
        case_id: str,
        command: WithdrawClosing,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_closing`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-closing",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def summon_citizen(
        self,
        case_id: str,
        command: SummonCitizen,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `summon_citizen`."""
        return self.order(
            f"/citizen-cases/{case_id}/summon",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def move_summons(
        self,
        case_id: str,
        command: MoveSummons,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `move_summons`."""
        return self.order(
            f"/citizen-cases/{case_id}/move-summons",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_summons(
        self,
        case_id: str,
        command: CorrectSummons,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_summons`."""
        return self.order(
            f"/citizen-cases/{case_id}/correct-summons",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def hold_interview(
        self,
        case_id: str,
        command: HoldInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `hold_interview`."""
        return self.order(
            f"/citizen-cases/{case_id}/hold-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_interview(
        self,
        case_id: str,
        command: WithdrawInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_interview`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def register_interview_no_show(
        self,
        case_id: str,
        command: RegisterInterviewNoShow,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_interview_no_show`."""
        return self.order(
            f"/citizen-cases/{case_id}/register-no-show",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_no_show(
        self,
        case_id: str,
        command: WithdrawNoShow,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_no_show`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-no-show",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_interview(
        self,
        case_id: str,
        command: CancelInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_interview`."""
        return self.order(
            f"/citizen-cases/{case_id}/cancel-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_cancellation(
        self,
        case_id: str,
        command: WithdrawCancellation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_cancellation`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-cancellation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def attend_joint_session(
        self,
        case_id: str,
        command: AttendJointSession,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `attend_joint_session`."""
        return self.order(
            f"/citizen-cases/{case_id}/attend-joint-session",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_joint_session(
        self,
        case_id: str,
        command: WithdrawJointSession,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_joint_session`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-joint-session",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def choose_follow_up_model(
        self,
        case_id: str,
        command: ChooseFollowUpModel,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `choose_follow_up_model`."""
        return self.order(
            f"/citizen-cases/{case_id}/choose-follow-up-model",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_follow_up_choice(
        self,
        case_id: str,
        command: WithdrawFollowUpChoice,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_follow_up_choice`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-follow-up-choice",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_fund_interview(
        self,
        case_id: str,
        command: NoteFundInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_fund_interview`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-fund-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_fund_interview(
        self,
        case_id: str,
        command: WithdrawFundInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_fund_interview`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-fund-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_count(
        self,
        case_id: str,
        command: WithdrawCount,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_count`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-count",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def start_intensive_contact(
        self,
        case_id: str,
        command: StartIntensiveContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `start_intensive_contact`."""
        return self.order(
            f"/citizen-cases/{case_id}/start-intensive-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_intensive_contact(
        self,
        case_id: str,
        command: WithdrawIntensiveContact,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_intensive_contact`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-intensive-contact",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def request_interview(
        self,
        case_id: str,
        command: RequestInterview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `request_interview`."""
        return self.order(
            f"/citizen-cases/{case_id}/request-interview",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_interview_request(
        self,
        case_id: str,
        command: WithdrawInterviewRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_interview_request`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-interview-request",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assess_match(
        self,
        case_id: str,
        command: AssessMatch,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assess_match`."""
        return self.order(
            f"/citizen-cases/{case_id}/assess-match",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def convert_match_model(
        self,
        case_id: str,
        command: ConvertMatchModel,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `convert_match_model`."""
        return self.order(
            f"/citizen-cases/{case_id}/convert-match-model",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_match(
        self,
        case_id: str,
        command: WithdrawMatch,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_match`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-match",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def rate_for_calibration(
        self,
        case_id: str,
        command: RateForCalibration,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `rate_for_calibration`."""
        return self.order(
            f"/citizen-cases/{case_id}/rate-for-calibration",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def grant_exemption(
        self,
        case_id: str,
        command: GrantExemption,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `grant_exemption`."""
        return self.order(
            f"/citizen-cases/{case_id}/grant-exemption",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_exemption(
        self,
        case_id: str,
        command: EndExemption,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_exemption`."""
        return self.order(
            f"/citizen-cases/{case_id}/end-exemption",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_exemption(
        self,
        case_id: str,
        command: WithdrawExemption,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_exemption`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-exemption",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def report_sick(
        self,
        case_id: str,
        command: ReportSick,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `report_sick`."""
        return self.order(
            f"/citizen-cases/{case_id}/report-sick",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_sick_report(
        self,
        case_id: str,
        command: WithdrawSickReport,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_sick_report`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-sick-report",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_recovery(
        self,
        case_id: str,
        command: NoteRecovery,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_recovery`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-recovery",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def set_target_group(
        self,
        case_id: str,
        command: SetTargetGroup,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `set_target_group`."""
        return self.order(
            f"/citizen-cases/{case_id}/set-target-group",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_housing_area(
        self,
        case_id: str,
        command: NoteHousingArea,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_housing_area`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-housing-area",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_origin_group(
        self,
        case_id: str,
        command: NoteOriginGroup,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_origin_group`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-origin-group",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_competences(
        self,
        case_id: str,
        command: NoteCompetences,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_competences`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-competences",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_barriers(
        self,
        case_id: str,
        command: NoteBarriers,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_barriers`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-barriers",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_weeks_without_benefit(
        self,
        case_id: str,
        command: NoteWeeksWithoutBenefit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_weeks_without_benefit`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-weeks-without-benefit",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_eligibility(
        self,
        case_id: str,
        command: NoteEligibility,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_eligibility`."""
        return self.order(
            f"/citizen-cases/{case_id}/note-eligibility",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def register_self_supporting(
        self,
        case_id: str,
        command: RegisterSelfSupporting,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `register_self_supporting`."""
        return self.order(
            f"/citizen-cases/{case_id}/register-self-supporting",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_self_supporting(
        self,
        case_id: str,
        command: WithdrawSelfSupporting,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_self_supporting`."""
        return self.order(
            f"/citizen-cases/{case_id}/withdraw-self-supporting",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_citizen_case(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_citizen_case`."""
        found: ListedCases = self.ask("/citizen-cases", params, ListedCases)
        return found

    def show_citizen_case(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_citizen_case`."""
        found: ShownCase = self.ask(f"/citizen-cases/{case_id}", params, ShownCase)
        return found

    def history_of_citizen_case(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_citizen_case`."""
        found: list[Fact] = self.ask(f"/citizen-cases/{case_id}/events", params, list[Fact])
        return found

    def open_recommendation(
        self,
        command: OpenRecommendation,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `open_recommendation`."""
        return self.order(
            "/sanction-recommendations", command, key=key, correlation_id=correlation_id
        )

    def record_contact_attempt(
        self,
        case_id: str,
        command: RecordContactAttempt,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_contact_attempt`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/record-contact-attempt",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_contact_attempt(
        self,
        case_id: str,
        command: WithdrawContactAttempt,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_contact_attempt`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/withdraw-contact-attempt",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def record_contact_restored(
        self,
        case_id: str,
        command: RecordContactRestored,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_contact_restored`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/record-contact-restored",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def correct_contact_restored(
        self,
        case_id: str,
        command: CorrectContactRestored,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_contact_restored`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/correct-contact-restored",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_hearing_outcome(
        self,
        case_id: str,
        command: NoteHearingOutcome,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_hearing_outcome`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/note-hearing-outcome",
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
            f"/sanction-recommendations/{case_id}/note-hearing-withdrawn",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_report_corrected(
        self,
        case_id: str,
        command: NoteReportCorrected,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_report_corrected`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/note-report-corrected",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def recommend_sanction(
        self,
        case_id: str,
        command: RecommendSanction,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `recommend_sanction`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/recommend",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_recommendation(
        self,
        case_id: str,
        command: WithdrawRecommendation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_recommendation`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/withdraw-recommendation",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def drop_recommendation(
        self,
        case_id: str,
        command: DropRecommendation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `drop_recommendation`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/drop",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_on_withdrawal(
        self,
        case_id: str,
        command: CloseOnWithdrawal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_on_withdrawal`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/close-on-withdrawal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_decision(
        self,
        case_id: str,
        command: NoteDecision,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_decision`."""
        return self.order(
            f"/sanction-recommendations/{case_id}/note-decision",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_sanction_recommendation(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_sanction_recommendation`."""
        found: ListedCases = self.ask("/sanction-recommendations", params, ListedCases)
        return found

    def show_sanction_recommendation(
        self, case_id: str, params: KnownAt | None = None
    ) -> ShownCase:
        """Ask `show_sanction_recommendation`."""
        found: ShownCase = self.ask(f"/sanction-recommendations/{case_id}", params, ShownCase)
        return found

    def history_of_sanction_recommendation(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_sanction_recommendation`."""
        found: list[Fact] = self.ask(
            f"/sanction-recommendations/{case_id}/events", params, list[Fact]
        )
        return found

    def request_help(
        self, command: RequestHelp, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `request_help`."""
        return self.order("/social-requests", command, key=key, correlation_id=correlation_id)

    def correct_request(
        self,
        case_id: str,
        command: CorrectRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_request`."""
        return self.order(
            f"/social-requests/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def acknowledge_request(
        self,
        case_id: str,
        command: AcknowledgeRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `acknowledge_request`."""
        return self.order(
            f"/social-requests/{case_id}/acknowledge",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def answer_request(
        self,
        case_id: str,
        command: AnswerRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `answer_request`."""
        return self.order(
            f"/social-requests/{case_id}/answer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def agree_joint_plan(
        self,
        case_id: str,
        command: AgreeJointPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `agree_joint_plan`."""
        return self.order(
            f"/social-requests/{case_id}/agree-joint-plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def review_joint_plan(
        self,
        case_id: str,
        command: ReviewJointPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `review_joint_plan`."""
        return self.order(
            f"/social-requests/{case_id}/review-joint-plan",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_request(
        self,
        case_id: str,
        command: CloseRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_request`."""
        return self.order(
            f"/social-requests/{case_id}/close",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_request(
        self,
        case_id: str,
        command: WithdrawRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_request`."""
        return self.order(
            f"/social-requests/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_request_step(
        self,
        case_id: str,
        command: WithdrawRequestStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_request_step`."""
        return self.order(
            f"/social-requests/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def escalate_request(
        self,
        case_id: str,
        command: EscalateRequest,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `escalate_request`."""
        return self.order(
            f"/social-requests/{case_id}/escalate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_social_request(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_social_request`."""
        found: ListedCases = self.ask("/social-requests", params, ListedCases)
        return found

    def show_social_request(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_social_request`."""
        found: ShownCase = self.ask(f"/social-requests/{case_id}", params, ShownCase)
        return found

    def history_of_social_request(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_social_request`."""
        found: list[Fact] = self.ask(f"/social-requests/{case_id}/events", params, list[Fact])
        return found

    def draft_referral(
        self, command: DraftReferral, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `draft_referral`."""
        return self.order("/referrals", command, key=key, correlation_id=correlation_id)

    def correct_referral(
        self,
        case_id: str,
        command: CorrectReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_referral`."""
        return self.order(
            f"/referrals/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def document_checklist_item(
        self,
        case_id: str,
        command: DocumentChecklistItem,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `document_checklist_item`."""
        return self.order(
            f"/referrals/{case_id}/document-item",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def fill_language_template(
        self,
        case_id: str,
        command: FillLanguageTemplate,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `fill_language_template`."""
        return self.order(
            f"/referrals/{case_id}/fill-language-template",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def block_referral(
        self,
        case_id: str,
        command: BlockReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `block_referral`."""
        return self.order(
            f"/referrals/{case_id}/block",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def issue_referral(
        self,
        case_id: str,
        command: IssueReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `issue_referral`."""
        return self.order(
            f"/referrals/{case_id}/issue",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def receive_referral(
        self,
        case_id: str,
        command: ReceiveReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `receive_referral`."""
        return self.order(
            f"/referrals/{case_id}/receive",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def accept_referral(
        self,
        case_id: str,
        command: AcceptReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `accept_referral`."""
        return self.order(
            f"/referrals/{case_id}/accept",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def return_referral(
        self,
        case_id: str,
        command: ReturnReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `return_referral`."""
        return self.order(
            f"/referrals/{case_id}/return",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def expire_referral(
        self,
        case_id: str,
        command: ExpireReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `expire_referral`."""
        return self.order(
            f"/referrals/{case_id}/expire",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def cancel_referral(
        self,
        case_id: str,
        command: CancelReferral,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_referral`."""
        return self.order(
            f"/referrals/{case_id}/cancel",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_referral_step(
        self,
        case_id: str,
        command: WithdrawReferralStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_referral_step`."""
        return self.order(
            f"/referrals/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_referral(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_referral`."""
        found: ListedCases = self.ask("/referrals", params, ListedCases)
        return found

    def show_referral(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_referral`."""
        found: ShownCase = self.ask(f"/referrals/{case_id}", params, ShownCase)
        return found

    def history_of_referral(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_referral`."""
        found: list[Fact] = self.ask(f"/referrals/{case_id}/events", params, list[Fact])
        return found

    def receive_application(
        self,
        command: ReceiveApplication,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `receive_application`."""
        return self.order("/application-cases", command, key=key, correlation_id=correlation_id)

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
            f"/application-cases/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def take_application_step(
        self,
        case_id: str,
        command: TakeApplicationStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `take_application_step`."""
        return self.order(
            f"/application-cases/{case_id}/take-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assign_to_task_force(
        self,
        case_id: str,
        command: AssignToTaskForce,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assign_to_task_force`."""
        return self.order(
            f"/application-cases/{case_id}/assign-to-task-force",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_application(
        self,
        case_id: str,
        command: DecideApplication,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_application`."""
        return self.order(
            f"/application-cases/{case_id}/decide",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def appeal_application(
        self,
        case_id: str,
        command: AppealApplication,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `appeal_application`."""
        return self.order(
            f"/application-cases/{case_id}/appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_application_appeal(
        self,
        case_id: str,
        command: DecideApplicationAppeal,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_application_appeal`."""
        return self.order(
            f"/application-cases/{case_id}/decide-appeal",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def close_application(
        self,
        case_id: str,
        command: CloseApplication,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `close_application`."""
        return self.order(
            f"/application-cases/{case_id}/close",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_application_step(
        self,
        case_id: str,
        command: WithdrawApplicationStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_application_step`."""
        return self.order(
            f"/application-cases/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_application_case(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_application_case`."""
        found: ListedCases = self.ask("/application-cases", params, ListedCases)
        return found

    def show_application_case(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_application_case`."""
        found: ShownCase = self.ask(f"/application-cases/{case_id}", params, ShownCase)
        return found

    def history_of_application_case(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_application_case`."""
        found: list[Fact] = self.ask(f"/application-cases/{case_id}/events", params, list[Fact])
        return found

    def receive_complaint(
        self,
        command: ReceiveComplaint,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `receive_complaint`."""
        return self.order("/formality-complaints", command, key=key, correlation_id=correlation_id)

    def correct_complaint(
        self,
        case_id: str,
        command: CorrectComplaint,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_complaint`."""
        return self.order(
            f"/formality-complaints/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def classify_complaint(
        self,
        case_id: str,
        command: ClassifyComplaint,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `classify_complaint`."""
        return self.order(
            f"/formality-complaints/{case_id}/classify",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assign_complaint(
        self,
        case_id: str,
        command: AssignComplaint,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assign_complaint`."""
        return self.order(
            f"/formality-complaints/{case_id}/assign",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def decide_complaint(
        self,
        case_id: str,
        command: DecideComplaint,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `decide_complaint`."""
        return self.order(
            f"/formality-complaints/{case_id}/decide",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def assign_complaint_review(
        self,
        case_id: str,
        command: AssignComplaintReview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `assign_complaint_review`."""
        return self.order(
            f"/formality-complaints/{case_id}/assign-review",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def settle_complaint_review(
        self,
        case_id: str,
        command: SettleComplaintReview,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `settle_complaint_review`."""
        return self.order(
            f"/formality-complaints/{case_id}/settle-review",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_complaint_step(
        self,
        case_id: str,
        command: WithdrawComplaintStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_complaint_step`."""
        return self.order(
            f"/formality-complaints/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_formality_complaint(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_formality_complaint`."""
        found: ListedCases = self.ask("/formality-complaints", params, ListedCases)
        return found

    def show_formality_complaint(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_formality_complaint`."""
        found: ShownCase = self.ask(f"/formality-complaints/{case_id}", params, ShownCase)
        return found

    def history_of_formality_complaint(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_formality_complaint`."""
        found: list[Fact] = self.ask(f"/formality-complaints/{case_id}/events", params, list[Fact])
        return found

    def draft_job_plan(
        self, command: DraftJobPlan, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `draft_job_plan`."""
        return self.order("/job-plans", command, key=key, correlation_id=correlation_id)

    def correct_job_plan(
        self,
        case_id: str,
        command: CorrectJobPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_job_plan`."""
        return self.order(
            f"/job-plans/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def agree_job_plan(
        self,
        case_id: str,
        command: AgreeJobPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `agree_job_plan`."""
        return self.order(
            f"/job-plans/{case_id}/agree",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def revise_job_plan(
        self,
        case_id: str,
        command: ReviseJobPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `revise_job_plan`."""
        return self.order(
            f"/job-plans/{case_id}/revise",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_job_plan(
        self,
        case_id: str,
        command: EndJobPlan,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_job_plan`."""
        return self.order(
            f"/job-plans/{case_id}/end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_job_plan_step(
        self,
        case_id: str,
        command: WithdrawJobPlanStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_job_plan_step`."""
        return self.order(
            f"/job-plans/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_job_plan(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_job_plan`."""
        found: ListedCases = self.ask("/job-plans", params, ListedCases)
        return found

    def show_job_plan(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_job_plan`."""
        found: ShownCase = self.ask(f"/job-plans/{case_id}", params, ShownCase)
        return found

    def history_of_job_plan(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_job_plan`."""
        found: list[Fact] = self.ask(f"/job-plans/{case_id}/events", params, list[Fact])
        return found

    def register_arrival(
        self, command: RegisterArrival, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `register_arrival`."""
        return self.order("/reception-visits", command, key=key, correlation_id=correlation_id)

    def correct_visit(
        self,
        case_id: str,
        command: CorrectVisit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_visit`."""
        return self.order(
            f"/reception-visits/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def begin_service(
        self,
        case_id: str,
        command: BeginService,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `begin_service`."""
        return self.order(
            f"/reception-visits/{case_id}/begin-service",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def handle_reception_step(
        self,
        case_id: str,
        command: HandleReceptionStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `handle_reception_step`."""
        return self.order(
            f"/reception-visits/{case_id}/handle-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def find_openings(
        self,
        case_id: str,
        command: FindOpenings,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `find_openings`."""
        return self.order(
            f"/reception-visits/{case_id}/find-openings",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def suggest_jobs(
        self,
        case_id: str,
        command: SuggestJobs,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `suggest_jobs`."""
        return self.order(
            f"/reception-visits/{case_id}/suggest-jobs",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def rule_out_job(
        self,
        case_id: str,
        command: RuleOutJob,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `rule_out_job`."""
        return self.order(
            f"/reception-visits/{case_id}/rule-out-job",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def refer_at_visit(
        self,
        case_id: str,
        command: ReferAtVisit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `refer_at_visit`."""
        return self.order(
            f"/reception-visits/{case_id}/refer",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def deliver_service_guide(
        self,
        case_id: str,
        command: DeliverServiceGuide,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `deliver_service_guide`."""
        return self.order(
            f"/reception-visits/{case_id}/deliver-service-guide",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def deliver_material(
        self,
        case_id: str,
        command: DeliverMaterial,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `deliver_material`."""
        return self.order(
            f"/reception-visits/{case_id}/deliver-material",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def book_interpreter(
        self,
        case_id: str,
        command: BookInterpreter,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `book_interpreter`."""
        return self.order(
            f"/reception-visits/{case_id}/book-interpreter",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def complete_visit(
        self,
        case_id: str,
        command: CompleteVisit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `complete_visit`."""
        return self.order(
            f"/reception-visits/{case_id}/complete",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def leave_visit(
        self,
        case_id: str,
        command: LeaveVisit,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `leave_visit`."""
        return self.order(
            f"/reception-visits/{case_id}/leave",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_reception_step(
        self,
        case_id: str,
        command: WithdrawReceptionStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_reception_step`."""
        return self.order(
            f"/reception-visits/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_reception_visit(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_reception_visit`."""
        found: ListedCases = self.ask("/reception-visits", params, ListedCases)
        return found

    def show_reception_visit(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_reception_visit`."""
        found: ShownCase = self.ask(f"/reception-visits/{case_id}", params, ShownCase)
        return found

    def history_of_reception_visit(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_reception_visit`."""
        found: list[Fact] = self.ask(f"/reception-visits/{case_id}/events", params, list[Fact])
        return found

    def open_work_desk(
        self, command: OpenWorkDesk, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `open_work_desk`."""
        return self.order("/work-desks", command, key=key, correlation_id=correlation_id)

    def note_look(
        self,
        case_id: str,
        command: NoteLook,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_look`."""
        return self.order(
            f"/work-desks/{case_id}/note-look",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def save_filter(
        self,
        case_id: str,
        command: SaveFilter,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `save_filter`."""
        return self.order(
            f"/work-desks/{case_id}/save-filter",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def drop_filter(
        self,
        case_id: str,
        command: DropFilter,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `drop_filter`."""
        return self.order(
            f"/work-desks/{case_id}/drop-filter",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_work_desk(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_work_desk`."""
        found: ListedCases = self.ask("/work-desks", params, ListedCases)
        return found

    def show_work_desk(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_work_desk`."""
        found: ShownCase = self.ask(f"/work-desks/{case_id}", params, ShownCase)
        return found

    def history_of_work_desk(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_work_desk`."""
        found: list[Fact] = self.ask(f"/work-desks/{case_id}/events", params, list[Fact])
        return found

    def order_move(
        self, command: OrderMove, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `order_move`."""
        return self.order("/bulk-moves", command, key=key, correlation_id=correlation_id)

    def list_bulk_move(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_bulk_move`."""
        found: ListedCases = self.ask("/bulk-moves", params, ListedCases)
        return found

    def show_bulk_move(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_bulk_move`."""
        found: ShownCase = self.ask(f"/bulk-moves/{case_id}", params, ShownCase)
        return found

    def history_of_bulk_move(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_bulk_move`."""
        found: list[Fact] = self.ask(f"/bulk-moves/{case_id}/events", params, list[Fact])
        return found

    def plan_activity(
        self, command: PlanActivity, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `plan_activity`."""
        return self.order("/activities", command, key=key, correlation_id=correlation_id)

    def cancel_activity(
        self,
        case_id: str,
        command: CancelActivity,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_activity`."""
        return self.order(
            f"/activities/{case_id}/cancel",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_activity(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_activity`."""
        found: ListedCases = self.ask("/activities", params, ListedCases)
        return found

    def show_activity(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_activity`."""
        found: ShownCase = self.ask(f"/activities/{case_id}", params, ShownCase)
        return found

    def history_of_activity(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_activity`."""
        found: list[Fact] = self.ask(f"/activities/{case_id}/events", params, list[Fact])
        return found

    def book_place(
        self, command: BookPlace, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `book_place`."""
        return self.order("/activity-bookings", command, key=key, correlation_id=correlation_id)

    def cancel_booking(
        self,
        case_id: str,
        command: CancelBooking,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `cancel_booking`."""
        return self.order(
            f"/activity-bookings/{case_id}/cancel",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def record_activity_attendance(
        self,
        case_id: str,
        command: RecordActivityAttendance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `record_activity_attendance`."""
        return self.order(
            f"/activity-bookings/{case_id}/record-attendance",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_activity_attendance(
        self,
        case_id: str,
        command: WithdrawActivityAttendance,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_activity_attendance`."""
        return self.order(
            f"/activity-bookings/{case_id}/withdraw-attendance",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_activity_booking(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_activity_booking`."""
        found: ListedCases = self.ask("/activity-bookings", params, ListedCases)
        return found

    def show_activity_booking(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_activity_booking`."""
        found: ShownCase = self.ask(f"/activity-bookings/{case_id}", params, ShownCase)
        return found

    def history_of_activity_booking(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_activity_booking`."""
        found: list[Fact] = self.ask(f"/activity-bookings/{case_id}/events", params, list[Fact])
        return found

    def state_coverage(
        self, command: StateCoverage, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `state_coverage`."""
        return self.order("/coverages", command, key=key, correlation_id=correlation_id)

    def restate_coverage(
        self,
        case_id: str,
        command: RestateCoverage,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `restate_coverage`."""
        return self.order(
            f"/coverages/{case_id}/restate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_coverage(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_coverage`."""
        found: ListedCases = self.ask("/coverages", params, ListedCases)
        return found

    def show_coverage(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_coverage`."""
        found: ShownCase = self.ask(f"/coverages/{case_id}", params, ShownCase)
        return found

    def history_of_coverage(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_coverage`."""
        found: list[Fact] = self.ask(f"/coverages/{case_id}/events", params, list[Fact])
        return found

    def open_calibration(
        self, command: OpenCalibration, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `open_calibration`."""
        return self.order("/calibrations", command, key=key, correlation_id=correlation_id)

    def rate_blind(
        self,
        case_id: str,
        command: RateBlind,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `rate_blind`."""
        return self.order(
            f"/calibrations/{case_id}/rate",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_blind_rating(
        self,
        case_id: str,
        command: WithdrawBlindRating,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_blind_rating`."""
        return self.order(
            f"/calibrations/{case_id}/withdraw-rating",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_calibration(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_calibration`."""
        found: ListedCases = self.ask("/calibrations", params, ListedCases)
        return found

    def show_calibration(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_calibration`."""
        found: ShownCase = self.ask(f"/calibrations/{case_id}", params, ShownCase)
        return found

    def history_of_calibration(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_calibration`."""
        found: list[Fact] = self.ask(f"/calibrations/{case_id}/events", params, list[Fact])
        return found

    def enter_education(
        self, command: EnterEducation, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `enter_education`."""
        return self.order("/educations", command, key=key, correlation_id=correlation_id)

    def revise_education(
        self,
        case_id: str,
        command: ReviseEducation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `revise_education`."""
        return self.order(
            f"/educations/{case_id}/revise",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def end_education(
        self,
        case_id: str,
        command: EndEducation,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `end_education`."""
        return self.order(
            f"/educations/{case_id}/end",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_education_step(
        self,
        case_id: str,
        command: WithdrawEducationStep,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_education_step`."""
        return self.order(
            f"/educations/{case_id}/withdraw-step",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_education(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_education`."""
        found: ListedCases = self.ask("/educations", params, ListedCases)
        return found

    def show_education(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_education`."""
        found: ShownCase = self.ask(f"/educations/{case_id}", params, ShownCase)
        return found

    def history_of_education(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_education`."""
        found: list[Fact] = self.ask(f"/educations/{case_id}/events", params, list[Fact])
        return found

    def offer_interview_time(
        self,
        command: OfferInterviewTime,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `offer_interview_time`."""
        return self.order("/interview-times", command, key=key, correlation_id=correlation_id)

    def withdraw_interview_time(
        self,
        case_id: str,
        command: WithdrawInterviewTime,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_interview_time`."""
        return self.order(
            f"/interview-times/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_interview_time(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_interview_time`."""
        found: ListedCases = self.ask("/interview-times", params, ListedCases)
        return found

    def show_interview_time(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_interview_time`."""
        found: ShownCase = self.ask(f"/interview-times/{case_id}", params, ShownCase)
        return found

    def history_of_interview_time(self, case_id: str, params: Moments | None = None) -> list[Fact]:
        """Ask `history_of_interview_time`."""
        found: list[Fact] = self.ask(f"/interview-times/{case_id}/events", params, list[Fact])
        return found

    def book_interview_time(
        self,
        command: BookInterviewTime,
        *,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `book_interview_time`."""
        return self.order("/interview-bookings", command, key=key, correlation_id=correlation_id)

    def move_interview_booking(
        self,
        case_id: str,
        command: MoveInterviewBooking,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `move_interview_booking`."""
        return self.order(
            f"/interview-bookings/{case_id}/move",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_interview_booking(
        self,
        case_id: str,
        command: WithdrawInterviewBooking,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_interview_booking`."""
        return self.order(
            f"/interview-bookings/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_interview_booking(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_interview_booking`."""
        found: ListedCases = self.ask("/interview-bookings", params, ListedCases)
        return found

    def show_interview_booking(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_interview_booking`."""
        found: ShownCase = self.ask(f"/interview-bookings/{case_id}", params, ShownCase)
        return found

    def history_of_interview_booking(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_interview_booking`."""
        found: list[Fact] = self.ask(f"/interview-bookings/{case_id}/events", params, list[Fact])
        return found

    def open_handover(
        self, command: OpenHandover, *, key: str | None = None, correlation_id: str | None = None
    ) -> Done:
        """Give the order `open_handover`."""
        return self.order("/sick-pay-handovers", command, key=key, correlation_id=correlation_id)

    def correct_handover(
        self,
        case_id: str,
        command: CorrectHandover,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `correct_handover`."""
        return self.order(
            f"/sick-pay-handovers/{case_id}/correct",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_handover(
        self,
        case_id: str,
        command: WithdrawHandover,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_handover`."""
        return self.order(
            f"/sick-pay-handovers/{case_id}/withdraw",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def note_taken_over(
        self,
        case_id: str,
        command: NoteTakenOver,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `note_taken_over`."""
        return self.order(
            f"/sick-pay-handovers/{case_id}/note-taken-over",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def settle_handover(
        self,
        case_id: str,
        command: SettleHandover,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `settle_handover`."""
        return self.order(
            f"/sick-pay-handovers/{case_id}/settle",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def withdraw_settlement(
        self,
        case_id: str,
        command: WithdrawSettlement,
        *,
        if_match: int,
        key: str | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give the order `withdraw_settlement`."""
        return self.order(
            f"/sick-pay-handovers/{case_id}/withdraw-settlement",
            command,
            if_match=if_match,
            key=key,
            correlation_id=correlation_id,
        )

    def list_sick_pay_handover(self, params: CaseFilter | None = None) -> ListedCases:
        """Ask `list_sick_pay_handover`."""
        found: ListedCases = self.ask("/sick-pay-handovers", params, ListedCases)
        return found

    def show_sick_pay_handover(self, case_id: str, params: KnownAt | None = None) -> ShownCase:
        """Ask `show_sick_pay_handover`."""
        found: ShownCase = self.ask(f"/sick-pay-handovers/{case_id}", params, ShownCase)
        return found

    def history_of_sick_pay_handover(
        self, case_id: str, params: Moments | None = None
    ) -> list[Fact]:
        """Ask `history_of_sick_pay_handover`."""
        found: list[Fact] = self.ask(f"/sick-pay-handovers/{case_id}/events", params, list[Fact])
        return found

    def ask_citizen_cases(self, params: CitizenCases | None = None) -> list[CitizenCaseRow]:
        """Ask `citizen_cases`."""
        found: list[CitizenCaseRow] = self.ask("/lists/citizen-cases", params, list[CitizenCaseRow])
        return found

    def ask_summonses(self, params: Summonses | None = None) -> list[SummonsRow]:
        """Ask `summonses`."""
        found: list[SummonsRow] = self.ask("/lists/summonses", params, list[SummonsRow])
        return found

    def ask_recommendations(
        self, params: Recommendations | None = None
    ) -> list[RecommendationShown]:
        """Ask `recommendations`."""
        found: list[RecommendationShown] = self.ask(
            "/lists/recommendations", params, list[RecommendationShown]
        )
        return found

    def ask_open_hearings(self, params: OpenHearings | None = None) -> list[OpenHearingRow]:
        """Ask `open_hearings`."""
        found: list[OpenHearingRow] = self.ask("/lists/open-hearings", params, list[OpenHearingRow])
        return found

    def ask_closings_in_question(
        self, params: ClosingsInQuestion | None = None
    ) -> list[ClosingInQuestion]:
        """Ask `closings_in_question`."""
        found: list[ClosingInQuestion] = self.ask(
            "/lists/closings-in-question", params, list[ClosingInQuestion]
        )
        return found

    def ask_interviews_due(self, params: InterviewsDue | None = None) -> list[DutyDue]:
        """Ask `interviews_due`."""
        found: list[DutyDue] = self.ask("/lists/interviews-due", params, list[DutyDue])
        return found

    def ask_cvs_missing(self, params: CvsMissing | None = None) -> list[DutyDue]:
        """Ask `cvs_missing`."""
        found: list[DutyDue] = self.ask("/lists/cvs-missing", params, list[DutyDue])
        return found

    def ask_interview_timeliness(self, params: InterviewTimeliness) -> TimelinessShown:
        """Ask `interview_timeliness`."""
        found: TimelinessShown = self.ask("/figures/interview-timeliness", params, TimelinessShown)
        return found

    def ask_stock_of_interviews(self, params: StockOfInterviews) -> StockShown:
        """Ask `stock_of_interviews`."""
        found: StockShown = self.ask("/figures/stock-of-interviews", params, StockShown)
        return found

    def ask_interview_quota(self, params: InterviewQuota) -> QuotaShown:
        """Ask `interview_quota`."""
        found: QuotaShown = self.ask("/figures/interview-quota", params, QuotaShown)
        return found

    def ask_sick_share(self, params: SickShare) -> SickShown:
        """Ask `sick_share`."""
        found: SickShown = self.ask("/figures/sick-share", params, SickShown)
        return found

    def ask_match_flow(self, params: MatchFlow) -> list[FlowCell]:
        """Ask `match_flow`."""
        found: list[FlowCell] = self.ask("/figures/match-flow", params, list[FlowCell])
        return found

    def ask_match_groups(self, params: MatchGroups) -> list[MatchGroup]:
        """Ask `match_groups`."""
        found: list[MatchGroup] = self.ask("/figures/match-groups", params, list[MatchGroup])
        return found

    def ask_match_calibration(self, params: MatchCalibration) -> list[RaterShown]:
        """Ask `match_calibration`."""
        found: list[RaterShown] = self.ask("/figures/match-calibration", params, list[RaterShown])
        return found

    def ask_match_agreement(self, params: RatedDays) -> list[AgreementShown]:
        """Ask `match_agreement`."""
        found: list[AgreementShown] = self.ask(
            "/figures/match-agreement", params, list[AgreementShown]
        )
        return found

    def ask_social_requests(self, params: SocialRequests | None = None) -> list[SocialRequestShown]:
        """Ask `social_requests`."""
        found: list[SocialRequestShown] = self.ask(
            "/lists/social-requests", params, list[SocialRequestShown]
        )
        return found

    def ask_social_request_share(self, params: SocialRequestFigures) -> SocialRequestShare:
        """Ask `social_request_share`."""
        found: SocialRequestShare = self.ask("/figures/social-requests", params, SocialRequestShare)
        return found

    def ask_referrals(self, params: Referrals | None = None) -> list[ReferralShown]:
        """Ask `referrals`."""
        found: list[ReferralShown] = self.ask("/lists/referrals", params, list[ReferralShown])
        return found

    def ask_referral_barriers(self, params: Days) -> list[BarrierCount]:
        """Ask `referral_barriers`."""
        found: list[BarrierCount] = self.ask(
            "/figures/referral-barriers", params, list[BarrierCount]
        )
        return found

    def ask_right_first_time(self, params: Days) -> RightFirstTime:
        """Ask `right_first_time`."""
        found: RightFirstTime = self.ask("/figures/right-first-time", params, RightFirstTime)
        return found

    def ask_applications(self, params: Applications | None = None) -> list[ApplicationShown]:
        """Ask `applications`."""
        found: list[ApplicationShown] = self.ask(
            "/lists/applications", params, list[ApplicationShown]
        )
        return found

    def ask_own_applications(self, params: OwnApplications) -> list[OwnApplication]:
        """Ask `own_applications`."""
        found: list[OwnApplication] = self.ask("/own/applications", params, list[OwnApplication])
        return found

    def ask_complaints(self, params: Complaints | None = None) -> list[ComplaintShown]:
        """Ask `complaints`."""
        found: list[ComplaintShown] = self.ask(
            "/lists/formality-complaints", params, list[ComplaintShown]
        )
        return found

    def ask_upheld_complaints(self, params: UpheldIn) -> UpheldComplaints:
        """Ask `upheld_complaints`."""
        found: UpheldComplaints = self.ask("/figures/upheld-complaints", params, UpheldComplaints)
        return found

    def ask_job_plans(self, params: JobPlans | None = None) -> list[JobPlanShown]:
        """Ask `job_plans`."""
        found: list[JobPlanShown] = self.ask("/lists/job-plans", params, list[JobPlanShown])
        return found

    def ask_job_plan_quality(self, params: PlansInForce | None = None) -> JobPlanQuality:
        """Ask `job_plan_quality`."""
        found: JobPlanQuality = self.ask("/figures/job-plan-quality", params, JobPlanQuality)
        return found

    def ask_plan_strategies(self, params: PlanStrategies | None = None) -> list[PlanStrategyShown]:
        """Ask `plan_strategies`."""
        found: list[PlanStrategyShown] = self.ask(
            "/lists/plan-strategies", params, list[PlanStrategyShown]
        )
        return found

    def ask_reception_visits(self, params: Visits | None = None) -> list[VisitShown]:
        """Ask `reception_visits`."""
        found: list[VisitShown] = self.ask("/lists/reception-visits", params, list[VisitShown])
        return found

    def ask_openings(self, params: Openings | None = None) -> list[OpeningShown]:
        """Ask `openings`."""
        found: list[OpeningShown] = self.ask("/lists/openings", params, list[OpeningShown])
        return found

    def ask_openings_for_citizen(self, params: OpeningsForCitizen) -> list[OpeningForCitizen]:
        """Ask `openings_for_citizen`."""
        found: list[OpeningForCitizen] = self.ask(
            "/lists/openings-for-citizen", params, list[OpeningForCitizen]
        )
        return found

    def ask_persons_for_opening(self, params: PersonsForOpening) -> list[PersonFound]:
        """Ask `persons_for_opening`."""
        found: list[PersonFound] = self.ask("/lists/persons-for-opening", params, list[PersonFound])
        return found

    def ask_interpreter_costs(self, params: InterpreterDays) -> list[InterpreterCost]:
        """Ask `interpreter_costs`."""
        found: list[InterpreterCost] = self.ask(
            "/figures/interpreter-costs", params, list[InterpreterCost]
        )
        return found

    def ask_waiting_times(self, params: WaitingDays) -> list[WaitingTime]:
        """Ask `waiting_times`."""
        found: list[WaitingTime] = self.ask("/figures/waiting-times", params, list[WaitingTime])
        return found

    def ask_step_times(self, params: WaitingDays) -> list[StepTime]:
        """Ask `step_times`."""
        found: list[StepTime] = self.ask("/figures/reception-step-times", params, list[StepTime])
        return found

    def ask_portfolio(self, params: Portfolio | None = None) -> list[PortfolioLine]:
        """Ask `portfolio`."""
        found: list[PortfolioLine] = self.ask("/lists/portfolio", params, list[PortfolioLine])
        return found

    def ask_my_filters(self, params: MyFilters | None = None) -> list[FilterShown]:
        """Ask `my_filters`."""
        found: list[FilterShown] = self.ask("/lists/my-filters", params, list[FilterShown])
        return found

    def ask_production(self, params: Production) -> list[ProductionShown]:
        """Ask `production`."""
        found: list[ProductionShown] = self.ask(
            "/figures/production", params, list[ProductionShown]
        )
        return found

    def ask_activities(self, params: Activities | None = None) -> list[ActivityRow]:
        """Ask `activities`."""
        found: list[ActivityRow] = self.ask("/lists/activities", params, list[ActivityRow])
        return found

    def ask_activity_attendance(self, params: ActivityFigures) -> list[AttendanceShown]:
        """Ask `activity_attendance`."""
        found: list[AttendanceShown] = self.ask(
            "/figures/activity-attendance", params, list[AttendanceShown]
        )
        return found

    def ask_find_persons(self, params: CompetenceSearch | None = None) -> list[PersonFound]:
        """Ask `find_persons`."""
        found: list[PersonFound] = self.ask(
            "/lists/persons-with-competences", params, list[PersonFound]
        )
        return found

    def ask_coverage_table(self, params: CoverageAsked) -> CoverageShown:
        """Ask `coverage_table`."""
        found: CoverageShown = self.ask("/figures/coverage", params, CoverageShown)
        return found

    def ask_cases_to_rate(self, params: CasesToRate | None = None) -> list[CaseToRate]:
        """Ask `cases_to_rate`."""
        found: list[CaseToRate] = self.ask("/lists/cases-to-rate", params, list[CaseToRate])
        return found

    def ask_education_guide(self, params: EducationGuide | None = None) -> list[EducationShown]:
        """Ask `education_guide`."""
        found: list[EducationShown] = self.ask(
            "/lists/education-guide", params, list[EducationShown]
        )
        return found

    def ask_interview_times(self, params: InterviewTimes | None = None) -> list[InterviewTimeRow]:
        """Ask `interview_times`."""
        found: list[InterviewTimeRow] = self.ask(
            "/lists/interview-times", params, list[InterviewTimeRow]
        )
        return found

    def ask_own_interview_times(self, params: OwnInterviewTimes) -> list[TimeForCitizen]:
        """Ask `own_interview_times`."""
        found: list[TimeForCitizen] = self.ask(
            "/lists/own-interview-times", params, list[TimeForCitizen]
        )
        return found

    def ask_suggested_follow_up(self, params: SuggestedFollowUp) -> list[FollowUpSuggested]:
        """Ask `suggested_follow_up`."""
        found: list[FollowUpSuggested] = self.ask(
            "/lists/suggested-follow-up", params, list[FollowUpSuggested]
        )
        return found

    def ask_suggested_services(self, params: SuggestedServices) -> list[ServiceSuggested]:
        """Ask `suggested_services`."""
        found: list[ServiceSuggested] = self.ask(
            "/lists/suggested-services", params, list[ServiceSuggested]
        )
        return found

    def ask_sick_pay_handovers(self, params: Handovers | None = None) -> list[HandoverShown]:
        """Ask `sick_pay_handovers`."""
        found: list[HandoverShown] = self.ask(
            "/lists/sick-pay-handovers", params, list[HandoverShown]
        )
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
