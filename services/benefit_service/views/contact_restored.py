"""Since when a citizen who missed an interview is in touch again (visitation's facts)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from services.benefit_service.messages import ContactRestored
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class ContactRow(Struct, frozen=True):
    """The day contact was restored in one sanction case, and the fact that tells it."""

    sanction_case: UUID
    citizen: UUID
    restored_on: date
    told_by: UUID


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the sanction case a fact is about."""
    match recorded.event:
        case ContactRestored(sanction_case=sanction_case):
            return [(sanction_case,)]
        case _:
            return []


def project(key: RowKey, row: ContactRow | None, recorded: Recorded[Any]) -> ContactRow | None:
    """Give the day after a fact; a correction is the same fact told anew."""
    match recorded.event:
        case ContactRestored(citizen, _, restored_on):
            return ContactRow(key[0], citizen, restored_on, recorded.meta.event_id)
        case _:
            return row


CONTACT_RESTORED = View(
    name="contact_restored",
    version=1,
    row=ContactRow,
    key=("sanction_case",),
    touches=touches,
    project=project,
    follows=("visitation",),
)
