"""Citizens who come from sick pay: who is awaited from when, and who has a case already (E4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict, replace

from services.visitation.domain import sick_pay_handover as told
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Stage: TypeAlias = Literal["waiting", "taken_over", "settled", "withdrawn"]


class HandoverRow(Struct, frozen=True):
    """One citizen awaited from sick pay, from the first day without it."""

    handover: UUID
    citizen: UUID
    sick_pay_case: UUID
    benefit_basis: str
    from_: date
    stage: str = "waiting"
    citizen_case: UUID | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the handover a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "sick_pay_handover" else []


def project(key: RowKey, row: HandoverRow | None, recorded: Recorded[Any]) -> HandoverRow | None:
    """Return the handover's row after a fact."""
    match recorded.event, row:
        case told.HandoverOpened(citizen, case, basis, from_), _:
            return HandoverRow(key[0], citizen, case, basis, from_)
        case told.HandoverCorrected(_, basis, from_), HandoverRow():
            return replace(row, benefit_basis=basis, from_=from_)
        case told.HandoverWithdrawn(), HandoverRow():
            return replace(row, stage="withdrawn")
        case told.CitizenTakenOver(citizen_case=case), HandoverRow():
            return replace(row, stage="taken_over", citizen_case=case)
        case told.HandoverSettled(), HandoverRow():
            return replace(row, stage="settled")
        case told.HandoverSettlementWithdrawn(), HandoverRow():
            return replace(row, stage="waiting")
        case _:
            return row


HANDOVER_LIST: Final = View[HandoverRow](
    name="handover_list",
    version=1,
    row=HandoverRow,
    key=("handover",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("stage", "from_")),
)


class Handovers(Struct, frozen=True, forbid_unknown_fields=True):
    """Which handovers are asked for; those of the nearest first day come first."""

    citizen: UUID | None = None
    stage: Stage | None = None
    limit: Limit = 100
    skip: Skip = 0


class HandoverShown(Struct, frozen=True):
    """A handover and the days until the citizen would be without a case; below zero: since."""

    handover: UUID
    citizen: UUID
    sick_pay_case: UUID
    benefit_basis: str
    from_: date
    stage: str
    citizen_case: UUID | None
    days_left: int


def handovers(desk: Desk, params: Handovers) -> list[HandoverShown]:
    """Show who comes from sick pay."""
    conditions = {"citizen": "citizen = %(citizen)s", "stage": "stage = %(stage)s"}
    given = asdict(params)
    rows = desk.rows(HANDOVER_LIST, where(conditions, given, "from_, handover"), given)
    return [HandoverShown(**asdict(row), days_left=(row.from_ - desk.today).days) for row in rows]


def waiting_for(desk: Desk, citizen: UUID) -> tuple[UUID, ...]:
    """Return the handovers in which this citizen is awaited."""
    rows = desk.rows_of(HANDOVER_LIST, citizen, "stage = 'waiting'")
    return tuple(row.handover for row in rows)
