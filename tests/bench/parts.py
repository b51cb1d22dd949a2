"""What one part of the measurements found out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import Figure, Ratio, percentile, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

_LESS_IS_BETTER = frozenset(("ms", "s", "MB", "failed"))


@dataclass
class Part:
    """Figures and ratios of one part, and what it could not measure."""

    figures: dict[str, Figure] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    not_measured: dict[str, str] = field(default_factory=dict)

    def ratio(self, ours: str, against: str) -> None:
        """Hold one figure against another, if both are there."""
        if ours in self.figures and against in self.figures:
            self.ratios[f"{ours} / {against}"] = ratio(ours, against, self.figures)

    def take(self, other: Part) -> None:
        """Add what another part found out."""
        self.figures |= other.figures
        self.ratios |= other.ratios
        self.notes |= other.notes
        self.not_measured |= other.not_measured


def figure(unit: str, runs: Sequence[float]) -> Figure:
    """Make a figure; times and memory are better when they are less."""
    return Figure(unit, tuple(runs), more_is_better=unit not in _LESS_IS_BETTER)


def times(name: str, values: Sequence[float]) -> dict[str, float]:
    """Return the two figures that say how long something takes, in milliseconds."""
    return {f"{name}.p50": percentile(values, 0.5), f"{name}.p99": percentile(values, 0.99)}


def log_migrations() -> list[Path]:
    """Return the steps that make a log."""
    return [Path("shared/eventlog/migrations").resolve()]
