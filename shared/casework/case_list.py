"""The list every service has: which cases there are, about whom, open or closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.casework.persons import Persons
from shared.eventlog.event import tag_of
from shared.eventlog.view import View

if TYPE_CHECKING:
    from shared.casework.declare import Desk, Service
    from shared.eventlog.envelope import Recorded

_OF_A_KIND: Final = "case_type = %(case_type)s AND stream > %(after)s"
_OF_A_PERSON: Final = (
    " AND ((subjects && %(citizens)s::uuid[] AND stream <> ALL(%(elsewhere)s::text[]))"
    " OR stream = ANY(%(here)s::text[]))"
)
_PAGE: Final = " ORDER BY stream LIMIT %(limit)s"


class CaseRow(Struct, frozen=True):
    """One case: where it stands, without anything personal."""

    stream: str
    case_type: str
    case_id: str
    subjects: tuple[UUID, ...]
    opened_on: date
    last_fact: str
    last_recorded_at: datetime
    version: int
    open: bool


def case_list_view(service: Service) -> View[CaseRow]:
    """Make the list of a service's cases from what its case types say closes them."""
    closing = {tag_of(each) for case in service.cases for each in case.closes_on}
    reopening = {tag_of(each) for case in service.cases for each in case.reopens_on}
    kinds = {case.name for case in service.cases}

    def touches(fact: Recorded[Any]) -> list[tuple[str]]:
        return [(fact.stream,)] if fact.case_type in kinds else []

    def project(key: tuple[Any, ...], row: CaseRow | None, fact: Recorded[Any]) -> CaseRow:
        if row is None:
            row = CaseRow(
                stream=key[0],
                case_type=fact.case_type,
                case_id=fact.case_id,
                subjects=fact.meta.subjects,
                opened_on=fact.meta.effective_on,
                last_fact=fact.tag,
                last_recorded_at=fact.recorded_at,
                version=fact.version,
                open=True,
            )
        is_open = (row.open and fact.tag not in closing) or fact.tag in reopening
        return replace(
            row,
            last_fact=fact.tag,
            last_recorded_at=fact.recorded_at,
            version=fact.version,
            open=is_open,
        )

    return View(
        name="case_list",
        version=1,
        row=CaseRow,
        key=("stream",),
        touches=touches,
        project=project,
        indexes=(("subjects",), ("case_type", "stream")),
    )


def listed(
    desk: Desk,
    view: View[CaseRow],
    service: str,
    case_type: str,
    citizen: UUID | None,
    *,
    open_only: bool,
    after: str | None,
    limit: int,
) -> list[CaseRow]:
    """Return cases of one kind, oldest first, after the case that ended the page before.

    A citizen's are those under whichever of the person's ids, as the person's cases stand today.
    """
    persons = Persons() if citizen is None else desk.persons((citizen,))
    where = _OF_A_KIND + ("" if citizen is None else _OF_A_PERSON)
    parameters = {
        "case_type": case_type,
        "after": f"{case_type}-{after}" if after else "",
        "limit": limit,
        **({} if citizen is None else _of_a_person(persons, service, citizen)),
    }
    rows = desk.rows(view, where + (" AND open" if open_only else "") + _PAGE, parameters)
    return [replace(row, subjects=persons.about(service, row.stream, row.subjects)) for row in rows]


def _of_a_person(persons: Persons, service: str, citizen: UUID) -> dict[str, list[Any]]:
    """Name the person's ids, and the cases that were moved to or from the person by a split."""
    moved, me = persons.moved(service), persons.survivor(citizen)
    return {
        "citizens": list(persons.ids(citizen)),
        "elsewhere": [stream for stream, owner in moved.items() if owner != me],
        "here": [stream for stream, owner in moved.items() if owner == me],
    }
