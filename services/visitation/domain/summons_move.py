"""A summons that goes to another time, because a time was booked or given back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Protocol, TypeAlias
from uuid import UUID

from msgspec import Meta

from shared.clock import local_date
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Rejected
from shared.eventlog.event import Event as Fact

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]


class MoveSummons(Order, frozen=True):
    """Move the summons that waits at one time to another; a booking says so, never a person."""

    from_at: Moment
    at: Moment
    booking: UUID


class SummonsMoved(Fact, frozen=True, tag="visitation.summons_moved"):
    """The citizen is summoned to another time, as booked; what was written to the citizen stands.

    No deadline of the law moves with it.
    """

    citizen: UUID
    was_day: date
    at: datetime
    day: date
    form: str
    legal_consequence_text: bool
    booking: UUID


class Waiting(Protocol):
    """A summons nobody has answered."""

    @property
    def at(self) -> datetime:
        """Return when the citizen is to come."""
        ...

    @property
    def form(self) -> str:
        """Return how the citizen was summoned."""
        ...

    @property
    def legal_consequence_text(self) -> bool:
        """Say whether the consequences were written to the citizen."""
        ...


def moved(command: MoveSummons, waits: Waiting, citizen: UUID) -> Sequence[Fact]:
    """Return the summons at its new time; nothing when it is there already."""
    at = command.at.astimezone(UTC)
    if waits.at == at:
        return []
    if waits.at != command.from_at:
        raise Rejected("not_summoned")
    return [
        SummonsMoved(
            citizen=citizen,
            was_day=local_date(waits.at),
            at=at,
            day=local_date(at),
            form=waits.form,
            legal_consequence_text=waits.legal_consequence_text,
            booking=command.booking,
        )
    ]
