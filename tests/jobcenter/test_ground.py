"""Nothing of a year that is being filled is left in the database when the filling breaks off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from jobcenter.commands.doctor import _lost_at_a_power_cut
from jobcenter.running import ELSEWHERE, Running
from jobcenter.simulator import ground
from jobcenter.simulator.ground import Ground, never_waiting
from shared.casework.installation import Installation
from shared.casework.setup import set_up
from shared.eventlog.database import Database

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.postgres

FIRST = date(2011, 1, 3)
TOLD = """
    SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
    WHERE d.datname = current_database()
"""


def told(url: str) -> list[tuple[object, ...]]:
    """Return what the database tells everybody who connects."""
    with psycopg.connect(url) as conn:
        return conn.execute(TOLD).fetchall()


def waits(database: Database) -> tuple[object, ...] | None:
    """Return whether a commit waits for the disk, and who said so."""
    asked = "SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'"
    with database.connection() as conn:
        return conn.execute(asked).fetchone()


def test_a_filling_that_is_killed_leaves_a_database_that_waits_for_the_disk(
    house_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: the whole database was told not to wait, and only a good end took that back."""
    seen: list[object] = []

    class Killed:
        def __init__(self, *_: object) -> None:
            seen.extend(told(house_url))
            raise KeyboardInterrupt

    monkeypatch.setattr(ground, "Works", Killed)
    with pytest.raises(KeyboardInterrupt), Ground(tmp_path, house_url, FIRST):
        pass
    assert seen == told(house_url) == []


def test_a_filling_that_cannot_begin_lets_go_of_its_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = []

    def begin(self: Ground) -> None:
        self._stack.callback(ended.append, "server")
        raise KeyboardInterrupt

    monkeypatch.setattr(Ground, "_prepare", begin)
    with pytest.raises(KeyboardInterrupt), Ground(tmp_path, None, FIRST):
        pass
    assert ended == ["server"]


def test_only_who_fills_a_year_does_not_wait(sample_database: Database) -> None:
    filling = Database(never_waiting(sample_database.url), "sample")
    with filling.connection() as conn:
        assert conn.execute("SELECT current_user").fetchone() == ("jobcenter_sample",)
    assert waits(filling) == ("off", "client")
    assert waits(sample_database) == ("off", "configuration file"), "the tests' own server"
    filling.close()


def test_an_address_keeps_what_it_asks_of_the_server(sample_database: Database) -> None:
    asking = psycopg.conninfo.make_conninfo(sample_database.url, options="-c work_mem=7MB")
    filling = Database(never_waiting(asking), "sample")
    with filling.connection() as conn:
        assert conn.execute("SHOW work_mem").fetchone() == ("7MB",)
    assert waits(filling) == ("off", "client")
    filling.close()


@pytest.mark.parametrize("simulated", [True, False], ids=["simulated", "real"])
def test_what_an_earlier_version_left_is_seen_and_mended(
    database_url: str, *, simulated: bool
) -> None:
    house = Running(ELSEWHERE, database_url, None, simulated=simulated, doors={})
    installation = Installation("prøveby", simulated, {})
    set_up(database_url, [], installation)
    statement = sql.SQL("ALTER DATABASE {} SET synchronous_commit = {}")
    with psycopg.connect(database_url, autocommit=True) as conn:
        name = sql.Identifier(conn.info.dbname)
        conn.execute(statement.format(name, sql.SQL("off")))
    with psycopg.connect(database_url) as conn:
        said = _lost_at_a_power_cut(house, conn)
    assert said is not None
    assert "synchronous_commit is off (database)" in said
    assert set_up(database_url, [], installation) == ["platform/waits for the disk again"]
    assert set_up(database_url, [], installation) == []
    assert told(database_url) == []
    with psycopg.connect(database_url, autocommit=True) as conn:
        assert (_lost_at_a_power_cut(house, conn) is None) == simulated, "the server says so too"
        conn.execute(statement.format(name, sql.SQL("remote_apply")))
    assert set_up(database_url, [], installation) == []
    with psycopg.connect(database_url) as conn:
        assert _lost_at_a_power_cut(house, conn) is None
