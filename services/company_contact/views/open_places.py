"""Where a place is open: shown to whoever places people, by match group, centre and company."""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from msgspec import Struct

from services.company_contact.domain.agreement_capacity import places_on
from services.company_contact.domain.agreement_terms import Centre, MatchGroup
from services.company_contact.domain.place import Book, held_on, open_throughout
from services.company_contact.views.agreement_list import AGREEMENT_LIST, AgreementRow
from services.company_contact.views.company_list import COMPANY_LIST
from services.company_contact.views.concern_list import waiting
from services.company_contact.views.place_list import places_of
from shared.casework.declare import Desk, Query
from shared.law.calendar import working_day_before

_VACANCY: Final = "place.vacancy"


class OpenQuestion(Struct, frozen=True):
    """Which places; `day` is today where it is left out.

    `all` also shows where none is open, `too_long` only where one has been open for too long.
    """

    day: date | None = None
    match_group: MatchGroup | None = None
    centre: Centre | None = None
    company: UUID | None = None
    all: bool = False
    too_long: bool = False


class OpenPlaces(Struct, frozen=True, kw_only=True):
    """The places of one agreement on the day: agreed on, held by somebody, and open.

    `over` counts who is there beyond what was agreed on, because an agreement rests or an end was
    taken back. `vacated_on` is the latest last day of a place that was meant to be occupied on the
    day. `open_too_long` counts those of the open places that stood open on each day since the tenth
    working day before (`place.vacancy`). `approval_waits` says that a concern must be approved
    first (C-06).
    """

    agreement: UUID
    company: UUID
    company_name: str
    centre: str
    match_groups: tuple[str, ...]
    agreed: int
    held: int
    open: int
    over: int
    vacated_on: date | None
    open_too_long: int
    last_day: date
    approval_waits: bool


class _Company(NamedTuple):
    name: str
    waits: bool


def open_places(desk: Desk, params: OpenQuestion) -> list[OpenPlaces]:
    """Show where places are open on a day: those open for too long first, then the most open."""
    day = params.day or desk.today
    rows = desk.rows(
        AGREEMENT_LIST,
        "stage = 'active' and kind = 'partnership'"
        " and (%(centre)s::text is null or centre = %(centre)s)"
        " and (%(company)s::uuid is null or company = %(company)s)"
        " and (%(match_group)s::text is null or terms->'match_groups' ? %(match_group)s)",
        {"centre": params.centre, "company": params.company, "match_group": params.match_group},
    )
    asked = {"companies": list({row.company for row in rows})}
    at_work = "company = any(%(companies)s) and closed_on is null"
    names = {row.company: row.name for row in desk.rows(COMPANY_LIST, at_work, asked)}
    waits = waiting(desk, names)
    companies = {company: _Company(name, company in waits) for company, name in names.items()}
    long_ago = working_day_before(day, desk.rules.rule(_VACANCY, day).number)
    places = places_of(desk, [row.agreement for row in rows], long_ago, day)
    shown = (
        _shown(row, companies[row.company], tuple(places[row.agreement]), day, long_ago)
        for row in rows
        if row.company in companies
    )
    found = (each for each in shown if _is_asked_for(each, params))
    return sorted(found, key=lambda each: (-each.open_too_long, -each.open, each.agreement))


def _is_asked_for(shown: OpenPlaces, params: OpenQuestion) -> bool:
    if params.too_long:
        return shown.open_too_long > 0
    return bool(shown.open or (params.all and (shown.agreed or shown.held)))


def _shown(
    row: AgreementRow, company: _Company, places: Book, day: date, long_ago: date
) -> OpenPlaces:
    agreed, held = places_on(row.capacity, day), held_on(places, day)
    left = (each.last_day for each in places if each.last_day and each.last_day < day <= each.to)
    return OpenPlaces(
        agreement=row.agreement,
        company=row.company,
        company_name=company.name,
        centre=row.centre,
        match_groups=row.terms.match_groups,
        agreed=agreed,
        held=held,
        open=max(agreed - held, 0),
        over=max(held - agreed, 0),
        vacated_on=max(left, default=None),
        open_too_long=open_throughout(row.capacity, places, long_ago, day),
        last_day=row.last_day,
        approval_waits=company.waits,
    )


OPEN_PLACES: Final = Query(
    name="open_places",
    path="/open-places",
    params=OpenQuestion,
    answer=list[OpenPlaces],
    run=open_places,
)
