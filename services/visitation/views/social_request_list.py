"""Requests between the jobcenter and social services: who owes an answer, and by when (L15)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.social_request import RequestStatus
from services.visitation.domain.social_request_events import (
    Administration,
    Event,
    HelpRequested,
    JointPlanAgreed,
    JointPlanReviewed,
    RequestAcknowledged,
    RequestAnswered,
    RequestClosed,
    RequestCorrected,
    RequestEscalated,
    RequestStepWithdrawn,
    RequestWithdrawn,
)
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, FAR_FROM_WORK
from services.visitation.views.filters import Limit, Skip, where
from services.visitation.views.owners import NOBODY, OF_OWNED, Owner, owners_of, with_owned
from services.visitation.views.standing import (
    Standing,
    StepTaken,
    days_left,
    is_deadline_of,
    paragraph,
    permille,
    stepped,
    stepped_back,
    with_deadline,
    with_first_day,
)
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.deadline import DeadlineMet

_OTHER: Final = {"jobcenter": "social_services", "social_services": "jobcenter"}


class SocialRequestRow(Standing, frozen=True, kw_only=True):
    """One request, the deadlines its managers were told of, and how late its answer was."""

    request: UUID
    citizen: UUID
    requested_by: str
    asked: str
    green_wave: bool
    requested_on: date
    escalated: tuple[str, ...] = ()
    answer_late_by_days: int = 0


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the request a fact is about."""
    mine = isinstance(recorded.event, Event) or is_deadline_of(recorded, "social_request")
    return [(UUID(recorded.case_id),)] if mine else []


def project(
    key: RowKey, row: SocialRequestRow | None, recorded: Recorded[Any]
) -> SocialRequestRow | None:
    """Return the request's row after a fact; one that was taken back leaves the list."""
    event = recorded.event
    match event:
        case HelpRequested():
            return SocialRequestRow(
                request=key[0],
                citizen=event.citizen,
                requested_by=event.requested_by,
                asked=_OTHER[event.requested_by],
                green_wave=event.green_wave,
                requested_on=event.requested_on,
                status="sent",
                since=event.requested_on,
                steps=(StepTaken("sent", event.requested_on),),
            )
        case RequestWithdrawn():
            return None
        case _ if row is None:
            return None
        case _:
            return _changed(row, event)


def _changed(row: SocialRequestRow, event: object) -> SocialRequestRow:
    match event:
        case RequestCorrected(requested_on=day, green_wave=green_wave):
            return replace(with_first_day(row, day), requested_on=day, green_wave=green_wave)
        case RequestAcknowledged(acknowledged_on=day):
            return stepped(row, "acknowledged", day)
        case RequestAnswered(answer=answer, answered_on=day):
            return stepped(row, answer, day)
        case JointPlanAgreed(agreed_on=day, review_on=review_on):
            return stepped(row, "joint_plan", day, review_on)
        case JointPlanReviewed(reviewed_on=day, review_on=review_on):
            return stepped(row, "joint_plan", day, review_on)
        case RequestClosed(closed_on=day):
            return stepped(row, "closed", day)
        case RequestStepWithdrawn():
            return stepped_back(row)
        case RequestEscalated(rule_key=rule_key):
            return replace(row, escalated=(*row.escalated, rule_key))
        case DeadlineMet(rule_key="social.answer", late_by_days=late):
            return with_deadline(replace(row, answer_late_by_days=late), event)
        case _:
            return with_deadline(row, event)


SOCIAL_REQUEST_LIST: Final = View[SocialRequestRow](
    name="social_request_list",
    version=1,
    row=SocialRequestRow,
    key=("request",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("asked", "status"), ("timely_until",)),
)


class SocialRequests(Struct, frozen=True, forbid_unknown_fields=True):
    """Which requests are asked for; `unanswered` true are those somebody still owes an answer."""

    citizen: UUID | None = None
    asked: Administration | None = None
    status: RequestStatus | None = None
    green_wave: bool | None = None
    unanswered: bool | None = None
    escalated: bool | None = None
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class SocialRequestShown(Struct, frozen=True):
    """A request with the days left to its earliest deadline, and its paragraph."""

    request: SocialRequestRow
    days_left: int | None
    owner: str | None = None
    team: str | None = None
    law_ref: str | None = None


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "asked": "asked = %(asked)s",
    "status": "status = %(status)s",
    "owned": OF_OWNED,
    "green_wave": "green_wave = %(green_wave)s",
    "unanswered": "(status in ('sent', 'acknowledged')) = %(unanswered)s",
    "escalated": "(cardinality(escalated) > 0) = %(escalated)s",
}
_ORDER: Final = "timely_until nulls last, green_wave desc, requested_on, request"


def social_requests(desk: Desk, params: SocialRequests) -> list[SocialRequestShown]:
    """Return the requests asked for: the earliest deadline first, the green wave before others."""
    asked = with_owned(desk, structs.asdict(params))
    rows = desk.rows(SOCIAL_REQUEST_LIST, where(_FILTERS, asked, _ORDER), asked)
    who = owners_of(desk, (row.citizen for row in rows))
    return [_shown(desk, row, who.get(row.citizen, NOBODY)) for row in rows]


def _shown(desk: Desk, row: SocialRequestRow, who: Owner) -> SocialRequestShown:
    left = days_left(row, desk.today)
    return SocialRequestShown(row, left, who.owner, who.team, paragraph(desk, row))


class SocialRequestFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Requests sent in these days, both counted."""

    from_day: date
    to_day: date


class SocialRequestShare(Struct, frozen=True):
    """Of the requests answered, how many in time; the shares in tenths of a percent.

    `vulnerable` are those with an open case who are matched as not ready for work today, and
    `with_joint_plan` are those of them who have a joint plan of both administrations.
    """

    sent: int
    answered: int
    answered_in_time: int
    share_in_time_permille: int | None
    vulnerable: int = 0
    with_joint_plan: int = 0
    share_with_plan_permille: int | None = None


def social_request_share(desk: Desk, params: SocialRequestFigures) -> SocialRequestShare:
    """Return how many requests of a stretch of days were answered, and how many in time."""
    asked = structs.asdict(params)
    condition = "requested_on between %(from_day)s and %(to_day)s"
    rows = desk.rows(SOCIAL_REQUEST_LIST, condition, asked)
    answered = [row for row in rows if row.status not in {"sent", "acknowledged"}]
    timely = sum(1 for row in answered if row.answer_late_by_days == 0)
    vulnerable = {row.citizen for row in desk.rows(CITIZEN_CASE_LIST, FAR_FROM_WORK)}
    planned = {row.citizen for row in desk.rows(SOCIAL_REQUEST_LIST, "status = 'joint_plan'")}
    return SocialRequestShare(
        sent=len(rows),
        answered=len(answered),
        answered_in_time=timely,
        share_in_time_permille=permille(timely, len(answered)),
        vulnerable=len(vulnerable),
        with_joint_plan=len(vulnerable & planned),
        share_with_plan_permille=permille(len(vulnerable & planned), len(vulnerable)),
    )
