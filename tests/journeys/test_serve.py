"""One process for each service, as in production: migrated once, told over the broker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import psycopg
import pytest

from jobcenter.running import Door, Running
from jobcenter.scenario.house import House
from jobcenter.scenario.story import Person
from shared.casework.settings import SERVICES
from tests.support.children import child

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.broker import BrokerServer

HOUSE = ("visitation", "citizen_history")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            if httpx.get(url).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError(url)


def operate(env: dict[str, str], doors: dict[str, Door], citizen: str, data: Path) -> None:
    """Give an operator's commands to services that were started one by one."""

    def said(*arguments: str, ends: int = 0) -> str:
        command = [sys.executable, "-m", "jobcenter", *arguments]
        plain = {**env, "COLUMNS": "200"}
        done = subprocess.run(
            command, env=plain, capture_output=True, text=True, timeout=110, check=False
        )
        assert done.returncode == ends, (arguments, done.stdout, done.stderr)
        return done.stdout + done.stderr

    assert "Nothing runs here." in said("verify", ends=1)
    assert "is no door" in said("attach", "--door", "offers", ends=1)
    said("attach", *(f"--door={name}={at.api},{at.ops}" for name, at in doors.items()))
    assert (data / "running.json").stat().st_mode & 0o777 == 0o600, "a password may stand in it"
    assert "7/7 promises hold" in said("verify")
    assert "visitation is ready" in said("doctor")
    assert "visitation: " in said("checkpoint")
    assert said("parked", "list") == "Nothing is set aside.\n"
    assert "visitation.citizen_registered" in said("tail", "--from-start", "--once")
    assert "visitation.case_list: rebuilt" in said("rebuild", "visitation.case_list")
    said("file", citizen, "--out", str(data / "file"))
    page = (data / "file" / f"citizen-file-{citizen}.md").read_text(encoding="utf-8")
    assert "visitation.citizen_registered" in page
    assert "is in epoch 2" in said("epoch", "visitation", "--reason", "an exercise")
    assert "7/7 promises hold" in said("verify")


@pytest.mark.parametrize("order", [["serve", "offers"], ["migrate"]], ids=lambda each: each[0])
def test_a_service_speaks_in_clear_to_no_other_machine_unless_told_to(
    tmp_path: Path, order: list[str]
) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("JOBCENTER_")}
    said = {
        "JOBCENTER_DATABASE": "postgresql://jobcenter_offers:hemmeligt@db.invalid/jobcenter",
        "JOBCENTER_DATA": str(tmp_path),
        "COLUMNS": "200",
    }

    def ended(**more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jobcenter", *order],
            env=bare | said | more,
            capture_output=True, text=True, timeout=110, check=False,
        )  # fmt: skip

    refused = ended()
    assert refused.returncode == 1
    assert "without TLS that shows who answers: the database." in refused.stderr
    assert "hemmeligt" not in refused.stderr
    told = ended(JOBCENTER_PLAIN_INSIDE="true")
    assert told.returncode != 0, "there is no such machine"
    assert "without TLS" not in told.stderr


def test_a_real_installation_does_not_log_in_to_the_broker_as_guest(
    database_url: str, tmp_path: Path
) -> None:
    env = {
        **os.environ,
        "JOBCENTER_DATABASE": database_url,
        "JOBCENTER_DATA": str(tmp_path),
        "JOBCENTER_BROKER": "amqp://guest:guest@127.0.0.1:1//",
        "COLUMNS": "200",
    }

    def ended(*order: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jobcenter", *order],
            env=env, capture_output=True, text=True, timeout=110, check=False,
        )  # fmt: skip

    assert ended("migrate").returncode == 0
    refused = ended("serve", "offers", "--port", str(free_port()), "--ops-port", str(free_port()))
    assert refused.returncode == 1
    assert "as its default user (guest)" in refused.stderr


@pytest.mark.broker
@pytest.mark.timeout(400)
def test_services_in_their_own_processes_hear_each_other(
    broker: BrokerServer, database_url: str, tmp_path: Path
) -> None:
    broker.wipe(SERVICES)
    program = [sys.executable, "-m", "jobcenter"]
    env = {**os.environ, "JOBCENTER_DATABASE": database_url, "JOBCENTER_DATA": str(tmp_path)}
    done = subprocess.run(
        [*program, "migrate", "--simulated"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    env["JOBCENTER_BROKER"] = broker.url
    doors, processes = {}, []
    with ExitStack() as stack:
        for name in HOUSE:
            api, ops = free_port(), free_port()
            doors[name] = Door(f"http://127.0.0.1:{api}", f"http://127.0.0.1:{ops}")
            command = [*program, "serve", name, "--port", str(api), "--ops-port", str(ops)]
            log = stack.enter_context((tmp_path / f"{name}.log").open("wb"))
            process = stack.enter_context(child(command, env=env, stdout=log, stderr=log))
            processes.append(process)
        for name, process in zip(HOUSE, processes, strict=True):
            wait_until_ready(f"{doors[name].ops}/readyz", process)
        found = Running(os.getpid(), database_url, broker.url, True, doors)
        house = stack.enter_context(closing(House(found, tmp_path)))
        rita = house.token("rita", Person(["reception"], "reception"))
        body = {
            "citizen": str(uuid4()),
            "benefit_basis": "cash_benefit",
            "target_group": "tg2_cash_ready",
            "age": 40,
        }
        opened = house.post("visitation", "/citizen-cases", body, rita, None)
        assert opened["events"][0] == "visitation.citizen_registered"
        for _ in range(600):
            seen = {each.service: each for each in house.look()}
            head = seen["visitation"].head
            if (
                head
                and seen["citizen_history"].inbox["visitation"] == head == seen["visitation"].relay
            ):
                break
            time.sleep(0.1)
        assert seen["citizen_history"].inbox["visitation"] == head
        assert seen["visitation"].relay == head
        operate(env, doors, str(body["citizen"]), tmp_path)
        for process in processes:
            process.send_signal(signal.SIGTERM)
        assert [process.wait(30) for process in processes] == [0, 0]
    with psycopg.connect(database_url) as conn:
        told = conn.execute("SELECT count(*) FROM citizen_history.timeline_v2").fetchone()
    assert told is not None
    assert told[0] >= 1
