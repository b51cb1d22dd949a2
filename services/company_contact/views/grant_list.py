"""What was asked for at which workplace, and what was answered; of whom or why nothing is told."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.company_contact.domain import workplace_grant as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Stage: TypeAlias = Literal["asked", "given", "refused", "stopped", "called_off"]


class GrantRow(Struct, frozen=True):
    """One request and its answer; `reason` where it was refused or stopped."""

    grant: UUID
    company: UUID
    unit: str
    wanted_from: date
    asked_on: date
    stage: str = "asked"
    answered_on: date | None = None
    from_: date | None = None
    to: date | None = None
    amount: int | None = None
    given_as: str | None = None
    reason: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the request a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "workplace_grant" else []


def project(key: RowKey, row: GrantRow | None, recorded: Recorded[Any]) -> GrantRow | None:
    """Give the request's row after a fact."""
    match recorded.event, row:
        case told.WorkplaceGrantRequested() as e, _:
            asked_on = recorded.meta.effective_on
            return GrantRow(key[0], e.company, e.unit, e.wanted_from, asked_on)
        case told.WorkplaceGrantGiven() as e, GrantRow():
            return replace(
                row,
                stage="given",
                answered_on=e.given_on,
                from_=e.from_,
                to=e.to,
                amount=e.amount,
                given_as=e.given_as,
            )
        case told.WorkplaceGrantDeclined() as e, GrantRow():
            return replace(row, stage="refused", answered_on=e.refused_on, reason=e.reason)
        case told.WorkplaceGrantAnswerWithdrawn(), GrantRow():
            return GrantRow(row.grant, row.company, row.unit, row.wanted_from, row.asked_on)
        case told.WorkplaceGrantStopped() as e, GrantRow():
            return replace(row, stage="stopped", to=e.last_day, reason=e.reason)
        case told.WorkplaceGrantCalledOff(), GrantRow():
            return replace(row, stage="called_off")
        case _:
            return row


GRANT_LIST = View(
    name="grant_list",
    version=1,
    row=GrantRow,
    key=("grant",),
    touches=touches,
    project=project,
    indexes=(("company",), ("stage", "asked_on")),
)


class GrantSearch(Struct, frozen=True):
    """Which requests to show; `after` is the last of the page before."""

    company: UUID | None = None
    stage: Stage | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class GrantPage(Struct, frozen=True):
    """Some requests, and where the next page starts; None when there is none."""

    grants: list[GrantRow]
    next: UUID | None = None


def grants(desk: Desk, params: GrantSearch) -> GrantPage:
    """Show what is asked for at workplaces, in the order it was asked."""
    rows = desk.rows(
        GRANT_LIST,
        "(%(company)s::uuid is null or company = %(company)s)"
        " and (%(stage)s::text is null or stage = %(stage)s)"
        ' and (%(after)s::uuid is null or "grant" > %(after)s)'
        ' order by "grant" limit %(rows)s',
        {
            "company": params.company,
            "stage": params.stage,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return GrantPage(page, page[-1].grant if len(rows) > params.limit else None)


GRANTS = Query(
    name="grant_list",
    path="/grant-list",
    params=GrantSearch,
    answer=GrantPage,
    run=grants,
)
