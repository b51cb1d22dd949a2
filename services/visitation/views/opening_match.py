"""Openings and people brought together by competences (V-18 with V-09).

A person fits an opening when the case says all the competences it asks for. An opening that
asks for none is no search, so nobody is found for it, but it fits whoever looks for work.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.case_file import Open
from services.visitation.domain.citizen_case import citizen_case
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.competence_search import (
    CompetenceSearch,
    PersonFound,
    find_persons,
)
from services.visitation.views.filters import Limit, Skip
from services.visitation.views.openings import OpeningKind, OpeningShown, fresh_openings
from shared.casework.declare import Desk


class PersonsForOpening(Struct, frozen=True, forbid_unknown_fields=True):
    """Which opening people are looked for."""

    opening: UUID
    limit: Limit = 100
    skip: Skip = 0


def persons_for_opening(desk: Desk, params: PersonsForOpening) -> list[PersonFound]:
    """Return exactly those with an open case who have all the competences the opening asks for.

    For an opening that is gone nobody is looked for.
    """
    asked = next((each for each in fresh_openings(desk) if each.opening == params.opening), None)
    if asked is None or not asked.competences:
        return []
    wanted = ",".join(asked.competences)
    search = CompetenceSearch(all_of=wanted, limit=params.limit, skip=params.skip)
    return find_persons(desk, search)


class OpeningsForCitizen(Struct, frozen=True, forbid_unknown_fields=True):
    """Which citizen an opening is looked for; `fitting` leaves out those that ask for more."""

    citizen: UUID
    kind: OpeningKind | None = None
    fitting: bool = True
    limit: Limit = 100
    skip: Skip = 0


class OpeningForCitizen(Struct, frozen=True):
    """An opening as one citizen meets it; `missing` are the competences the case does not say."""

    opening: UUID
    kind: OpeningKind
    title: str
    places: int
    told_on: date
    competences: tuple[str, ...]
    missing: tuple[str, ...]


def openings_for_citizen(desk: Desk, params: OpeningsForCitizen) -> list[OpeningForCitizen]:
    """Return what is open for a citizen, what fits first, then what lacks the least."""
    found = [
        each
        for each in matched(fresh_openings(desk), competences_of(desk, params.citizen))
        if params.kind in {None, each.kind} and not (params.fitting and each.missing)
    ]
    return found[params.skip : params.skip + params.limit]


def matched(openings: Collection[OpeningShown], has: Collection[str]) -> list[OpeningForCitizen]:
    """Hold openings against what somebody can: what fits comes first, else in the order given."""
    found = [
        OpeningForCitizen(
            opening=each.opening,
            kind=each.kind,
            title=each.title,
            places=each.places,
            told_on=each.told_on,
            competences=each.competences,
            missing=tuple(code for code in each.competences if code not in has),
        )
        for each in openings
    ]
    return sorted(found, key=lambda each: len(each.missing))


def competences_of(desk: Desk, citizen: UUID) -> frozenset[str]:
    """Return what the citizen's open case says that the citizen can, as of this moment.

    The case itself is asked, not the list of competences: what was noted a moment ago counts.
    """
    row = latest_case_of(desk, citizen)
    state = desk.load(citizen_case, row.citizen_case).state if row else None
    return frozenset(state.competences) if isinstance(state, Open) else frozenset()
