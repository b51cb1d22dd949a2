"""An answer in which every class of field stands, and questions with just what they need."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec
from msgspec import inspect as types

from shared.access.masking import ADDRESS, CONTACT, ECONOMY, HEALTH
from shared.access.terms import FIELD_CLASSES
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event
from shared.privacy.personal import Closed

CITIZEN = UUID("7d444840-9dc0-41d1-b245-5ffdce74fad2")
CASE = UUID("7d444840-9dc0-41d1-b245-5ffdce74fad9")
DAY = date(2011, 6, 1)
MOMENT = datetime(2011, 6, 1, tzinfo=UTC)
NAMES = {name: frozenset({name}) for name in FIELD_CLASSES}


class Everything(Event, frozen=True, tag="made_up.everything"):
    """A row, or a fact, about a citizen."""

    citizen: UUID = CITIZEN
    contact: Annotated[str, CONTACT] = "x"
    economy: Annotated[int, ECONOMY] = 1
    health: Annotated[str | None, HEALTH] = "x"
    address: Annotated[str, ADDRESS] = "x"
    standing: Annotated[str, Closed("standing")] = "x"


def fact() -> Recorded[Any]:
    """Return a recorded fact that says nothing about whose citizen it is."""
    meta = Meta(uuid4(), MOMENT, DAY, Actor(id="anna"), "test")
    return Recorded("x", 1, 1, 0, "x-1", 1, "made_up.everything", MOMENT, Everything(), meta)


def query_of(params: type[msgspec.Struct], *, with_citizen: bool) -> dict[str, str]:
    """Return the parameters a question needs, and the citizen where it may be named."""
    return {
        each.encode_name: str(_plain(types.type_info(each.type), each.name))
        for each in msgspec.structs.fields(params)
        if each.required or (with_citizen and each.name == "citizen")
    }


def _plain(info: Any, name: str) -> Any:
    choices = getattr(info, "types", None) or (getattr(info, "type", None),)
    if choices[0] is not None:
        return _plain(choices[0], name)
    match info:
        case types.UUIDType():
            return CITIZEN if name == "citizen" else CASE
        case types.DateType():
            return DAY
        case types.LiteralType(values=values):
            return values[0]
        case types.IntType(ge=least):
            return 1 if least is None else least
        case _:
            return "010158-5000" if name == "national_id" else "2011-06"
