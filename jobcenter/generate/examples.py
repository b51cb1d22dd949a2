"""Makes one example of any fact, always the same, from the types of its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

import msgspec
from msgspec import inspect as types

from shared.actor import Actor
from shared.eventlog.envelope import Basis, Meta, Statement
from shared.eventlog.event import tag_of
from shared.period import Period

if TYPE_CHECKING:
    from shared.eventlog.event import Event

_SPACE: Final = UUID("0b8f5ad1-6f0e-4a86-9a35-3d6a3f0f0c11")
_FIRST_DAY: Final = date(2011, 6, 14)
_MOMENT: Final = datetime(2011, 6, 14, 12, 30, 15, 250000, tzinfo=UTC)


def example_of(event: type[Event]) -> Event:
    """Return a fact with every field filled in."""
    tag = tag_of(event)
    fields = _Maker(tag).value(types.type_info(event), "")
    return msgspec.convert({**fields, "event": tag}, event)


def envelope_of(event: type[Event]) -> Meta:
    """Return an envelope with every field filled in."""
    tag = tag_of(event)
    subject = _id(tag, "citizen")
    statement = Statement(subject, "employment", Period(_FIRST_DAY, date(2011, 7, 1)), "none")
    return Meta(
        event_id=_id(tag, "event"),
        occurred_at=_MOMENT,
        effective_on=_FIRST_DAY,
        actor=Actor("machine-1", "machine", "state", "jobcenter", ("reader",), "anna"),
        correlation_id="example",
        subjects=(subject,),
        causation_id=_id(tag, "cause"),
        causation_depth=1,
        rules=("hearing.min_days@1987-01-01#000000000000",),
        basis=Basis((_id(tag, "basis"),), (statement,)),
        corrects=_id(tag, "corrected"),
        how="corrected",
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        schema_version=1,
    )


@dataclass
class _Maker:
    """Makes the values of one fact; each date is a day later than the one before it."""

    tag: str
    days: int = 0

    def value(self, kind: types.Type, at: str) -> Any:
        """Return a value of a type, in JSON's own types; `at` is where it stands."""
        match kind:
            case types.StructType(fields=fields):
                return {
                    each.encode_name: self.value(each.type, f"{at}.{each.name}") for each in fields
                }
            case types.UnionType(types=choices):
                known = [each for each in choices if not isinstance(each, types.NoneType)]
                return self.value(known[0], at)
            case types.Metadata(type=inner):
                return self.value(inner, at)
            case types.TupleType(item_types=items):
                return [self.value(each, f"{at}[{nth}]") for nth, each in enumerate(items)]
            case types.VarTupleType(item_type=item) | types.ListType(item_type=item):
                return [self.value(item, f"{at}[]")]
            case types.DictType(value_type=inner):
                return {"name": self.value(inner, f"{at}.*")}
            case _:
                return self._plain(kind, at)

    def _plain(self, kind: types.Type, at: str) -> Any:
        match kind:
            case types.UUIDType():
                return str(_id(self.tag, at))
            case types.DateType():
                self.days += 1
                return (_FIRST_DAY + timedelta(days=self.days)).isoformat()
            case types.DateTimeType():
                return _MOMENT.isoformat()
            case types.LiteralType(values=values):
                return min(values, key=str)
            case types.IntType(ge=at_least, gt=more_than):
                return max(1, at_least or 0, (more_than or 0) + 1)
            case types.BoolType():
                return True
            case types.StrType(pattern=None, min_length=at_least):
                return "text".ljust(at_least or 0, "t")
            case types.StrType(pattern=str() as pattern) if re.search(pattern, "text"):
                return "text"
            case types.AnyType():
                return "text"
            case _:
                msg = f"{self.tag}{at}: no example is known for {kind}"
                raise ValueError(msg)


def _id(tag: str, what: str) -> UUID:
    return uuid5(_SPACE, f"{tag}/{what}")
