"""The stages of a benefit case, and what is found out before something is decided in it."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from services.benefit_service.domain.benefit_events import (
    FirstContactNoted,
    StopGround,
    WhyCalledOff,
)
from shared.actor import Actor


class Contact(Struct, frozen=True):
    """Whom the case is about, since when, and whether the notice of eligibility is still owed.

    `by_change` when the citizen came from another benefit; `reopened_on` when the days count from
    the day the citizen came back; `called_off` says why no notice is owed.
    """

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    first_contact_on: date
    by_change: bool = False
    reopened_on: date | None = None
    called_off: WhyCalledOff | None = None
    notified: bool = False

    @property
    def waits_from(self) -> date:
        """Return the day the days to the notice count from."""
        return self.reopened_on or self.first_contact_on


def contact_of(noted: FirstContactNoted) -> Contact:
    """Return the contact as it was noted."""
    return Contact(
        citizen=noted.citizen,
        citizen_case=noted.citizen_case,
        benefit_basis=noted.benefit_basis,
        first_contact_on=noted.first_contact_on,
        by_change=noted.by_change,
    )


class NotContacted(Struct, frozen=True):
    """Nobody has asked for anything yet."""


class Contacted(Struct, frozen=True):
    """The citizen is registered at the jobcenter and has not applied."""

    contact: Contact


class Applied(Struct, frozen=True):
    """An application waits for a decision."""

    contact: Contact
    applied_on: date


class Decided(Struct, frozen=True):
    """The right to the benefit is decided; `notified` says that the jobcenter knows."""

    contact: Contact
    applied_on: date
    eligible: bool
    notified: bool = False


class Paying(Struct, frozen=True):
    """The benefit is paid; the amount is in øre a month and only ever grows."""

    contact: Contact
    applied_on: date
    monthly_amount: int


class Stopped(Struct, frozen=True):
    """The benefit is no longer paid."""

    contact: Contact
    before: Paying


State: TypeAlias = NotContacted | Contacted | Applied | Decided | Paying | Stopped


class StopHearing(Struct, frozen=True):
    """A concluded hearing about stopping this benefit on one ground."""

    hearing: UUID
    ground: StopGround
    objection_accepted: bool


class BenefitFacts(Struct, frozen=True):
    """What was found out beforehand: the day, who acts, and the concluded hearings about a stop.

    `appeal_by` is the last day to complain about what is decided today.
    """

    today: date
    actor: Actor
    stop_hearings: tuple[StopHearing, ...] = ()
    appeal_by: date | None = None
