"""Certificates and follow-ups of ten thousand made-up cases fall due when the oracle says."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.sickpay.domain.facts import model_on
from shared.eventlog.decider import Rejected
from shared.law.clocks import Clocks, Duty, Trigger, clocks, fold
from tests.sickpay.date_oracle import certificate_due, holidays, next_follow_up
from tests.sickpay.house import BOOK

CASES = 10_000
DOCTORS = (
    "cert.le125",
    "cert.le145_le265",
    "cert.le145_le265.consultation",
    "cert.le155",
    "cert.le155.consultation",
    "cert.le225",
    "cert.le225.consultation",
)
KINDS = ("le125", "le145", "le155", "le225", "le265")
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
# The days around which a row or the calendar changes: before, on and after each of them.
EDGES = tuple(
    edge + timedelta(days)
    for edge in (date(2015, 1, 1), date(2015, 1, 5), date(2020, 1, 1), date(2024, 1, 1))
    for days in (-1, 0, 1)
)


def a_day(chance: Random) -> date:
    if chance.random() < 0.1:
        return chance.choice(EDGES)
    if chance.random() < 0.2:
        # Fourteen days before a holiday, where the roll to the next working day is decided.
        year = chance.randint(2008, 2025)
        return chance.choice(sorted(holidays(year))) - timedelta(chance.choice((7, 14, 30)))
    return date.fromordinal(chance.randint(FIRST.toordinal(), LAST.toordinal()))


def fact(number: int, tag: str, day: date) -> Trigger:
    name = UUID(int=number)
    return Trigger(tag=f"sickpay.{tag}", event_id=name, effective_on=day, recorded_on=day)


def duties(keys: tuple[str, ...], facts: list[tuple[Trigger, dict[str, Any]]]) -> tuple[Duty, ...]:
    told: list[Any] = []
    for trigger, profile in facts:
        now: Clocks = fold(told)
        told += clocks(BOOK, keys, now, [trigger], profile, trigger.effective_on)
    return fold(told).duties


def test_the_doctors_days_of_10000_random_certificates_are_the_oracles() -> None:
    chance = Random(125)
    for case in range(CASES):
        kind, requested = chance.choice(KINDS), a_day(chance)
        consulted = min(requested + timedelta(chance.randint(0, 40)), LAST)
        seen = consulted if chance.random() < 0.5 else None
        received = (seen or requested) + timedelta(chance.randint(0, 90))
        profile = {"certificate": kind}
        facts = [(fact(1, "certificate_requested", requested), profile)]
        if seen is not None:
            facts.append((fact(2, "consultation_noted", seen), profile))
        if received <= LAST:
            facts.append((fact(3, "certificate_received", received), profile))
        # Every tenth case asks all the rules, so that one of another certificate would show.
        asked = tuple(key for key in DOCTORS if case % 10 == 0 or kind in key)
        found = sorted(duties(asked, facts), key=lambda duty: duty.timely_until)
        expected = certificate_due(kind, requested, seen)
        told = (case, kind, requested, seen, received)
        assert [duty.timely_until for duty in found] == expected, told
        if received <= LAST:
            late = [duty.met.late_by_days if duty.met else None for duty in found]
            assert late == [max(0, (received - due).days) for due in expected], told


def test_the_next_follow_up_of_10000_random_courses_is_the_oracles() -> None:
    chance = Random(15)
    for case in range(CASES):
        category, held = chance.choice((1, 2, 3)), a_day(chance)
        if held > date(2019, 12, 31):
            held = date(2019, 12, 31) - timedelta(chance.randint(0, 3))
        course, facts = [held], []
        while len(course) < 2 and course[-1] < date(2019, 12, 1):
            course.append(course[-1] + timedelta(chance.randint(1, 90)))
        course = [day for day in course if not date(2015, 1, 1) <= day <= date(2015, 1, 4)]
        course = [day for day in course if day <= date(2019, 12, 31)]
        for number, day in enumerate(course, start=1):
            profile = {"model": model_on(day), "category": category}
            facts.append((fact(number, "follow_up_held", day), profile))
        found = {duty.trigger_day: duty for duty in duties(("followup.interval",), facts)}
        for day, following in zip(course, [*course, None][1:], strict=True):
            due = next_follow_up(day, category)
            duty = found.get(day)
            told = (case, category, course)
            assert (duty.timely_until if duty else None) == due, told
            if duty is None or due is None:
                continue
            late = max(0, (following - due).days) if following else None
            assert (duty.met.late_by_days if duty.met else None) == late, told


@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2015, 1, 4)])
def test_k_the_four_days_of_2015_without_a_row_are_refused_and_never_guessed(day: date) -> None:
    held = fact(1, "follow_up_held", day)
    with pytest.raises(Rejected, match="rule_missing"):
        duties(("followup.interval",), [(held, {"model": "2015", "category": 2})])
