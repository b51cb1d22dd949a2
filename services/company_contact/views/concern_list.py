"""Concerns about companies: which are open, and whether placements were approved all the same."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.company_contact.domain import ethical_concern as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

ConcernStage: TypeAlias = Literal["raised", "resolved"]


class ConcernRow(Struct, frozen=True):
    """One concern as it stands; who raised it is told by its facts."""

    concern: UUID
    company: UUID
    kind: str
    raised_on: date
    stage: str = "raised"
    approved: bool = False
    resolved_on: date | None = None
    finding: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the concern a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "ethical_concern" else []


def project(key: RowKey, row: ConcernRow | None, recorded: Recorded[Any]) -> ConcernRow | None:
    """Give the concern's row after a fact."""
    match recorded.event, row:
        case told.EthicalConcernRaised(company, kind, on), _:
            return ConcernRow(key[0], company, kind, on)
        case told.PlacementsApproved(), ConcernRow():
            return replace(row, approved=True)
        case told.EthicalConcernResolved(resolved_on=on, finding=finding), ConcernRow():
            return replace(row, stage="resolved", resolved_on=on, finding=finding)
        case told.ConcernStepWithdrawn(approved=approved), ConcernRow():
            again = replace(row, stage="raised", resolved_on=None, finding=None)
            return replace(again, approved=approved)
        case _:
            return row


CONCERN_LIST: Final = View(
    name="concern_list",
    version=1,
    row=ConcernRow,
    key=("concern",),
    touches=touches,
    project=project,
    indexes=(("company", "stage"),),
)


def in_the_way(desk: Desk, company: UUID) -> bool:
    """Say whether a concern is open under which no new placement was approved (C-06)."""
    waits = "company = %(company)s and stage = 'raised' and not approved limit 1"
    return bool(desk.rows(CONCERN_LIST, waits, {"company": company}))


def waiting(desk: Desk, companies: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these companies about which a concern stands in the way."""
    waits = "company = any(%(companies)s) and stage = 'raised' and not approved"
    rows = desk.rows(CONCERN_LIST, waits, {"companies": list(companies)})
    return frozenset(row.company for row in rows)


class ConcernSearch(Struct, frozen=True):
    """Which concerns to show; `after` is the last of the page before."""

    company: UUID | None = None
    stage: ConcernStage | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class ConcernPage(Struct, frozen=True):
    """Some concerns, and where the next page starts; None when there is none."""

    concerns: list[ConcernRow]
    next: UUID | None = None


def concerns(desk: Desk, params: ConcernSearch) -> ConcernPage:
    """Show concerns about companies, in the order in which they were raised."""
    rows = desk.rows(
        CONCERN_LIST,
        "(%(company)s::uuid is null or company = %(company)s)"
        " and (%(stage)s::text is null or stage = %(stage)s)"
        " and (%(after)s::uuid is null or concern > %(after)s)"
        " order by concern limit %(rows)s",
        {**structs.asdict(params), "rows": params.limit + 1},
    )
    page = rows[: params.limit]
    return ConcernPage(page, page[-1].concern if len(rows) > params.limit else None)


CONCERNS: Final = Query(
    name="concern_list",
    path="/concern-list",
    params=ConcernSearch,
    answer=ConcernPage,
    run=concerns,
)
