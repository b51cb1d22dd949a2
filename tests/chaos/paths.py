"""The paths of repair, replay and parking, and which fault tests must take them.

A fault test that no longer causes its fault passes and proves nothing. So a test says which paths
it is there for (`@pytest.mark.takes("drained")`) and fails when an inbox of its house never took
one of them; that every path has such a test is itself a test (`tests/chaos/test_paths.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

PATHS = {
    "feed_start": "a backlog was read from the feed at the start",
    "feed_gap": "a gap between messages was repaired from the feed",
    "feed_idle": "a loss that no message showed was found by the idle check",
    "idle_repairs": "a bell that did not ring was set up again",
    "unread": "messages were acknowledged unread while the feed did the work",
    "began_again": "an inbox began again after its connection was lost",
    "begun_before": "a first batch had been begun before, and was handled one by one",
    "batch_failed": "a batch that failed was handled one by one",
    "alone_later": "a fact that failed was tried again later",
    "alone_parked": "a fact was set aside",
    "drained": "a fact that was set aside was taken up again",
    "drain_stopped": "a fact failed again when it was taken up",
    "halted": "a source stood still because its log was cut",
    "halt_unfounded|cas_refused": "what was remembered gave way to the row that another had moved",
}
"""By the name of its counter; where chance decides which of two guards is met first, both."""


def not_taken(counts: Counter[str], paths: Iterable[str]) -> list[str]:
    """Return those of the paths that never happened."""
    return [
        f"{names}: never happened that {PATHS[names]}"
        for names in paths
        if not any(counts[name] for name in names.split("|"))
    ]
