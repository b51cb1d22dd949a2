"""Draws the page's plots from the results; runs in the peers' environment, which has matplotlib."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "jobcenter", "svg.fonttype": "none", "font.size": 9})
from matplotlib import pyplot as plt  # noqa: E402 - the backend is chosen first

_OURS, _PEER, _LIMIT = "#1f5fa8", "#b0b0b0", "#e0a030"
_MARK = {"ours": _OURS, "limit": _LIMIT}
Runs = dict[str, list[float]]


def colour(name: str) -> str:
    """Ours, a limit, or a peer."""
    parts = name.split(".")
    known = next((_MARK[part] for part in parts if part in _MARK), None)
    return known or (_PEER if parts[0] in {"append", "http"} else _OURS)


def bars(figures: Runs, names: list[str], title: str, path: Path, *, log: bool = False) -> None:
    """Draw medians as bars, with the lowest and the highest run."""
    names = [name for name in names if name in figures]
    if not names:
        return
    fig, axes = plt.subplots(figsize=(7, 0.32 * len(names) + 1.1))
    middles = [median(figures[name]) for name in names]
    low = [m - min(figures[name]) for m, name in zip(middles, names, strict=True)]
    high = [max(figures[name]) - m for m, name in zip(middles, names, strict=True)]
    axes.barh(names, middles, xerr=[low, high], color=[colour(n) for n in names], ecolor="#444")
    axes.invert_yaxis()
    if log:
        axes.set_xscale("log")
    axes.set_title(title)
    _save(fig, path)


def growth(figures: Runs, path: Path) -> None:
    """Draw how times change with the number of events stored."""
    sizes = sorted({int(n.split(".")[1]) for n in figures if n.startswith("growth.")})
    if len(sizes) < 2:
        return
    fig, axes = plt.subplots(figsize=(7, 3))
    for what in ("command", "timeline", "deadlines", "case"):
        for part, style in (("p50", "-"), ("p99", ":")):
            values = [median(figures[f"growth.{size}.{what}.{part}"]) for size in sizes]
            axes.plot(sizes, values, style, marker="o", label=f"{what} {part}")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("events stored")
    axes.set_ylabel("ms")
    axes.legend(fontsize=7, ncol=4)
    _save(fig, path)


def _save(fig: Any, path: Path) -> None:
    fig.tight_layout()
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")


def main() -> None:
    """Draw everything there are figures for."""
    record, folder = Path(sys.argv[1]), Path(sys.argv[2])
    read: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))["figures"]
    figures: Runs = {name: figure["runs"] for name, figure in read.items()}
    appends = [n for n in figures if n.startswith(("limit.insert", "append."))]
    bars(figures, appends, "Rows or facts a second, durable", folder / "append.svg", log=True)
    speeds = [n for n in figures if n.startswith("http.") and n.endswith(".speed")]
    bars(figures, [n for n in speeds if "at_" not in n], "Orders a second", folder / "http.svg")
    travel = [n for n in figures if n.startswith("travel.")]
    bars(figures, travel, "ms until the view shows it", folder / "travel.svg")
    views = [n for n in figures if n.startswith(("projection.", "rebuild."))]
    bars(figures, views, "Events a second", folder / "projection.svg", log=True)
    over = [f"overload.{n}" for n in ("capacity", "offered", "answered", "goodput", "come_back")]
    bars(figures, over, "Orders a second", folder / "overload.svg")
    growth(figures, folder / "growth.svg")


if __name__ == "__main__":
    main()
