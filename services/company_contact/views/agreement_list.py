"""Agreements with companies, as every unit sees them: by company, by centre, by what runs out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.company_contact.domain import agreement_events as told
from services.company_contact.domain.agreement_capacity import Places, places_on
from services.company_contact.domain.agreement_terms import (
    AgreementKind,
    Centre,
    MatchGroup,
    Terms,
)
from services.company_contact.views.company_list import COMPANY_LIST, CompanyRow
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class AgreementRow(Struct, frozen=True):
    """One agreement; `terms` hold where it was signed, `draft` waits for a signature."""

    agreement: UUID
    company: UUID
    stage: str
    kind: str
    centre: str
    last_day: date
    terms: Terms
    draft: Terms | None = None
    review_from: date | None = None
    ended_on: date | None = None
    capacity: tuple[Places, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the agreement a fact is about."""
    mine = recorded.case_type == "partnership_agreement"
    return [(UUID(recorded.case_id),)] if mine else []


def project(key: RowKey, row: AgreementRow | None, recorded: Recorded[Any]) -> AgreementRow | None:
    """Give the agreement's row after a fact."""
    match recorded.event, row:
        case told.AgreementDrafted(company, terms), _:
            drafted = AgreementRow(
                key[0], company, "draft", terms.kind, terms.centre, terms.last_day, terms
            )
            return replace(drafted, draft=terms)
        case _, None:
            return None
        case told.AgreementRedrafted(terms=terms), AgreementRow(stage="draft"):
            return replace(_with(row, terms), draft=terms)
        case told.AgreementRedrafted(terms=terms), AgreementRow():
            return replace(row, draft=terms)
        case told.AgreementDraftDropped(), AgreementRow(stage="draft"):
            return replace(row, stage="dropped")
        case told.AgreementDraftDropped(), AgreementRow():
            return replace(row, draft=None)
        case told.AgreementSigned(terms=terms), AgreementRow():
            return replace(_with(row, terms), stage="active", draft=None)
        case told.SignatureWithdrawn(stage=stage, terms=terms), AgreementRow():
            unsigned = replace(row, stage=stage, draft=row.terms, review_from=None)
            return _with(unsigned, terms)
        case event, AgreementRow():
            return _stepped(row, event)


def _with(row: AgreementRow, terms: Terms) -> AgreementRow:
    said = {"kind": terms.kind, "centre": terms.centre, "last_day": terms.last_day}
    return replace(row, terms=terms, **said)


def _stepped(row: AgreementRow, event: object) -> AgreementRow:
    match event:
        case told.AgreementTermSet(review_from=review_from):
            return replace(row, review_from=review_from)
        case told.CapacityPeriodsSet(capacity=capacity):
            return replace(row, capacity=tuple(capacity))
        case told.AgreementSuspended():
            return replace(row, stage="suspended")
        case told.AgreementResumed():
            return replace(row, stage="active")
        case told.AgreementEnded(ended_on=on):
            return replace(row, stage="ended", ended_on=on)
        case told.AgreementExpired():
            return replace(row, stage="expired")
        case told.AgreementStepWithdrawn(stage=stage):
            return replace(row, stage=stage, ended_on=None)
        case _:
            return row


AGREEMENT_LIST: Final = View(
    name="agreement_list",
    version=1,
    row=AgreementRow,
    key=("agreement",),
    touches=touches,
    project=project,
    indexes=(("company",), ("centre", "stage"), ("stage", "last_day")),
)


class AgreementSearch(Struct, frozen=True):
    """Which agreements to show; `expires_by` those that hold and run out by that day.

    `after` is the last agreement of the page before.
    """

    company: UUID | None = None
    centre: Centre | None = None
    kind: AgreementKind | None = None
    stage: told.AgreementStage | None = None
    match_group: MatchGroup | None = None
    expires_by: date | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class AgreementShown(Struct, frozen=True, kw_only=True):
    """One agreement; `places` are those open today, `change_waits` says that one is drafted.

    `company_open` says whether the company still works: an agreement does not end by itself when
    it closes.
    """

    agreement: UUID
    company: UUID
    company_name: str | None
    company_open: bool
    stage: str
    kind: str
    centre: str
    model: int | None
    first_day: date
    last_day: date
    review_from: date | None
    ended_on: date | None
    parts: tuple[str, ...]
    match_groups: tuple[str, ...]
    mentors: tuple[str, ...]
    capacity: tuple[Places, ...]
    places: int
    change_waits: bool


class AgreementPage(Struct, frozen=True):
    """Some agreements, and where the next page starts; None when there is none."""

    agreements: list[AgreementShown]
    next: UUID | None = None


_WHERE: Final = (
    "(%(company)s::uuid is null or company = %(company)s)"
    " and (%(centre)s::text is null or centre = %(centre)s)"
    " and (%(kind)s::text is null or kind = %(kind)s)"
    " and (%(stage)s::text is null or stage = %(stage)s)"
    " and (%(match_group)s::text is null or terms->'match_groups' ? %(match_group)s)"
    " and (%(expires_by)s::date is null"
    " or stage in ('active', 'suspended') and last_day <= %(expires_by)s)"
    " and (%(after)s::uuid is null or agreement > %(after)s)"
    " order by agreement limit %(rows)s"
)


def agreements(desk: Desk, params: AgreementSearch) -> AgreementPage:
    """Show agreements with companies, in the order in which they were drafted."""
    asked = {**structs.asdict(params), "rows": params.limit + 1}
    rows = desk.rows(AGREEMENT_LIST, _WHERE, asked)
    page = rows[: params.limit]
    at = _companies(desk, page)
    shown = [_shown(row, at, desk.today) for row in page]
    return AgreementPage(shown, page[-1].agreement if len(rows) > params.limit else None)


def _companies(desk: Desk, rows: Sequence[AgreementRow]) -> Mapping[UUID, CompanyRow]:
    asked = {"companies": list({row.company for row in rows})}
    found = desk.rows(COMPANY_LIST, "company = any(%(companies)s)", asked)
    return {row.company: row for row in found}


def _shown(row: AgreementRow, at: Mapping[UUID, CompanyRow], today: date) -> AgreementShown:
    company, terms = at.get(row.company), row.terms
    return AgreementShown(
        agreement=row.agreement,
        company=row.company,
        company_name=company.name if company else None,
        company_open=company is not None and company.closed_on is None,
        stage=row.stage,
        kind=row.kind,
        centre=row.centre,
        model=terms.model,
        first_day=terms.first_day,
        last_day=row.last_day,
        review_from=row.review_from,
        ended_on=row.ended_on,
        parts=terms.parts,
        match_groups=terms.match_groups,
        mentors=terms.mentors,
        capacity=row.capacity,
        places=places_on(row.capacity, today),
        change_waits=row.draft is not None and row.stage != "draft",
    )


AGREEMENTS: Final = Query(
    name="agreement_list",
    path="/agreement-list",
    params=AgreementSearch,
    answer=AgreementPage,
    run=agreements,
)
