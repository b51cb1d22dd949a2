"""What a superuser does to a log of a town in which every service has cases is found and named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import psycopg
import pytest

from jobcenter import running
from jobcenter.commands.rebuild import works_of
from jobcenter.embedded import EmbeddedServer
from jobcenter.verification import findings_of
from shared.casework.settings import SERVICES
from tests.shared.witness.tampering import WAYS, cut, edit_state, rewrite
from tests.support.database import drop_database
from tests.support.orders import Known
from tests.support.real import START, RealHouse

pytestmark = pytest.mark.postgres

SERVICE = "visitation"
ORIGINAL, COPY = "tamper_town", "tamper_copy"


@pytest.fixture(scope="module")
def town(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A town whose logs are signed, at rest in a database that each test copies."""
    data = tmp_path_factory.mktemp("tampered")
    server.create_database(ORIGINAL)
    house = RealHouse(server.url(ORIGINAL), data)
    house.populate()
    with psycopg.connect(server.url(ORIGINAL), autocommit=True) as conn:
        conn.execute(f"SELECT nextval('{SERVICE}.events_position')")
    for case in house.works[SERVICE].service.cases * 3:
        house._open_one(SERVICE, case, Random(3), Known(START.date()))
    house.pump()
    for works in house.works.values():
        for witness in works.witnesses:
            witness.take()
    house.close()
    doors = {name: running.Door("https://nowhere", "https://nowhere") for name in SERVICES}
    running.write(
        data,
        running.Running(
            pid=os.getpid(),
            database_url=server.url(COPY),
            broker_url=None,
            simulated=True,
            doors=doors,
        ),
    )
    yield data
    drop_database(server, ORIGINAL)


@pytest.fixture
def root(server: EmbeddedServer, town: Path) -> Iterator[psycopg.Connection]:
    """A superuser's connection to a copy of the town."""
    server.create_database(COPY, ORIGINAL)
    search = f"-c search_path={SERVICE} -c session_replication_role=replica"
    with psycopg.connect(server.url(COPY), autocommit=True, options=search) as conn:
        yield conn
    drop_database(server, COPY)


def jobcenter(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jobcenter", *arguments, "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={**os.environ, "COLUMNS": "200", **settings},
    )


def head(root: psycopg.Connection) -> int:
    found = root.execute("SELECT max(position) FROM events").fetchone()
    assert found is not None
    return int(found[0])


def findings(data: Path, service: str, against: Path | None = None) -> list[tuple[str, str]]:
    """Return what the verification says about one service, in this process."""
    works = works_of(service, data)
    try:
        return [(promise, text) for _, promise, text in findings_of([works], against)]
    finally:
        works.close()
        for log in works.producers.values():
            log._database.close()


def faults(data: Path, against: Path | None = None) -> list[str]:
    """Return what the verification says about the log and its checkpoints."""
    return [text for promise, text in findings(data, SERVICE, against) if promise == "I11"]


def test_the_untouched_town_is_what_was_signed(town, root):
    assert "✓ I11" in jobcenter(town, "verify").stdout


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_first_bad_position_is_named(town, root, way):
    at = head(root) // 2
    first = way(root, at, Random(7), head(root))
    (said,) = faults(town)
    assert re.search(rf"\bpositions? {first}\b", said), said


def test_how_far_a_log_was_read_is_shown_on_a_terminal_only(town, root):
    assert "reading the log" not in jobcenter(town, "verify").stdout
    said = jobcenter(town, "verify", FORCE_COLOR="1").stdout
    assert "reading the log of " in said


def test_verify_says_so_and_ends_in_failure(town, root):
    at = head(root) // 2
    cut(root, at, Random(7), head(root))
    done = jobcenter(town, "verify")
    assert done.returncode == 1
    assert done.stderr == ""
    assert "✗ I11" in done.stdout
    assert f"    visitation: the log is cut: positions {at} to " in done.stdout


def test_a_forged_log_is_not_signed_by_the_command_either(town, root):
    rewrite(root, head(root), Random(1), head(root))
    done = jobcenter(town, "checkpoint")
    assert done.returncode == 1
    assert "The log of visitation is not what was signed before (log_changed)." in done.stderr


@contextmanager
def changed(path: Path, content: bytes) -> Iterator[None]:
    kept = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(kept)


def test_checkpoints_that_were_cut_with_the_log_are_found(town, root):
    book = town / "checkpoints" / f"{SERVICE}.jsonl"
    with changed(book, b""):
        at = cut(root, head(root) // 2, Random(1), head(root))
        said = faults(town)
    assert said[0] == "the checkpoints from line 1 on are gone"
    assert f"positions {at} to " in said[1], "the copy in the database still proves the log"


def test_a_copy_kept_elsewhere_finds_what_was_exchanged_altogether(town, root, tmp_path):
    """Who holds log, book, the copy in the database and the key forges all of them."""
    elsewhere = tmp_path / "kept"
    elsewhere.mkdir()
    for each in (town / "checkpoints").iterdir():
        (elsewhere / each.name).write_bytes(each.read_bytes())
    at = head(root) // 2
    rewrite(root, at, Random(1), head(root))
    root.execute("DELETE FROM checkpoints")
    key = town / "checkpoint-keys" / f"{SERVICE}.key"
    book = town / "checkpoints" / f"{SERVICE}.jsonl"
    with changed(book, b""), changed(key, key.read_bytes()):
        key.unlink()
        book.unlink()
        assert jobcenter(town, "checkpoint").returncode == 0
        assert faults(town) == [], "nothing here tells"
        said = faults(town, elsewhere)
    assert f"position {at} was changed" in said


def test_an_administrator_who_takes_a_look_out_of_the_log_is_named(town, root):
    """The look that was made up for every house is the first one of this town's log."""
    root.execute("DELETE FROM lookup_log.looks WHERE position = 1")
    said = [text for promise, text in findings(town, "citizen_history") if promise == "I11"]
    assert said == ["looks: the log is cut: positions 1 to 1 are gone"]


def restored(root: psycopg.Connection, at: int) -> None:
    """Leave what a backup has that was taken before a position."""
    cut(root, at, Random(7), head(root))
    root.execute("UPDATE log_epoch SET timeline = 'FFFFFFFF'")


def test_a_restored_log_is_released_by_one_command_and_a_forged_cut_is_not(town, root):
    book = town / "checkpoints" / f"{SERVICE}.jsonl"
    at, last = head(root) // 2, head(root)
    restored(root, at)
    assert faults(town) == [f"the log is cut: positions {at} to {last} are gone"]
    with changed(book, book.read_bytes()):
        done = jobcenter(town, "epoch", SERVICE, "--reason", "the disk [broke]")
        assert f"{SERVICE} goes on after position {at - 1}" in done.stdout, done.stderr
        assert faults(town) == []
        said = jobcenter(town, "verify").stdout
        assert f"released by a person: {SERVICE} goes on after position {at - 1}" in said
        assert "the disk [broke])" in said, "why stands there, and by whom"
        cut(root, at - 2, Random(7), last)
        assert faults(town) == [f"the log is cut: positions {at - 2} to {at - 1} are gone"]


def test_without_the_key_nothing_is_begun(town, root, tmp_path):
    empty = ("--data", str(tmp_path), "--reason", "none")
    done = subprocess.run(
        [sys.executable, "-m", "jobcenter", "epoch", SERVICE, "--database", root.info.dsn, *empty],
        capture_output=True, text=True, timeout=110, check=False,
        env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Nothing was begun: the cut cannot be signed (key_missing)." in done.stderr
    assert root.execute("SELECT max(epoch) FROM log_epoch").fetchone() == (1,)


def test_checkpoints_that_are_gone_altogether_stop_no_other_check(town, root):
    before = {each for each in findings(town, SERVICE) if each[0] != "I11"}
    root.execute("DROP TABLE checkpoints")
    found = findings(town, SERVICE)
    assert ("I11", "could not be checked (UndefinedTable)") in found
    assert {promise for promise, _ in found} == {promise for promise, _ in before} | {"I11"}


def test_what_cannot_be_read_stops_no_other_check(town, root):
    edit_state(root, head(root) // 2)
    root.execute("UPDATE events SET state = '\\xff', effective_on = 'infinity' WHERE position = 1")
    root.execute("UPDATE offers.events SET recorded_at = 'infinity', tag = 'x' WHERE position = 1")
    for service in (SERVICE, "offers"):
        found = findings(town, service)
        assert ("I11", "position 1 was changed") in found
        assert {promise for promise, _ in found} >= {"I6", "I11"}, "the views were looked at too"
