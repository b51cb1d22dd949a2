"""The one write: what a caller asks of the log, and each of the answers it can get."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.decider import Claim, Release


class Guard(Struct, frozen=True):
    """A stream and the version of it that the decision relied on."""

    stream: str
    version: int


class Key(Struct, frozen=True):
    """The caller's promise that this is one wish, however often it is sent."""

    client: str
    key: str
    digest: bytes
    answer: bytes


class NewEvent(Struct, frozen=True):
    """A fact in the bytes it will keep, with what the log must know without reading them."""

    event_id: UUID
    tag: str
    state: bytes
    subjects: tuple[UUID, ...]
    effective_on: date


class Append(Struct, frozen=True):
    """One decision for one stream: stored whole or not at all."""

    stream: str
    expected: int
    events: tuple[NewEvent, ...]
    guards: tuple[Guard, ...] = ()
    claims: tuple[Claim | Release, ...] = ()
    key: Key | None = None


class Appended(Struct, frozen=True):
    """It is stored, from this position on."""

    position: int
    version: int


class Replayed(Struct, frozen=True):
    """This key was answered before; here is that answer."""

    answer: bytes


class KeyReused(Struct, frozen=True):
    """This key was used for another wish."""


class Conflict(Struct, frozen=True):
    """The stream, or a guarded one, has moved on to `actual`."""

    stream: str
    actual: int


class ClaimedBy(Struct, frozen=True):
    """Another case already holds the name."""

    name: str
    stream: str


Outcome: TypeAlias = Appended | Replayed | KeyReused | Conflict | ClaimedBy
