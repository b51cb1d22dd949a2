"""What companies need, seen by industry and by centre: openings they told of and agreements (C-02).

No citizen and no company stands in the answer. An opening is one a company told of at a contact,
until a follow-up says that it is gone; a company that closed counts no more.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Annotated, Final

from msgspec import Meta, Struct

from services.company_contact.domain.agreement_capacity import places_on
from services.company_contact.views.agreement_list import AGREEMENT_LIST, AgreementRow
from services.company_contact.views.company_list import COMPANY_LIST
from services.company_contact.views.contact_list import CONTACT_LIST, ContactRow
from shared.casework.declare import Desk, Query

_GONE: Final = ("openings_filled", "no_openings")


class MarketQuestion(Struct, frozen=True):
    """Which part of the labour market; `told_since` leaves out openings told before that day."""

    industry: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    told_since: date | None = None


class Agreed(Struct, frozen=True, kw_only=True):
    """Agreements that hold today, and the practice places open today."""

    partnerships: int
    standing_jobs: int
    places: int


class IndustryDemand(Struct, frozen=True, kw_only=True):
    """What is open in one industry; the latest opening was told of on `told_on`."""

    industry: str
    companies: int
    openings: int
    told_on: date | None
    agreed: Agreed


class CentreDemand(Struct, frozen=True, kw_only=True):
    """What one centre has agreed on with companies."""

    centre: str
    agreed: Agreed


class Market(Struct, frozen=True):
    """The demand of each industry, the most openings first, and of each centre."""

    industries: tuple[IndustryDemand, ...]
    centres: tuple[CentreDemand, ...]


def market(desk: Desk, params: MarketQuestion) -> Market:
    """Add up what companies that work told of and agreed to."""
    open_now = "closed_on is null and (%(industry)s::text is null or industry = %(industry)s)"
    companies = desk.rows(COMPANY_LIST, open_now, {"industry": params.industry})
    of = {row.company: row.industry for row in companies}
    told = [row for row in _openings(desk, params.told_since) if row.company in of]
    holds = [row for row in _agreements(desk) if row.company in of]
    industries = [
        _demand(
            industry,
            sum(each == industry for each in of.values()),
            [row for row in told if of[row.company] == industry],
            _agreed((row for row in holds if of[row.company] == industry), desk.today),
        )
        for industry in sorted(set(of.values()))
    ]
    centres = [
        CentreDemand(
            centre=centre,
            agreed=_agreed((row for row in holds if row.centre == centre), desk.today),
        )
        for centre in sorted({row.centre for row in holds})
    ]
    industries.sort(key=attrgetter("openings"), reverse=True)
    return Market(tuple(industries), tuple(centres))


def _openings(desk: Desk, told_since: date | None) -> list[ContactRow]:
    return desk.rows(
        CONTACT_LIST,
        "openings > 0 and stage in ('held', 'followed_up')"
        " and not coalesce(outcome = any(%(gone)s), false)"
        " and (%(told_since)s::date is null or held_on >= %(told_since)s)",
        {"gone": list(_GONE), "told_since": told_since},
    )


def _agreements(desk: Desk) -> list[AgreementRow]:
    return [
        row
        for row in desk.rows(AGREEMENT_LIST, "stage = 'active'")
        if row.terms.first_day <= desk.today <= row.last_day
    ]


def _demand(
    industry: str, companies: int, told: list[ContactRow], agreed: Agreed
) -> IndustryDemand:
    return IndustryDemand(
        industry=industry,
        companies=companies,
        openings=sum(row.openings or 0 for row in told),
        told_on=max((row.held_on for row in told if row.held_on), default=None),
        agreed=agreed,
    )


def _agreed(holds: Iterable[AgreementRow], today: date) -> Agreed:
    rows = list(holds)
    return Agreed(
        partnerships=sum(row.kind == "partnership" for row in rows),
        standing_jobs=sum(row.kind == "standing_jobs" for row in rows),
        places=sum(places_on(row.capacity, today) for row in rows),
    )


LABOUR_MARKET: Final = Query(
    name="labour_market",
    path="/labour-market",
    params=MarketQuestion,
    answer=Market,
    run=market,
)
