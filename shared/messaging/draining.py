"""Takes up again what was set aside, when a person asked for it: oldest first, in order.

Protocol K5. Only the active inbox does this. What fails again ends it, the mark is removed, and
everybody behind it goes on waiting. What belongs to a source that stands still is not tried and
stays as it was (K6). Each fact is one transaction with its effects (K2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.messaging import attempt, parking, tracking
from shared.messaging.handling import MOVED, Outage, outages
from shared.observability.logging import get_logger

if TYPE_CHECKING:
    from collections import Counter

    from shared.eventlog.row import Row
    from shared.messaging.handling import Handling
    from shared.messaging.inbox import InboxMeter
    from shared.messaging.parking import Parked

_log = get_logger(__name__)

_AT_ONCE = 50


class Drain:
    """Drains for one inbox, on its connection."""

    def __init__(self, handling: Handling, meter: InboxMeter, counts: Counter[str]) -> None:
        """Use the inbox's connection, handlers and figures."""
        self._handling = handling
        self._meter = meter
        self._counts = counts

    def some(self) -> bool:
        """Take up a few; return whether there is more to do at once."""
        handling = self._handling
        with outages(handling.conn):
            found = handling.conn.execute(
                "SELECT (SELECT count(*) FROM parked WHERE consumer = %s), "
                "EXISTS (SELECT 1 FROM draining WHERE consumer = %s)",
                (handling.consumer, handling.consumer),
                prepare=True,
            ).fetchone()
        waiting, marked = found or (0, False)
        self._meter.parked(waiting)
        if not marked:
            return False
        return all(self._one() for _ in range(_AT_ONCE))

    def _one(self) -> bool:
        """Take up the next one; return False when there is none or it must wait."""
        handling = self._handling
        with outages(handling.conn), handling.conn.transaction():
            tracking.lock_consumer(handling.conn, handling.consumer)
            found = parking.next_to_drain(handling.conn, handling.consumer)
            if found is None:
                return False
            parked, row = found
            n = attempt.count(handling.conn, handling.consumer, parked.event_id)
        if n > handling.pace.tries:
            self._stop(parked, f"the process died in each of {handling.pace.tries} tries")
            return True
        handling.trying = row
        came = self._try(parked, row)
        handling.trying = None
        return came

    def _try(self, parked: Parked, row: Row) -> bool:
        handling = self._handling
        try:
            with outages(handling.conn), handling.conn.transaction():
                if not self._still_next(parked):
                    attempt.take_back(handling.conn, handling.consumer, parked.event_id)
                    return True
                handling.effects(parked.source, row)
                parking.drained(handling.conn, handling.consumer, parked)
        except (Outage, tracking.SubscriptionMoved):
            raise
        except MOVED:
            attempt.take_back(handling.conn, handling.consumer, parked.event_id)
            return False
        except Exception as trouble:  # noqa: BLE001 - whatever a handler raises is that fact's failure
            self._stop(parked, f"{type(trouble).__name__}: {trouble}")
            return True
        self._counts["drained"] += 1
        return True

    def _still_next(self, parked: Parked) -> bool:
        """Look again under the lock: it may be skipped, its source halted, other code in charge."""
        handling = self._handling
        tracking.lock_consumer(handling.conn, handling.consumer)
        tracked = tracking.load(handling.conn, handling.consumer, parked.source)
        if tracked.subscription != handling.mark:
            raise tracking.SubscriptionMoved(parked.source)
        found = parking.next_to_drain(handling.conn, handling.consumer)
        return found is not None and found[0].place == parked.place

    def _stop(self, parked: Parked, error: str) -> None:
        handling = self._handling
        with outages(handling.conn), handling.conn.transaction():
            tracking.lock_consumer(handling.conn, handling.consumer)
            parking.stop_draining(handling.conn, handling.consumer, parked, error)
            attempt.forget(handling.conn, handling.consumer, parked.event_id)
        self._counts["drain_stopped"] += 1
        _log.error("event_failed_again", source=parked.source, event_id=str(parked.event_id))
