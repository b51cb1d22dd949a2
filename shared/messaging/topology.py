"""What stands on the broker: two exchanges, an inbox queue for each service, one long memory.

Facts as they are go to the inboxes; what reporting is told of them goes to the long memory, and
by an exchange of its own, so that no queue of the one ever gets anything of the other.

Declared here explicitly and nowhere else; `deploy/rabbitmq/topology.yaml` says the same for people.
Only what RabbitMQ 3.10 and 4.x share is used: queue types are named, nothing is transient.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from amqp.exceptions import PreconditionFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXCHANGE = "jobcenter.events"
REPORTED = "jobcenter.reported"
HISTORY = "jobcenter.reporting"
FORMER_HISTORY = "jobcenter.history"
"""The long memory as it was: it held the citizens' true ids."""
HISTORY_MAX_AGE = "30D"
_UNLIMITED_BY_ARGUMENT_FROM = 4


@dataclass(frozen=True, slots=True)
class QueueForm:
    """A queue as it is declared: name, arguments, and the routing keys it is bound by."""

    name: str
    arguments: Mapping[str, Any]
    bindings: tuple[str, ...]
    exchange: str = EXCHANGE
    durable: bool = field(default=True, init=False)


def routing_key(source: str, tag: str) -> str:
    """Return the key a fact is published under: its tag, led by the source it comes from.

    Facts of the shared deadline engine (`deadline.missed`) do not name their service themselves.
    """
    return tag if tag.startswith(f"{source}.") else f"{source}.{tag}"


def inbox_queue(service: str, sources: Sequence[str], server_version: str) -> QueueForm:
    """Return the queue from which a service hears of the services it follows.

    Redelivery must never drop a message. RabbitMQ 4 limits it to 20 unless told -1. RabbitMQ 3.10.8
    takes -1 without complaint and then drops a message at its first redelivery (measured), while
    there no argument means no limit. So the argument depends on the server.
    """
    arguments: dict[str, Any] = {"x-queue-type": "quorum", "x-single-active-consumer": True}
    if _major(server_version) >= _UNLIMITED_BY_ARGUMENT_FROM:
        arguments["x-delivery-limit"] = -1
    return QueueForm(f"{service}.inbox", arguments, tuple(f"{each}.#" for each in sources))


def history_queue(max_age: str = HISTORY_MAX_AGE) -> QueueForm:
    """Return the stream from which reporting replays what it is told, from any offset."""
    how = {"x-queue-type": "stream", "x-max-age": max_age}
    return QueueForm(HISTORY, how, ("#",), REPORTED)


def declare_exchange(channel: Any, exchange: str = EXCHANGE) -> None:
    """Make an exchange if it is not there."""
    channel.exchange_declare(exchange=exchange, type="topic", durable=True, auto_delete=False)


def declare_history(connection: Any) -> None:
    """Make the long memory if it is not there, and remove the one that held true ids."""
    channel = connection.channel()
    declare_exchange(channel, REPORTED)
    channel.queue_delete(queue=FORMER_HISTORY)
    channel.close()
    declare_queue(connection, history_queue())


def declare_queue(connection: Any, form: QueueForm) -> None:
    """Make a queue and its bindings if they are not there.

    One that stands there with other arguments is taken as it is: it was made under another version
    of the server, and a message it drops is found by the idle check.
    """
    channel = connection.channel()
    try:
        channel.queue_declare(
            queue=form.name, durable=form.durable, auto_delete=False, arguments=dict(form.arguments)
        )
    except PreconditionFailed:
        channel = connection.channel()
    for key in form.bindings:
        channel.queue_bind(queue=form.name, exchange=form.exchange, routing_key=key)
    channel.close()


def server_version(connection: Any) -> str:
    """Return the version the broker says it has."""
    return str(connection.server_properties.get("version", "0"))


def _major(version: str) -> int:
    head = version.partition(".")[0]
    return int(head) if head.isdecimal() else 0
