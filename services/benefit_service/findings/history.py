"""What every collection of facts needs: guards, and the fact that an order corrects."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from shared.casework.declare import Loaded
from shared.eventlog.append import Guard
from shared.eventlog.event import Event


def guard(loaded: Loaded) -> Guard:
    """Hold another case still while something is decided on it."""
    return Guard(loaded.stream, loaded.version)


def last_event_id(loaded: Loaded, *kinds: type[Event]) -> UUID | None:
    """Return the id of the last fact of these kinds in a case's history."""
    return next(
        (one.meta.event_id for one in reversed(loaded.history) if isinstance(one.event, kinds)),
        None,
    )


def event_ids(loaded: Loaded, kinds: Iterable[Any]) -> tuple[UUID, ...]:
    """Return the ids of all facts of these kinds in a case's history, in order."""
    wanted = tuple(kinds)
    return tuple(one.meta.event_id for one in loaded.history if isinstance(one.event, wanted))
