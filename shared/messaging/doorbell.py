"""Where the inbox hears that something happened: from the broker, or from the database.

Both ring the same bell. A ring is a hint, never a proof: the inbox holds it against its tracking
row and reads the feed where something is missing. So embedded and full mode run the same code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import psycopg
from msgspec import Struct
from psycopg import sql

from shared.eventlog.row import Row
from shared.messaging import broker, envelope, topology

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.eventlog.database import Connection

MOST_AT_ONCE = 500
_MORE_SECONDS = 0.001
"""How long to listen for the next message: the facts of one order come one after the other."""


class Hint(Struct, frozen=True):
    """Something happened at `source` (None: somewhere), perhaps this; `tag` is for the bell."""

    source: str | None
    row: Row | None = None
    tag: int = 0


class DoorbellLost(Exception):  # noqa: N818 - a state, mended by connecting again
    """The bell cannot be heard; the feeds can still be read."""


class Doorbell(Protocol):
    """What the inbox listens to."""

    def connect(self) -> None:
        """Begin to listen; afterwards nothing rings unheard."""
        ...

    def wait(self, seconds: float) -> list[Hint]:
        """Wait for the first ring, take those that came with it; empty when all was quiet."""
        ...

    def done(self, hints: Sequence[Hint]) -> None:
        """Say that these need not ring again; failing at that is no failure (I7)."""
        ...

    def repair(self) -> None:
        """Make sure that it can ring: something happened and it did not."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class ListenDoorbell:
    """Embedded mode: the producers' logs say so in the database they share."""

    def __init__(self, connect: Callable[[], Connection], sources: Sequence[str]) -> None:
        """Listen for these sources on a connection of its own."""
        self._open = connect
        self._channels = {f"{each}_log": each for each in sources}
        self._conn: Connection | None = None

    def connect(self) -> None:
        """Open the connection and listen."""
        try:
            self._conn = self._open()
            for channel in self._channels:
                self._conn.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        except psycopg.Error as trouble:
            raise DoorbellLost(str(trouble)) from trouble

    def wait(self, seconds: float) -> list[Hint]:
        """Wait for a notification; many of one source are one ring."""
        if self._conn is None:
            raise DoorbellLost("not connected")
        try:
            heard = {each.channel for each in self._conn.notifies(timeout=seconds, stop_after=1)}
        except psycopg.Error as trouble:
            raise DoorbellLost(str(trouble)) from trouble
        return [Hint(self._channels[each]) for each in sorted(heard) if each in self._channels]

    def done(self, hints: Sequence[Hint]) -> None:
        """Do nothing: a notification comes once."""

    def repair(self) -> None:
        """Do nothing: a channel cannot come loose."""

    def close(self) -> None:
        """Close the connection."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None


class BrokerDoorbell:
    """Full mode: the service's inbox queue, one active consumer, acknowledged after commit."""

    def __init__(self, url: str, service: str, sources: Sequence[str]) -> None:
        """Listen on the service's queue for these sources."""
        self._url = url
        self._service = service
        self._sources = tuple(sources)
        self._connection: Any = None
        self._channel: Any = None
        self._came: list[Hint] = []

    def connect(self) -> None:
        """Declare exchange, queue and bindings, then begin to consume."""
        try:
            self._connection = broker.connect(self._url)
            self.declare()
            self._channel = self._connection.channel()
            self._came = []
            broker.on_message(self._channel, f"{self._service}.inbox", MOST_AT_ONCE, self._take)
        except broker.LOST as trouble:
            raise DoorbellLost(repr(trouble)) from trouble

    def declare(self) -> None:
        """Make what the queue needs, where it is not there."""
        version = topology.server_version(self._connection)
        channel = self._connection.channel()
        topology.declare_exchange(channel)
        channel.close()
        topology.declare_queue(
            self._connection, topology.inbox_queue(self._service, self._sources, version)
        )

    def wait(self, seconds: float) -> list[Hint]:
        """Wait for a message, then take all that are there."""
        if self._connection is None:
            raise DoorbellLost("not connected")
        try:
            broker.breathe(self._connection)
            heard = broker.drain(self._connection, max(seconds, 0.001))
            while heard and len(self._came) < MOST_AT_ONCE:
                heard = broker.drain(self._connection, _MORE_SECONDS)
        except broker.LOST as trouble:
            raise DoorbellLost(repr(trouble)) from trouble
        came, self._came = self._came, []
        return came

    def done(self, hints: Sequence[Hint]) -> None:
        """Acknowledge up to the last; all before it are decided."""
        if not hints:
            return
        try:
            self._channel.basic_ack(max(each.tag for each in hints), multiple=True)
        except broker.LOST as trouble:
            raise DoorbellLost(repr(trouble)) from trouble

    def repair(self) -> None:
        """Declare again: the exchange or a binding may have been lost without a word."""
        try:
            if self._connection is not None:
                self.declare()
        except broker.LOST as trouble:
            raise DoorbellLost(repr(trouble)) from trouble

    def close(self) -> None:
        """Drop the connection."""
        if self._connection is not None:
            broker.close(self._connection)
            self._connection = None

    def _take(self, message: Any) -> None:
        """Keep a message as a ring, with its fact if it comes from where its key says.

        Who may publish under a service's key is the broker's to decide; what a message says about
        itself anybody could write. One that says otherwise only rings: the feed is asked.
        """
        tag = int(message.delivery_tag)
        source = str(message.delivery_info["routing_key"]).partition(".")[0]
        if source not in self._sources:
            self._came.append(Hint(None, None, tag))
            return
        body = message.body
        try:
            named, row = envelope.read(body.encode() if isinstance(body, str) else bytes(body))
        except envelope.Unreadable:
            # The feed says what it really is; a message alone stops nobody.
            self._came.append(Hint(source, None, tag))
            return
        self._came.append(Hint(source, row if named == source else None, tag))
