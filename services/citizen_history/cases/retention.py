"""Who has been kept for as long as the rule says: a list for people, who decide; nothing is erased.

Law: databeskyttelsesforordningen art. 5(1)(e). Erasing goes by request and approval of two persons,
as every erasure does (`domain/erasure.py`).
"""

from datetime import date, timedelta
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from services.citizen_history.cases.erasure_findings import (
    APART,
    is_held,
    kept_together,
    last_fact,
    open_cases,
)
from services.citizen_history.cases.identities import is_erased
from services.citizen_history.domain.erasure import ERASURE, Requested
from services.citizen_history.domain.legal_hold import LEGAL_HOLD
from services.citizen_history.views.relations import RELATIONS
from shared.casework.declare import Desk
from shared.law.arithmetic import add_months

_CHUNK: Final = 200
_MONTH_ENDS: Final = timedelta(days=4)
"""Months differ by so many days; who is exactly due is reckoned from the rule afterwards."""
_STILL: Final = (
    "citizen IN (SELECT citizen FROM {relations} WHERE citizen > %(after)s"
    " GROUP BY citizen HAVING max(last_on)"
    " FILTER (WHERE split_part(stream, '-', 1) <> ALL(%(apart)s)) <= %(cutoff)s"
    " ORDER BY citizen LIMIT %(chunk)s)"
)


class RetentionDue(Struct, frozen=True, forbid_unknown_fields=True):
    """Which part of the list: the citizens after an id, as many as wanted."""

    after: UUID = UUID(int=0)
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class Due(Struct, frozen=True):
    """A citizen whose time is over; `due` says that two persons may decide now.

    Else something stands in the way: a legal hold, or cases that were never ended.
    """

    citizen: UUID
    last_fact: date
    kept_until: date
    due: bool
    legal_hold: bool
    open_cases: tuple[str, ...]
    requested: bool


def retention_due(desk: Desk, params: RetentionDue) -> list[Due]:
    """List citizens whose retention is over, by id, with what stands in the way."""
    found: list[Due] = []
    after = params.after
    while len(found) < params.limit:
        citizens = _still(desk, after)
        if not citizens:
            break
        found += [due for each in citizens if (due := _due(desk, each)) is not None]
        after = citizens[-1]
    return found[: params.limit]


def _still(desk: Desk, after: UUID) -> list[UUID]:
    """Return the next citizens about whom nothing was told for about as long as is asked for."""
    months = desk.rules.rule("erasure.retention", desk.today).number
    rows = desk.rows(
        RELATIONS,
        _STILL.format(relations=RELATIONS.table),
        {
            "after": after,
            "apart": APART,
            "cutoff": add_months(desk.today, -months) + _MONTH_ENDS,
            "chunk": _CHUNK,
        },
    )
    return sorted({row.citizen for row in rows})


def _due(desk: Desk, citizen: UUID) -> Due | None:
    """Say how it stands with one person; None when the time is not over, or was.

    A person with several ids stands in the list once, by the id that was kept.
    """
    persons = desk.persons((citizen,))
    if persons.is_retired(citizen):
        return None
    together = kept_together(persons, citizen)
    last = last_fact(desk, together)
    if last is None or is_erased(desk, citizen):
        return None
    kept_until = add_months(last, desk.rules.rule("erasure.retention", desk.today).number)
    if desk.today < kept_until:
        return None
    held = is_held([desk.load(LEGAL_HOLD, each) for each in together])
    still = open_cases(desk, persons.ids(citizen))
    asked = isinstance(desk.load(ERASURE, citizen).state, Requested)
    return Due(citizen, last, kept_until, not held and not still, held, still, asked)
