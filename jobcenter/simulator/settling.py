"""Brings one service to rest, in turn and without waiting: its views, its messages, its deadlines.

The parts are those of a running service; there each of them has a thread and a bell of its own.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from shared.casework.quiet import Quiet, quiet
from shared.clock import local_date
from shared.messaging.doorbell import Hint
from shared.messaging.feed import sql_feed
from shared.messaging.handling import Handling, Pace
from shared.messaging.inbox import Inbox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shared.casework.works import Works

_PACE: Final = Pace(page=1000, together=500)
_PATIENCE: Final = 5


class RestlessError(RuntimeError):
    """A service cannot go on: a deadline is not kept, a view stopped, or a source stands still."""


class Settling:
    """Follows, hears and keeps for one service, when asked."""

    def __init__(self, works: Works) -> None:
        """Take the place of the service's own loops; nobody else may run them meanwhile."""
        self._works = works
        self._conn = works.database.connect()
        self._inbox = self._opened() if works.consumer is not None else None
        self._names = (works.service.name, *works.service.sources)
        self._rest: tuple[date, list[int]] | None = None
        self._quiet: Quiet | None = None

    def settle(self, heads: Mapping[str, int]) -> Quiet:
        """Go on until this service has nothing more to do, as far as the logs have come.

        `heads` says where each log ends; where neither they nor the day have moved since the
        service came to rest, there is nothing to look at.
        """
        now = local_date(self._works.clock.now()), [heads[name] for name in self._names]
        if self._quiet is None or now != self._rest:
            self._rest, self._quiet = now, self._come_to_rest(now[0], heads)
        return self._quiet

    def _come_to_rest(self, today: date, heads: Mapping[str, int]) -> Quiet:
        works, fruitless = self._works, 0
        while fruitless < _PATIENCE:
            works.follower.catch_up()
            heard = self._heard(heads)
            kept = works.keeper.keep()
            if not heard and not kept and works.keeper.kept_on == today:
                return quiet(works)
            fruitless = 0 if heard or kept else fruitless + 1
        raise RestlessError(works.service.name)

    def close(self) -> None:
        """Let go of the connection."""
        self._conn.close()

    def _heard(self, heads: Mapping[str, int]) -> bool:
        """Hear all messages there are; say whether there were any."""
        inbox = self._inbox
        if inbox is None:
            return False
        lines = inbox.lines.values()
        told = [Hint(line.source) for line in lines if line.cursor.position < heads[line.source]]
        inbox.hear(told)
        while not inbox.level:
            if any(line.halted is not None for line in lines):
                raise RestlessError(self._works.service.name)
            inbox.look()
            if not inbox.level:
                time.sleep(min(inbox.patience(), 1.0))
        return bool(told)

    def _opened(self) -> Inbox:
        works, consumer = self._works, self._works.consumer
        assert consumer is not None  # noqa: S101 - asked for only by a service that has one
        react = works.reactions
        handling = Handling(
            self._conn, consumer.name, consumer.mark, react.codec.read, react, _PACE
        )
        feeds = {source: sql_feed(log) for source, log in works.producers.items()}
        return Inbox(self._conn, handling, feeds, meter=works.metrics)
