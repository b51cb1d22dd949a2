"""Two small tools of the views: whose row a fact belongs to, and shares in whole words."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from shared.clock import local_date
from shared.eventlog.envelope import Recorded

_ONE_DECIMAL = Decimal("0.1")


def told_on(recorded: Recorded[Any]) -> date:
    """Return the Copenhagen day a fact was recorded on."""
    return local_date(recorded.recorded_at)


def case_of(recorded: Recorded[Any], case_type: str) -> list[tuple[UUID]]:
    """Return the key of the case a fact stands in, if it is of this type."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == case_type else []


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in percent with one decimal, half up; None when there is nothing to share."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(_ONE_DECIMAL, ROUND_HALF_UP)
