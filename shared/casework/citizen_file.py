"""A citizen's part of one service's log: every fact about it, in clear, for the citizen's own file.

Law: databeskyttelsesforordningen art. 15. Nothing of another citizen is told (art. 15(4)), and of
staff only unit and authority. Values of each class stand apart, so that the reader's rights cover
them class by class; in the fact stands where each was.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from shared.access.masking import CONTACT, ECONOMY, HEALTH
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Statement
from shared.eventlog.marks import marks_of
from shared.identity import is_id

if TYPE_CHECKING:
    from shared.casework.declare import Desk
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.event import Event

WITHHELD: Final = {"withheld": "another citizen"}


class FileOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose facts are asked for; `after` is the last position of the page before."""

    citizen: UUID
    after: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class FiledFact(Struct, frozen=True, kw_only=True):
    """One fact about a citizen as it stands in the log, and what in it is personal, by class.

    In `told`, `{"see": "health"}` marks the place of a value that stands in `health` under its
    path, `{"erased": true}` one that is gone, `withheld` what is somebody else's.
    """

    citizen: UUID
    position: int
    event_id: UUID
    case: str
    tag: str
    effective_on: date
    recorded_at: datetime
    authority: str
    unit: str
    by: str
    rules: tuple[str, ...]
    corrects: UUID | None
    how: str | None
    told: dict[str, Any]
    relied_on: Annotated[tuple[Statement, ...], CONTACT]
    contact: Annotated[dict[str, Any], CONTACT]
    economy: Annotated[dict[str, Any], ECONOMY]
    health: Annotated[dict[str, Any], HEALTH]


def file_of(desk: Desk, asked: FileOf) -> list[FiledFact]:
    """Return a page of the facts about a citizen, oldest first."""
    found = desk.about(asked.citizen, asked.after, asked.limit)
    return [filed(fact, asked.citizen) for fact in found]


def filed(fact: Recorded[Any], citizen: UUID) -> FiledFact:
    """Write down one fact for one citizen."""
    meta = fact.meta
    told, values = _parts(fact, citizen)
    statements = () if meta.basis is None else meta.basis.statements
    return FiledFact(
        citizen=citizen,
        position=fact.position,
        event_id=meta.event_id,
        case=fact.stream if citizen in meta.subjects else fact.case_type,
        tag=fact.tag,
        effective_on=meta.effective_on,
        recorded_at=fact.recorded_at,
        authority=meta.actor.authority,
        unit=meta.actor.unit,
        by=meta.actor.kind,
        rules=meta.rules,
        corrects=meta.corrects,
        how=meta.how,
        told=_own_part(told, str(citizen), alone=meta.subjects == (citizen,)),
        relied_on=tuple(each for each in statements if each.subject == citizen),
        contact=values["contact"],
        economy=values["economy"],
        health=values["health"],
    )


def _parts(fact: Recorded[Any], citizen: UUID) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Take the personal values out of a fact; those about somebody else are left out altogether."""
    values: dict[str, dict[str, Any]] = {"contact": {}, "economy": {}, "health": {}}
    event: Event = fact.event
    if isinstance(event, Unread):
        return event.data, values
    about = fact.meta.subjects[0] if fact.meta.subjects else None
    left, taken = marks_of(type(event)).take_out(event, about)
    told = msgspec.json.decode(msgspec.json.encode(left), type=dict[str, Any])
    told.pop("event", None)
    for each in taken:
        if each.about == citizen:
            values[each.key_class][each.path] = msgspec.to_builtins(each.value)
        _put(told, each.path, {"see": each.key_class} if each.about == citizen else WITHHELD)
    return told, values


def _put(told: Any, path: str, mark: dict[str, str]) -> None:
    *way, last = path.split(".")
    for step in way:
        told = told[int(step) if isinstance(told, list) else step]
    told[int(last) if isinstance(told, list) else last] = mark


def _own_part(told: Any, citizen: str, *, alone: bool) -> Any:
    """Return what is the citizen's own; of a fact about several, no id but its own."""
    match told:
        case {"citizen": str(whose)} if whose != citizen:
            return WITHHELD | {name: each for name, each in told.items() if each == citizen}
        case dict():
            return {name: _own_part(each, citizen, alone=alone) for name, each in told.items()}
        case list() | tuple():
            return [_own_part(each, citizen, alone=alone) for each in told]
        case str() if not alone and told != citizen and is_id(told):
            return WITHHELD
        case _:
            return told
