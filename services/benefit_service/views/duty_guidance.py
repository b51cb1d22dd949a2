"""When each citizen was guided on rights and duties, and how (visitation's facts)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from services.benefit_service.messages import (
    DutyGuidanceCorrected,
    DutyGuidanceGiven,
    DutyGuidanceWithdrawn,
)
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class GuidanceRow(Struct, frozen=True):
    """One guidance; `told_by` is the fact that tells it as it is known now."""

    citizen: UUID
    given_on: date
    form: str
    told_by: UUID


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the guidances a fact is about; a correction may move one to another day."""
    match recorded.event:
        case DutyGuidanceGiven(citizen):
            return [(citizen, _day(recorded.event, recorded))]
        case DutyGuidanceCorrected(citizen, was, _, now):
            return list(dict.fromkeys([(citizen, was), (citizen, now)]))
        case DutyGuidanceWithdrawn(citizen, day):
            return [(citizen, day)]
        case _:
            return []


def project(key: RowKey, row: GuidanceRow | None, recorded: Recorded[Any]) -> GuidanceRow | None:
    """Give the guidance of that day after a fact."""
    citizen, day = key
    match recorded.event:
        case DutyGuidanceGiven(form=form):
            return GuidanceRow(citizen, day, form, recorded.meta.event_id)
        case DutyGuidanceCorrected(form=form, given_on=now) if now == day:
            return GuidanceRow(citizen, day, form, recorded.meta.event_id)
        case DutyGuidanceCorrected() | DutyGuidanceWithdrawn():
            return None
        case _:
            return row


def _day(event: DutyGuidanceGiven, recorded: Recorded[Any]) -> date:
    return event.given_on or recorded.meta.effective_on


DUTY_GUIDANCE = View(
    name="duty_guidance",
    version=1,
    row=GuidanceRow,
    key=("citizen", "given_on"),
    touches=touches,
    project=project,
    follows=("visitation",),
)
