"""The look-up log: written before anything is shown, by services that may only add."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from msgspec.structs import replace

from services.citizen_history.cases.looked_at import LooksAt, looks_at
from shared.access.looks import ROLE, Look, LookReader, LookTable, RecordedLooks, set_up_looks
from shared.casework.persons import Persons
from shared.casework.reading_room import ReadingRoom
from shared.eventlog.database import Database, make_role
from shared.eventlog.writer import Writer
from shared.trouble import Unavailable
from tests.shared.http.conftest import Caller
from tests.shared.http.sample import CITIZEN, STRANGER, SmallOffice

MIGRATIONS = Path(__file__).parents[2] / "shared" / "access" / "migrations"
WRITER, READER = "jobcenter_looks_writer", "jobcenter_looks_reader"
NOW = datetime(2011, 6, 14, 12, tzinfo=UTC)


def look(name: str = "plan") -> Look:
    return Look(
        NOW, "sample", "show", name, "anna", "counsellor@jobcenter", "municipal", "jobcenter",
        "employment_effort", "own", "", (CITIZEN,), "", "shown", "test",
    )  # fmt: skip


@pytest.fixture
def url(database_url: str) -> str:
    with psycopg.connect(database_url, autocommit=True) as conn:
        make_role(conn, WRITER)
        make_role(conn, READER)
        for _ in range(2):  # the second time changes nothing
            set_up_looks(conn, MIGRATIONS, [WRITER, READER], READER)
    return database_url


@pytest.fixture
def table(url: str) -> Iterator[LookTable]:
    database = Database(url, "lookup_log", WRITER)
    yield LookTable(database.connection)
    database.close()


def rows(url: str, what: str = "*") -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as conn:
        return conn.execute(f"SELECT {what} FROM lookup_log.looks ORDER BY position").fetchall()


def test_a_batch_is_stored_whole_and_chained(table: LookTable, url: str) -> None:
    table.append([look("a"), look("b")])
    table.append([look("c")])
    found = rows(url, "position, name, previous_hash, hash, citizens, lookup_log.look_hash(looks)")
    assert [(row[0], row[1]) for row in found] == [(1, "a"), (2, "b"), (3, "c")]
    assert found[0][4] == [CITIZEN]
    assert [row[2] for row in found] == [b"", found[0][3], found[1][3]]
    assert all(row[3] == row[5] for row in found)


FORBIDDEN = (
    "UPDATE lookup_log.looks SET actor = 'nobody'",
    "DELETE FROM lookup_log.looks",
    "TRUNCATE lookup_log.looks",
)


@pytest.mark.parametrize("role", [WRITER, READER, ROLE, "owner"])
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_nobody_changes_or_removes_a_look(
    table: LookTable, url: str, role: str, statement: str
) -> None:
    table.append([look()])
    with psycopg.connect(url) as conn:
        if role != "owner":
            conn.execute(f"SET ROLE {role}".encode())
        with pytest.raises(psycopg.Error):
            conn.execute(statement.encode())
    assert len(rows(url)) == 1


def test_a_service_may_add_and_not_read(table: LookTable, url: str) -> None:
    table.append([look()])
    for role, may in ((WRITER, False), (READER, True), (ROLE, True)):
        with psycopg.connect(url) as conn:
            conn.execute(f"SET ROLE {role}".encode())
            if may:
                assert conn.execute("SELECT count(*) FROM lookup_log.looks").fetchone() == (1,)
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    conn.execute("SELECT count(*) FROM lookup_log.looks")


def test_a_log_that_cannot_be_written_is_trouble_and_never_silence(url: str) -> None:
    database = Database(url, "lookup_log", WRITER)
    writer = Writer(LookTable(database.connection))
    looks = RecordedLooks(writer.submit)
    looks.record(look())
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("REVOKE EXECUTE ON FUNCTION lookup_log.record(jsonb) FROM " + WRITER)
    with pytest.raises(Unavailable) as trouble:
        looks.record(look())
    assert trouble.value.code == "look_not_recorded"
    writer.stop()
    database.close()


def test_the_citizen_sees_when_and_what_for_and_not_by_whom(table: LookTable, url: str) -> None:
    strange = replace(look("guest"), relation="guest", reason="Vikar for en kollega")
    turned_away = replace(look("refused"), result="refused")
    other = replace(look("other"), citizens=(STRANGER,))
    table.append([look("own"), strange, turned_away, other])
    database = Database(url, "lookup_log", READER)
    desk: Any = SimpleNamespace(
        resources={"looks": LookReader(database.connection)}, persons=lambda _citizens: Persons()
    )
    found = looks_at(desk, LooksAt(CITIZEN))
    assert [(each.name, each.guest) for each in found] == [("guest", True), ("own", False)]
    assert (found[1].at, found[1].da) == (NOW, "Beskæftigelsesindsats")
    assert "anna" not in repr(found)
    assert [each.name for each in looks_at(desk, LooksAt(CITIZEN, limit=1))] == ["guest"]
    database.close()


class Kept:
    """Looks in memory; may be told to fail."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.broken = False

    def record(self, one: Look) -> None:
        if self.broken:
            raise Unavailable("look_not_recorded")
        self.looks.append(one)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def room(office: SmallOffice, kept: Kept) -> ReadingRoom:
    return ReadingRoom(office, looks=kept)  # type: ignore[arg-type]  # a stand-in with the same methods


BODY = {"citizen": str(CITIZEN), "title": "Job på lager"}


def ways(plan: str) -> list[tuple[str, str]]:
    return [
        (f"/plans/{plan}", "show"),
        (f"/plans/{plan}/events", "history"),
        (f"/plans?citizen={CITIZEN}", "list"),
        ("/plans", "list"),
        (f"/citizens/{CITIZEN}/plans", "question"),
    ]


def test_every_answer_about_a_citizen_has_its_row_before(anna: Caller, kept: Kept) -> None:
    plan = anna.order("/plans", BODY, key="k1").json["case_id"]
    for path, kind in ways(plan):
        assert anna.get(path).status_code == 200
        last = kept.looks[-1]
        assert (last.kind, last.citizens, last.result) == (kind, (CITIZEN,), "shown"), path
        assert (last.actor, last.acts_as) == ("anna", "counsellor@jobcenter")
        assert (last.purpose, last.relation) == ("employment_effort", "own")
    assert len(kept.looks) == len(ways(plan))


def test_without_the_log_nothing_is_shown(anna: Caller, kept: Kept) -> None:
    plan = anna.order("/plans", BODY, key="k1").json["case_id"]
    kept.broken = True
    for path, _ in ways(plan):
        refused = anna.get(path)
        assert (refused.status_code, refused.json["code"]) == (503, "look_not_recorded"), path
        assert str(CITIZEN) not in refused.text
        assert "Job på lager" not in refused.text


def test_who_is_turned_away_is_recorded_too(anna: Caller, kept: Kept) -> None:
    assert anna.get(f"/citizens/{STRANGER}/plans").status_code == 403
    assert [(each.result, each.citizens) for each in kept.looks] == [("refused", (STRANGER,))]


def test_a_case_that_is_not_there_was_not_seen(anna: Caller, kept: Kept) -> None:
    assert anna.get(f"/plans/{uuid4()}").status_code == 404
    assert kept.looks == []
