"""`make bench` and `make bench-check`: measure everything in one run, write it down or judge it."""

from __future__ import annotations

import argparse
import dataclasses
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tests.bench import machine, report
from tests.bench.figures import Results, beside, only, worse
from tests.bench.ground import FULL, QUICK, ground
from tests.bench.parts import Part

if TYPE_CHECKING:
    from tests.bench.ground import Ground, Pace

PARTS = (
    "appends",
    "commands",
    "travel",
    "projection",
    "growth",
    "backlog",
    "overload",
    "startup",
)
TOWN = "denmark"
SOAK = "soak"
APART = (TOWN, "copenhagen", "tenfold", SOAK, "sickyear")
"""Parts that run only when they are asked for."""
FOLDER = Path("docs/reference/performance")
PAGE = FOLDER.with_suffix(".md")
RECORD = FOLDER / "results.json"


def main() -> None:
    """Measure, print, and write the record or compare with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to stop"))
    wishes = _wishes()
    pace = QUICK if wishes.quick or wishes.check else FULL
    if wishes.stored:
        smaller = tuple(size for size in pace.stored if size < wishes.stored)
        pace = dataclasses.replace(pace, stored=(*smaller, wishes.stored))
    if wishes.page:
        _write_page(_recorded(), wishes.peers)
        return
    results = measured(pace, wishes.only or _parts(town=wishes.town), wishes.peers)
    if wishes.write and RECORD.exists():
        kept = _recorded() if wishes.only else only(_recorded(), APART)
        results = beside(kept, results, APART)
    sys.stdout.write(report.text(results))
    if wishes.check:
        _judge(results)
    if wishes.write:
        FOLDER.mkdir(exist_ok=True)
        RECORD.write_bytes(msgspec.json.format(msgspec.json.encode(results)) + b"\n")
        _write_page(results, wishes.peers)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short runs, fewer events")
    parser.add_argument("--check", action="store_true", help="quick, and fail when a ratio halved")
    parser.add_argument("--write", action="store_true", help="write the record and its page")
    parser.add_argument("--page", action="store_true", help="only write the page from the record")
    parser.add_argument("--only", nargs="+", choices=(*PARTS, *APART), help="some parts")
    parser.add_argument("--town", action="store_true", help="also let a town live")
    parser.add_argument("--stored", type=int, help="the largest number of events for growth")
    parser.add_argument("--peers", type=Path, default=Path(".venv/bench"), help="their environment")
    return parser.parse_args()


def _parts(*, town: bool) -> tuple[str, ...]:
    return (*PARTS, TOWN) if town else PARTS


def measured(pace: Pace, names: tuple[str, ...] | list[str], peers: Path) -> Results:
    """Measure part by part on one server; a part that fails says so and the others go on."""
    whole, before, in_use = Part(), os.getloadavg()[0], machine.cores_in_use()
    started = time.perf_counter()
    taken_at = datetime.now(UTC).isoformat(timespec="seconds")
    with (
        tempfile.TemporaryDirectory(
            prefix="jobcenter-bench-", ignore_cleanup_errors=True
        ) as folder,
        ground(Path(folder), peers, pace) as everything,
    ):
        described = machine.describe(everything)
        for name in names:
            whole.take(_part(everything, name))
    return Results(
        form="quick" if pace.runs < FULL.runs else "full",
        taken_at=taken_at,
        seconds=time.perf_counter() - started,
        machine=described,
        load={"before": before, "in_use": in_use, "during": _average(whole)},
        figures=whole.figures,
        ratios=whole.ratios,
        notes=whole.notes,
        not_measured=whole.not_measured,
    )


def _part(everything: Ground, name: str) -> Part:
    sys.stderr.write(f"{name} ")
    started, load = time.perf_counter(), os.getloadavg()[0]
    try:
        with everything.part() as lent:
            part: Part = import_module(f"tests.bench.{name}").measure(lent)
    except Exception as trouble:
        part = Part(not_measured={name: f"{type(trouble).__name__}: {trouble}"[:1000]})
    took = time.perf_counter() - started
    part.notes[f"took.{name}"] = f"{took:.0f} s, load average {load:.1f}"
    sys.stderr.write(f" {took:.0f} s\n")
    return part


def _average(whole: Part) -> float:
    loads = [float(n.rpartition(" ")[2]) for k, n in whole.notes.items() if k.startswith("took.")]
    return sum(loads) / len(loads) if loads else 0.0


def _recorded() -> Results:
    return msgspec.json.decode(RECORD.read_bytes(), type=Results)


def _judge(results: Results) -> None:
    found = worse(_recorded(), results)
    for line in found:
        sys.stdout.write(f"WORSE  {line}\n")
    if results.not_measured.keys() & set(PARTS):
        sys.exit("a part could not be measured")
    if found:
        sys.exit(f"{len(found)} ratios fell below half of the recorded ones")
    sys.stdout.write("No ratio fell below half of the recorded one.\n")


def _write_page(results: Results, peers: Path) -> None:
    PAGE.write_text(report.page(results), encoding="utf-8")
    subprocess.run(
        [str(peers / "bin" / "python"), "tests/bench/plots.py", str(RECORD), str(FOLDER)],
        check=True,
    )


if __name__ == "__main__":
    main()
