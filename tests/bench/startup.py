"""The whole house in one process with its own server: how soon it is ready, how much it takes."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
import psutil

from jobcenter.running import Running, path
from tests.bench.ground import end, wait_until_ready
from tests.bench.parts import Part, figure

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

_PATIENCE_SECONDS = 180.0


def measure(ground: Ground) -> Part:
    """Start it in an empty folder, and again in the folder it left."""
    part = Part()
    for name, values in ground.rounds({"both": lambda: _both(ground)}).items():
        part.figures[name] = figure("MB" if "memory" in name else "s", values)
    return part


def _both(ground: Ground) -> dict[str, float]:
    data = ground.room("embedded")
    data.chmod(0o755)
    return _start(data, "first") | _start(data, "again")


def _start(data: Path, name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "jobcenter", "up", "--quiet", "--real-time", "--port", "0"]
    started = time.perf_counter()
    with (data / "house.log").open("ab") as log:
        process = subprocess.Popen([*command, "--data", str(data)], stdout=log, stderr=log)
    try:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not path(data).exists():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the house did not start")
            time.sleep(0.01)
        running = msgspec.json.decode(path(data).read_bytes(), type=Running)
        for door in running.doors.values():
            wait_until_ready(f"{door.ops}/readyz", process)
        took = time.perf_counter() - started
        time.sleep(1.0)
        own = psutil.Process(process.pid).memory_full_info()
        return {
            f"startup.{name}": took,
            f"startup.{name}.memory": own.rss / 1e6,
            f"startup.{name}.memory_own": own.uss / 1e6,
        }
    finally:
        end(process)
        path(data).unlink(missing_ok=True)
