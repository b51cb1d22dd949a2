"""The filters a case worker keeps, read so that they survive change.

A filter is words: what the form called them and what was chosen. Each word is read for itself; one
the question no longer knows, or no longer takes, is left out and named, and the others still hold.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from services.visitation.domain.work_desk import WorkDesk, desk_of, work_desk
from shared.casework.declare import Desk
from shared.trouble import NotFound

P = TypeVar("P", bound=Struct)
_NEVER_KEPT = frozenset({"filter", "limit", "skip"})


class MyFilters(Struct, frozen=True, forbid_unknown_fields=True):
    """The asker's own filters."""


class FilterShown(Struct, frozen=True):
    """A kept filter: the words that still hold, and those left out because they do not."""

    name: str
    words: dict[str, str]
    left_out: tuple[str, ...]


def read(question: type[P], words: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the parameters that still hold, and the names of those that do not."""
    known = {each.name: each.type for each in fields(question) if each.name not in _NEVER_KEPT}
    holds: dict[str, Any] = {}
    for name, word in words.items():
        if name in known:
            try:
                holds[name] = msgspec.convert(word, known[name], strict=False)
            except msgspec.ValidationError:
                continue
    return holds, tuple(sorted(words.keys() - holds.keys()))


def kept(desk: Desk, params: P) -> P:
    """Return the question with what its kept filter says where it says nothing itself."""
    name = getattr(params, "filter", None)
    if name is None:
        return params
    words = filters_of(desk).get(name)
    if words is None:
        raise NotFound("no_such_filter")
    plain = {each.name: each.default for each in fields(params)}
    holds, _ = read(type(params), words)
    unsaid = {key: value for key, value in holds.items() if getattr(params, key) == plain[key]}
    return replace(params, **unsaid)


def filters_of(desk: Desk) -> Mapping[str, Mapping[str, str]]:
    """Return what the asker keeps; nothing without a desk."""
    state = desk.load(work_desk, desk_of(desk.actor.id)).state
    return state.filters if isinstance(state, WorkDesk) else {}
