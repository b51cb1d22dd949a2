"""Gives a server HTTP requests and times every one; a process of its own, standard library only.

Closed: each connection sends its next request when it has its answer.
Open: requests are due at a fixed rate, answered or not, and a request's time runs from the moment
it was due. A server that stalls cannot make the figures look better by being asked less.
Reads one order a line on standard input and writes one account a line.
"""

from __future__ import annotations

import json
import os
import select
import socket
import sys
import time
from collections import Counter, deque
from typing import Any
from uuid import uuid4

_END = b"\r\n\r\n"
_CITIZEN = b"{citizen}"
_KEY = b"{key}"
_LAST_ANSWERS_SECONDS = 5.0


class Line:
    """One kept-alive connection."""

    __slots__ = ("about", "data", "due", "sock")

    def __init__(self, address: tuple[str, int]) -> None:
        self.sock = socket.create_connection(address)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""
        self.due = 0.0
        self.about = ""


def status_of(data: bytes) -> tuple[int, bool] | None:
    """Return status and whether it says when to come back; None while it is not whole."""
    head = data.find(_END)
    if head < 0:
        return None
    fields = data[:head].lower()
    at = fields.find(b"content-length:")
    if at < 0:
        raise ValueError("an answer without a length")
    length = int(fields[at + 15 :].split(b"\r\n", 1)[0])
    if len(data) < head + 4 + length:
        return None
    return int(data[9:12]), b"retry-after:" in fields


def request_of(order: dict[str, Any]) -> bytes:
    """Write the request with places for what differs each time."""
    body = json.dumps(order["body"]).encode() if order.get("body") is not None else b""
    grown = len(body) + body.count(_CITIZEN) * (36 - len(_CITIZEN))
    lines = [f"{order['method']} {order['path']} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in order.get("headers", {}).items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {grown}"]
    return "\r\n".join(lines).encode() + _END + body


class Load:
    """One order carried out."""

    def __init__(self, order: dict[str, Any]) -> None:
        """Connect, and write the request once."""
        self._address = ("127.0.0.1", order["port"])
        self._request = request_of(order)
        self._about: list[str] = order.get("about", [])
        self._rate: float | None = order.get("rate")
        self._seconds: float = order["seconds"]
        self._remember: bool = order.get("remember", False)
        self._lines = [Line(self._address) for _ in range(order["connections"])]
        self._by_file = {line.sock.fileno(): line for line in self._lines}
        self._asked = 0
        self.times: list[float] = []
        self.good: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.sent: dict[str, float] = {}

    def run(self) -> dict[str, Any]:
        """Send for the time that was ordered and account for every request."""
        cpu = time.process_time()
        started = time.perf_counter()
        offered = self._open(started) if self._rate else self._closed(started)
        took = min(time.perf_counter() - started, self._seconds)
        for line in self._lines:
            line.sock.close()
        return {
            "seconds": took,
            "cpu": (time.process_time() - cpu) / (time.perf_counter() - started),
            "offered": offered,
            "statuses": dict(self.statuses),
            "times": [round(each * 1000, 3) for each in self.times],
            "good": [round(each * 1000, 3) for each in self.good],
            "sent": self.sent,
        }

    def _closed(self, started: float) -> int:
        poll = select.epoll()
        for line in self._lines:
            poll.register(line.sock.fileno(), select.EPOLLIN)
            self._send(line, time.perf_counter())
        offered, open_ = len(self._lines), len(self._lines)
        until = started + self._seconds
        while open_:
            for file, _ in poll.poll(1.0):
                line = self._by_file[file]
                if not self._receive(line, until):
                    continue
                now = time.perf_counter()
                if now < until:
                    offered += 1
                    self._send(line, now)
                else:
                    open_ -= 1
            if time.perf_counter() > until + _LAST_ANSWERS_SECONDS:
                break
        return offered

    def _open(self, started: float) -> int:
        assert self._rate is not None
        number = int(self._rate * self._seconds)
        until = started + self._seconds
        idle, busy, next_ = deque(self._lines), set[int](), 0
        while next_ < number or busy:
            now = time.perf_counter()
            if now > until + _LAST_ANSWERS_SECONDS:
                break
            while next_ < number and idle and started + next_ / self._rate <= now:
                line = idle.popleft()
                self._send(line, started + next_ / self._rate)
                busy.add(line.sock.fileno())
                next_ += 1
            if now > until and next_ < number:
                number = next_  # what could not be sent in time is offered and not taken
            wait = started + next_ / self._rate - now if next_ < number and idle else 0.1
            ready, _, _ = select.select(busy, (), (), max(0.0, wait))
            for file in ready:
                line = self._by_file[file]
                if self._receive(line, until):
                    busy.discard(file)
                    idle.append(line)
        return int(self._rate * self._seconds)

    def _send(self, line: Line, due: float) -> None:
        request = self._request
        if self._about:
            line.about = self._about[self._asked % len(self._about)]
            self._asked += 1
            request = request.replace(_CITIZEN, line.about.encode())
        elif _CITIZEN in request:
            line.about = str(uuid4())
            request = request.replace(_CITIZEN, line.about.encode())
        if _KEY in request:
            request = request.replace(_KEY, os.urandom(12).hex().encode())
        if self._remember:
            self.sent[line.about] = time.time() - (time.perf_counter() - due)
        line.due = due
        line.sock.sendall(request)

    def _receive(self, line: Line, until: float) -> bool:
        """Take what came; say whether the answer is whole."""
        data = line.sock.recv(262_144)
        if not data:
            raise ConnectionError("the server closed a connection that it had not said it would")
        line.data = line.data + data if line.data else data
        found = status_of(line.data)
        if found is None:
            return False
        status, named = found
        line.data = b""
        now = time.perf_counter()
        self.times.append(now - line.due)
        if status < 400:
            self.good.append(now - line.due)
        late = "late " if now > until else ""
        self.statuses[f"{late}{status}{' retry-after' if named else ''}"] += 1
        return True


def main() -> None:
    """Carry out orders until there are no more."""
    for text in sys.stdin:
        account = Load(json.loads(text)).run()
        sys.stdout.write(json.dumps(account) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
