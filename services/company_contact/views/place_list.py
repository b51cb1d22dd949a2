"""Places of agreements as they stand: for which days, and whether somebody is there."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Any, Final, get_args
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.company_contact.domain import place_events as told
from services.company_contact.domain.place import Place, PlaceStage
from services.company_contact.domain.place_decisions import evolve_place
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_READ: Final = get_args(told.PlaceEvent)


class PlaceRow(Struct, frozen=True):
    """One place; `placement` is the offer that has it, and who is there only offers knows."""

    agreement: UUID
    place: UUID
    company: UUID
    reserved_on: date
    from_: date
    to: date
    stage: str
    placement: UUID | None = None
    occupied_from: date | None = None
    last_day: date | None = None


_ALIKE: Final = tuple(
    name for name in Place.__struct_fields__ if name in PlaceRow.__struct_fields__
)


def place_of(row: PlaceRow) -> Place:
    """Return the place a row is about."""
    return Place(**{name: getattr(row, name) for name in _ALIKE})


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the place a fact is about."""
    if not isinstance(recorded.event, _READ):
        return []
    return [(UUID(recorded.case_id), recorded.event.place)]


def project(key: RowKey, row: PlaceRow | None, recorded: Recorded[Any]) -> PlaceRow | None:
    """Give the place's row after a fact."""
    match recorded.event, row:
        case told.PlaceReserved(company, place, from_, to, on), _:
            return PlaceRow(key[0], place, company, on, from_, to, "reserved")
        case _, None:
            return None
        case event, PlaceRow():
            (after,) = evolve_place((place_of(row),), event)
            return replace(row, **structs.asdict(after))


PLACE_LIST: Final = View(
    name="place_list",
    version=1,
    row=PlaceRow,
    key=("agreement", "place"),
    touches=touches,
    project=project,
    indexes=(("company", "stage"), ("placement",)),
)


_WITHIN: Final = (
    "agreement = any(%(agreements)s)"
    " and least(from_, occupied_from) <= %(last_day)s"
    ' and greatest("to", last_day) >= %(first_day)s'
)


def places_of(
    desk: Desk, agreements: Collection[UUID], first_day: date, last_day: date
) -> dict[UUID, list[Place]]:
    """Return the places of each of these agreements that are about any of these days."""
    found: dict[UUID, list[Place]] = {each: [] for each in agreements}
    asked = {"agreements": list(found), "first_day": first_day, "last_day": last_day}
    for row in desk.rows(PLACE_LIST, _WITHIN, asked):
        found[row.agreement].append(place_of(row))
    return found


class PlaceSearch(Struct, frozen=True):
    """Which places to show; `after` is the last place of the page before."""

    agreement: UUID | None = None
    company: UUID | None = None
    placement: UUID | None = None
    stage: PlaceStage | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class PlacePage(Struct, frozen=True):
    """Some places, and where the next page starts; None when there is none."""

    places: list[PlaceRow]
    next: UUID | None = None


def places(desk: Desk, params: PlaceSearch) -> PlacePage:
    """Show places of agreements, in the order in which they were reserved."""
    rows = desk.rows(
        PLACE_LIST,
        "(%(agreement)s::uuid is null or agreement = %(agreement)s)"
        " and (%(company)s::uuid is null or company = %(company)s)"
        " and (%(placement)s::uuid is null or placement = %(placement)s)"
        " and (%(stage)s::text is null or stage = %(stage)s)"
        " and (%(after)s::uuid is null or place > %(after)s)"
        " order by place limit %(rows)s",
        {**structs.asdict(params), "rows": params.limit + 1},
    )
    page = rows[: params.limit]
    return PlacePage(page, page[-1].place if len(rows) > params.limit else None)


PLACES: Final = Query(
    name="place_list",
    path="/place-list",
    params=PlaceSearch,
    answer=PlacePage,
    run=places,
)
