"""A process that serves many waits for its database without stopping any of them."""

import json
import subprocess
import sys
from typing import Any

import psycopg.waiting
import pytest

from jobcenter import waiting


@pytest.fixture
def told(database_url: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.jobcenter.wait_patched", database_url],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_others_get_on_while_one_waits_and_nothing_is_lost(told: dict[str, Any]) -> None:
    assert told.pop("ticks") > 1  # psycopg's own C loop would let none through
    assert told == {
        "rows": 20_000,
        "echoed": 20_000_000,
        "copied": 6_000_000,
        "pipelined": [100_000],
        "quiet": [],
        "heard": ["rung"],
        "error": "22012",
        "ended": "AdminShutdown",
    }


def test_a_process_that_would_stop_everybody_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(psycopg.waiting, "wait", psycopg.waiting.wait_c)
    with pytest.raises(RuntimeError, match="PSYCOPG_WAIT_FUNC"):
        waiting.install()
