"""A late fact and the decisions it touches: each of them is called up for a second look (E16).

Nothing is undone here: a person reviews each flagged decision.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct

from services.benefit_service import messages as told
from services.benefit_service.domain.late_fact import (
    Because,
    LateFact,
    touches_decision,
    touches_open_case,
)
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_orders import FlagForReview
from shared.casework.declare import Do
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.period import Period

_ONE_DAY = timedelta(days=1)
_OF_RECORD: dict[str, Because] = {
    "employment": "employment_recorded",
    "sickness": "sickness_recorded",
}


class Relied(Struct, frozen=True):
    """A sanction case, and what its decision relied on; an undecided one relies on nothing yet."""

    sanction_case: UUID
    decided: bool
    basis_period: Period
    placement: UUID | None = None
    relied_on: tuple[UUID, ...] = ()


def late_fact(message: Recorded[Any]) -> LateFact | None:
    """Read a message as a late fact: what it says, the days it holds, what it corrects."""
    event, corrects = message.event, message.meta.corrects
    period: Period | None = None
    placement: UUID | None = None
    because: Because = "relied_on_fact_corrected"
    match event:
        case told.ExternalRecordImported() | told.ExternalRecordCorrected():
            if event.kind not in _OF_RECORD:
                return _only_if_correcting(message)
            because, period = _OF_RECORD[event.kind], event.period
        case told.AttendanceCorrected():
            because, placement = "attendance_corrected", event.placement
            period = Period(event.day, event.day + _ONE_DAY)
        case told.AbsenceNotified() | told.FirstAbsenceDayCorrected():
            because, period = "sick_leave_notified", Period(event.first_absence_day)
        case told.CaseClosed():
            because, period = "citizen_case_closed", Period(message.meta.effective_on)
        case told.DutyGuidanceCorrected() | told.DutyGuidanceWithdrawn():
            because = "guidance_corrected"
        case told.ContactRestored():
            because = "contact_corrected"
        case _:
            return _only_if_correcting(message)
    if period is None and corrects is None:
        return None
    return LateFact(because, message.meta.event_id, period, corrects, placement)


def when_late_fact(message: Recorded[Any], found: Sequence[Relied]) -> Sequence[Do]:
    """Call up each case the fact falls into."""
    fact = late_fact(message)
    if fact is None:
        return []
    return [
        Do(decider=SANCTION_CASE, case_id=case.sanction_case, command=FlagForReview(fact))
        for case in found
        if _touches(fact, case)
    ]


LATE_FACTS: dict[str, type[Event]] = {
    "when_record_imported": told.ExternalRecordImported,
    "when_record_corrected": told.ExternalRecordCorrected,
    "when_record_withdrawn": told.ExternalRecordWithdrawn,
    "when_attendance_corrected": told.AttendanceCorrected,
    "when_sick_leave_notified": told.AbsenceNotified,
    "when_first_absence_day_corrected": told.FirstAbsenceDayCorrected,
    "when_case_closed": told.CaseClosed,
    "when_guidance_corrected": told.DutyGuidanceCorrected,
    "when_guidance_withdrawn": told.DutyGuidanceWithdrawn,
    "when_contact_corrected": told.ContactRestored,
    "when_any_fact_corrected": Unread,
}


def _touches(fact: LateFact, case: Relied) -> bool:
    if not case.decided:
        return touches_open_case(fact, day=case.basis_period.start, placement=case.placement)
    return touches_decision(
        fact,
        relied_on=case.relied_on,
        basis_period=case.basis_period,
        placement=case.placement,
    )


def _only_if_correcting(message: Recorded[Any]) -> LateFact | None:
    corrects = message.meta.corrects
    if corrects is None:
        return None
    return LateFact("relied_on_fact_corrected", message.meta.event_id, corrects=corrects)
