"""Who asks, under which key, having seen which version; and what the answer says."""

from typing import Any
from uuid import UUID

from msgspec import Struct

from shared.actor import Actor
from shared.eventlog.envelope import Recorded


class Call(Struct, frozen=True):
    """One wish of one caller; `key` makes repeating it harmless, `if_match` says what was seen."""

    actor: Actor
    correlation_id: str
    key: str | None = None
    if_match: int | None = None
    traceparent: str | None = None


class Done(Struct, frozen=True):
    """An order was carried out: the case, its version now, and the facts by name."""

    case_id: str
    version: int
    events: tuple[str, ...] = ()
    replayed: bool = False


class Shown(Struct, frozen=True):
    """A case as it stands, and for each order the reasons why it is not allowed now.

    `history` holds the facts it stands on; they are for the plumbing and are not sent.
    """

    case_id: str
    version: int
    state: Any
    subjects: tuple[UUID, ...]
    may: dict[str, tuple[str, ...]]
    history: tuple[Recorded[Any], ...] = ()
