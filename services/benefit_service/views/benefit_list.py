"""Which benefit cases a citizen has, and where each stands."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.domain.benefit_events import (
    BenefitApplied,
    BenefitEligibilityDecided,
    FirstContactNoted,
    PaymentSetUp,
    PaymentStopped,
    PaymentStopWithdrawn,
)
from services.benefit_service.views.reading import case_of
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Stage = Literal["contacted", "applied", "eligible", "not_eligible", "paying", "stopped"]


class BenefitRow(Struct, frozen=True):
    """One benefit case as it stands."""

    benefit_case: UUID
    citizen: UUID
    citizen_case: UUID
    stage: Stage = "contacted"


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
        case ((PaymentSetUp() | PaymentStopWithdrawn()), BenefitRow()):
            return replace(row, stage="paying")
        case PaymentStopped(), BenefitRow():
            return replace(row, stage="stopped")
        case _:
            return row


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
    version=1,
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
