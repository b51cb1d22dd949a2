"""All units' contacts with one company stand in one log, and none is held behind another's back.

One case is one company, so that two units who plan at the same moment meet in the same
stream and the conflict guard (`conflict_guard.py`, C-13) cannot be passed by a race.
Orders and facts stand in `contact_orders.py` and `contact_events.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.company_contact.domain import contact_events as told
from services.company_contact.domain import contact_orders as orders
from services.company_contact.domain.company import CompanyStage
from services.company_contact.domain.conflict_guard import conflicting, unsettled, waiting_for
from services.company_contact.domain.contact import (
    Cancelled,
    Contact,
    FollowedUp,
    Held,
    Plan,
    Planned,
    stands,
)
from services.company_contact.domain.contact_history import (
    NotOpened,
    Opened,
    State,
    evolve,
    forget,
)
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)

Stage = TypeVar("Stage", Planned, Held, FollowedUp, Cancelled)


class LogFacts(Struct, frozen=True):
    """What was found out before a decision about a company's contacts.

    `unit` is the unit of who acts, `coordinates` says that they act for all units (KVS);
    `conflict_days` is the parameter `visit.conflict` in calendar days;
    `company_stage` tells whether the company stands in the register and works.
    """

    today: date
    unit: str
    new_contact: UUID
    conflict_days: int = 0
    coordinates: bool = False
    company_stage: CompanyStage = "registered"


_PLANS = (orders.PlanContact, orders.PlanAskedContact)
_NEEDS: Mapping[type[orders.Order], tuple[type[Contact], Code]] = {
    orders.CorrectContact: (Planned, "contact_not_planned"),
    orders.CoordinateContact: (Planned, "contact_not_planned"),
    orders.WithdrawCoordination: (Planned, "contact_not_planned"),
    orders.HoldContact: (Planned, "contact_not_planned"),
    orders.CancelContact: (Planned, "contact_not_planned"),
    orders.CancelAskedContact: (Planned, "contact_not_planned"),
    orders.WithdrawHeldContact: (Held, "contact_not_held"),
    orders.FollowUpContact: (Held, "contact_not_held"),
    orders.WithdrawCancellation: (Cancelled, "contact_not_cancelled"),
    orders.WithdrawFollowUp: (FollowedUp, "contact_not_followed_up"),
}


def blocks(command: type[orders.Order], state: State, facts: LogFacts) -> tuple[Code, ...]:
    """Say why this kind of order is possible for no contact of the company now."""
    match state:
        case NotOpened() if command is not orders.OpenContactLog:
            return ("contact_log_not_open",)
        case NotOpened():
            return () if facts.company_stage != "unknown" else ("company_not_registered",)
        case Opened() if command is orders.OpenContactLog:
            return ("contact_log_already_open",)
        case Opened() if command in _PLANS:
            return () if facts.company_stage != "closed" else ("company_closed",)
        case Opened(contacts=contacts):
            stage, code = _NEEDS[command]
            return () if any(isinstance(c, stage) for c in contacts.values()) else (code,)


def decide(command: orders.Order, state: State, facts: LogFacts) -> list[Decision]:
    """Decide an order about a company's contacts: the table of contents of what may be done."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case orders.OpenContactLog(company=company), NotOpened():
            return [told.ContactLogOpened(company=company)]
        case orders.PlanContact(), Opened():
            return _plan(command, state, facts)
        case orders.PlanAskedContact() | orders.CancelAskedContact(), Opened():
            return _asked(command, state, facts)
        case orders.CorrectContact(), Opened():
            return _correct(command, state, facts)
        case orders.CoordinateContact(), Opened():
            return _coordinate(command, state, facts)
        case orders.HoldContact(), Opened():
            return _hold(command, state, facts)
        case orders.CancelContact(contact=contact, reason=reason), Opened(company=company):
            unit = _contact(state, contact, Planned, facts).plan.unit
            cancelled = told.ContactCancelled(company, contact, unit, reason)
            return [cancelled, *_release_others(contact, unit, state)]
        case orders.FollowUpContact(), Opened():
            return _follow_up(command, state, facts)
        case _, Opened():
            return _take_back(command, state, facts)
        case _:
            return not_allowed_now()


def _take_back(command: orders.Order, log: Opened, facts: LogFacts) -> list[Decision]:
    """Undo a step that was entered by mistake; a contact planned again meets the guard again."""
    match command:
        case orders.WithdrawCoordination():
            return _withdraw_coordination(command, log, facts)
        case orders.WithdrawHeldContact(contact=contact, reason=reason):
            held = _contact(log, contact, Held, facts)
            back = told.HeldContactWithdrawn(
                log.company, contact, held.plan.unit, held.held_on, reason
            )
            return [back, *_require(log, contact, held.plan, facts)]
        case orders.WithdrawCancellation(contact=contact, reason=reason):
            plan = _contact(log, contact, Cancelled, facts).plan
            again = told.CancellationWithdrawn(log.company, contact, plan.unit, reason)
            return [again, *_require(log, contact, plan, facts)]
        case orders.WithdrawFollowUp(contact=contact, reason=reason):
            done = _contact(log, contact, FollowedUp, facts)
            unit, day = done.plan.unit, done.followed_up_on
            return [told.FollowUpWithdrawn(log.company, contact, unit, day, reason)]
        case _:
            return not_allowed_now()


def _plan(command: orders.PlanContact, log: Opened, facts: LogFacts) -> list[Decision]:
    unit = command.unit or facts.unit
    _refuse_other_unit(unit, facts)
    plan = Plan(unit, command.purpose, command.planned_on, command.person)
    planned = told.ContactPlanned(
        log.company, facts.new_contact, unit, plan.purpose, plan.planned_on, plan.person
    )
    return [planned, *_require(log, facts.new_contact, plan, facts)]


def _asked(
    command: orders.PlanAskedContact | orders.CancelAskedContact, log: Opened, facts: LogFacts
) -> list[Decision]:
    """Follow what another service asked for; the conflict guard holds for it as for all."""
    contact, known = command.contact, log.contacts.get(command.contact)
    if isinstance(command, orders.CancelAskedContact):
        if not isinstance(known, Planned):
            raise Rejected("contact_not_planned")
        unit = known.plan.unit
        cancelled = told.ContactCancelled(log.company, contact, unit, "unit_withdrew")
        return [cancelled, *_release_others(contact, unit, log)]
    if known is not None:
        raise Rejected("contact_already_planned")
    plan = Plan(command.unit, command.purpose, command.planned_on)
    planned = told.ContactPlanned(log.company, contact, plan.unit, plan.purpose, plan.planned_on)
    return [planned, *_require(log, contact, plan, facts)]


def _correct(command: orders.CorrectContact, log: Opened, facts: LogFacts) -> list[Decision]:
    """Mend or move a plan; all its facts are stated anew."""
    contact = command.contact
    old = _contact(log, contact, Planned, facts).plan
    _refuse_other_unit(command.unit, facts)
    moved = (command.unit, command.planned_on) != (old.unit, old.planned_on)
    if not moved and (command.purpose, command.person) == (old.purpose, old.person):
        raise Rejected("nothing_to_correct")
    corrected = told.ContactCorrected(
        log.company,
        contact,
        command.unit,
        command.purpose,
        command.planned_on,
        moved,
        command.person,
    )
    return [corrected, *(_moved(command, old, log, facts) if moved else ())]


def _moved(
    command: orders.CorrectContact, old: Plan, log: Opened, facts: LogFacts
) -> list[Decision]:
    """Check a moved contact anew, and free those who waited for it at its old place."""
    contact = command.contact
    new = replace(old, unit=command.unit, planned_on=command.planned_on, settled=frozenset[UUID]())
    near = _near(log, contact, new, facts)
    lapsed = [
        told.CoordinationLapsed(log.company, contact, new.unit, other, unit)
        for other, unit in old.conflicts.items()
        if other not in near
    ]
    freed = _release_others(contact, new.unit, log)
    clean = Opened(log.company, forget(contact, log.contacts))
    return [*lapsed, *freed, *_require(clean, contact, new, facts)]


def _coordinate(command: orders.CoordinateContact, log: Opened, facts: LogFacts) -> list[Decision]:
    """Settle all that the other unit has with the company now; later plans are not covered."""
    contact = command.contact
    plan = _contact(log, contact, Planned, facts).plan
    theirs = tuple(
        other
        for other, there in log.contacts.items()
        if other != contact and there.plan.unit == command.with_unit and stands(there)
    )
    if command.with_unit == plan.unit or not theirs:
        raise Rejected("nothing_to_coordinate")
    if plan.settled.issuperset(theirs):
        raise Rejected("already_coordinated")
    return [
        told.ContactCoordinated(
            log.company, contact, plan.unit, command.with_unit, command.agreement, theirs
        )
    ]


def _withdraw_coordination(
    command: orders.WithdrawCoordination, log: Opened, facts: LogFacts
) -> list[Decision]:
    contact = command.contact
    plan = _contact(log, contact, Planned, facts).plan
    reopens = tuple(
        other
        for other in log.contacts
        if other in plan.settled and log.contacts[other].plan.unit == command.with_unit
    )
    if not reopens:
        raise Rejected("not_coordinated")
    withdrawn = told.CoordinationWithdrawn(
        log.company, contact, plan.unit, command.with_unit, reopens, command.reason
    )
    without = replace(plan, settled=plan.settled.difference(reopens))
    return [withdrawn, *_require(log, contact, without, facts)]


def _hold(command: orders.HoldContact, log: Opened, facts: LogFacts) -> list[Decision]:
    """Let a contact be held when what stands in its way was agreed on.

    Held on another day than planned, it is measured against that day and all other units'
    contacts: else a plan far ahead would be a way round the guard.
    """
    contact = command.contact
    plan = _contact(log, contact, Planned, facts).plan
    if command.on > facts.today:
        raise Rejected("date_in_future")
    conflicts = dict(plan.conflicts)
    if command.on != plan.planned_on:
        conflicts |= conflicting(contact, plan.unit, command.on, log.contacts, facts.conflict_days)
    if waiting := unsettled(contact, plan, conflicts, log.contacts):
        others = [str(other) for other in waiting]
        raise Rejected("coordination_required", detail={"other_contacts": others})
    return [
        told.ContactHeld(
            log.company, contact, plan.unit, command.on, command.result, command.openings
        )
    ]


def _follow_up(command: orders.FollowUpContact, log: Opened, facts: LogFacts) -> list[Decision]:
    held = _contact(log, command.contact, Held, facts)
    if command.on > facts.today:
        raise Rejected("date_in_future")
    if command.on < held.held_on:
        raise Rejected("followed_up_before_held")
    return [
        told.ContactFollowedUp(
            log.company, command.contact, held.plan.unit, command.on, command.outcome
        )
    ]


def _contact(log: Opened, contact: UUID, stage: type[Stage], facts: LogFacts) -> Stage:
    """Return a contact that stands at the stage an order needs, or refuse."""
    found = log.contacts.get(contact)
    if found is None:
        raise Rejected("contact_unknown")
    if not isinstance(found, stage):
        code = next(code for needed, code in _NEEDS.values() if needed is stage)
        raise Rejected(code)
    _refuse_other_unit(found.plan.unit, facts)
    return found


def _refuse_other_unit(unit: str, facts: LogFacts) -> None:
    if unit != facts.unit and not facts.coordinates:
        raise Rejected("not_your_unit")


def _near(log: Opened, contact: UUID, plan: Plan, facts: LogFacts) -> Mapping[UUID, str]:
    return conflicting(contact, plan.unit, plan.planned_on, log.contacts, facts.conflict_days)


def _require(log: Opened, contact: UUID, plan: Plan, facts: LogFacts) -> list[Decision]:
    """Name every other unit's contact that must first be agreed on, if it was not named before."""
    near = unsettled(contact, plan, _near(log, contact, plan, facts), log.contacts)
    return [
        told.CoordinationRequired(log.company, contact, plan.unit, other, unit, facts.conflict_days)
        for other, unit in near.items()
        if other not in plan.conflicts
    ]


def _release_others(contact: UUID, unit: str, log: Opened) -> list[Decision]:
    """Tell the units that waited for this contact that they need wait no longer."""
    return [
        told.CoordinationLapsed(log.company, waiting, their_unit, contact, unit)
        for waiting, their_unit in waiting_for(contact, log.contacts).items()
    ]


CONTACT_LOG: Decider[orders.Order, State, LogFacts] = Decider(
    case_type="contact_log",
    initial=NotOpened(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
