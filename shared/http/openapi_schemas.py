"""JSON Schemas of all structs of an API, by the name msgspec gives each."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from shared.access.masking import PERSONAL
from shared.access.terms import FIELD_CLASSES
from shared.eventlog.command import Command
from shared.http.limits import MAX_INTEGER

REF = "#/components/schemas/{name}"
# What stays beside the choices of a field that may come masked.
_BESIDE: Final = frozenset({PERSONAL, "default", "description"})
_MASKED: Final = {
    "type": "object",
    "description": "What this reader may not see; names the class of the field.",
    "required": ["masked"],
    "properties": {"masked": {"enum": list(FIELD_CLASSES)}},
}


class Schemas:
    """The schema of each type that was asked about, and the components they refer to."""

    def __init__(self, types: Iterable[Any], answers: Iterable[Any] = ()) -> None:
        """Write the schemas of these types; a personal field of an answer may come masked."""
        wanted: list[Any] = []
        for each in types:
            if not any(each is known or each == known for known in wanted):
                wanted.append(each)
        written = msgspec.json.schema_components(wanted, ref_template=REF)
        # Through JSON and back: defaults then are what they will be in the document.
        found, components = msgspec.json.decode(msgspec.json.encode(written))
        self._pairs: list[tuple[Any, dict[str, Any]]] = list(
            zip(wanted, (_bounded(each) for each in found), strict=True)
        )
        self.components = {name: _bounded(components[name]) for name in sorted(components)}
        sent = [each for each in wanted if isinstance(each, type) and issubclass(each, Command)]
        for name in self._all_reached(answers) - self._all_reached(sent):
            _let_be_masked(self.components[name])

    def of(self, wanted: Any) -> dict[str, Any]:
        """Return the schema of a type, usually a reference."""
        for known, schema in self._pairs:
            if known is wanted or known == wanted:
                return schema
        msg = f"no schema was written for {wanted!r}"
        raise KeyError(msg)

    def _all_reached(self, types: Iterable[Any]) -> set[str]:
        return {name for each in types for name in self._reached(self.of(each))}

    def _reached(self, schema: Any) -> set[str]:
        """Return the components a schema refers to, however deep."""
        found: set[str] = set()
        waiting = list(_refs(schema))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += _refs(self.components[name])
        return found

    def fields(self, struct: type[msgspec.Struct]) -> list[tuple[str, dict[str, Any], bool]]:
        """Return name, schema and necessity of each field of a struct."""
        name = self.of(struct)["$ref"].rpartition("/")[2]
        component = self.components[name]
        required = component.get("required", [])
        return [
            (field, schema, field in required)
            for field, schema in component.get("properties", {}).items()
        ]


def _refs(schema: Any) -> Iterator[str]:
    """Go through the components that stand in a schema."""
    if isinstance(schema, list):
        for each in schema:
            yield from _refs(each)
    elif isinstance(schema, dict):
        for name, each in schema.items():
            if name == "$ref":
                yield each.rpartition("/")[2]
            else:
                yield from _refs(each)


def _let_be_masked(component: dict[str, Any]) -> None:
    """Say of each personal field that it may come covered."""
    for name, schema in component.get("properties", {}).items():
        if PERSONAL in schema:
            choices = schema.pop("anyOf", None) or [
                {key: schema.pop(key) for key in list(schema) if key not in _BESIDE}
            ]
            component["properties"][name] = {"anyOf": [*choices, _MASKED], **schema}


def _bounded(schema: Any) -> Any:
    """Say of every whole number that it has at most 64 bits, as the tables do."""
    if isinstance(schema, list):
        return [_bounded(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _bounded(each) for name, each in schema.items()}
    if schema.get("type") == "integer":
        if not {"minimum", "exclusiveMinimum"} & schema.keys():
            found["minimum"] = -MAX_INTEGER
        if not {"maximum", "exclusiveMaximum"} & schema.keys():
            found["maximum"] = MAX_INTEGER
    return found
