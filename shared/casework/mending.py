"""What an order that puts something right is about: the last fact of its kind that still stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from shared.eventlog.command import Command
from shared.eventlog.envelope import How, Recorded
from shared.eventlog.event import Event

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from uuid import UUID

    from shared.casework.declare import Loaded

Facts: TypeAlias = tuple[type[Event], ...]
Mends: TypeAlias = Mapping[type[Command], tuple[How, Facts]]
"""For each such order, what becomes of the fact it is about, and the kinds that fact may be of."""


def mended_by(
    mends: Mends, named: Collection[str], loaded: Loaded, command: Command | None
) -> tuple[How, Recorded[Event]] | None:
    """Return what an order puts right and how, None when it is no such order.

    `named` are the fields by which orders and facts say which of several things they are about;
    an order that has none of them is about whichever came last.
    """
    if command is None or type(command) not in mends:
        return None
    how, kinds = mends[type(command)]
    standing = (fact for fact in _standing(loaded.history) if isinstance(fact.event, kinds))
    last = next((fact for fact in standing if _about(named, command, fact.event)), None)
    return None if last is None else (how, last)


def _standing(history: Sequence[Recorded[Event]]) -> Iterator[Recorded[Event]]:
    """Go back through what still holds: what was taken back, and what it had corrected, is gone."""
    gone: set[UUID] = set()
    for told in reversed(history):
        meta = told.meta
        if meta.event_id not in gone:
            yield told
        if meta.corrects is not None and (meta.how == "withdrawn" or meta.event_id in gone):
            gone.add(meta.corrects)


def _about(named: Collection[str], command: Command, event: Event) -> bool:
    things = ((name, getattr(command, name, None)) for name in named)
    return all(thing is None or getattr(event, name, None) == thing for name, thing in things)
