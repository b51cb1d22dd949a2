"""How long the fixed elements of the reception take, each for itself (P-05)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from msgspec import Struct, structs

from services.visitation.views.reception_list import (
    RECEPTION_LIST,
    Doing,
    WaitingDays,
    percentile,
)
from shared.casework.declare import Desk

_SKIPPED: Final = "not_relevant"


class StepTime(Struct, frozen=True):
    """How often an element was handled, and what half and nine tenths of those timed took.

    Timed are those where it was said when they began; none is guessed.
    """

    step: str
    handled: int
    timed: int
    p50_seconds: int | None
    p90_seconds: int | None


def step_times(desk: Desk, params: WaitingDays) -> list[StepTime]:
    """Return the times of the fixed elements in the visits of a stretch of days."""
    asked = structs.asdict(params)
    rows = desk.rows(RECEPTION_LIST, "day between %(from_day)s and %(to_day)s", asked)
    return by_step([each for row in rows for each in row.doings])


def by_step(doings: Sequence[Doing]) -> list[StepTime]:
    """Return the times of each element; one that did not matter to the citizen took none."""
    found: dict[str, list[Doing]] = defaultdict(list)
    for each in doings:
        if each.element and each.said != _SKIPPED:
            found[each.element].append(each)
    return [_times(step, found[step]) for step in sorted(found)]


def _times(step: str, doings: Sequence[Doing]) -> StepTime:
    seconds = sorted(
        int((each.at - each.began_at).total_seconds())
        for each in doings
        if each.at is not None and each.began_at is not None
    )
    return StepTime(
        step, len(doings), len(seconds), percentile(seconds, 50), percentile(seconds, 90)
    )
