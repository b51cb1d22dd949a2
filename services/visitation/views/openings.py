"""The openings that companies told of: what the reception can show a citizen (V-09, V-12).

An opening is what came of one contact held with a company. It is open while the company works and
nobody has found at a follow-up that the openings are gone; one told too long ago is shown no more
(`opening.fresh`), for nobody knows whether it is still there.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.messages import (
    CompanyClosed,
    CompanyClosureWithdrawn,
    CompanyFactsCorrected,
    CompanyRegistered,
    CompanyReopened,
    ContactCorrected,
    ContactFollowedUp,
    ContactHeld,
    ContactPlanned,
    FollowUpWithdrawn,
    HeldContactWithdrawn,
)
from services.visitation.views.filters import Limit, Skip
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.arithmetic import add_days

OpeningKind: TypeAlias = Literal["job", "offer"]
_MOST: Final = 500
_KIND_OF: Final[dict[str, OpeningKind]] = {
    "recruitment": "job",
    "company_practice": "offer",
    "wage_subsidy": "offer",
}
_GONE: Final = frozenset({"openings_filled", "no_openings"})


class OpeningRow(Struct, frozen=True):
    """What one contact told of; `told_on` is when it was last known to be there."""

    opening: UUID
    company: UUID
    purpose: str
    places: int = 0
    held_on: date | None = None
    told_on: date | None = None
    open: bool = False


class WorkplaceRow(Struct, frozen=True):
    """A workplace in the common register of companies."""

    company: UUID
    name: str
    industry: str
    open: bool = True


_CONTACTS: Final = (
    ContactPlanned,
    ContactCorrected,
    ContactHeld,
    HeldContactWithdrawn,
    ContactFollowedUp,
    FollowUpWithdrawn,
)
_COMPANIES: Final = (
    CompanyRegistered,
    CompanyFactsCorrected,
    CompanyClosed,
    CompanyReopened,
    CompanyClosureWithdrawn,
)


def touches_opening(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the contact a message is about."""
    return [(recorded.event.contact,)] if isinstance(recorded.event, _CONTACTS) else []


def project_opening(
    key: RowKey, row: OpeningRow | None, recorded: Recorded[Any]
) -> OpeningRow | None:
    """Return what the contact tells after a message."""
    match recorded.event:
        case ContactPlanned(company=company, purpose=purpose):
            return OpeningRow(key[0], company, purpose)
        case _ if row is None:
            return None
        case ContactCorrected(purpose=purpose):
            return replace(row, purpose=purpose)
        case ContactHeld(held_on=day, openings=places):
            return replace(row, places=places, held_on=day, told_on=day, open=places > 0)
        case HeldContactWithdrawn():
            return replace(row, places=0, held_on=None, told_on=None, open=False)
        case ContactFollowedUp(followed_up_on=day, outcome=outcome):
            there = row.places > 0 and outcome not in _GONE
            return replace(row, told_on=day, open=there)
        case FollowUpWithdrawn():
            return replace(row, told_on=row.held_on, open=row.places > 0)
        case _:
            return row


def touches_workplace(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the company a message is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _COMPANIES) else []


def project_workplace(
    key: RowKey, row: WorkplaceRow | None, recorded: Recorded[Any]
) -> WorkplaceRow | None:
    """Return the workplace after a message."""
    match recorded.event:
        case CompanyRegistered(name=name, industry=industry):
            return WorkplaceRow(key[0], name, industry)
        case _ if row is None:
            return None
        case CompanyFactsCorrected(name=name, industry=industry):
            return replace(row, name=name, industry=industry)
        case CompanyClosed():
            return replace(row, open=False)
        case _:
            return replace(row, open=True)


OPENINGS: Final = View[OpeningRow](
    name="openings",
    version=1,
    row=OpeningRow,
    key=("opening",),
    touches=touches_opening,
    project=project_opening,
    follows=("company_contact",),
    indexes=(("open", "told_on"),),
)
WORKPLACES: Final = View[WorkplaceRow](
    name="workplaces",
    version=1,
    row=WorkplaceRow,
    key=("company",),
    touches=touches_workplace,
    project=project_workplace,
    follows=("company_contact",),
)


class Openings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which openings are asked for: jobs or offers, and of which industry."""

    kind: OpeningKind | None = None
    industry: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class OpeningShown(Struct, frozen=True):
    """An opening that can be shown to a citizen today."""

    opening: UUID
    kind: OpeningKind
    company: str
    industry: str
    places: int
    told_on: date

    @property
    def title(self) -> str:
        """Return what the citizen is shown."""
        return f"{self.industry}, {self.company}"


def openings(desk: Desk, params: Openings) -> list[OpeningShown]:
    """Return the openings asked for, the latest told first."""
    found = [
        each
        for each in fresh_openings(desk)
        if params.kind in {None, each.kind} and params.industry in {None, each.industry}
    ]
    return found[params.skip : params.skip + params.limit]


def fresh_openings(desk: Desk) -> list[OpeningShown]:
    """Return what companies told of lately, as far as it is still there; the latest first."""
    since = add_days(desk.today, -desk.rules.rule("opening.fresh", desk.today).number)
    rows = desk.rows(
        OPENINGS,
        "open AND told_on >= %(since)s AND purpose = ANY(%(purposes)s)"
        " ORDER BY told_on DESC, opening LIMIT %(most)s",
        {"since": since, "purposes": list(_KIND_OF), "most": _MOST},
    )
    asked = {"companies": list({row.company for row in rows})}
    known = desk.rows(WORKPLACES, "open AND company = ANY(%(companies)s)", asked)
    at = {each.company: each for each in known}
    return [_shown(row, at[row.company]) for row in rows if row.company in at]


def opening_gone(desk: Desk, job_order: str) -> bool:
    """Say whether a job order is an opening that is known here and is there no more.

    A job order of an outside job bank is not known here, and is taken on trust.
    """
    try:
        asked = {"opening": UUID(job_order)}
    except ValueError:
        return False
    known = desk.rows(OPENINGS, "opening = %(opening)s", asked)
    there = {each.opening for each in fresh_openings(desk)} if known else set()
    return bool(known) and asked["opening"] not in there


def _shown(row: OpeningRow, at: WorkplaceRow) -> OpeningShown:
    return OpeningShown(
        opening=row.opening,
        kind=_KIND_OF[row.purpose],
        company=at.name,
        industry=at.industry,
        places=row.places,
        told_on=row.told_on or date.min,
    )
