"""The figures of rules that are more than one number: steps, bands and rolling windows.

They stand under `figures` in a rule file; a row that has not exactly these is not loaded.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from shared.law.rule import Rule

_WHOLE: Final = 100
_SHORTEST_MONTH: Final = 28

Stretch: TypeAlias = Literal["employer_period"]
"""Days a window may leave out; a name that nobody can count is refused with the file."""


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """How many calendar months one looks back, the month examined being the last of them."""

    calendar_months: int
    ends: Literal["end_of_month"] = "end_of_month"


class WindowFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """At most so many weeks of seven counted days within the window.

    `not_counted` names the stretches whose days do not count; without it every day does.
    """

    limit_weeks: int
    window: Window
    not_counted: tuple[Stretch, ...] = ()

    @property
    def limit_days(self) -> int:
        """Return the most days that may be counted; one more is too many."""
        return 7 * self.limit_weeks

    def complaint(self) -> str | None:
        """Say what is wrong with the figures, if anything is."""
        if not 0 <= self.limit_days < _SHORTEST_MONTH * self.window.calendar_months:
            return "the window has no room for more than the limit"
        return None


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A share in percent up to a week (that week included); without a week, from there on."""

    pct: int
    to_week: int | None = None


class StepFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """A stair of shares, the first weeks first."""

    steps: tuple[Step, ...]

    def complaint(self) -> str | None:
        """Say what is wrong with the figures, if anything is."""
        ends = [step.to_week for step in self.steps[:-1]]
        last = self.steps[-1].to_week if self.steps else None
        weeks = [0, *(end or 0 for end in ends), *([] if last is None else [last])]
        if not self.steps or any(one >= later for one, later in pairwise(weeks)):
            return "each step must end later than the one before, and only the last may be open"
        if any(not 0 <= step.pct <= _WHOLE for step in self.steps):
            return "a share lies between 0 and 100 percent"
        return None


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """One for every `per` of those above `above` and up to `up_to`, but at least `minimum`."""

    per: int
    above: int = 0
    up_to: int | None = None
    minimum: int = 0


class RatioFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Bands that follow each other; each is rounded down by itself."""

    bands: tuple[Band, ...]
    rounding: Literal["floor_each_band"] = "floor_each_band"

    def complaint(self) -> str | None:
        """Say what is wrong with the figures, if anything is."""
        starts = [band.above for band in self.bands]
        follows = [0, *(band.up_to for band in self.bands[:-1])]
        if not self.bands or starts != follows or self.bands[-1].up_to is not None:
            return "the bands must follow each other from 0 without end"
        if any(band.per < 1 or band.minimum < 0 for band in self.bands):
            return "a band counts one for every so many, at least 1"
        return None


Figures: TypeAlias = WindowFigures | StepFigures | RatioFigures
FIGURES: Final[Mapping[str, type[Figures]]] = {
    "rolling_window": WindowFigures,
    "step": StepFigures,
    "ratio": RatioFigures,
}


def complaint_about(rule: Rule) -> str | None:
    """Say what is wrong with the figures of a row, if anything is."""
    kind = FIGURES.get(rule.type)
    if kind is None:
        return None
    try:
        return msgspec.convert(rule.figures, kind).complaint()
    except msgspec.ValidationError as trouble:
        return str(trouble)
