"""What comes from outside comes over TLS, through the gateway, or not at all."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import threading
import time
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from shared.casework.settings import FIRST_PORT, SERVICES
from shared.http.limits import MAX_BODY
from tests.architecture.declared import REPOSITORY
from tests.architecture.tools import need
from tests.support.certificates import certificate
from tests.support.children import child

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = REPOSITORY / "deploy/gateway/nginx.conf"
TEXT = FILE.read_text(encoding="utf-8")
FIRST_OUTER = 8441


class Service(BaseHTTPRequestHandler):
    """Stands in for a service, and keeps what reached it."""

    came: list[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append(f"{self.path} {len(body)}")
        self.send_response(201)
        self.send_header("Strict-Transport-Security", "max-age=1")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        return


class Gateway:
    """nginx with the file as it stands; only addresses and folders are those of the test."""

    def __init__(self, folder: Path, program: str, upstream: int) -> None:
        self.port = _free_port()
        self.authority = folder / "tls/certificate.pem"
        certificate(folder / "tls")
        text = re.sub(
            r"proxy_pass http://[a-z-]+:\d+", f"proxy_pass http://127.0.0.1:{upstream}", TEXT
        )
        text = re.sub(
            r"listen (\d+)", lambda at: f"listen 127.0.0.1:{self._port(int(at[1]))}", text
        )
        text = text.replace("/tmp/", f"{folder}/")  # noqa: S108 - the file's own
        text = text.replace(" /tls/", f" {folder}/tls/")
        (folder / "nginx.conf").write_text(f"daemon off;\nuser root;\n{text}", encoding="utf-8")
        place = str(folder)
        self.command = [program, "-p", place, "-c", f"{place}/nginx.conf", "-e", f"{place}/errors"]

    def _port(self, outer: int) -> int:
        return self.port if outer == FIRST_OUTER else _free_port()

    def ciphers(self, version: ssl.TLSVersion, offered: str = "ALL:@SECLEVEL=0") -> str:
        """Return what is agreed on by a caller who speaks this version only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.authority)
        context.set_ciphers(offered)
        context.minimum_version = context.maximum_version = version
        with (
            socket.create_connection(("127.0.0.1", self.port), 10) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as agreed,
        ):
            said = agreed.cipher()
        assert said is not None
        return said[0]

    def post(self, path: str, size: int) -> Any:
        context = ssl.create_default_context(cafile=str(self.authority))
        talk = HTTPSConnection("127.0.0.1", self.port, context=context, timeout=10)
        try:
            talk.request("POST", path, body=b"x" * size)
            answer = talk.getresponse()
            answer.read()
        finally:
            talk.close()
        return answer


@pytest.fixture(scope="module")
def reached() -> Iterator[tuple[int, list[str]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Service.came = []
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield server.server_address[1], Service.came
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def gateway(
    reached: tuple[int, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    program = need("nginx", "nginx-light")
    made = Gateway(tmp_path_factory.mktemp("gateway"), program, reached[0])
    subprocess.run([*made.command, "-t"], check=True, capture_output=True)
    with child(made.command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as nginx:
        until = time.monotonic() + 20
        while not _answers(made.port):
            assert time.monotonic() < until, "nginx did not start"
            time.sleep(0.05)
        yield made
        nginx.terminate()
        nginx.wait(20)


def test_the_gateway_knows_every_api_and_no_inner_door() -> None:
    ways = re.findall(r"listen (\d+) ssl;\s*location / \{ proxy_pass http://([a-z-]+):(\d+);", TEXT)
    assert ways == [
        (str(FIRST_OUTER + nth), name.replace("_", "-"), str(FIRST_PORT + nth))
        for nth, name in enumerate(SERVICES)
    ]
    assert TEXT.count("listen ") == len(SERVICES), "and it listens for nothing in clear"
    assert f"client_max_body_size {MAX_BODY // 1024}k;" in TEXT


def test_only_the_gateway_answers_other_machines() -> None:
    compose = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))
    outside = {
        name
        for name, one in compose["services"].items()
        if any(not str(port).startswith("127.0.0.1:") for port in one.get("ports", ()))
    }
    assert outside == {"gateway"}
    last = FIRST_OUTER + len(SERVICES) - 1
    ports = f"{FIRST_OUTER}-{last}"
    assert compose["services"]["gateway"]["ports"] == [f"{ports}:{ports}"]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_todays_tls_is_spoken_with_forward_secrecy(
    gateway: Gateway, version: ssl.TLSVersion
) -> None:
    agreed = gateway.ciphers(version)
    assert agreed.startswith(("ECDHE-", "TLS_"))
    assert "GCM" in agreed or "CHACHA20" in agreed


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_yesterdays_tls_is_refused(gateway: Gateway, version: ssl.TLSVersion) -> None:
    with pytest.raises(ssl.SSLError):
        gateway.ciphers(version)


@pytest.mark.parametrize("weak", ["AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA"])
def test_a_cipher_without_forward_secrecy_or_with_cbc_is_refused(
    gateway: Gateway, weak: str
) -> None:
    with pytest.raises(ssl.SSLError):
        gateway.ciphers(ssl.TLSVersion.TLSv1_2, f"{weak}:@SECLEVEL=0")


def test_a_request_comes_through_as_it_was_and_one_too_large_does_not(
    gateway: Gateway, reached: tuple[int, list[str]]
) -> None:
    answer = gateway.post("/citizen-cases?limit=5", MAX_BODY)
    assert answer.status == 201
    assert answer.getheader("Strict-Transport-Security")
    assert gateway.post("/citizen-cases", MAX_BODY + 1).status == 413
    assert reached[1] == [f"/citizen-cases?limit=5 {MAX_BODY}"]


def test_who_speaks_in_clear_reaches_no_service(
    gateway: Gateway, reached: tuple[int, list[str]]
) -> None:
    before = list(reached[1])
    with socket.create_connection(("127.0.0.1", gateway.port), 10) as plain:
        plain.sendall(b"POST /in-clear HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        assert b" 400 " in plain.recv(200)
    assert reached[1] == before


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
