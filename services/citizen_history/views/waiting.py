"""Who waits for whom, for what, until when: the running deadlines and open stages of all cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from services.citizen_history.messages import DeadlineTold
from services.citizen_history.views.line import data_of
from services.citizen_history.views.sentences import fill, texts
from services.citizen_history.views.stages import AFTER_SILENCE, RIGHTS, UNIT_OF, Party, stage_of
from services.citizen_history.views.timeline import SOURCES
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Status: TypeAlias = Literal["open", "missed", "met", "withdrawn", "closed"]

_DEADLINE: Final = "deadline."
_PARTY_OF_KIND: Final[dict[str, Party]] = {
    "citizen_duty": "citizen",
    "employer_duty": "employer",
    "doctor_duty": "doctor",
}


class Waiting(Struct, frozen=True):
    """One thing somebody waits for. `item` is the deadline's name, or which stage of the case."""

    service: str
    stream: str
    item: str
    citizen: UUID
    what: str
    waiting_on: str
    since: date
    until: date | None
    law_ref: str | None
    status: str
    is_deadline: bool


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the things waited for that a fact starts, moves or ends."""
    item = _item(recorded)
    if item is None:
        return []
    return [(recorded.source, recorded.stream, item, citizen) for citizen in recorded.meta.subjects]


def _item(recorded: Recorded[Any]) -> str | None:
    data = data_of(recorded.event)
    if recorded.tag.startswith(_DEADLINE):
        return msgspec.convert(data, DeadlineTold).deadline
    stage = stage_of(recorded.tag, data)
    return None if stage is None else stage.item


def project(key: RowKey, row: Waiting | None, recorded: Recorded[Any]) -> Waiting | None:
    """Say how a thing waited for stands after a fact."""
    if recorded.tag.startswith(_DEADLINE):
        return _deadline(key, row, recorded)
    return _stage(key, row, recorded)


def _deadline(key: RowKey, row: Waiting | None, recorded: Recorded[Any]) -> Waiting | None:
    fact = msgspec.convert(data_of(recorded.event), DeadlineTold)
    match recorded.tag.removeprefix(_DEADLINE):
        case "set":
            return Waiting(
                service=key[0],
                stream=key[1],
                item=key[2],
                citizen=key[3],
                what=fact.rule_key,
                waiting_on=_PARTY_OF_KIND.get(fact.kind, UNIT_OF[key[0]]),
                since=recorded.meta.effective_on,
                until=fact.timely_until,
                law_ref=fact.law_ref,
                status="open",
                is_deadline=True,
            )
        case "recomputed" if row is not None:
            return replace(row, status="open", until=fact.timely_until)
        case "met" | "missed" | "withdrawn" as status if row is not None:
            return replace(row, status=status)
        case _:
            return row


def _stage(key: RowKey, row: Waiting | None, recorded: Recorded[Any]) -> Waiting | None:
    stage = stage_of(recorded.tag, data_of(recorded.event))
    if stage is None:
        return row
    if stage.what is None:
        return None if row is None else replace(row, status="closed")
    return Waiting(
        service=key[0],
        stream=key[1],
        item=key[2],
        citizen=key[3],
        what=stage.what,
        waiting_on=stage.waiting_on,
        since=recorded.meta.effective_on,
        until=None,
        law_ref=None,
        status="open",
        is_deadline=False,
    )


WAITING = View(
    name="waiting",
    version=1,
    row=Waiting,
    key=("service", "stream", "item", "citizen"),
    touches=touches,
    project=project,
    follows=SOURCES,
    indexes=(("citizen",),),
)


class WaitingOf(Struct, frozen=True, forbid_unknown_fields=True):
    """About which citizen."""

    citizen: UUID


class WaitingLine(Struct, frozen=True):
    """One thing waited for, in words too; `status` is open or missed."""

    service: str
    stream: str
    what: str
    waiting_on: str
    since: date
    until: date | None
    law_ref: str | None
    status: str
    da: str
    en: str


def ask_waiting(desk: Desk, params: WaitingOf) -> tuple[WaitingLine, ...]:
    """Answer who waits for whom about one citizen, the nearest deadline first."""
    rows = desk.rows(WAITING, "citizen = %(citizen)s", {"citizen": params.citizen})
    return tuple(_in_words(row) for row in still_waiting(rows))


def still_waiting(rows: Iterable[Waiting]) -> list[Waiting]:
    """Leave what is waited for now, each thing once.

    A deadline says more than the stage it belongs to. When a citizen let the time
    for an answer pass, the case waits for the authority and not for the citizen.
    """
    by_case: dict[tuple[str, str], list[Waiting]] = {}
    for row in rows:
        by_case.setdefault((row.service, row.stream), []).append(row)
    left = [row for case in by_case.values() for row in _of_one_case(case)]
    return sorted(left, key=lambda row: (row.until or date.max, row.service, row.stream, row.item))


def _of_one_case(rows: Sequence[Waiting]) -> list[Waiting]:
    deadlines = [row for row in rows if row.is_deadline and _runs(row)]
    stages = [row for row in rows if not row.is_deadline]
    ended = any(stage.item == "stage" and stage.status == "closed" for stage in stages)
    open_stages = [stage for stage in stages if stage.status == "open"]
    silent = any(
        stage.what in AFTER_SILENCE and _passed(stage.waiting_on, deadlines)
        for stage in open_stages
    )
    if ended or silent:
        deadlines = [row for row in deadlines if row.status == "open"]
    told = {row.waiting_on for row in deadlines}
    moved_on = [_after_silence(stage) if silent else stage for stage in open_stages]
    return [*deadlines, *(stage for stage in moved_on if stage.waiting_on not in told)]


def _runs(deadline: Waiting) -> bool:
    """Say whether what a deadline is about is still to come."""
    overdue = deadline.status == "missed" and deadline.what not in RIGHTS
    return deadline.status == "open" or overdue


def _passed(party: str, deadlines: Iterable[Waiting]) -> bool:
    """Say whether this party's time has passed and none of it is left."""
    statuses = {row.status for row in deadlines if row.waiting_on == party}
    return statuses == {"missed"}


def _after_silence(stage: Waiting) -> Waiting:
    following = AFTER_SILENCE.get(stage.what)
    if following is None or following.what is None:
        return stage
    return replace(stage, what=following.what, waiting_on=following.waiting_on)


def _in_words(row: Waiting) -> WaitingLine:
    phrase = f"{row.status}_until" if row.until else row.status
    fields = {"waiting_on": row.waiting_on, "what": row.what, "until": row.until}
    said = fill(texts().waiting[phrase], fields, row.what)
    return WaitingLine(
        service=row.service,
        stream=row.stream,
        what=row.what,
        waiting_on=row.waiting_on,
        since=row.since,
        until=row.until,
        law_ref=row.law_ref,
        status=row.status,
        da=said.da,
        en=said.en,
    )
