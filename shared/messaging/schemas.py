"""What each fact of a service looks like as JSON, by its name: the contract others read by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import msgspec

from shared.eventlog.event import Event, tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def types_of(events: Any) -> tuple[type[Event], ...]:
    """Return the event types of a union, of a single one, or of a collection of them."""
    if isinstance(events, tuple):
        return events
    return get_args(events) or (events,)


def event_schemas(events: Any) -> dict[str, dict[str, Any]]:
    """Return one self-contained JSON Schema (2020-12) for each fact, by tag."""
    found = {tag_of(each): _schema(each) for each in types_of(events)}
    return dict(sorted(found.items()))


def _schema(event: type[Event]) -> dict[str, Any]:
    schema = msgspec.json.schema(event)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": tag_of(event),
    } | schema


def resolve(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference inside a self-contained schema."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Any = root
    for part in str(reference).removeprefix("#/").split("/"):
        found = found[part]
    return resolve(found, root)
