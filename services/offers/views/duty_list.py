"""Who is owed an offer by when, how many were in time, and how many are exempt (lists L2, T9)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.offers.domain.offer_duty_events import (
    CountedOfferWithdrawn,
    OfferCounted,
    OfferDutyClosed,
    OfferDutyCorrected,
    OfferDutyGroupNoted,
    OfferDutyOpened,
    OfferDutyPaused,
    OfferDutyReopened,
    OfferDutyResumed,
    OfferExempted,
    OfferExemptionEnded,
)
from services.offers.views.filters import Limit
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.deadline_list import DEADLINES, DeadlineRow

# Act 1750 of 2025 lets a share of these be exempt.
_QUOTA_GROUPS: Final = frozenset({"tg1_insured", "tg2_cash_ready", "tg12_education_ready"})
_PER_MILLE: Final = 1000


class DutyRow(Struct, frozen=True):
    """One citizen's duty; `quota_counts` says that the exempt share is counted among such."""

    citizen: UUID
    citizen_case: UUID
    status: str
    benefit_basis: str
    target_group: str | None
    age: int | None
    since: date
    quota_counts: bool
    exempt: bool = False
    paused: tuple[str, ...] = ()
    counted: tuple[UUID, ...] = ()


_READ: Final = (
    OfferDutyOpened,
    OfferDutyCorrected,
    OfferDutyGroupNoted,
    OfferDutyClosed,
    OfferDutyReopened,
    OfferDutyPaused,
    OfferDutyResumed,
    OfferCounted,
    CountedOfferWithdrawn,
    OfferExempted,
    OfferExemptionEnded,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the citizen a fact about the duty is about."""
    return [(recorded.event.citizen,)] if isinstance(recorded.event, _READ) else []


def project(key: RowKey, row: DutyRow | None, recorded: Recorded[Any]) -> DutyRow | None:
    """Return the citizen's row after a fact."""
    del key
    event = recorded.event
    if isinstance(event, OfferDutyOpened):
        opened = structs.asdict(event)
        return DutyRow(status="open", quota_counts=_in_quota(event.target_group), **opened)
    return None if row is None else _changed(row, event)


def _changed(row: DutyRow, event: object) -> DutyRow:
    match event:
        case OfferDutyCorrected(target_group=group):
            return replace(row, **structs.asdict(event), quota_counts=_in_quota(group))
        case OfferDutyGroupNoted(target_group=group):
            return replace(row, target_group=group, quota_counts=_in_quota(group))
        case OfferDutyClosed():
            return replace(row, status="closed", paused=(), exempt=False)
        case OfferDutyReopened():
            return replace(row, status="open")
        case OfferExempted():
            return replace(row, exempt=True)
        case OfferExemptionEnded():
            return replace(row, exempt=False)
        case _:
            return _held(row, event)


def _held(row: DutyRow, event: object) -> DutyRow:
    match event:
        case OfferDutyPaused(kind=kind):
            return replace(row, paused=(*row.paused, kind))
        case OfferDutyResumed(kind=kind):
            return replace(row, paused=tuple(each for each in row.paused if each != kind))
        case OfferCounted(placement=placement):
            return replace(row, counted=(*row.counted, placement))
        case CountedOfferWithdrawn(placement=placement):
            return replace(row, counted=tuple(each for each in row.counted if each != placement))
        case _:
            return row


def _in_quota(group: str | None) -> bool:
    return group in _QUOTA_GROUPS


DUTY_LIST: Final = View[DutyRow](
    name="duty_list",
    version=1,
    row=DutyRow,
    key=("citizen",),
    touches=touches,
    project=project,
    indexes=(("status", "citizen"),),
)


class OffersDue(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers that are overdue or due within so many days (list L2)."""

    within_days: Annotated[int, Meta(ge=0, le=3650)] = 28
    citizen: UUID | None = None
    limit: Limit = 100


class OfferDue(Struct, frozen=True):
    """One offer that is owed; `days_left` is negative when it is overdue."""

    citizen: UUID
    rule_key: str
    law_ref: str
    evidence: str
    due: date
    plan_by: date
    timely_until: date
    days_left: int
    overdue: bool


_OPEN: Final = "status IN ('running', 'missed') AND rule_key LIKE 'offer.%%'"


def offers_due(desk: Desk, params: OffersDue) -> list[OfferDue]:
    """Return what is owed, overdue first, then what is due first."""
    asked = {"citizen": params.citizen, "days": params.within_days, "today": desk.today}
    whose = " AND citizens @> ARRAY[%(citizen)s]::uuid[]" if params.citizen else ""
    near = " AND timely_until <= %(today)s::date + %(days)s::int"
    order = " ORDER BY timely_until, stream, deadline LIMIT %(limit)s"
    rows = desk.rows(DEADLINES, _OPEN + whose + near + order, {**asked, "limit": params.limit})
    return [_due(row, desk.today) for row in rows]


def _due(row: DeadlineRow, today: date) -> OfferDue:
    return OfferDue(
        citizen=row.citizens[0],
        rule_key=row.rule_key,
        law_ref=row.law_ref,
        evidence=row.evidence,
        due=row.due,
        plan_by=row.plan_by,
        timely_until=row.timely_until,
        days_left=(row.timely_until - today).days,
        overdue=row.timely_until < today,
    )


class OfferTimeliness(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers falling due from the first to the last day, both counted (measure T9)."""

    from_day: date
    to_day: date


class OfferTimelinessShown(Struct, frozen=True):
    """How many offers fell due, how many were in time; `share_per_mille` is rounded down."""

    falling_due: int
    on_time: int
    late: int
    not_yet: int
    share_per_mille: int | None


def offer_timeliness(desk: Desk, params: OfferTimeliness) -> OfferTimelinessShown:
    """Count the offers that fell due in the days asked for, as they stand now."""
    rows = desk.rows(
        DEADLINES,
        "rule_key IN ('offer.first', 'offer.repeat') AND status <> 'withdrawn'"
        " AND timely_until BETWEEN %(from_day)s AND %(to_day)s",
        {"from_day": params.from_day, "to_day": params.to_day},
    )
    on_time = sum(row.status == "met" and row.late_by_days == 0 for row in rows)
    late = sum(row.status == "met" and row.late_by_days > 0 for row in rows)
    share = on_time * _PER_MILLE // len(rows) if rows else None
    return OfferTimelinessShown(len(rows), on_time, late, len(rows) - on_time - late, share)


class OfferQuota(Struct, frozen=True, forbid_unknown_fields=True):
    """The exempt share today."""


class OfferQuotaShown(Struct, frozen=True):
    """How many are exempt of how many."""

    citizens: int
    exempt: int


def offer_quota(desk: Desk, params: OfferQuota) -> OfferQuotaShown:
    """Count the exempt among those the law counts."""
    del params
    rows = desk.rows(DUTY_LIST, "status = 'open' AND quota_counts")
    return OfferQuotaShown(len(rows), sum(row.exempt for row in rows))
