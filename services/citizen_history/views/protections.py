"""Whose address is protected, and from which day to which; where they live stands nowhere here."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.citizen_history.domain.citizen_address import (
    AddressProtected,
    AddressProtectionLifted,
    AddressProtectionProlonged,
)
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class ProtectionRow(Struct, frozen=True):
    """One protection, both days with; the last one of a citizen."""

    citizen: UUID
    starts_on: date
    until: date


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the citizen a fact about a protection is about."""
    match recorded.event:
        case (
            AddressProtected(citizen)
            | AddressProtectionProlonged(citizen)
            | AddressProtectionLifted(citizen)
        ):
            return [(citizen,)]
        case _:
            return []


def project(
    _key: RowKey, row: ProtectionRow | None, recorded: Recorded[Any]
) -> ProtectionRow | None:
    """Write down from when to when; one that was lifted ran until that day."""
    match recorded.event:
        case AddressProtected(citizen, starts_on, until):
            return ProtectionRow(citizen, starts_on, until)
        case AddressProtectionProlonged(until=until) if row is not None:
            return replace(row, until=until)
        case AddressProtectionLifted() if row is not None:
            return replace(row, until=min(row.until, recorded.meta.effective_on))
        case _:
            return row


PROTECTIONS = View(
    name="protections",
    version=1,
    row=ProtectionRow,
    key=("citizen",),
    touches=touches,
    project=project,
)
