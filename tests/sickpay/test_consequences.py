"""What follows of itself beside an order: the interval, what need not be done, what to look at."""

from datetime import date
from uuid import UUID

import pytest

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.ending_events import (
    DecisionFlagged,
    DurationLimitRemoved,
    OpenExtensionGranted,
)
from services.sickpay.domain.follow_up_events import FollowUpNotNeeded, IntervalRestarted
from shared.eventlog.command import Command
from tests.sickpay.house import CITIZEN, Story

CATEGORISED, SENT, RETURNED = date(2007, 10, 26), date(2007, 10, 18), date(2007, 10, 25)
HELD = date(2007, 11, 20)


def categorised(category: follow.Category = 2) -> Story:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(orders.NoteFormSent(UUID(int=1), SENT), SENT)
    story.order(orders.RegisterFormReturn(RETURNED, "Back pain"), RETURNED)
    story.order(follow.Categorise(category, CATEGORISED, "Long course"), CATEGORISED)
    return story


def test_spa_15_a_new_category_counts_the_interval_anew_from_the_last_follow_up() -> None:
    story = categorised(category=1)
    story.hold(HELD)
    assert story.due("followup.interval") == date(2008, 1, 15)
    found = story.order(follow.Categorise(2, HELD, "It will last"), HELD)
    assert IntervalRestarted(CITIZEN, HELD) in found
    assert story.due("followup.interval") == date(2007, 12, 18)


@pytest.mark.parametrize(
    ("before", "order", "because"),
    [
        (None, orders.CorrectFormAnswer("Neck pain"), "form_answer_corrected"),
        (None, orders.CorrectFormReturn(date(2007, 10, 24)), "form_return_corrected"),
        (None, orders.WithdrawFormReturn("Another case"), "form_return_withdrawn"),
        (
            orders.ReportRecovery(HELD),
            orders.CorrectRecovery(date(2007, 11, 19)),
            "recovery_corrected",
        ),
        (
            orders.ReportRecovery(HELD),
            orders.WithdrawRecovery("Only one good day"),
            "recovery_withdrawn",
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_decision_that_relied_on_what_changed_is_flagged_and_stays(
    before: Command | None, order: Command, because: str
) -> None:
    story = categorised()
    if before is not None:
        story.order(before, HELD)
    found = story.order(order, HELD)
    flagged = [one for one in found if isinstance(one, DecisionFlagged)]
    assert flagged == [DecisionFlagged(CITIZEN, date(2007, 10, 1), "category", because)]
    assert story.state.course.category == 2


def test_a_recovery_told_late_ends_the_duty_that_a_follow_up_after_it_had_started() -> None:
    story = categorised()
    story.hold(HELD)
    found = story.order(orders.ReportRecovery(date(2007, 11, 12)), date(2007, 11, 26))
    assert FollowUpNotNeeded(CITIZEN, date(2007, 11, 12)) in found
    assert story.owed("followup.interval") is None


def test_a_recovery_corrected_to_before_the_follow_up_ends_it_too() -> None:
    story = categorised()
    story.hold(HELD)
    story.order(orders.ReportRecovery(date(2007, 12, 3)), date(2007, 12, 3))
    found = story.order(orders.CorrectRecovery(date(2007, 11, 12)), date(2007, 12, 4))
    assert FollowUpNotNeeded(CITIZEN, date(2007, 11, 12)) in found


@pytest.mark.parametrize("ground", [1, 6, 7])
def test_spa_27_some_grounds_last_until_a_decision_and_have_no_last_day(
    ground: ending.ExtensionGround,
) -> None:
    story = Story().notify(date(2009, 11, 2), date(2009, 11, 20))
    day = date(2010, 11, 1)
    story.order(ending.Reassess(day, (ground,), "x"), day)
    found = story.order(ending.GrantExtension(ground, day, "x"), day)
    assert [one.ground for one in found if isinstance(one, OpenExtensionGranted)] == [ground]
    assert story.state.course.last_day is None


def test_a_first_day_corrected_into_draft_law_takes_the_limit_away_and_guesses_none() -> None:
    story = Story().notify(date(2026, 6, 1), date(2026, 7, 6))
    assert story.state.course.limit.ends_after == date(2026, 12, 31)
    moved = orders.CorrectFirstAbsenceDay(date(2026, 7, 6), "Worked in June")
    found = story.order(moved, date(2026, 7, 20))
    (removed,) = [one for one in found if isinstance(one, DurationLimitRemoved)]
    assert removed.because == "ruleset_draft"
    assert story.state.course.limit is None
