"""The commands, as an operator gives them, on a house in which a small town has lived."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest

from jobcenter import running
from jobcenter.commands.retention import _stands
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Given, Person, Step, Story
from tests.chaos.sample import wait_for
from tests.support.auditor import impossible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jobcenter.scenario.house import House
    from shared.eventlog.codec import Unread
    from shared.eventlog.envelope import Recorded


NOBODY = UUID("00000000-0000-4000-8000-000000000000")
GIVEN = Given({"sanction.test_day_rate_ore": 40000})


@pytest.fixture(scope="module")
def town() -> Iterator[House]:
    story = Story("a small town", {"nobody": Person([], "")}, [Step(on="2011-01-03")], GIVEN)
    with Stage().open() as stage, stage.house(story) as house:
        done = jobcenter(house, "simulate", "--citizens", "14", "--days", "45", "--seed", "7")
        assert done.returncode == 0, done.stderr
        yield house


def jobcenter(house: House, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jobcenter", *arguments, "--data", str(house.data)],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )


def facts_of(house: House) -> list[Recorded[Unread]]:
    house.read_logs()
    return house.facts


def owner(house: House) -> psycopg.Connection[tuple[object, ...]]:
    """Connect as a superuser who has switched the guards off."""
    url = running.read(house.data).database_url
    return psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica")


def test_a_town_that_lived_keeps_every_promise(town: House) -> None:
    done = jobcenter(town, "verify")
    assert "7/7 promises hold" in done.stdout, done.stdout
    assert done.returncode == 0


def test_the_brokers_users_are_written_down_without_their_passwords(tmp_path: Path) -> None:
    out = tmp_path / "definitions.json"
    env = {"JOBCENTER_BROKER_PASSWORD": "for-alle", "JOBCENTER_BROKER_PASSWORD_OFFERS": "kun-min"}
    command = [sys.executable, "-m", "jobcenter", "broker-users", "--out", str(out)]
    bare = {name: value for name, value in os.environ.items() if "BROKER" not in name}
    refused = subprocess.run(command, capture_output=True, text=True, check=False, env=bare)
    assert refused.returncode == 1
    assert "There is no password for jobcenter_" in refused.stderr
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=bare | env)
    assert done.returncode == 0, done.stderr
    users = {each["name"]: each for each in json.loads(out.read_text())["users"]}
    assert "for-alle" not in out.read_text()
    for name, password in (("jobcenter_offers", "kun-min"), ("jobcenter_sickpay", "for-alle")):
        salt = (kept := b64decode(users[name]["password_hash"]))[:4]
        assert kept[4:] == sha256(salt + password.encode()).digest()


def test_nothing_impossible_happened_in_the_town(town: House) -> None:
    town.read_logs()
    assert len(town.facts) > 100
    assert impossible(town.facts) == []


def test_a_view_that_says_something_else_than_the_log_is_found_and_mended(town: House) -> None:
    with owner(town) as conn:
        row = conn.execute(
            "SELECT generation FROM visitation.view_tracking WHERE view = 'case_list'"
        ).fetchone()
        assert row is not None
        conn.execute(f"UPDATE visitation.case_list_v1_{row[0]} SET version = version + 1")
    broken = jobcenter(town, "verify")
    assert "6/7 promises hold" in broken.stdout
    assert "case_list: the row" in broken.stdout
    assert broken.returncode == 1
    mended = jobcenter(town, "rebuild", "visitation.case_list")
    assert "visitation.case_list: rebuilt" in mended.stdout
    assert "7/7 promises hold" in jobcenter(town, "verify").stdout


def test_every_view_of_every_service_can_be_built_anew_and_says_the_same(town: House) -> None:
    for name in running.read(town.data).doors:
        done = jobcenter(town, "rebuild", name)
        assert done.returncode == 0, done.stderr
        assert "rebuilt" in done.stdout
    assert "7/7 promises hold" in jobcenter(town, "verify").stdout


def test_a_fact_that_was_edited_by_hand_is_found(town: House) -> None:
    with owner(town) as conn:
        kept = conn.execute(
            'SELECT "position", state FROM visitation.events '
            "WHERE position('cash_benefit'::bytea IN state) > 0 ORDER BY 1 LIMIT 1"
        ).fetchone()
        assert kept is not None
        change = 'UPDATE visitation.events SET state = %s WHERE "position" = %s'
        conn.execute(change, (bytes(kept[1]).replace(b"cash", b"cush"), kept[0]))  # type: ignore[arg-type]
        try:
            done = jobcenter(town, "verify")
        finally:
            conn.execute(change, (kept[1], kept[0]))
    assert f"visitation: position {kept[0]}" in done.stdout
    assert done.returncode == 1


def test_tail_shows_facts_without_anything_personal(town: House) -> None:
    said = jobcenter(town, "tail", "--from-start", "--once").stdout
    assert "visitation.citizen_registered" in said
    assert "venter" not in said
    citizen = next(fact.meta.subjects[0] for fact in facts_of(town) if fact.meta.subjects)
    assert str(citizen) not in said
    assert str(citizen)[:6] in said


def test_nothing_is_set_aside_and_the_list_says_so(town: House) -> None:
    assert jobcenter(town, "parked", "list").stdout == "Nothing is set aside.\n"


def test_what_is_not_there_is_said_in_plain_words(town: House) -> None:
    unknown = jobcenter(town, "rebuild", "visitation.nonsense")
    assert "visitation has no view nonsense." in unknown.stderr
    assert "It has: " in unknown.stderr
    assert unknown.returncode == 1
    nobody = jobcenter(
        town, "parked", "retry", "offers", "00000000-0000-4000-8000-000000000000", "--reason", "x"
    )
    assert "Nothing waits for that citizen." in nobody.stderr


PLAIN = {
    ("timeline", "nobody"): "The house said no: It does not exist.",
    ("timeline", str(NOBODY), "--known", "yesterday"): "is neither a day nor a day and a time.",
    ("timeline", str(NOBODY), "--valid", "soon"): "as_of_valid: wrong_format",
    ("clock", "2011-02-30"): "is neither a day nor a day and a time.",
    ("clock", "2007-01-01"): "The clock only moves forward; it is ",
    ("token", "anna", "--role", "queen", "--unit", "jobcenter"): "There is no role queen.",
    (
        "token", "anna", "--role", "reception", "--unit", "reception", "--authority", "royal",
    ): "There is no authority royal.",
    ("up", "--port", "0", "--start", "never"): "is neither a day nor a day and a time.",
    ("up", "--port", "0"): "already (process ",
}  # fmt: skip


@pytest.mark.parametrize("given", PLAIN, ids=" ".join)
def test_what_cannot_be_done_is_said_in_plain_words(town: House, given: tuple[str, ...]) -> None:
    """Seen red: these ended in a trace of code, or did something else without a word."""
    done = jobcenter(town, *given)
    assert PLAIN[given] in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert "unhandled_error" not in done.stderr
    assert done.returncode == 1


def test_a_second_house_in_the_same_folder_leaves_the_first_one_alone(town: House) -> None:
    """Seen red: it took the first one's place in `running.json`, and took that away at its end."""
    before = running.read(town.data)
    assert jobcenter(town, "up", "--port", "0").returncode == 1
    assert running.read(town.data) == before


def test_a_database_that_is_away_is_said_in_plain_words(town: House) -> None:
    done = jobcenter(town, "migrate", "--database", "postgresql://127.0.0.1:1/nowhere")
    assert done.stderr.startswith("The database does not answer.")
    assert done.returncode == 1


def test_the_clock_moves_forward_only(town: House) -> None:
    now = jobcenter(town, "clock").stdout
    jobcenter(town, "clock", "2007-01-01")
    assert jobcenter(town, "clock").stdout == now
    assert jobcenter(town, "clock", "--days", "1").stdout > now


def test_a_history_of_the_past_says_nothing_of_what_is_waited_for_today(town: House) -> None:
    registered = [
        str(fact.meta.subjects[0])
        for fact in facts_of(town)
        if fact.tag == "visitation.citizen_registered"
    ]
    citizen = next(
        each
        for each in registered
        if "aiting for" in jobcenter(town, "timeline", each, "--english").stdout
    )
    then = jobcenter(town, "timeline", citizen, "--english", "--known", "2011-01-10").stdout
    assert "aiting for" not in then


def test_doctor_finds_the_house_well(town: House) -> None:
    done = jobcenter(town, "doctor")
    assert "the database answers" in done.stdout
    assert "citizen_history is ready" in done.stdout
    assert done.returncode == 0, done.stdout


def standing_still(house: House, *named: str) -> str:
    """Wait until doctor names what stands still, or nothing; return what it says."""
    said = ""

    def seen() -> bool:
        nonlocal said
        done = jobcenter(house, "doctor")
        said = done.stdout
        return all(each in said for each in named) and (done.returncode == 1) == bool(named)

    wait_for(seen, 60)
    return said


def test_a_log_on_another_server_is_released_by_a_person(town: House) -> None:
    with owner(town) as conn:
        conn.execute("UPDATE visitation.log_epoch SET timeline = 'FFFFFFFF'")
    said = standing_still(town, "visitation is ready: orders cannot be taken")
    assert "run `jobcenter epoch visitation`" in said
    done = jobcenter(town, "epoch", "visitation", "--reason", "failover")
    assert "visitation is in epoch 2" in done.stdout, done.stderr
    standing_still(town)
    assert "7/7 promises hold" in jobcenter(town, "verify").stdout


def test_a_source_that_was_cut_is_followed_again_when_a_person_says_so(town: House) -> None:
    refused = jobcenter(town, "reconcile", "benefit_service", "offers", "--reason", "none")
    assert "offers does not stand still" in refused.stderr
    unread = jobcenter(town, "reconcile", "company_contact", "benefit_service", "--reason", "none")
    assert "company_contact does not read benefit_service" in unread.stderr
    with owner(town) as conn:
        conn.execute(
            "UPDATE benefit_service.tracking SET event_id = gen_random_uuid() "
            "WHERE source = 'offers'"
        )
    said = standing_still(town, "reading offers stands still (log_diverged)")
    assert "run `jobcenter reconcile benefit_service offers`" in said
    early = jobcenter(town, "reconcile", "benefit_service", "offers", "--reason", "restored")
    assert "Run `jobcenter epoch offers` first." in early.stderr
    assert jobcenter(town, "epoch", "offers", "--reason", "restored").returncode == 0
    done = jobcenter(town, "reconcile", "benefit_service", "offers", "--reason", "restored")
    assert "benefit_service reads on after position" in done.stdout, done.stderr
    standing_still(town)
    assert "7/7 promises hold" in jobcenter(town, "verify").stdout


def test_a_view_that_shows_what_the_log_has_lost_stands_still_until_it_is_rebuilt(
    town: House,
) -> None:
    with owner(town) as conn:
        conn.execute(
            "UPDATE offers.view_tracking SET event_id = gen_random_uuid() WHERE view = 'case_list'"
        )
    said = standing_still(town, "view case_list stands still (log_diverged)")
    assert "run `jobcenter rebuild offers.case_list`" in said
    assert jobcenter(town, "rebuild", "offers.case_list").returncode == 0
    standing_still(town)


def test_whose_time_is_over_is_asked_for_and_decided_from_a_file(
    town: House, tmp_path: Path
) -> None:
    chosen = tmp_path / "due"
    asked = jobcenter(town, "retention", "--ask", str(chosen))
    assert "0 asked for, 0 refused" in asked.stdout, asked.stderr
    assert chosen.read_text() == ""
    citizen = next(fact.meta.subjects[0] for fact in facts_of(town) if fact.meta.subjects)
    chosen.write_text(f"{citizen}\n")
    decided = jobcenter(town, "retention", "--decide", str(chosen))
    assert decided.stdout == f"{citizen}: refused, not_found\n0 approved, 1 refused\n"


def test_a_citizens_file_is_written_whole_and_privately(town: House, tmp_path: Path) -> None:
    about = [fact for fact in facts_of(town) if fact.meta.subjects]
    citizen = about[0].meta.subjects[0]
    done = jobcenter(town, "file", str(citizen), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    written = sorted(tmp_path.iterdir())
    assert [each.suffix for each in written] == [".json", ".md"]
    assert {each.stat().st_mode & 0o777 for each in written} == {0o600}
    services = json.loads(written[0].read_text(encoding="utf-8"))["services"]
    told = {fact["event_id"] for each in services.values() for fact in each["facts"]}
    assert told == {str(each.meta.event_id) for each in about if citizen in each.meta.subjects}
    page = written[1].read_text(encoding="utf-8")
    assert "Borgeren blev tilmeldt" in page or "tilmeld" in page
    assert "Borgerens egen indsigt" in page
    nobody = jobcenter(town, "file", "010158-5000", "--out", str(tmp_path))
    assert "That is no citizen's id." in nobody.stderr


def test_a_file_that_is_not_ones_own_is_not_written(town: House, tmp_path: Path) -> None:
    citizen = next(fact.meta.subjects[0] for fact in facts_of(town) if fact.meta.subjects)
    token = town.token("anna", Person(["counsellor_muni"], "jobcenter"))
    done = jobcenter(town, "file", str(citizen), "--out", str(tmp_path), "--token", token)
    assert "The file is not given out: 403 access_denied" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_whose_retention_is_over_is_listed_and_in_a_young_town_nobody_is(town: House) -> None:
    done = jobcenter(town, "retention")
    assert done.returncode == 0, done.stderr
    assert "0 due, 0 listed" in done.stdout


def test_what_stands_in_the_way_of_erasing_is_said_in_words() -> None:
    row = {"due": True, "legal_hold": False, "open_cases": [], "requested": True}
    assert _stands(row) == "due; requested, waits for the second person"
    held = {**row, "due": False, "legal_hold": True, "open_cases": ["a/b"], "requested": False}
    assert _stands(held) == "legal hold; open: a/b"
