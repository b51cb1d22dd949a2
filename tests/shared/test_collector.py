"""How often the collector looks: seldom while rows are folded, and never through what stays."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from shared import collector

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_while_rows_are_folded_the_collector_hardly_looks() -> None:
    before = gc.get_threshold()
    with collector.folding():
        assert gc.get_threshold()[0] > 100 * before[0]
        assert gc.isenabled(), "rings are found late, not never"
    assert gc.get_threshold() == before


def test_after_a_fold_that_failed_it_looks_as_often_as_before() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="poison"), collector.folding():
        raise ValueError("poison")
    assert gc.get_threshold() == before


def test_what_was_there_when_a_process_settled_is_not_looked_through_again() -> None:
    collector.settle()
    settled = gc.get_freeze_count()
    assert settled > 10_000
    remembered = [[nth] for nth in range(1000)]
    collector.keep()
    assert gc.get_freeze_count() >= settled + len(remembered)
    del remembered
    assert gc.get_freeze_count() < settled + 1000, "what is let go goes all the same"
