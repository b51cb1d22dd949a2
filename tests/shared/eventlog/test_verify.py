"""Every view is held against the logs, and each log is read once for all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct, structs

from shared.clock import SystemClock
from shared.eventlog.envelope import Cursor, Recorded
from shared.eventlog.memory import MemoryLog
from shared.eventlog.verify import Picture, view_faults
from shared.eventlog.view import View
from tests.support.sample import CODEC, count

if TYPE_CHECKING:
    from shared.eventlog.row import Page, Row
    from shared.eventlog.view import RowKey


class Total(Struct, frozen=True):
    """How many facts a stream holds."""

    stream: str
    facts: int


def _project(key: RowKey, row: Total | None, _fact: Recorded[Any]) -> Total:
    return Total(key[0], (row.facts if row else 0) + 1)


def _broken(_key: RowKey, _row: Total | None, _fact: Recorded[Any]) -> Total:
    raise KeyError


HEARD = View(
    name="heard",
    version=1,
    row=Total,
    key=("stream",),
    touches=lambda fact: [(fact.stream,)],
    project=_project,
    follows=("alpha", "beta"),
)
OTHER = replace(HEARD, name="other")
NAMES = replace(HEARD, name="names", tags=frozenset({"sample.named"}))
BROKEN = replace(HEARD, name="broken", project=_broken)
ALPHA_ONLY = replace(HEARD, name="alpha_only", follows=("alpha",))


class Read:
    """A log that counts its pages, and what is opened of it."""

    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.pages = 0

    def feed(self, after: Cursor, limit: int) -> Page:
        self.pages += 1
        return self.log.feed(after, limit)

    def head(self) -> Cursor:
        return self.log.head()


class Silent(Read):
    """A log that does not answer."""

    def feed(self, after: Cursor, limit: int) -> Page:
        raise ConnectionError


@pytest.fixture
def feeds() -> dict[str, Read]:
    made = {}
    for name in ("alpha", "beta"):
        log = MemoryLog(SystemClock())
        log.append([count(f"counter-{name}", 0, times=3)])
        made[name] = Read(log)
    return made


def picture(view: View[Any], feeds: dict[str, Read], **rows: int) -> Picture:
    said = {(f"counter-{name}",): Total(f"counter-{name}", facts) for name, facts in rows.items()}
    return Picture(view, said, {name: feeds[name].head() for name in view.follows})


def faults(pictures: list[Picture], feeds: dict[str, Read]) -> dict[str, str]:
    return {view.name: fault for view, fault in view_faults(pictures, feeds, CODEC.read)}


def test_each_log_is_read_once_and_each_fact_opened_once_for_all_views(
    feeds: dict[str, Read],
) -> None:
    opened: Counter[tuple[str, int]] = Counter()

    def read(source: str, row: Row) -> Recorded[Any]:
        opened[source, row.position] += 1
        return CODEC.read(source, row)

    right = [picture(view, feeds, alpha=3, beta=3) for view in (HEARD, OTHER)]
    assert list(view_faults([*right, picture(NAMES, feeds)], feeds, read)) == []
    assert {name: feed.pages for name, feed in feeds.items()} == {"alpha": 1, "beta": 1}
    assert len(opened) == 6
    assert set(opened.values()) == {1}


def test_a_fact_that_no_view_reads_is_not_opened(feeds: dict[str, Read]) -> None:
    def read(source: str, row: Row) -> Recorded[Any]:
        raise AssertionError(source, row)

    assert list(view_faults([picture(NAMES, feeds)], feeds, read)) == []


def test_the_view_whose_rows_differ_is_named_and_no_other(feeds: dict[str, Read]) -> None:
    wrong = picture(OTHER, feeds, alpha=3, beta=4)
    found = faults([picture(HEARD, feeds, alpha=3, beta=3), wrong], feeds)
    assert found == {"other": "the row ('counter-beta',) is not what the log says"}


def test_a_row_too_many_and_a_row_too_few_are_found(feeds: dict[str, Read]) -> None:
    many = picture(HEARD, feeds, alpha=3, beta=3, gamma=1)
    few = picture(OTHER, feeds, alpha=3)
    assert set(faults([many, few], feeds)) == {"heard", "other"}


def test_each_view_is_held_against_what_it_has_read(feeds: dict[str, Read]) -> None:
    """Views are looked at one after the other while the house goes on."""
    second = feeds["alpha"].log.feed(Cursor(), 2).rows[-1]
    early = picture(HEARD, feeds, alpha=2, beta=3)
    early = early._replace(upto={**early.upto, "alpha": second.cursor})
    aside = picture(OTHER, feeds, alpha=2, beta=3)._replace(left_out=frozenset({second.event_id}))
    assert faults([early, aside, picture(ALPHA_ONLY, feeds, alpha=3)], feeds) == {}


def test_a_view_that_cannot_be_folded_hinders_no_other(feeds: dict[str, Read]) -> None:
    wrong = picture(OTHER, feeds, alpha=1, beta=3)
    found = faults([picture(BROKEN, feeds), wrong], feeds)
    assert found["broken"] == "could not be checked (KeyError)"
    assert found["other"] == "the row ('counter-alpha',) is not what the log says"


def test_a_fact_that_cannot_be_read_is_named_to_those_who_read_it(feeds: dict[str, Read]) -> None:
    stored = feeds["beta"].log._rows
    stored[1] = structs.replace(stored[1], state=b"{")
    found = faults(
        [picture(HEARD, feeds, alpha=3, beta=3), picture(ALPHA_ONLY, feeds, alpha=3)], feeds
    )
    assert found == {"heard": f"position {stored[1].position} cannot be read"}


def test_a_log_that_ends_before_a_view_does_is_named(feeds: dict[str, Read]) -> None:
    ahead = picture(HEARD, feeds, alpha=3, beta=3)
    at = ahead.upto["beta"]
    far = ahead._replace(
        upto={**ahead.upto, "beta": Cursor(at.epoch, at.position + 7, at.event_id)}
    )
    found = faults([far, picture(OTHER, feeds, alpha=3, beta=3)], feeds)
    said = f"it has seen position {at.position + 7} and the log ends at {at.position}"
    assert found == {"heard": said}


def test_a_log_that_does_not_answer_hides_nothing_in_another(feeds: dict[str, Read]) -> None:
    pictures = [picture(HEARD, feeds, alpha=3, beta=3), picture(ALPHA_ONLY, feeds, alpha=2)]
    found = faults(pictures, {**feeds, "beta": Silent(feeds["beta"].log)})
    assert found["heard"] == "could not be checked (ConnectionError)"
    assert found["alpha_only"] == "the row ('counter-alpha',) is not what the log says"
