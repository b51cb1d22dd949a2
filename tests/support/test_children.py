"""A test that fails leaves no program behind for the next one to stumble over."""

import gc
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.broker import BrokerServer
from tests.support.children import child

SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")


class FailsError(Exception):
    """What ends the test in the middle."""


def started(begin: Callable[[], object]) -> list[subprocess.Popen[bytes]]:
    """Begin what fails; return the programs that were started, with a name for each."""
    made: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen.__init__

    def noted(self: subprocess.Popen[bytes], *given: object, **named: object) -> None:
        real(self, *given, **named)  # type: ignore[call-overload]  # whatever it was given
        made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", noted)
        with pytest.raises((FailsError, RuntimeError)):
            begin()
    return made


def test_a_program_is_ended_and_waited_for_when_its_test_fails() -> None:
    def fails() -> None:
        with child(SLEEPS, stdout=subprocess.PIPE):
            raise FailsError

    (process,) = started(fails)
    assert process.returncode is not None
    assert process.stdout is not None
    assert process.stdout.closed


def test_a_program_left_behind_is_what_another_test_stumbles_over() -> None:
    process = subprocess.Popen(SLEEPS)
    process.kill()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        del process
        gc.collect()
    assert [each.category for each in seen] == [ResourceWarning]


def test_a_broker_that_does_not_start_leaves_neither_node_nor_port_mapper(tmp_path: Path) -> None:
    """Seen red: both were left, and what had been started before it too."""
    program = tmp_path / "no-broker"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)

    def fails() -> None:
        with BrokerServer(tmp_path / "mq", str(program)):
            pass

    left = [each for each in started(fails) if each.returncode is None]
    for each in left:
        each.kill()
        each.wait()
    assert left == []
