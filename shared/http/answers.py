"""The shapes of the answers that every service gives alike."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from shared.access.terms import FieldClass, Relation
from shared.actor import Actor
from shared.casework.case_list import CaseRow
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Basis, Cursor, How, Recorded
from shared.eventlog.event import Event
from shared.http.limits import MAX_EPOCH, MAX_FEED_ROWS, MAX_ROWS


class Ordered(Struct, frozen=True):
    """What an order led to: the case, its version now, and the names of the new facts."""

    case_id: str
    version: int
    events: tuple[str, ...]


class Reason(Struct, frozen=True):
    """One reason why an order cannot be given now."""

    code: str
    title: str
    title_en: str


class MayOrder(Struct, frozen=True):
    """Whether an order may be given now, and if not, why."""

    allowed: bool
    because: tuple[Reason, ...] = ()


class ShownCase(Struct, frozen=True):
    """A case as it stands; `may` says of every order whether it can be given now.

    `relation` says as what the reader was let in; `masked` names the classes of fields that were
    covered with `{"masked": "<class>"}`.
    """

    case_id: str
    case_type: str
    version: int
    state: Any
    subjects: tuple[UUID, ...]
    may: dict[str, MayOrder] = {}
    relation: Relation | None = None
    masked: tuple[FieldClass, ...] = ()


class ListedCases(Struct, frozen=True):
    """Some cases, and the mark by which the list goes on (none: this was the last page)."""

    items: tuple[CaseRow, ...]
    next: str | None = None


class CaseFilter(Struct, frozen=True):
    """Which cases are wanted; `after` is the `next` of the reader's own page before."""

    citizen: UUID | None = None
    open: bool = False
    after: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,256}$")] | None = None
    limit: Annotated[int, Meta(ge=1, le=MAX_ROWS)] = 50


class Moments(Struct, frozen=True):
    """The two clocks: facts recorded by then, and of those the ones that hold on a day.

    `as_of_known` is a moment, or a day and then means the end of that day in Copenhagen.
    """

    as_of_valid: date | None = None
    as_of_known: str | None = None


class KnownAt(Struct, frozen=True):
    """A case as it was known at a moment or at the end of a day."""

    as_of_known: str | None = None


class FeedPlace(Struct, frozen=True):
    """Where a reader of the log stands: its whole cursor, or nothing for the beginning."""

    epoch: Annotated[int, Meta(ge=1, le=MAX_EPOCH)] = 1
    position: Annotated[int, Meta(ge=0)] = 0
    event_id: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=MAX_FEED_ROWS)] = 500

    @property
    def cursor(self) -> Cursor:
        """Return the place."""
        return Cursor(self.epoch, self.position, self.event_id)


class Fact(Struct, frozen=True):
    """A fact in a case's history: what happened, on which day it holds, when it was recorded."""

    event_id: UUID
    version: int
    tag: str
    effective_on: date
    occurred_at: datetime
    recorded_at: datetime
    actor: Actor
    correlation_id: str
    event: Any
    causation_id: UUID | None = None
    corrects: UUID | None = None
    how: How | None = None
    rules: tuple[str, ...] = ()
    basis: Basis | None = None


def fact(recorded: Recorded[Event]) -> Fact:
    """Show a recorded fact."""
    meta, event = recorded.meta, recorded.event
    return Fact(
        event_id=meta.event_id,
        version=recorded.version,
        tag=recorded.tag,
        effective_on=meta.effective_on,
        occurred_at=meta.occurred_at,
        recorded_at=recorded.recorded_at,
        actor=meta.actor,
        correlation_id=meta.correlation_id,
        event={"event": event.name, **event.data} if isinstance(event, Unread) else event,
        causation_id=meta.causation_id,
        corrects=meta.corrects,
        how=meta.how,
        rules=meta.rules,
        basis=meta.basis,
    )
