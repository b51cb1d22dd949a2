"""A broker that is spoken to over TLS must show who it is: certificate, authority and name."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from shared.container.rpc_door import RpcDoor
from shared.messaging import broker as client
from shared.messaging.doorbell import BrokerDoorbell
from shared.messaging.publisher import Publisher
from tests.shared.messaging.test_broker_users import FACT, OFFERS, heard
from tests.support.broker import BrokerServer, find_server
from tests.support.certificates import certificate
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tls")
    certificate(made / "tls")
    return made


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """Start a broker that speaks TLS too, and return the port on which it does."""
    program = find_server()
    if program is None:
        pytest.skip("NO BROKER TESTS: rabbitmq-server is not installed (set RABBITMQ_SERVER)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = (
        f"listeners.ssl.1 = 127.0.0.1:{port}\n"
        f"ssl_options.certfile = {folder}/tls/certificate.pem\n"
        f"ssl_options.keyfile = {folder}/tls/key.pem\n"
    )
    with BrokerServer(folder, program, settings):
        yield port


@pytest.fixture
def trusted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "tls/certificate.pem"))


def url(port: int, host: str = "127.0.0.1") -> str:
    return f"amqps://guest:guest@{host}:{port}//"


def test_only_an_address_with_tls_asks_for_a_certificate() -> None:
    assert client.line_to("pyamqp://guest:guest@127.0.0.1:5672//").tls is None
    assert client.line_to("amqp://a@mq/jobcenter").tls is None
    said = client.line_to("amqps://a:b@mq.example/jobcenter")
    assert said.tls is not None
    assert said.tls["server_hostname"] == "mq.example"
    assert (said.url, said.login) == ("amqps://a:b@mq.example/jobcenter", None)


def test_a_certificate_of_our_own_takes_the_place_of_the_password() -> None:
    said = client.line_to("amqps://jobcenter_offers@mq/jobcenter?certfile=/a.pem&keyfile=/k.pem")
    assert said.url == "amqps://jobcenter_offers@mq/jobcenter"
    assert said.login == "EXTERNAL"
    assert said.tls is not None
    assert (said.tls["certfile"], said.tls["keyfile"]) == ("/a.pem", "/k.pem")


@pytest.mark.parametrize(
    ("url", "default"),
    [
        ("amqp://guest:guest@127.0.0.1:5672//", True),
        ("amqps://mq/jobcenter", True),
        ("amqps://jobcenter_offers:a@mq/jobcenter", False),
    ],
)
def test_the_user_that_every_broker_comes_with_is_known(url: str, *, default: bool) -> None:
    assert client.is_default_login(url) is default


def test_calls_are_answered_over_the_same_kind_of_line(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(
        "shared.container.rpc_door.ServiceContainer", lambda _what, how: made.append(how)
    )
    door = RpcDoor(type("Sample", (), {"name": "sample_rpc"}), "amqps://a:b@mq.example/jobcenter")
    with pytest.raises(AttributeError):  # there is no container to start
        door._serve()
    assert made[0]["AMQP_SSL"] == client.line_to("amqps://a:b@mq.example/jobcenter").tls
    door._broker_url += "?certfile=/a.pem&keyfile=/k.pem"
    with pytest.raises(AttributeError):
        door._serve()
    assert made[1]["AMQP_URI"] == "amqps://a:b@mq.example/jobcenter"
    assert (made[1]["AMQP_SSL"]["certfile"], made[1]["LOGIN_METHOD"]) == ("/a.pem", "EXTERNAL")


@pytest.mark.broker
@pytest.mark.usefixtures("trusted")
def test_facts_travel_over_tls(port: int) -> None:
    with (
        closing(BrokerDoorbell(url(port), "visitation", ("offers",))) as bell,
        closing(Publisher(url(port), NAMES_ONLY)) as publisher,
    ):
        bell.connect()
        publisher.publish("offers", OFFERS, [FACT])
        assert [hint.row.event_id for hint in heard(bell) if hint.row] == [FACT.event_id]


@pytest.mark.broker
@pytest.mark.usefixtures("trusted")
def test_a_broker_whose_certificate_is_for_another_name_is_not_spoken_to(port: int) -> None:
    with pytest.raises(client.LOST, match="certificate verify failed"):
        client.connect(url(port, "localhost"))


@pytest.mark.broker
def test_a_broker_of_an_unknown_authority_is_not_spoken_to(port: int) -> None:
    with pytest.raises(client.LOST, match="certificate verify failed"):
        client.connect(url(port))
