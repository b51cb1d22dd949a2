"""Which fields of a fact are marked as personal, however deep; takes values out, puts them back.

In the place of a value that was taken out stands `Erased`. So what is left is the fact as somebody
without the key reads it, and as everybody reads it once the key is gone.
"""

from __future__ import annotations

import types
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from shared.privacy.personal import MARK, About, Erased, KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Taken(NamedTuple):
    """A personal value, where it stood, whom it is about, and by which class of keys it is kept."""

    about: UUID | None
    key_class: KeyClass
    path: str
    value: Any


class _Field(NamedTuple):
    """A marked field: its class, how its value is read, and which field beside it says who."""

    key_class: KeyClass
    decoder: msgspec.json.Decoder[Any]
    about: str | None


class _Each(NamedTuple):
    """A tuple whose elements have marked fields."""

    inner: _Marks


class _Inside(NamedTuple):
    """Structs with marked fields, by type: each one's attribute, name in JSON, and marks."""

    by_type: dict[type[Any], tuple[tuple[str, str, _Marks], ...]]


_Marks: TypeAlias = _Field | _Each | _Inside


class Marks:
    """The marked fields of one kind of fact."""

    def __init__(self, kind: type[Struct]) -> None:
        """Find the marks in the type's declaration."""
        self._marks = _inside(kind, ())
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        """Say whether any field is marked."""
        return self._marks is not None

    def classes(self) -> frozenset[KeyClass]:
        """Return the classes of all marked fields."""
        return frozenset() if self._marks is None else frozenset(_classes(self._marks))

    def take_out(self, fact: Any, about: UUID | None) -> tuple[Any, list[Taken]]:
        """Return the fact without its personal values, and these; `about` is the fact's citizen."""
        taken: list[Taken] = []
        if self._marks is None:
            return fact, taken
        return _without(fact, self._marks, "", about, taken), taken

    def knows(self, path: str) -> bool:
        """Say whether this reader's struct has a marked field there."""
        known = self._known.get(path)
        if known is None:
            known = self._marks is not None and _knows(self._marks, path.split("."))
            self._known[path] = known
        return known

    def put_back(self, fact: Any, path: str, value: msgspec.Raw) -> Any:
        """Return the fact with one personal value in its place."""
        return fact if self._marks is None else _with(fact, self._marks, path.split("."), value)


@cache
def marks_of(kind: type[Struct]) -> Marks:
    """Return the marks of a kind of fact, found once."""
    return Marks(kind)


# -- finding -------------------------------------------------------------------------------------


def _inside(kind: type[Struct], above: tuple[type[Struct], ...]) -> _Inside | None:
    if kind in above:
        return None
    found = tuple(
        (field.name, field.encode_name, marks)
        for field in msgspec.structs.fields(kind)
        if (marks := _in_type(field.type, (*above, kind))) is not None
    )
    return _Inside({kind: found}) if found else None


def _in_type(hint: Any, above: tuple[type[Struct], ...]) -> _Marks | None:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(hint, arguments[1:]) or _in_type(arguments[0], above)
    if origin in (Union, types.UnionType):
        return _merged([m for each in arguments if (m := _in_type(each, above)) is not None])
    if origin is tuple and arguments[1:] == (Ellipsis,):
        inner = _in_type(arguments[0], above)
        return None if inner is None else _Each(inner)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return _inside(hint, above)
    if any(_in_type(each, above) is not None for each in arguments):
        msg = f"a personal field stands where it cannot be sealed: {hint}"
        raise TypeError(msg)
    return None


def _marked(hint: Any, notes: Sequence[Any]) -> _Field | None:
    for note in notes:
        key_class = (note.extra_json_schema or {}).get(MARK) if isinstance(note, Meta) else None
        if key_class is not None:
            about = next((each.field for each in notes if isinstance(each, About)), None)
            return _Field(key_class, msgspec.json.Decoder(hint), about)
    return None


def _merged(found: list[_Marks]) -> _Marks | None:
    """Return what the members of a union have; only different structs can stand side by side."""
    if len(found) < 2:  # noqa: PLR2004 - one, or none
        return found[0] if found else None
    by_type: dict[type[Any], tuple[tuple[str, str, _Marks], ...]] = {}
    for each in found:
        if not isinstance(each, _Inside):
            msg = "a union mixes a personal field with another"
            raise TypeError(msg)
        by_type |= each.by_type
    return _Inside(by_type)


# -- taking out and putting back -----------------------------------------------------------------


def _without(value: Any, marks: _Marks, path: str, about: UUID | None, taken: list[Taken]) -> Any:
    if value is None or isinstance(value, Erased):
        return value
    match marks:
        case _Field(key_class):
            taken.append(Taken(about, key_class, path, value))
            return Erased()
        case _Each(inner):
            return tuple(
                _without(each, inner, f"{path}.{nth}", about, taken)
                for nth, each in enumerate(value)
            )
        case _Inside(by_type):
            own = getattr(value, "citizen", None)
            about = own if isinstance(own, UUID) else about
            changed = {
                name: _without(
                    getattr(value, name),
                    inner,
                    f"{path}.{told}" if path else told,
                    _whom(value, inner, about),
                    taken,
                )
                for name, told, inner in by_type.get(type(value), ())
            }
            return msgspec.structs.replace(value, **changed) if changed else value


def _whom(beside: Any, marks: _Marks, about: UUID | None) -> UUID | None:
    if isinstance(marks, _Field) and marks.about is not None:
        named: UUID | None = getattr(beside, marks.about)
        return named
    return about


def _classes(marks: _Marks) -> Iterator[KeyClass]:
    match marks:
        case _Field(key_class):
            yield key_class
        case _Each(inner):
            yield from _classes(inner)
        case _Inside(by_type):
            for fields in by_type.values():
                for _, _, inner in fields:
                    yield from _classes(inner)


def _knows(marks: _Marks, path: Sequence[str]) -> bool:
    match marks:
        case _Field():
            return not path
        case _Each(inner):
            return bool(path) and _knows(inner, path[1:])
        case _Inside(by_type):
            return bool(path) and any(
                told == path[0] and _knows(inner, path[1:])
                for fields in by_type.values()
                for _, told, inner in fields
            )


def _with(value: Any, marks: _Marks, path: Sequence[str], raw: msgspec.Raw) -> Any:
    match marks:
        case _Field(decoder=decoder):
            return decoder.decode(raw)
        case _Each(inner):
            nth = int(path[0])
            return (*value[:nth], _with(value[nth], inner, path[1:], raw), *value[nth + 1 :])
        case _Inside(by_type):
            for name, told, inner in by_type.get(type(value), ()):
                if told == path[0]:
                    new = _with(getattr(value, name), inner, path[1:], raw)
                    return msgspec.structs.replace(value, **{name: new})
            return value
