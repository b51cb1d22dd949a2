"""The sanction cases: where each stands, whom it waits on, what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingAnswerWithdrawn,
    HearingConcluded,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.benefit_service.domain.sanction_events import (
    AppealDecided,
    AppealRegistered,
    DecisionNeedsReview,
    DecisionReviewed,
    JobcenterNotifiedOfSanction,
    NonComplianceCorrected,
    NonComplianceReported,
    RecommendationReceived,
    RecommendationTakenBack,
    SanctionAmountAssessed,
    SanctionDecided,
    SanctionEffectuated,
)
from services.benefit_service.views.reading import case_of, told_on
from shared.access.masking import ECONOMY
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Hearing = Literal["none", "served", "answered", "excuse_accepted", "excuse_not_accepted"]
WaitingOn = Literal["citizen", "jobcenter", "benefit_service", "appeals_board", "nobody"]


class SanctionRow(Struct, frozen=True):
    """One case; `answered_on` is the day its reporter was told what came of it.

    `amount` is øre; `amount_refused` says why a decision still waits for one. A reversed case
    keeps `decided_on`, so that its share can be counted.
    """

    sanction_case: UUID
    citizen: UUID
    kind: str
    day: date
    placement: UUID | None
    reported_from: str
    reported_on: date
    hearing: Hearing = "none"
    answered: bool = False
    recommended: bool = False
    decided_on: date | None = None
    days: int = 0
    amount: Annotated[int | None, ECONOMY] = None
    amount_refused: str | None = None
    effectuated_month: str | None = None
    appealed: bool = False
    appeal_open: bool = False
    under_review: bool = False
    outcome: str | None = None
    answered_on: date | None = None

    @property
    def waiting_on(self) -> WaitingOn:
        """Say who must act next."""
        if self.outcome not in {None, "decided"}:
            return "nobody"
        if self.appeal_open:
            return "appeals_board"
        if self.outcome == "decided":
            done = self.effectuated_month is not None and not self.under_review
            return "nobody" if done else "benefit_service"
        if self.hearing == "served":
            return "citizen"
        heard = self.hearing == "excuse_not_accepted"
        return "jobcenter" if heard and not self.recommended else "benefit_service"


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the sanction case a fact stands in, or the one a hearing is about."""
    about = getattr(recorded.event, "sanction_case", None)
    if recorded.case_type == "party_hearing" and isinstance(about, UUID):
        return [(about,)]
    return case_of(recorded, "sanction_case")


def project(key: RowKey, row: SanctionRow | None, recorded: Recorded[Any]) -> SanctionRow | None:
    """Give the case's row after a fact."""
    if isinstance(recorded.event, NonComplianceReported):
        told = recorded.event
        return SanctionRow(
            sanction_case=key[0],
            citizen=told.citizen,
            kind=told.kind,
            day=told.day,
            placement=told.placement,
            reported_from=told.reported_from,
            reported_on=told_on(recorded),
        )
    if row is None:
        return None
    heard = _hearing(row, recorded)
    if heard is None:
        return _after_hearing(row, recorded)
    answered = heard == "answered" or (row.answered and heard not in {"served", "none"})
    return replace(row, hearing=heard, answered=answered)


def _hearing(row: SanctionRow, recorded: Recorded[Any]) -> Hearing | None:
    match recorded.event:
        case HearingServed():
            return "served"
        case HearingServiceCorrected():
            # Silence must be concluded anew; an answer stays what it was.
            return row.hearing if row.answered else "served"
        case HearingAnswerWithdrawn():
            return "served"
        case HearingAnswered():
            return "answered"
        case HearingConcluded(finding=finding):
            return finding
        case HearingWithdrawn():
            return "none"
        case _:
            return None


def _after_hearing(row: SanctionRow, recorded: Recorded[Any]) -> SanctionRow:  # noqa: C901 - one row for each fact
    match recorded.event:
        case NonComplianceCorrected(_, kind, day, placement):
            return replace(row, kind=kind, day=day, placement=placement)
        case RecommendationReceived():
            return replace(row, recommended=True)
        case RecommendationTakenBack():
            return replace(row, recommended=False)
        case SanctionDecided(decided_on=on, days=days, amount=amount, amount_refused=why):
            return replace(row, decided_on=on, days=len(days), amount=amount, amount_refused=why)
        case SanctionAmountAssessed(amount=amount):
            return replace(row, amount=amount, amount_refused=None)
        case JobcenterNotifiedOfSanction(outcome=outcome):
            answered_on = row.answered_on or told_on(recorded)
            closed = outcome != "decided"
            return replace(
                row,
                outcome=outcome,
                answered_on=answered_on,
                under_review=row.under_review and not closed,
                appeal_open=row.appeal_open and not closed,
            )
        case SanctionEffectuated(month=month):
            return replace(row, effectuated_month=month)
        case AppealRegistered():
            return replace(row, appealed=True, appeal_open=True)
        case AppealDecided():
            return replace(row, appeal_open=False)
        case DecisionNeedsReview():
            return replace(row, under_review=True)
        case DecisionReviewed():
            return replace(row, under_review=False)
        case _:
            return row


SANCTION_LIST = View(
    name="sanction_list",
    version=2,
    row=SanctionRow,
    key=("sanction_case",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("placement", "day"), ("outcome",)),
)
