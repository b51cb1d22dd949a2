"""The sick-pay cases: who is away since when, and whether they are well again. No health data."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.sickpay.domain import ending_events as ending
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain.sick_pay_orders import LegalBasis, Notifier
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.eventlog.view import RowKey, View


class SickPayRow(Struct, frozen=True):
    """A sick-pay case as it stands."""

    sick_pay_case: UUID
    citizen: UUID
    employment: str
    first_absence_day: date
    notified_by: Notifier
    notified_on: date
    recovered_on: date | None = None
    withdrawn: bool = False
    legal_basis: LegalBasis = "sick_pay"
    ended_after: date | None = None
    hearing: UUID | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the case a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "sick_pay_case" else []


def project(key: RowKey, row: SickPayRow | None, recorded: Recorded[Any]) -> SickPayRow | None:
    """Give the case's row after a fact."""
    match recorded.event, row:
        case told.AbsenceNotified() as e, _:
            return SickPayRow(
                sick_pay_case=key[0],
                citizen=e.citizen,
                employment=e.employment,
                first_absence_day=e.first_absence_day,
                notified_by=e.notified_by,
                notified_on=e.notified_on,
            )
        case told.CashBenefitFollowUpOpened() as e, _:
            return SickPayRow(
                sick_pay_case=key[0],
                citizen=e.citizen,
                employment="cash_benefit",
                first_absence_day=e.first_absence_day,
                notified_by="jobcenter",
                notified_on=e.first_absence_day,
                legal_basis="cash_benefit",
            )
        case told.FirstAbsenceDayCorrected(first_absence_day=day), SickPayRow():
            return replace(row, first_absence_day=day)
        case told.NotificationCorrected(notified_by=by, notified_on=on), SickPayRow():
            return replace(row, notified_by=by, notified_on=on)
        case told.AbsenceNotificationWithdrawn(), SickPayRow():
            return replace(row, withdrawn=True)
        case told.RecoveryReported(recovered_on=on), SickPayRow():
            return replace(row, recovered_on=on)
        case told.RecoveryCorrected(recovered_on=on), SickPayRow():
            return replace(row, recovered_on=on)
        case told.RecoveryWithdrawn(), SickPayRow():
            return replace(row, recovered_on=None)
        case _, SickPayRow():
            return _ending(row, recorded.event)
        case _:
            return row


def _ending(row: SickPayRow, event: Event) -> SickPayRow:
    match event:
        case ending.SickPayEnded(last_day=last):
            return replace(row, ended_after=last)
        case ending.SickPayEndWithdrawn():
            return replace(row, ended_after=None)
        case ending.HearingNoted(hearing=hearing):
            return replace(row, hearing=hearing)
        case ending.HearingCalledOff():
            return replace(row, hearing=None)
        case _:
            return row


SICK_PAY_LIST = View(
    name="sick_pay_list",
    version=3,
    row=SickPayRow,
    key=("sick_pay_case",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("hearing",)),
)


class SickPaySearch(Struct, frozen=True):
    """Which cases to show; `after` is the last case of the page before."""

    citizen: UUID | None = None
    running: bool = False
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class SickPayPage(Struct, frozen=True):
    """Some cases, and where the next page starts; None when there is none."""

    cases: list[SickPayRow]
    next: UUID | None = None


def cases(desk: Desk, params: SickPaySearch) -> SickPayPage:
    """Show sick-pay cases in the order they were opened; `running` leaves out the ended ones."""
    rows = desk.rows(
        SICK_PAY_LIST,
        "(%(citizen)s::uuid is null or citizen = %(citizen)s)"
        " and (not %(running)s::boolean or"
        " (recovered_on is null and ended_after is null and not withdrawn))"
        " and (%(after)s::uuid is null or sick_pay_case > %(after)s)"
        " order by sick_pay_case limit %(rows)s",
        {
            "citizen": params.citizen,
            "running": params.running,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return SickPayPage(page, page[-1].sick_pay_case if len(rows) > params.limit else None)


SICK_PAY_CASES = Query(
    name="sick_pay_list",
    path="/sick-pay-list",
    params=SickPaySearch,
    answer=SickPayPage,
    run=cases,
    ordered_by=("sick_pay_case",),
)
