"""The catalogue of all facts: what each means, what it holds, who listens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jobcenter.generate.facts import PLUMBING, heard, schema_of, told
from jobcenter.generate.page import code, listed, meaning, page, table
from shared.eventlog.event import Event, tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobcenter.generate.rooms import Room

_EVERYWHERE: Final = (
    "Besides its own facts every service keeps its deadlines and what came of reactions that a "
    "case refused. On the bus their routing key is led by the service: "
    "`benefit_service.deadline.missed`."
)
_WORDS: Final = {"string": "text", "integer": "number", "boolean": "yes/no"}
_ABOUT: Final = (
    "A fact's tag is its stored name and never changes. Fields marked contact, economy or health "
    "are personal of that class: they hold the value, or `{erased: true}` once it was erased. "
    "Each fact has a JSON Schema beside the service (`services/<service>/api/events/<tag>.json`) "
    "and stands in its `asyncapi.yaml`; metadata (who, when, why, by which rules) travels in the "
    "envelope. citizen_history reads every fact of every service."
)


def events_page(rooms: Sequence[Room]) -> str:
    """Return the catalogue."""
    parts = [_ABOUT]
    for room in rooms:
        listeners = _listeners(rooms, room.service.name)
        facts = [_fact(each, listeners, room.service.name) for each in told(room.service)]
        parts.append("\n\n".join([f"## {room.service.name}", *facts]))
    hear = {
        tag_of(each): tuple(
            room.service.name
            for room in rooms
            if tag_of(each) in {tag_of(one) for one in heard(room.service)}
        )
        for each in PLUMBING
    }
    plumbing = [_fact(each, hear, None) for each in PLUMBING]
    parts.append("\n\n".join(["## every service", _EVERYWHERE, *plumbing]))
    return page("Events", *parts)


def _listeners(rooms: Sequence[Room], source: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for room in rooms:
        for each in heard(room.service) if source in room.service.sources else ():
            tag = tag_of(each)
            found[tag] = (*found.get(tag, ()), room.service.name)
    return found


def _fact(event: type[Event], listeners: dict[str, tuple[str, ...]], owner: str | None) -> str:
    tag = tag_of(event)
    schema = f"../../services/{owner}/api/events/{tag}.json" if owner else f"events/{tag}.json"
    text = (
        f"### {tag}\n\n{meaning(event)}\n\n"
        f"Listeners: {listed(listeners.get(tag, ()), 'none but citizen_history')}. "
        f"[Schema]({schema})."
    )
    rows = [
        (code(name), kind, personal) for name, kind, personal in fields_of(event) if name != "event"
    ]
    return f"{text}\n\n{table(('field', 'type', 'personal'), rows)}" if rows else text


@cache
def fields_of(event: type[Event]) -> tuple[tuple[str, str, str], ...]:
    """Return name, type and personal class of each field of a fact."""
    schema = schema_of(event)
    parts = schema["$defs"]
    struct = parts[schema["$ref"].rpartition("/")[2]]
    return tuple(
        (name, type_of(each, parts), _personal(each)) for name, each in struct["properties"].items()
    )


def type_of(schema: dict[str, Any], parts: dict[str, Any]) -> str:
    """Return a type in the words of the catalogue: `date`, `list of uuid`, `"a" or "b"`."""
    match schema:
        case {"$ref": ref}:
            name = ref.rpartition("/")[2]
            inner = parts[name].get("properties", {})
            return f"{name}({', '.join(inner)})"
        case {"anyOf": choices}:
            known = [each for each in choices if each.get("$ref") != "#/$defs/Erased"]
            return " or ".join(type_of(each, parts) for each in known)
        case {"enum": values}:
            return " or ".join(code(str(each)) for each in values)
        case {"type": "array", "items": dict(items)}:
            return f"list of {type_of(items, parts)}"
        case {"type": "null"}:
            return "nothing"
        case {"type": "string", "format": kind}:
            return str(kind)
        case {"type": "integer", "description": str(text)} if "øre" in text:
            return "øre"
        case {"type": str(kind)}:
            return _WORDS.get(kind, kind)
        case _:
            return "anything"


def _personal(schema: dict[str, Any]) -> str:
    if "x-personal" in schema:
        return str(schema["x-personal"])
    inner = [_personal(each) for each in schema.get("anyOf", ())]
    return next((each for each in inner if each), "")
