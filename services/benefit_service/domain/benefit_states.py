"""The stages of a benefit case, and what is found out before something is decided in it."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from services.benefit_service.domain.benefit_events import FirstContactNoted, StopGround
from shared.actor import Actor


class NotContacted(Struct, frozen=True):
    """Nobody has asked for anything yet."""


class Contacted(Struct, frozen=True):
    """The citizen is registered at the jobcenter and has not applied."""

    contact: FirstContactNoted


class Applied(Struct, frozen=True):
    """An application waits for a decision."""

    contact: FirstContactNoted
    applied_on: date


class Decided(Struct, frozen=True):
    """The right to the benefit is decided; `notified` says that the jobcenter knows."""

    contact: FirstContactNoted
    applied_on: date
    eligible: bool
    notified: bool = False


class Paying(Struct, frozen=True):
    """The benefit is paid; the amount is in øre a month and only ever grows."""

    contact: FirstContactNoted
    applied_on: date
    monthly_amount: int


class Stopped(Struct, frozen=True):
    """The benefit is no longer paid."""

    contact: FirstContactNoted
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
