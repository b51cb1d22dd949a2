"""Ends of sick pay: whom the benefit service is to hear, and whose sick pay stops when (E3, E4).

Sick pay proposes and decides; the hearing is held here, and what was paid stops after the last day.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.benefit_service import messages as told
from shared.casework.declare import Desk, Query
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

EndingStage: TypeAlias = Literal["to_be_heard", "hearing", "ended"]
_READ: Final = (
    told.EndingProposed,
    told.EndingProposalWithdrawn,
    told.HearingNoted,
    told.HearingCalledOff,
    told.SickPayEnded,
    told.SickPayEndWithdrawn,
    told.RecoveryReported,
)


class SickPayEnding(Struct, frozen=True):
    """One sick-pay case that is to end, or has; `last_day` is the last day that is paid."""

    sick_pay_case: UUID
    citizen: UUID
    ground: str
    stage: str
    proposed_on: date
    last_day: date | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the sick-pay case a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(
    key: RowKey, row: SickPayEnding | None, recorded: Recorded[Any]
) -> SickPayEnding | None:
    """Give what is known of the case's end after a fact."""
    match recorded.event, row:
        case told.EndingProposed() as e, _:
            on = recorded.meta.effective_on
            return SickPayEnding(key[0], e.citizen, e.ground, "to_be_heard", on)
        case told.EndingProposalWithdrawn() | told.RecoveryReported(), SickPayEnding(stage=stage):
            return row if stage == "ended" else None
        case told.SickPayEndWithdrawn(), _:
            return None
        case told.HearingNoted(), SickPayEnding():
            return replace(row, stage="hearing")
        case told.HearingCalledOff(), SickPayEnding():
            return replace(row, stage="to_be_heard")
        case told.SickPayEnded(last_day=last), SickPayEnding():
            return replace(row, stage="ended", last_day=last)
        case _:
            return row


SICK_PAY_ENDINGS = View(
    name="sick_pay_endings",
    version=1,
    row=SickPayEnding,
    key=("sick_pay_case",),
    touches=touches,
    project=project,
    follows=("sickpay",),
    indexes=(("stage", "proposed_on"), ("citizen",)),
)


class EndingSearch(Struct, frozen=True):
    """Whose ends, or all, at a stage; `last_day_from` leaves out what stopped before that day."""

    citizen: UUID | None = None
    stage: EndingStage | None = None
    last_day_from: date | None = None


def endings(desk: Desk, params: EndingSearch) -> list[SickPayEnding]:
    """Show whom to hear and whose sick pay stops, the oldest proposal first."""
    return desk.rows(
        SICK_PAY_ENDINGS,
        "(%(citizen)s::uuid IS NULL OR citizen = %(citizen)s)"
        " AND (%(stage)s::text IS NULL OR stage = %(stage)s)"
        " AND (%(since)s::date IS NULL OR last_day >= %(since)s)"
        " ORDER BY proposed_on, sick_pay_case",
        {"citizen": params.citizen, "stage": params.stage, "since": params.last_day_from},
    )


ENDINGS = Query(
    name="sick_pay_endings",
    path="/sick-pay-endings",
    params=EndingSearch,
    answer=list[SickPayEnding],
    run=endings,
    ordered_by=("proposed_on", "sick_pay_case"),
)
