"""Guidance on rights and duties, in the citizen's case: what was said, how, and on which day.

Law: act on active social policy § 35 stk. 1: no sanction without guidance in writing beforehand
(from 1 October 2009). benefit_service reads these facts before it decides.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.visitation.domain.codes import Text, Version
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

GuidanceForm: TypeAlias = Literal["written", "oral"]


class GiveDutyGuidance(Order, frozen=True):
    """Guide the citizen on rights and duties, with this version of the text."""

    form: GuidanceForm
    text_version: Version
    on: date | None = None


class CorrectDutyGuidance(Order, frozen=True):
    """Correct the form, text or day of the guidance given on `given_on`."""

    given_on: date
    form: GuidanceForm
    text_version: Version
    reason: Text
    on: date | None = None


class WithdrawDutyGuidance(Order, frozen=True):
    """Take back a guidance that was not given on `given_on`."""

    given_on: date
    reason: Text


Command: TypeAlias = GiveDutyGuidance | CorrectDutyGuidance | WithdrawDutyGuidance


class DutyGuidanceGiven(Fact, frozen=True, tag="visitation.duty_guidance_given"):
    """The citizen was guided on rights and duties, with the version of the text used."""

    citizen: UUID
    form: GuidanceForm
    text_version: str
    given_on: date


class DutyGuidanceCorrected(Fact, frozen=True, tag="visitation.duty_guidance_corrected"):
    """The guidance recorded on `was_given_on` was in truth this one."""

    citizen: UUID
    was_given_on: date
    form: GuidanceForm
    text_version: str
    given_on: date
    reason: ContactData[str]


class DutyGuidanceWithdrawn(Fact, frozen=True, tag="visitation.duty_guidance_withdrawn"):
    """The guidance was not given."""

    citizen: UUID
    given_on: date
    reason: ContactData[str]


Event: TypeAlias = DutyGuidanceGiven | DutyGuidanceCorrected | DutyGuidanceWithdrawn


class Guidance(Struct, frozen=True):
    """One guidance, known by its day."""

    given_on: date
    form: GuidanceForm
    text_version: str


Given: TypeAlias = tuple[Guidance, ...]


def blocks(command_type: type[Order], given: Given) -> tuple[Code, ...]:
    """Return why the guidance so far does not allow this kind of order now."""
    wants_one = command_type in {CorrectDutyGuidance, WithdrawDutyGuidance}
    return ("no_such_guidance",) if wants_one and not given else ()


def decide(command: Order, given: Given, *, citizen: UUID, today: date) -> Sequence[Fact]:
    """Answer an order about guidance; one a day, so a day names it."""
    match command:
        case GiveDutyGuidance(form, text_version, on):
            day = past(on, today)
            if _on(given, day):
                raise Rejected("guidance_already_given")
            return [DutyGuidanceGiven(citizen, form, text_version, day)]
        case CorrectDutyGuidance(was, form, text_version, reason, on):
            day = past(on or was, today)
            _must_exist(given, was)
            if day != was and _on(given, day):
                raise Rejected("guidance_already_given")
            if Guidance(day, form, text_version) in given:
                raise Rejected("nothing_to_correct")
            return [DutyGuidanceCorrected(citizen, was, form, text_version, day, reason)]
        case WithdrawDutyGuidance(was, reason):
            _must_exist(given, was)
            return [DutyGuidanceWithdrawn(citizen, was, reason)]
        case _:
            return not_allowed_now()


def evolve(given: Given, event: Fact) -> Given:
    """Return the guidance given after a fact."""
    match event:
        case DutyGuidanceGiven(form=form, text_version=text, given_on=day):
            return (*given, Guidance(day, form, text))
        case DutyGuidanceCorrected(was_given_on=was, form=form, text_version=text, given_on=day):
            right = Guidance(day, form, text)
            return tuple(right if each.given_on == was else each for each in given)
        case DutyGuidanceWithdrawn(given_on=was):
            return tuple(each for each in given if each.given_on != was)
        case _:
            return given


def _on(given: Given, day: date) -> bool:
    return any(each.given_on == day for each in given)


def _must_exist(given: Given, day: date) -> None:
    if not _on(given, day):
        raise Rejected("no_such_guidance")
