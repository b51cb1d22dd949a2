"""The CV in the national job bank: registered by the citizen, approved by the jobcenter.

Law: LAB ch. 6. Registration stops the clock; approval is the jobcenter's own check.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from services.visitation.domain.ground import Ground
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData


class RegisterCv(Order, frozen=True):
    """Record that the citizen's CV stands in the national job bank."""

    on: date | None = None


class ApproveCv(Order, frozen=True):
    """Approve the CV that stands in the job bank."""

    on: date | None = None


class WithdrawCv(Order, frozen=True):
    """Take back a CV registration that did not happen."""

    reason: Text


class CvRegistered(Fact, frozen=True, tag="visitation.cv_registered"):
    """The CV stands in the national job bank."""

    citizen: UUID
    registered_on: date


class CvApproved(Fact, frozen=True, tag="visitation.cv_approved"):
    """The jobcenter found the CV good enough to send to employers."""

    citizen: UUID
    approved_on: date


class CvWithdrawn(Fact, frozen=True, tag="visitation.cv_withdrawn"):
    """The CV was not registered after all; an approval falls with it."""

    citizen: UUID
    registered_on: date
    reason: ContactData[str]


Command: TypeAlias = RegisterCv | ApproveCv | WithdrawCv
Event: TypeAlias = CvRegistered | CvApproved | CvWithdrawn


class Cv(Struct, frozen=True):
    """Where the CV stands."""

    registered_on: date | None = None
    approved_on: date | None = None


def blocks(command_type: type[Order], cv: Cv) -> tuple[Code, ...]:
    """Return why the CV does not allow this kind of order now."""
    if command_type is RegisterCv and cv.registered_on:
        return ("cv_already_registered",)
    if command_type in {WithdrawCv, ApproveCv} and cv.registered_on is None:
        return ("cv_not_registered",)
    if command_type is ApproveCv and cv.approved_on:
        return ("cv_already_approved",)
    return ()


def decide(command: Order, cv: Cv, ground: Ground) -> Sequence[Fact]:
    """Answer an order about the CV."""
    match command:
        case RegisterCv(on):
            return [CvRegistered(ground.citizen, past(on, ground.today))]
        case ApproveCv(on) if cv.registered_on:
            day = past(on, ground.today)
            if day < cv.registered_on:
                raise Rejected("cv_not_registered")
            return [CvApproved(ground.citizen, day)]
        case WithdrawCv(reason) if cv.registered_on:
            return [CvWithdrawn(ground.citizen, cv.registered_on, reason)]
        case _:
            return not_allowed_now()


def evolve(cv: Cv, event: Fact) -> Cv:
    """Return the CV after a fact."""
    match event:
        case CvRegistered(registered_on=day):
            return replace(cv, registered_on=day)
        case CvApproved(approved_on=day):
            return replace(cv, approved_on=day)
        case CvWithdrawn():
            return Cv()
        case _:
            return cv
