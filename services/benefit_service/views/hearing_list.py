"""Which party hearings there are, whom each waits on, and how they ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingAnswerWithdrawn,
    HearingConcluded,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.benefit_service.views.reading import case_of
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Stage = Literal["served", "answered", "concluded", "withdrawn"]


class HearingRow(Struct, frozen=True):
    """One hearing as it stands; it never shows what was written in it."""

    hearing: UUID
    citizen: UUID
    sanction_case: UUID | None
    benefit_case: UUID | None
    stop_ground: str | None
    stage: Stage
    served_on: date
    on_site: bool
    finding: str | None = None
    answered: bool = False


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the hearing a fact stands in."""
    return case_of(recorded, "party_hearing")


def project(key: RowKey, row: HearingRow | None, recorded: Recorded[Any]) -> HearingRow | None:
    """Give the hearing's row after a fact."""
    match recorded.event, row:
        case HearingServed() as told, _:
            return HearingRow(
                hearing=key[0],
                citizen=told.citizen,
                sanction_case=told.sanction_case,
                benefit_case=told.benefit_case,
                stop_ground=told.stop_ground,
                stage="served",
                served_on=told.served_on,
                on_site=told.on_site,
            )
        case HearingServiceCorrected(served_on=on), HearingRow(stage="concluded", answered=False):
            return replace(row, served_on=on, stage="served", finding=None)
        case HearingServiceCorrected(served_on=on), HearingRow():
            return replace(row, served_on=on)
        case HearingAnswered(), HearingRow():
            return replace(row, stage="answered", answered=True)
        case HearingAnswerWithdrawn(), HearingRow():
            return replace(row, stage="served", answered=False)
        case HearingConcluded(finding=finding), HearingRow():
            return replace(row, stage="concluded", finding=finding)
        case HearingWithdrawn(), HearingRow():
            return replace(row, stage="withdrawn")
        case _:
            return row


class HearingListParams(Struct, frozen=True):
    """Whose hearings, or all; `open_only` leaves out those that ended."""

    citizen: UUID | None = None
    sanction_case: UUID | None = None
    open_only: bool = False


def hearing_list(desk: Desk, params: HearingListParams) -> list[HearingRow]:
    """List hearings, the oldest letter first."""
    return desk.rows(
        HEARING_LIST,
        "(%(citizen)s::uuid IS NULL OR citizen = %(citizen)s)"
        " AND (%(sanction_case)s::uuid IS NULL OR sanction_case = %(sanction_case)s)"
        " AND (NOT %(open_only)s OR stage IN ('served', 'answered'))"
        " ORDER BY served_on, hearing",
        {
            "citizen": params.citizen,
            "sanction_case": params.sanction_case,
            "open_only": params.open_only,
        },
    )


HEARING_LIST = View(
    name="hearing_list",
    version=1,
    row=HearingRow,
    key=("hearing",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("sanction_case",), ("benefit_case",)),
)
HEARINGS = Query(
    name="hearing_list",
    path="/hearing-list",
    params=HearingListParams,
    answer=list[HearingRow],
    run=hearing_list,
    ordered_by=("served_on", "hearing"),
)
