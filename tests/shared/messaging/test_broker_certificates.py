"""A service shows the broker a certificate of its own, and is known by it: no password anywhere."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from amqp.exceptions import AccessRefused

from shared.messaging import broker as client
from shared.messaging.broker_users import CALLER, VHOST, definitions, user_name, users_of
from shared.messaging.doorbell import BrokerDoorbell
from shared.messaging.relay import Publisher
from tests.shared.messaging.test_broker_users import FACT, HOUSE, OFFERS, heard
from tests.support.broker import BrokerServer, find_server
from tests.support.certificates import Authority
from tests.support.reporting import NAMES_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.broker
PLUGIN = "rabbitmq_auth_mechanism_ssl"


def as_deployed() -> str:
    """Return what the file for installations says; only where things lie is the test's own."""
    lines = Path("deploy/rabbitmq/certificates.conf").read_text("utf-8").splitlines()
    elsewhere = ("#", "listeners", "ssl_options.cacert", "ssl_options.cert", "ssl_options.key")
    return "".join(f"{each}\n" for each in lines if not each.startswith(elsewhere))


class CertifiedServer(BrokerServer):
    """A node that knows whoever starts it by a certificate, too."""

    own = ""

    @property
    def url(self) -> str:
        """Return the address by which it is asked whether it answers."""
        return self.own


class Certified:
    """A broker that takes nobody without a certificate of its authority."""

    def __init__(self, folder: Path, program: str) -> None:
        self.authority, self.stranger = Authority(folder / "ca"), Authority(folder / "other")
        certificate, key = self.authority.certify("mq")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        users = users_of(HOUSE)
        said = definitions(users, lambda _user: "unused", lambda _bytes: b"salt")
        (folder / "definitions.json").write_text(json.dumps(said))
        self.server = CertifiedServer(
            folder,
            program,
            f"load_definitions = {folder / 'definitions.json'}\n"
            f"listeners.ssl.1 = 127.0.0.1:{self.port}\n"
            f"ssl_options.cacertfile = {self.authority.file}\n"
            f"ssl_options.certfile = {certificate}\n"
            f"ssl_options.keyfile = {key}\n" + as_deployed(),
        )
        self.server.own = self.as_(CALLER)
        self.server.plugins = (PLUGIN,)

    def as_(self, user: str, *, by: Authority | None = None) -> str:
        certificate, key = (by or self.authority).certify(user)
        place = f"127.0.0.1:{self.port}/{VHOST}"
        return f"amqps://{user}@{place}?certfile={certificate}&keyfile={key}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certified]:
    program = find_server()
    if program is None:
        pytest.skip("NO BROKER TESTS: rabbitmq-server is not installed (set RABBITMQ_SERVER)")
    made = Certified(tmp_path_factory.mktemp("certified"), program)
    with pytest.MonkeyPatch.context() as trusted:
        trusted.setenv("SSL_CERT_FILE", str(made.authority.file))
        with made.server:
            yield made


def test_facts_travel_between_services_that_show_certificates(house: Certified) -> None:
    with (
        closing(BrokerDoorbell(house.as_(user_name("visitation")), "visitation", ("offers",))) as b,
        closing(Publisher(house.as_(user_name("offers")), NAMES_ONLY)) as publisher,
    ):
        b.connect()
        publisher.publish("offers", OFFERS, [FACT])
        assert [hint.row.event_id for hint in heard(b) if hint.row] == [FACT.event_id]


def test_who_it_is_goes_by_the_certificate_and_not_by_the_address(house: Certified) -> None:
    address = house.as_(user_name("sickpay")).replace("//jobcenter_sickpay@", "//jobcenter_offers@")
    with (
        closing(Publisher(address, NAMES_ONLY)) as forger,
        pytest.raises(AccessRefused),
    ):
        forger.publish("offers", OFFERS, [FACT])


@pytest.mark.parametrize("who", ["nobody's", "a stranger's"])
def test_without_a_certificate_of_the_authority_nobody_comes_in(house: Certified, who: str) -> None:
    user = user_name("offers")
    address = (
        f"amqps://{user}:unused@127.0.0.1:{house.port}/{VHOST}"
        if who == "nobody's"
        else house.as_(user, by=house.stranger)
    )
    with pytest.raises(client.LOST):
        client.connect(address)


def test_a_certificate_without_a_user_is_refused(house: Certified) -> None:
    with pytest.raises(client.LOST):
        client.connect(house.as_("jobcenter_nobody"))
