"""One contact log across all units: who sees which company when and why (C-10, C-13)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.company_contact.domain import contact_events as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Stage: TypeAlias = Literal["planned", "held", "followed_up", "cancelled"]


class ContactRow(Struct, frozen=True):
    """A contact as it stands; `conflicts` are other units' contacts to agree on first."""

    contact: UUID
    company: UUID
    unit: str
    purpose: str
    planned_on: date
    stage: str = "planned"
    person: str | None = None
    conflicts: tuple[UUID, ...] = ()
    held_on: date | None = None
    result: str | None = None
    openings: int | None = None
    followed_up_on: date | None = None
    outcome: str | None = None
    cancelled_because: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the contacts a fact changes; an agreement also frees those it was made about."""
    event = recorded.event
    if recorded.case_type != "contact_log" or isinstance(event, told.ContactLogOpened):
        return []
    if isinstance(event, told.ContactCoordinated):
        return [(event.contact,), *((other,) for other in event.settles)]
    contact = getattr(event, "contact", None)
    return [] if contact is None else [(contact,)]


def project(key: RowKey, row: ContactRow | None, recorded: Recorded[Any]) -> ContactRow | None:
    """Give a contact's row after a fact."""
    match recorded.event, row:
        case told.ContactPlanned() as e, _:
            return ContactRow(
                contact=e.contact,
                company=e.company,
                unit=e.unit,
                purpose=e.purpose,
                planned_on=e.planned_on,
                person=e.person,
            )
        case _, None:
            return None
        case told.ContactCorrected() as e, ContactRow():
            return replace(
                row,
                unit=e.unit,
                purpose=e.purpose,
                planned_on=e.planned_on,
                person=e.person,
            )
        case told.CoordinationRequired(other_contact=other), ContactRow():
            return replace(row, conflicts=(*row.conflicts, other))
        case told.CoordinationLapsed(other_contact=other), ContactRow():
            return replace(row, conflicts=_less(row, {other}))
        case told.ContactCoordinated(contact=contact, settles=settles), ContactRow():
            gone = set(settles) if key[0] == contact else {contact}
            return replace(row, conflicts=_less(row, gone))
        case _:
            return _stepped(row, recorded.event)


def _stepped(row: ContactRow, event: Any) -> ContactRow:
    match event:
        case told.ContactHeld(held_on=on, result=result, openings=openings):
            return replace(row, stage="held", held_on=on, result=result, openings=openings)
        case told.HeldContactWithdrawn():
            return replace(row, stage="planned", held_on=None, result=None, openings=None)
        case told.ContactFollowedUp(followed_up_on=on, outcome=outcome):
            return replace(row, stage="followed_up", followed_up_on=on, outcome=outcome)
        case told.FollowUpWithdrawn():
            return replace(row, stage="held", followed_up_on=None, outcome=None)
        case told.ContactCancelled(reason=reason):
            return replace(row, stage="cancelled", cancelled_because=reason, conflicts=())
        case told.CancellationWithdrawn():
            return replace(row, stage="planned", cancelled_because=None)
        case _:
            return row


def _less(row: ContactRow, gone: set[UUID]) -> tuple[UUID, ...]:
    return tuple(other for other in row.conflicts if other not in gone)


CONTACT_LIST = View(
    name="contact_list",
    version=1,
    row=ContactRow,
    key=("contact",),
    touches=touches,
    project=project,
    indexes=(("company", "planned_on"), ("unit", "planned_on")),
)


class ContactSearch(Struct, frozen=True):
    """Which contacts to show; `after` is the last contact of the page before."""

    company: UUID | None = None
    unit: str | None = None
    stage: Stage | None = None
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class ContactPage(Struct, frozen=True):
    """Some contacts, and where the next page starts; None when there is none."""

    contacts: list[ContactRow]
    next: UUID | None = None


def contacts(desk: Desk, params: ContactSearch) -> ContactPage:
    """Show every unit's contacts, in the order they were entered."""
    rows = desk.rows(
        CONTACT_LIST,
        "(%(company)s::uuid is null or company = %(company)s)"
        " and (%(unit)s::text is null or unit = %(unit)s)"
        " and (%(stage)s::text is null or stage = %(stage)s)"
        " and (%(after)s::uuid is null or contact > %(after)s)"
        " order by contact limit %(rows)s",
        {
            "company": params.company,
            "unit": params.unit,
            "stage": params.stage,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return ContactPage(page, page[-1].contact if len(rows) > params.limit else None)


CONTACTS = Query(
    name="contact_list",
    path="/contact-list",
    params=ContactSearch,
    answer=ContactPage,
    run=contacts,
)
