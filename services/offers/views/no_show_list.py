"""The list of reported no-shows, each with the answer its sender is owed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.offers.domain.no_show import NoShowReported, NoShowWithdrawn, ReportAnswered
from services.offers.views.filters import Limit, conditions
from services.offers.views.placement_list import own_supplier
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class NoShowRow(Struct, frozen=True):
    """One reported day; `outcome` None says that nobody has answered yet."""

    placement: UUID
    day: date
    citizen: UUID
    supplier: str
    reported_by: str
    reported_late: bool
    hearing_served_on_site: bool
    continues: bool
    withdrawn: bool = False
    outcome: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the reported day a fact is about."""
    match recorded.event:
        case NoShowReported(day=day) | NoShowWithdrawn(day=day) | ReportAnswered(day=day):
            return [(recorded.event.placement, day)]
        case _:
            return []


def project(_key: RowKey, row: NoShowRow | None, recorded: Recorded[Any]) -> NoShowRow | None:
    """Return the row of a reported day after a fact."""
    match recorded.event:
        case NoShowReported() as event:
            return NoShowRow(**structs.asdict(event))
        case NoShowWithdrawn() if row:
            return replace(row, withdrawn=True)
        case ReportAnswered(outcome=outcome) if row:
            return replace(row, outcome=outcome)
        case _:
            return row


NO_SHOW_LIST: Final = View[NoShowRow](
    name="no_show_list",
    version=1,
    row=NoShowRow,
    key=("placement", "day"),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("supplier", "day")),
)


class NoShows(Struct, frozen=True, forbid_unknown_fields=True):
    """Which no-shows are asked for; `from_day` and `to_day` are both counted."""

    citizen: UUID | None = None
    placement: UUID | None = None
    supplier: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    answered: bool | None = None
    limit: Limit = 100


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "placement": "placement = %(placement)s",
    "supplier": "supplier = %(supplier)s",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
    "answered": "(outcome is not null) = %(answered)s",
}


def no_shows(desk: Desk, params: NoShows) -> list[NoShowRow]:
    """Return the no-shows asked for, by day; a supplier sees its own only."""
    asked = structs.asdict(params) | own_supplier(desk)
    where = f"{conditions(_FILTERS, asked)} order by day, placement limit %(limit)s"
    return desk.rows(NO_SHOW_LIST, where, asked)
