"""What is declared on the broker, and that the page for people says the same."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from amqp.exceptions import NotFound

from shared.messaging import broker as client
from shared.messaging import topology
from tests.support.broker import BrokerServer, broker, find_server

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["broker"]

PAGE = Path("deploy/rabbitmq/topology.yaml")


def test_the_page_says_what_the_code_declares() -> None:
    page = yaml.safe_load(PAGE.read_text())
    assert page["exchange"]["name"] == topology.EXCHANGE
    old, new = (topology.inbox_queue("<service>", ["<producer>"], v) for v in ("3.10.8", "4.2.1"))
    assert page["inbox"]["name"] == old.name == new.name
    assert page["inbox"]["bindings"] == list(old.bindings)
    assert page["inbox"]["arguments"] == {"rabbitmq_3": old.arguments, "rabbitmq_4": new.arguments}
    history = topology.history_queue()
    assert page["reported"]["name"] == topology.REPORTED
    assert page["history"] == {
        "name": history.name,
        "exchange": history.exchange,
        "durable": history.durable,
        "bindings": list(history.bindings),
        "arguments": history.arguments,
    }
    for each in page["routing_keys"]:
        assert topology.routing_key(each["source"], each["tag"]) == each["key"]


def test_a_tag_that_only_begins_like_the_service_is_led_by_it() -> None:
    assert topology.routing_key("offers", "offers_extra.told") == "offers.offers_extra.told"


class Told:
    """A connection and channel that keep what they are told instead of telling a broker."""

    def __init__(self) -> None:
        self.exchanges: list[dict[str, Any]] = []
        self.queues: list[dict[str, Any]] = []
        self.qos: list[tuple[Any, ...]] = []

    def channel(self) -> Told:
        return self

    def exchange_declare(self, **how: Any) -> None:
        self.exchanges.append(how)

    def queue_declare(self, **how: Any) -> None:
        self.queues.append(how)

    def basic_qos(self, *how: Any) -> None:
        self.qos.append(how)

    def queue_bind(self, **_: Any) -> None:
        return

    def basic_consume(self, **_: Any) -> None:
        return

    def close(self) -> None:
        return


KNOWN_TO_4 = {
    "quorum": {"x-queue-type", "x-single-active-consumer", "x-delivery-limit"},
    "stream": {"x-queue-type", "x-max-age"},
}


@pytest.mark.parametrize("version", ["3.10.8", "4.2.1"])
def test_nothing_is_declared_that_rabbitmq_4_no_longer_takes(version: str) -> None:
    """Gone in 4.x: mirrored and transient shared queues, and one limit for a whole channel."""
    told: Any = Told()
    topology.declare_exchange(told)
    topology.declare_exchange(told, topology.REPORTED)
    forms = [topology.inbox_queue("sample", ["offers"], version), topology.history_queue()]
    for form in forms:
        topology.declare_queue(told, form)
    client.on_message(told, "sample.inbox", 10, lambda _: None)
    assert told.exchanges == [
        {"exchange": name, "type": "topic", "durable": True, "auto_delete": False}
        for name in (topology.EXCHANGE, topology.REPORTED)
    ]
    assert len(told.queues) == 2
    for queue in told.queues:
        assert queue["durable"]
        assert not queue["auto_delete"]
        assert not queue.get("exclusive")
        kind = queue["arguments"]["x-queue-type"]
        assert queue["arguments"].keys() <= KNOWN_TO_4[kind]
    assert [len(each) for each in told.qos] == [3]
    assert all(for_all is False for _, _, for_all in told.qos)


def test_on_rabbitmq_4_a_message_is_redelivered_without_limit() -> None:
    assert topology.inbox_queue("sample", [], "4.2.1").arguments["x-delivery-limit"] == -1
    assert "x-delivery-limit" not in topology.inbox_queue("sample", [], "3.10.8").arguments


@pytest.fixture
def channel(broker: BrokerServer) -> Iterator[Any]:
    broker.wipe(["sample"])
    connection = client.connect(broker.url)
    yield connection.channel()
    client.close(connection)


def declared(channel: Any) -> topology.QueueForm:
    form = topology.inbox_queue(
        "sample", ["offers", "sickpay"], topology.server_version(channel.connection)
    )
    topology.declare_exchange(channel)
    topology.declare_queue(channel.connection, form)
    return form


def taken(channel: Any, seconds: float = 0.5) -> list[Any]:
    came: list[Any] = []
    tag = channel.basic_consume(queue="sample.inbox", callback=came.append)
    until = time.monotonic() + seconds
    while time.monotonic() < until and not came:
        client.drain(channel.connection, 0.1)
    channel.basic_cancel(tag)
    return came


def test_a_server_that_is_named_is_tested_before_the_systems_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "rabbitmq-server"
    named.touch()
    monkeypatch.setenv("RABBITMQ_SERVER", str(named))
    assert find_server() == str(named)


@pytest.mark.broker
def test_the_test_broker_listens_on_its_own_port_only(broker: BrokerServer) -> None:
    assert broker.port != 5672
    assert str(broker.port) in broker.url


@pytest.mark.broker
def test_declaring_twice_is_declaring_once(channel: Any) -> None:
    declared(channel)
    declared(channel)


@pytest.mark.broker
def test_a_queue_made_under_another_server_version_is_taken_as_it_is(channel: Any) -> None:
    topology.declare_exchange(channel)
    other = topology.QueueForm(
        "sample.inbox",
        {"x-queue-type": "quorum", "x-single-active-consumer": True, "x-delivery-limit": 7},
        (),
    )
    topology.declare_queue(channel.connection, other)
    declared(channel)


@pytest.mark.broker
def test_a_message_that_is_redelivered_again_and_again_is_never_dropped(channel: Any) -> None:
    declared(channel)
    channel.basic_qos(0, 1, False)
    publish(channel, "offers.no_show_reported")
    for _ in range(30):
        (message,) = taken(channel, 2)
        channel.basic_reject(message.delivery_tag, requeue=True)


@pytest.mark.broker
def test_history_can_be_read_again_from_the_beginning(channel: Any) -> None:
    topology.declare_exchange(channel)
    topology.declare_history(channel.connection)
    publish(channel, "offers.true_ids")
    for tag in ("offers.offer_given", "sickpay.absence_notified"):
        publish(channel, tag, topology.REPORTED)
    for _ in range(2):
        reading = channel.connection.channel()
        reading.basic_qos(0, 10, False)
        came: list[str] = []
        reading.basic_consume(
            queue=topology.HISTORY,
            callback=lambda message, came=came: came.append(message.delivery_info["routing_key"]),
            arguments={"x-stream-offset": "first"},
        )
        until = time.monotonic() + 5
        while len(came) < 2 and time.monotonic() < until:
            client.drain(channel.connection, 0.2)
        reading.close()
        assert came == ["offers.offer_given", "sickpay.absence_notified"]


@pytest.mark.broker
def test_the_long_memory_with_true_ids_is_removed_with_what_it_held(channel: Any) -> None:
    topology.declare_exchange(channel)
    as_it_was = topology.history_queue()
    form = topology.QueueForm(topology.FORMER_HISTORY, as_it_was.arguments, ("#",))
    topology.declare_queue(channel.connection, form)
    publish(channel, "offers.offer_given")
    for _ in range(2):  # the second finds nothing to remove
        topology.declare_history(channel.connection)
    with pytest.raises(NotFound):
        channel.queue_declare(queue=topology.FORMER_HISTORY, passive=True)


def publish(channel: Any, key: str, exchange: str = topology.EXCHANGE) -> None:
    import amqp  # noqa: PLC0415 - only here

    channel.basic_publish(amqp.Message(b"{}"), exchange=exchange, routing_key=key)
