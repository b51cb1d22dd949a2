"""The stages of a benefit case, and what is found out before something is decided in it."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.benefit_service.domain.benefit_appeal_events import AdverseKind
from services.benefit_service.domain.benefit_events import (
    FirstContactNoted,
    StopGround,
    WhyCalledOff,
)
from shared.actor import Actor


class StoppedPayment(Struct, frozen=True):
    """A payment as it was when it was stopped, and from which day; the amount is in øre a month."""

    on: date
    applied_on: date
    monthly_amount: int
    since: date


class AdverseDecision(Struct, frozen=True):
    """A refusal or a stop, until when the citizen may complain, and the complaint.

    `settled` when the board upheld the decision, or when it was taken back by whomever.
    """

    about: AdverseKind
    decided_on: date
    appeal_by: date
    stopped: StoppedPayment | None = None
    appealed_on: date | None = None
    settled: Literal["upheld", "taken_back"] | None = None

    @property
    def is_appealed(self) -> bool:
        """Say whether somebody complained."""
        return self.appealed_on is not None

    @property
    def is_open_appeal(self) -> bool:
        """Say whether a complaint waits for its answer."""
        return self.is_appealed and self.settled is None


class Contact(Struct, frozen=True):
    """Whom the case is about, since when, and whether the notice of eligibility is still owed.

    `by_change` when the citizen came from another benefit; `reopened_on` when the days count from
    the day the citizen came back; `called_off` says why no notice is owed. `adverse` are all
    refusals and stops of the case, the last one last.
    """

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    first_contact_on: date
    by_change: bool = False
    reopened_on: date | None = None
    called_off: WhyCalledOff | None = None
    notified: bool = False
    adverse: tuple[AdverseDecision, ...] = ()

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
    """The benefit is paid `since` a day; the amount is in øre a month and only ever grows."""

    contact: Contact
    applied_on: date
    monthly_amount: int
    since: date


class Stopped(Struct, frozen=True):
    """The benefit is no longer paid."""

    contact: Contact
    payment: StoppedPayment


Started: TypeAlias = Contacted | Applied | Decided | Paying | Stopped
State: TypeAlias = NotContacted | Started


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
