"""No citizen falls between two benefits: at the limit a deadline stands, whatever happened (E4)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.sick_pay_history import Ended, Running
from services.sickpay.views.early_warning import _LIST_OF
from services.sickpay.views.waiting_on import _WHAT
from shared.law.arithmetic import last_of_month
from shared.law.keeper import missed
from tests.sickpay.house import Story
from tests.sickpay.test_course_properties import code_of

DAY = timedelta(days=1)
HEARING = UUID(int=7)
FIRST = {2010: date(2010, 1, 11), 2016: date(2016, 2, 1), 2024: date(2024, 1, 8)}
AT_THE_LIMIT = ("next_step.reassessment", "next_step.decision", "next_step.extension")


def near_the_limit(year: int) -> tuple[Story, date]:
    """Tell of an illness, and stand on the day its reassessment can be made."""
    story = Story().notify(FIRST[year])
    last: date = story.state.course.limit.ends_after
    return story, last - timedelta(weeks=8)


def some(kind: str, day: date, story: Story) -> list[Any]:
    """Return the orders that one wish stands for, on a day."""
    last = _last(story) or day
    made: dict[str, list[Any]] = {
        "no ground": [ending.Reassess(day, (), "x")],
        "ground 2": [ending.Reassess(day, (2,), "x")],
        "ground 1": [ending.Reassess(day, (1,), "x")],
        "extend 2": [ending.GrantExtension(2, day, "x")],
        "extend 1": [ending.GrantExtension(1, day, "x")],
        "not extended": [ending.WithdrawExtension("x")],
        "next": [ending.RecordNextBasis("cash_benefit", last + DAY, day)],
        "next unknown": [ending.WithdrawNextBasis("x")],
        "propose": [ending.ProposeEnding("duration", "x")],
        "not proposed": [ending.WithdrawProposal("x")],
        "heard": [
            ending.NoteHearingServed(HEARING, "duration", day),
            ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", day),
        ],
        # With the limit's day, or with the month once it has passed.
        "end": [ending.EndSickPay("duration", last if day <= last else last_of_month(day), "x")],
        "not ended": [ending.WithdrawEnd("x")],
        "well": [orders.ReportRecovery(day)],
        "not well": [orders.WithdrawRecovery("x")],
        "first day": [orders.CorrectFirstAbsenceDay(day - timedelta(days=200), "x")],
    }
    return made[kind]


def _last(story: Story) -> date | None:
    course = getattr(story.state, "course", None)
    return course.last_day if course is not None else None


def standing(story: Story) -> list[str]:
    """Return the rules of the limit whose deadline is still to be done."""
    return [key for key in AT_THE_LIMIT if any(d.open for d in story.clocks.of_key(key))]


def is_covered(story: Story) -> bool:
    """Say whether a deadline stands, or the law itself sets no day before something is decided."""
    state = story.state
    if isinstance(state, Ended):
        course = state.course
        return course.next_from is not None and course.next_from <= state.last_day + DAY
    if not isinstance(state, Running) or (state.course.limit is None and _last(story) is None):
        return True
    open_ended = state.course.extension is not None and state.course.extension.until is None
    waits_for_a_decision = open_ended and state.course.reassessment is None
    return waits_for_a_decision or bool(standing(story))


TOWARDS_THE_END = ("no ground", "next", "propose", "heard", "end")
KINDS = (
    *(*TOWARDS_THE_END, "ground 2", "ground 1", "extend 2", "extend 1", "not extended"),
    *("next unknown", "not proposed", "not ended", "not ended", "well", "not well", "first day"),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(
    st.sampled_from(sorted(FIRST)),
    st.integers(0, len(TOWARDS_THE_END)),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9)), min_size=3, max_size=18),
)
def test_e4_a_deadline_of_the_limit_stands_in_any_history(
    year: int, steps: int, wishes: list[tuple[str, int]]
) -> None:
    story, day = near_the_limit(year)
    straight = [(kind, 3) for kind in TOWARDS_THE_END[:steps]]
    assert is_covered(story)
    for kind, days in (*straight, *wishes):
        day += DAY * days
        for order in some(kind, day, story):
            assert code_of(story, order, day) != "not_allowed_now"
        assert is_covered(story), (kind, story.state, standing(story))


def after(*kinds: str) -> tuple[Story, date]:
    story, day = near_the_limit(2024)
    for kind in kinds:
        for order in some(kind, day, story):
            story.order(order, day)
    return story, day


@pytest.mark.parametrize(
    ("kinds", "key", "until"),
    [
        ((), "next_step.reassessment", date(2024, 7, 31)),
        (("no ground",), "next_step.decision", date(2024, 7, 31)),
        (("ground 2",), "next_step.decision", date(2024, 7, 31)),
        (("ground 2", "extend 2"), "next_step.extension", date(2025, 11, 26)),
        (("ground 2", "extend 2", "not extended"), "next_step.decision", date(2024, 7, 31)),
        (("ground 1", "extend 1", "no ground"), "next_step.decision", date(2024, 7, 31)),
        ((*TOWARDS_THE_END, "not ended"), "next_step.decision", date(2024, 7, 31)),
    ],
)
def test_spa_24_what_is_owed_at_the_limit_is_missed_the_day_after_when_nobody_does_it(
    kinds: tuple[str, ...], key: str, until: date
) -> None:
    story, _ = after(*kinds)
    assert standing(story) == [key]
    assert story.due(key) == until
    late = missed(story.clocks, until + DAY)
    assert key in {each.rule_key for each in late}


def test_spa_24_once_ended_nothing_of_the_limit_is_owed() -> None:
    story, _ = after(*TOWARDS_THE_END)
    assert standing(story) == []
    assert isinstance(story.state, Ended)


def test_each_of_them_is_listed_and_said_in_words() -> None:
    assert set(AT_THE_LIMIT) <= set(_WHAT)
    # The limit itself is a row of list L11 as long as the case runs, reassessed or not.
    assert {"next_step.decision", "next_step.extension"} <= set(_LIST_OF)
