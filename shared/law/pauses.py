"""When a deadline stands still: what pauses it, what lets it run again, and how far that moves it.

A paused deadline is never missed. The day of the pausing fact is the first day that does not
count, the day of the resuming fact the first that counts again; the last timely day moves by the
calendar days between. Days in two pauses at once move it once. Where weeks on benefit are counted,
it moves by whole weeks, those begun included, for such a deadline ends with its week.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import NamedTuple

from msgspec.structs import replace

from shared.law.arithmetic import (
    Reckoned,
    Roll,
    TimeUnit,
    add_days,
    add_weeks,
    plan_by,
    timely_until,
)
from shared.law.calendar import Calendar
from shared.law.deadline import DeadlineSet, Pause, WhyRecomputed
from shared.law.duties import Duty
from shared.law.rulebook import RuleBook
from shared.law.trigger import Trigger

Pauses = tuple[Pause, ...]


class Change(NamedTuple):
    """The pauses as they stand after a fact, and what the fact did to them."""

    pauses: Pauses
    because: WhyRecomputed


class Course(NamedTuple):
    """The days of a deadline with its pauses, and since when it stands still, if it does."""

    dates: Reckoned
    paused_since: date | None


def change(pauses: Pauses, fact: Trigger, started: DeadlineSet) -> Change | None:
    """Return what a fact does to the pauses of a deadline; None if it does nothing."""
    corrected = _corrected(pauses, fact, started)
    if corrected is not None or fact.takes_back:
        return corrected
    resumed = tuple(_resumed(pause, fact, started) for pause in pauses)
    if any(each.fits(fact.tag, fact.kind) for each in started.paused_by):
        begun = Pause(fact.effective_on, fact.tag, (fact.event_id,), fact.kind)
        return Change((*resumed, begun), "paused")
    return None if resumed == pauses else Change(resumed, "resumed")


def pauses_told(facts: Iterable[Trigger], started: DeadlineSet) -> Pauses:
    """Return the pauses that facts told before would have brought to a deadline."""

    def after(pauses: Pauses, fact: Trigger) -> Pauses:
        changed = change(pauses, fact, started)
        return pauses if changed is None else changed.pauses

    return reduce(after, facts, ())


def joined(known: Pauses, told: Pauses) -> Pauses:
    """Return the pauses a deadline knows, with those told that it does not know yet."""
    causes = {cause for pause in known for cause in pause.causes}
    return (*known, *(pause for pause in told if causes.isdisjoint(pause.causes)))


def with_pauses(book: RuleBook, duty: Duty, pauses: Pauses) -> Duty:
    """Return a deadline with these pauses and the days they give it."""
    row = book.row(duty.rule)
    dates, paused_since = course(
        duty.counted_due,
        duty.trigger_day,
        pauses,
        roll=duty.started.roll if row is None else row.roll,
        unit="days" if row is None else row.time_unit,
        calendar=book.calendar(duty.trigger_day),
    )
    return replace(
        duty,
        **dates._asdict(),
        pauses=pauses,
        paused_since=paused_since,
        due_without_pauses=duty.counted_due if pauses else None,
    )


def course(
    due: date,
    trigger_day: date,
    pauses: Pauses,
    *,
    roll: Roll,
    unit: TimeUnit,
    calendar: Calendar,
) -> Course:
    """Return the days of a deadline that would be due on `due` without pauses.

    A pause that begins after the last timely day comes too late to move it.
    """
    dates, paused = _dates(due, 0, roll, unit, calendar), 0
    for start, end in _stretches(pauses, trigger_day):
        if start > dates.timely_until:
            break
        if end == date.max:
            return Course(dates, start)
        paused += (end - start).days
        dates = _dates(due, paused, roll, unit, calendar)
    return Course(dates, None)


def _dates(due: date, paused: int, roll: Roll, unit: TimeUnit, calendar: Calendar) -> Reckoned:
    whole_weeks = -(-paused // 7)
    moved = add_weeks(due, whole_weeks) if unit == "weeks_on_benefit" else add_days(due, paused)
    timely = timely_until(moved, roll, calendar)
    return Reckoned(moved, plan_by(timely, calendar), timely)


def _stretches(pauses: Pauses, trigger_day: date) -> list[tuple[date, date]]:
    """Return the stretches of paused days, those that meet as one; `date.max` is no end."""
    stretches: list[tuple[date, date]] = []
    for begun, end in sorted((pause.on, pause.until or date.max) for pause in pauses):
        start = max(begun, trigger_day)
        if start >= end:
            continue
        if stretches and start <= stretches[-1][1]:
            first, reached = stretches.pop()
            stretches.append((first, max(reached, end)))
        else:
            stretches.append((start, end))
    return stretches


def _corrected(pauses: Pauses, fact: Trigger, started: DeadlineSet) -> Change | None:
    for pause in pauses if fact.corrects is not None else ():
        if fact.corrects in pause.causes:
            return _cause_corrected(pauses, pause, fact, started)
    mended = tuple(_end_corrected(pause, fact) for pause in pauses)
    return None if mended == pauses else Change(mended, "pause_corrected")


def _cause_corrected(
    pauses: Pauses, pause: Pause, fact: Trigger, started: DeadlineSet
) -> Change | None:
    kind = pause.kind if fact.kind is None else fact.kind
    if fact.takes_back or not any(each.fits(pause.tag, kind) for each in started.paused_by):
        return Change(tuple(each for each in pauses if each is not pause), "pause_withdrawn")
    mended = replace(pause, on=fact.corrected_day, kind=kind, causes=(*pause.causes, fact.event_id))
    return Change(
        tuple(mended if each is pause else each for each in pauses),
        "pause_corrected",
    )


def _end_corrected(pause: Pause, fact: Trigger) -> Pause:
    if fact.corrects is None or fact.corrects not in pause.ended_by:
        return pause
    if fact.takes_back:
        return replace(pause, until=None, ended_by=())
    return replace(pause, until=fact.corrected_day, ended_by=(*pause.ended_by, fact.event_id))


def _resumed(pause: Pause, fact: Trigger, started: DeadlineSet) -> Pause:
    ends = (
        pause.until is None
        and pause.on <= fact.effective_on
        # Who is exempt for two reasons stays so until both are gone.
        and (fact.kind is None or pause.kind is None or fact.kind == pause.kind)
        and any(each.ends(fact.tag, pause.tag) for each in started.resumed_by)
    )
    if not ends:
        return pause
    return replace(pause, until=fact.effective_on, ended_by=(fact.event_id,))
