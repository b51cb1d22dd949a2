"""What is the same for the whole installation: its name, its clock, its own figures."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from shared.clock import FixedClock, SystemClock

if TYPE_CHECKING:
    from shared.clock import Clock
    from shared.eventlog.database import Connection


class Installation(Struct, frozen=True):
    """One municipality's system; only one created as simulated lets its clock be moved."""

    name: str
    simulated: bool
    parameters: dict[str, Any]


def create(conn: Connection, installation: Installation, start: datetime | None = None) -> None:
    """Write down what the installation is; done once, when it is made."""
    parameters = msgspec.json.encode(installation.parameters).decode()
    conn.execute(
        "INSERT INTO platform.installation (name, simulated, parameters) VALUES (%s, %s, %s) "
        "ON CONFLICT DO NOTHING",
        (installation.name, installation.simulated, parameters),
    )
    if installation.simulated:
        conn.execute(
            "INSERT INTO platform.clock (moment) VALUES (%s) ON CONFLICT DO NOTHING",
            (start or datetime(2007, 1, 1, 8, tzinfo=UTC),),
        )


def read(conn: Connection) -> Installation:
    """Return what the installation is."""
    found = conn.execute("SELECT name, simulated, parameters FROM platform.installation").fetchone()
    if found is None:
        msg = "this database holds no installation; create one first"
        raise LookupError(msg)
    return Installation(*found)


class PlayedClock:
    """A clock that a story moves; it stands in the database, so that every process sees it."""

    _FRESH_SECONDS = 0.25

    def __init__(self, connect: Any) -> None:
        """Read the moment through `connect`, which lends a connection."""
        self._connect = connect
        self._lock = threading.Lock()
        self._clock = FixedClock(datetime(1970, 1, 1, tzinfo=UTC))
        self._read_at = 0.0

    def now(self) -> datetime:
        """Return the moment the story has come to."""
        if time.monotonic() - self._read_at > self._FRESH_SECONDS:
            with self._connect() as conn:
                found = conn.execute("SELECT moment FROM platform.clock").fetchone()
            if found is not None:
                self._forward(found[0])
            self._read_at = time.monotonic()
        return self._clock.now()

    def move_to(self, moment: datetime) -> datetime:
        """Move forward and return the moment it is now; a moment in the past changes nothing."""
        with self._connect() as conn:
            found = conn.execute(
                "UPDATE platform.clock SET moment = greatest(moment, %s) RETURNING moment",
                (moment,),
            ).fetchone()
        if found is None:
            msg = "only a simulated installation lets its clock be moved"
            raise LookupError(msg)
        self._forward(found[0])
        self._read_at = time.monotonic()
        return self._clock.now()

    def _forward(self, moment: datetime) -> None:
        with self._lock:
            if moment > self._clock.now():
                self._clock.move_to(moment)


def clock_of(installation: Installation, connect: Any) -> Clock:
    """Return the clock of business time: the real one unless the installation is simulated."""
    return PlayedClock(connect) if installation.simulated else SystemClock()
