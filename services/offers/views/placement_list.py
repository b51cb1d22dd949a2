"""The list of placements: who is in which offer with which supplier, and until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.offers.domain.agreed_place import OfferPlaceDenied
from services.offers.domain.next_step import NextStepPlanned, NextStepWithdrawn
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
    OfferStarted,
    OfferStartWithdrawn,
    OfferType,
)
from services.offers.views.filters import Limit, conditions
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

PlacementStatus: TypeAlias = Literal["given", "started", "ended", "cancelled"]


class PlacementRow(Struct, frozen=True):
    """One placement as the list shows it."""

    placement: UUID
    citizen: UUID
    supplier: str
    offer_type: str
    starts_on: date
    ends_on: date
    given_on: date
    status: str
    started_on: date | None = None
    ended_on: date | None = None
    outcome: str | None = None
    next_kind: str | None = None
    next_on: date | None = None
    agreement: UUID | None = None
    place: UUID | None = None
    place_denied: str | None = None


_READ: Final = (
    OfferGiven,
    OfferCorrected,
    OfferStarted,
    OfferStartWithdrawn,
    OfferEnded,
    OfferEndWithdrawn,
    OfferCancelled,
    NextStepPlanned,
    NextStepWithdrawn,
    OfferPlaceDenied,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the placement a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(key: RowKey, row: PlacementRow | None, recorded: Recorded[Any]) -> PlacementRow | None:
    """Return the placement's row after a fact."""
    event = recorded.event
    if isinstance(event, OfferGiven):
        return PlacementRow(placement=key[0], status="given", **_stated(event))
    return None if row is None else _changed(row, event)


def _changed(row: PlacementRow, event: object) -> PlacementRow:
    match event:
        case OfferCorrected():
            return replace(row, **_stated(event))
        case OfferStarted(started_on=day):
            return replace(row, status="started", started_on=day)
        case OfferStartWithdrawn():
            return replace(row, status="given", started_on=None)
        case OfferEnded(outcome=outcome, ended_on=day):
            return replace(row, status="ended", ended_on=day, outcome=outcome)
        case OfferEndWithdrawn():
            return replace(row, status="started", ended_on=None, outcome=None)
        case OfferCancelled():
            return replace(row, status="cancelled")
        case NextStepPlanned(kind=kind, starts_on=day):
            return replace(row, next_kind=kind, next_on=day)
        case NextStepWithdrawn():
            return replace(row, next_kind=None, next_on=None)
        case OfferPlaceDenied(because=because):
            return replace(row, agreement=None, place=None, place_denied=because)
        case _:
            return row


def _stated(event: OfferGiven | OfferCorrected) -> dict[str, Any]:
    names = ("citizen", "supplier", "offer_type", "starts_on", "ends_on", "given_on")
    stated = {name: getattr(event, name) for name in names}
    if event.place is not None:
        named = {"agreement": event.place.agreement, "place": event.place.place}
        return stated | named | {"place_denied": None}
    return stated


PLACEMENT_LIST: Final = View[PlacementRow](
    name="placement_list",
    version=3,
    row=PlacementRow,
    key=("placement",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("supplier", "placement"), ("status", "ends_on")),
)


class Placements(Struct, frozen=True, forbid_unknown_fields=True):
    """Which placements are asked for; page on with the last id seen as `after`."""

    citizen: UUID | None = None
    supplier: str | None = None
    status: PlacementStatus | None = None
    offer_type: OfferType | None = None
    running_on: date | None = None
    after: UUID | None = None
    limit: Limit = 100


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "supplier": "supplier = %(supplier)s",
    "status": "status = %(status)s",
    "offer_type": "offer_type = %(offer_type)s",
    "running_on": "%(running_on)s between starts_on and coalesce(ended_on, ends_on)",
    "after": "placement > %(after)s",
}


def placements(desk: Desk, params: Placements) -> list[PlacementRow]:
    """Return the placements asked for, oldest first; a supplier sees its own only."""
    asked = structs.asdict(params) | own_supplier(desk)
    where = f"{conditions(_FILTERS, asked)} order by placement limit %(limit)s"
    return desk.rows(PLACEMENT_LIST, where, asked)


def own_supplier(desk: Desk) -> dict[str, str]:
    """Return the filter that holds for an actor who is a supplier; none for others."""
    kind, _, supplier = desk.actor.unit.partition(":")
    return {"supplier": supplier} if kind == "supplier" else {}
