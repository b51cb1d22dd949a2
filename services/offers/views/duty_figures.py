"""Whether offers were given in time: the flow of a stretch of months, the stock of one day.

The flow (measure T9) takes the first and repeated offers falling due; a wage subsidy given in time
counts as in time while it may still begin. One that was missed stays so when the duty ends
afterwards; one that never was owed leaves the month. The stock (F.2) asks who lacks an offer on one
day, of those on benefit and not exempt. How the months are summed stands in
`shared/law/timeliness.py`.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from msgspec import Struct

from services.offers.views.duty_list import DUTY_LIST, DutyRow
from shared.casework.declare import Desk
from shared.law.deadline_list import DEADLINES, FELL_DUE, DeadlineRow
from shared.law.timeliness import (
    Month,
    PerMille,
    months_between,
    months_of,
    second_week,
    shares,
    shown,
)

_PER_MILLE: Final = 1000
_NO_BENEFIT: Final = "self_supporting"


class OfferTimeliness(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers falling due from the first to the last day, both counted (measure T9)."""

    from_day: date
    to_day: date


class OfferTimelinessShown(Struct, frozen=True):
    """How many offers fell due, how many were in time; `share_per_mille` is rounded down.

    `mean` of the months is the contract's value, `pooled` the share of all, both half up;
    None where nothing fell due.
    """

    falling_due: int
    on_time: int
    late: int
    not_yet: int
    share_per_mille: int | None
    months: tuple[Month, ...] = ()
    months_left_out: int = 0
    mean: PerMille | None = None
    pooled: PerMille | None = None
    reaches_95: bool | None = None


class StockOfOffers(Struct, frozen=True, forbid_unknown_fields=True):
    """The month whose second week is measured, by any of its days."""

    month: date


class OfferStockShown(Struct, frozen=True):
    """How many lack an offer on the day measured, of those on benefit and not exempt."""

    measured_on: date
    missing: int
    on_benefit: int
    share: PerMille | None


def offer_timeliness(desk: Desk, params: OfferTimeliness) -> OfferTimelinessShown:
    """Count the offers that fell due in the days asked for, as they stand now."""
    rows = desk.rows(
        DEADLINES,
        f"rule_key IN ('offer.first', 'offer.repeat') AND {FELL_DUE}"
        " AND timely_until BETWEEN %(from_day)s AND %(to_day)s",
        {"from_day": params.from_day, "to_day": params.to_day},
    )
    return flow(rows, params.from_day, params.to_day)


def flow(rows: Iterable[DeadlineRow], first: date, last: date) -> OfferTimelinessShown:
    """Sum the months; what is late or not done yet is not in time."""
    months = months_of(rows)
    falling_due, on_time = (sum(m.falling_due for m in months), sum(m.on_time for m in months))
    mean, pooled, reaches = shares(months)
    return OfferTimelinessShown(
        falling_due=falling_due,
        on_time=on_time,
        late=sum(m.late for m in months),
        not_yet=sum(m.not_yet for m in months),
        share_per_mille=on_time * _PER_MILLE // falling_due if falling_due else None,
        months=months,
        months_left_out=months_between(first, last) - len(months),
        mean=mean,
        pooled=pooled,
        reaches_95=reaches,
    )


def stock_of_offers(desk: Desk, params: StockOfOffers) -> OfferStockShown:
    """Return the stock of a month's second week, with the exemptions of that day."""
    day = second_week(params.month)
    overdue = desk.rows(
        DEADLINES,
        "rule_key LIKE 'offer.%%' AND (status <> 'withdrawn' OR gone_on > %(day)s)"
        " AND timely_until < %(day)s"
        " AND coalesce(met_on >= %(day)s, true)",
        {"day": day},
    )
    return stock(desk.rows(DUTY_LIST), {row.citizens[0] for row in overdue}, day)


def stock(duties: Iterable[DutyRow], overdue: set[UUID], day: date) -> OfferStockShown:
    """Count who lacks an offer among those who are owed offers that day."""
    owed = [each.citizen for each in duties if _is_owed(each, day)]
    missing = sum(citizen in overdue for citizen in owed)
    share = shown(Fraction(missing, len(owed))) if owed else None
    return OfferStockShown(day, missing, len(owed), share)


def _is_owed(row: DutyRow, day: date) -> bool:
    on_benefit = any(
        each.benefit_basis != _NO_BENEFIT and each.start <= day and (not each.to or day < each.to)
        for each in row.stretches
    )
    away = any(each.start <= day and (not each.to or day < each.to) for each in row.absences)
    return on_benefit and not away


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
