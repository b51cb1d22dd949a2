"""The load: what it sends, what it takes for an answer, and from when it counts."""

import json
import socket
import threading
from contextlib import closing

import pytest

from tests.bench.load import Load, request_of, status_of

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}"
FULL = b"HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n"


@pytest.mark.parametrize("cut", range(1, len(CREATED)))
def test_half_an_answer_is_none(cut):
    assert status_of(CREATED[:cut]) is None
    assert status_of(CREATED) == (201, False)


def test_an_answer_that_says_when_to_come_back_is_told_apart():
    assert status_of(FULL) == (503, True)


def test_an_answer_without_a_length_is_refused():
    with pytest.raises(ValueError, match="without a length"):
        status_of(b"HTTP/1.1 200 OK\r\n\r\n")


def test_the_length_is_that_of_the_body_with_a_citizen_in_it():
    request = request_of({"method": "POST", "path": "/", "body": {"citizen": "{citizen}"}})
    head, _, body = request.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2])
    assert length == len(body.replace(b"{citizen}", b"0" * 36))
    assert json.loads(body) == {"citizen": "{citizen}"}


def answering(listener: socket.socket, asked: list[bytes], answers: list[bytes]) -> None:
    while True:
        try:
            conn, _ = listener.accept()
        except OSError:
            return
        with conn:
            while data := conn.recv(65536):
                asked.append(data)
                conn.sendall(answers[min(len(asked), len(answers)) - 1])


@pytest.mark.parametrize("rate", [None, 200])
def test_every_request_is_accounted_for(rate):
    asked: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        args = (listener, asked, [CREATED, FULL, CREATED])
        server = threading.Thread(target=answering, args=args, daemon=True)
        server.start()
        order = {"method": "GET", "path": "/", "headers": {"Idempotency-Key": "{key}"}}
        port = listener.getsockname()[1]
        account = Load(
            {**order, "port": port, "connections": 1, "seconds": 0.2, "rate": rate}
        ).run()
        listener.shutdown(socket.SHUT_RDWR)
    assert sum(account["statuses"].values()) == len(asked) == len(account["times"])
    assert len(account["good"]) == len(asked) - 1
    assert any(status.endswith("503 retry-after") for status in account["statuses"])
    assert len(set(asked)) == len(asked), "each order has a key of its own"
