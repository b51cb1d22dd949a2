"""The jobcenter's desk of sanctions: what is open, how old it is, and who is waited for."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.contact_attempts import (
    ContactAttempted,
    ContactAttemptWithdrawn,
    ContactRestored,
)
from services.visitation.domain.hearing_outcome import HearingOutcomeNoted, HearingOutcomeVoided
from services.visitation.domain.recommendation_events import (
    RecommendationAnswered,
    RecommendationClosed,
    RecommendationOpened,
    RecommendationWithdrawn,
    SanctionDropped,
    SanctionRecommended,
)
from services.visitation.domain.report_corrected import ReportCorrectionNoted
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Status: TypeAlias = Literal[
    "awaiting_hearing", "to_decide", "recommended", "dropped", "withdrawn", "answered"
]
Waiting: TypeAlias = Literal["benefit_service", "jobcenter", "nobody"]
_WAITING: Final[dict[str, Waiting]] = {
    "awaiting_hearing": "benefit_service",
    "to_decide": "jobcenter",
    "recommended": "benefit_service",
}


class RecommendationRow(Struct, frozen=True):
    """One report the jobcenter works on."""

    recommendation: UUID
    sanction_case: UUID
    citizen: UUID
    kind: str
    day: date
    opened_on: date
    status: str
    waiting_on: str
    attempts: int = 0
    restored_on: date | None = None
    finding: str | None = None
    outcome: str | None = None


_READ: Final = (
    RecommendationOpened,
    ContactAttempted,
    ContactAttemptWithdrawn,
    ContactRestored,
    HearingOutcomeNoted,
    HearingOutcomeVoided,
    ReportCorrectionNoted,
    SanctionRecommended,
    RecommendationWithdrawn,
    SanctionDropped,
    RecommendationClosed,
    RecommendationAnswered,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the recommendation a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(
    key: RowKey, row: RecommendationRow | None, recorded: Recorded[Any]
) -> RecommendationRow | None:
    """Return the recommendation's row after a fact."""
    event = recorded.event
    if isinstance(event, RecommendationOpened):
        return RecommendationRow(
            recommendation=key[0],
            sanction_case=event.sanction_case,
            citizen=event.citizen,
            kind=event.kind,
            day=event.day,
            opened_on=recorded.meta.effective_on,
            status="awaiting_hearing",
            waiting_on="benefit_service",
        )
    return None if row is None else _changed(row, event)


def _changed(row: RecommendationRow, event: object) -> RecommendationRow:
    match event:
        case SanctionRecommended():
            return _now(row, "recommended")
        case RecommendationWithdrawn():
            return _now(row, "to_decide" if row.finding else "awaiting_hearing")
        case SanctionDropped():
            return _now(row, "dropped")
        case RecommendationClosed():
            return _now(row, "withdrawn")
        case RecommendationAnswered(outcome=outcome):
            ended = row.status in {"dropped", "withdrawn"}
            return replace(row if ended else _now(row, "answered"), outcome=outcome)
        case ReportCorrectionNoted(kind=kind, day=day):
            return replace(row, kind=kind, day=day)
        case HearingOutcomeNoted(finding=finding):
            heard = replace(row, finding=finding)
            return _now(heard, "to_decide") if row.status == "awaiting_hearing" else heard
        case HearingOutcomeVoided():
            unheard = replace(row, finding=None)
            return _now(unheard, "awaiting_hearing") if row.status == "to_decide" else unheard
        case _:
            return _contacted(row, event)


def _contacted(row: RecommendationRow, event: object) -> RecommendationRow:
    match event:
        case ContactAttempted():
            return replace(row, attempts=row.attempts + 1)
        case ContactAttemptWithdrawn():
            return replace(row, attempts=row.attempts - 1)
        case ContactRestored(restored_on=day):
            return replace(row, restored_on=day)
        case _:
            return row


def _now(row: RecommendationRow, status: Status) -> RecommendationRow:
    return replace(row, status=status, waiting_on=_WAITING.get(status, "nobody"))


RECOMMENDATION_LIST: Final = View[RecommendationRow](
    name="recommendation_list",
    version=1,
    row=RecommendationRow,
    key=("recommendation",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("waiting_on", "opened_on"), ("sanction_case",)),
)


class Recommendations(Struct, frozen=True, forbid_unknown_fields=True):
    """Which recommendations are asked for; `waiting_on` nobody are the closed ones."""

    citizen: UUID | None = None
    sanction_case: UUID | None = None
    status: Status | None = None
    waiting_on: Waiting | None = None
    limit: Limit = 100
    skip: Skip = 0


class RecommendationShown(Struct, frozen=True):
    """A recommendation with its age in days, counted from the day it was opened."""

    recommendation: RecommendationRow
    age_days: int


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "sanction_case": "sanction_case = %(sanction_case)s",
    "status": "status = %(status)s",
    "waiting_on": "waiting_on = %(waiting_on)s",
}


def recommendations(desk: Desk, params: Recommendations) -> list[RecommendationShown]:
    """Return the recommendations asked for, oldest first."""
    asked = structs.asdict(params)
    rows = desk.rows(
        RECOMMENDATION_LIST, where(_FILTERS, asked, "opened_on, recommendation"), asked
    )
    return [RecommendationShown(row, (desk.today - row.opened_on).days) for row in rows]
