"""What reporting is told of a fact's fields: never who, never in words, only what can be counted.

Every id becomes a made-up one, the same for the same id. A field of a class (contact, economy,
health and so on) is masked. A text is a word of the house that the service names as such in its
`access.yaml` (`reported`), or it becomes a made-up id too: it may name a person, or a letter
somewhere else. A moment becomes its day. A fact or a field that nobody declared is not told.

Law: databeskyttelsesforordningen art. 4(5), 5(1)(c) and 89(1).
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

import msgspec
from msgspec import Struct

from shared.access.masking import mark, marks_of
from shared.clock import local_date

Telling: TypeAlias = Callable[[Any], Any]
PLUMBING: Final = frozenset(
    {"after", "by_tag", "code", "command", "event", "kinds", "law_ref", "policy", "rule"}
    | {"rule_key", "source", "stops_on", "tag", "trigger_tag", "withdrawn_by"}
)
"""Texts that are words of the house in the facts every service has: deadlines and refusals."""
_KEPT: Final = 8_192
_ID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_AN_ID: Final = re.compile(_ID, re.IGNORECASE)
_NAMED_ID: Final = re.compile(f"((?:[a-z_]+[.:-])*)({_ID})")
_OPEN: Final = (bool, int, float, date, types.NoneType)


class ReportedRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which texts of a service's own facts are words of the house: codes, units, kinds.

    Every other text may name a person, or a paper somewhere else, and becomes a made-up id.
    """

    words: frozenset[str] = frozenset()

    def unknown(self, facts: Iterable[type[Struct]]) -> list[str]:
        """Return the words that are no field of any of these facts."""
        return sorted(self.words - {name for each in facts for name in _names(each)})


class Pseudonyms:
    """Made-up ids for ids and texts; the key that makes them is nobody's outside."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        """Use the installation's own way to make them."""
        self.of = lru_cache(_KEPT)(pseudonym)

    def text(self, value: str) -> str:
        """Return what stands for a text: of `case_type-<id>` the case type is kept."""
        found = _NAMED_ID.fullmatch(value)
        return self.of(value) if found is None else found[1] + self.of(found[2])

    def word(self, value: str) -> str:
        """Return a word of the house, with a made-up id for an id in it."""
        return _AN_ID.sub(lambda found: self.of(found[0].lower()), value)

    def stream(self, name: str) -> str:
        """Return a stream's name: its case type, and a made-up id for the case."""
        case_type, _, case = name.partition("-")
        return f"{case_type}-{self.of(case)}"


class Reported:
    """What may be told of each of a service's facts."""

    def __init__(
        self,
        facts: Mapping[str, type[Struct]],
        plumbing: Mapping[str, type[Struct]],
        words: frozenset[str],
        pseudonyms: Pseudonyms,
    ) -> None:
        """Know the service's own facts by tag, those every service has, and the words it names."""
        self._pseudonyms = pseudonyms
        self._tellings = {tag: self._struct(each, PLUMBING) for tag, each in plumbing.items()} | {
            tag: self._struct(each, words) for tag, each in facts.items()
        }

    def of(self, tag: str, fact: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is told of a fact; of one that is not known nothing but its name."""
        telling = self._tellings.get(tag)
        told: dict[str, Any] = {} if telling is None else telling(fact)
        return {"event": tag, **told}

    def _struct(self, kind: type[Struct], words: frozenset[str]) -> Telling:
        hints = get_type_hints(kind, include_extras=True)
        fields = {
            each.encode_name: self._field(hints[each.name], words, open_=each.name in words)
            for each in msgspec.structs.fields(kind)
        }

        def tell(value: Any) -> Any:
            if not isinstance(value, dict):
                return None
            return {
                name: each if (telling := fields[name]) is None else telling(each)
                for name, each in value.items()
                if name in fields
            }

        return tell

    def _field(self, hint: Any, words: frozenset[str], *, open_: bool) -> Telling | None:
        """Return how a value of this type is told; None leaves it as it is."""
        if marks := marks_of(hint):
            masked = mark(marks)
            return lambda _value: masked
        if hint is UUID:
            return _of_text(self._pseudonyms.of)
        if hint is str:
            return _of_text(self._pseudonyms.word if open_ else self._pseudonyms.text)
        if hint is datetime:
            return _of_text(day_of)
        if hint in _OPEN or get_origin(hint) is Literal:
            return None
        if isinstance(hint, type) and issubclass(hint, Struct):
            return self._struct(hint, words)
        return self._composed(hint, words, open_=open_)

    def _composed(self, hint: Any, words: frozenset[str], *, open_: bool) -> Telling | None:
        origin = get_origin(hint)
        inner = [
            self._field(each, words, open_=open_)
            for each in (get_args(hint)[:1] if origin is Annotated else get_args(hint))
            if each not in (Ellipsis, types.NoneType)
        ]
        if origin in (Annotated, Union, types.UnionType) and inner:
            return _choice(inner)
        if origin in (tuple, list, frozenset) and len(inner) == 1:
            return _each(inner[0])
        if origin is dict:
            return self._entries(inner[-1])
        return _nothing

    def _entries(self, telling: Telling | None) -> Telling:
        """Tell a mapping, whose names are words of the house: what a rule went by."""
        word = self._pseudonyms.word

        def tell(value: Any) -> Any:
            if not isinstance(value, dict):
                return None
            told = value.items() if telling is None else ((k, telling(v)) for k, v in value.items())
            return {word(name): each for name, each in told}

        return tell


def day_of(moment: str) -> str:
    """Return the Copenhagen day of a moment, written as its midnight in UTC.

    A moment comes as it stands in a fact, RFC 3339.
    """
    return _day(moment) if moment[-1:] != "Z" else _day_of_hour(moment[:13])


@lru_cache(256)
def _day_of_hour(hour: str) -> str:
    """Return the day of `2011-06-14T22` in UTC: clocks here go by whole hours."""
    return _day(f"{hour}:00:00Z")


def _day(moment: str) -> str:
    return f"{local_date(datetime.fromisoformat(moment)).isoformat()}T00:00:00Z"


def _names(kind: Any) -> Iterator[str]:
    """Go through the names of all fields, however deep."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        for name, hint in get_type_hints(kind).items():
            yield name
            yield from _names(hint)
        return
    for each in get_args(kind):
        yield from _names(each)


def _nothing(_value: Any) -> None:
    """Tell nothing of a value whose type says nothing."""


def _of_text(telling: Callable[[str], str]) -> Telling:
    return lambda value: telling(value) if isinstance(value, str) else value


def _each(telling: Telling | None) -> Telling | None:
    if telling is None:
        return None
    return lambda value: [telling(each) for each in value] if isinstance(value, list) else value


def _choice(tellings: list[Telling | None]) -> Telling | None:
    """Tell a value of one of several types by the one that is not left as it is."""
    found = [each for each in tellings if each is not None]
    if not found:
        return None
    return found[0] if len(found) == 1 else _nothing
