"""Counts how often repair, replay and parking really ran in the fault tests: never is a failure.

A fault test that no longer causes its fault passes and proves nothing. Each process of a run counts
for itself and hands its figures to the one that started it, which judges when all of tests/chaos
ran and passed.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

NEEDED = {
    "feed_start": "a backlog was read from the feed at the start",
    "feed_gap": "a gap between messages was repaired from the feed",
    "feed_idle": "a loss that no message showed was found by the idle check",
    "idle_repairs": "a bell that did not ring was set up again",
    "unread": "messages were acknowledged unread while the feed did the work",
    "began_again": "an inbox began again after its connection was lost",
    "batch_failed": "a batch that failed was handled one by one",
    "alone_later": "a fact that failed was tried again later",
    "alone_parked": "a fact was set aside",
    "drained": "a fact that was set aside was taken up again",
    "drain_stopped": "a fact failed again when it was taken up",
    "halted": "a source stood still because its log was cut",
    "halt_unfounded|cas_refused": "what was remembered gave way to the row that another had moved",
}
"""By the name of its counter; where chance decides which of two guards is met first, both."""
_FOLDER = Path(__file__).parents[1] / "chaos"
_KEY = "paths_taken"

taken: Counter[str] = Counter()
_files: set[str] = set()
_failed: list[str] = []


def missing(counts: Counter[str]) -> list[str]:
    """Return what never happened."""
    return [
        f"{names}: {what}"
        for names, what in NEEDED.items()
        if not any(counts[name] for name in names.split("|"))
    ]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note which files of fault tests had a test that passed, and what failed."""
    path = Path(report.nodeid.partition("::")[0])
    if path.parent.name != "chaos":
        return
    if report.failed:
        _failed.append(report.nodeid)
    elif report.when == "call" and report.passed:
        _files.add(path.name)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over the figures of a process that has done its part."""
    del error
    taken.update(json.loads(getattr(node, "workeroutput", {}).get(_KEY, "{}")))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the figures over, or judge them if every file of fault tests was run to the end."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[_KEY] = json.dumps(taken)
        return
    every = {path.name for path in _FOLDER.glob("test_*.py")}
    if _files != every or _failed or session.config.getoption("keyword"):
        return
    if found := missing(taken):
        session.config.stash[_SAID] = found
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_SAID = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what never happened."""
    for each in config.stash.get(_SAID, []):
        terminalreporter.write_line(f"never in any fault test: {each}", red=True)
    if _files and config.get_verbosity() > 0:
        terminalreporter.write_line(f"paths taken: {dict(taken)}")
