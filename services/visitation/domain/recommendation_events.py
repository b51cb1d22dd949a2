"""What is told of the jobcenter's part of a sanction."""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import EconomyData


class RecommendationOpened(Fact, frozen=True, tag="visitation.recommendation_opened"):
    """The jobcenter has a report of non-compliance to work on."""

    citizen: UUID
    sanction_case: UUID
    kind: str
    day: date
    reported_from: str


class SanctionRecommended(Fact, frozen=True, tag="visitation.sanction_recommended"):
    """The jobcenter recommends a sanction."""

    citizen: UUID
    sanction_case: UUID
    sanction_type: str
    law_ref: str
    grounds: EconomyData[str]
    recommended_by: str
    recommended_on: date


class RecommendationWithdrawn(Fact, frozen=True, tag="visitation.recommendation_withdrawn"):
    """The recommendation is taken back."""

    citizen: UUID
    sanction_case: UUID
    reason: EconomyData[str]


class SanctionDropped(Fact, frozen=True, tag="visitation.sanction_dropped"):
    """The jobcenter recommends no sanction."""

    citizen: UUID
    sanction_case: UUID
    reason: EconomyData[str]


class RecommendationClosed(Fact, frozen=True, tag="visitation.recommendation_closed"):
    """There is nothing left to recommend on, because the report was withdrawn."""

    citizen: UUID
    sanction_case: UUID
    because: Literal["report_withdrawn"]


class RecommendationAnswered(Fact, frozen=True, tag="visitation.recommendation_answered"):
    """benefit_service has told what became of the case, in one word."""

    citizen: UUID
    sanction_case: UUID
    outcome: str


class RecommendationRefused(Fact, frozen=True, tag="visitation.recommendation_refused"):
    """Somebody tried to recommend a sanction and was refused; it changes nothing."""

    citizen: UUID
    sanction_case: UUID
    command: str
    code: str
    tried_by: str
