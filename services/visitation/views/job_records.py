"""Jobs that other systems tell of, as they are told now: what closes a case, rightly or not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.job_record import JOB, record_key
from services.visitation.messages import (
    ExternalRecordCorrected,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
)
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class JobRecordRow(Struct, frozen=True):
    """One record that is, or was once told to be, a job.

    `ended` is the first day after it. `told_at` is the moment the job was first told of.
    `is_job` is False where the record was taken away or was something else after all.
    `doubtful`: it is no job, or its first day was told otherwise at some time.
    """

    record: str
    citizen: UUID
    record_source: str
    record_id: str
    start: date
    ended: date | None
    told_at: datetime
    is_job: bool = True
    doubtful: bool = False


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the record a fact is about."""
    match recorded.event:
        case ExternalRecordImported() | ExternalRecordCorrected() | ExternalRecordWithdrawn():
            told = recorded.event
            return [(record_key(told.record_source, told.record_id),)]
        case _:
            return []


def project(key: RowKey, row: JobRecordRow | None, recorded: Recorded[Any]) -> JobRecordRow | None:
    """Return the record after a fact; one that never was a job has no row."""
    told = recorded.event
    match told:
        case ExternalRecordImported(kind=kind) | ExternalRecordCorrected(kind=kind) if kind == JOB:
            return _job(key, row, told, recorded.recorded_at)
        case _:
            return None if row is None else replace(row, is_job=False, doubtful=True)


def _job(
    key: RowKey,
    row: JobRecordRow | None,
    told: ExternalRecordImported | ExternalRecordCorrected,
    told_at: datetime,
) -> JobRecordRow:
    moved = row is not None and (row.doubtful or row.start != told.period.start)
    return JobRecordRow(
        record=key[0],
        citizen=told.citizen,
        record_source=told.record_source,
        record_id=told.record_id,
        start=told.period.start,
        ended=told.period.end,
        told_at=row.told_at if row is not None and row.is_job else told_at,
        doubtful=moved,
    )


JOB_RECORDS: Final = View[JobRecordRow](
    name="job_records",
    version=1,
    row=JobRecordRow,
    key=("record",),
    touches=touches,
    project=project,
    follows=("citizen_history",),
    indexes=(("citizen",), ("doubtful",)),
)
