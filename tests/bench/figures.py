"""The arithmetic of the measurements: medians, percentiles, ratios, and what a worse ratio is."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

WORSE_BY = 2.0


class Figure(Struct, frozen=True):
    """What was measured, run by run; the median is what we say."""

    unit: str
    runs: tuple[float, ...]
    more_is_better: bool = True

    @property
    def median(self) -> float:
        """Return the middle run."""
        return median(self.runs)

    @property
    def spread(self) -> float:
        """Return how far the runs lie apart, as a share of the median."""
        return (max(self.runs) - min(self.runs)) / self.median if self.median else 0.0


class Ratio(Struct, frozen=True):
    """One figure held against another one of the same run; 1 is level, more is better."""

    ours: str
    against: str
    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """Return the middle run."""
        return median(self.runs)


class Results(Struct, frozen=True, kw_only=True):
    """Everything that one run of the harness found out."""

    form: str
    taken_at: str
    seconds: float
    machine: dict[str, str]
    load: dict[str, float]
    figures: dict[str, Figure]
    ratios: dict[str, Ratio]
    notes: dict[str, str]
    not_measured: dict[str, str]


def beside(recorded: Results, now: Results) -> Results:
    """Put parts that were measured anew beside those of the record, which stay as they are.

    Of each part that stays it is noted when it was measured, and on what.
    """
    when = f"{recorded.taken_at[:10]}, {recorded.machine.get('processor', 'unknown')}"
    parts = {name.removeprefix("took.") for name in recorded.notes if name.startswith("took.")}
    stay = {f"kept.{part}": when for part in parts if f"took.{part}" not in now.notes}
    gone = {name for name in recorded.notes if name.replace("kept.", "took.", 1) in now.notes}
    earlier = {name: note for name, note in recorded.notes.items() if name not in gone}
    return replace(
        now,
        seconds=recorded.seconds + now.seconds,
        figures=recorded.figures | now.figures,
        ratios=recorded.ratios | now.ratios,
        notes=stay | earlier | now.notes,
        not_measured={
            name: why
            for name, why in (recorded.not_measured | now.not_measured).items()
            if name in now.not_measured or f"took.{name}" not in now.notes
        },
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` of all values do not exceed."""
    if not values:
        raise ValueError("there is no percentile of nothing")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratio(ours: str, against: str, figures: dict[str, Figure]) -> Ratio:
    """Hold one figure against another, run by run where both have the same runs.

    Runs of one round were taken one after the other, so what disturbed one disturbed both.
    """
    mine, theirs = figures[ours], figures[against]
    if mine.more_is_better != theirs.more_is_better:
        raise ValueError(f"{ours} and {against} do not point the same way")
    pairs = [(mine.median, theirs.median)]
    if len(mine.runs) == len(theirs.runs):
        pairs = list(zip(mine.runs, theirs.runs, strict=True))
    if mine.more_is_better:
        return Ratio(ours, against, tuple(a / b for a, b in pairs))
    return Ratio(ours, against, tuple(b / a for a, b in pairs))


def worse(recorded: Results, now: Results) -> list[str]:
    """Name the ratios that fell below half of the recorded ones, or that nobody measured."""
    found = []
    for name, before in recorded.ratios.items():
        after = now.ratios.get(name)
        if after is None:
            if not any(name.startswith(each) for each in now.not_measured):
                found.append(f"{name}: was {before.median:.3f}, and was not measured")
        elif after.median * WORSE_BY < before.median:
            found.append(f"{name}: was {before.median:.3f}, is {after.median:.3f}")
    return found
