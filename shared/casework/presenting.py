"""Lays an answer before a reader: rows about strangers left out, closed fields covered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from msgspec import Struct

from shared.access.masking import covered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.access.lens import Lens
    from shared.access.readers import Classes

_ABOUT = ("citizen", "citizens", "subjects")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def citizens_of(value: Any) -> tuple[UUID, ...]:
    """Return whom one row or struct is about: what it says itself, or a struct inside it says."""
    found: list[UUID] = []
    for name in _ABOUT:
        said = getattr(value, name, None)
        found += [said] if isinstance(said, UUID) else said if isinstance(said, tuple) else []
    if not found and isinstance(value, Struct):
        inner = (getattr(value, name) for name in value.__struct_fields__)
        found = [c for each in inner if isinstance(each, Struct) for c in citizens_of(each)]
    return tuple(dict.fromkeys(found))


def everybody_in(value: Any) -> Iterator[UUID]:
    """Go through all citizens an answer is about."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from everybody_in(each)
    elif isinstance(value, Struct):
        yield from citizens_of(value)
        for name in value.__struct_fields__:
            each = getattr(value, name)
            if isinstance(each, list | tuple):
                yield from everybody_in(each)


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
        shown: dict[str, Any] = covered(page, self._base)
        if isinstance(shown, Struct):
            shown = msgspec.to_builtins(shown)
        for each in msgspec.structs.fields(page):
            rows = getattr(page, each.name)
            if isinstance(rows, list | tuple) and any(isinstance(row, Struct) for row in rows):
                shown[each.encode_name] = self.of(rows)
        return shown


def _has_rows(value: Struct) -> bool:
    fields = (getattr(value, name) for name in value.__struct_fields__)
    lists = (each for each in fields if isinstance(each, list | tuple))
    return any(isinstance(row, Struct) and citizens_of(row) for rows in lists for row in rows)


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
