"""Covers the fields a reader may not see: each comes with a mark in its place, never left out.

The class of a field stands at the field itself (`x-personal`). A state that came as plain JSON is
covered by the names that its case type's states use; a name with two classes needs both.
A row whose class depends on what it tells names in `open_fields` those that are open after all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from shared.access.readers import Classes
from shared.access.terms import FIELD_CLASSES, FieldClass
from shared.privacy.personal import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.decider import Decider

ByName: TypeAlias = Mapping[str, Classes]
PERSONAL: Final = "x-personal"
_NONE: Final[Classes] = frozenset()


class Masked(Struct, frozen=True):
    """Stands where a field was that this reader may not see, and names its class."""

    masked: FieldClass


CONTACT: Final = Meta(extra_json_schema={PERSONAL: "contact"})
ECONOMY: Final = Meta(extra_json_schema={PERSONAL: "economy"})
HEALTH: Final = Meta(extra_json_schema={PERSONAL: "health"})
ADDRESS: Final = Meta(extra_json_schema={PERSONAL: "address"})


def covered(value: Any, shown: Classes) -> Any:
    """Return what was answered with a mark on every field of a class that is not shown."""
    if not _holds(value, shown):
        return value
    return _cover(value, msgspec.to_builtins(value), shown)


def covered_names(data: Any, by_name: ByName, shown: Classes) -> Any:
    """Return plain JSON with a mark on every field whose name belongs to a class not shown."""
    if isinstance(data, list | tuple):
        return [covered_names(each, by_name, shown) for each in data]
    if not isinstance(data, dict):
        return data
    return {
        name: mark(hidden)
        if (hidden := by_name.get(name, _NONE) - shown)
        else covered_names(each, by_name, shown)
        for name, each in data.items()
    }


def names_of(decider: Decider[Any, Any, Any]) -> ByName:
    """Return the classes of the field names that a case type's states use."""
    found: dict[str, Classes] = {}
    for name, classes in names_in(get_type_hints(decider.evolve)["state"], set()):
        found[name] = found.get(name, _NONE) | classes
    return found


def classes_of(kind: Any) -> Classes:
    """Return every class that fields of an answer of this type have, however deep."""
    return frozenset(each for _, found in names_in(kind, set()) for each in found)


def fields_of(struct: type[Struct]) -> dict[str, Classes]:
    """Return the personal fields of a struct with their classes."""
    return {name: classes for name, _, classes, _ in _plan(struct) if classes}


def mark(hidden: Classes) -> dict[str, str]:
    """Return what stands in the place of a field of these classes."""
    return {"masked": min(hidden)}


def _cover(value: Any, data: Any, shown: Classes) -> Any:
    match value:
        case Struct():
            opened = value.open_fields() if hasattr(value, "open_fields") else ()
            for name, written, classes, deep in _plan(type(value)):
                if classes - shown and name not in opened:
                    data[written] = mark(classes - shown)
                elif deep and written in data:
                    data[written] = _cover(getattr(value, name), data[written], shown)
        case list() | tuple():
            return [_cover(each, plain, shown) for each, plain in zip(value, data, strict=True)]
        case dict():
            pairs = zip(data.items(), value.values(), strict=True)
            return {name: _cover(each, plain, shown) for (name, plain), each in pairs}
        case _:
            pass
    return data


def _holds(value: Any, shown: Classes) -> bool:
    """Say whether anything in the answer must be covered."""
    match value:
        case Struct():
            return bool(classes_in(type(value)) - shown)
        case list() | tuple():
            return any(_holds(each, shown) for each in value)
        case dict():
            return any(_holds(each, shown) for each in value.values())
        case _:
            return False


@cache
def classes_in(struct: type[Struct]) -> Classes:
    """Return every class in a struct, however deep."""
    return classes_of(struct)


@cache
def _plan(struct: type[Struct]) -> tuple[tuple[str, str, Classes, bool], ...]:
    """Return name, written name and classes of a struct's fields, and whether to look inside."""
    hints = get_type_hints(struct, include_extras=True)
    return tuple(
        (each.name, each.encode_name, marks_of(hint), bool(classes_of(hint)))
        for each in msgspec.structs.fields(struct)
        for hint in (hints[each.name],)
    )


def names_in(hint: Any, seen: set[Any]) -> Iterator[tuple[str, Classes]]:
    """Go through the marked fields of a type, however deep."""
    if not (isinstance(hint, type) and issubclass(hint, Struct)):
        for inner in get_args(hint):
            yield from names_in(inner, seen)
        return
    if hint in seen:
        return
    seen.add(hint)
    hints = get_type_hints(hint, include_extras=True)
    for each in msgspec.structs.fields(hint):
        marks = marks_of(hints[each.name])
        if marks:
            yield each.encode_name, marks
        yield from names_in(hints[each.name], seen)


def marks_of(hint: Any) -> Classes:
    """Return the classes a field is marked with, on itself, on a choice or on its items."""
    notes = getattr(hint, "__metadata__", ())
    own = {
        (note.extra_json_schema or {}).get(PERSONAL) for note in notes if isinstance(note, Meta)
    } | {note.field_class for note in notes if isinstance(note, Closed)}
    inner = {each for part in get_args(hint) for each in marks_of(part)}
    return frozenset(each for each in FIELD_CLASSES if each in own) | frozenset(inner)
