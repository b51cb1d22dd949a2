"""Programs that a test starts: however the test ends, none of them outlives it unseen."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@contextmanager
def child(command: Sequence[object], **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """Run a program beside a test; at the end it is ended, waited for, and its pipes are closed.

    One that a failing test forgets is found by the collector some tests later, and then another
    test, which did nothing wrong, fails with its `ResourceWarning`.
    """
    with subprocess.Popen([str(each) for each in command], **how) as process:
        try:
            yield process
        finally:
            process.kill()


def end_with_parent() -> None:
    """Let this process be killed when the one that started it ends, however that ends (Linux)."""
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
