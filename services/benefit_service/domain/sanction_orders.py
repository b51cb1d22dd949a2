"""What can be ordered in a sanction case."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.benefit_service.domain.benefit_appeal_events import AppealOutcome
from services.benefit_service.domain.deduction import Kind
from services.benefit_service.domain.late_fact import LateFact
from services.benefit_service.domain.sanction_events import (
    ReverseGround,
    ReviewOutcome,
)
from shared.eventlog.command import Command
from shared.privacy.personal import EconomyData

Reporter: TypeAlias = Annotated[
    str, Meta(pattern=r"^(?!\d{6}-?\d{4}$)[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}$")
]

MonthText: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$", description="A calendar month, such as 2011-07."),
]


class ReportNonCompliance(Command, frozen=True):
    """Report that a citizen did not do what the benefit asks for.

    A caseworker leaves out who reports: it is they. `reported_by`, `reported_from` and
    `report_event` are read only from another service's event.
    """

    citizen: UUID
    kind: Kind
    day: date
    placement: UUID | None = None
    continues: bool = False
    reported_from: Reporter | None = None
    reported_by: Reporter | None = None
    report_event: UUID | None = None
    consequences_in_writing: bool | None = None


class CorrectReport(Command, frozen=True):
    """Correct what was reported, before anything is decided."""

    kind: Kind
    day: date
    reason: EconomyData[str]
    placement: UUID | None = None
    continues: bool = False


class WithdrawReport(Command, frozen=True):
    """Take the report back: it was a mistake."""

    reason: EconomyData[str]


class NoteRecommendation(Command, frozen=True):
    """Note that the jobcenter recommends a sanction; only the policy orders it."""

    sanction_type: str
    law_ref: str
    recommended_by: str
    recommended_on: date
    recommendation_event: UUID


class NoteDropped(Command, frozen=True):
    """Note that the jobcenter found no ground for a sanction; only the policy orders it."""

    reason: EconomyData[str]


class NoteRecommendationTakenBack(Command, frozen=True):
    """Note that the jobcenter took its recommendation back; only the policy orders it."""


class DecideSanction(Command, frozen=True):
    """Decide that the days of the absence are taken from the benefit, and write why."""

    reasons: EconomyData[str] = ""


class AssessAmount(Command, frozen=True):
    """Give a decision the amount it was made without, by the rate now in force for its day.

    `rule` names that row as it stands in the list of rules, so that nobody assesses by another
    one than they have read.
    """

    rule: str
    reasons: EconomyData[str]


class DecideNoSanction(Command, frozen=True):
    """Decide that there is no sanction, and write why."""

    reasons: EconomyData[str]


class EffectuateSanction(Command, frozen=True):
    """Take the decided days from the payment of a month."""

    month: MonthText


class CorrectEffectuation(Command, frozen=True):
    """Correct the month the days were taken from."""

    month: MonthText


class ReverseSanction(Command, frozen=True):
    """Take the decision back and give back what was taken."""

    ground: ReverseGround
    reasons: EconomyData[str]


class RegisterAppeal(Command, frozen=True):
    """Register the citizen's complaint about the decision, and the day it came in."""

    on: date
    grounds: EconomyData[str]


class CorrectAppeal(Command, frozen=True):
    """Correct the day the complaint came in."""

    on: date


class DecideAppeal(Command, frozen=True):
    """Register what the appeals board decided."""

    outcome: AppealOutcome
    reasons: EconomyData[str]


class FlagForReview(Command, frozen=True):
    """Hold a late fact against the decision; only a policy orders it."""

    fact: LateFact


class ReviewDecision(Command, frozen=True):
    """Say, after looking again, whether the decision stands."""

    outcome: ReviewOutcome
    reasons: EconomyData[str]
