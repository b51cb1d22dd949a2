"""What is on record that excuses an absence: work and illness, as others told it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.messages import (
    AbsenceNotificationWithdrawn,
    AbsenceNotified,
    ExternalRecordCorrected,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
    FirstAbsenceDayCorrected,
    RecoveryCorrected,
    RecoveryReported,
    RecoveryWithdrawn,
)
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

EXCUSING = frozenset({"employment", "sickness"})


class ReasonRow(Struct, frozen=True):
    """Work or illness from `start` up to, not including, `ended` (None: not known to have ended).

    `record` is the stream it stands in at the service that told it.
    """

    record: str
    citizen: UUID
    kind: str
    start: date
    ended: date | None
    told_by: UUID


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the record a fact is about."""
    match recorded.event:
        case (
            AbsenceNotified()
            | FirstAbsenceDayCorrected()
            | AbsenceNotificationWithdrawn()
            | RecoveryReported()
            | RecoveryCorrected()
            | RecoveryWithdrawn()
            | ExternalRecordImported()
            | ExternalRecordCorrected()
            | ExternalRecordWithdrawn()
        ):
            return [(f"{recorded.source}:{recorded.stream}",)]
        case _:
            return []


def project(key: RowKey, row: ReasonRow | None, recorded: Recorded[Any]) -> ReasonRow | None:
    """Give the record after a fact; a record about something else excuses nothing."""
    fact = recorded.meta.event_id
    match recorded.event, row:
        case (
            ExternalRecordImported(citizen, kind, period)
            | ExternalRecordCorrected(citizen, kind, period),
            _,
        ):
            told = ReasonRow(key[0], citizen, kind, period.start, period.end, fact)
            return told if kind in EXCUSING else None
        case ((ExternalRecordWithdrawn() | AbsenceNotificationWithdrawn()), _):
            return None
        case AbsenceNotified(citizen, first_day), _:
            return ReasonRow(key[0], citizen, "sickness", first_day, None, fact)
        case FirstAbsenceDayCorrected(_, first_day), ReasonRow():
            return replace(row, start=first_day, told_by=fact)
        case ((RecoveryReported(_, on) | RecoveryCorrected(_, on)), ReasonRow()):
            return replace(row, ended=on, told_by=fact)
        case RecoveryWithdrawn(), ReasonRow():
            return replace(row, ended=None, told_by=fact)
        case _:
            return row


KNOWN_REASONS = View(
    name="known_reasons",
    version=1,
    row=ReasonRow,
    key=("record",),
    touches=touches,
    project=project,
    follows=("sickpay", "citizen_history"),
    indexes=(("citizen",),),
)
