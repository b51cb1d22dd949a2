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
from shared.eventlog.shelf import Shelf
from shared.eventlog.verify import Stand, view_faults
from shared.eventlog.view import View
from tests.support.sample import CODEC, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from shared.eventlog.database import Database
    from shared.eventlog.row import Page, Row
    from shared.eventlog.verify import See
    from shared.eventlog.view import RowKey


IN_MEMORY = Shelf(None)  # type: ignore[arg-type]  # so few rows are never put away


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


class Table:
    """What a view says, and how far it has read."""

    def __init__(self, view: View[Any], rows: list[Total], stand: Stand) -> None:
        self.view = view
        self.rows = rows
        self.stand = stand
        self.looked = 0


def table(view: View[Any], feeds: dict[str, Read], **rows: int) -> Table:
    said = [Total(f"counter-{name}", facts) for name, facts in rows.items()]
    return Table(view, said, Stand({name: feeds[name].head() for name in view.follows}))


def found_in(
    tables: list[Table],
    feeds: Mapping[str, Read],
    read: Callable[[str, Row], Recorded[Any]] = CODEC.read,
    shelf: Shelf = IN_MEMORY,
) -> dict[str, str]:
    by_view = {each.view.name: each for each in tables}

    def look(view: View[Any], see: See) -> Stand:
        by_view[view.name].looked += 1
        for row in by_view[view.name].rows:
            see(structs.astuple(row))
        return by_view[view.name].stand

    views = [each.view for each in tables]
    return {view.name: fault for view, fault in view_faults(views, look, feeds, read, shelf)}


def test_each_log_is_read_once_and_each_fact_opened_once_for_all_views(
    feeds: dict[str, Read],
) -> None:
    opened: Counter[tuple[str, int]] = Counter()

    def read(source: str, row: Row) -> Recorded[Any]:
        opened[source, row.position] += 1
        return CODEC.read(source, row)

    right = [table(view, feeds, alpha=3, beta=3) for view in (HEARD, OTHER)]
    assert found_in([*right, table(NAMES, feeds)], feeds, read) == {}
    assert {each.looked for each in right} == {1}
    assert {name: feed.pages for name, feed in feeds.items()} == {"alpha": 1, "beta": 1}
    assert len(opened) == 6
    assert set(opened.values()) == {1}


def test_a_fact_that_no_view_reads_is_not_opened(feeds: dict[str, Read]) -> None:
    def read(source: str, row: Row) -> Recorded[Any]:
        raise AssertionError(source, row)

    assert found_in([table(NAMES, feeds)], feeds, read) == {}


def test_the_view_whose_rows_differ_is_named_and_no_other(feeds: dict[str, Read]) -> None:
    wrong = table(OTHER, feeds, alpha=3, beta=4)
    found = found_in([table(HEARD, feeds, alpha=3, beta=3), wrong], feeds)
    assert found == {"other": "the row ('counter-beta',) is not what the log says"}


def test_a_row_too_many_and_a_row_too_few_are_found(feeds: dict[str, Read]) -> None:
    many = table(HEARD, feeds, alpha=3, beta=3, gamma=1)
    few = table(OTHER, feeds, alpha=3)
    assert set(found_in([many, few], feeds)) == {"heard", "other"}


def test_each_view_is_held_against_what_it_has_read(feeds: dict[str, Read]) -> None:
    """Views are looked at one after the other while the house goes on."""
    second = feeds["alpha"].log.feed(Cursor(), 2).rows[-1]
    early = table(HEARD, feeds, alpha=2, beta=3)
    early.stand = Stand({**early.stand.upto, "alpha": second.cursor})
    aside = table(OTHER, feeds, alpha=2, beta=3)
    aside.stand = aside.stand._replace(left_out=frozenset({second.event_id}))
    assert found_in([early, aside, table(ALPHA_ONLY, feeds, alpha=3)], feeds) == {}


def test_a_view_that_cannot_be_folded_hinders_no_other(feeds: dict[str, Read]) -> None:
    wrong = table(OTHER, feeds, alpha=1, beta=3)
    found = found_in([table(BROKEN, feeds), wrong], feeds)
    assert found["broken"] == "could not be checked (KeyError)"
    assert found["other"] == "the row ('counter-alpha',) is not what the log says"


def test_a_fact_that_cannot_be_read_is_named_to_those_who_read_it(feeds: dict[str, Read]) -> None:
    stored = feeds["beta"].log._rows
    stored[1] = structs.replace(stored[1], state=b"{")
    found = found_in(
        [table(HEARD, feeds, alpha=3, beta=3), table(ALPHA_ONLY, feeds, alpha=3)], feeds
    )
    assert found == {"heard": f"position {stored[1].position} cannot be read"}


def test_a_log_that_ends_before_a_view_does_is_named(feeds: dict[str, Read]) -> None:
    ahead = table(HEARD, feeds, alpha=3, beta=3)
    at = ahead.stand.upto["beta"]
    far = Cursor(at.epoch, at.position + 7, at.event_id)
    ahead.stand = Stand({**ahead.stand.upto, "beta": far})
    found = found_in([ahead, table(OTHER, feeds, alpha=3, beta=3)], feeds)
    said = f"it has seen position {at.position + 7} and the log ends at {at.position}"
    assert found == {"heard": said}


def test_a_log_that_does_not_answer_hides_nothing_in_another(feeds: dict[str, Read]) -> None:
    tables = [table(HEARD, feeds, alpha=3, beta=3), table(ALPHA_ONLY, feeds, alpha=2)]
    found = found_in(tables, {**feeds, "beta": Silent(feeds["beta"].log)})
    assert found["heard"] == "could not be checked (ConnectionError)"
    assert found["alpha_only"] == "the row ('counter-alpha',) is not what the log says"


MANY = 400
RARE = replace(HEARD, name="rare", follows=("alpha",))


@pytest.fixture
def many() -> dict[str, Read]:
    """A log of many streams that are each told of three times, one round after the other."""
    log = MemoryLog(SystemClock())
    for version in range(3):
        log.append([count(f"counter-{nth}", version) for nth in range(MANY)])
    return {"alpha": Read(log)}


def many_rows(feeds: dict[str, Read], **wrong: int) -> Table:
    rows = {str(nth): 3 for nth in range(MANY)}
    return table(RARE, feeds, **{**rows, **wrong})


@pytest.fixture
def shelf(sample_database: Database) -> Iterator[Shelf]:
    """A place that holds hardly any row in memory."""
    conn = sample_database.connect()
    conn.execute("SET ROLE NONE")
    yield Shelf(conn, in_memory=7)
    conn.close()


def test_a_row_that_is_wrong_among_many_is_named(many: dict[str, Read]) -> None:
    assert found_in([many_rows(many)], many) == {}
    wrong = many_rows(many, **{"317": 2})
    assert found_in([wrong], many) == {"rare": "the row ('counter-317',) is not what the log says"}
    assert wrong.looked == 2, "once more, to name it"


def test_a_row_that_stands_there_twice_is_named(many: dict[str, Read]) -> None:
    twice = many_rows(many)
    twice.rows.append(twice.rows[5])
    assert found_in([twice], many) == {"rare": "the row ('counter-5',) stands there twice"}


def test_two_wrong_rows_do_not_hide_each_other(many: dict[str, Read]) -> None:
    """What one has too many the other has too few."""
    wrong = many_rows(many, **{"3": 4, "4": 2})
    assert "is not what the log says" in found_in([wrong], many)["rare"]


def test_a_view_that_was_mended_meanwhile_is_named_all_the_same(many: dict[str, Read]) -> None:
    mended = many_rows(many, **{"9": 1})
    right = many_rows(many).rows

    class Mended(Read):
        def feed(self, after: Cursor, limit: int) -> Page:
            mended.rows = right
            return super().feed(after, limit)

    found = found_in([mended], {"alpha": Mended(many["alpha"].log)})
    assert found["rare"].startswith("its rows were not what the log says when they were first")


@pytest.mark.postgres
def test_rows_that_are_put_away_are_folded_on(
    many: dict[str, Read], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.eventlog.hearing._PAGE", 50)
    held = []
    tidy = shelf.tidy

    def counted() -> None:
        tidy()
        held.append(sum(map(len, shelf._kept)))

    monkeypatch.setattr(shelf, "tidy", counted)
    assert found_in([many_rows(many)], many, shelf=shelf) == {}
    assert len(held) == 3 * MANY / 50
    assert max(held) <= 2 * 50, "however long the log is"
    (put_away,) = shelf.conn.execute("SELECT count(*) FROM pg_temp.put_away_0").fetchall()
    assert put_away == (MANY,)


@pytest.mark.postgres
def test_a_wrong_row_is_named_though_rows_are_put_away(
    many: dict[str, Read], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.eventlog.hearing._PAGE", 50)
    found = found_in([many_rows(many, **{"11": 2})], many, shelf=shelf)
    assert found == {"rare": "the row ('counter-11',) is not what the log says"}


@pytest.mark.postgres
def test_a_shelf_that_cannot_put_away_is_named_and_stops_nothing(
    many: dict[str, Read], sample_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.eventlog.hearing._PAGE", 50)
    with sample_database.connect() as conn:
        conn.execute("SET ROLE NONE")
        conn.execute("CREATE TEMPORARY TABLE put_away_0 (taken text)")
        found = found_in([many_rows(many)], many, shelf=Shelf(conn, in_memory=7))
    assert found == {"rare": "could not be checked (DuplicateTable)"}
