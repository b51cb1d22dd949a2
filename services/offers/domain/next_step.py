"""What comes after an offer: planned before it ends, so that nobody stands idle in between (O-04).

A step that is planned anew takes the place of the one before. That nothing is to come needs a
reason, for the citizen is then owed no idle days but an explanation.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from services.offers.domain.no_show import Text
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

NextKind: TypeAlias = Literal["offer", "interview", "job_order", "job", "education", "nothing"]


class PlanNextStep(Order, frozen=True):
    """Say what comes after the offer, and from which day; `nothing` needs a reason."""

    kind: NextKind
    starts_on: date | None = None
    reason: Text | None = None


class WithdrawNextStep(Order, frozen=True):
    """Take back what was planned."""

    reason: Text


Command: TypeAlias = PlanNextStep | WithdrawNextStep
ORDERS: Final = frozenset(get_args(Command))


class NextStepPlanned(Fact, frozen=True, tag="offers.next_step_planned"):
    """What comes after the offer is planned; `starts_on` is None when nothing comes."""

    citizen: UUID
    kind: NextKind
    starts_on: date | None
    reason: ContactData[str] | None
    planned_on: date


class NextStepWithdrawn(Fact, frozen=True, tag="offers.next_step_withdrawn"):
    """What was planned after the offer is planned no more."""

    citizen: UUID
    reason: ContactData[str]


Event: TypeAlias = NextStepPlanned | NextStepWithdrawn


class NextStep(Struct, frozen=True):
    """What is planned after the offer."""

    kind: NextKind
    starts_on: date | None


def blocks(command_type: type[Order], planned: NextStep | None) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    nothing = command_type is WithdrawNextStep and planned is None
    return ("no_next_step_planned",) if nothing else ()


def decide(
    command: Order, citizen: UUID, planned: NextStep | None, *, ends_on: date, today: date
) -> Sequence[Fact]:
    """Answer an order about what comes next; a step cannot begin before the offer is over."""
    match command:
        case PlanNextStep(kind, starts_on, reason):
            if (kind == "nothing") != (starts_on is None) or (kind == "nothing" and reason is None):
                raise Rejected("next_step_incomplete")
            if starts_on is not None and starts_on <= ends_on:
                raise Rejected("next_step_before_the_end")
            if planned == NextStep(kind, starts_on):
                raise Rejected("next_step_planned_already")
            return [NextStepPlanned(citizen, kind, starts_on, reason, today)]
        case WithdrawNextStep(reason):
            return [NextStepWithdrawn(citizen, reason)]
        case _:
            return not_allowed_now()


def evolve(planned: NextStep | None, event: Fact) -> NextStep | None:
    """Return what is planned after a fact."""
    match event:
        case NextStepPlanned(kind=kind, starts_on=day):
            return NextStep(kind, day)
        case NextStepWithdrawn():
            return None
        case _:
            return planned
