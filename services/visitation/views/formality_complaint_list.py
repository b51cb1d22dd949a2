"""Formality complaints: who owns which, by when, and how many were upheld in a year (target 10)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.visitation.domain.formality_complaint import UPHELD, ComplaintStatus, Review
from services.visitation.domain.formality_complaint_events import (
    ComplaintAssigned,
    ComplaintClass,
    ComplaintClassified,
    ComplaintCorrected,
    ComplaintDecided,
    ComplaintReceived,
    ComplaintReviewAssigned,
    ComplaintReviewSettled,
    ComplaintStepWithdrawn,
    Event,
)
from services.visitation.views.filters import Limit, Skip, where
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


class ComplaintRow(Standing, frozen=True, kw_only=True):
    """One complaint; `classes` and the owners are stacks, so what is taken back leaves them.

    `review` is the task that an upheld complaint opens: open until somebody has settled it.
    """

    complaint: UUID
    citizen: UUID
    about_service: str
    received_on: date
    complaint_class: str | None = None
    owner: str | None = None
    outcome: str | None = None
    cause_code: str | None = None
    decided_on: date | None = None
    classes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    review: Review = "none"
    review_owner: str | None = None
    review_owners: tuple[str, ...] = ()
    review_result: str | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the complaint a fact is about."""
    mine = isinstance(recorded.event, Event) or is_deadline_of(recorded, "formality_complaint")
    return [(UUID(recorded.case_id),)] if mine else []


def project(key: RowKey, row: ComplaintRow | None, recorded: Recorded[Any]) -> ComplaintRow | None:
    """Return the complaint's row after a fact."""
    event = recorded.event
    if isinstance(event, ComplaintReceived):
        return ComplaintRow(
            complaint=key[0],
            citizen=event.citizen,
            about_service=event.about_service,
            received_on=event.received_on,
            status="received",
            since=event.received_on,
            steps=(StepTaken("received", event.received_on),),
        )
    return None if row is None else _with_latest(_changed(row, event))


def _changed(row: ComplaintRow, event: object) -> ComplaintRow:
    match event:
        case ComplaintCorrected(received_on=day, about_service=service):
            return replace(with_first_day(row, day), received_on=day, about_service=service)
        case ComplaintClassified(complaint_class=complaint_class, classified_on=day):
            known = replace(row, classes=(*row.classes, complaint_class))
            return stepped(known, row.status, day)
        case ComplaintAssigned(owner=owner, assigned_on=day):
            return stepped(replace(row, owners=(*row.owners, owner)), "in_review", day)
        case ComplaintDecided(outcome=outcome, cause_code=cause_code, decided_on=day):
            review: Review = "open" if outcome in UPHELD else "none"
            decided = replace(
                row, outcome=outcome, cause_code=cause_code, decided_on=day, review=review
            )
            return stepped(decided, "decided", day)
        case ComplaintReviewAssigned(owner=owner, assigned_on=day):
            given = replace(row, review_owners=(*row.review_owners, owner))
            return stepped(given, "decided", day)
        case ComplaintReviewSettled(result=result, settled_on=day):
            return stepped(replace(row, review="settled", review_result=result), "decided", day)
        case ComplaintStepWithdrawn(step=step):
            return _taken_back(row, step)
        case _:
            return with_deadline(row, event)


def _taken_back(row: ComplaintRow, step: str) -> ComplaintRow:
    match step:
        case "complaint_classified":
            return stepped_back(replace(row, classes=row.classes[:-1]))
        case "complaint_assigned":
            return stepped_back(replace(row, owners=row.owners[:-1]))
        case "complaint_review_assigned":
            return stepped_back(replace(row, review_owners=row.review_owners[:-1]))
        case "complaint_review_settled":
            return stepped_back(replace(row, review="open", review_result=None))
        case _:
            undecided = replace(row, outcome=None, cause_code=None, decided_on=None, review="none")
            return stepped_back(undecided)


def _with_latest(row: ComplaintRow) -> ComplaintRow:
    latest_class = row.classes[-1] if row.classes else None
    latest_owner = row.owners[-1] if row.owners else None
    reviewer = row.review_owners[-1] if row.review_owners else None
    return replace(row, complaint_class=latest_class, owner=latest_owner, review_owner=reviewer)


FORMALITY_COMPLAINT_LIST: Final = View[ComplaintRow](
    name="formality_complaint_list",
    version=2,
    row=ComplaintRow,
    key=("complaint",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("owner", "status"), ("decided_on",)),
)


class Complaints(Struct, frozen=True, forbid_unknown_fields=True):
    """Which complaints are asked for."""

    citizen: UUID | None = None
    status: ComplaintStatus | None = None
    owner: str | None = None
    complaint_class: ComplaintClass | None = None
    about_service: str | None = None
    review: Review | None = None
    review_owner: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class ComplaintShown(Struct, frozen=True):
    """A complaint with the days left to decide it, and the rule that says so."""

    complaint: ComplaintRow
    days_left: int | None
    law_ref: str | None = None


_FILTERS: Final = {
    name: f"{name} = %({name})s"
    for name in (
        *("citizen", "status", "owner", "complaint_class", "about_service"),
        *("review", "review_owner"),
    )
}


def complaints(desk: Desk, params: Complaints) -> list[ComplaintShown]:
    """Return the complaints asked for, the earliest deadline first."""
    asked = structs.asdict(params)
    order = where(_FILTERS, asked, "timely_until nulls last, received_on, complaint")
    rows = desk.rows(FORMALITY_COMPLAINT_LIST, order, asked)
    return [ComplaintShown(row, days_left(row, desk.today), paragraph(desk, row)) for row in rows]


class UpheldIn(Struct, frozen=True, forbid_unknown_fields=True):
    """The year complaints were decided in."""

    year: Annotated[int, Meta(ge=2007, le=2100)]


class ClassCount(Struct, frozen=True):
    """How many complaints of one class were upheld, wholly or partly."""

    complaint_class: str
    upheld: int


class UpheldComplaints(Struct, frozen=True):
    """The year's upheld formality complaints and the year before, with target 10's limit."""

    year: int
    upheld: int
    upheld_the_year_before: int
    limit: int
    by_class: tuple[ClassCount, ...]


def upheld_complaints(desk: Desk, params: UpheldIn) -> UpheldComplaints:
    """Return target 10: upheld complaints of a year, at most nine tenths of the year before.

    Complaints about the substance of a decision do not count.
    """
    span = {"first": date(params.year - 1, 1, 1), "last": date(params.year, 12, 31)}
    rows = [
        row
        for row in desk.rows(
            FORMALITY_COMPLAINT_LIST, "decided_on between %(first)s and %(last)s", span
        )
        if row.outcome in UPHELD and row.complaint_class != "substance"
    ]
    this_year = [row for row in rows if row.decided_on and row.decided_on.year == params.year]
    before = len(rows) - len(this_year)
    counted = sorted(Counter(row.complaint_class or "" for row in this_year).items())
    return UpheldComplaints(
        year=params.year,
        upheld=len(this_year),
        upheld_the_year_before=before,
        limit=limit_of_upheld(before),
        by_class=tuple(ClassCount(name, count) for name, count in counted),
    )


def limit_of_upheld(the_year_before: int) -> int:
    """Return the most that may be upheld: ten percent fewer, rounded down."""
    return 9 * the_year_before // 10
