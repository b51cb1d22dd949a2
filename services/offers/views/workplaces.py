"""The workplaces job orders come from, as the common register of companies tells of them."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.offers.company_messages import (
    CompanyClosed,
    CompanyClosureWithdrawn,
    CompanyFactsCorrected,
    CompanyRegistered,
    CompanyReopened,
)
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class WorkplaceRow(Struct, frozen=True):
    """One workplace; `size` is how many ordinary employees it has."""

    company: UUID
    name: str
    industry: str
    size: int
    open: bool = True


_READ: Final = (
    CompanyRegistered,
    CompanyFactsCorrected,
    CompanyClosed,
    CompanyReopened,
    CompanyClosureWithdrawn,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the company a message is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(key: RowKey, row: WorkplaceRow | None, recorded: Recorded[Any]) -> WorkplaceRow | None:
    """Return the workplace after a message."""
    match recorded.event:
        case CompanyRegistered(name=name, industry=industry, size=size):
            return WorkplaceRow(key[0], name, industry, size)
        case _ if row is None:
            return None
        case CompanyFactsCorrected(name=name, industry=industry, size=size):
            return replace(row, name=name, industry=industry, size=size)
        case CompanyClosed():
            return replace(row, open=False)
        case _:
            return replace(row, open=True)


WORKPLACES: Final = View[WorkplaceRow](
    name="workplaces",
    version=1,
    row=WorkplaceRow,
    key=("company",),
    touches=touches,
    project=project,
    follows=("company_contact",),
)


def workplaces_of(desk: Desk, companies: Collection[UUID]) -> dict[UUID, WorkplaceRow]:
    """Return what the register says of these companies."""
    asked = {"companies": list(set(companies))}
    rows = desk.rows(WORKPLACES, "company = any(%(companies)s)", asked)
    return {row.company: row for row in rows}
