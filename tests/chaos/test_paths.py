"""Each path of repair has a fault test that fails when it is not taken, and each fault its test."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chaos.paths import PATHS, not_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAOS = Path(__file__).parent
LOG_ALONE = CHAOS.parent / "shared" / "eventlog"
"""T3 to T5 are about a log that nobody reads; they stand with it."""
FAULTS = {f"t{number}" for number in range(1, 26)}


def every_test(*rooms: Path) -> Iterator[ast.FunctionDef]:
    for file in (file for room in rooms for file in sorted(room.glob("test_*.py"))):
        for each in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
                yield each


def claimed(test: ast.FunctionDef) -> set[str]:
    """Return the paths a test says it takes, if it runs by day."""
    marks = {ast.unparse(each): each for each in test.decorator_list}
    if "pytest.mark.nightly" in marks:
        return set()
    return {
        ast.literal_eval(given)
        for words, mark in marks.items()
        if words.startswith("pytest.mark.takes(") and isinstance(mark, ast.Call)
        for given in mark.args
    }


def test_every_path_is_claimed_by_a_test_that_runs_by_day() -> None:
    assert set().union(*(claimed(each) for each in every_test(CHAOS))) == set(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_was_never_taken_is_named(path: str) -> None:
    counts = Counter(name for names in PATHS for name in names.split("|"))
    assert not_taken(counts, PATHS) == []
    for name in path.split("|"):
        del counts[name]
    (found,) = not_taken(counts, PATHS)
    assert found.startswith(f"{path}: ")


def test_of_two_guards_that_chance_chooses_between_one_is_enough() -> None:
    assert not_taken(Counter(cas_refused=1), ["halt_unfounded|cas_refused"]) == []


def test_every_fault_of_the_protocol_has_its_test() -> None:
    assert {each.name.split("_")[1] for each in every_test(CHAOS, LOG_ALONE)} >= FAULTS
