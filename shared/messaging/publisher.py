"""Hands a service's facts to the broker, and knows which of them it has confirmed (protocol R2)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import amqp

from shared.messaging import broker, envelope, topology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.eventlog.row import Row
    from shared.messaging.reporting import Report

_message: Any = amqp.Message
CONFIRM_SECONDS = 10.0


class NotConfirmed(Exception):  # noqa: N818 - a state, mended by starting again
    """The broker refused a message or did not confirm it in time."""


class Publisher:
    """Hands messages to the broker in batches; each batch has a number, and is confirmed or not."""

    def __init__(self, url: str, report: Report) -> None:
        """Connect, and make the exchanges and the long memory if they are not there."""
        self._connection = broker.connect(url)
        self._report = report
        self._sent = 0
        self._open: set[int] = set()
        self._heard = time.monotonic()
        self._refused = False
        try:
            self._channel = self._prepared()
        except BaseException:
            self.close()  # a broker that is half up must not cost a socket for each look
            raise

    def _prepared(self) -> Any:
        channel = self._connection.channel()
        topology.declare_exchange(channel)
        topology.declare_history(self._connection)
        channel.confirm_select()
        channel.events["basic_ack"].add(self._acked)
        channel.events["basic_nack"].add(self._nacked)
        return channel

    def publish(self, service: str, source: str, rows: Sequence[Row]) -> None:
        """Publish facts and return when the broker has confirmed every one."""
        self.tell(service, source, rows)
        while self._open:
            self.hear(CONFIRM_SECONDS)

    def tell(self, service: str, source: str, rows: Sequence[Row]) -> int:
        """Publish facts without waiting; return the number of the last message."""
        if not self._open:
            self._heard = time.monotonic()
        told = [(row, envelope.write(source, row)) for row in rows]
        for row, message in told:  # first of all, so that the inboxes work while reporting is told
            place = f"{service}:{row.epoch}:{row.position}"
            self._send(service, row, message, exchange=topology.EXCHANGE, message_id=place)
        for row, message in told:
            self._send(service, row, self._report.of(message), exchange=topology.REPORTED)
        return self._sent

    def confirmed(self, number: int) -> bool:
        """Say whether every message up to this one is confirmed."""
        return not self._open or min(self._open) > number

    def hear(self, seconds: float) -> None:
        """Wait for a confirm and take in what came; raise when one is refused or long overdue."""
        while broker.drain(self._connection, seconds):
            self._heard, seconds = time.monotonic(), 0
        if self._refused:
            raise NotConfirmed("nack")
        if self._open and time.monotonic() - self._heard >= CONFIRM_SECONDS:
            raise NotConfirmed("timeout")

    def fileno(self) -> int:
        """Return the socket on which confirms come, to wait for it together with another."""
        found: int = self._connection.sock.fileno()
        return found

    def breathe(self) -> None:
        """Keep the connection alive and notice when it is not."""
        while broker.drain(self._connection, 0):
            pass
        broker.breathe(self._connection)

    def close(self) -> None:
        """Drop the connection."""
        broker.close(self._connection)

    def _send(
        self, service: str, row: Row, message: bytes, *, exchange: str, **properties: str
    ) -> None:
        self._sent += 1
        self._open.add(self._sent)
        # py-amqp has no public call that does not wait for each confirm (amqp is pinned).
        self._channel._basic_publish(  # noqa: SLF001
            _message(
                message,
                content_type=envelope.CONTENT_TYPE,
                delivery_mode=2,
                type=row.tag,
                **properties,
            ),
            exchange=exchange,
            routing_key=topology.routing_key(service, row.tag),
        )

    def _acked(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it so
        """Strike off one confirm, or all up to it: they need not come in order."""
        if multiple:
            self._open = {each for each in self._open if each > tag}
        else:
            self._open.discard(tag)

    def _nacked(self, _tag: int, _multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it so
        self._refused = True
