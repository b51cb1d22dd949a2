"""The deadlines of one case as they stand, folded from the deadline facts in its stream."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from shared.law.deadline import (
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
    Pause,
)

DutyState: TypeAlias = Literal["running", "paused", "missed", "met"]


class Duty(Struct, frozen=True):
    """One deadline: its dates now, the facts it hangs on, and what became of it.

    `causes` are the trigger and the corrections of it, `fulfilled_by` the fact that met the
    deadline and the corrections of that. `paused_since` says since when it stands still;
    its dates are then those it had by that day.
    """

    started: DeadlineSet
    rule: str
    trigger_day: date
    due: date
    plan_by: date
    timely_until: date
    causes: tuple[UUID, ...]
    state: DutyState = "running"
    met: DeadlineMet | None = None
    fulfilled_by: tuple[UUID, ...] = ()
    pauses: tuple[Pause, ...] = ()
    paused_since: date | None = None
    due_without_pauses: date | None = None

    @property
    def name(self) -> str:
        """Return the deadline's name, unique in its case."""
        return self.started.deadline

    @property
    def key(self) -> str:
        """Return the name of the rule it follows."""
        return self.started.rule_key

    @property
    def counted_due(self) -> date:
        """Return the day it would be due without its pauses."""
        return self.due_without_pauses or self.due

    def concerned_by(self, item: UUID | None) -> bool:
        """Say whether what is told of a thing, or of the whole case, can change this deadline."""
        mine = self.started.item
        return mine is None or item is None or mine == item

    @property
    def open(self) -> bool:
        """Say whether the thing is still to be done, in time or late."""
        return self.state != "met"


class Gone(Struct, frozen=True):
    """A deadline as it stood when the case no longer needed it, and the fact that says so."""

    duty: Duty
    ended: DeadlineWithdrawn


class Clocks(Struct, frozen=True):
    """The deadlines of one case by name; those met stay, for what met them may be withdrawn.

    `gone` are those that a fact ended, for that fact may be taken back too.
    """

    by_name: Mapping[str, Duty] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Return the deadlines in the order in which they were set, or set to run again."""
        return tuple(self.by_name.values())

    def ended_by(self, facts: Collection[UUID]) -> tuple[Gone, ...]:
        """Return the deadlines that one of these facts ended."""
        return tuple(each for each in self.gone.values() if each.ended.by in facts)

    def of_key(self, key: str) -> tuple[Duty, ...]:
        """Return the deadlines under one rule."""
        return tuple(duty for duty in self.duties if duty.key == key)


def evolve(clocks: Clocks, event: Any) -> Clocks:
    """Return the deadlines of a case after a fact; facts that are no deadline facts change none."""
    match event:
        case DeadlineSet():
            return _with(clocks, _started(event))
        case DeadlineWithdrawn():
            return _without(clocks, event)
        case DeadlineRecomputed(because="end_withdrawn") if event.deadline in clocks.gone:
            return _with(clocks, after(clocks.gone[event.deadline].duty, event))
        case DeadlineMet() | DeadlineMissed() | DeadlineRecomputed():
            duty = clocks.by_name.get(event.deadline)
            # A deadline that was withdrawn stays so, whatever else is told of it afterwards.
            return clocks if duty is None else _with(clocks, after(duty, event))
        case _:
            return clocks


def fold(events: Iterable[Any], clocks: Clocks | None = None) -> Clocks:
    """Return the deadlines of a case after these facts."""
    return reduce(evolve, events, clocks or Clocks())


def after(duty: Duty, event: DeadlineMet | DeadlineMissed | DeadlineRecomputed) -> Duty:
    """Return one deadline after a fact about it."""
    if isinstance(event, DeadlineMissed):
        return replace(duty, state="missed")
    if isinstance(event, DeadlineMet):
        return replace(duty, state="met", met=event, fulfilled_by=_fulfilled_by(duty, event))
    moved = event.because == "trigger_corrected" and event.by is not None
    return replace(
        duty,
        rule=event.rule,
        trigger_day=event.trigger_day,
        due=event.due,
        plan_by=event.plan_by,
        timely_until=event.timely_until,
        causes=(*duty.causes, event.by) if moved else duty.causes,
        state="running" if event.paused_since is None else "paused",
        met=None,
        pauses=event.pauses,
        paused_since=event.paused_since,
        due_without_pauses=event.due_without_pauses,
    )


def _fulfilled_by(duty: Duty, met: DeadlineMet) -> tuple[UUID, ...]:
    if met.by in duty.fulfilled_by:
        return duty.fulfilled_by
    return (met.by,) if met.instead_of is None else (*duty.fulfilled_by, met.by)


def _started(event: DeadlineSet) -> Duty:
    return Duty(
        started=event,
        rule=event.rule,
        trigger_day=event.trigger_day,
        due=event.due,
        plan_by=event.plan_by,
        timely_until=event.timely_until,
        causes=(event.trigger,),
    )


def _with(clocks: Clocks, duty: Duty) -> Clocks:
    gone = clocks.gone
    if duty.name in gone:
        gone = {name: each for name, each in gone.items() if name != duty.name}
    return Clocks({**clocks.by_name, duty.name: duty}, gone)


def _without(clocks: Clocks, event: DeadlineWithdrawn) -> Clocks:
    duty = clocks.by_name.get(event.deadline)
    if duty is None:
        return clocks
    left = {name: each for name, each in clocks.by_name.items() if name != event.deadline}
    # What never was owed cannot come back; what the case no longer needs can.
    ended = {event.deadline: Gone(duty, event)} if event.because == "duty_gone" else {}
    return Clocks(left, {**clocks.gone, **ended})
