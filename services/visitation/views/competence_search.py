"""Who can what: exactly the open cases whose citizens have all the competences asked for (V-18)."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.citizen_case import CaseClosed, CaseReopened
from services.visitation.domain.competences import CompetencesNoted
from services.visitation.views.filters import Limit, Skip
from services.visitation.views.owners import NOBODY, owners_of
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_CODE: Final = "[a-z0-9_-]{1,60}"
Codes = Annotated[str, Meta(pattern=f"^{_CODE}(,{_CODE}){{0,19}}$")]


class CompetenceRow(Struct, frozen=True):
    """What one citizen can, as said in the case."""

    citizen_case: UUID
    citizen: UUID
    competences: tuple[str, ...]
    open: bool = True


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the case a fact is about."""
    read = isinstance(recorded.event, CompetencesNoted | CaseClosed | CaseReopened)
    return [(UUID(recorded.case_id),)] if read else []


def project(
    key: RowKey, row: CompetenceRow | None, recorded: Recorded[Any]
) -> CompetenceRow | None:
    """Return the case's row after a fact."""
    match recorded.event:
        case CompetencesNoted(citizen, competences):
            return CompetenceRow(key[0], citizen, competences)
        case CaseClosed() if row is not None:
            return replace(row, open=False)
        case CaseReopened() if row is not None:
            return replace(row, open=True)
        case _:
            return row


COMPETENCES: Final = View[CompetenceRow](
    name="competence_list",
    version=1,
    row=CompetenceRow,
    key=("citizen_case",),
    touches=touches,
    project=project,
)


class CompetenceSearch(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is looked for: `all_of` and `any_of` are codes with commas between them."""

    all_of: Codes | None = None
    any_of: Codes | None = None
    limit: Limit = 100
    skip: Skip = 0


class PersonFound(Struct, frozen=True):
    """One citizen who can what was asked for, and who to ask about the citizen."""

    citizen: UUID
    citizen_case: UUID
    competences: tuple[str, ...]
    owner: str | None


def find_persons(desk: Desk, params: CompetenceSearch) -> list[PersonFound]:
    """Return exactly those who can all of the one and any of the other; nothing asked, nobody."""
    asked = {
        "all_of": params.all_of.split(",") if params.all_of else None,
        "any_of": params.any_of.split(",") if params.any_of else None,
        "limit": params.limit,
        "skip": params.skip,
    }
    wanted = {"all_of": "competences @> %(all_of)s", "any_of": "competences && %(any_of)s"}
    named = [sql for name, sql in wanted.items() if asked[name] is not None]
    if not named:
        return []
    page = "order by citizen_case limit %(limit)s offset %(skip)s"
    rows = desk.rows(COMPETENCES, f"open and {' and '.join(named)} {page}", asked)
    who = owners_of(desk, (row.citizen for row in rows))
    return [
        PersonFound(
            row.citizen, row.citizen_case, row.competences, who.get(row.citizen, NOBODY).owner
        )
        for row in rows
    ]
