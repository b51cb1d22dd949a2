"""Cases closed by a job that is told otherwise now: a person looks, and nothing happens by itself.

To open the case again would bring the citizen's duties back, and another day would move them.
"""

from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, structs

from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, CitizenCaseRow
from services.visitation.views.filters import Limit, Skip, where
from services.visitation.views.job_records import JOB_RECORDS, JobRecordRow
from shared.casework.declare import Desk

InQuestion: TypeAlias = Literal["no_job", "began_another_day"]


class ClosingInQuestion(Struct, frozen=True):
    """A case, the record that closed it, and what is told of that record now.

    `job_from` is the first day of the job as it is told now; None where there was no job.
    """

    citizen_case: UUID
    citizen: UUID
    record: str
    closed_on: date
    because: InQuestion
    job_from: date | None
    owner: str | None
    team: str | None
    centre: str | None


class ClosingsInQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose closings are asked for; everybody's when nobody is named."""

    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    limit: Limit = 100
    skip: Skip = 0


_FILTERS: Final = {
    "records": "status = 'closed' and closed_by = any(%(records)s)",
    "citizen": "citizen = %(citizen)s",
    "owner": "owner = %(owner)s",
    "team": "team = %(team)s",
    "centre": "centre = %(centre)s",
}


def closings_in_question(desk: Desk, params: ClosingsInQuestion) -> list[ClosingInQuestion]:
    """Return the closings a person must look at, the longest closed first."""
    doubtful = {row.record: row for row in desk.rows(JOB_RECORDS, "doubtful")}
    asked = {**structs.asdict(params), "records": list(doubtful), "limit": None, "skip": 0}
    rows = desk.rows(CITIZEN_CASE_LIST, where(_FILTERS, asked, "closed_on, citizen_case"), asked)
    found = [shown for row in rows if (shown := _in_question(row, doubtful)) is not None]
    return found[params.skip : params.skip + params.limit]


def _in_question(
    row: CitizenCaseRow, doubtful: dict[str, JobRecordRow]
) -> ClosingInQuestion | None:
    record = doubtful.get(row.closed_by or "")
    if record is None or row.closed_on is None:
        return None
    if record.is_job and record.start == row.closed_on:
        return None
    return ClosingInQuestion(
        citizen_case=row.citizen_case,
        citizen=row.citizen,
        record=record.record,
        closed_on=row.closed_on,
        because="began_another_day" if record.is_job else "no_job",
        job_from=record.start if record.is_job else None,
        owner=row.owner,
        team=row.team,
        centre=row.centre,
    )
