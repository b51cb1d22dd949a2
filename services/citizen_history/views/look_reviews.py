"""Which looks were reviewed, when, and with what outcome."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from services.citizen_history.domain.look_review import LookReviewed, LookReviewWithdrawn, Outcome
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class LookReviewRow(Struct, frozen=True):
    """One look that was reviewed."""

    look: int
    outcome: Outcome
    reviewed_at: datetime


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the look a fact is about."""
    match recorded.event:
        case LookReviewed(look) | LookReviewWithdrawn(look):
            return [(look,)]
        case _:
            return []


def project(
    _key: RowKey, row: LookReviewRow | None, recorded: Recorded[Any]
) -> LookReviewRow | None:
    """Write a review down, or strike it."""
    match recorded.event:
        case LookReviewed(look, outcome):
            return LookReviewRow(look, outcome, recorded.recorded_at)
        case LookReviewWithdrawn():
            return None
        case _:
            return row


LOOK_REVIEWS = View(
    name="look_reviews",
    version=1,
    row=LookReviewRow,
    key=("look",),
    touches=touches,
    project=project,
)
