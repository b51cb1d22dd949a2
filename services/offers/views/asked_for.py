"""Offers that sick citizens' follow-up plans ask for and nobody has given yet (E3).

Who gives one is decided by a person here; sick pay is told by the offer itself.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from services.offers.messages import OfferAskedFor, PlanOfferNoted, PlanStepWithdrawn
from services.offers.views.filters import Limit, conditions
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class AskedForRow(Struct, frozen=True):
    """One offer asked for, with the days it is meant for."""

    step: UUID
    citizen: UUID
    offer_type: str
    from_: date
    to: date


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the step of the plan a fact is about."""
    read = isinstance(recorded.event, OfferAskedFor | PlanOfferNoted | PlanStepWithdrawn)
    return [(recorded.event.step,)] if read else []


def project(key: RowKey, row: AskedForRow | None, recorded: Recorded[Any]) -> AskedForRow | None:
    """Return what is still asked for."""
    del row
    told = recorded.event
    if not isinstance(told, OfferAskedFor):
        return None
    return AskedForRow(key[0], told.citizen, told.offer_type, told.from_, told.to)


ASKED_FOR: Final = View[AskedForRow](
    name="asked_for",
    version=1,
    row=AskedForRow,
    key=("step",),
    touches=touches,
    project=project,
    follows=("sickpay",),
    indexes=(("citizen",), ("from_",)),
)


class AskedFor(Struct, frozen=True, forbid_unknown_fields=True):
    """Which offers are asked for; the first to begin come first."""

    citizen: UUID | None = None
    limit: Limit = 100


def asked_for(desk: Desk, params: AskedFor) -> list[AskedForRow]:
    """Show what sick pay asks for."""
    given = asdict(params)
    where = conditions({"citizen": "citizen = %(citizen)s"}, given)
    return desk.rows(ASKED_FOR, f"{where} order by from_, step limit %(limit)s", given)
