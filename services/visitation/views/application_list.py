"""Application cases: what lies still (L14), the task force's queue, the citizen's own view."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.application_case import ApplicationStatus
from services.visitation.domain.application_case_events import (
    ApplicationAppealed,
    ApplicationAppealSettled,
    ApplicationClosed,
    ApplicationCorrected,
    ApplicationDecided,
    ApplicationKind,
    ApplicationReceived,
    ApplicationSentBack,
    ApplicationStepTaken,
    ApplicationStepWithdrawn,
    AssignedToTaskForce,
    Event,
)
from services.visitation.views.filters import Limit, Months, Skip, where
from services.visitation.views.owners import NOBODY, OF_OWNED, Owner, owners_of, with_owned
from services.visitation.views.standing import (
    Standing,
    StepTaken,
    days_left,
    is_deadline_of,
    paragraph,
    stepped,
    stepped_back,
    with_deadline,
    with_first_day,
)
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.arithmetic import add_months


class Told(Struct, frozen=True):
    """What the citizen is told with a step: what is missing, when an answer is expected."""

    missing: tuple[str, ...] = ()
    expected_on: date | None = None


class Place(Struct, frozen=True):
    """Where the case lies."""

    centre: str
    task_force: str | None = None


class ApplicationRow(Standing, frozen=True, kw_only=True):
    """One application; the tuples are stacks, so a step that is taken back leaves them."""

    application: UUID
    citizen: UUID
    kind: str
    centre: str
    task_force: str | None = None
    taken_over: bool
    received_on: date
    outcome: str | None = None
    told: tuple[Told, ...] = ()
    places: tuple[Place, ...] = ()
    outcomes: tuple[str | None, ...] = (None,)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the application a fact is about."""
    mine = isinstance(recorded.event, Event) or is_deadline_of(recorded, "application_case")
    return [(UUID(recorded.case_id),)] if mine else []


def project(
    key: RowKey, row: ApplicationRow | None, recorded: Recorded[Any]
) -> ApplicationRow | None:
    """Return the application's row after a fact."""
    event = recorded.event
    if isinstance(event, ApplicationReceived):
        day = event.received_on
        return ApplicationRow(
            application=key[0],
            citizen=event.citizen,
            kind=event.kind,
            centre=event.centre,
            taken_over=event.taken_over,
            received_on=day,
            status="received",
            since=day,
            next_on=event.next_action_on,
            steps=(StepTaken("received", day, event.next_action_on),),
            told=(Told(),),
            places=(Place(event.centre),),
        )
    return None if row is None else _changed(row, event)


def _changed(row: ApplicationRow, event: object) -> ApplicationRow:
    match event:
        case ApplicationCorrected():
            return _corrected(row, event)
        case ApplicationStepTaken(stage=stage, taken_on=day, next_action_on=next_on):
            told = Told(event.missing, event.expected_on)
            return _on_top(stepped(row, stage, day, next_on), told)
        case AssignedToTaskForce(assigned_on=day, next_action_on=next_on):
            place = Place(event.centre, event.task_force)
            return _on_top(stepped(row, row.status, day, next_on), row.told[-1], place)
        case ApplicationDecided(outcome=outcome, decided_on=day, next_action_on=next_on):
            return _on_top(replace(stepped(row, "decided", day, next_on), outcome=outcome), Told())
        case ApplicationAppealSettled(decision=outcome, settled_on=day, next_action_on=next_on):
            return _on_top(replace(stepped(row, "decided", day, next_on), outcome=outcome), Told())
        case ApplicationSentBack(stage=stage, sent_back_on=day, next_action_on=next_on):
            return _on_top(replace(stepped(row, stage, day, next_on), outcome=None), Told())
        case ApplicationAppealed(appealed_on=day, next_action_on=next_on):
            return _on_top(stepped(row, "appealed", day, next_on), Told())
        case ApplicationClosed(closed_on=day):
            return _on_top(stepped(row, "closed", day), Told())
        case ApplicationStepWithdrawn():
            return _in_place(
                replace(
                    stepped_back(row),
                    told=row.told[:-1],
                    places=row.places[:-1],
                    outcomes=row.outcomes[:-1],
                    outcome=row.outcomes[-2],
                )
            )
        case _:
            return with_deadline(row, event)


def _corrected(row: ApplicationRow, event: ApplicationCorrected) -> ApplicationRow:
    was = row.places[0].centre
    places = tuple(
        replace(each, centre=event.centre) if each == Place(was) else each for each in row.places
    )
    right = replace(row, kind=event.kind, taken_over=event.taken_over, places=places)
    moved = replace(with_first_day(right, event.received_on), received_on=event.received_on)
    return _in_place(moved)


def _on_top(row: ApplicationRow, told: Told, place: Place | None = None) -> ApplicationRow:
    places = (*row.places, place or row.places[-1])
    outcomes = (*row.outcomes, row.outcome)
    return _in_place(replace(row, told=(*row.told, told), places=places, outcomes=outcomes))


def _in_place(row: ApplicationRow) -> ApplicationRow:
    return replace(row, centre=row.places[-1].centre, task_force=row.places[-1].task_force)


APPLICATION_LIST: Final = View[ApplicationRow](
    name="application_list",
    version=2,
    row=ApplicationRow,
    key=("application",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("centre", "status"), ("task_force",), ("since",)),
)


class Applications(Struct, frozen=True, forbid_unknown_fields=True):
    """Which applications are asked for.

    `stale` true are those whose latest step is older than `application.stale`;
    `open_months` are those open for more than so many months, `taken_over` those older than
    the jobcenter: the task force's queue.
    """

    citizen: UUID | None = None
    kind: ApplicationKind | None = None
    status: ApplicationStatus | None = None
    centre: str | None = None
    task_force: str | None = None
    taken_over: bool | None = None
    open_months: Months | None = None
    stale: bool | None = None
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class ApplicationShown(Struct, frozen=True):
    """An application with its age, the days left until it lies still, and the rule of that."""

    application: ApplicationRow
    age_days: int
    days_left: int | None
    stale: bool
    owner: str | None = None
    team: str | None = None
    law_ref: str | None = None


_ENDED: Final = "status in ('decided', 'closed')"
_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "kind": "kind = %(kind)s",
    "status": "status = %(status)s",
    "owned": OF_OWNED,
    "centre": "centre = %(centre)s",
    "task_force": "task_force = %(task_force)s",
    "taken_over": "taken_over = %(taken_over)s",
    "open_months": f"(not {_ENDED} and received_on < %(opened_before)s)",
    "stale": "(timely_until is not null and timely_until < %(today)s) = %(stale)s",
}


def applications(desk: Desk, params: Applications) -> list[ApplicationShown]:
    """Return the applications asked for, those that lie still first."""
    asked: dict[str, Any] = {**with_owned(desk, structs.asdict(params)), "today": desk.today}
    if params.open_months is not None:
        asked["opened_before"] = add_months(desk.today, -params.open_months)
    order = where(_FILTERS, asked, "timely_until nulls last, next_on nulls last, application")
    rows = desk.rows(APPLICATION_LIST, order, asked)
    who = owners_of(desk, (row.citizen for row in rows))
    return [_shown(desk, row, who.get(row.citizen, NOBODY)) for row in rows]


def _shown(desk: Desk, row: ApplicationRow, who: Owner) -> ApplicationShown:
    left = days_left(row, desk.today)
    return ApplicationShown(
        application=row,
        age_days=(desk.today - row.received_on).days,
        days_left=left,
        stale=left is not None and left < 0,
        owner=who.owner,
        team=who.team,
        law_ref=paragraph(desk, row),
    )


class OwnApplications(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose applications; a citizen sees only the own ones."""

    citizen: UUID


class OwnApplication(Struct, frozen=True):
    """What a citizen sees: how far it is, what is missing, what comes when; no internal notes."""

    application: UUID
    kind: str
    status: str
    since: date
    missing: tuple[str, ...]
    expected_on: date | None
    next_action_on: date | None
    outcome: str | None


def own_applications(desk: Desk, params: OwnApplications) -> list[OwnApplication]:
    """Return a citizen's applications as the citizen may see them; another's are not there."""
    is_citizen = "citizen" in desk.actor.roles
    if is_citizen and desk.actor.id != str(params.citizen):
        return []
    rows = desk.rows_of(APPLICATION_LIST, params.citizen)
    return [_as_told(row) for row in sorted(rows, key=lambda e: (e.received_on, e.application))]


def _as_told(row: ApplicationRow) -> OwnApplication:
    told = row.told[-1]
    return OwnApplication(
        application=row.application,
        kind=row.kind,
        status=row.status,
        since=row.since,
        missing=told.missing,
        expected_on=told.expected_on,
        next_action_on=row.next_on,
        outcome=row.outcome,
    )
