"""Any history: one follow-up owed at a time, no end without reassessment; dates by an oracle."""

import random
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.certificate_history import Illness
from services.sickpay.domain.course import documented
from services.sickpay.domain.duration import Counted, Elsewhere, duration_limit
from services.sickpay.domain.ending_events import ReassessmentMade, SickPayEnded
from shared.eventlog.decider import Rejected
from shared.law.arithmetic import end_of_week_n
from shared.law.deadline import DeadlineEvent
from shared.law.rulebook import NO_FACTS
from tests.sickpay.house import ANSWERS, BOOK, CODEC, Story

DAY = timedelta(days=1)


def oracle_period(first: date, by: str) -> int:
    if by == "self_employed":
        return 14
    if by == "ui_fund":
        return 14 if first.year >= 2015 else 0
    if first < date(2008, 6, 2):
        return 14
    return 21 if first < date(2012, 1, 2) else 30


def oracle_end(first: date, by: str, earlier: tuple[Illness, ...]) -> tuple[date, date] | None:
    """Walk the calendar day by day, counting each month's window anew; None in draft law."""
    start = first + DAY * oracle_period(first, by)
    year, month = start.year, start.month
    while True:
        last = date(year, month, monthrange(year, month)[1])
        if last > date(2026, 12, 31):
            return None
        weeks, months = (52, 18) if last <= date(2014, 6, 30) else (22, 9)
        index = year * 12 + month - months
        opens = date(index // 12, index % 12 + 1, 1)
        if not earlier and (last - start).days < weeks * 7:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            continue
        paid = set(range(max(start, opens).toordinal(), last.toordinal() + 1))
        for one in earlier:
            low, high = max(one.first, opens), min(one.last, last)
            paid |= set(range(low.toordinal(), high.toordinal() + 1))
        if len(paid) > weeks * 7:
            reached = date.fromordinal(sorted(paid)[weeks * 7])
            return max(reached, start), last
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def test_spa_24_the_limit_of_10000_random_cases_is_the_oracles() -> None:
    chance = random.Random(24)
    low, high = date(2007, 1, 1).toordinal(), date(2026, 9, 1).toordinal()
    for _ in range(10_000):
        first = date.fromordinal(chance.randint(low, high))
        by: Any = chance.choice(["employer", "ui_fund", "self_employed"])
        earlier: tuple[Illness, ...] = ()
        if chance.random() < 0.3:
            over = first - DAY * chance.randint(1, 200)
            earlier = (Illness(over - DAY * chance.randint(0, 150), over),)
        expected = oracle_end(first, by, earlier)
        over_before = tuple(Elsewhere(one.first, one.first, one.last) for one in earlier)
        assert found_end(Counted(first, by, others=over_before)) == expected, (first, by, earlier)


class Remembering:
    """The real book of rules, asked once for each question: ten thousand cases share them."""

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}

    def rule(self, key: str, on: date, profile: Any = NO_FACTS) -> Any:
        asked = (key, on, tuple(profile.items()))
        if asked not in self.known:
            try:
                self.known[asked] = BOOK.rule(key, on, profile)
            except Rejected as refusal:
                self.known[asked] = refusal
        answer = self.known[asked]
        if isinstance(answer, Rejected):
            raise answer
        return answer


REMEMBERING: Any = Remembering()


def found_end(counted: Counted) -> tuple[date, date] | None:
    try:
        limit = duration_limit(REMEMBERING, counted)
    except Rejected as refusal:
        return None if refusal.code == "ruleset_draft" else (date.min, date.min)
    return limit.reached_on, limit.ends_after


def test_the_first_follow_up_of_10000_random_days_is_due_55_days_on() -> None:
    chance = random.Random(13)
    for _ in range(10_000):
        first = date.fromordinal(chance.randint(732_000, 739_800))
        rule = BOOK.rule("followup.first", date(2010, 1, 1), {"first_model": "2006"})
        assert end_of_week_n(first, rule.number) == first + timedelta(days=55)


def test_overlapping_certificates_count_a_day_once() -> None:
    chance = random.Random(7)
    for _ in range(500):
        start = date(2010, 1, 1)
        ill = tuple(
            Illness(day, day + DAY * chance.randint(0, 40))
            for day in (start + DAY * chance.randint(0, 120) for _ in range(4))
        )
        days = {one.first + DAY * n for one in ill for n in range((one.last - one.first).days + 1)}
        joined = documented(ill)
        assert sum((one.last - one.first).days + 1 for one in joined) == len(days)


FIRST = {2008: date(2008, 3, 3), 2016: date(2016, 3, 7), 2021: date(2021, 3, 8)}


def some_order(kind: str, day: date, number: int) -> Any:
    category: Any = 1 + number % 3
    other = day + DAY * 7
    made: dict[str, Any] = {
        "categorise": follow.Categorise(category, day, "x"),
        "hold": follow.HoldFollowUp(day, "interview", ANSWERS),
        "correct_hold": follow.CorrectFollowUp(day, "x"),
        "summon": follow.SummonToFollowUp(other, "interview", day),
        "rest": follow.GrantStandBy(day, "x"),
        "wake": follow.EndStandBy(day),
        "fast": follow.RequestFastTrack("employer", day),
        "unhold": follow.WithdrawFollowUp("x"),
        "unrest": follow.WithdrawStandBy("x"),
        "unfast": follow.WithdrawFastTrack("x"),
        "recover": orders.ReportRecovery(day),
        "unrecover": orders.WithdrawRecovery("x"),
        "first_day": orders.CorrectFirstAbsenceDay(FIRST[2008 if day.year < 2012 else 2016], "x"),
        "certificate": paper.RequestCertificate("le125", day),
        "reassess": ending.Reassess(day, () if number % 2 else (2,), "x"),
        "extend": ending.GrantExtension(2, day, "x"),
        "propose": ending.ProposeEnding("duration", "x"),
        "next": ending.RecordNextBasis("cash_benefit", day, day),
        "end": ending.EndSickPay("duration", day, "x"),
    }
    return made[kind]


def code_of(story: Story, order: Any, day: date) -> str | None:
    try:
        story.order(order, day)
    except Rejected as refusal:
        return refusal.code
    return None


KINDS = (
    *("categorise", "hold", "hold", "hold", "correct_hold", "summon", "rest", "wake", "fast"),
    *("unhold", "unhold", "unrest", "unfast"),
    *("recover", "unrecover", "first_day", "certificate", "reassess", "extend", "propose"),
    *("next", "end"),
)
OWED = ("followup.first", "followup.interval", "fasttrack.interview")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(
    st.sampled_from(sorted(FIRST)),
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(1, 40), st.integers(0, 5)),
        min_size=4,
        max_size=16,
    ),
)
def test_any_history_owes_one_follow_up_at_a_time(
    year: int, wishes: list[tuple[str, int, int]]
) -> None:
    day = FIRST[year] + DAY
    story = Story().notify(FIRST[year], day)
    for kind, days, number in wishes:
        day += DAY * days
        assert code_of(story, some_order(kind, day, number), day) != "not_allowed_now"
        owed = [key for key in OWED if story.owed(key) is not None]
        assert len(owed) <= 1, owed
    ends = [r for r in story.history if isinstance(r.event, SickPayEnded)]
    assert not ends or any(isinstance(r.event, ReassessmentMade) for r in story.history)
    for recorded in story.history:
        if not isinstance(recorded.event, DeadlineEvent):
            assert CODEC.encode(recorded.event, recorded.meta)


@pytest.mark.parametrize(("year", "category"), [(2008, 2), (2016, 3), (2021, 2)])
def test_no_end_for_duration_without_a_reassessment(year: int, category: Any) -> None:
    story = Story().notify(FIRST[year])
    story.order(follow.Categorise(category, FIRST[year], "x"), FIRST[year])
    last = story.state.course.limit.ends_after
    with pytest.raises(Rejected, match="reassessment_missing"):
        story.order(ending.ProposeEnding("duration", "x"), last)
