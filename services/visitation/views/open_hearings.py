"""The party hearings that are open at benefit_service: while there is one, no case is closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.messages import (
    HearingConcluded,
    HearingFactsAmended,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.clock import local_date
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class OpenHearingRow(Struct, frozen=True):
    """One hearing the citizen has not been heard in to the end."""

    hearing: str
    citizen: UUID
    sanction_case: UUID | None
    served_on: date


_READ: Final = (
    HearingServed,
    HearingServiceCorrected,
    HearingFactsAmended,
    HearingConcluded,
    HearingWithdrawn,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the hearing a message is about."""
    return [(recorded.case_id,)] if isinstance(recorded.event, _READ) else []


def project(
    key: RowKey, row: OpenHearingRow | None, recorded: Recorded[Any]
) -> OpenHearingRow | None:
    """Return the row of a hearing that is open; none when it has ended.

    New facts leave it open, and open again one that had ended: a new letter follows.
    """
    match recorded.event:
        case HearingServed(citizen=citizen, served_on=served_on, sanction_case=sanction_case):
            return OpenHearingRow(key[0], citizen, sanction_case, served_on)
        case HearingServiceCorrected(served_on=served_on) if row is not None:
            return replace(row, served_on=served_on)
        case HearingFactsAmended(citizen=citizen, sanction_case=sanction_case):
            since = row.served_on if row else local_date(recorded.recorded_at)
            return OpenHearingRow(key[0], citizen, sanction_case, since)
        case _:
            return None


OPEN_HEARINGS: Final = View[OpenHearingRow](
    name="open_hearings",
    version=2,
    row=OpenHearingRow,
    key=("hearing",),
    touches=touches,
    project=project,
    follows=("benefit_service",),
    indexes=(("citizen",),),
)


class OpenHearings(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose open hearings are asked for; everybody's when nobody is named."""

    citizen: UUID | None = None
    limit: Limit = 100
    skip: Skip = 0


def open_hearings(desk: Desk, params: OpenHearings) -> list[OpenHearingRow]:
    """Return the open hearings, longest open first."""
    asked = structs.asdict(params)
    order = where({"citizen": "citizen = %(citizen)s"}, asked, "served_on, hearing")
    return desk.rows(OPEN_HEARINGS, order, asked)
