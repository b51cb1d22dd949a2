"""Bodies of orders made up from what the orders declare: their types and their examples."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec
from msgspec import inspect

from shared.casework.declare import Act

TEXTS = ("Fordi.", "x", "Ny oplysning fra borgeren.")
MOST = 0.7
_LEFT_OUT = 0.3


@dataclass
class Known:
    """What somebody who gives orders has seen so far: ids, days and words of facts."""

    today: date
    ids: list[str] = field(default_factory=lambda: [str(UUID(int=7, version=4))])
    words: list[str] = field(default_factory=lambda: list(TEXTS))
    cases: dict[str, list[str]] = field(default_factory=dict)

    def see_case(self, case_type: str, case_id: str) -> None:
        """Remember a case; `placement` in an order means an `offer_placement`."""
        self.see(case_id)
        for name in (case_type, case_type.rpartition("_")[2]):
            self.cases.setdefault(name, []).append(case_id)

    def see(self, value: Any) -> None:
        """Remember the ids and short words of a fact."""
        match value:
            case dict():
                for each in value.values():
                    self.see(each)
            case list() | tuple():
                for each in value:
                    self.see(each)
            case str():
                pool = self.ids if _is_id(value) else self.words
                if value not in pool and len(value) < 60:
                    pool.append(value)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def body(act: Act, rng: Random, known: Known, kept: float = MOST) -> dict[str, Any]:
    """Make up a body; where there is an example, so much of it is kept (1.0: all of it)."""
    example = plain(act.example) if act.example is not None else {}
    info = inspect.type_info(act.command)
    assert isinstance(info, inspect.StructType)
    made: dict[str, Any] = {}
    for each in info.fields:
        name = each.encode_name
        if name in known.cases and rng.random() <= kept:
            made[name] = rng.choice(known.cases[name][-3:])
        elif name in example and rng.random() <= kept:
            made[name] = example[name]
        elif each.required or rng.random() > kept:
            made[name] = value(each.type, rng, known)
    return made


def plain(example: Any) -> Any:
    """Return an example in JSON's own types."""
    return msgspec.json.decode(msgspec.json.encode(example))


def command(act: Act, rng: Random, known: Known, kept: float = MOST) -> Any:
    """Return an order, or None when what was made up does not hold together."""
    try:
        return msgspec.convert(body(act, rng, known, kept), act.command)
    except msgspec.ValidationError:
        return None


def value(kind: Any, rng: Random, known: Known) -> Any:  # noqa: PLR0912 - one clause for each type
    """Make up a value of a type, in JSON's own types."""
    match kind:
        case inspect.Metadata():
            return value(kind.type, rng, known)
        case inspect.NoneType():
            return None
        case inspect.BoolType():
            return rng.random() < 0.5
        case inspect.IntType():
            low = kind.ge if kind.ge is not None else (kind.gt + 1 if kind.gt is not None else 0)
            high = kind.le if kind.le is not None else low + 5
            return rng.randint(low, min(high, low + 5))
        case inspect.UUIDType():
            return rng.choice(known.ids)
        case inspect.DateTimeType():
            day = _day(rng, known)
            return datetime(day.year, day.month, day.day, 9, tzinfo=UTC).isoformat()
        case inspect.DateType():
            return _day(rng, known).isoformat()
        case inspect.LiteralType():
            return rng.choice(list(kind.values))
        case inspect.StrType():
            return _text(kind, rng, known)
        case inspect.UnionType():
            return value(rng.choice(list(kind.types)), rng, known)
        case inspect.VarTupleType() | inspect.ListType() | inspect.SetType():
            least = kind.min_length or 0
            several = range(rng.randint(least, max(least, 2)))
            return [value(kind.item_type, rng, known) for _ in several]
        case inspect.DictType():
            return {}
        case inspect.StructType():
            fields = {
                each.encode_name: value(each.type, rng, known)
                for each in kind.fields
                if each.required or rng.random() > _LEFT_OUT
            }
            tag = {kind.tag_field: kind.tag} if kind.tag_field else {}
            return {**tag, **fields}
        case _:
            raise NotImplementedError(kind)


def _day(rng: Random, known: Known) -> date:
    return known.today + timedelta(days=rng.choice([-30, -8, -3, -1, 0, 0, 0, 1, 7]))


def _text(kind: inspect.StrType, rng: Random, known: Known) -> str:
    if kind.pattern and "-W" in kind.pattern:
        week = _day(rng, known).isocalendar()
        return f"{week.year}-W{week.week:02}"
    if kind.pattern and r"\d{4}-" in kind.pattern:
        return _day(rng, known).strftime("%Y-%m")
    pool = [*TEXTS, *known.words[-8:], *known.ids[-2:]]
    if kind.pattern:
        pool = [each for each in known.words if re.search(kind.pattern, each)] or pool
    chosen = rng.choice(pool)
    return chosen[: kind.max_length] if kind.max_length else chosen
