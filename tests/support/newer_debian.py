"""RabbitMQ 4 out of a newer Debian, unpacked into a folder and run there; nothing is installed.

`python -m tests.support.newer_debian trixie FOLDER` unpacks it (as root, with `debootstrap`, once)
and writes the program that `RABBITMQ_SERVER` may name; it sees the folder for temporary files, in
which the tests keep what is the node's. `make rabbitmq4` does both and runs the tests with it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from shlex import quote

PROGRAM = "rabbitmq-server"
_LIES_AT = "/usr/lib/rabbitmq/bin/rabbitmq-server"
_READY = ".unpacked"
_LAUNCHER = """#!/bin/sh
# Runs RabbitMQ of the Debian in this folder. Its mounts are its own and end with it.
exec unshare --mount sh -c '
    mkdir -p "$1$2" && mount --rbind /proc "$1/proc" && mount --rbind /dev "$1/dev" &&
    mount --rbind "$2" "$1$2" && exec chroot "$1" {program}
' sh {root} {shared}
"""


def unpack(suite: str, folder: Path) -> Path:
    """Unpack a Debian with RabbitMQ into `folder` if it is not there; return the program."""
    if not (folder / _READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        packages = f"--include={PROGRAM}"
        subprocess.run(
            ["debootstrap", "--variant=minbase", packages, suite, str(folder)], check=True
        )
        (folder / _READY).touch()
    program = folder / PROGRAM
    where = {"root": quote(str(folder)), "shared": quote(tempfile.gettempdir())}
    program.write_text(_LAUNCHER.format(program=_LIES_AT, **where), encoding="utf-8")
    program.chmod(0o755)
    return program


if __name__ == "__main__":
    print(unpack(sys.argv[1], Path(sys.argv[2]).resolve()))
