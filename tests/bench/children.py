"""Processes that measure or are measured: they take an order a line and answer a line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable


class Child:
    """A process of ours that carries out orders."""

    def __init__(self, module: str, *arguments: str) -> None:
        """Start it; it waits for its first order."""
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def order(self, **order: Any) -> None:
        """Say what is to be done, and do not wait."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def account(self) -> dict[str, Any]:
        """Wait for the answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a measuring process ended")
        answer: dict[str, Any] = json.loads(line)
        if "trouble" in answer:
            raise RuntimeError(answer["trouble"])
        return answer

    def do(self, **order: Any) -> dict[str, Any]:
        """Have an order carried out."""
        self.order(**order)
        return self.account()


@dataclass
class Busy:
    """How much of one core some processes used."""

    processes: list[psutil.Process]

    @classmethod
    def of(cls, pids: Iterable[int]) -> Busy:
        """Look at these processes and what they started."""
        found = [psutil.Process(pid) for pid in pids]
        return cls(found + [child for each in found for child in each.children(recursive=True)])

    def __enter__(self) -> Self:
        """Begin to count."""
        self._at = time.perf_counter()
        self._before = self._seconds()
        self.share = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        """Say what share of one core it was."""
        self.share = (self._seconds() - self._before) / (time.perf_counter() - self._at)

    def _seconds(self) -> float:
        return sum(sum(each.cpu_times()[:2]) for each in self.processes)
