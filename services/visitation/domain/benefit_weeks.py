"""Weeks without a benefit: the measure that counts weeks on benefit leaves them out.

A job that was over before it was told of closes no case, but no week of it counts in the measure
(`interview.interval.weeks`). Law: the guide to measuring timely interviews; the duty itself
(`interview.interval`) runs by the calendar and is not touched.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, not_allowed_now
from shared.eventlog.event import Event as Fact

Week: TypeAlias = Annotated[str, Meta(pattern=r"^\d{4}-W\d{2}$")]


class NoteWeeksWithoutBenefit(Order, frozen=True):
    """Take note of the whole weeks of one record in which the citizen had no benefit."""

    record: str
    weeks: tuple[Week, ...]


class WeeksWithoutBenefitNoted(Fact, frozen=True, tag="visitation.weeks_without_benefit_noted"):
    """Weeks that a counter of weeks on benefit leaves out, as one record tells them now."""

    citizen: UUID
    record: str
    weeks: tuple[str, ...]


class MeasuredWeeksRecounted(Fact, frozen=True, tag="visitation.measured_weeks_recounted"):
    """The weeks to the next interview are counted anew from the day they were counted from."""

    citizen: UUID
    from_day: date


Command: TypeAlias = NoteWeeksWithoutBenefit
Event: TypeAlias = WeeksWithoutBenefitNoted | MeasuredWeeksRecounted
Weeks: TypeAlias = Mapping[str, tuple[str, ...]]


def blocks(command_type: type[Order], weeks: Weeks) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now: nothing stands in its way."""
    del command_type, weeks
    return ()


def decide(command: Order, weeks: Weeks, ground: Ground) -> Sequence[Fact]:
    """Note the weeks of a record, and count anew what is measured by them; the same say nothing."""
    if not isinstance(command, NoteWeeksWithoutBenefit):
        return not_allowed_now()
    said = tuple(sorted(set(command.weeks)))
    if weeks.get(command.record, ()) == said:
        return []
    told: list[Fact] = [WeeksWithoutBenefitNoted(ground.citizen, command.record, said)]
    if ground.law.weeks_from is not None:
        told.append(MeasuredWeeksRecounted(ground.citizen, ground.law.weeks_from))
    return told


def evolve(weeks: Weeks, event: Fact) -> Weeks:
    """Return the weeks without a benefit after a fact."""
    if isinstance(event, WeeksWithoutBenefitNoted):
        return {**weeks, event.record: event.weeks}
    return weeks


def left_out(weeks: Weeks) -> tuple[str, ...]:
    """Return all weeks that a counter leaves out, each once."""
    return tuple(sorted({week for each in weeks.values() for week in each}))
