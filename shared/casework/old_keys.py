"""Forgets the keys of orders that were answered long ago, so that the table does not grow for ever.

A key makes repeating an order harmless for 30 days of real time, also where business time is
played. After that the same key names a new wish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog

if TYPE_CHECKING:
    import threading

    from shared.eventlog.database import Database

KEPT_DAYS: Final = 30
_LOOK_SECONDS = 3600.0
_AT_ONCE = 1000
_log = structlog.get_logger()

# Rows that another process is deleting are left to it.
_FORGET = """
DELETE FROM idempotency WHERE (client, key) IN (
    SELECT client, key FROM idempotency
    WHERE kept_since < clock_timestamp() - make_interval(days => %s)
    LIMIT %s FOR UPDATE SKIP LOCKED
)
"""


class OldKeys:
    """Looks every hour; small deletions, so that no order waits for them."""

    def __init__(self, database: Database) -> None:
        """Keep the keys of one service's schema."""
        self._database = database

    def run(self, stop: threading.Event) -> None:
        """Forget until told to stop."""
        while not stop.is_set():
            try:
                self.forget(stop)
            except Exception:  # noqa: BLE001 - the next look tries again
                _log.exception("old_keys_stumbled")
            stop.wait(_LOOK_SECONDS)

    def forget(self, stop: threading.Event | None = None) -> int:
        """Forget all keys that are old enough; return how many those were."""
        forgotten = 0
        while stop is None or not stop.is_set():
            with self._database.connection() as conn:
                gone = conn.execute(_FORGET, (KEPT_DAYS, _AT_ONCE)).rowcount
            forgotten += gone
            if gone < _AT_ONCE:
                break
        return forgotten
