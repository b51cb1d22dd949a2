"""What the installation is, and whose clock it goes by."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from falcon import testing

from jobcenter import catalogue
from shared.casework.installation import Installation, PlayedClock, clock_of, read
from shared.casework.settings import Settings
from shared.casework.setup import set_up
from shared.casework.works import Works
from shared.clock import SystemClock
from shared.http.ops import build_ops

ALONE = replace(catalogue.declaration("company_contact"), sources=("company_contact",))
SERVICE = [(ALONE, catalogue.home("company_contact"))]
START = datetime(2011, 5, 1, 8, tzinfo=UTC)


def make(url: str, *, simulated: bool) -> Installation:
    made = Installation("prøveby", simulated, {"sanction.test_day_rate_ore": 40000})
    set_up(url, SERVICE, made, START if simulated else None)
    return made


@pytest.fixture(params=[True, False], ids=["simulated", "real"])
def works(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Works]:
    make(database_url, simulated=request.param)
    service, home = SERVICE[0]
    made = Works(service, home, Settings(database_url=database_url, data=tmp_path))
    made.prepare()
    yield made
    made.close()


def test_an_installation_is_made_once_and_stays_what_it_is(database_url: str) -> None:
    made = make(database_url, simulated=True)
    assert set_up(database_url, SERVICE, Installation("en anden", False, {})) == []
    with psycopg.connect(database_url, autocommit=True) as conn:
        assert read(conn) == made
        found = conn.execute("SELECT moment FROM platform.clock").fetchone()
    assert found == (START,)


def test_a_database_without_an_installation_says_so(database_url: str) -> None:
    make(database_url, simulated=True)
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("DELETE FROM platform.installation")
        with pytest.raises(LookupError, match="create one first"):
            read(conn)


def test_the_clock_is_played_only_where_the_installation_was_made_so(works: Works) -> None:
    if works.installation.simulated:
        assert isinstance(works.clock, PlayedClock)
        assert works.clock.now() == START
    else:
        assert isinstance(works.clock, SystemClock)
        assert abs(works.clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_inner_door_moves_a_played_clock_and_refuses_the_real_one(works: Works) -> None:
    door = testing.TestClient(build_ops(works))
    answer = door.simulate_post("/clock", json={"moment": "2011-05-02T09:00:00+02:00"})
    if not works.installation.simulated:
        assert (answer.status_code, answer.json["code"]) == (409, "clock_not_played")
        assert abs(works.clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
        return
    assert answer.json == {"moment": "2011-05-02T07:00:00Z"}
    assert door.simulate_get("/clock").json == answer.json
    assert works.clock.now() == datetime(2011, 5, 2, 7, tzinfo=UTC)
    assert works.keeper.wake.is_set()


NO_MOMENTS = (
    b"",
    b"null",
    b"{}",
    b'{"moment": "2011-05-02"}',
    b'{"moment": "2011-05-02T09:00:00"}',
    b'{"moment": "2011-02-30T09:00:00Z"}',
    b'{"moment": "9999-12-31T23:59:59Z"}',
    b'{"moment": "2011-05-02T09:00:00Z", "by": "me"}',
    b"\xff\xfe",
    b"[" * 5000,
    b" " * 5000,
)


def test_what_is_no_moment_does_not_move_the_clock(database_url: str, tmp_path: Path) -> None:
    """Seen red: a clock moved to the calendar's end stood there for ever, beyond every rule."""
    make(database_url, simulated=True)
    service, home = SERVICE[0]
    works = Works(service, home, Settings(database_url=database_url, data=tmp_path))
    door = testing.TestClient(build_ops(works))
    for body in NO_MOMENTS:
        answer = door.simulate_post("/clock", body=body)
        assert answer.status_code == 422, body
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json["title"] != answer.json["title_en"]
    for method, path, status in (("GET", "/nowhere", 404), ("DELETE", "/clock", 405)):
        answer = door.simulate_request(method, path)
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert works.clock.now() == START
    works.close()


def test_a_played_clock_never_goes_back(database_url: str) -> None:
    installation = make(database_url, simulated=True)
    with psycopg.connect(database_url, autocommit=True) as conn:
        clock = clock_of(installation, lambda: nullcontext(conn))
        assert isinstance(clock, PlayedClock)
        later = START + timedelta(days=3)
        assert clock.move_to(later) == later
        assert clock.move_to(START) == later
        assert clock.now() == later
        with pytest.raises(psycopg.Error, match="only moves forward"):
            conn.execute("UPDATE platform.clock SET moment = %s", (START,))


def test_every_process_sees_a_clock_that_was_moved_elsewhere(database_url: str) -> None:
    installation = make(database_url, simulated=True)
    with psycopg.connect(database_url, autocommit=True) as conn:
        here, there = (clock_of(installation, lambda: nullcontext(conn)) for _ in range(2))
        assert there.now() == START
        assert isinstance(here, PlayedClock)
        assert isinstance(there, PlayedClock)
        here.move_to(START + timedelta(days=1))
        there._read_at -= 1.0  # a quarter of a second later
        assert there.now() == START + timedelta(days=1)


def test_a_service_may_not_turn_a_real_installation_into_a_played_one(works: Works) -> None:
    with works.database.connection() as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute("INSERT INTO platform.clock (moment) VALUES (now())")
    with works.database.connection() as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute("UPDATE platform.installation SET simulated = true")


def test_only_a_simulated_installation_has_a_clock_to_move(database_url: str) -> None:
    make(database_url, simulated=False)
    with psycopg.connect(database_url, autocommit=True) as conn:
        clock = PlayedClock(lambda: nullcontext(conn))
        with pytest.raises(LookupError, match="only a simulated installation"):
            clock.move_to(START)


def test_the_quiet_room_tells_how_far_everything_has_come(works: Works) -> None:
    door = testing.TestClient(build_ops(works))
    works.keeper.keep()
    seen = door.simulate_get("/quiet").json
    assert seen["service"] == "company_contact"
    assert seen["head"] == seen["views"] == seen["parked"] == 0
    assert seen["relay"] is None
    assert date.fromisoformat(seen["today"]) == date.fromisoformat(seen["keeper_day"])
