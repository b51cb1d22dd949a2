"""Two absences at once share one limit: each counts the other's days from its first, a day once."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.sickpay.application import elsewhere
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain.duration import Counted, Elsewhere, duration_limit, first_paid_day
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.risk import known_facts
from services.sickpay.domain.sick_pay_history import FormReturned
from services.sickpay.views.sick_pay_list import SickPayRow
from tests.sickpay.house import BOOK, CITIZEN, Story

A, B = date(2024, 1, 8), date(2024, 3, 11)
OF_A, ALONE = date(2024, 7, 31), date(2024, 9, 30)


def row(first: date = A, **more: Any) -> SickPayRow:
    return SickPayRow(UUID(int=1), CITIZEN, "10000010", first, "employer", first, **more)


def limit_of_b(*others: SickPayRow) -> date:
    found: date = Story(others).notify(B).state.course.limit.ends_after
    return found


def test_spa_24_a_running_absence_counts_from_the_notification_on() -> None:
    assert limit_of_b() == ALONE
    assert limit_of_b(row()) == OF_A


def test_spa_24_the_limit_does_not_move_when_the_other_absence_ends_at_it() -> None:
    assert limit_of_b(row(ended_after=OF_A)) == limit_of_b(row())


@pytest.mark.parametrize(
    ("other", "ends_after"),
    [
        # 54 days from 7 February to 31 March, then B's own from 10 April: the 155th is 19 July.
        (row(recovered_on=date(2024, 4, 1)), OF_A),
        # 7 days to 13 February, none of them B's: the 155th is 4 September.
        (row(recovered_on=date(2024, 2, 14)), ALONE),
        (row(withdrawn=True), ALONE),
        (row(legal_basis="cash_benefit"), ALONE),
        # One that began later lengthens nothing: its days are B's already.
        (row(date(2024, 5, 1)), ALONE),
        (row(B), ALONE),
    ],
)
def test_spa_24_what_another_absence_brings(other: SickPayRow, ends_after: date) -> None:
    assert limit_of_b(other) == ends_after


def test_spa_24_the_limit_moves_with_the_next_order_when_the_other_absence_does() -> None:
    others = [row()]
    story = Story(others)  # type: ignore[arg-type] - a list, so that it can change
    story.notify(B)
    others[0] = row(recovered_on=date(2024, 2, 14))
    call = paper.RecordContact("employer", date(2024, 3, 12), "Ring", date(2024, 3, 20))
    story.order(call, date(2024, 3, 12))
    assert story.state.course.limit.ends_after == ALONE


def test_spa_24_a_running_absence_is_one_that_goes_on_past_every_month_looked_at() -> None:
    chance = Random(24)
    for _ in range(300):
        first = date(2007, 6, 1) + timedelta(days=chance.randint(0, 6500))
        other = first + timedelta(days=chance.randint(-400, 200))
        paid = first_paid_day(BOOK, other, "employer")
        runs, lasts = (
            duration_limit(BOOK, Counted(first, "employer", others=(Elsewhere(other, paid, last),)))
            for last in (None, first + timedelta(days=3000))
        )
        assert runs == lasts, (first, other)
        alone = duration_limit(BOOK, Counted(first, "employer"))
        assert runs.ends_after <= alone.ends_after


def test_s04_an_absence_that_runs_is_no_earlier_one_for_the_risk() -> None:
    story = Story().notify(B)
    form = FormReturned(B, "Ondt i ryggen")
    for other, earlier in ((row(), 0), (row(recovered_on=date(2024, 3, 1)), 1)):
        found = elsewhere(other, BOOK)
        assert found is not None
        facts = SickPayFacts(B, BOOK, (found,))
        known = known_facts(story.state.absence, form, story.state.course, facts)
        assert known["earlier_absences"] == earlier
