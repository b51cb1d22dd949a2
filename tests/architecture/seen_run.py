"""Runs the services' own tests in a process of their own, to see what comes of what."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.declared import REPOSITORY, SERVICES
from tests.support.seen import FILE, Seen, read


def run(told: Path) -> Seen:
    """Run them and return what was seen; `told` is where the other process writes it.

    Property tests are left out: each fact must come of its order in a test somebody can read.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.seen"]
    command += ["-p", "no:randomly", "-p", "no:xdist"]
    command += ["-m", "not postgres and not broker and not nightly and not hypothesis"]
    ran = subprocess.run(
        [*command, *(f"tests/{service}" for service in SERVICES)],
        cwd=REPOSITORY,
        env={**os.environ, FILE: str(told)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(ran.stdout[-3000:])
    return read(told)
