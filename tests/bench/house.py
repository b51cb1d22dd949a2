"""Our own services as processes of their own, migrated and started as an operator does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from shared.access.issuer import Issuer
from tests.bench.ground import end, free_port, wait_until_ready

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

REGISTRATION = {
    "citizen": "{citizen}",
    "benefit_basis": "cash_benefit",
    "target_group": "tg2_cash_ready",
    "age": 40,
}
_PROGRAM = (sys.executable, "-m", "jobcenter")


@dataclass
class House:
    """An installation on the common server, on real time."""

    ground: Ground
    url: str
    data: Path
    broker: str | None = None
    ports: dict[str, tuple[int, int]] = field(default_factory=dict)
    processes: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)

    def serve(self, service: str, processes: int = 1) -> int:
        """Start a service in so many processes on one port; return the port."""
        port, started = free_port(), []
        for _ in range(processes):
            ops = free_port()
            self.ports[service] = port, ops
            command = [*_PROGRAM, "serve", service, "--port", str(port), "--ops-port", str(ops)]
            command += ["--data", str(self.data), "--database", self.url]
            command += ["--broker", self.broker] if self.broker else []
            with (self.data / f"{service}.log").open("ab") as log:
                process = subprocess.Popen(command, stdout=log, stderr=log)
            self.ground.stack.callback(end, process)
            started.append(process)
            wait_until_ready(f"http://127.0.0.1:{ops}/readyz", process)
        self.processes[service] = started
        return port

    def pids(self, service: str) -> list[int]:
        """Return a service's processes."""
        return [each.pid for each in self.processes[service]]

    def token(self, role: str, unit: str) -> str:
        """Return a token for somebody."""
        return token(self.data, role, unit)

    def registering(self) -> dict[str, Any]:
        """Return the order that registers a new citizen, for the load."""
        return {
            "method": "POST",
            "path": "/citizen-cases",
            "body": REGISTRATION,
            "headers": {
                "Authorization": f"Bearer {self.token('reception', 'reception')}",
                "Idempotency-Key": "{key}",
            },
        }

    def asking(self, path: str, role: str, unit: str) -> dict[str, Any]:
        """Return a question for the load."""
        return asking(self.data, path, role, unit)

    def post(self, service: str, path: str, body: Any, version: int | None) -> dict[str, Any]:
        """Give one order by hand."""
        headers = {
            "Authorization": f"Bearer {self.token('counsellor_muni', 'jobcenter')}",
            "Idempotency-Key": os.urandom(12).hex(),
        }
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        url = f"http://127.0.0.1:{self.ports[service][0]}{path}"
        answer = httpx.post(url, json=body, headers=headers, timeout=30.0)
        answer.raise_for_status()
        done: dict[str, Any] = answer.json()
        return done


def found(ground: Ground, name: str, broker: str | None = None) -> House:
    """Make an installation in a database of its own."""
    data, url = ground.room(name), ground.database(name)
    subprocess.run(
        [*_PROGRAM, "migrate", "--database", url, "--data", str(data)],
        check=True,
        capture_output=True,
    )
    return House(ground, url, data, broker)


def token(data: Path, role: str, unit: str) -> str:
    """Return a token for somebody, from the issuer of an installation's data folder."""
    return Issuer(data).issue("bench", [role], unit, minutes=600)


def asking(data: Path, path: str, role: str, unit: str) -> dict[str, Any]:
    """Return a question for the load, asked by somebody of the installation in that folder."""
    return {
        "method": "GET",
        "path": path,
        "headers": {
            "Authorization": f"Bearer {token(data, role, unit)}",
            # Nobody at the bench has a case of these citizens: a stranger gives a reason.
            "X-Access-Reason": "Maaling af svartid",
        },
    }
