"""What the figures were taken on; nothing that says where."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg

if TYPE_CHECKING:
    from tests.bench.ground import Ground

_GIB = 1 << 30
_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size")


def describe(ground: Ground) -> dict[str, str]:
    """Return processor, memory, kernel, disk and the server's settings that matter."""
    with psycopg.connect(ground.server.url("postgres")) as conn:
        version = conn.execute("SHOW server_version").fetchone()
        settings = {name: conn.execute(f"SHOW {name}".encode()).fetchone() for name in _SETTINGS}
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / _GIB:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "PostgreSQL": str(version[0]) if version else "?",
        "disk": f"{fdatasyncs(ground.folder):,.0f} fdatasync/s of 8 KiB",
        "server": ", ".join(f"{name}={found[0]}" for name, found in settings.items() if found),
    }


def cores_in_use(seconds: float = 3.0) -> float:
    """Return how many cores others use now; a load average tells of minutes ago."""
    share = psutil.cpu_percent(interval=seconds)
    return float(share) / 100 * (os.cpu_count() or 1)


def fdatasyncs(folder: Path, seconds: float = 0.5) -> float:
    """Return how often a second this disk says that 8 KiB are safe."""
    path = folder / "fdatasync"
    block = os.urandom(8192)
    number, started = 0, time.perf_counter()
    with path.open("wb", buffering=0) as file:
        while time.perf_counter() - started < seconds:
            file.seek(0)
            file.write(block)
            os.fdatasync(file.fileno())
            number += 1
    path.unlink()
    return number / (time.perf_counter() - started)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
