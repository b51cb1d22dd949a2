"""What each decided sanction relied on, so that a late fact finds the decisions it touches."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service.domain.sanction_events import (
    NonComplianceCorrected,
    NonComplianceReported,
    NonComplianceWithdrawn,
    NoSanctionDecided,
    SanctionDecided,
    SanctionDropped,
    SanctionReversed,
)
from services.benefit_service.views.reading import case_of
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class BasisRow(Struct, frozen=True):
    """One sanction case: open from its report on, then what its decision relied on.

    `basis_to` is the last day relied on; `days` are the days taken.
    """

    sanction_case: UUID
    citizen: UUID
    kind: str
    placement: UUID | None
    basis_from: date
    basis_to: date
    stage: Literal["open", "decided", "closed"] = "open"
    continues: bool = False
    decision: UUID | None = None
    days: tuple[date, ...] = ()
    relied_on: tuple[UUID, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the sanction case a fact stands in."""
    return case_of(recorded, "sanction_case")


def project(key: RowKey, row: BasisRow | None, recorded: Recorded[Any]) -> BasisRow | None:
    """Give the case's row after a fact."""
    match recorded.event, row:
        case NonComplianceReported() as told, _:
            return BasisRow(
                sanction_case=key[0],
                citizen=told.citizen,
                kind=told.kind,
                placement=told.placement,
                basis_from=told.day,
                basis_to=told.day,
                continues=told.continues,
            )
        case NonComplianceCorrected() as told, BasisRow():
            return replace(
                row,
                kind=told.kind,
                placement=told.placement,
                basis_from=told.day,
                basis_to=told.day,
                continues=told.continues,
            )
        case SanctionDecided() as told, BasisRow():
            return replace(
                row,
                stage="decided",
                decision=recorded.meta.event_id,
                basis_to=told.days[-1],
                days=told.days,
                relied_on=told.relied_on,
            )
        case SanctionReversed(), BasisRow():
            return replace(row, stage="closed", days=())
        case ((NonComplianceWithdrawn() | SanctionDropped() | NoSanctionDecided()), BasisRow()):
            return replace(row, stage="closed")
        case _:
            return row


DECISION_BASIS = View(
    name="decision_basis",
    version=1,
    row=BasisRow,
    key=("sanction_case",),
    touches=touches,
    project=project,
    indexes=(("citizen", "stage"),),
)
