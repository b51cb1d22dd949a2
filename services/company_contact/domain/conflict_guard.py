"""Two units do not visit the same company within some days of each other without agreeing first.

Requirement C-13. The number of days is the local parameter `visit.conflict` (calendar days;
that many days apart is still a conflict). The contact that comes last, or is moved last,
carries the duty to coordinate; a unit is never in conflict with itself.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.company_contact.domain.contact import Contacts, Plan, Planned, day_of, stands


def conflicting(
    contact: UUID, unit: str, day: date, contacts: Contacts, within_days: int
) -> Mapping[UUID, str]:
    """Return the other units' contacts (id and unit) that lie too near to `day`."""
    return {
        other: there.plan.unit
        for other, there in contacts.items()
        if other != contact
        and there.plan.unit != unit
        and stands(there)
        and abs((day_of(there) - day).days) <= within_days
    }


def unsettled(
    contact: UUID, plan: Plan, conflicts: Mapping[UUID, str], contacts: Contacts
) -> Mapping[UUID, str]:
    """Return the conflicts that neither of the two units has agreed on with the other."""
    return {
        other: unit
        for other, unit in conflicts.items()
        if other not in plan.settled and contact not in contacts[other].plan.settled
    }


def waiting_for(contact: UUID, contacts: Contacts) -> Mapping[UUID, str]:
    """Return the planned contacts (id and unit) that await coordination with this one."""
    return {
        other: there.plan.unit
        for other, there in contacts.items()
        if isinstance(there, Planned) and contact in there.plan.conflicts
    }
