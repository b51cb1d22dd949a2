"""Every order of the course, with what its four tests need."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from shared.eventlog.command import Command
from tests.sickpay.cases import CITIZEN
from tests.sickpay.house import ANSWERS, BOOK
from tests.support.scenario import Given, given

Steps = tuple[Command, ...]
FIRST = {2010: date(2010, 1, 11), 2016: date(2016, 2, 1), 2026: date(2026, 8, 3)}
TODAY = {2010: date(2011, 1, 20), 2016: date(2016, 3, 20), 2026: date(2026, 9, 10)}
ASK, OTHER, HEARING = UUID(int=5), UUID(int=6), UUID(int=7)


def begun(year: int, steps: Steps = (), **told_more: Any) -> Given:
    first = FIRST[year]
    notified = told.AbsenceNotified(CITIZEN, "10000009", first, "employer", first, **told_more)
    start = given(SICK_PAY_CASE, notified)
    # The limit is found with the first order; a contact is one that changes nothing else.
    contact = paper.RecordContact("employer", first, "Call", first)
    story = start.and_then(contact, SickPayFacts(TODAY[year], BOOK))
    for step in steps:
        story = story.and_then(step, SickPayFacts(TODAY[year], BOOK))
    return story


@dataclass(frozen=True)
class Told:
    """One order and what its four tests need.

    `again` None: given twice it is simply another fact; `unsigned` opens an unsigned case.
    """

    order: Command
    tag: str
    refused: tuple[Steps, Command, str]
    again: str | None
    before: Steps = ()
    collides: tuple[Steps, str] = ((orders.ReportRecovery(date(2011, 1, 10)),), "already_recovered")
    year: int = 2010
    unsigned: bool = False


def well(year: int) -> Steps:
    return (orders.ReportRecovery(TODAY[year]),)


HELD_ON = date(2010, 3, 1)
CATEGORY = follow.Categorise(2, date(2010, 2, 1), "Long course")
HOLD = follow.HoldFollowUp(HELD_ON, "interview", ANSWERS)
SUMMON = follow.SummonToFollowUp(date(2010, 3, 1), "interview", date(2010, 2, 15))
MISS = follow.NoteMissedFollowUp(date(2010, 3, 1))
PLAN = follow.DraftPlan("Four hours a day")
AGREE = follow.AgreePlan(date(2010, 3, 2))
PART = follow.AgreePartialReturn(date(2010, 4, 1), 20, 37)
REST = follow.GrantStandBy(date(2010, 4, 1), "Waits for an operation")
CERTIFICATE = paper.RequestCertificate("le125", date(2010, 2, 1))
REASSESS = ending.Reassess(date(2011, 1, 10), (), "No ground fits")
EXTEND = ending.Reassess(date(2011, 1, 10), (1, 2), "Work ability is unclear")
GRANT = ending.GrantExtension(2, date(2011, 1, 11), "To clarify it")
PROPOSE = ending.ProposeEnding("duration", "The limit is passed")
SERVED = ending.NoteHearingServed(HEARING, "duration", date(2011, 1, 10))
HEARD = ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", date(2011, 1, 18))
NEXT = ending.RecordNextBasis("cash_benefit", date(2011, 2, 1), date(2011, 1, 12))
END = ending.EndSickPay("duration", date(2011, 1, 31), "No ground fits")
REFUND = refund.RequestRefund(ASK, date(2010, 2, 1), date(2010, 2, 28), 100, date(2010, 3, 1))
FETCH = refund.FetchRefund(ASK, 1)
GONE: tuple[Steps, str] = (
    (orders.WithdrawNotification("Wrong employee"),),
    "notification_withdrawn",
)
FUTURE = date(2030, 1, 1)

TABLE = (
    Told(
        CATEGORY,
        "sick_categorised",
        ((), replace(CATEGORY, on=FUTURE), "date_in_future"),
        "category_already_set",
    ),
    Told(
        follow.AssessFollowUpDuty(True, date(2026, 11, 30), date(2026, 9, 3)),
        "follow_up_not_owed",
        (
            (),
            follow.AssessFollowUpDuty(True, date(2026, 11, 30), date(2026, 8, 1)),
            "before_absence",
        ),
        None,
        year=2026,
        collides=(well(2026), "already_recovered"),
    ),
    Told(
        SUMMON,
        "follow_up_summoned",
        ((), replace(SUMMON, held_on=date(2010, 2, 1)), "summons_in_the_past"),
        "already_summoned",
    ),
    Told(
        follow.CancelSummons("Away"),
        "summons_cancelled",
        ((), follow.CancelSummons("x"), "not_summoned"),
        "not_summoned",
        (SUMMON,),
    ),
    Told(
        MISS,
        "follow_up_missed",
        ((SUMMON,), follow.NoteMissedFollowUp(date(2010, 3, 2)), "not_the_summoned_day"),
        "not_summoned",
        (SUMMON,),
    ),
    Told(
        HOLD, "follow_up_held", ((), HOLD, "category_missing"), "held_before_the_last", (CATEGORY,)
    ),
    Told(
        follow.CorrectFollowUp(date(2010, 3, 2), "Typo"),
        "follow_up_corrected",
        ((), follow.CorrectFollowUp(date(2010, 3, 2), "x"), "first_follow_up_missing"),
        "nothing_to_correct",
        (CATEGORY, HOLD),
    ),
    Told(PLAN, "plan_drafted", ((PLAN,), PLAN, "plan_exists"), "plan_exists"),
    Told(AGREE, "plan_agreed", ((), AGREE, "plan_not_waiting"), "plan_not_waiting", (PLAN,)),
    Told(
        follow.RevisePlan("Six hours"),
        "plan_revised",
        ((PLAN,), follow.RevisePlan("x"), "plan_not_agreed"),
        "plan_not_agreed",
        (PLAN, AGREE),
    ),
    Told(
        follow.ClosePlan("Done"),
        "plan_closed",
        ((), follow.ClosePlan("x"), "no_plan"),
        "no_plan",
        (PLAN,),
    ),
    Told(
        PART,
        "partial_return_agreed",
        ((), replace(PART, hours=37), "not_partial"),
        "already_partial",
    ),
    Told(
        follow.EndPartialReturn(date(2010, 5, 1), "Too early"),
        "partial_return_ended",
        ((PART,), follow.EndPartialReturn(date(2010, 3, 1), "x"), "ends_before_it_begins"),
        "no_partial_return",
        (PART,),
    ),
    Told(
        REST,
        "stand_by_granted",
        ((), REST, "first_follow_up_missing"),
        "on_stand_by",
        (CATEGORY, HOLD),
    ),
    Told(
        follow.EndStandBy(date(2010, 6, 1)),
        "stand_by_ended",
        ((), follow.EndStandBy(date(2010, 6, 1)), "not_on_stand_by"),
        "not_on_stand_by",
        (CATEGORY, HOLD, REST),
    ),
    Told(
        follow.RequestFastTrack("employer", date(2016, 3, 7)),
        "fast_track_requested",
        ((), follow.RequestFastTrack("employer", date(2016, 3, 8)), "fast_track_too_late"),
        "fast_track_already_requested",
        year=2016,
        collides=(well(2016), "already_recovered"),
    ),
    Told(
        paper.AssignCase("sif", "north"),
        "case_assigned",
        ((), paper.AssignCase("sif", "north", specialist=True), "specialist_reserved"),
        "already_assigned",
        collides=GONE,
    ),
    Told(
        CERTIFICATE,
        "certificate_requested",
        ((), paper.RequestCertificate("le285", date(2010, 2, 1)), "certificate_for_no_follow_up"),
        "certificate_already_requested",
    ),
    Told(
        paper.NoteConsultation(date(2010, 2, 5)),
        "consultation_noted",
        ((), paper.NoteConsultation(date(2010, 2, 5)), "no_certificate_awaited"),
        "already_consulted",
        (CERTIFICATE,),
    ),
    Told(
        paper.ReceiveCertificate(date(2010, 2, 10), date(2010, 1, 11), date(2010, 4, 1), "Ill"),
        "certificate_received",
        (
            (),
            paper.ReceiveCertificate(date(2010, 2, 10), date(2010, 4, 1), date(2010, 1, 11), "x"),
            "period_reversed",
        ),
        None,
        (CERTIFICATE,),
        GONE,
    ),
    Told(
        paper.CancelCertificate("Not needed"),
        "certificate_cancelled",
        ((), paper.CancelCertificate("x"), "no_certificate_awaited"),
        "no_certificate_awaited",
        (CERTIFICATE,),
    ),
    Told(
        paper.ReceivePossibilityStatement(date(2010, 2, 10), "Desk work"),
        "possibility_statement_received",
        ((), paper.ReceivePossibilityStatement(date(2009, 10, 4), "x"), "not_applicable"),
        "statement_already_received",
    ),
    Told(
        paper.HoldEmployerInterview(date(2010, 2, 1)),
        "employer_interview_held",
        ((), paper.HoldEmployerInterview(date(2010, 1, 10)), "before_absence"),
        "interview_already_held",
        collides=GONE,
    ),
    Told(
        paper.WithdrawEmployerInterview("Another employee"),
        "employer_interview_withdrawn",
        ((), paper.WithdrawEmployerInterview("x"), "interview_not_held"),
        "interview_not_held",
        (paper.HoldEmployerInterview(date(2010, 2, 1)),),
        collides=GONE,
    ),
    Told(
        paper.WithdrawPossibilityStatement("Another case"),
        "possibility_statement_withdrawn",
        ((), paper.WithdrawPossibilityStatement("x"), "statement_not_received"),
        "statement_not_received",
        (paper.ReceivePossibilityStatement(date(2010, 2, 10), "Desk work"),),
    ),
    Told(
        paper.RecordContact("doctor", date(2010, 2, 1), "Ask again", date(2010, 2, 8)),
        "contact_recorded",
        ((), paper.RecordContact("doctor", TODAY[2010], "x", date.min), "next_action_in_the_past"),
        None,
        collides=GONE,
    ),
    Told(
        EXTEND,
        "reassessment_made",
        ((), replace(EXTEND, on=date(2010, 11, 1)), "too_early_to_reassess"),
        None,
    ),
    Told(
        GRANT,
        "extension_granted",
        ((EXTEND,), replace(GRANT, ground=3), "ground_not_found"),
        "reassessment_missing",
        (EXTEND,),
    ),
    Told(
        ending.WithdrawExtension("Wrong case"),
        "extension_withdrawn",
        ((), ending.WithdrawExtension("x"), "no_extension"),
        "no_extension",
        (EXTEND, GRANT),
    ),
    Told(
        NEXT,
        "next_basis_recorded",
        ((), replace(NEXT, basis="job_clarification"), "not_applicable"),
        "next_basis_already_recorded",
    ),
    Told(
        PROPOSE,
        "ending_proposed",
        ((), PROPOSE, "reassessment_missing"),
        "ending_already_proposed",
        (REASSESS,),
    ),
    Told(
        SERVED,
        "hearing_noted",
        ((), SERVED, "ending_not_proposed"),
        "hearing_already_noted",
        (REASSESS, PROPOSE),
    ),
    Told(
        ending.NoteHearingServiceCorrected(HEARING, date(2011, 1, 12)),
        "hearing_noted",
        (
            (REASSESS, PROPOSE, SERVED),
            ending.NoteHearingServiceCorrected(OTHER, date(2011, 1, 12)),
            "another_hearing",
        ),
        "nothing_to_correct",
        (REASSESS, PROPOSE, SERVED),
    ),
    Told(
        HEARD,
        "hearing_outcome_noted",
        ((REASSESS, PROPOSE, SERVED), replace(HEARD, hearing=OTHER), "another_hearing"),
        "hearing_already_concluded",
        (REASSESS, PROPOSE, SERVED),
    ),
    Told(
        ending.NoteHearingWithdrawn(HEARING),
        "hearing_called_off",
        ((REASSESS, PROPOSE, SERVED), ending.NoteHearingWithdrawn(OTHER), "another_hearing"),
        "another_hearing",
        (REASSESS, PROPOSE, SERVED),
    ),
    Told(
        END,
        "sick_pay_ended",
        ((REASSESS, PROPOSE, SERVED, HEARD), END, "next_basis_missing"),
        "sick_pay_ended",
        (REASSESS, PROPOSE, SERVED, HEARD, NEXT),
    ),
    Told(
        ending.WithdrawEnd("A certificate came"),
        "sick_pay_end_withdrawn",
        ((), ending.WithdrawEnd("x"), "sick_pay_not_ended"),
        "sick_pay_not_ended",
        (REASSESS, PROPOSE, SERVED, HEARD, NEXT, END),
        ((ending.WithdrawEnd("Somebody else did"),), "sick_pay_not_ended"),
    ),
    Told(
        ending.ReviewDecision("category", stands=True, reason="Two days change nothing"),
        "decision_reviewed",
        ((), ending.ReviewDecision("category", stands=True, reason="x"), "nothing_to_review"),
        "nothing_to_review",
        (CATEGORY, orders.CorrectFirstAbsenceDay(date(2010, 1, 9), "Ill on Saturday")),
        ((ending.ReviewDecision("category", stands=False, reason="x"),), "nothing_to_review"),
    ),
    Told(
        refund.SignNotification(date(2010, 1, 20)),
        "notification_signed",
        ((), refund.SignNotification(FUTURE), "date_in_future"),
        "already_signed",
        collides=GONE,
        unsigned=True,
    ),
    Told(
        REFUND,
        "refund_requested",
        ((), replace(REFUND, from_=date(2010, 1, 31)), "before_refund_period"),
        "refund_already_requested",
        collides=GONE,
    ),
    Told(
        refund.CorrectRefund(ASK, 1, date(2010, 2, 20), 90),
        "refund_corrected",
        ((REFUND, FETCH), refund.CorrectRefund(ASK, 2, date(2010, 2, 20), 90), "refund_fetched"),
        "stale_version",
        (REFUND,),
        ((FETCH,), "stale_version"),
    ),
    Told(
        FETCH,
        "refund_fetched",
        ((REFUND,), refund.FetchRefund(OTHER, 1), "refund_unknown"),
        "stale_version",
        (REFUND,),
        ((refund.CorrectRefund(ASK, 1, date(2010, 2, 20), 90),), "stale_version"),
    ),
    Told(
        refund.AnnulRefund(ASK, 2, "Wrong employee"),
        "refund_annulled",
        ((REFUND,), refund.AnnulRefund(ASK, 1, "x"), "refund_not_fetched"),
        "stale_version",
        (REFUND, FETCH),
        ((refund.PayRefund(ASK, 2, date(2010, 3, 5)),), "stale_version"),
    ),
    Told(
        refund.PayRefund(ASK, 2, date(2010, 3, 5)),
        "refund_paid",
        ((REFUND,), refund.PayRefund(ASK, 1, date(2010, 3, 5)), "refund_not_fetched"),
        "stale_version",
        (REFUND, FETCH),
        ((refund.AnnulRefund(ASK, 2, "x"),), "stale_version"),
    ),
)
