"""The reception: who waits, for what, and how long people waited (V-12)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.reception_visit import VisitStatus, element_of
from services.visitation.domain.reception_visit_events import (
    STEPS,
    EnquiryType,
    Event,
    GuideEntry,
    InterpreterBooked,
    Material,
    MaterialDelivered,
    ReceptionArrived,
    ReceptionServiceBegun,
    ReceptionStepHandled,
    ReceptionStepWithdrawn,
    ReceptionVisitAbandoned,
    ReceptionVisitCompleted,
    ReceptionVisitCorrected,
    ServiceGuideDelivered,
)
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.clock import local_date
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

DONE: Final = "done"


class Handed(Struct, frozen=True):
    """Material the citizen got, in which version, and which educations of the guide."""

    material: Material
    version: str
    entries: tuple[GuideEntry, ...] = ()


class Doing(Struct, frozen=True):
    """One thing recorded in a visit: what it was, and what it settles."""

    what: str
    element: str | None = None
    said: str | None = None
    at: datetime | None = None
    handed: Handed | None = None
    began_at: datetime | None = None


class ReceptionRow(Struct, frozen=True, kw_only=True):
    """One visit; everything but the arrival is read from `doings`, latest last."""

    visit: UUID
    citizen: UUID
    enquiry_type: str
    service: str
    arrived_at: datetime
    day: date
    status: str = "arrived"
    began_at: datetime | None = None
    handled: tuple[str, ...] = ()
    guide_version: str | None = None
    interpreters: tuple[str, ...] = ()
    materials: tuple[Handed, ...] = ()
    doings: tuple[Doing, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the visit a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, Event) else []


def project(key: RowKey, row: ReceptionRow | None, recorded: Recorded[Any]) -> ReceptionRow | None:
    """Return the visit's row after a fact."""
    event = recorded.event
    match event:
        case ReceptionArrived():
            return ReceptionRow(
                visit=key[0],
                citizen=event.citizen,
                enquiry_type=event.enquiry_type,
                service=event.service,
                arrived_at=event.arrived_at,
                day=local_date(event.arrived_at),
            )
        case _ if row is None:
            return None
        case ReceptionVisitCorrected():
            return replace(
                row,
                enquiry_type=event.enquiry_type,
                service=event.service,
                arrived_at=event.arrived_at,
                day=local_date(event.arrived_at),
            )
        case ReceptionStepWithdrawn():
            return _read(row, row.doings[:-1])
        case _ if isinstance(event, STEPS):
            return _read(row, (*row.doings, _doing(event)))
        case _:
            return row


def _doing(event: Any) -> Doing:
    match event:
        case ReceptionServiceBegun(began_at=at):
            return Doing("in_service", at=at)
        case ReceptionVisitCompleted(completed_at=at):
            return Doing("completed", at=at)
        case ReceptionVisitAbandoned(abandoned_at=at):
            return Doing("left", at=at)
        case InterpreterBooked(language=language, at=at):
            return Doing("interpreter", said=language, at=at)
        case ServiceGuideDelivered(version=version):
            return _timed("service_guide", version, event)
        case MaterialDelivered(material=material, version=version, entries=entries):
            return Doing("material", handed=Handed(material, version, entries))
        case ReceptionStepHandled(outcome=outcome):
            return _timed("step", outcome, event)
        case _:
            return _timed("step", DONE, event)


def _timed(what: str, said: str, event: Any) -> Doing:
    """Return a fixed element with when it was handled; a referral, a guide, or a step."""
    at, began_at = event.handled_at, event.began_at
    return Doing(what, element_of(event), said, at, began_at=began_at)


def _read(row: ReceptionRow, doings: tuple[Doing, ...]) -> ReceptionRow:
    turns = [each for each in doings if each.what in {"in_service", "completed", "left"}]
    guides = [each.said for each in doings if each.what == "service_guide"]
    return replace(
        row,
        doings=doings,
        status=turns[-1].what if turns else "arrived",
        began_at=next((each.at for each in turns if each.what == "in_service"), None),
        handled=tuple(dict.fromkeys(each.element for each in doings if each.element)),
        guide_version=guides[-1] if guides else None,
        materials=tuple(each.handed for each in doings if each.handed),
        interpreters=tuple(each.said or "" for each in doings if each.what == "interpreter"),
    )


RECEPTION_LIST: Final = View[ReceptionRow](
    name="reception_list",
    version=5,
    row=ReceptionRow,
    key=("visit",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("status", "arrived_at"), ("day",)),
)


class Visits(Struct, frozen=True, forbid_unknown_fields=True):
    """Which visits are asked for; `status` arrived is the queue."""

    citizen: UUID | None = None
    status: VisitStatus | None = None
    enquiry_type: EnquiryType | None = None
    from_day: date | None = None
    to_day: date | None = None
    limit: Limit = 100
    skip: Skip = 0


class VisitShown(Struct, frozen=True):
    """A visit with the seconds the citizen has waited, or waited."""

    visit: ReceptionRow
    waited_seconds: int | None


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "status": "status = %(status)s",
    "enquiry_type": "enquiry_type = %(enquiry_type)s",
    "from_day": "day >= %(from_day)s",
    "to_day": "day <= %(to_day)s",
}


def visits(desk: Desk, params: Visits) -> list[VisitShown]:
    """Return the visits asked for, who came first first."""
    asked = structs.asdict(params)
    rows = desk.rows(RECEPTION_LIST, where(_FILTERS, asked, "arrived_at, visit"), asked)
    return [VisitShown(row, waited(row, desk.now)) for row in rows]


def waited(row: ReceptionRow, now: datetime) -> int | None:
    """Return how long the citizen waited; None for one who left before the turn came."""
    if row.began_at is None and row.status == "left":
        return None
    return int(((row.began_at or now) - row.arrived_at).total_seconds())


class WaitingDays(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of days, the first and the last counted."""

    from_day: date
    to_day: date


class WaitingTime(Struct, frozen=True):
    """How long citizens with one kind of enquiry waited, half and nine tenths of them at most."""

    enquiry_type: str
    visits: int
    left_before_turn: int
    p50_seconds: int | None
    p90_seconds: int | None


def waiting_times(desk: Desk, params: WaitingDays) -> list[WaitingTime]:
    """Return the waiting times of a stretch of days, by kind of enquiry."""
    asked = structs.asdict(params)
    rows = desk.rows(RECEPTION_LIST, "day between %(from_day)s and %(to_day)s", asked)
    by_type: dict[str, list[ReceptionRow]] = defaultdict(list)
    for row in rows:
        by_type[row.enquiry_type].append(row)
    return [_times(kind, by_type[kind], desk.now) for kind in sorted(by_type)]


def _times(kind: str, rows: Sequence[ReceptionRow], now: datetime) -> WaitingTime:
    seconds = sorted(
        each for row in rows if row.began_at and (each := waited(row, now)) is not None
    )
    left = sum(1 for row in rows if row.began_at is None and row.status == "left")
    return WaitingTime(kind, len(rows), left, percentile(seconds, 50), percentile(seconds, 90))


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """Return the value that so many percent do not exceed (nearest rank); None for no values."""
    if not ordered:
        return None
    return ordered[-(-len(ordered) * percent // 100) - 1]
