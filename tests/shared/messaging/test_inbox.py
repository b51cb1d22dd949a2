"""The inbox on feeds and a clock made by hand: pages, looks, and sources that go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import Mock
from uuid import uuid4

import msgspec
import pytest

from shared.clock import SystemClock
from shared.eventlog.append import Append
from shared.eventlog.envelope import Cursor
from shared.eventlog.memory import MemoryLog
from shared.eventlog.row import Page
from shared.messaging import attempt, parked, parking, tracking
from shared.messaging.backoff import Backoff
from shared.messaging.doorbell import Hint
from shared.messaging.envelope import Unreadable
from shared.messaging.feed import FeedUnavailable
from shared.messaging.handling import Handling, Outage, Pace
from shared.messaging.inbox import Inbox
from shared.privacy.secret_file import KeysUnsafe
from tests.chaos import sample
from tests.chaos.sample import CODEC, Meter, told
from tests.support.database import database_url, make_service, server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from shared.eventlog.database import Connection
    from shared.messaging.feed import OpenFeed

__all__ = ["database_url", "server"]

MARK = tracking.subscription(("alpha", "beta"))


class Listed:
    """Reacts by keeping a list."""

    def __init__(self) -> None:
        self.numbers: list[tuple[str, int]] = []

    def prepare(self, conn: Connection, batch: Sequence[Any]) -> None: ...

    def react(self, conn: Connection, recorded: Any) -> None:
        self.numbers.append((recorded.source, recorded.event.number))

    def finish(self, conn: Connection) -> None: ...


class HandFeed:
    """A feed whose answers are given by hand; None means that it is under way."""

    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.asked: list[Cursor] = []
        self.instead: Page | Exception | None = None
        self.slow = False

    def ask(self, after: Cursor, limit: int) -> None:
        self.asked.append(after)
        self._page = self.log.feed(after, limit)

    def answer(self) -> Page | None:
        if isinstance(self.instead, Exception):
            raise self.instead
        if self.slow:
            return None
        return self.instead or self._page


class Desk:
    """One inbox with everything around it."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.now = 1000.0
        self.logs = {each: MemoryLog(SystemClock()) for each in sample.SOURCES}
        self.feeds = {each: HandFeed(log) for each, log in self.logs.items()}
        self.react = Listed()
        self.meter = Meter()
        for each in sample.SOURCES:
            tracking.subscribe(conn, "gamma", each, MARK, Cursor())
        self.inbox = Inbox(
            conn,
            Handling(conn, "gamma", MARK, CODEC.read, self.react, Pace()),
            {each: self._opened(feed) for each, feed in self.feeds.items()},
            meter=self.meter,
            monotonic=lambda: self.now,
        )

    @staticmethod
    def _opened(feed: HandFeed) -> OpenFeed:
        return lambda _conn: feed

    def tell(self, source: str, times: int = 1) -> None:
        stream = f"told-{uuid4()}"
        facts = tuple(told(source, nth, uuid4()) for nth in range(times))
        self.logs[source].append([Append(stream, 0, facts)])

    def set_aside(self, source: str, citizen: UUID, error: str | None = None) -> None:
        """Tell a fact about a citizen and park it, as failing or as waiting behind another."""
        self.logs[source].append([Append(f"told-{uuid4()}", 0, (told(source, 0, citizen),))])
        row = self.logs[source].feed(Cursor(), 1000).rows[-1]
        with self.conn.transaction():
            parking.park(self.conn, "gamma", source, row, error)

    def count(self, rows: str) -> int:
        found = self.conn.execute(f"SELECT count(*) FROM {rows}".encode()).fetchone()
        assert found is not None
        return int(found[0])

    def position(self, source: str) -> int:
        return tracking.load(self.conn, "gamma", source).cursor.position


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    database = make_service(database_url, "gamma")
    with database.connect() as conn:
        yield Desk(conn)
    database.close()


def test_at_the_start_everything_is_read_from_the_feeds(desk: Desk) -> None:
    desk.tell("alpha", 3)
    assert not desk.inbox.level
    desk.inbox.look()
    assert desk.inbox.level
    assert desk.react.numbers == [("alpha", 0), ("alpha", 1), ("alpha", 2)]
    assert desk.inbox.counts["handled"] == 3
    assert desk.meter.feed_reads == {"start": 1}


def test_k1_keys_that_are_away_are_nobodys_failure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: while a key file was missing, sound facts were set aside one after another."""
    desk.tell("alpha")
    with monkeypatch.context() as away:
        away.setattr(desk.react, "react", Mock(side_effect=KeysUnsafe("no key with that id")))
        for _ in range(Pace().tries + 1):
            with pytest.raises(Outage, match="keys_not_at_hand"):
                desk.inbox.look()
    assert desk.count("parked") == 0
    desk.inbox.look()
    assert desk.react.numbers == [("alpha", 0)]


def test_k1_the_first_batch_after_a_start_is_counted_by_its_first_fact(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    monkeypatch.setattr(desk.react, "prepare", lambda *_: tries.append(desk.count("attempt")))
    desk.tell("alpha", 2 * Pace().together)
    desk.inbox.look()
    assert tries == [1, 0], "before the first one, and not before each"
    assert desk.count("attempt") == 0
    assert desk.inbox.counts["alone_done"] == 0


def test_k1_after_a_death_as_many_are_tried_one_by_one_as_one_transaction_may_have_held(
    desk: Desk,
) -> None:
    desk.tell("alpha", Pace().together + 20)
    desk.feeds["alpha"].ask(Cursor(), 1)
    first = desk.feeds["alpha"].answer()
    assert first is not None
    attempt.count(desk.conn, "gamma", first.rows[0].event_id)  # and then the process died
    desk.inbox.look()
    assert desk.inbox.counts["begun_before"] == 1
    assert desk.inbox.counts["alone_done"] == Pace().together
    assert desk.inbox.counts["handled"] == 20
    assert desk.position("alpha") == desk.logs["alpha"].head().position
    assert desk.count("attempt") == 0


def test_k1_a_first_batch_that_fails_takes_no_try_from_its_first_fact(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ValueError("poison")

    monkeypatch.setattr(desk.react, "finish", failing)
    desk.tell("alpha", 3)
    desk.inbox.look()
    assert desk.inbox.counts["batch_failed"] == 1
    assert desk.count("attempt") == 0
    desk.inbox.look()
    found = desk.conn.execute("SELECT n FROM attempt").fetchall()
    assert found == [(1,)], "the first fact, alone"


def test_level_means_that_nothing_needs_doing_for_a_while(desk: Desk) -> None:
    desk.inbox.look()
    desk.inbox.drain()
    assert desk.inbox.patience() == Pace().look
    desk.now += 10
    assert desk.inbox.patience() == 0


def test_while_a_source_is_behind_its_messages_are_left_unread(desk: Desk) -> None:
    desk.inbox.look()
    desk.feeds["alpha"].slow = True
    desk.tell("alpha", 3)
    rows = desk.logs["alpha"].feed(Cursor(), 10).rows
    desk.inbox.hear([Hint("alpha", rows[1])])
    desk.inbox.look()
    desk.inbox.hear([Hint("alpha", rows[0]), Hint("alpha", rows[2])])
    assert desk.react.numbers == []
    assert desk.inbox.counts["gap"] == 1
    assert desk.inbox.counts["unread"] == 2


def test_what_was_left_unread_while_the_feed_was_asked_is_not_forgotten(desk: Desk) -> None:
    desk.inbox.look()
    feed = desk.feeds["alpha"]
    desk.tell("alpha")
    desk.inbox.hear([Hint("alpha")])
    feed.slow = True
    desk.inbox.look()
    desk.tell("alpha")  # after the question, before the answer
    desk.inbox.hear([Hint("alpha", desk.logs["alpha"].feed(Cursor(), 10).rows[1])])
    feed.slow = False
    desk.inbox.look()
    assert not desk.inbox.level
    desk.inbox.look()
    assert desk.inbox.level
    assert desk.position("alpha") == 2


def test_tracking_moves_over_what_was_looked_at_and_not_wanted(desk: Desk) -> None:
    desk.inbox.look()
    far = Cursor(1, 40, uuid4())
    desk.feeds["alpha"].instead = Page((), far, far)
    desk.now += 3
    desk.inbox.look()
    assert tracking.load(desk.conn, "gamma", "alpha").cursor == far
    assert desk.inbox.level, "or idle check and feed would chase each other for ever"


def test_a_page_of_a_replaced_primary_is_dropped(desk: Desk) -> None:
    desk.conn.execute("UPDATE tracking SET epoch = 2 WHERE source = 'alpha'")
    desk.inbox.lines["alpha"].cursor = Cursor(2, 0)
    desk.tell("alpha")
    desk.inbox.look()
    assert desk.react.numbers == []
    assert desk.inbox.counts["page_dropped"] == 1


def test_a_page_that_does_not_begin_where_we_stand_is_dropped(desk: Desk) -> None:
    desk.inbox.look()
    desk.tell("alpha", 3)
    page = desk.logs["alpha"].feed(Cursor(), 10)
    desk.feeds["alpha"].instead = msgspec.structs.replace(page, rows=page.rows[1:])
    desk.inbox.hear([Hint("alpha")])
    desk.inbox.look()
    assert desk.react.numbers == []
    assert desk.position("alpha") == 0


@pytest.mark.parametrize(
    ("trouble", "counted"),
    [
        (FeedUnavailable("503"), "feed_unavailable"),
        (Unreadable("epoch"), "alarm"),
    ],
)
def test_a_source_in_trouble_stands_still_and_the_other_goes_on(
    desk: Desk, trouble: Exception, counted: str
) -> None:
    desk.feeds["alpha"].instead = trouble
    desk.tell("beta")
    desk.inbox.look()
    desk.inbox.look()
    assert desk.react.numbers == [("beta", 0)]
    assert desk.inbox.counts[counted] == 1, "it is not asked again at once"
    desk.inbox.drain()
    assert desk.inbox.patience() > 0
    desk.feeds["alpha"].instead = None
    desk.tell("alpha")
    desk.now += 60
    desk.inbox.look()
    assert desk.position("alpha") == 1


def test_an_unreadable_message_makes_its_source_behind(desk: Desk) -> None:
    desk.inbox.look()
    desk.inbox.hear([Hint("alpha")])
    assert [each.behind for each in desk.inbox.lines.values()] == [True, False]
    desk.inbox.hear([Hint(None)])
    assert [each.behind for each in desk.inbox.lines.values()] == [True, True]


def test_a_halted_source_is_left_alone(desk: Desk) -> None:
    desk.conn.execute("UPDATE tracking SET halted = 'log_diverged' WHERE source = 'alpha'")
    desk.tell("alpha")
    desk.tell("beta")
    desk.inbox.look()
    desk.inbox.look()
    assert desk.react.numbers == [("beta", 0)]
    desk.inbox.drain()
    assert desk.inbox.patience() > 0
    attempts = desk.conn.execute("SELECT count(*) FROM attempt").fetchone()
    assert attempts == (0,), "being refused is no try"


def test_k6_a_fact_that_waits_stays_as_it_was_while_its_source_stands_still(desk: Desk) -> None:
    """Seen red: a retry made it a failure of its own, and lost what it had waited for."""
    ann, bob = uuid4(), uuid4()
    desk.set_aside("beta", ann, error="ValueError: poison")
    desk.set_aside("alpha", ann)
    desk.set_aside("beta", bob, error="ValueError: poison")
    for citizen in (ann, bob):
        parked.retry(desk.conn, "gamma", citizen, actor="drift", reason="mended")
    _, waiting, _ = parked.listed(desk.conn, "gamma")
    desk.conn.execute("UPDATE tracking SET halted = 'log_diverged' WHERE source = 'alpha'")
    desk.inbox.drain()
    assert desk.react.numbers == [("beta", 0), ("beta", 0)], "others are taken up past it"
    assert parked.listed(desk.conn, "gamma") == [waiting]
    assert not waiting.failed
    assert desk.count("attempt") == 0
    assert desk.count("parked_audit WHERE action = 'stopped'") == 0
    assert not desk.inbox._drain.some(), "there is nothing to do at once"
    desk.conn.execute("UPDATE tracking SET halted = NULL")
    desk.now += Pace().look
    desk.inbox.drain()
    assert desk.react.numbers[2:] == [("alpha", 0)], "the mark was kept"
    assert desk.count("parked") == desk.count("draining") == 0


def test_k6_a_source_that_halts_between_choice_and_try_is_not_tried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = uuid4()
    desk.set_aside("alpha", ann, error="ValueError: poison")
    parked.retry(desk.conn, "gamma", ann, actor="drift", reason="mended")
    before = parked.listed(desk.conn, "gamma")
    counted = attempt.count

    def halting(conn: Connection, consumer: str, event_id: UUID) -> int:
        conn.execute("UPDATE tracking SET halted = 'log_diverged' WHERE source = 'alpha'")
        return counted(conn, consumer, event_id)

    monkeypatch.setattr(attempt, "count", halting)
    desk.inbox.drain()
    assert desk.react.numbers == []
    assert parked.listed(desk.conn, "gamma") == before
    assert (desk.count("attempt"), desk.count("draining")) == (0, 1)


def test_the_idle_check_believes_the_row_and_not_memory(desk: Desk) -> None:
    desk.tell("alpha", 3)
    desk.inbox.look()
    desk.react.numbers.clear()
    desk.conn.execute(
        "UPDATE tracking SET \"position\" = 0, event_id = NULL WHERE source = 'alpha'"
    )
    desk.now += 3
    desk.inbox.look()
    assert len(desk.react.numbers) == 3


def test_a_cursor_that_moved_behind_our_back_is_read_again(desk: Desk) -> None:
    desk.inbox.look()
    desk.tell("alpha", 2)
    rows = desk.logs["alpha"].feed(Cursor(), 10).rows
    desk.conn.execute(
        "UPDATE tracking SET \"position\" = 1, event_id = %s WHERE source = 'alpha'",
        (rows[0].event_id,),
    )
    desk.inbox.hear([Hint("alpha", rows[0])])
    assert desk.react.numbers == []
    assert desk.meter.refused == 1
    desk.inbox.look()
    assert desk.react.numbers == [("alpha", 1)]


def test_subscribing_again_changes_nothing(desk: Desk) -> None:
    desk.tell("alpha")
    desk.inbox.look()
    assert not tracking.subscribe(desk.conn, "gamma", "alpha", MARK, Cursor())
    assert desk.position("alpha") == 1
    with pytest.raises(tracking.TrackingMissing):
        tracking.load(desk.conn, "gamma", "unknown")


def test_waits_grow_and_begin_anew_after_success() -> None:
    waits = Backoff(first=0.1, longest=5)
    assert [round(waits.next(), 1) for _ in range(5)] == [0.1, 0.4, 1.6, 5, 5]
    waits.reset()
    assert waits.next() == 0.1
