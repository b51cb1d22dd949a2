"""Draws how each case moves, from what its tests did; `make diagrams` writes the pages."""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared.casework.declare import CaseType, Service
from tests.architecture.declared import REPOSITORY, SERVICES, declared
from tests.architecture.seen_run import run
from tests.support.seen import Moved, stage

FOLDER = REPOSITORY / "docs" / "explanation" / "cases"
_NOTE = """\
Drawn by `make diagrams` from what the tests of the service did, not by hand.
An arrow is a fact that a test saw move a case from one stage to another.
A stage is where the case stands (its own word for it, else the name of the state and what is true
of it), and whether it is over.\
"""


def drawings(moved: set[Moved]) -> dict[Path, str]:
    """Return the page of each service, by its path."""
    return {FOLDER / f"{name}.md": _page(declared(name), moved) for name in SERVICES}


def stale(moved: set[Moved]) -> list[str]:
    """Return the names of the pages that do not say what was seen."""
    pages = drawings(moved).items()
    return [path.name for path, text in pages if not path.exists() or path.read_text() != text]


def write(moved: set[Moved]) -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in drawings(moved).items():
        path.write_text(text, encoding="utf-8")


def _page(service: Service, moved: set[Moved]) -> str:
    parts = [f"# {service.name}: how its cases move", _NOTE]
    for case in service.cases:
        own = sorted(each for each in moved if each.case == case.name)
        parts += [f"## {case.title} (`{case.name}`)", *_case(service.name, case, own)]
    return "\n\n".join(parts) + "\n"


def _case(service: str, case: CaseType[Any], moved: list[Moved]) -> Iterator[str]:
    start = stage(case.decider, ())
    stages = dict.fromkeys([start, *(s for each in moved for s in (each.before, each.after))])
    names = {each: "[*]" if each == start else f"s{nth}" for nth, each in enumerate(stages)}
    arrows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in moved:
        arrows[each.before, each.after].append(each.tag.removeprefix(f"{service}."))
    lines = [f"  {names[each]}: {each}" for each in stages if each != start]
    lines += [
        f"  {names[before]} --> {names[after]}: {'<br/>'.join(tags)}"
        for (before, after), tags in arrows.items()
        if before != after
    ]
    yield "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])
    stays = [
        f"- *{before}* stays so: {', '.join(f'`{tag}`' for tag in tags)}"
        for (before, after), tags in arrows.items()
        if before == after
    ]
    if stays:
        yield "\n".join(stays)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write(run(Path(folder) / "seen.json").moved)
    sys.stdout.write(f"drawn into {FOLDER.relative_to(REPOSITORY)}\n")
