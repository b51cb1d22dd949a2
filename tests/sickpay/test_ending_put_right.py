"""What was wrong about the end, what comes after, the notification and a payment is put right."""

from datetime import date
from typing import Any

import pytest

from services.sickpay.domain import ending_events as ended
from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.refunding import refund_from
from services.sickpay.views.actors import ActorRow
from shared.eventlog.decider import Rejected
from tests.sickpay.course_story import ASK, HEARING
from tests.sickpay.house import BOOK, CITIZEN, Story
from tests.sickpay.test_papers_taken_back import row_after

FIRST, LIMIT = date(2009, 11, 2), date(2010, 11, 30)
DAY = date(2010, 11, 1)


def ending_for_duration() -> Story:
    story = Story().notify(FIRST)
    story.order(ending.Reassess(DAY, (), "Ingen grund"), DAY)
    story.order(ending.ProposeEnding("duration", "Grænsen nås"), DAY)
    story.order(ending.NoteHearingServed(HEARING, "duration", DAY), DAY)
    heard = ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", date(2010, 11, 15))
    story.order(heard, date(2010, 11, 15))
    basis = ending.RecordNextBasis("cash_benefit", date(2010, 12, 1), date(2010, 11, 15))
    story.order(basis, date(2010, 11, 15))
    return story


END = ending.EndSickPay("duration", LIMIT, "Ingen grund")


def flags(found: list[Any]) -> list[tuple[str, str]]:
    return [(e.decision, e.because) for e in found if isinstance(e, ended.DecisionFlagged)]


def test_e4_nothing_ends_while_what_comes_next_was_taken_back() -> None:
    story = ending_for_duration()
    story.order(ending.WithdrawNextBasis("Ansøgningen trukket"), date(2010, 11, 16))
    with pytest.raises(Rejected, match="next_basis_missing"):
        story.order(END, date(2010, 11, 16))


def test_e4_what_comes_next_stays_without_a_gap_after_the_end() -> None:
    story = ending_for_duration()
    story.order(END, date(2010, 11, 16))
    late = ending.CorrectNextBasis("cash_benefit", date(2010, 12, 2), "Ny ansøgning")
    with pytest.raises(Rejected, match="next_basis_missing"):
        story.order(late, date(2010, 11, 17))
    with pytest.raises(Rejected, match="sick_pay_ended"):
        story.order(ending.WithdrawNextBasis("x"), date(2010, 11, 17))
    right = ending.CorrectNextBasis("flex_job", date(2010, 12, 1), "Ansøgningen siger fleksjob")
    found = story.order(right, date(2010, 11, 17))
    assert flags(found) == [("ending", "next_basis_corrected")]
    corrected = next(e for e in found if isinstance(e, ended.NextBasisCorrected))
    assert (corrected.was, corrected.ended_on) == ("cash_benefit", LIMIT)


def test_a_next_basis_taken_back_and_another_recorded_is_corrected_as_the_new_one() -> None:
    story = ending_for_duration()
    story.order(ending.WithdrawNextBasis("x"), date(2010, 11, 16))
    anew = ending.RecordNextBasis("own_means", date(2010, 12, 1), date(2010, 11, 17))
    story.order(anew, date(2010, 11, 17))
    story.order(ending.CorrectNextBasis("work", date(2010, 12, 1), "x"), date(2010, 11, 18))
    recorded = [r for r in story.history if isinstance(r.event, ended.NextBasisRecorded)]
    corrected = next(r for r in story.history if isinstance(r.event, ended.NextBasisCorrected))
    assert corrected.meta.corrects == recorded[-1].meta.event_id


def test_a_case_whose_excuse_was_accepted_runs_on_to_its_limit() -> None:
    story = Story().notify(FIRST)
    missed = date(2010, 1, 4)
    story.order(follow.SummonToFollowUp(missed, "interview", missed), missed)
    story.order(follow.NoteMissedFollowUp(missed), missed)
    story.order(ending.ProposeEnding("no_cooperation", "Udeblev"), missed)
    story.order(ending.NoteHearingServed(HEARING, "no_cooperation", missed), missed)
    excused = ending.NoteHearingConcluded(HEARING, "excuse_accepted", date(2010, 1, 20))
    story.order(excused, date(2010, 1, 20))
    story.order(ending.Reassess(DAY, (), "Ingen grund"), DAY)
    duration = ending.ProposeEnding("duration", "Grænsen nås")
    with pytest.raises(Rejected, match="ending_already_proposed"):
        story.order(duration, DAY)
    story.order(ending.WithdrawProposal("Undskyldt"), DAY)
    assert story.state.course.hearing is None
    story.order(duration, DAY)
    assert story.state.course.proposed == "duration"


def test_a_hearing_about_a_proposal_taken_back_decides_nothing() -> None:
    story = ending_for_duration()
    story.order(ending.WithdrawProposal("Nye papirer"), date(2010, 11, 16))
    with pytest.raises(Rejected, match="ending_not_proposed"):
        story.order(END, date(2010, 11, 16))
    again = ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", date(2010, 11, 16))
    with pytest.raises(Rejected, match="another_hearing"):
        story.order(again, date(2010, 11, 16))


def test_spa_40_a_notification_that_came_in_time_after_all_gives_the_refund_back() -> None:
    late, in_time = date(2007, 11, 20), date(2007, 11, 1)
    story = Story().notify(date(2007, 10, 1), late)
    assert refund_from(BOOK, story.state.absence) == late
    story.order(orders.CorrectNotification("employer", in_time, "Lå i postrummet"), late)
    assert refund_from(BOOK, story.state.absence) == date(2007, 10, 15)
    corrected = next(r for r in story.history if isinstance(r.event, told.NotificationCorrected))
    assert corrected.meta.corrects == story.history[0].meta.event_id
    assert corrected.meta.effective_on == in_time


def test_who_told_decides_employer_period_limit_and_talk() -> None:
    first = date(2010, 3, 18)
    story = Story().notify(first)
    assert story.due("employer_interview") == date(2010, 4, 15)
    assert story.state.course.limit.counted_from == date(2010, 4, 8)
    story.order(follow.Categorise(2, first, "x"), first)
    right = orders.CorrectNotification("self_employed", first, "Har eget firma")
    found = story.order(right, first)
    assert flags(found) == [("category", "notification_corrected")]
    assert story.owed("employer_interview") is None
    assert story.state.course.limit.counted_from == date(2010, 4, 1)
    assert story.due("followup.first") == date(2010, 5, 12)
    moved = orders.CorrectFirstAbsenceDay(date(2010, 3, 17), "Syg onsdag")
    story.order(moved, first)
    assert story.due("followup.first") == date(2010, 5, 11)


def test_spa_25_a_pension_named_later_moves_the_limit() -> None:
    story = Story().notify(FIRST)
    assert story.state.course.limit.ends_after == LIMIT
    right = orders.CorrectNotification("employer", FIRST, "Er pensionist", pensioner=True)
    story.order(right, DAY)
    assert story.state.course.limit.ends_after == date(2010, 5, 31)


def test_a_sick_cash_benefit_recipient_was_notified_by_nobody() -> None:
    story = Story()
    story.order(orders.OpenCashBenefitFollowUp(CITIZEN, HEARING, FIRST), FIRST)
    with pytest.raises(Rejected, match="not_for_cash_benefit"):
        story.order(orders.CorrectNotification("employer", FIRST, "x"), FIRST)


def test_the_list_of_actors_moves_the_notification_to_who_gave_it() -> None:
    row = ActorRow(HEARING, "employer", FIRST, spoken_on=(FIRST,))
    right = told.NotificationCorrected(
        CITIZEN, FIRST, "ui_fund", DAY, "wage", None, False, "employer", FIRST, "x"
    )
    assert row_after("employer", row, right, DAY).last_contact_on is None
    assert row_after("ui_fund", None, right, DAY).last_contact_on == DAY


def test_a_payment_that_came_back_lets_the_request_be_annulled() -> None:
    story = Story().notify(FIRST)
    asked = refund.RequestRefund(ASK, date(2009, 11, 23), date(2009, 12, 31), 100, date(2010, 1, 4))
    story.order(asked, date(2010, 1, 4))
    story.order(refund.FetchRefund(ASK, 1), date(2010, 1, 5))
    story.order(refund.PayRefund(ASK, 2, date(2010, 1, 6)), date(2010, 1, 6))
    with pytest.raises(Rejected, match="refund_paid"):
        story.order(refund.AnnulRefund(ASK, 3, "x"), date(2010, 1, 7))
    story.order(refund.WithdrawRefundPayment(ASK, 3, "Kom retur"), date(2010, 1, 7))
    story.order(refund.AnnulRefund(ASK, 4, "Forkert medarbejder"), date(2010, 1, 7))
    assert story.state.course.refunds[0].annulled
