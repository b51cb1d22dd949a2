"""How much of the places companies agreed to was used in a year (T5, F.1).

Placements do not name the company they are in (ADR 53), so who asks tells how many place-days
were occupied in each month; the places agreed on are known here.
"""

from datetime import date
from fractions import Fraction
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from services.company_contact.domain.agreement_capacity import MonthUse, capacity_use
from services.company_contact.domain.agreement_terms import Centre
from services.company_contact.views.agreement_list import AGREEMENT_LIST
from shared.casework.declare import Desk, Query
from shared.law.steps import half_up

_TARGET: Final = "capacity.use_target"
_WHOLE: Final = 100
_HUNDREDTHS: Final = 100 * _WHOLE


class UseQuestion(Struct, frozen=True):
    """A year, and the place-days occupied in its months from January on, between commas.

    Of one company or one centre where it is named, else of all. Without `occupied` the answer
    says what was agreed on, and no share.
    """

    year: Annotated[int, Meta(ge=2007, le=2100)]
    occupied: Annotated[str, Meta(pattern=r"^([0-9]{1,7}(,[0-9]{1,7}){0,11})?$")] = ""
    company: UUID | None = None
    centre: Centre | None = None


class UseAnswer(Struct, frozen=True, kw_only=True):
    """The months, and their mean, the contract's value; shares in hundredths of a per cent.

    `pooled` is all place-days together: it is shown and decides nothing. `left_out` are months
    without a place. `reached` compares the value before it is rounded.
    """

    months: tuple[MonthUse, ...]
    left_out: tuple[date, ...]
    mean: int | None
    pooled: int | None
    target: int
    reached: bool | None


def use(desk: Desk, params: UseQuestion) -> UseAnswer:
    """Hold the places that were used against those that were agreed on."""
    rows = desk.rows(
        AGREEMENT_LIST,
        "(%(company)s::uuid is null or company = %(company)s)"
        " and (%(centre)s::text is null or centre = %(centre)s)",
        {"company": params.company, "centre": params.centre},
    )
    places = [each for row in rows for each in row.capacity]
    used = capacity_use(places, params.year, _told(params.occupied))
    target = desk.rules.rule(_TARGET, date(params.year, 12, 31)).number
    return UseAnswer(
        months=used.months,
        left_out=tuple(month.first_day for month in used.months if not month.agreed),
        mean=_hundredths(used.mean),
        pooled=_hundredths(used.pooled),
        target=target,
        reached=None if used.mean is None else used.mean >= Fraction(target, _WHOLE),
    )


def _told(occupied: str) -> list[int]:
    return [int(each) for each in occupied.split(",") if each]


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
