"""The one history of each citizen, from the logs of all services.

Every fact of every service stands here once for each citizen it is about, with the service it came
from and the authority and unit that stated it. Nothing is changed or removed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from services.citizen_history.views.clocks import (
    Strikes,
    is_late,
    known_by,
    moment_of,
    select,
    strikes,
    together,
)
from services.citizen_history.views.line import Line, line_of
from services.citizen_history.views.sentences import say
from shared.access.masking import HEALTH
from shared.casework.declare import Desk
from shared.casework.persons import Persons
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

SOURCES = (
    "visitation",
    "company_contact",
    "offers",
    "benefit_service",
    "sickpay",
    "citizen_history",
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Write a fact once for each citizen it is about."""
    return [(recorded.source, recorded.position, citizen) for citizen in recorded.meta.subjects]


def project(key: RowKey, _row: Line | None, recorded: Recorded[Any]) -> Line:
    """Write the fact down as a line of that citizen's history."""
    return line_of(key[2], recorded)


TIMELINE = View(
    name="timeline",
    version=2,
    row=Line,
    key=("source", "position", "citizen"),
    touches=touches,
    project=project,
    follows=SOURCES,
    indexes=(("citizen", "effective_on"),),
    append_only=True,
)


_OF_HEALTH = frozenset({"sickpay"})


class TimelineOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose history, as known when, and of it what holds on which day."""

    citizen: UUID
    as_of_known: Annotated[
        str | None,
        Meta(description="A moment with time zone, or a day (until its end in Copenhagen)."),
    ] = None
    as_of_valid: date | None = None

    def __post_init__(self) -> None:
        """Refuse a moment that is none."""
        if self.as_of_known is not None:
            moment_of(self.as_of_known)


class Provenance(Struct, frozen=True):
    """Where a line comes from: the service and stream that hold it, and who stated it."""

    source: str
    stream: str
    position: int
    event_id: UUID
    recorded_at: datetime
    authority: str
    unit: str
    actor: str


class HistoryLine(Struct, frozen=True):
    """One line of the history as it is shown.

    `late` says that it became known after the day it holds; `struck_by` names the fact that took
    it away (`struck_how`: withdrawn, corrected, superseded or annulled).
    Two provenances mean that state and municipality told the same thing.
    """

    tag: str
    effective_on: date
    recorded_at: datetime
    late: bool
    da: str
    en: str
    provenance: tuple[Provenance, ...]
    period_start: date | None
    period_end: date | None
    corrects: UUID | None
    how: str | None
    struck_by: UUID | None
    struck_how: str | None
    payload: Annotated[dict[str, Any], HEALTH]

    def open_fields(self) -> frozenset[str]:
        """Name the marked fields that hold nothing of their class: only sick pay tells of health.

        Text and money never came here (`shown_part`), so another service's payload is open.
        """
        told_by = {each.source for each in self.provenance}
        return frozenset() if _OF_HEALTH & told_by else frozenset({"payload"})


class Timeline(Struct, frozen=True):
    """A citizen's history, as known at a moment, of it what holds on a day.

    `citizen` stands for the person; `identities` are all ids that were merged, as known then.
    """

    citizen: UUID
    as_of_known: datetime | None
    as_of_valid: date | None
    lines: tuple[HistoryLine, ...]
    identities: tuple[UUID, ...] = ()


def ask_timeline(desk: Desk, params: TimelineOf) -> Timeline:
    """Answer with the history of one citizen."""
    known = None if params.as_of_known is None else moment_of(params.as_of_known)
    persons, under_all_ids = desk.told_of(TIMELINE, (params.citizen,), known=known)
    rows = of_person(under_all_ids, persons, params.citizen)
    return Timeline(
        persons.survivor(params.citizen),
        known,
        params.as_of_valid,
        history(rows, known, params.as_of_valid),
        persons.ids(params.citizen),
    )


def of_person(rows: Sequence[Line], persons: Persons, citizen: UUID) -> list[Line]:
    """Leave what is about this person, under whatever id it was written, each fact once."""
    me = persons.survivor(citizen)
    mine = {
        (row.source, row.position): row
        for row in rows
        if persons.owner(f"{row.source}/{row.stream}", row.citizen) == me
    }
    return list(mine.values())


def history(
    rows: Sequence[Line], known: datetime | None, valid: date | None
) -> tuple[HistoryLine, ...]:
    """Select by both clocks, lay doubles together and say each line in words."""
    struck = strikes(known_by(rows, known), valid)
    return tuple(_shown(lines, struck) for lines in together(select(rows, known, valid), struck))


def _shown(lines: Sequence[Line], struck: Strikes) -> HistoryLine:
    line = lines[0]
    by = struck.get(line.event_id)
    sentence = say(line.tag, _fields(line))
    return HistoryLine(
        tag=line.tag,
        effective_on=line.effective_on,
        recorded_at=line.recorded_at,
        late=is_late(line),
        da=sentence.da,
        en=sentence.en,
        provenance=tuple(_provenance(each) for each in lines),
        period_start=line.period_start,
        period_end=line.period_end,
        corrects=line.corrects,
        how=line.how,
        struck_by=None if by is None else by.event_id,
        struck_how=None if by is None else by.how,
        payload=line.payload,
    )


def _fields(line: Line) -> dict[str, Any]:
    """Return what a sentence may use."""
    return {
        **line.payload,
        "effective_on": line.effective_on,
        "period_start": line.period_start,
        "period_end": line.period_end,
    }


def _provenance(line: Line) -> Provenance:
    return Provenance(
        source=line.source,
        stream=line.stream,
        position=line.position,
        event_id=line.event_id,
        recorded_at=line.recorded_at,
        authority=line.authority,
        unit=line.unit,
        actor=line.actor,
    )
