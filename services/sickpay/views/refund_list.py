"""Employers' refund requests: what is to be fetched, what is to be paid, and at which version.

The amount stands in the case alone. A sender reads here which version to name when it corrects.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.sickpay.domain import refund_events as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

RefundStage: TypeAlias = Literal["requested", "fetched", "paid", "annulled"]


class RefundRow(Struct, frozen=True):
    """One request as it stands; `version` rises with each fact about it."""

    sick_pay_case: UUID
    request: UUID
    citizen: UUID
    from_: date
    to: date
    requested_on: date
    stage: str = "requested"
    version: int = 1


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the request a fact is about."""
    request = getattr(recorded.event, "request", None)
    if recorded.case_type != "sick_pay_case" or not isinstance(request, UUID):
        return []
    return [(UUID(recorded.case_id), request)]


def project(key: RowKey, row: RefundRow | None, recorded: Recorded[Any]) -> RefundRow | None:
    """Give the request's row after a fact."""
    case, request = key
    match recorded.event, row:
        case told.RefundRequested() as e, _:
            on = recorded.meta.effective_on
            return RefundRow(case, request, e.citizen, e.from_, e.to, on)
        case _, None:
            return None
        case told.RefundCorrected(to=to), RefundRow():
            return replace(row, to=to, version=row.version + 1)
        case told.RefundFetched() | told.RefundPaymentWithdrawn(), RefundRow():
            return replace(row, stage="fetched", version=row.version + 1)
        case told.RefundPaid(), RefundRow():
            return replace(row, stage="paid", version=row.version + 1)
        case told.RefundAnnulled(), RefundRow():
            return replace(row, stage="annulled", version=row.version + 1)
        case _:
            return row


REFUND_LIST = View(
    name="refund_list",
    version=1,
    row=RefundRow,
    key=("sick_pay_case", "request"),
    touches=touches,
    project=project,
    indexes=(("stage", "from_"), ("citizen",), ("request",)),
)


class RefundSearch(Struct, frozen=True):
    """Which requests to show; `after` is the last request of the page before."""

    sick_pay_case: UUID | None = None
    stage: RefundStage | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class RefundPage(Struct, frozen=True):
    """Some requests, and where the next page starts; None when there is none."""

    refunds: list[RefundRow]
    next: UUID | None = None


def refunds(desk: Desk, params: RefundSearch) -> RefundPage:
    """Show the requests of a case, or of all at a stage."""
    rows = desk.rows(
        REFUND_LIST,
        "(%(case)s::uuid is null or sick_pay_case = %(case)s)"
        " and (%(stage)s::text is null or stage = %(stage)s)"
        " and (%(after)s::uuid is null or request > %(after)s)"
        " order by request limit %(rows)s",
        {
            "case": params.sick_pay_case,
            "stage": params.stage,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return RefundPage(page, page[-1].request if len(rows) > params.limit else None)


REFUND_REQUESTS = Query(
    name="refund_list",
    path="/refund-list",
    params=RefundSearch,
    answer=RefundPage,
    run=refunds,
)
