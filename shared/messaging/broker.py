"""A connection to the message broker that gives up quickly and says so."""

from __future__ import annotations

import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import KombuError

if TYPE_CHECKING:
    from collections.abc import Callable

CONNECT_SECONDS = 5.0
HEARTBEAT_SECONDS = 20

LOST = (OSError, AMQPError, KombuError)
"""What a lost broker looks like. A quiet broker is `TimeoutError`, which is an OSError too."""


class Line(NamedTuple):
    """How a broker is spoken to: its bare address, how each end shows who it is."""

    url: str
    tls: dict[str, Any] | None
    login: str | None


def line_to(url: str) -> Line:
    """Say how the broker must show who it is, and how we do; in clear neither of us does.

    By itself `amqps` has the certificate checked and not whose it is. Certificates of an authority
    of one's own are named by SSL_CERT_FILE. With `?certfile=…&keyfile=…` we show a certificate of
    our own, and log in by it and no password (EXTERNAL).
    """
    said = urlsplit(url)
    if said.scheme != "amqps":
        return Line(url, None, None)
    asked = dict(parse_qsl(said.query))
    own = {name: path for name, path in asked.items() if name in {"certfile", "keyfile"}}
    tls: dict[str, Any] = {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": said.hostname, **own}
    bare = urlunsplit(said._replace(query=""))
    return Line(bare, tls, "EXTERNAL" if own else None)


def is_default_login(url: str) -> bool:
    """Say whether an address logs in as the user that every RabbitMQ comes with."""
    return urlsplit(url).username in {None, "guest"}


def connect(url: str) -> Any:
    """Open a connection; raise one of `LOST` if there is no broker.

    Returned is the connection underneath kombu's: kombu's own opens anew, silently and without our
    consumers and confirms, whenever it is touched after a loss.
    """
    make: Any = Connection
    line = line_to(url)
    outer = make(
        line.url,
        ssl=line.tls or False,
        login_method=line.login,
        connect_timeout=CONNECT_SECONDS,
        heartbeat=HEARTBEAT_SECONDS,
        transport_options={"confirm_publish": False},
    )
    return outer.connect()


def drain(connection: Any, timeout: float) -> bool:
    """Take in what the broker sent; return False if nothing came in time."""
    try:
        connection.drain_events(timeout=timeout)
    except TimeoutError:
        return False
    return True


def breathe(connection: Any) -> None:
    """Keep the connection alive; called at least every few seconds."""
    connection.heartbeat_tick(rate=2)


def close(connection: Any) -> None:
    """Let go of the socket without a farewell that could hang."""
    with suppress(*LOST):
        connection.collect()


def on_message(channel: Any, queue: str, prefetch: int, take: Callable[[Any], None]) -> None:
    """Begin to consume a queue, acknowledging by hand."""
    channel.basic_qos(0, prefetch, False)  # noqa: FBT003 - AMQP's global flag, which quorum queues refuse
    channel.basic_consume(queue=queue, callback=take)
