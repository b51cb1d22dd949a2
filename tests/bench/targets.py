"""The figures the house promised to hold, each with what measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from tests.bench.figures import Results

Met = Literal["met", "missed", "not measured"]

YARDSTICK = "http.fastapi.speed"
THEN = 5400.0
"""What the yardstick, a bare INSERT behind FastAPI, came to on the machine of the promises."""


class Target(Struct, frozen=True):
    """A figure to hold; `ratio` says that it is a share of the limit, not a figure by itself.

    `scales` says that a machine twice as fast gives twice as much of it, or half as long a time.
    """

    what: str
    wanted: str
    name: str
    bound: float
    at_least: bool = True
    ratio: bool = False
    scales: bool = True

    def value(self, results: Results) -> float | None:
        """Return what was measured."""
        if self.ratio:
            found = results.ratios.get(self.name)
            return found.median if found else None
        figure = results.figures.get(self.name.format(largest=largest(results)))
        return figure.median if figure else None

    def there(self, results: Results) -> float | None:
        """Return what this comes to on a machine as fast as the one the promise was made on."""
        value, here = self.value(results), results.figures.get(YARDSTICK)
        if value is None or here is None or self.ratio or not self.scales:
            return None
        return value * THEN / here.median if self.at_least else value * here.median / THEN

    def met(self, results: Results) -> Met:
        """Say whether it holds."""
        value = self.value(results)
        if value is None:
            return "not measured"
        holds = value >= self.bound if self.at_least else value <= self.bound
        return "met" if holds else "missed"


def largest(results: Results) -> int:
    """Return the largest number of events with which growth was measured."""
    sizes = [int(name.split(".")[1]) for name in results.figures if name.startswith("growth.")]
    return max(sizes, default=0)


TARGETS = (
    Target(
        "Append, one process with 64 writers",
        "at least half of the single-client insert limit",
        "append.ours.1x64 / limit.insert.1",
        0.5,
        ratio=True,
    ),
    Target(
        "HTTP order at 1,000 a second, p99",
        "at most 15 ms",
        "http.ours.1.at_1000.p99",
        15,
        at_least=False,
        scales=False,
    ),
    Target(
        "The same at the same share of the yardstick",
        "at most 15 ms",
        "http.ours.1.at_share.p99",
        15,
        at_least=False,
    ),
    Target(
        "An order until another service's view shows it, p50",
        "at most 10 ms",
        "travel.embedded.p50",
        10,
        at_least=False,
    ),
    Target("The same, p99", "at most 50 ms", "travel.embedded.p99", 50, at_least=False),
    Target(
        "The same over RabbitMQ, p50", "at most 10 ms", "travel.rabbitmq.p50", 10, at_least=False
    ),
    Target(
        "The same over RabbitMQ, p99", "at most 50 ms", "travel.rabbitmq.p99", 50, at_least=False
    ),
    Target(
        "Live projection, another service's facts",
        "at least 10,000 events/s",
        "projection.inbox",
        10_000,
    ),
    Target(
        "Rebuild of a view that folds", "at least 100,000 events/s", "rebuild.case_list", 100_000
    ),
    Target("Rebuild of the timeline", "at least 100,000 events/s", "rebuild.timeline", 100_000),
    Target(
        "A citizen's timeline with the largest log stored, p99",
        "at most 10 ms",
        "growth.{largest}.timeline.p99",
        10,
        at_least=False,
    ),
    Target("The embedded whole, first start", "at most 5 s", "startup.first", 5, at_least=False),
    Target(
        "The embedded whole, memory",
        "at most 200 MB",
        "startup.again.memory",
        200,
        at_least=False,
        scales=False,
    ),
)
