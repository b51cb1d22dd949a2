"""Who answers for a citizen: the owner, team and centre of the citizen's case, beside any list."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, CitizenCaseRow
from shared.casework.declare import Desk


class Owner(Struct, frozen=True):
    """Who answers for a citizen's case; all None while nobody does."""

    owner: str | None = None
    team: str | None = None
    centre: str | None = None


NOBODY: Final = Owner()
OF_OWNED: Final = "citizen = any(%(owned)s)"


def owned(desk: Desk, owner: str | None, team: str | None) -> list[UUID] | None:
    """Return whose cases lie with an owner or a team, with all ids of these persons.

    None when neither is asked for.
    """
    asked = {"owner": owner, "team": team}
    named = [f"{name} = %({name})s" for name, value in asked.items() if value is not None]
    if not named:
        return None
    theirs = [row.citizen for row in desk.rows(CITIZEN_CASE_LIST, " and ".join(named), asked)]
    persons = desk.persons(theirs)
    return sorted({one for each in theirs for one in persons.ids(each)})


def owners_of(desk: Desk, citizens: Iterable[UUID]) -> dict[UUID, Owner]:
    """Return who answers for each citizen: for the open case, else for the latest one."""
    rows = cases_of(desk, citizens)
    return {citizen: Owner(row.owner, row.team, row.centre) for citizen, row in rows.items()}


def cases_of(desk: Desk, citizens: Iterable[UUID]) -> dict[UUID, CitizenCaseRow]:
    """Return each person's open case, else the latest one, under whichever of the ids it is."""
    asked = set(citizens)
    persons, rows = desk.told_of(CITIZEN_CASE_LIST, asked)
    latest = {
        persons.owner(f"visitation/citizen_case-{row.citizen_case}", row.citizen): row
        for row in sorted(rows, key=_last_wins)
    }
    found = ((each, latest.get(persons.survivor(each))) for each in asked)
    return {each: row for each, row in found if row is not None}


def with_owned(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked, with the citizens an asked owner or team answers for."""
    return {**asked, "owned": owned(desk, asked.get("owner"), asked.get("team"))}


def _last_wins(row: CitizenCaseRow) -> tuple[bool, Any]:
    return row.status == "open", row.registered_on
