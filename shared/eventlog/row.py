"""A fact as it lies in the table: envelope columns and the bytes it was stored in."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from shared.eventlog.envelope import Cursor


class Row(Struct, frozen=True):
    """One stored fact; `state` is the JSON of event and caller's metadata, never re-encoded."""

    position: int
    epoch: int
    previous: int
    event_id: UUID
    stream: str
    version: int
    tag: str
    subjects: tuple[UUID, ...]
    effective_on: date
    recorded_at: datetime
    state: bytes
    previous_hash: bytes

    @property
    def cursor(self) -> Cursor:
        """Return the fact's own place in its log."""
        return Cursor(self.epoch, self.position, self.event_id)


class Page(Struct, frozen=True):
    """Facts after a cursor; `upto` is the place of the last row looked at, wanted or not."""

    rows: tuple[Row, ...]
    upto: Cursor
    head: Cursor


class LogDiverged(Exception):  # noqa: N818 - an answer about the reader's cursor
    """The reader stands at a fact this log does not hold."""


class LogReplaced(Exception):  # noqa: N818 - see LogDiverged
    """The reader has seen a later epoch: this log was replaced by another and still answers."""
