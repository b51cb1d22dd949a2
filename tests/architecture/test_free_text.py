"""No free words of a person's order lie in clear in a fact: they are sealed, or they are no words.

Ten thousand canaries found one such field where two hundred had not; this looks at all of them.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Annotated, Any

from msgspec import Meta, Struct, inspect

from jobcenter import catalogue
from shared.access.table import load_access
from shared.privacy.personal import HealthData
from tests.support.free_words import IN_CLEAR


def free_texts(kind: inspect.Type, path: str = "") -> Iterator[str]:
    """Return the places of texts that no pattern keeps short of words."""
    match kind:
        case inspect.Metadata(type=inner) | inspect.ListType(item_type=inner):
            yield from free_texts(inner, path)
        case inspect.VarTupleType(item_type=inner) | inspect.SetType(item_type=inner):
            yield from free_texts(inner, path)
        case inspect.UnionType(types=types):
            for each in types:
                yield from free_texts(each, path)
        case inspect.StrType(pattern=None):
            yield path
        case inspect.DictType(key_type=key, value_type=value):
            yield from free_texts(key, path)
            yield from free_texts(value, path)
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from free_texts(field.type, path or field.name)


def in_clear(fact: type[Any]) -> set[str]:
    """Return the fields of a fact that may hold words and are not sealed."""
    hints = typing.get_type_hints(fact, include_extras=True)
    free = set(free_texts(inspect.type_info(fact)))
    return {name for name in free if "Erased" not in repr(hints[name])}


def found() -> Iterator[tuple[str, str, str]]:
    for service, home in catalogue.declarations():
        access = load_access(home / "access.yaml", service, ("deadlines",))
        kept = {name for fact in typing.get_args(service.events) for name in in_clear(fact)}
        for case in service.cases:
            for act in case.commands:
                if access.commands.get(act.name):  # what only a machine may give is no free word
                    said = set(free_texts(inspect.type_info(act.command)))
                    yield from ((service.name, act.name, name) for name in sorted(said & kept))


def test_no_free_words_of_an_order_lie_in_clear_in_a_fact() -> None:
    assert sorted(set(found()) - IN_CLEAR.keys()) == []


def test_every_exception_is_still_one() -> None:
    assert sorted(IN_CLEAR.keys() - set(found())) == []


class Told(Struct):
    reason: str
    words: tuple[str, ...]
    sealed: HealthData[str]
    code: Annotated[str, Meta(pattern="^[a-z]+$")]
    number: int


def test_a_field_in_clear_would_be_found() -> None:
    assert in_clear(Told) == {"reason", "words"}
