"""Canaries go in over HTTP, travel over a broker and are asked for by every command that shows.

The house runs as `jobcenter up` starts it on servers of one's own: its log, all that its commands
say, every message with its headers, the broker's own disk and the data folder are looked through.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from jobcenter import running
from jobcenter.scenario.house import House, Refused
from jobcenter.scenario.story import Person
from shared.casework.settings import SERVICES
from shared.messaging import broker as client
from shared.messaging.topology import EXCHANGE, HISTORY
from tests.canaries.seeds import Canary, canaries, found_in
from tests.support.children import child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.broker import BrokerServer

pytestmark = [pytest.mark.postgres, pytest.mark.broker]

HOW_MANY = 25
EARS = "canaries.ears"
_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
RITA = Person(["reception"], "reception")
ANNA = Person(["counsellor_muni"], "jobcenter")
SUSAN = Person(["sickpay_officer"], "sickpay")
PROGRAM = (sys.executable, "-m", "jobcenter")
COMMANDS = (
    ("tail", "--from-start", "--once"),
    ("verify",),
    ("doctor",),
    ("parked", "list"),
    ("retention",),
    ("keys", "show"),
    ("checkpoint",),
)


@contextmanager
def house_on(data: Path, log: Path, database: str, broker: str) -> Iterator[House]:
    """Run the house as an operator would, on a database and a broker of one's own."""
    servers = ("--database", database, "--broker", broker, "--start", "2011-06-20")
    command = [*PROGRAM, "up", "--data", str(data), *servers, "--port", "0", "--quiet"]
    with log.open("wb") as said, child(command, stdout=said, stderr=said) as process:
        try:
            yield _ready(data, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _ready(data: Path, process: subprocess.Popen[bytes]) -> House:
    for _ in range(900):
        assert process.poll() is None, "the house did not start"
        if running.path(data).exists():
            found = running.read(data)
            try:
                answers = [httpx.get(f"{door.ops}/readyz") for door in found.doors.values()]
            except httpx.HTTPError:
                answers = []
            if answers and all(each.is_success for each in answers):
                return House(found, data)
        time.sleep(0.1)
    raise AssertionError("the house is not ready")


def fly(house: House, canary: Canary) -> str:
    """Register a canary, write its illness down, and send all of it into wrong places."""
    rita, anna, susan = (
        house.token(name, who) for name, who in (("rita", RITA), ("anna", ANNA), ("susan", SUSAN))
    )
    person = {"national_id": canary.number, "name": canary.name}
    citizen = str(house.post("citizen_history", "/citizens", person, rita, None)["case_id"])
    need = {"citizen": citizen, "need": canary.diagnosis, "legal_basis": canary.name}
    house.post("visitation", "/social-requests", need, anna, None)
    absence = {"first_absence_day": "2011-06-20", "on": "2011-06-20", "notified_by": "employer"}
    ill = {"citizen": citizen, "employment": "employee", **absence}
    house.post("sickpay", "/sick-pay-cases", ill, susan, None)
    for service, path, token in (
        ("visitation", "/social-requests", anna),
        ("sickpay", "/sick-pay-cases", susan),
        ("citizen_history", "/citizens", rita),
    ):
        for wrong in ({canary.name: canary.diagnosis}, {"citizen": canary.number}, [canary.name]):
            with pytest.raises((Refused, httpx.HTTPStatusError)) as told:
                house.post(service, path, wrong, token, None)
            assert not found_in(str(told.value).encode(), [canary])
    return citizen


def said_by(data: Path, *arguments: str) -> bytes:
    done = subprocess.run(
        [*PROGRAM, *arguments, "--data", str(data)],
        capture_output=True,
        timeout=110,
        check=False,
        env={**os.environ, "COLUMNS": "300"},
    )
    assert b"Traceback" not in done.stderr, (arguments, done.stderr)
    return done.stdout + done.stderr


@contextmanager
def channel_of(broker: BrokerServer) -> Iterator[Any]:
    connection = client.connect(broker.url)
    try:
        yield connection.channel()
    finally:
        client.close(connection)


def listen(broker: BrokerServer) -> None:
    """Have a queue of our own get everything that is published."""
    quorum = {"x-queue-type": "quorum"}
    with channel_of(broker) as channel:
        channel.queue_declare(queue=EARS, durable=True, auto_delete=False, arguments=quorum)
        channel.queue_bind(queue=EARS, exchange=EXCHANGE, routing_key="#")


def heard_by(broker: BrokerServer) -> list[bytes]:
    """Take every message that those who follow a service get."""
    taken = []
    with channel_of(broker) as channel:
        while (message := channel.basic_get(EARS, no_ack=True)) is not None:
            taken.append(whole(message))
        channel.queue_delete(queue=EARS)
    return taken


def reported_by(broker: BrokerServer, number: int) -> list[bytes]:
    """Read what reporting reads, from the first message that was ever told."""
    came: list[Any] = []
    with channel_of(broker) as channel:
        channel.basic_qos(0, 100, False)

        def take(message: Any) -> None:
            came.append(message)
            channel.basic_ack(message.delivery_tag)

        first = {"x-stream-offset": "first"}
        channel.basic_consume(queue=HISTORY, callback=take, arguments=first)
        for _ in range(300):
            if len(came) >= number:
                break
            client.drain(channel.connection, 0.1)
    return [whole(each) for each in came]


def whole(message: Any) -> bytes:
    """Return a message with all its headers and properties."""
    content = message.body if isinstance(message.body, bytes) else message.body.encode()
    return repr((message.properties, message.delivery_info)).encode() + b" " + content


def ids_in(messages: list[bytes]) -> set[str]:
    return {each.decode() for message in messages for each in _ID.findall(message)}


def files_of(*folders: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.timeout(600)
def test_no_canary_is_found_in_the_broker_the_commands_or_the_folders(
    broker: BrokerServer, database_url: str, tmp_path: Path
) -> None:
    broker.wipe(SERVICES)
    data, log, out = tmp_path / "data", tmp_path / "log", tmp_path / "out"
    data.mkdir()
    seeds = canaries(HOW_MANY, seed=1898)
    with house_on(data, log, database_url, broker.url) as house:
        listen(broker)
        citizens = [fly(house, each) for each in seeds]
        house.wait_for_quiet()
        messages = heard_by(broker)
        reported = reported_by(broker, len(messages))
        said = {name: said_by(data, *name) for name in COMMANDS}
        said[("timeline",)] = said_by(data, "timeline", citizens[0])
        said[("file",)] = said_by(data, "file", citizens[0], "--out", str(out))
        doors = running.read(data).doors.values()
        figures = b"".join(httpx.get(f"{door.ops}/metrics").content for door in doors)
        house.close()
    assert b"7/7 promises hold" in said[("verify",)], said[("verify",)].decode()
    assert len(messages) >= 3 * HOW_MANY
    assert any(b"jobcenter" in each for each in messages)
    known = ids_in(messages)
    assert set(citizens) < known, "who follows a service hears who it is about"
    assert len(reported) == len(messages)
    assert len(ids_in(reported)) >= len(known)
    assert not known & ids_in(reported), "reporting does not"

    file = files_of(out)
    assert {oct(Path(path).stat().st_mode & 0o777) for path in file} == {"0o600"}
    assert all(found_in(content, seeds) == [0] for content in file.values()), "whose file it is"

    places = {
        "messages": b"\n".join(messages),
        "reported": b"\n".join(reported),
        "figures": figures,
        "log": log.read_bytes(),
        **{" ".join(name): text for name, text in said.items()},
        **files_of(data, broker.folder / "data", broker.folder / "log"),
    }
    assert {name: found for name, text in places.items() if (found := found_in(text, seeds))} == {}

    # The scan would have seen it: a message that says it in clear lies on the broker's disk.
    told = f"{seeds[3].number} {seeds[4].name}".encode()
    publish(broker, told)
    on_disk = b"".join(files_of(broker.folder / "data").values())
    assert found_in(on_disk, seeds) == [3, 4]


def publish(broker: BrokerServer, body: bytes) -> None:
    """Put a message into the stream that reporting reads, by hand."""
    from amqp import Message  # noqa: PLC0415 - by hand, past everything that is ours

    with channel_of(broker) as channel:
        channel.basic_publish_confirm(Message(body, delivery_mode=2), routing_key=HISTORY)
