"""Each service speaks on the broker as itself: it tells its own facts and hears whom it follows."""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import amqp
import pytest
from amqp.exceptions import AccessRefused
from nameko.standalone.rpc import ClusterRpcProxy

from jobcenter import catalogue
from shared.access.issuer import Issuer
from shared.messaging import broker as client
from shared.messaging import envelope, topology
from shared.messaging.broker_users import (
    CALLER,
    CALLS,
    REPORTING,
    VHOST,
    definitions,
    user_name,
    users_of,
)
from shared.messaging.doorbell import BrokerDoorbell
from shared.messaging.publisher import Publisher
from tests.chaos.sample import wait_for
from tests.shared.messaging.test_envelope import plain_meta, row_of
from tests.support.broker import BrokerServer, find_server, real_broker
from tests.support.children import child
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.messaging.doorbell import Hint

HOUSE = {service.name: service.sources for service, _ in catalogue.declarations()}
FACT = row_of(plain_meta())
PLAN = {"citizen": "11111111-1111-4111-8111-111111111111", "title": "Job på lager"}
OFFERS = envelope.urn("prøveby", "offers")
KEY = topology.routing_key("offers", FACT.tag)


class Broker:
    """A broker of our own with the users of the house, each with a password of its own."""

    def __init__(self, server: BrokerServer) -> None:
        self.server = server

    def url(self, user: str) -> str:
        return self.server.url_as(f"{user}:word-of-{user}")

    def as_service(self, name: str) -> str:
        return self.url(user_name(name))

    @contextmanager
    def channel(self, user: str) -> Iterator[Any]:
        connection = client.connect(self.url(user))
        try:
            yield connection.channel()
        finally:
            client.close(connection)

    @contextmanager
    def listening(self, service: str, sources: Sequence[str]) -> Iterator[BrokerDoorbell]:
        bell = BrokerDoorbell(self.as_service(service), service, sources)
        with closing(bell):
            bell.connect()
            yield bell

    def telling(self, service: str) -> closing[Publisher]:
        return closing(Publisher(self.as_service(service), NAMES_ONLY))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    program = find_server()
    if program is None:
        pytest.skip("NO BROKER TESTS: rabbitmq-server is not installed (set RABBITMQ_SERVER)")
    folder = tmp_path_factory.mktemp("users")
    users = users_of({**HOUSE, "sample": ("offers",)})
    said = definitions(users, lambda user: f"word-of-{user}", lambda _bytes: b"salt")
    (folder / "definitions.json").write_text(json.dumps(said))
    loads = f"load_definitions = {folder / 'definitions.json'}\n"
    server = BrokerServer(folder, program, loads)
    server.login, server.vhost = f"{REPORTING}:word-of-{REPORTING}", VHOST
    with server:
        yield Broker(server)


def heard(bell: BrokerDoorbell, seconds: float = 10) -> list[Hint]:
    came: list[Hint] = []
    until = time.monotonic() + seconds
    while not came and time.monotonic() < until:
        came += bell.wait(0.2)
    return came


# -- what is written down ------------------------------------------------------------------------


def test_a_password_stands_nowhere_and_its_salt_makes_equal_ones_differ() -> None:
    salts = iter((b"aaaa", b"bbbb", *[b"cccc"] * 9))
    said = definitions(users_of(HOUSE), lambda _user: "hemmeligt", lambda _bytes: next(salts))
    assert "hemmeligt" not in json.dumps(said)
    first, second, *_ = (each["password_hash"] for each in said["users"])
    assert first != second


def test_every_service_has_a_user_and_nobody_manages_the_broker() -> None:
    said = definitions(users_of(HOUSE), lambda _user: "x", lambda _bytes: b"salt")
    names = {each["name"] for each in said["users"]}
    assert names == {*(user_name(name) for name in HOUSE), REPORTING, CALLER}
    assert names == {each["user"] for each in said["permissions"]}
    assert all(each["tags"] == [] for each in said["users"])
    assert {each["vhost"] for each in said["permissions"]} == {VHOST}


# -- a message and the key it comes under --------------------------------------------------------


class Came:
    """A message as the broker hands it over."""

    def __init__(self, key: str, source: str) -> None:
        self.delivery_tag = 1
        self.delivery_info = {"routing_key": key}
        self.body = envelope.write(envelope.urn("prøveby", source), FACT)


@pytest.mark.parametrize(
    ("key", "says", "source", "taken"),
    [
        (KEY, "offers", "offers", True),
        ("sickpay.no_show_reported", "offers", "sickpay", False),
        (KEY, "sickpay", "offers", False),
        ("somebody.else", "offers", None, False),
        ("visitation.inbox", "offers", None, False),
    ],
)
def test_a_fact_is_taken_only_under_the_key_of_its_source(
    key: str, says: str, source: str | None, *, taken: bool
) -> None:
    bell = BrokerDoorbell("pyamqp://nowhere", "visitation", ("offers", "sickpay"))
    bell._take(Came(key, says))
    (hint,) = bell._came
    assert hint.source == source
    assert (hint.row is not None) is taken


# -- on a broker ---------------------------------------------------------------------------------


@pytest.mark.broker
@pytest.mark.parametrize("service", HOUSE)
def test_each_service_makes_its_queue_listens_and_publishes_with_its_own_rights(
    house: Broker, service: str
) -> None:
    with house.listening(service, HOUSE[service]) as bell, house.telling(service) as publisher:
        bell.repair()
        publisher.publish(service, envelope.urn("prøveby", service), [FACT])


@pytest.mark.broker
def test_what_a_service_tells_is_heard_by_who_follows_it(house: Broker) -> None:
    with house.listening("visitation", ("offers",)) as bell, house.telling("offers") as publisher:
        publisher.publish("offers", OFFERS, [FACT])
        assert FACT.event_id in {hint.row.event_id for hint in heard(bell) if hint.row}


@pytest.mark.broker
def test_a_service_that_was_taken_over_cannot_tell_in_anothers_name(house: Broker) -> None:
    with house.telling("sickpay") as forger, pytest.raises(AccessRefused):
        forger.publish("offers", OFFERS, [FACT])


@pytest.mark.broker
def test_nor_tell_reporting_anything_in_anothers_name(house: Broker) -> None:
    with house.telling("offers"), house.channel(user_name("sickpay")) as channel:
        message = amqp.Message(b"{}")
        channel.basic_publish_confirm(message, topology.REPORTED, "sickpay.absence_notified")
        with pytest.raises(AccessRefused):
            channel.basic_publish_confirm(message, topology.REPORTED, KEY)


@pytest.mark.broker
def test_nobody_puts_a_message_into_anothers_queue_past_the_exchange(house: Broker) -> None:
    with (
        house.listening("visitation", ("offers",)),
        house.channel(user_name("sickpay")) as channel,
        pytest.raises(AccessRefused),
    ):
        channel.basic_publish_confirm(amqp.Message(b"{}"), "", "visitation.inbox")


@pytest.mark.broker
@pytest.mark.parametrize(
    "queue", ["visitation.inbox", topology.HISTORY], ids=["an inbox", "the long memory"]
)
def test_a_service_reads_no_queue_but_its_own(house: Broker, queue: str) -> None:
    with (
        house.listening("visitation", ("offers",)),
        house.telling("visitation"),
        house.channel(user_name("sickpay")) as channel,
    ):
        channel.basic_qos(0, 1, False)
        with pytest.raises(AccessRefused):
            channel.basic_consume(queue=queue)


@pytest.mark.broker
def test_a_service_listens_for_nobody_it_does_not_follow(house: Broker) -> None:
    service = "company_contact"
    stranger = next(each for each in HOUSE if each not in (*HOUSE[service], service))
    with (
        house.listening(service, HOUSE[service]),
        house.channel(user_name(service)) as channel,
        pytest.raises(AccessRefused),
    ):
        channel.queue_bind(f"{service}.inbox", topology.EXCHANGE, f"{stranger}.#")


@pytest.mark.broker
def test_reporting_reads_the_long_memory_and_tells_nothing(house: Broker) -> None:
    with house.telling("offers") as publisher:
        publisher.publish("offers", OFFERS, [FACT])
    with house.channel(REPORTING) as channel:
        channel.basic_qos(0, 10, False)
        came: list[Any] = []
        channel.basic_consume(
            queue=topology.HISTORY, callback=came.append, arguments={"x-stream-offset": "first"}
        )
        wait_for(lambda: client.drain(channel.connection, 0.2) or bool(came))
        assert came[0].properties["type"] == FACT.tag
        assert str(FACT.event_id) not in str(came[0].body)
        assert "message_id" not in came[0].properties
        message, mute = amqp.Message(b"{}"), channel.connection.channel()
        with pytest.raises(AccessRefused):
            mute.basic_publish_confirm(message, topology.EXCHANGE, KEY)


@pytest.mark.broker
def test_a_caller_is_answered_and_no_other_service_hears_the_call(
    house: Broker, tmp_path: Path
) -> None:
    issuer = Issuer(tmp_path)
    token = issuer.issue("anna", ["counsellor"], "jobcenter")
    url = house.as_service("sample")
    command = [sys.executable, "-m", "tests.shared.container.serve_rpc", tmp_path, url]
    with child(command, cwd=Path.cwd(), stdin=-1, stdout=-1, text=True) as served:
        assert served.stdin is not None
        assert served.stdout is not None
        assert served.stdout.readline() == "started\n"
        with ClusterRpcProxy({"AMQP_URI": house.url(CALLER)}, timeout=60) as cluster:
            assert cluster.sample_rpc.open_plan(token, PLAN, "key-1")["status"] == 201
        with house.channel(user_name("offers")) as channel:
            channel.queue_declare("rpc-offers_rpc", durable=True, auto_delete=False)
            with pytest.raises(AccessRefused):
                channel.queue_bind("rpc-offers_rpc", CALLS, "sample_rpc.*")
        served.stdin.close()
        assert served.stdout.read().endswith("stopped\n")


@pytest.mark.broker
def test_an_installations_own_user_may_do_what_the_bench_does(tmp_path: Path) -> None:
    program = find_server()
    if program is None:
        pytest.skip("NO BROKER TESTS: rabbitmq-server is not installed (set RABBITMQ_SERVER)")
    with real_broker(tmp_path, program) as server:
        assert not client.is_default_login(server.url)
        server.kill()
        server.start()
        with closing(Publisher(server.url, NAMES_ONLY)) as publisher:
            publisher.publish("offers", OFFERS, [FACT])
