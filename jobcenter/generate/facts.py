"""The facts a service tells and hears, and how each looks as JSON."""

from __future__ import annotations

import inspect
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

import msgspec

from shared.casework import casebook
from shared.eventlog.event import Event, tag_of
from shared.messaging.schemas import event_schemas, types_of

if TYPE_CHECKING:
    from shared.casework.declare import Service

PLUMBING: Final[tuple[type[Event], ...]] = casebook.PLUMBING
"""The facts that every service may tell besides its own: its deadlines and refused reactions."""


def told(service: Service) -> tuple[type[Event], ...]:
    """Return the facts a service decides itself."""
    return types_of(service.events)


def heard(service: Service) -> tuple[type[Event], ...]:
    """Return the facts of others that a service reads, in its own narrow structs."""
    return () if service.messages is None else types_of(service.messages)


def all_told(service: Service) -> Any:
    """Return the union of everything that may stand in a service's log."""
    return reduce(or_, (*told(service), *PLUMBING))


@cache
def schema_of(event: type[Event]) -> dict[str, Any]:
    """Return the JSON Schema of one fact, in JSON's own types."""
    written = event_schemas(event)[tag_of(event)]
    found: dict[str, Any] = tidy(msgspec.json.decode(msgspec.json.encode(written)))
    return found


def tidy(node: Any) -> Any:
    """Write descriptions without the indentation of the source they come from."""
    if isinstance(node, list):
        return [tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        name: inspect.cleandoc(each)
        if name == "description" and isinstance(each, str)
        else tidy(each)
        for name, each in node.items()
    }
