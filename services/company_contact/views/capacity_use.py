"""How much of the places companies agreed to was used in a year (T5, F.1), and where too little is.

Occupied is what offers tell of the places they name: from the day somebody began to the last day.
"""

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from services.company_contact.domain.agreement_capacity import (
    MonthUse,
    Places,
    capacity_use,
    month_use,
    months_before,
    under,
    year_months,
)
from services.company_contact.domain.agreement_terms import Centre
from services.company_contact.domain.place import Place, occupied_days
from services.company_contact.views.agreement_list import AGREEMENT_LIST, AgreementRow
from services.company_contact.views.company_list import COMPANY_LIST
from services.company_contact.views.place_list import places_of
from shared.casework.declare import Desk, Query
from shared.law.steps import half_up

_TARGET: Final = "capacity.use_target"
_WARNED: Final = "capacity.warn_after"
_WHOLE: Final = 100
_HUNDREDTHS: Final = 100 * _WHOLE


class UseQuestion(Struct, frozen=True):
    """A year; of one company or one centre where it is named, else of all."""

    year: Annotated[int, Meta(ge=2007, le=2100)]
    company: UUID | None = None
    centre: Centre | None = None


class UseAnswer(Struct, frozen=True, kw_only=True):
    """The months, and their mean, the contract's value; shares in hundredths of a per cent.

    `pooled` is all place-days together: it is shown and decides nothing. A month that is not over
    says only what was agreed on. `left_out` are months without a place. `reached` compares the
    value before it is rounded.
    """

    months: tuple[MonthUse, ...]
    left_out: tuple[date, ...]
    mean: int | None
    pooled: int | None
    target: int
    reached: bool | None


def use(desk: Desk, params: UseQuestion) -> UseAnswer:
    """Hold the places that were used against those that were agreed on."""
    rows = _agreements(desk, params.company, params.centre)
    first, last = date(params.year, 1, 1), date(params.year, 12, 31)
    held = places_of(desk, [row.agreement for row in rows], first, last)
    places = [place for row in rows for place in held[row.agreement]]
    capacity = [each for row in rows for each in row.capacity]
    used = capacity_use(_months(capacity, places, year_months(params.year), desk.today))
    target = desk.rules.rule(_TARGET, last).number
    return UseAnswer(
        months=used.months,
        left_out=tuple(month.first_day for month in used.months if not month.agreed),
        mean=_hundredths(used.mean),
        pooled=_hundredths(used.pooled),
        target=target,
        reached=None if used.mean is None else used.mean >= Fraction(target, _WHOLE),
    )


class WarningQuestion(Struct, frozen=True):
    """Whose agreements; all where nothing is named."""

    centre: Centre | None = None
    company: UUID | None = None


class Underused(Struct, frozen=True, kw_only=True):
    """An agreement whose latest months each missed the target; `use` of them all, in hundredths."""

    agreement: UUID
    company: UUID
    company_name: str | None
    centre: str
    months: tuple[MonthUse, ...]
    use: int | None
    target: int


def warnings(desk: Desk, params: WarningQuestion) -> list[Underused]:
    """Show KVS which agreements were used too little, month upon month, the least used first."""
    target = desk.rules.rule(_TARGET, desk.today).number
    months = months_before(desk.today, desk.rules.rule(_WARNED, desk.today).number)
    rows = [row for row in _agreements(desk, params.company, params.centre) if _holds(row)]
    held = places_of(desk, [row.agreement for row in rows], months[0], desk.today)
    names = _names(desk, {row.company for row in rows})
    found = []
    for row in rows:
        last = _months(row.capacity, held[row.agreement], months, desk.today)
        if all(under(month, Fraction(target, _WHOLE)) for month in last):
            found.append(_warned(row, last, names.get(row.company), target))
    return sorted(found, key=lambda each: (each.use, each.agreement))


def _warned(
    row: AgreementRow, months: tuple[MonthUse, ...], company_name: str | None, target: int
) -> Underused:
    return Underused(
        agreement=row.agreement,
        company=row.company,
        company_name=company_name,
        centre=row.centre,
        months=months,
        use=_hundredths(capacity_use(months).pooled),
        target=target,
    )


def _holds(row: AgreementRow) -> bool:
    return row.stage in {"active", "suspended"}


def _agreements(desk: Desk, company: UUID | None, centre: str | None) -> list[AgreementRow]:
    return desk.rows(
        AGREEMENT_LIST,
        "(%(company)s::uuid is null or company = %(company)s)"
        " and (%(centre)s::text is null or centre = %(centre)s)",
        {"company": company, "centre": centre},
    )


def _names(desk: Desk, companies: Collection[UUID]) -> dict[UUID, str]:
    rows = desk.rows(COMPANY_LIST, "company = any(%(of)s)", {"of": list(companies)})
    return {row.company: row.name for row in rows}


def _months(
    capacity: Sequence[Places], places: Sequence[Place], months: Sequence[date], today: date
) -> tuple[MonthUse, ...]:
    """Return what was used in these months; one that is not over is not counted."""
    return tuple(
        month_use(capacity, first, lambda one, last: occupied_days(places, one, last), today)
        for first in months
    )


def _hundredths(share: Fraction | None) -> int | None:
    if share is None:
        return None
    return half_up(_HUNDREDTHS * share.numerator, share.denominator)


CAPACITY_USE: Final = Query(
    name="capacity_use",
    path="/capacity-use",
    params=UseQuestion,
    answer=UseAnswer,
    run=use,
)
CAPACITY_WARNINGS: Final = Query(
    name="capacity_warnings",
    path="/capacity-warnings",
    params=WarningQuestion,
    answer=list[Underused],
    run=warnings,
)
