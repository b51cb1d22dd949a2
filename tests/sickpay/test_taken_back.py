"""What was wrong about a course is taken back: what hung on it is owed or looked at anew."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.sickpay.domain import ending_events as ended
from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_events as told
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain import sick_pay_orders as orders
from shared.eventlog.decider import Rejected
from tests.sickpay.course_story import ASK, HEARING, OTHER
from tests.sickpay.house import Story

FIRST = date(2007, 10, 1)
DUE_FIRST = date(2007, 11, 25)
HELD = date(2007, 11, 20)
DAY = timedelta(days=1)


def case(first: date = FIRST, category: Any = 2) -> Story:
    story = Story().notify(first)
    story.order(follow.Categorise(category, first, "Long course"), first)
    return story


def owed(story: Story) -> list[tuple[str, date]]:
    keys = ("followup.first", "followup.interval", "followup.six_months", "fasttrack.interview")
    duties = [duty for key in keys for duty in story.clocks.of_key(key) if duty.open]
    return [(duty.key, duty.timely_until) for duty in duties]


def flags(found: list[Any]) -> list[tuple[str, str]]:
    return [(e.decision, e.because) for e in found if isinstance(e, ended.DecisionFlagged)]


def test_spa_13b_the_only_follow_up_taken_back_is_owed_again() -> None:
    story = case()
    story.hold(HELD)
    story.order(follow.WithdrawFollowUp("Holdt i en anden sag"), HELD + DAY)
    assert owed(story) == [("followup.first", DUE_FIRST)]
    assert story.state.course.held == ()


def test_spa_15_the_interval_runs_on_from_the_follow_up_before() -> None:
    story = case()
    story.hold(HELD)
    story.hold(date(2007, 12, 10))
    found = story.order(follow.WithdrawFollowUp("Holdt i en anden sag"), date(2007, 12, 12))
    assert flags(found) == [("category", "follow_up_withdrawn")]
    assert owed(story) == [("followup.interval", date(2007, 12, 18))]
    story.order(follow.WithdrawFollowUp("Også den første"), date(2007, 12, 12))
    assert owed(story) == [("followup.first", DUE_FIRST)]
    corrected = [r.meta.corrects for r in story.history if r.meta.how == "withdrawn"]
    held = [r.meta.event_id for r in story.history if isinstance(r.event, told.FollowUpHeld)]
    assert corrected == held[::-1]


def test_a_category_set_after_it_does_not_keep_the_interval_of_a_follow_up_taken_back() -> None:
    story = case()
    story.hold(HELD)
    story.order(follow.Categorise(1, date(2007, 11, 22), "Better"), date(2007, 11, 22))
    assert owed(story) == [("followup.interval", HELD + 56 * DAY)]
    story.order(follow.WithdrawFollowUp("Holdt i en anden sag"), date(2007, 11, 23))
    assert owed(story) == [("followup.first", DUE_FIRST)]


def test_follow_ups_of_the_first_half_year_are_missing_again() -> None:
    first = date(2021, 3, 8)
    story = case(first)
    for month in (4, 5, 6, 7):
        story.hold(date(2021, month, 1))
    assert owed(story) == []
    taken = follow.WithdrawFollowUp("Holdt i en anden sag")
    found = story.order(taken, date(2021, 7, 2))
    assert any(isinstance(e, told.SixMonthFollowUpsReopened) for e in found)
    assert owed(story) == [("followup.six_months", date(2021, 9, 8))]
    again = story.hold(date(2021, 7, 5))
    assert any(isinstance(e, told.SixMonthFollowUpsCompleted) for e in again)
    assert owed(story) == []


def test_a_follow_up_moved_out_of_the_half_year_counts_no_more() -> None:
    first = date(2021, 3, 8)
    story = case(first)
    for day in (date(2021, 4, 1), date(2021, 5, 1), date(2021, 6, 1), date(2021, 9, 1)):
        story.hold(day)
    moved = follow.CorrectFollowUp(date(2021, 9, 9), "Skrevet forkert")
    found = story.order(moved, date(2021, 9, 9))
    reopened = next(e for e in found if isinstance(e, told.SixMonthFollowUpsReopened))
    assert reopened.count == 3
    assert owed(story) == [("followup.six_months", date(2021, 9, 8))]


def heard_for_staying_away() -> Story:
    story = case()
    story.order(follow.SummonToFollowUp(HELD, "interview", date(2007, 11, 5)), date(2007, 11, 5))
    story.order(follow.NoteMissedFollowUp(HELD), HELD)
    story.order(ending.ProposeEnding("no_cooperation", "Udeblev"), HELD)
    served = ending.NoteHearingServed(HEARING, "no_cooperation", HELD + DAY)
    story.order(served, HELD + DAY)
    story.order(
        ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", HELD + 14 * DAY),
        HELD + 14 * DAY,
    )
    return story


END = ending.EndSickPay("no_cooperation", HELD + 15 * DAY, "Udeblev uden grund")
NOT_MISSED = follow.WithdrawMissedFollowUp(HELD, "Borgeren ventede ved den forkerte dør")


def test_fvl_19_nothing_ends_for_a_follow_up_the_citizen_did_not_miss() -> None:
    story = heard_for_staying_away()
    found = story.order(NOT_MISSED, HELD + 15 * DAY)
    assert flags(found) == [
        ("category", "missed_follow_up_withdrawn"),
        ("proposal", "missed_follow_up_withdrawn"),
    ]
    with pytest.raises(Rejected, match="no_lack_of_cooperation"):
        story.order(END, HELD + 15 * DAY)


def test_an_end_that_rested_on_a_day_taken_back_is_flagged() -> None:
    story = heard_for_staying_away()
    story.order(END, HELD + 15 * DAY)
    found = story.order(NOT_MISSED, HELD + 16 * DAY)
    assert ("ending", "missed_follow_up_withdrawn") in flags(found)


def test_an_early_follow_up_nobody_asked_for_gives_the_first_its_day_back() -> None:
    first = date(2016, 2, 1)
    story = case(first)
    usual = owed(story)
    story.order(follow.RequestFastTrack("employer", date(2016, 3, 7)), date(2016, 3, 7))
    assert owed(story) == [("fasttrack.interview", date(2016, 3, 21))]
    story.order(follow.WithdrawFastTrack("En anden ansat"), date(2016, 3, 8))
    assert owed(story) == usual == [("followup.first", date(2016, 3, 27))]


def test_an_early_follow_up_taken_back_without_a_category_owes_nothing() -> None:
    story = Story().notify(date(2016, 2, 1))
    story.order(follow.RequestFastTrack("employee", date(2016, 3, 7)), date(2016, 3, 7))
    story.order(follow.WithdrawFastTrack("Borgeren fortrød"), date(2016, 3, 8))
    assert owed(story) == []


def test_a_rest_that_was_a_mistake_leaves_the_interval_where_it_was() -> None:
    story = case()
    story.hold(HELD)
    story.order(follow.GrantStandBy(HELD + DAY, "Operation"), HELD + DAY)
    assert owed(story) == []
    with pytest.raises(Rejected, match="on_stand_by"):
        story.order(follow.WithdrawFollowUp("x"), HELD + DAY)
    story.order(follow.WithdrawStandBy("En anden borger"), HELD + 2 * DAY)
    assert owed(story) == [("followup.interval", date(2007, 12, 18))]


def paid_refund(story: Story, first: date, last: date, request: Any = ASK) -> None:
    asked = refund.RequestRefund(request, first, last, 100, last)
    story.order(asked, last)
    story.order(refund.FetchRefund(request, 1), last)
    story.order(refund.PayRefund(request, 2, last), last)


PART = follow.AgreePartialReturn(date(2007, 11, 1), 20, 37)


def test_a_corrected_partial_return_flags_what_was_paid_since_and_nothing_before() -> None:
    story = case()
    story.order(PART, date(2007, 11, 1))
    paid_refund(story, date(2007, 10, 15), date(2007, 10, 31))
    paid_refund(story, date(2007, 11, 1), date(2007, 11, 30), OTHER)
    right = follow.CorrectPartialReturn(date(2007, 11, 5), 15, 37, "Begyndte senere")
    found = story.order(right, date(2007, 12, 1))
    assert flags(found) == [(f"refund:{OTHER}", "partial_return_corrected")]
    recorded = next(r for r in story.history if isinstance(r.event, told.PartialReturnCorrected))
    agreed = next(r for r in story.history if isinstance(r.event, told.PartialReturnAgreed))
    assert (recorded.meta.corrects, recorded.meta.effective_on) == (
        agreed.meta.event_id,
        date(2007, 11, 5),
    )
    assert story.state.course.partial_from == date(2007, 11, 5)


def test_a_partial_return_that_never_was_and_an_end_that_never_was() -> None:
    story = case()
    story.order(PART, date(2007, 11, 1))
    paid_refund(story, date(2007, 10, 15), date(2007, 11, 30))
    story.order(follow.EndPartialReturn(date(2007, 11, 12), "For tidligt"), date(2007, 11, 12))
    assert story.state.course.partial_from is None
    back = story.order(follow.WithdrawPartialReturnEnd("Går videre"), date(2007, 12, 1))
    assert flags(back) == [(f"refund:{ASK}", "partial_return_end_withdrawn")]
    assert story.state.course.partial_from == date(2007, 11, 1)
    story.order(orders.ReportRecovery(date(2007, 12, 3)), date(2007, 12, 3))
    story.order(ending.ReviewDecision(f"refund:{ASK}", stands=True, reason="x"), date(2007, 12, 3))
    gone = story.order(follow.WithdrawPartialReturn("Begyndte aldrig"), date(2007, 12, 4))
    assert flags(gone) == [(f"refund:{ASK}", "partial_return_withdrawn")]
    assert story.state.course.partial is None


def test_an_agreement_taken_back_lets_the_plan_wait_again() -> None:
    story = case()
    story.order(follow.DraftPlan("Fire timer om dagen"), HELD)
    story.order(follow.AgreePlan(HELD), HELD)
    story.order(follow.WithdrawPlanAgreement("Kun læst"), HELD)
    with pytest.raises(Rejected, match="plan_not_agreed"):
        story.order(follow.RevisePlan("Seks timer"), HELD)
    story.order(follow.AgreePlan(HELD), HELD)
