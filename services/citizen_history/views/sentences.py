"""Says each fact in one Danish and one English sentence, from the templates in `sentences.yaml`."""

import re
from collections.abc import Hashable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
from msgspec import Struct

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_FILE = Path(__file__).parent.parent / "sentences.yaml"


class Sentence(Struct, frozen=True):
    """The same thing said twice."""

    da: str
    en: str


class _Texts(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: templates by tag, words by code, months, and phrases of the waiting list."""

    facts: dict[str, Sentence]
    words: dict[str, Sentence]
    months: list[Sentence]
    waiting: dict[str, Sentence]


@cache
def texts() -> _Texts:
    """Read the file once."""
    return msgspec.yaml.decode(_FILE.read_bytes(), type=_Texts)


def say(tag: str, fields: Mapping[str, Any]) -> Sentence:
    """Say a fact; without a template, or without a field of it, its name must do."""
    template = texts().facts.get(tag)
    return Sentence(tag, tag) if template is None else fill(template, fields, tag)


def fill(template: Sentence, fields: Mapping[str, Any], otherwise: str) -> Sentence:
    """Put fields into both sentences; `otherwise` stands for both when a field is missing."""
    named = ((name, fields.get(name)) for name in _fields_of(template))
    spoken = {name: word(value) for name, value in named if value is not None}
    try:
        return Sentence(
            template.da.format_map({key: each.da for key, each in spoken.items()}),
            template.en.format_map({key: each.en for key, each in spoken.items()}),
        )
    except KeyError:
        return Sentence(otherwise, otherwise)


@cache
def _fields_of(template: Sentence) -> tuple[str, ...]:
    """Name the fields that a template speaks of; the others need no words."""
    parts = (part for text in (template.da, template.en) for part in Formatter().parse(text))
    return tuple(dict.fromkeys(name for _, name, _, _ in parts if name))


@lru_cache(maxsize=8192, typed=True)
def word(value: Hashable) -> Sentence:
    """Say a value: a day with its month's name, a code by its word, else as it is."""
    day = _day(value)
    if day is not None:
        month = texts().months[day.month - 1]
        return Sentence(f"{day.day}. {month.da} {day.year}", f"{day.day} {month.en} {day.year}")
    return texts().words.get(str(value), Sentence(str(value), str(value)))


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _DAY(value) else None
    except ValueError:
        return None
