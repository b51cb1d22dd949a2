"""What is written beside a fact: when, by whom, by which rules, relying on what."""

from datetime import date, datetime
from typing import Generic, Literal, TypeAlias, TypeVar
from uuid import UUID

from msgspec import Struct

from shared.actor import Actor
from shared.eventlog.event import Event
from shared.period import Period
from shared.privacy.personal import KeyClass

How: TypeAlias = Literal["withdrawn", "corrected", "superseded", "annulled"]
E_co = TypeVar("E_co", bound=Event, covariant=True)


class Statement(Struct, frozen=True, omit_defaults=True):
    """Something a decision took as true: for this citizen and period, this kind of fact was found.

    `found` None says that nothing was found ("no employment in February 2011").
    """

    subject: UUID
    kind: str
    period: Period
    found: str | None = None


class Basis(Struct, frozen=True, omit_defaults=True):
    """What a decision relied on: facts by their event id, and statements."""

    events: tuple[UUID, ...] = ()
    statements: tuple[Statement, ...] = ()


class Meta(Struct, frozen=True, omit_defaults=True):
    """The caller's part of the envelope, stored with the fact in one piece."""

    event_id: UUID
    occurred_at: datetime
    effective_on: date
    actor: Actor
    correlation_id: str
    subjects: tuple[UUID, ...] = ()
    causation_id: UUID | None = None
    causation_depth: int = 0
    rules: tuple[str, ...] = ()
    basis: Basis | None = None
    corrects: UUID | None = None
    how: How | None = None
    traceparent: str | None = None
    schema_version: int = 1


class Sealed(Struct, frozen=True):
    """Personal values of a fact about one citizen and of one class, readable with that key only.

    `fields` says where in the fact they stand; `box` is the ciphertext of their JSON array.
    """

    about: UUID
    key_class: KeyClass
    fields: tuple[str, ...]
    box: bytes


class Cursor(Struct, frozen=True, order=True):
    """A place in a log that cannot be mistaken after the log was cut: never a bare position."""

    epoch: int = 1
    position: int = 0
    event_id: UUID | None = None


class Recorded(Struct, Generic[E_co], frozen=True):
    """A fact as it stands in a log, its own or another service's."""

    source: str
    epoch: int
    position: int
    previous: int
    stream: str
    version: int
    tag: str
    recorded_at: datetime
    event: E_co
    meta: Meta
    sealed: tuple[Sealed, ...] = ()

    @property
    def cursor(self) -> Cursor:
        """Return the fact's own place in its log."""
        return Cursor(self.epoch, self.position, self.meta.event_id)

    @property
    def case_id(self) -> str:
        """Return the stream's id without its case type: `sanction_case-0192` gives `0192`."""
        return self.stream.partition("-")[2]

    @property
    def case_type(self) -> str:
        """Return the stream's case type."""
        return self.stream.partition("-")[0]
