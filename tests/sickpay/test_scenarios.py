"""Scenarios 9 to 13 and 23a of the domain paper, to the day, as worked by hand there."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.duration import Counted, Elsewhere, duration_limit, first_paid_day
from services.sickpay.domain.ending_events import DurationLimitFound, ExtensionGranted
from services.sickpay.domain.follow_up_events import FollowUpNotOwed
from services.sickpay.domain.refunding import notification_due
from services.sickpay.domain.sick_pay_history import Running
from services.sickpay.domain.state_refund import Week, refunded
from shared.eventlog.decider import Rejected
from shared.law.rulebook import RuleBook
from tests.sickpay.house import BOOK, CITIZEN, Story


def paid_from(first: date, by: Any = "employer") -> date:
    return first_paid_day(BOOK, first, by)


def due_of(story: Story) -> date | None:
    assert isinstance(story.state, Running)
    return notification_due(BOOK, story.state.absence)


def test_h9_a_category_2_case_of_2007_is_followed_up_every_four_weeks() -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    assert paid_from(date(2007, 10, 1)) == date(2007, 10, 15)
    assert due_of(story) == date(2007, 11, 5)
    first = story.owed("followup.first")
    assert first is not None
    assert (first.due, first.plan_by) == (date(2007, 11, 25), date(2007, 11, 23))
    story.order(follow.Categorise(2, date(2007, 10, 26), "Long course"), date(2007, 10, 26))
    story.hold(date(2007, 11, 20))
    assert story.owed("followup.first") is None
    assert story.due("followup.interval") == date(2007, 12, 18)
    story.hold(date(2007, 12, 18))
    assert story.due("followup.interval") == date(2008, 1, 15)


@pytest.mark.parametrize("category", [1, 3])
def test_h9_categories_1_and_3_are_followed_up_every_eight_weeks(category: Any) -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(follow.Categorise(category, date(2007, 10, 26), "x"), date(2007, 10, 26))
    story.hold(date(2007, 11, 20))
    assert story.due("followup.interval") == date(2008, 1, 15)


def test_h10_easter_2010() -> None:
    story = Story().notify(date(2010, 3, 18), date(2010, 3, 22))
    assert paid_from(date(2010, 3, 18)) == date(2010, 4, 8)
    assert story.due("employer_interview") == date(2010, 4, 15)
    assert story.due("followup.first") == date(2010, 5, 12)
    assert due_of(story) == date(2010, 4, 22)


def test_h11_spa_24_22_weeks_in_nine_months_2024() -> None:
    story = Story().notify(date(2024, 1, 8), date(2024, 1, 20))
    limit = story.state.course.limit
    assert limit.counted_from == date(2024, 2, 7)
    assert limit.reached_on == date(2024, 7, 10)
    assert limit.ends_after == date(2024, 7, 31)
    assert due_of(story) == date(2024, 2, 12)
    story.order(follow.Categorise(2, date(2024, 2, 1), "x"), date(2024, 2, 1))
    first = story.owed("followup.first")
    assert first is not None
    assert (first.due, first.plan_by) == (date(2024, 3, 3), date(2024, 3, 1))


def every_day_counts() -> RuleBook:
    """Return the book as it would be if the limit's rows left nothing out."""
    limit = [row for row in BOOK.rules() if row.key.startswith("duration.limit")]
    others = [row for row in BOOK.rules() if row not in limit]
    return RuleBook.of(
        [*others, *(replace(row, figures={**row.figures, "not_counted": []}) for row in limit)]
    )


def test_spa_24_the_row_says_whether_the_employer_period_counts() -> None:
    """Seen red: the domain left the period out whatever the row in force said."""
    of_h11 = Counted(date(2024, 1, 8), "employer")
    left_out = duration_limit(BOOK, of_h11)
    assert left_out.counted_from == date(2024, 2, 7)
    counted = duration_limit(every_day_counts(), of_h11)
    assert counted.counted_from == date(2024, 1, 8)
    assert (counted.reached_on, counted.ends_after) == (date(2024, 6, 10), date(2024, 6, 30))
    pensioner = duration_limit(every_day_counts(), replace(of_h11, pensioner=True))
    assert (pensioner.reached_on, pensioner.ends_after) == (date(2024, 7, 8), date(2024, 7, 31))


def test_spa_24_the_row_says_so_about_earlier_absences_too() -> None:
    """Twenty days that an employer paid in 2023 count only where the row leaves nothing out."""
    short = Elsewhere(date(2023, 12, 4), date(2024, 1, 3), date(2023, 12, 23))
    both = Counted(date(2024, 1, 8), "employer", others=(short,))
    assert duration_limit(BOOK, both) == duration_limit(BOOK, replace(both, others=()))
    counted = duration_limit(every_day_counts(), both)
    assert (counted.reached_on, counted.ends_after) == (date(2024, 5, 21), date(2024, 5, 31))


def test_h12_spa_24_52_weeks_in_18_months_and_ground_2_of_2010() -> None:
    story = Story().notify(date(2009, 11, 2), date(2009, 11, 20))
    limit = story.state.course.limit
    assert (limit.counted_from, limit.reached_on) == (date(2009, 11, 23), date(2010, 11, 22))
    assert limit.ends_after == date(2010, 11, 30)
    day = date(2010, 11, 1)
    story.order(ending.Reassess(day, (2,), "Work ability is unclear"), day)
    granted = story.order(ending.GrantExtension(2, day, "To clarify it"), day)
    extension = next(e for e in granted if isinstance(e, ExtensionGranted))
    assert extension.until == date(2011, 8, 30)


def weeks(start: date, count: int, amount: int, active: int = 0) -> list[Week]:
    return [Week(start + timedelta(weeks=n), amount, n < active) for n in range(count)]


def test_h13a_the_stair_of_2024() -> None:
    assert refunded(BOOK, weeks(date(2024, 1, 1), 60, 100_000)).refund_ore == 2_140_000


def test_weeks_of_sick_pay_before_the_stair() -> None:
    """2008: 4 weeks whole, 48 by half, the rest by nothing: 4 x 1000 + 48 x 500 kroner."""
    assert refunded(BOOK, weeks(date(2008, 1, 7), 60, 100_000)).refund_ore == 2_800_000
    # 2011, week 5 to 10: two active weeks by 50 per cent, four passive by 30.
    late = weeks(date(2011, 1, 3), 10, 240_000, active=6)
    assert refunded(BOOK, late).refund_ore == 4 * 240_000 + 2 * 120_000 + 4 * 72_000


def test_half_an_ore_of_a_week_of_sick_pay_counts_up_as_in_every_other_benefit() -> None:
    """Four weeks of 2008 are refunded whole, the fifth by half: 501 of 1,001 øre."""
    assert refunded(BOOK, weeks(date(2008, 1, 7), 5, 1_001)).refund_ore == 4 * 1_001 + 501


def test_what_the_rules_warn_of_is_said_with_the_refund() -> None:
    assert refunded(BOOK, weeks(date(2010, 1, 4), 5, 100_000)).banners == ("low_evidence",)
    assert refunded(BOOK, weeks(date(2024, 1, 1), 5, 100_000)).banners == ()


def test_h23a_employed_and_expected_well_within_26_weeks_owes_no_follow_up_in_2026() -> None:
    story = Story().notify(date(2026, 8, 3), date(2026, 8, 20))
    assert due_of(story) == date(2026, 9, 7)
    assert paid_from(date(2026, 8, 3)) == date(2026, 9, 2)
    day = date(2026, 9, 3)
    (spared,) = story.order(follow.AssessFollowUpDuty(True, date(2026, 11, 30), day), day)
    assert isinstance(spared, FollowUpNotOwed)
    assert spared.spared_until == date(2027, 1, 31)
    assert not [d for d in story.clocks.duties if d.key.startswith("followup.")]
    with pytest.raises(Rejected, match="not_applicable"):
        story.order(follow.Categorise(2, day, "x"), day)


def test_h23a_the_unemployed_are_followed_up_once_before_half_a_year() -> None:
    story = Story().notify(date(2026, 8, 3), date(2026, 8, 20), notified_by="ui_fund")
    day = date(2026, 9, 3)
    story.order(follow.AssessFollowUpDuty(False, date(2026, 11, 30), day), day)
    assert story.due("followup.six_months") == date(2027, 2, 3)
    story.hold(date(2026, 10, 1))
    assert story.owed("followup.six_months") is None


def test_h23a_the_limit_falls_in_draft_law_and_has_no_date() -> None:
    with pytest.raises(Rejected, match="ruleset_draft"):
        duration_limit(BOOK, Counted(date(2026, 8, 3), "employer"))
    story = Story().notify(date(2026, 8, 3), date(2026, 8, 20))
    assert story.state.course.limit is None
    assert not [r for r in story.history if isinstance(r.event, DurationLimitFound)]


def test_a_corrected_first_day_moves_every_date_that_hangs_on_it() -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    moved = orders.CorrectFirstAbsenceDay(date(2007, 10, 3), "Worked two days")
    story.order(moved, date(2007, 10, 20))
    assert story.due("followup.first") == date(2007, 11, 27)
    assert story.state.course.limit.counted_from == date(2007, 10, 17)


def test_a_follow_up_on_another_day_moves_the_next_one() -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(follow.Categorise(2, date(2007, 10, 26), "x"), date(2007, 10, 26))
    story.hold(date(2007, 11, 20))
    moved = follow.CorrectFollowUp(date(2007, 11, 22), "Skrevet på den forkerte dag")
    story.order(moved, date(2007, 11, 23))
    assert story.due("followup.interval") == date(2007, 12, 20)


@pytest.mark.parametrize(
    ("held", "against"),
    [(date(2007, 12, 31), "own_job"), (date(2008, 1, 1), "whole_field")],
)
def test_spa_7_after_three_months_the_whole_field_of_work_counts(held: date, against: str) -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(follow.Categorise(2, date(2007, 10, 26), "x"), date(2007, 10, 26))
    fact = story.hold(held)[0]
    assert fact.assessed_against == against
    other = date(2008, 1, 1) if against == "own_job" else date(2007, 12, 31)
    moved = story.order(follow.CorrectFollowUp(other, "Skrevet forkert"), date(2008, 1, 2))[0]
    assert moved.assessed_against != against


def test_a_sick_cash_benefit_recipient_is_not_assessed_by_the_law_of_sick_pay() -> None:
    story = Story()
    first = date(2010, 3, 1)
    story.order(orders.OpenCashBenefitFollowUp(CITIZEN, CITIZEN, first), first)
    assert story.hold(date(2010, 8, 1))[0].assessed_against is None


def test_a_draft_of_2027_stops_no_follow_up_and_no_doctor() -> None:
    story = Story().notify(date(2026, 8, 3), date(2026, 8, 20), notified_by="ui_fund")
    day = date(2027, 1, 11)
    held = story.hold(day)[0]
    assert held.assessed_against == "whole_field"
    assert story.owed("followup.interval") is None
    story.order(paper.RequestCertificate("le125", day), day)
    assert story.due("cert.le125") == date(2027, 1, 25)
    with pytest.raises(Rejected, match="ruleset_draft"):
        Story().notify(date(2027, 1, 4), date(2027, 1, 4))


def test_a_draft_of_2027_stops_no_follow_up_of_a_sick_cash_benefit_recipient() -> None:
    story, first = Story(), date(2026, 12, 1)
    story.order(orders.OpenCashBenefitFollowUp(CITIZEN, CITIZEN, first), first)
    story.hold(date(2027, 1, 11))
    assert story.due("cash_followup.interval") == date(2027, 4, 12)
