"""The openings that companies told of: what the reception can show a citizen (V-09, V-12).

An opening is what came of one contact held with a company, or a company's order for people that
offers has opened. It is open while the company works and nobody has told that it is gone; one told
too long ago is shown no more (`opening.fresh`), for nobody knows whether it is still there.
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
from services.visitation.offers_messages import (
    JobOrderConfirmedOpen,
    JobOrderCorrected,
    JobOrderPublished,
    JobOrderReceived,
    JobOrderReopened,
    OrderClosureBroadcast,
    PositionFilled,
    PositionFillWithdrawn,
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
    "ordinary": "job",
    "flex": "job",
    "apprentice": "job",
}
_GONE: Final = frozenset({"openings_filled", "no_openings"})


class OpeningRow(Struct, frozen=True):
    """What one contact or order told of; `told_on` is when it was last known to be there.

    `taken` are the positions of an order that are filled, `wanted` how many it has.
    """

    opening: UUID
    company: UUID
    purpose: str
    title: str | None = None
    competences: tuple[str, ...] = ()
    wanted: int = 0
    taken: tuple[int, ...] = ()
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


_ORDERS: Final = (
    JobOrderReceived,
    JobOrderCorrected,
    JobOrderPublished,
    JobOrderConfirmedOpen,
    JobOrderReopened,
    PositionFilled,
    PositionFillWithdrawn,
    OrderClosureBroadcast,
)


def touches_opening(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the contact or the order a message is about."""
    if isinstance(recorded.event, _ORDERS):
        return [(UUID(recorded.case_id),)]
    return [(recorded.event.contact,)] if isinstance(recorded.event, _CONTACTS) else []


def project_opening(
    key: RowKey, row: OpeningRow | None, recorded: Recorded[Any]
) -> OpeningRow | None:
    """Return what the contact or the order tells after a message."""
    if isinstance(recorded.event, _ORDERS):
        return _ordered(key, row, recorded.event)
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


def _ordered(key: RowKey, row: OpeningRow | None, event: object) -> OpeningRow | None:
    """Follow an order: it is there from its opening until the broadcast that it is over."""
    match event:
        case JobOrderReceived():
            return _wanted(OpeningRow(key[0], event.company, event.support_form), event)
        case _ if row is None:
            return None
        case JobOrderCorrected():
            return _wanted(row, event)
        case JobOrderPublished(published_on=day) | JobOrderReopened(reopened_on=day):
            return replace(row, told_on=day, open=True)
        case JobOrderConfirmedOpen(confirmed_on=day):
            return replace(row, told_on=day)
        case PositionFilled(position=position):
            return _taken(row, (*row.taken, position))
        case PositionFillWithdrawn(position=position):
            return _taken(row, tuple(each for each in row.taken if each != position))
        case _:
            return replace(row, open=False)


def _wanted(row: OpeningRow, said: JobOrderReceived | JobOrderCorrected) -> OpeningRow:
    told = replace(
        row,
        company=said.company,
        purpose=said.support_form,
        title=said.title,
        competences=said.competences,
        wanted=said.positions,
    )
    return _taken(told, row.taken)


def _taken(row: OpeningRow, taken: tuple[int, ...]) -> OpeningRow:
    return replace(row, taken=taken, places=row.wanted - len(taken))


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
    version=2,
    row=OpeningRow,
    key=("opening",),
    touches=touches_opening,
    project=project_opening,
    follows=("company_contact", "offers"),
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
    """An opening that can be shown to a citizen today; `competences` are all asked for."""

    opening: UUID
    kind: OpeningKind
    title: str
    company: str
    industry: str
    places: int
    told_on: date
    competences: tuple[str, ...] = ()


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
        title=f"{row.title or at.industry}, {at.name}",
        company=at.name,
        industry=at.industry,
        places=row.places,
        told_on=row.told_on or date.min,
        competences=row.competences,
    )
