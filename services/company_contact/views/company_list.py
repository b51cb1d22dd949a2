"""One register of companies that every unit sees (C-10), with the agreements each has."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.company_contact.domain import agreement_events as agreed
from services.company_contact.domain.company import (
    CompanyClosed,
    CompanyClosureWithdrawn,
    CompanyFactsCorrected,
    CompanyRegistered,
    CompanyReopened,
)
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class CompanyRow(Struct, frozen=True):
    """A production unit as the register has it now; `size` is ordinary employees.

    `agreements` are those that are signed and not over, suspended ones too.
    """

    company: UUID
    company_reg_no: str
    unit_reg_no: str
    name: str
    size: int
    sector: str
    industry: str
    registered_on: date
    closed_on: date | None = None
    agreements: tuple[UUID, ...] = ()


_OF_AGREEMENTS: Final = (
    agreed.AgreementSigned,
    agreed.SignatureWithdrawn,
    agreed.AgreementEnded,
    agreed.AgreementExpired,
    agreed.AgreementStepWithdrawn,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the company a fact is about; facts of other cases touch none."""
    if isinstance(recorded.event, _OF_AGREEMENTS):
        return [(recorded.event.company,)]
    return [(UUID(recorded.case_id),)] if recorded.case_type == "company" else []


def project(key: RowKey, row: CompanyRow | None, recorded: Recorded[Any]) -> CompanyRow | None:
    """Give the company's row after a fact."""
    match recorded.event, row:
        case CompanyRegistered() as e, _:
            return CompanyRow(
                company=key[0],
                company_reg_no=e.company_reg_no,
                unit_reg_no=e.unit_reg_no,
                name=e.name,
                size=e.size,
                sector=e.sector,
                industry=e.industry,
                registered_on=e.registered_on,
            )
        case CompanyFactsCorrected() as e, CompanyRow():
            return replace(
                row,
                company_reg_no=e.company_reg_no,
                unit_reg_no=e.unit_reg_no,
                name=e.name,
                size=e.size,
                sector=e.sector,
                industry=e.industry,
            )
        case CompanyClosed(closed_on=on), CompanyRow():
            return replace(row, closed_on=on)
        case CompanyReopened() | CompanyClosureWithdrawn(), CompanyRow():
            return replace(row, closed_on=None)
        case event, CompanyRow() if isinstance(event, _OF_AGREEMENTS):
            return _agreeing(row, UUID(recorded.case_id), event)
        case _:
            return row


def _agreeing(row: CompanyRow, agreement: UUID, event: object) -> CompanyRow:
    match event:
        case agreed.AgreementSigned():
            holds = True
        case agreed.SignatureWithdrawn(stage=stage) | agreed.AgreementStepWithdrawn(stage=stage):
            holds = stage in {"active", "suspended"}
        case _:
            holds = False
    others = tuple(each for each in row.agreements if each != agreement)
    return replace(row, agreements=(*others, agreement) if holds else others)


COMPANY_LIST = View(
    name="company_list",
    version=2,
    row=CompanyRow,
    key=("company",),
    touches=touches,
    project=project,
    indexes=(("company_reg_no",), ("unit_reg_no",)),
)


class CompanySearch(Struct, frozen=True):
    """Which companies to show; `after` is the last company of the page before."""

    company_reg_no: str | None = None
    unit_reg_no: str | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class CompanyPage(Struct, frozen=True):
    """Some companies, and where the next page starts; None when there is none."""

    companies: list[CompanyRow]
    next: UUID | None = None


def companies(desk: Desk, params: CompanySearch) -> CompanyPage:
    """Show the companies of the register, also closed ones."""
    rows = desk.rows(
        COMPANY_LIST,
        "(%(company_reg_no)s::text is null or company_reg_no = %(company_reg_no)s)"
        " and (%(unit_reg_no)s::text is null or unit_reg_no = %(unit_reg_no)s)"
        " and (%(after)s::uuid is null or company > %(after)s)"
        " order by company limit %(rows)s",
        {
            "company_reg_no": params.company_reg_no,
            "unit_reg_no": params.unit_reg_no,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return CompanyPage(page, page[-1].company if len(rows) > params.limit else None)


COMPANIES = Query(
    name="company_list",
    path="/company-list",
    params=CompanySearch,
    answer=CompanyPage,
    run=companies,
)
