"""A real process on a real port: it answers side by side, unpacks chunks, and stops politely."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.access.issuer import Issuer
from shared.http.codes import Codes
from shared.http.limits import MAX_BODY
from tests.shared.http.sample import CITIZEN
from tests.support.children import child

ROOT = Path(__file__).parents[3]


class Served:
    """A child that serves the sample."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.port, self.ops_port = map(int, self.line().split())
        self.url = f"http://127.0.0.1:{self.port}"
        self.ops_url = f"http://127.0.0.1:{self.ops_port}"

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def rest(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.read()


@contextlib.contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[Served]:
    """Serve the sample for as long as a test needs it."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.shared.http.serve_sample", folder, port]
    with child(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield Served(process)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("issuer")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as served:
        yield served


@pytest.fixture
def http(served: Served, folder: Path) -> Iterator[httpx.Client]:
    token = Issuer(folder).issue("anna", ["counsellor"], "jobcenter")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with httpx.Client(base_url=served.url, headers=headers, timeout=10) as client:
        yield client


def test_an_order_is_answered_over_a_kept_connection(http: httpx.Client) -> None:
    body = {"citizen": str(CITIZEN), "title": "Job på lager"}
    for number in range(3):
        answer = http.post("/plans", json=body, headers={"Idempotency-Key": f"kept-{number}"})
        assert answer.status_code == 201
        assert answer.json()["version"] == 1


def test_no_answer_tells_what_serves_it(http: httpx.Client, served: Served) -> None:
    for answer in (http.get("/plans"), http.get("/nowhere"), httpx.get(f"{served.ops_url}/docs")):
        assert {"server", "x-powered-by", "via"}.isdisjoint(answer.headers)
    refused = httpx.request("NONSENSE", served.url, timeout=10)
    assert "server" not in refused.headers
    assert "eventlet" not in refused.text.lower()


def test_a_chunked_order_is_read_and_a_large_one_is_413(http: httpx.Client) -> None:
    body = f'{{"citizen":"{CITIZEN}","title":"i stykker"}}'.encode()
    pieces = (body[at : at + 7] for at in range(0, len(body), 7))
    answer = http.post("/plans", content=pieces, headers={"Idempotency-Key": "chunked"})
    assert answer.request.headers["Transfer-Encoding"] == "chunked"
    assert answer.status_code == 201
    large = (b" " * 8192 for _ in range(MAX_BODY // 8192 + 2))
    answer = http.post("/plans", content=large, headers={"Idempotency-Key": "large"})
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert http.get("/plans").status_code == 200


def test_a_broken_chunk_is_400_and_harms_no_other(served: Served, http: httpx.Client) -> None:
    authorization = http.headers["Authorization"]
    request = (
        "POST /plans HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Idempotency-Key: broken\r\nAuthorization: {authorization}\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as raw:
        raw.sendall(request.encode())
        answer = b"".join(iter(lambda: raw.recv(4096), b""))
    assert b" 400 " in answer.splitlines()[0]
    assert b"body_unreadable" in answer
    assert http.get("/plans").status_code == 200


UNREADABLE = {
    "a long address": (b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    "a long address unended": (b"GET /" + b"a" * 200_000, 414),
    "a long header": (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 9_000 + b"\r\n\r\n", 431),
    "much head": (
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 7_000) for n in range(20)),
        431,
    ),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: 1\r\n" * 300 + b"\r\n", 431),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\xff\r\n\r\n", 400),
    "another version": (b"GET / HTTP/9.9\r\n\r\n", 505),
    "no version": (b"GET / HTTP/x\r\n\r\n", 400),
    "a length below nothing": (b"POST /plans HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    "a length in words": (b"POST /plans HTTP/1.1\r\nContent-Length: ten\r\n\r\n", 400),
    "two lengths": (
        b"POST /plans HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        400,
    ),
    "length and chunks": (
        b"POST /plans HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        400,
    ),
    "an unknown coding": (b"POST /plans HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
}


@pytest.mark.parametrize("why", UNREADABLE)
def test_what_never_becomes_a_request_is_a_problem_in_two_languages_too(
    served: Served, http: httpx.Client, why: str
) -> None:
    """Seen red: the server's own answers had no body, or a page in English."""
    sent, status = UNREADABLE[why]
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(sent)
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().splitlines()
    assert lines[0].startswith(f"HTTP/1.1 {status} ")
    assert "Content-Type: application/problem+json" in lines
    problem = json.loads(body)
    title = Codes.load()[problem["code"]]
    assert (problem["status"], problem["title"], problem["title_en"]) == (
        status,
        title.da,
        title.en,
    )
    assert http.get("/plans").status_code == 200


def test_one_slow_answer_stops_no_other(http: httpx.Client, served: Served) -> None:
    slow = threading.Thread(target=httpx.get, args=(f"{served.url}/slow?seconds=1",))
    slow.start()
    begun = time.monotonic()
    for _ in range(5):
        assert http.get("/plans").status_code == 200
    assert time.monotonic() - begun < 0.9
    slow.join()


def test_two_doors_of_one_process_do_not_mix(served: Served) -> None:
    assert httpx.get(f"{served.ops_url}/openapi.json").json()["openapi"] == "3.1.0"
    assert httpx.get(f"{served.ops_url}/plans").status_code == 404
    assert httpx.get(f"{served.url}/plans").status_code == 401


def test_a_stop_finishes_what_is_at_work_and_takes_nothing_new(folder: Path) -> None:
    with serving(folder) as served:
        answers: list[httpx.Response] = []
        slow = f"{served.url}/slow?seconds=1.5&announce=true"
        at_work = threading.Thread(target=lambda: answers.append(httpx.get(slow, timeout=20)))
        at_work.start()
        assert served.line() == "at work"
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with contextlib.suppress(httpx.TransportError):
            assert httpx.get(f"{served.url}/slow", timeout=0.3) is None
        at_work.join()
        assert answers[0].json() == {"done": True}
        assert served.process.wait(timeout=10) == 0
        assert "stopped" in served.rest()


def test_two_processes_share_a_port_and_one_goes_on_alone(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with serving(folder, port) as first, serving(folder, port) as second:
        assert first.port == second.port == port
        first.process.send_signal(signal.SIGTERM)
        first.process.wait(timeout=10)
        for _ in range(5):
            assert httpx.get(f"{second.url}/slow?seconds=0").json() == {"done": True}
