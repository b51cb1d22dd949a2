"""Follows other services for one service, on one connection: hints in, facts handled in order.

A message is a doorbell (protocol I2). Whatever is not plainly the next fact makes its source
"behind", and then the feed does the work. Sources are independent: one that is dead, failing or
unreadable waits by itself. The object lives as long as its connection and believes nothing else.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

import psycopg

from shared.eventlog.row import LogDiverged, LogReplaced
from shared.messaging import tracking
from shared.messaging.backoff import wait_before
from shared.messaging.decide import Verdict, decide
from shared.messaging.draining import Drain
from shared.messaging.envelope import Unreadable
from shared.messaging.feed import FeedUnavailable
from shared.messaging.handling import Handling, Outage, Tried
from shared.messaging.line import Line, Why
from shared.observability.logging import get_logger
from shared.trouble import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Cursor
    from shared.eventlog.row import Page, Row
    from shared.messaging.doorbell import Hint
    from shared.messaging.feed import OpenFeed

_log = get_logger(__name__)

_UNDER_WAY_SECONDS = 0.02
_STOPPED_SECONDS = 30.0


class InboxMeter(Protocol):
    """Where the inbox tells what it does."""

    def inbox_lag(self, source: str, events: int, seconds: float) -> None:
        """Say how far this service is behind another one's log."""
        ...

    def behind(self, source: str, seconds: float) -> None:
        """Say how long a source has been behind; 0 when it is level again."""
        ...

    def cas_refused(self, source: str) -> None:
        """Count a reading mark that another instance had moved first."""
        ...

    def halted(self, source: str, *, stands_still: bool) -> None:
        """Say whether a source stands still until a person reconciles it."""
        ...

    def feed_read(self, source: str, why: Any) -> None:
        """Count a read of another service's feed that was needed: start, gap or idle."""
        ...

    def parked(self, events: int) -> None:
        """Say how many facts wait for a person."""
        ...


class Inbox:
    """All sources of one consumer; used by one thread."""

    def __init__(
        self,
        conn: Connection,
        handling: Handling,
        feeds: Mapping[str, OpenFeed],
        *,
        meter: InboxMeter,
        counts: Counter[str] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read every source's tracking row; each is behind until its feed says otherwise (I3)."""
        self._conn = conn
        self._handling = handling
        self._meter = meter
        self._now = monotonic
        self._pace = handling.pace
        self.counts: Counter[str] = Counter() if counts is None else counts
        self.lines = {source: Line(source, open_(conn)) for source, open_ in feeds.items()}
        self._drain = Drain(handling, meter, self.counts)
        self._next_drain = 0.0
        for line in self.lines.values():
            self._reload(line)
        self.begin_again()

    def begin_again(self) -> None:
        """Mark all sources behind: what was published before the bell rang has no message (I3)."""
        now = self._now()
        for line in self.lines.values():
            line.fall_behind("start", now)
            line.unproved = True
            line.unread = True

    @property
    def level(self) -> bool:
        """Say whether every source had nothing more when last asked."""
        return not any(line.behind for line in self.lines.values())

    def patience(self) -> float:
        """Return how long nothing needs to be done if no bell rings, in seconds."""
        now = self._now()
        waits = [self._next_drain - now]
        for line in self.lines.values():
            if line.asked is not None:
                waits.append(_UNDER_WAY_SECONDS)
            elif line.behind:
                waits.append(line.not_before - now)
            else:
                waits.append(line.proved + self._pace.idle - now)
        return max(0.0, min(waits))

    def hear(self, hints: Sequence[Hint]) -> None:
        """Decide what becomes of each message and handle those that are plainly next (I1)."""
        batches: dict[str, list[Row]] = {}
        for hint in hints:
            if hint.row is None or hint.source is None:
                named = [self.lines[hint.source]] if hint.source else list(self.lines.values())
                for line in named:
                    self._behind(line, "bell")
                    line.unread = True
                continue
            line = self.lines[hint.source]
            batch = batches.setdefault(line.source, [])
            self._decide(line, batch, hint.row)
        for source, batch in batches.items():
            if batch:
                self._handle(self.lines[source], batch, batch[-1].cursor)

    def look(self) -> bool:
        """Let the feeds work where a source is behind; return whether a lost ring was found."""
        found = False
        for line in self.lines.values():
            now = self._now()
            if not line.behind and now >= line.proved + self._pace.idle:
                self._reload(line)  # the row, not what we remember (I4)
                self._behind(line, "idle")
            if line.behind and now >= line.not_before:
                found = self._read_on(line) or found
            self._meter.behind(line.source, now - line.behind_since if line.behind else 0.0)
        return found

    def drain(self) -> None:
        """Take up again what a person marked for retry (K5)."""
        now = self._now()
        if now >= self._next_drain:
            more = self._drain.some()
            self._next_drain = now if more else now + self._pace.look

    def _decide(self, line: Line, batch: list[Row], row: Row) -> None:
        at = batch[-1].cursor if batch else line.cursor
        verdict = decide(
            at,
            behind=line.behind,
            epoch=row.epoch,
            position=row.position,
            previous=row.previous,
        )
        self.counts[verdict.name.lower()] += 1
        if verdict is Verdict.HANDLE:
            batch.append(row)
        elif verdict is Verdict.GAP:
            self._behind(line, "gap")
            line.unread = True
        elif verdict is Verdict.UNREAD:
            line.unread = True

    def _read_on(self, line: Line) -> bool:
        """Let the feed work, unless the source stands still until a person reconciles it."""
        if line.halted is not None:
            self._reload(line)
            if line.halted is not None:
                line.wait_until(self._now() + self._pace.idle)
                return False
        return self._read(line)

    def _read(self, line: Line) -> bool:
        """Ask the feed, or take its answer; return whether it brought what no bell had told."""
        try:
            if line.asked is None:
                line.unread = False
                line.asked = line.cursor
                line.feed.ask(line.cursor, self._pace.page)
            page = line.feed.answer()
        except LogDiverged:
            self._halt(line)
            return False
        except (FeedUnavailable, LogReplaced, Unavailable, Unreadable, psycopg.Error) as trouble:
            if isinstance(trouble, psycopg.OperationalError) or self._conn.closed:
                raise Outage(type(trouble).__name__) from trouble
            self._stand_still(line, trouble)
            return False
        if page is None:
            return False
        asked, line.asked = line.asked, None
        if asked != line.cursor or not _follows(line, page):
            self.counts["page_dropped"] += 1
            return False
        return self._take(line, page)

    def _take(self, line: Line, page: Page) -> bool:
        line.failures, line.trouble = 0, None
        lost = line.why == "idle" and bool(page.rows)
        if page.rows:
            self.counts[f"feed_{line.why}"] += 1
            if line.why in {"start", "gap", "idle"}:
                self._meter.feed_read(line.source, line.why)
            line.why = "more" if lost else line.why
            self._handle(line, page.rows, page.upto)
        elif page.upto != line.cursor:
            self._handle(line, (), page.upto)
        ahead = max(page.head.position - line.cursor.position, 0)
        self._meter.inbox_lag(line.source, ahead, 0.0 if not ahead else self._age(line))
        if (
            line.cursor == page.upto
            and not line.unread
            and page.head.position <= page.upto.position
        ):
            line.level(self._now())
        return lost

    def _handle(self, line: Line, rows: Sequence[Row], upto: Cursor) -> None:
        """Handle facts of one source; afterwards the line stands where its row stands."""
        try:
            if line.unproved and rows:
                self._begin(line, rows[0])
            if line.careful and rows:
                self._one_by_one(line, rows, upto)
            else:
                self._together(line, rows, upto)
        except tracking.Refused:
            self.counts["cas_refused"] += 1
            self._meter.cas_refused(line.source)
            self._reload(line)
            self._behind(line, "refused")
            line.careful = self._pace.together
        except Unreadable as trouble:
            self._behind(line, "failed")
            self._stand_still(line, trouble)

    def _begin(self, line: Line, first: Row) -> None:
        """Count the first try after a start; where one was begun before, go on one by one (K1)."""
        line.unproved = False
        if self._handling.begun_before(first):
            self.counts["begun_before"] += 1
            line.careful = max(line.careful, self._pace.together)

    def _together(self, line: Line, rows: Sequence[Row], upto: Cursor) -> None:
        most = self._pace.together
        for first in range(0, max(len(rows), 1), most):
            batch = rows[first : first + most]
            last = first + most >= len(rows)
            if not self._batch(line, batch, upto if last else batch[-1].cursor):
                return

    def _batch(self, line: Line, rows: Sequence[Row], upto: Cursor) -> bool:
        try:
            self._handling.together(line, rows, upto)
        except (Outage, tracking.Refused, tracking.TrackingMissing):
            raise
        except Exception:  # noqa: BLE001 - one of them fails: find out which, one by one
            self.counts["batch_failed"] += 1
            _log.info("batch_failed", source=line.source, events=len(rows))
            self._behind(line, "failed")
            line.careful = max(len(rows), 1)
            line.unread = True
            return False
        self.counts["handled"] += len(rows)
        line.proved = self._now()
        return True

    def _one_by_one(self, line: Line, rows: Sequence[Row], upto: Cursor) -> None:
        for index, row in enumerate(rows):
            if not line.careful:
                self._together(line, rows[index:], upto)
                return
            last = index == len(rows) - 1
            came = self._handling.alone(line, row, upto if last else row.cursor)
            self.counts[f"alone_{came.name.lower()}"] += 1
            if came in {Tried.LATER, Tried.MOVED}:
                # Many wait behind it: do not let them wait long for one that may never succeed.
                crowded = len(rows) >= self._pace.page
                self._put_off(line, short=crowded or came is Tried.MOVED)
                return
            line.failures = 0
            line.careful -= 1

    def _halt(self, line: Line) -> None:
        """Stand still if the row itself is not in the log; else go on from where it stands (F4)."""
        asked, line.asked = line.asked, None
        consumer = self._handling.consumer
        if asked and tracking.halt(self._conn, consumer, line.source, asked, "log_diverged"):
            self.counts["halted"] += 1
            _log.error("source_halted", consumer=consumer, source=line.source, code="log_diverged")
        else:
            self.counts["halt_unfounded"] += 1
        self._reload(line)
        self._behind(line, "refused")

    def _put_off(self, line: Line, *, short: bool) -> None:
        line.failures += 1
        first = self._pace.first_delay
        longest = first if short else self._pace.longest_delay
        self._behind(line, "failed")
        line.unread = True
        line.wait_until(self._now() + wait_before(line.failures + 1, first, longest))

    def _stand_still(self, line: Line, trouble: Exception) -> None:
        """Leave this source alone for a while; the others go on."""
        text = f"{type(trouble).__name__}: {trouble}"
        alarm = isinstance(trouble, Unreadable)
        if text != line.trouble:
            note = _log.error if alarm else _log.warning
            note("source_stands_still", consumer=self._handling.consumer, source=line.source)
        line.trouble = text
        line.failures += 1
        self.counts["alarm" if alarm else "feed_unavailable"] += 1
        pause = _STOPPED_SECONDS if alarm else self._pace.longest_delay
        line.wait_until(self._now() + wait_before(line.failures + 1, self._pace.first_delay, pause))

    def _behind(self, line: Line, why: Why) -> None:
        line.fall_behind(why, self._now())

    def _reload(self, line: Line) -> None:
        """Take the cursor from the row; end if the row belongs to other code (I8)."""
        found = tracking.load(self._conn, self._handling.consumer, line.source)
        if found.subscription != self._handling.mark:
            raise tracking.SubscriptionMoved(line.source)
        line.cursor = found.cursor
        line.asked = None
        line.halted = found.halted
        self._meter.halted(line.source, stands_still=found.halted is not None)

    def _age(self, line: Line) -> float:
        return self._now() - line.behind_since


def _follows(line: Line, page: Page) -> bool:
    """Say whether a page begins where the line stands, and is not from a replaced primary (F3)."""
    if min(page.upto.epoch, page.head.epoch) < line.cursor.epoch:
        return False
    first = page.rows[0] if page.rows else None
    return first is None or first.previous <= line.cursor.position < first.position
