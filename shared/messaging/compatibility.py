"""Whether a fact may change its shape: what was stored and released must stay readable.

The log is never rewritten, so new code reads old facts for ever. Allowed are new tags, new fields
with a default, and wider types. A new meaning is a new tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.messaging.schemas import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = Mapping[str, Any]

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_JSON_TYPES: dict[type, str] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    float: "number",
    type(None): "null",
}
_SAME = ("pattern", "format", "multipleOf", "contentEncoding")


def incompatibilities(released: Mapping[str, Schema], new: Mapping[str, Schema]) -> list[str]:
    """Return why `new` schemas may not follow the `released` ones; both by tag."""
    found = [f"{tag}: removed or renamed" for tag in released if tag not in new]
    for tag, old in released.items():
        if tag in new:
            found += _Comparison(old, new[tag]).object(tag, old, new[tag])
    return found


class _Comparison:
    """Two self-contained schemas, the released one and the one that is to follow it."""

    def __init__(self, old_root: Schema, new_root: Schema) -> None:
        self._old = old_root
        self._new = new_root
        self._under_way: set[tuple[str, str]] = set()

    def object(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        """Compare what both say about one value."""
        pair = (str(old.get("$ref", "")), str(new.get("$ref", "")))
        if all(pair):
            if pair in self._under_way:
                return
            self._under_way.add(pair)
        old, new = resolve(old, self._old), resolve(new, self._new)
        if not new:
            return  # anything goes
        if "anyOf" in old or "anyOf" in new:
            yield from self._alternatives(path, old, new)
            return
        yield from _narrowed(path, old, new)
        yield from self._fields(path, old, new)
        yield from self._elements(path, old, new)

    def _alternatives(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        """Each kind of value that was allowed must still be."""
        kinds = new.get("anyOf", [new])
        for each in old.get("anyOf", [old]):
            if all(next(self.object(path, each, kind), None) for kind in kinds):
                yield f"{path}: narrowed, {_name(resolve(each, self._old))} is no longer allowed"

    def _fields(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        if "properties" not in old:
            return
        fields: Schema = new.get("properties", {})
        for name, schema in old["properties"].items():
            if name not in fields:
                yield f"{path}.{name}: removed"
            else:
                yield from self.object(f"{path}.{name}", schema, fields[name])
        required = set(old.get("required", ()))
        for name in new.get("required", ()):
            if name not in required:
                yield f"{path}.{name}: newly required"

    def _elements(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        for key in ("items", "additionalProperties"):
            inner, follows = old.get(key), new.get(key)
            if isinstance(follows, dict):
                was: Schema = inner if isinstance(inner, dict) else {}
                yield from self.object(f"{path}[]", was, follows)
            elif follows is False and inner is not False:
                yield f"{path}: narrowed, {key}"
        olds, news = old.get("prefixItems", []), new.get("prefixItems", [])
        if len(olds) != len(news):
            yield f"{path}: narrowed, number of items"
        for nth, (was, follows) in enumerate(zip(olds, news, strict=False)):
            yield from self.object(f"{path}[{nth}]", was, follows)


def _narrowed(path: str, old: Schema, new: Schema) -> Iterator[str]:
    """Say where a plain value that was allowed is no longer."""
    was, now = _types(old), _types(new)
    if now is not None and (was is None or not was <= now):
        yield f"{path}: narrowed, {_name(old)} to {_name(new)}"
    allowed = _values(new)
    if allowed is not None:
        before = _values(old)
        if before is None or not before <= allowed:
            yield f"{path}: narrowed, fewer values"
    for key in _LOWER:
        if key in new and (key not in old or old[key] < new[key]):
            yield f"{path}: narrowed, {key}"
    for key in _UPPER:
        if key in new and (key not in old or old[key] > new[key]):
            yield f"{path}: narrowed, {key}"
    for key in _SAME:
        if key in new and new[key] != old.get(key):
            yield f"{path}: narrowed, {key}"


def _types(schema: Schema) -> set[str] | None:
    found = schema.get("type")
    if found is None:
        values = _values(schema)
        return {_JSON_TYPES[type(each)] for each in values} if values else None
    types = {found} if isinstance(found, str) else set(found)
    return types | {"integer"} if "number" in types else types


def _values(schema: Schema) -> set[Any] | None:
    if "const" in schema:
        return {schema["const"]}
    return set(schema["enum"]) if "enum" in schema else None


def _name(schema: Schema) -> str:
    return str(schema.get("title") or schema.get("type") or schema.get("enum") or "any value")
