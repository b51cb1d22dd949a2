"""Where a case stands in a list: its steps so far, and the deadline that comes first.

A step that is taken back leaves the row as it was before it, so lists and cases never differ.
"""

from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.law.deadline import (
    DeadlineEvent,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
)


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


class Standing(Struct, frozen=True, kw_only=True):
    """What every case of a list has; the three last fields are those of the earliest deadline."""

    status: str
    since: date
    next_on: date | None = None
    steps: tuple[StepTaken, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    rule_key: str | None = None
    plan_by: date | None = None
    timely_until: date | None = None


S = TypeVar("S", bound=Standing)


def stepped(row: S, status: str, on: date, next_on: date | None = None) -> S:
    """Return the row after one more step."""
    taken = StepTaken(status, on, next_on)
    return replace(row, status=status, since=on, next_on=next_on, steps=(*row.steps, taken))


def stepped_back(row: S) -> S:
    """Return the row as it was before its latest step."""
    steps = row.steps[:-1]
    return replace(
        row, status=steps[-1].status, since=steps[-1].on, next_on=steps[-1].next_on, steps=steps
    )


def with_first_day(row: S, day: date) -> S:
    """Return the row with the day it was opened put right."""
    first = replace(row.steps[0], on=day)
    since = day if len(row.steps) == 1 else row.since
    return replace(row, steps=(first, *row.steps[1:]), since=since)


def is_deadline_of(recorded: Recorded[Any], case_type: str) -> bool:
    """Say whether a fact is about a deadline of this kind of case."""
    return isinstance(recorded.event, DeadlineEvent) and recorded.case_type == case_type


def with_deadline(row: S, event: object) -> S:
    """Return the row after a deadline fact; a deadline that was met or is gone leaves it."""
    if not isinstance(event, DeadlineEvent) or isinstance(event, DeadlineMissed):
        return row
    others = tuple(each for each in row.clocks if each.deadline != event.deadline)
    if isinstance(event, DeadlineSet | DeadlineRecomputed):
        runs = RunningClock(event.deadline, event.rule_key, event.plan_by, event.timely_until)
        others = tuple(sorted((*others, runs), key=_by_day))
    first = others[0] if others else None
    return replace(
        row,
        clocks=others,
        rule_key=first.rule_key if first else None,
        plan_by=first.plan_by if first else None,
        timely_until=first.timely_until if first else None,
    )


def days_left(row: Standing, today: date) -> int | None:
    """Return the days until the earliest deadline, negative when it has passed."""
    return None if row.timely_until is None else (row.timely_until - today).days


def paragraph(desk: Desk, row: Standing) -> str | None:
    """Return the paragraph, or the local rule, that the earliest deadline rests on."""
    day = row.timely_until
    if row.rule_key is None or day is None:
        return None
    known = [r for r in desk.rules.rules() if r.key == row.rule_key and r.valid_from <= day]
    return max(known, key=lambda rule: rule.valid_from).law_ref


def permille(part: int, whole: int) -> int | None:
    """Return a share in tenths of a percent, half up; None where there is nothing to share."""
    return (2000 * part + whole) // (2 * whole) if whole else None


def _by_day(clock: RunningClock) -> tuple[date, str]:
    return clock.timely_until, clock.deadline
