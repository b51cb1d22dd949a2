"""What a company's contact log amounts to after all that was told in it."""

from collections.abc import Mapping
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.company_contact.domain import contact_events as told
from services.company_contact.domain.contact import (
    Cancelled,
    Contact,
    Contacts,
    FollowedUp,
    Held,
    Plan,
    Planned,
)
from shared.eventlog.event import Event


class NotOpened(Struct, frozen=True):
    """The company has no contact log yet."""


class Opened(Struct, frozen=True):
    """The log of one company: every contact any unit planned or held."""

    company: UUID
    contacts: Contacts


State: TypeAlias = NotOpened | Opened


def evolve(state: State, event: Event) -> State:
    """Give the log's state after a fact."""
    match event, state:
        case told.ContactLogOpened(company=company), _:
            return Opened(company, {})
        case told.ContactPlanned(contact=contact), Opened():
            plan = Plan(event.unit, event.purpose, event.planned_on, event.person)
            return _with(state, {contact: Planned(plan)})
        case told.ContactCorrected(), Opened():
            return _corrected(state, event)
        case told.ContactCoordinated(contact=contact, settles=settles), Opened():
            return _coordinated(state, contact, frozenset(settles))
        case _, Opened(contacts=contacts):
            of: UUID | None = getattr(event, "contact", None)
            if of is None or of not in contacts:
                return state
            return _with(state, {of: _step(contacts[of], event)})
        case _:
            return state


def _step(contact: Contact, event: Event) -> Contact:
    """Move one contact on by a fact that concerns it alone."""
    match event, contact:
        case told.CoordinationRequired(other_contact=other), Planned(plan=plan):
            return Planned(replace(plan, conflicts={**plan.conflicts, other: event.other_unit}))
        case told.CoordinationLapsed(other_contact=other), Planned(plan=plan):
            return Planned(replace(plan, conflicts=_less(plan.conflicts, {other})))
        case told.CoordinationWithdrawn(reopens=reopens), Planned(plan=plan):
            return Planned(replace(plan, settled=plan.settled.difference(reopens)))
        case told.ContactHeld(held_on=day), Planned(plan=plan):
            return Held(plan, day, event.result, event.openings)
        case told.HeldContactWithdrawn(), Held(plan=plan):
            return Planned(plan)
        case told.ContactCancelled(), Planned(plan=plan):
            return Cancelled(replace(plan, conflicts={}))
        case told.CancellationWithdrawn(), Cancelled(plan=plan):
            return Planned(plan)
        case told.ContactFollowedUp(followed_up_on=day), Held(plan, held_on, result, openings):
            return FollowedUp(plan, held_on, result, openings, day)
        case told.FollowUpWithdrawn(), FollowedUp(plan, held_on, result, openings):
            return Held(plan, held_on, result, openings)
        case _:
            return contact


def _corrected(log: Opened, event: told.ContactCorrected) -> Opened:
    """Mend a plan; when it moved, no agreement about it holds any longer, on either side."""
    old = log.contacts[event.contact].plan
    settled = frozenset[UUID]() if event.moved else old.settled
    new = Plan(event.unit, event.purpose, event.planned_on, event.person, old.conflicts, settled)
    base = Opened(log.company, forget(event.contact, log.contacts)) if event.moved else log
    return _with(base, {event.contact: Planned(new)})


def _coordinated(log: Opened, contact: UUID, settles: frozenset[UUID]) -> Opened:
    """Settle a contact with others; none of them waits for this one any more either."""
    plan = log.contacts[contact].plan
    mine = replace(plan, conflicts=_less(plan.conflicts, settles), settled=plan.settled | settles)
    theirs = {
        other: _replanned(
            there, replace(there.plan, conflicts=_less(there.plan.conflicts, {contact}))
        )
        for other, there in log.contacts.items()
        if other in settles
    }
    return _with(log, {**theirs, contact: Planned(mine)})


def forget(contact: UUID, contacts: Contacts) -> Contacts:
    """Return the contacts without the agreements others made about this one."""
    return {
        other: _replanned(there, replace(there.plan, settled=there.plan.settled - {contact}))
        for other, there in contacts.items()
    }


def _replanned(contact: Contact, plan: Plan) -> Contact:
    return replace(contact, plan=plan)


def _less(conflicts: Mapping[UUID, str], gone: frozenset[UUID] | set[UUID]) -> Mapping[UUID, str]:
    return {other: unit for other, unit in conflicts.items() if other not in gone}


def _with(log: Opened, changed: Contacts) -> Opened:
    return Opened(log.company, {**log.contacts, **changed})
