"""The list every service has: which cases there are, about whom, open or closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.eventlog.event import tag_of
from shared.eventlog.view import View

if TYPE_CHECKING:
    from shared.casework.declare import Service
    from shared.eventlog.envelope import Recorded


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
