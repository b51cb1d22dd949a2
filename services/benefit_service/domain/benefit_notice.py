"""Whether the jobcenter is still owed the notice of eligibility, and from which day it counts.

Law: S003 f.19 (ten days from first contact). A closed case needs no notice (C.1), and who lives
on a benefit that others pay gets none from us.
"""

from typing import TypeAlias

from msgspec.structs import replace

from services.benefit_service.domain.benefit_events import (
    EligibilityNoticeCalledOff,
    EligibilityNoticeOwedAgain,
    FirstContactCorrected,
    FirstContactNoted,
    JobcenterNotifiedOfEligibility,
)
from services.benefit_service.domain.benefit_orders import (
    CorrectFirstContact,
    NoteCaseClosed,
    NoteCaseReopened,
)
from services.benefit_service.domain.benefit_states import Contact, contact_of
from shared.eventlog.event import Event

# Benefits that this service decides on; the others are paid by funds, by sickpay, or by nobody.
OUR_BENEFITS = frozenset(
    {
        "cash_benefit",
        "education_benefit",
        "start_assistance",
        "rehabilitation",
        "job_clarification",
        "resource_course",
        "flex_unemployment_benefit",
    }
)
Told: TypeAlias = FirstContactCorrected | EligibilityNoticeCalledOff | EligibilityNoticeOwedAgain


def lives_on_ours_again(contact: Contact) -> bool:
    """Say whether a change to one of our benefits begins a first contact in a case that exists."""
    return contact.benefit_basis not in OUR_BENEFITS and not contact.notified


def about_contact(
    command: CorrectFirstContact | NoteCaseClosed | NoteCaseReopened, contact: Contact
) -> list[Told]:
    """Answer what another service told about the citizen's case."""
    match command:
        case CorrectFirstContact():
            return _corrected(command, contact)
        case NoteCaseClosed():
            return _closed(contact)
        case NoteCaseReopened():
            return _reopened(command, contact)


def _corrected(command: CorrectFirstContact, was: Contact) -> list[Told]:
    """Correct the contact, and say beside it if the corrected registration owes no notice.

    A citizen who came by a change of benefit lives on that one, whatever the registration was.
    """
    on, basis = command.first_contact_on, command.benefit_basis
    if was.by_change or (on, basis) == (was.first_contact_on, was.benefit_basis):
        return []
    now = FirstContactCorrected(was.citizen, was.citizen_case, basis, on)
    return [now, *_beside(now, was)]


def _beside(now: FirstContactCorrected, was: Contact) -> list[Told]:
    """Say what the registration put right does not change.

    It starts the days anew where none run, so what was called off is called off once more.
    """
    citizen, off, since = was.citizen, was.called_off, was.reopened_on
    if not was.notified and now.benefit_basis not in OUR_BENEFITS:
        off = "other_benefit"
    elif not was.notified and off == "other_benefit":
        off = None
    if off is not None:
        return [EligibilityNoticeCalledOff(citizen, off)]
    if was.notified or since is None:
        return []
    return [
        EligibilityNoticeCalledOff(citizen, "counted_anew"),
        EligibilityNoticeOwedAgain(citizen, since),
    ]


def _closed(contact: Contact) -> list[Told]:
    """Call the notice off if it is still owed."""
    if contact.notified or contact.called_off is not None:
        return []
    return [EligibilityNoticeCalledOff(contact.citizen, "case_closed")]


def _reopened(command: NoteCaseReopened, contact: Contact) -> list[Told]:
    """Owe the notice that the closing called off: from the new contact, or as if never closed."""
    if contact.called_off != "case_closed" or contact.benefit_basis not in OUR_BENEFITS:
        return []
    if command.by_mistake:
        return [EligibilityNoticeOwedAgain(contact.citizen, contact.waits_from, by_mistake=True)]
    return [] if contact.notified else [EligibilityNoticeOwedAgain(contact.citizen, command.on)]


def evolve_contact(contact: Contact, event: Event) -> Contact:
    """Give the contact after a fact about it, or about its notice."""
    match event:
        case FirstContactNoted():
            return contact_of(event)
        case FirstContactCorrected(first_contact_on=on, benefit_basis=basis):
            return replace(contact, first_contact_on=on, benefit_basis=basis, called_off=None)
        case EligibilityNoticeCalledOff(because=because):
            return replace(contact, called_off=because)
        case EligibilityNoticeOwedAgain(from_day=day, by_mistake=by_mistake):
            since = contact.reopened_on if by_mistake else day
            return replace(contact, called_off=None, reopened_on=since)
        case JobcenterNotifiedOfEligibility():
            return replace(contact, notified=True)
        case _:
            return contact
