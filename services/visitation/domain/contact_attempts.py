"""Reaching a citizen who stayed away: attempts made, and the day contact was restored.

Law: act on active social policy § 37: days count until contact is restored; from 2014 all
reasonable means of personal contact must have been tried with an activity-ready citizen; which
ways these are at least is a local figure (`contact.ways`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

ContactChannel: TypeAlias = Literal["phone", "sms", "email", "digital_post", "letter", "visit"]
Ways: TypeAlias = Sequence[Sequence[str]]


class RecordContactAttempt(Order, frozen=True):
    """Record that the citizen was sought, and how."""

    channel: ContactChannel
    on: date | None = None


class WithdrawContactAttempt(Order, frozen=True):
    """Take back an attempt that was not made."""

    channel: ContactChannel
    on: date
    reason: Text


class RecordContactRestored(Order, frozen=True):
    """Record the day the citizen was in contact again."""

    on: date | None = None


class CorrectContactRestored(Order, frozen=True):
    """Correct the day the citizen was in contact again."""

    on: date
    reason: Text


Command: TypeAlias = (
    RecordContactAttempt | WithdrawContactAttempt | RecordContactRestored | CorrectContactRestored
)


class ContactAttempted(Fact, frozen=True, tag="visitation.contact_attempted"):
    """The citizen was sought."""

    citizen: UUID
    sanction_case: UUID
    channel: ContactChannel
    attempted_on: date


class ContactAttemptWithdrawn(Fact, frozen=True, tag="visitation.contact_attempt_withdrawn"):
    """The attempt was not made."""

    citizen: UUID
    sanction_case: UUID
    channel: ContactChannel
    attempted_on: date
    reason: ContactData[str]


class ContactRestored(Fact, frozen=True, tag="visitation.contact_restored"):
    """The citizen was in contact again that day; a later one of these corrects an earlier."""

    citizen: UUID
    sanction_case: UUID
    restored_on: date
    reason: ContactData[str] | None = None


Event: TypeAlias = ContactAttempted | ContactAttemptWithdrawn | ContactRestored


class Attempt(Struct, frozen=True):
    """One attempt to reach the citizen."""

    channel: ContactChannel
    on: date


class Contact(Struct, frozen=True):
    """How the citizen was sought, and since when there is contact again."""

    attempts: tuple[Attempt, ...] = ()
    restored_on: date | None = None


class About(Struct, frozen=True):
    """Whose absence it is, in which sanction case, and from which day."""

    citizen: UUID
    sanction_case: UUID
    day: date


def ways_missing(contact: Contact, ways: Ways) -> tuple[str, ...]:
    """Name the ways nobody has tried; of each way one channel is enough (`phone or visit`)."""
    tried = {each.channel for each in contact.attempts}
    return tuple(" or ".join(way) for way in ways if tried.isdisjoint(way))


def blocks(command_type: type[Order], contact: Contact) -> tuple[Code, ...]:
    """Return why this kind of order about contact is not allowed now."""
    if command_type is WithdrawContactAttempt and not contact.attempts:
        return ("no_such_attempt",)
    if command_type is RecordContactRestored and contact.restored_on:
        return ("contact_already_restored",)
    if command_type is CorrectContactRestored and contact.restored_on is None:
        return ("contact_not_restored",)
    return ()


def decide(command: Order, contact: Contact, about: About, today: date) -> Sequence[Fact]:
    """Answer an order about contact; nothing here lies before the missed day."""
    citizen, sanction_case = about.citizen, about.sanction_case
    match command:
        case RecordContactAttempt(channel, on):
            day = _after(about.day, past(on, today))
            if Attempt(channel, day) in contact.attempts:
                raise Rejected("attempt_already_recorded")
            return [ContactAttempted(citizen, sanction_case, channel, day)]
        case WithdrawContactAttempt(channel, on, reason):
            if Attempt(channel, on) not in contact.attempts:
                raise Rejected("no_such_attempt")
            return [ContactAttemptWithdrawn(citizen, sanction_case, channel, on, reason)]
        case RecordContactRestored(on):
            day = _after(about.day, past(on, today))
            return [ContactRestored(citizen, sanction_case, day)]
        case CorrectContactRestored(on, reason):
            day = _after(about.day, past(on, today))
            if day == contact.restored_on:
                raise Rejected("nothing_to_correct")
            return [ContactRestored(citizen, sanction_case, day, reason)]
        case _:
            return not_allowed_now()


def evolve(contact: Contact, event: Fact) -> Contact:
    """Return the contact after a fact."""
    match event:
        case ContactAttempted(channel=channel, attempted_on=day):
            return replace(contact, attempts=(*contact.attempts, Attempt(channel, day)))
        case ContactAttemptWithdrawn(channel=channel, attempted_on=day):
            wrong = Attempt(channel, day)
            left = tuple(each for each in contact.attempts if each != wrong)
            return replace(contact, attempts=left)
        case ContactRestored(restored_on=day):
            return replace(contact, restored_on=day)
        case _:
            return contact


def _after(missed: date, day: date) -> date:
    if day < missed:
        raise Rejected("before_no_show")
    return day
