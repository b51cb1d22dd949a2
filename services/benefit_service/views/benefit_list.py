"""Which benefit cases a citizen has, where each stands, and what was complained about."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.domain.benefit_appeal_events import (
    AdverseKind,
    AppealOutcome,
    BenefitAppealCorrected,
    BenefitAppealDecided,
    BenefitAppealRegistered,
)
from services.benefit_service.domain.benefit_events import (
    AppealGuidanceGiven,
    BenefitApplied,
    BenefitEligibilityDecided,
    FirstContactNoted,
    PaymentSetUp,
    PaymentStopped,
    PaymentStopWithdrawn,
    RefusalWithdrawn,
)
from services.benefit_service.views.reading import case_of
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Stage = Literal["contacted", "applied", "eligible", "not_eligible", "paying", "stopped"]


class AdverseRow(Struct, frozen=True):
    """A refusal or a stop, until when the citizen may complain, and what became of a complaint."""

    about: AdverseKind
    decided_on: date
    appeal_by: date
    appealed_on: date | None = None
    in_time: bool | None = None
    outcome: AppealOutcome | None = None


class BenefitRow(Struct, frozen=True):
    """One benefit case as it stands."""

    benefit_case: UUID
    citizen: UUID
    citizen_case: UUID
    stage: Stage = "contacted"
    stopped_on: date | None = None
    adverse: tuple[AdverseRow, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the benefit case a fact stands in."""
    return case_of(recorded, "benefit_case")


def project(key: RowKey, row: BenefitRow | None, recorded: Recorded[Any]) -> BenefitRow | None:
    """Give the case's row after a fact."""
    match recorded.event, row:
        case FirstContactNoted(citizen, citizen_case), None:
            return BenefitRow(key[0], citizen, citizen_case)
        case BenefitApplied(), BenefitRow():
            return replace(row, stage="applied")
        case BenefitEligibilityDecided(eligible=eligible), BenefitRow():
            return replace(row, stage="eligible" if eligible else "not_eligible")
        case PaymentSetUp(), BenefitRow():
            return replace(row, stage="paying")
        case PaymentStopped(stopped_on=on), BenefitRow():
            return replace(row, stage="stopped", stopped_on=on)
        case PaymentStopWithdrawn(stopped_on=on), BenefitRow() if on in {None, row.stopped_on}:
            return replace(row, stage="paying")
        case RefusalWithdrawn(decided_on=day), BenefitRow(stage="not_eligible") if day in {
            None,
            _last_refusal(row),
        }:
            return replace(row, stage="applied")
        case _, BenefitRow():
            return replace(row, adverse=_adverse(row.adverse, recorded.event))
        case _:
            return row


def _last_refusal(row: BenefitRow) -> date | None:
    return next((one.decided_on for one in reversed(row.adverse) if one.about == "refusal"), None)


def _adverse(rows: tuple[AdverseRow, ...], event: Any) -> tuple[AdverseRow, ...]:
    """Give the case's refusals and stops after a fact about one of them."""
    match event:
        case AppealGuidanceGiven(about=about, decided_on=day, appeal_by=by):
            others = (one for one in rows if (one.about, one.decided_on) != (about, day))
            return (*others, AdverseRow(about, day, by))
        case (
            BenefitAppealRegistered(about=about, decided_on=day)
            | BenefitAppealCorrected(about=about, decided_on=day)
        ):
            appealed, in_time = event.registered_on, event.in_time
            return _changed(rows, about, day, appealed_on=appealed, in_time=in_time)
        case BenefitAppealDecided(about=about, decided_on=day, outcome=outcome):
            return _changed(rows, about, day, outcome=outcome)
        case _:
            return rows


def _changed(
    rows: tuple[AdverseRow, ...], about: AdverseKind, day: date, **changes: Any
) -> tuple[AdverseRow, ...]:
    return tuple(
        replace(one, **changes) if (one.about, one.decided_on) == (about, day) else one
        for one in rows
    )


class BenefitListParams(Struct, frozen=True):
    """Whose benefit cases."""

    citizen: UUID


def ask(desk: Desk, params: BenefitListParams) -> list[BenefitRow]:
    """List a citizen's benefit cases."""
    return desk.rows(
        BENEFIT_LIST, "citizen = %(citizen)s ORDER BY benefit_case", {"citizen": params.citizen}
    )


BENEFIT_LIST = View(
    name="benefit_list",
    version=2,
    row=BenefitRow,
    key=("benefit_case",),
    touches=touches,
    project=project,
    indexes=(("citizen",),),
)
BENEFITS = Query(
    name="benefit_list",
    path="/benefit-list",
    params=BenefitListParams,
    answer=list[BenefitRow],
    run=ask,
    ordered_by=("benefit_case",),
)
