"""Who answers for a citizen's case, as visitation tells it: owner, team and centre."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.offers.messages import CaseAssigned, CaseAssignmentWithdrawn
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class CaseOwnerRow(Struct, frozen=True):
    """Who answers for one citizen's case; all None while nobody does."""

    citizen: UUID
    owner: str | None = None
    team: str | None = None
    centre: str | None = None


NOBODY: Final = CaseOwnerRow(UUID(int=0))


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the citizen whose case got an owner."""
    read = isinstance(recorded.event, CaseAssigned | CaseAssignmentWithdrawn)
    return [(recorded.event.citizen,)] if read else []


def project(key: RowKey, row: CaseOwnerRow | None, recorded: Recorded[Any]) -> CaseOwnerRow:
    """Return who answers for the case now."""
    del row
    told = recorded.event
    return CaseOwnerRow(key[0], told.owner, told.team, told.centre)


CASE_OWNERS: Final = View[CaseOwnerRow](
    name="case_owners",
    version=1,
    row=CaseOwnerRow,
    key=("citizen",),
    touches=touches,
    project=project,
    follows=("visitation",),
    indexes=(("owner",), ("team",)),
)


def owned(desk: Desk, owner: str | None, team: str | None) -> list[UUID] | None:
    """Return whose cases lie with an owner or a team, with all ids of these persons.

    None when neither is asked for.
    """
    asked = {"owner": owner, "team": team}
    named = [f"{name} = %({name})s" for name, value in asked.items() if value is not None]
    if not named:
        return None
    theirs = [row.citizen for row in desk.rows(CASE_OWNERS, " and ".join(named), asked)]
    persons = desk.persons(theirs)
    return sorted({one for each in theirs for one in persons.ids(each)})


def owners_of(desk: Desk, citizens: Iterable[UUID]) -> dict[UUID, CaseOwnerRow]:
    """Return who answers for each citizen, also where the case stands under another of its ids."""
    asked = set(citizens)
    persons, rows = desk.told_of(CASE_OWNERS, asked)
    told = {row.citizen: row for row in rows if _somebody(row)}
    found = {
        each: next((told[one] for one in (each, *persons.ids(each)) if one in told), None)
        for each in asked
    }
    return {each: replace(row, citizen=each) for each, row in found.items() if row}


def _somebody(row: CaseOwnerRow) -> bool:
    return any((row.owner, row.team, row.centre))
