"""Lays an answer before a reader: rows about strangers left out, closed fields covered."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from msgspec import Struct

from shared.access.masking import covered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shared.access.lens import Lens
    from shared.access.readers import Classes

_ABOUT = ("citizen", "citizens", "subjects")
_ANYTHING = (Any, object, list, tuple)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def citizens_of(value: Any) -> tuple[UUID, ...]:
    """Return whom one row or struct is about: what it says itself, or a struct inside it says."""
    if not isinstance(value, Struct):
        return ()
    found: dict[UUID, None] = {}
    for name in _about(type(value)):
        said = getattr(value, name)  # a figure may count citizens under the same name
        if isinstance(said, UUID):
            found[said] = None
        elif isinstance(said, tuple):
            found |= dict.fromkeys(said)
    if not found:
        inner = (getattr(value, name) for name in _within(type(value)))
        found = {c: None for each in inner if isinstance(each, Struct) for c in citizens_of(each)}
    return tuple(found)


def everybody_in(value: Any) -> Iterator[UUID]:
    """Go through all citizens an answer is about."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from everybody_in(each)
    elif isinstance(value, Struct):
        yield from citizens_of(value)
        for rows in _lists_in(value):
            yield from everybody_in(rows)


def _lists_in(value: Struct) -> Iterator[Sequence[Any]]:
    """Go through the lists of a struct in which somebody may be named."""
    for name in _within(type(value)):
        each = getattr(value, name)
        if isinstance(each, list | tuple):
            yield each


@cache
def _about(kind: type[Struct]) -> tuple[str, ...]:
    """Name the fields in which a row of this type says whom it is about."""
    return tuple(name for name in _ABOUT if name in kind.__struct_fields__)


@cache
def _within(kind: type[Struct]) -> tuple[str, ...]:
    """Name the other fields that may hold something about somebody; most rows have none."""
    hints = get_type_hints(kind)
    return tuple(
        name
        for name in kind.__struct_fields__
        if name not in _ABOUT and _may_tell(hints[name], frozenset())
    )


def _may_tell(hint: Any, seen: frozenset[Any]) -> bool:
    """Say whether a value of this type may be, or hold, a row about somebody; in doubt it may."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        if _about(hint) or hint.__subclasses__():
            return True
        inner = () if hint in seen else get_type_hints(hint).values()
        return any(_may_tell(each, seen | {hint}) for each in inner)
    if hint in _ANYTHING or isinstance(hint, TypeVar):
        return True
    # Nobody looks into plain JSON: what is about somebody there is covered by the names it uses.
    return get_origin(hint) is not dict and any(_may_tell(each, seen) for each in get_args(hint))


class Presented:
    """An answer as one reader is shown it."""

    def __init__(self, lens: Lens, base: Classes) -> None:
        """Use `base` for what names no citizen of its own."""
        self._lens = lens
        self._base = base
        self.left_out = 0
        self.shown_of: dict[UUID, None] = {}

    def of(self, value: Any) -> Any:
        """Return the value as it is shown."""
        if isinstance(value, list | tuple):
            return [shown for each in value for shown in self._row(each)]
        if isinstance(value, Struct) and _has_rows(value):
            return self._page(value)
        return next(iter(self._row(value)), None)

    def _row(self, value: Any) -> list[Any]:
        """Return the row as it is shown, or nothing when its citizen is a stranger."""
        who = citizens_of(value)
        if not who:
            return [covered(value, self._base)]
        sight = self._lens.sight(who, getattr(value, "stream", None))
        if sight is None:
            self.left_out += 1
            return []
        self.shown_of |= dict.fromkeys(who)
        return [covered(value, sight[1])]

    def _page(self, page: Struct) -> dict[str, Any]:
        written = {each.name: each.encode_name for each in msgspec.structs.fields(page)}
        rows = {name: each for name in written if _are_rows(each := getattr(page, name))}
        bare = msgspec.structs.replace(page, **dict.fromkeys(rows, ()))
        shown: dict[str, Any] = msgspec.to_builtins(covered(bare, self._base))
        return shown | {written[name]: self.of(each) for name, each in rows.items()}


def _has_rows(value: Struct) -> bool:
    return any(citizens_of(row) for rows in _lists_in(value) for row in rows)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(row, Struct) for row in value)


def with_pseudonyms(value: Any, pseudonym: Callable[[str], str]) -> Any:
    """Return an answer in which every id is a made-up one, the same for the same id."""

    def other(found: re.Match[str]) -> str:
        return pseudonym(found[0])

    def walk(each: Any) -> Any:
        match each:
            case str():
                return _UUID.sub(other, each)
            case list():
                return [walk(one) for one in each]
            case dict():
                return {name: walk(one) for name, one in each.items()}
            case _:
                return each

    return walk(msgspec.json.decode(msgspec.json.encode(value)))
