"""Writes the results: a table for the terminal, and the page of the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.figures import busy
from tests.bench.pages import CHAPTERS, HEAD, why_missed
from tests.bench.targets import TARGETS, THEN, YARDSTICK, largest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.figures import Figure, Results


def number(value: float) -> str:
    """Write a figure with three digits that mean something."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def text(results: Results) -> str:
    """Return the figures as a person at a terminal wants them: ratios first."""
    lines = ["", "Ratios (median of runs; 1 is level, more is better)"]
    lines += [f"  {number(r.median):>10}  {name}" for name, r in results.ratios.items()]
    lines += ["", "Figures (median of runs, and how far the runs lie apart)"]
    lines += [
        f"  {number(f.median):>10} {f.unit:<9} ±{f.spread / 2:4.0%}  {name}"
        for name, f in results.figures.items()
    ]
    lines += [f"  not measured: {name}: {why}" for name, why in results.not_measured.items()]
    return "\n".join([*lines, ""])


def page(results: Results) -> str:
    """Return the page of the docs."""
    return "\n".join([*_head(results), *_targets(results), *_chapters(results), *_machine(results)])


def _head(results: Results) -> Iterator[str]:
    yield HEAD
    yield (
        f"Taken {results.taken_at[:10]}, {results.form} form, {results.seconds / 60:.0f} minutes, "
        f"on {results.machine['cores']} cores with {results.machine['memory']}; load average "
        f"{results.load['before']:.1f} before it began and {results.load['during']:.1f} at the "
        "beginnings of its parts, to which the parts before them add."
    )
    if busy(results):
        yield ""
        yield (
            f"**The machine was not idle**: others used {results.load['in_use']:.1f} cores when it "
            "began. Read the ratios; figures by themselves are lower, and times longer, than on an "
            "idle machine."
        )
    yield ""


def _targets(results: Results) -> Iterator[str]:
    yield "## What was promised"
    yield ""
    yield (
        "The promises were made on another machine of two cores, on which the yardstick that both "
        f"have in common, a bare INSERT behind FastAPI, came to {number(THEN)} a second. *There* "
        "is what was measured here, taken to that machine by the yardstick; the verdict is about "
        "this one."
    )
    yield ""
    yield f"| What | Wanted | Measured | There (`{YARDSTICK}` = {number(THEN)}) | |"
    yield "| --- | --- | ---: | ---: | --- |"
    for target in TARGETS:
        here, there = _shown(target.value(results)), _shown(target.there(results))
        yield f"| {target.what} | {target.wanted} | {here} | {there} | {target.met(results)} |"
    yield ""
    missed = [target for target in TARGETS if target.met(results) == "missed"]
    if missed:
        yield "### Why some are missed"
        yield ""
        if busy(results):
            yield "First of all the machine was busy with other work. Beyond that, by profile:"
            yield ""
        yield from (f"- **{each.what}**: {why_missed(each.name)}" for each in missed)
        yield ""


def _shown(value: float | None) -> str:
    return "" if value is None else number(value)


def _chapters(results: Results) -> Iterator[str]:
    for chapter in CHAPTERS:
        names = [name for name in results.figures if name.startswith(chapter.figures)]
        missing = [
            n for n in results.not_measured if n.startswith((*chapter.figures, chapter.part))
        ]
        if not names and not missing:
            continue
        yield f"## {chapter.title}"
        yield ""
        yield chapter.text.replace("{largest}", f"{largest(results):,}")
        yield ""
        if kept := results.notes.get(f"kept.{chapter.part}"):
            yield f"From a run of its own ({kept})."
            yield ""
        if names and chapter.plot:
            yield f"![{chapter.title}](performance/{chapter.plot}.svg)"
            yield ""
        if names:
            yield "| Figure | Median | Lowest | Highest | Runs | Unit | Share of a limit or peer |"
            yield "| --- | ---: | ---: | ---: | ---: | --- | --- |"
            yield from (_row(name, results.figures[name], results) for name in names)
            yield ""
        for name in missing:
            yield f"Not measured: `{name}`: {results.not_measured[name]}."
            yield ""


def _row(name: str, figure: Figure, results: Results) -> str:
    held = ", ".join(
        f"{number(ratio.median)} of `{ratio.against}`"
        for ratio in results.ratios.values()
        if ratio.ours == name
    )
    low, high = number(min(figure.runs)), number(max(figure.runs))
    runs, middle = len(figure.runs), number(figure.median)
    return f"| `{name}` | {middle} | {low} | {high} | {runs} | {figure.unit} | {held} |"


def _machine(results: Results) -> Iterator[str]:
    yield "## The machine"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    yield from (f"| {name} | {value} |" for name, value in results.machine.items())
    yield ""
    yield "| Part | Took |"
    yield "| --- | --- |"
    for name, value in results.notes.items():
        if name.startswith("took."):
            yield f"| {name.removeprefix('took.')} | {value} |"
    yield ""
