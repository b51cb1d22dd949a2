"""The questions that every service answers: its deadlines, and a citizen's part of its log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta, Struct

from shared.casework.citizen_file import FiledFact, FileOf, file_of
from shared.casework.declare import Query
from shared.law.deadline_list import DEADLINES, DeadlineRow

if TYPE_CHECKING:
    from shared.casework.declare import Desk


class Deadlines(Struct, frozen=True, forbid_unknown_fields=True):
    """Which deadlines are asked for; `due_by` gives those whose last timely day is no later."""

    citizen: UUID | None = None
    status: Literal["running", "paused", "met", "missed", "withdrawn"] | None = None
    rule: str | None = None
    due_by: date | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


def deadlines(desk: Desk, asked: Deadlines) -> list[DeadlineRow]:
    """Return deadlines, the one that ends first at the top."""
    conditions = ["true"]
    if asked.citizen is not None:
        conditions.append("citizens @> ARRAY[%(citizen)s]::uuid[]")
    if asked.status is not None:
        conditions.append("status = %(status)s")
    if asked.rule is not None:
        conditions.append("rule_key = %(rule)s")
    if asked.due_by is not None:
        conditions.append("timely_until <= %(due_by)s")
    where = " AND ".join(conditions) + " ORDER BY timely_until, stream, deadline LIMIT %(limit)s"
    return desk.rows(
        DEADLINES,
        where,
        {
            "citizen": asked.citizen,
            "status": asked.status,
            "rule": asked.rule,
            "due_by": asked.due_by,
            "limit": asked.limit,
        },
    )


PLUMBING: Final = (
    Query(
        name="deadlines",
        path="deadlines",
        params=Deadlines,
        answer=list[DeadlineRow],
        run=deadlines,
        ordered_by=("timely_until", "stream", "deadline"),
    ),
    Query(
        name="citizen_file",
        path="citizens/{citizen}/file",
        params=FileOf,
        answer=list[FiledFact],
        run=file_of,
        ordered_by=("position",),
        look="file",
    ),
)
