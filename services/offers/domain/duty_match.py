"""Another match, and what it does to the duty to offers; taken back, the days are put back.

A match that moves counts an open duty anew from its day (H 21). What stood before is kept in the
note, so that a match that was not said after all leaves the duty where it was.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.offers.domain.duty_benefit import Owed
from services.offers.domain.offer_duty_events import (
    FirstDutyRecounted,
    OfferDutyMatchNoted,
    OfferDutyMatchWithdrawn,
    RepeatDutyRecounted,
)
from services.offers.domain.offer_duty_orders import NoteMatch, NoteMatchWithdrawn
from shared.eventlog.event import Event as Fact


def decide(
    command: NoteMatch | NoteMatchWithdrawn,
    citizen: UUID,
    matches: Sequence[OfferDutyMatchNoted],
    owed: Owed,
) -> Sequence[Fact]:
    """Answer what is told of a match."""
    match command:
        case NoteMatch():
            return _noted(command, citizen, owed)
        case NoteMatchWithdrawn():
            return _taken_back(command, citizen, matches[-1] if matches else None, owed)


def _noted(command: NoteMatch, citizen: UUID, owed: Owed) -> Sequence[Fact]:
    """Note the match, and count from its day what is owed since before it."""
    first, repeat, day = owed.first_from, owed.repeat_from, command.on
    told: list[Fact] = [
        OfferDutyMatchNoted(citizen, command.ready, day, first_from=first, repeat_from=repeat)
    ]
    if first is not None and day > first:
        told.append(FirstDutyRecounted(citizen, "match", day))
    if repeat is not None and day > repeat:
        told.append(RepeatDutyRecounted(citizen, "match", day))
    return told


def _taken_back(
    command: NoteMatchWithdrawn, citizen: UUID, latest: OfferDutyMatchNoted | None, owed: Owed
) -> Sequence[Fact]:
    """Note that it was not said, and count what the match moved from where it was counted.

    A match that was never noted here, such as one that confirmed, has moved nothing.
    """
    if latest is None or latest.matched_on != command.on:
        return []
    told: list[Fact] = [OfferDutyMatchWithdrawn(citizen, command.ready, command.on)]
    first = _put_back(latest.first_from, owed.first_from, command.on)
    if first is not None:
        told.append(FirstDutyRecounted(citizen, "match", first))
    repeat = _put_back(latest.repeat_from, owed.repeat_from, command.on)
    if repeat is not None:
        told.append(RepeatDutyRecounted(citizen, "match", repeat))
    return told


def _put_back(before: date | None, now: date | None, matched_on: date) -> date | None:
    """Return the day from before the match, where the open duty is counted from the match still."""
    moved = before is not None and before < matched_on == now
    return before if moved else None
