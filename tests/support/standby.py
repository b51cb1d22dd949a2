"""A primary and an asynchronous standby of our own, for failovers that lose what was not copied."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psycopg

from jobcenter.embedded import EmbeddedServer
from tests.chaos.sample import wait_for

if TYPE_CHECKING:
    from contextlib import ExitStack


class Pair:
    """Two servers; `fail_over` ends the first at once and promotes the second."""

    def __init__(self, stack: ExitStack) -> None:
        self._folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="jobcenter-pair-"))
        )
        self.primary = stack.enter_context(EmbeddedServer(self._folder / "one", durable=False))
        self._server = self.primary._server
        stack.callback(self._stop)

    def copy(self) -> Self:
        """Make the standby from the primary and start it."""
        sockets = self._server.get_postmaster_info().socket_dir
        place = self._home()
        place.mkdir(mode=0o700)
        if self._server.system_user:  # started as root, the servers run as somebody else
            shutil.chown(place, self._server.system_user)
        self._run(
            *("pg_basebackup", "-h", str(sockets), "-U", "postgres"),
            *("-D", str(place), "-R", "-c", "fast"),
        )
        for copied in place.glob(".s.PGSQL.*"):
            copied.unlink()  # the primary's socket lies in its folder
        options = f'-h "" -k {place}'
        self._run("pg_ctl", "-w", "-D", str(place), "-l", f"{place}/log", "-o", options, "start")
        return self

    def url(self, database: str) -> str:
        """Return how to connect to the standby."""
        return f"postgresql://postgres:@/{database}?host={self._home()}"

    def copied(self, database: str, position: int) -> None:
        """Wait until the standby shows a position of alpha's log."""
        with psycopg.connect(self.url(database), autocommit=True) as conn:
            wait_for(
                lambda: (
                    conn.execute('SELECT max("position") FROM alpha.events').fetchone()
                    == (position,)
                )
            )

    def pause(self) -> None:
        """Let nothing more be copied."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            conn.execute("ALTER SYSTEM SET primary_conninfo = ''")
            conn.execute("SELECT pg_reload_conf()")
            wait_for(
                lambda: conn.execute("SELECT count(*) FROM pg_stat_wal_receiver").fetchone() == (0,)
            )

    def fail_over(self) -> None:
        """End the primary without any farewell and promote the standby."""
        self._run("pg_ctl", "-D", str(self._server.pgdata), "-m", "immediate", "stop")
        self._run("pg_ctl", "-w", "-D", str(self._home()), "promote")

    def _home(self) -> Path:
        return self._folder / "two"

    def _stop(self) -> None:
        if self._home().exists():
            self._run("pg_ctl", "-D", str(self._home()), "-m", "immediate", "stop")

    def _log(self) -> str:
        log = self._home() / "log"
        return log.read_text(encoding="utf-8")[-2000:] if log.exists() else ""

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server as the user it runs as."""
        where = self._server.bin_path / program
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [str(where), *arguments],
                user=self._server.system_user,
                cwd="/",
                stdout=said,
                stderr=said,
                check=False,
                timeout=60,
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode() + self._log()
