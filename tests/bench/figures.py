"""The arithmetic of the measurements: medians, percentiles, ratios, and what a worse ratio is."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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


def beside(recorded: Results, now: Results, apart: Collection[str] = ()) -> Results:
    """Put parts that were measured anew beside those of the record, which stay as they are.

    The page tells of one machine and moment: the last on which any part was measured but those
    that stand apart, by which nothing was promised. Of each other part it is noted when it was
    measured, and on what.
    """
    new, old = _parts(now), _parts(recorded)
    head, elsewhere = (recorded, now) if new <= set(apart) else (now, recorded)
    noted = new if head is recorded else old - new
    gone = {name for part in new for name in (f"kept.{part}", f"took.{part}")}
    earlier = {name: note for name, note in recorded.notes.items() if name not in gone}
    notes = {f"kept.{part}": _when(elsewhere) for part in noted} | earlier | now.notes
    return replace(
        head,
        seconds=sum(_took(name, note) for name, note in notes.items()),
        figures=recorded.figures | now.figures,
        ratios=recorded.ratios | now.ratios,
        notes=notes,
        not_measured={
            name: why
            for name, why in (recorded.not_measured | now.not_measured).items()
            if name in now.not_measured or f"took.{name}" not in now.notes
        },
    )


def _took(name: str, note: str) -> float:
    """Return the seconds a part took, of a note that says so: `55 s, load average 3.0`."""
    return float(note.split(maxsplit=1)[0]) if name.startswith("took.") else 0.0


def only(results: Results, parts: Collection[str]) -> Results:
    """Leave the figures and notes of some parts, each of which begins its names with its own."""

    def of_these(name: str) -> bool:
        return not {name.split(".", maxsplit=1)[0], name.rpartition(".")[2]}.isdisjoint(parts)

    return replace(
        results,
        figures={name: each for name, each in results.figures.items() if of_these(name)},
        ratios={},
        notes={name: note for name, note in results.notes.items() if of_these(name)},
        not_measured={name: why for name, why in results.not_measured.items() if name in parts},
    )


def busy(results: Results) -> bool:
    """Say whether others used the machine when the measuring began.

    An early record knows the load average only, which tells of minutes ago.
    """
    return results.load.get("in_use", 0.0) > float(results.machine.get("cores", 1)) / 4


def _parts(results: Results) -> set[str]:
    return {name.removeprefix("took.") for name in results.notes if name.startswith("took.")}


def _when(results: Results) -> str:
    when = f"{results.taken_at[:10]}, {results.machine.get('processor', 'unknown')}"
    return f"{when}; others used {results.load['in_use']:.1f} cores" if busy(results) else when


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
