"""The server that comes along: what happens when it is gone before it is stopped."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from jobcenter.embedded import EmbeddedServer

if TYPE_CHECKING:
    import pytest


def test_a_server_that_ends_while_it_is_being_stopped_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory(prefix="jobcenter-embedded-") as folder:
        with EmbeddedServer(Path(folder) / "pg", durable=False) as server:
            process = server._server.get_postmaster_info().process
            process.terminate()
            process.wait(60)
            # It was still seen running when it was asked to stop, and gone when it was ended.
            monkeypatch.setattr(process, "is_running", lambda: True)
        assert not psutil.pid_exists(process.pid)
