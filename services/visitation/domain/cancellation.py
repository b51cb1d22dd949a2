"""An interview that is called off, and one that was called off by mistake.

A cancellation stops no deadline of the law; an excuse of the citizen moves the day of the measure.
Taken back, the summons stands as before, and an interpreter who was booked is booked again.
"""

from datetime import date, datetime
from typing import Literal, TypeAlias
from uuid import UUID

from services.visitation.domain.codes import Text
from services.visitation.domain.ground import Ground
from services.visitation.domain.interpreter import InterpreterBooked
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Rejected
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

Canceller: TypeAlias = Literal["jobcenter", "citizen"]


class CancelInterview(Order, frozen=True):
    """Call off the interview the citizen is summoned to.

    `excused`: the citizen's reason is accepted; `agreed_on` is the day that is measured instead.
    """

    by: Canceller
    on: date | None = None
    excused: bool = False
    agreed_on: date | None = None


class WithdrawCancellation(Order, frozen=True):
    """Take back that the interview on `day` was called off."""

    day: date
    reason: Text


class InterviewCancelled(Fact, frozen=True, tag="visitation.interview_cancelled"):
    """The interview summoned to was called off, perhaps with an excuse and for another day."""

    citizen: UUID
    day: date
    by: Canceller
    excused: bool = False
    agreed_on: date | None = None


class InterviewCancellationWithdrawn(
    Fact, frozen=True, tag="visitation.interview_cancellation_withdrawn"
):
    """The interview was not called off; the summons is open again, and an excuse is none."""

    citizen: UUID
    day: date
    reason: ContactData[str]


def called_off(command: CancelInterview, day: date, ground: Ground) -> InterviewCancelled:
    """Return that the interview of that day is not to be."""
    on = past(command.on, ground.today)
    if command.excused and command.by != "citizen":
        raise Rejected("excuse_is_the_citizens")
    if command.agreed_on is not None and not command.excused:
        raise Rejected("agreed_without_excuse")
    if command.agreed_on is not None and command.agreed_on <= max(on, day):
        raise Rejected("agreed_before_the_interview")
    return InterviewCancelled(ground.citizen, day, command.by, command.excused, command.agreed_on)


def taken_back(
    command: WithdrawCancellation, at: datetime, booked: InterpreterBooked | None, citizen: UUID
) -> list[Fact]:
    """Return that the interview stands, and the interpreter who was booked for it."""
    told = InterviewCancellationWithdrawn(citizen, command.day, command.reason)
    if booked is None:
        return [told]
    price = booked.price_ore
    return [told, InterpreterBooked(citizen, booked.language, at, on_duty=False, price_ore=price)]
