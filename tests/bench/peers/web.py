"""Starts the web peers on the common server."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from tests.bench.ground import end, free_port, wait_until_ready

if TYPE_CHECKING:
    from tests.bench.ground import Ground

TABLE = """
CREATE TABLE registrations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    citizen uuid NOT NULL UNIQUE,
    benefit_basis text NOT NULL,
    target_group text NOT NULL,
    age int NOT NULL,
    authority text NOT NULL,
    channel text NOT NULL,
    body jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


def start(ground: Ground, name: str) -> tuple[int, int]:
    """Start a web peer; return its port and its process."""
    url = ground.database(name)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(TABLE.encode())
    port = free_port()
    bin_ = ground.peers / "bin"
    process = subprocess.Popen(
        _command(bin_, name, port),
        env={**os.environ, "PEER_DATABASE": url, "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ground.stack.callback(end, process)
    wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
    return port, process.pid


def _command(bin_: Path, name: str, port: int) -> list[str]:
    if name == "fastapi":
        return [
            *(str(bin_ / "uvicorn"), "tests.bench.peers.fastapi_app:app", "--port", str(port)),
            *("--host", "127.0.0.1", "--no-access-log", "--log-level", "warning"),
            *("--loop", "uvloop", "--http", "httptools"),
        ]
    return [
        *(str(bin_ / "gunicorn"), "tests.bench.peers.flask_app:app", "-b", f"127.0.0.1:{port}"),
        *("-w", "1", "-k", "gthread", "--threads", "8", "--keep-alive", "75"),
    ]
