"""Four visitors come to a citizen's house, and each gets the answer they deserve.

A curious colleague, a thief of a backup, a database administrator with a grudge and a
data-protection officer. What each finds is told here from end to end; the parts are tested one by
one where they live (docs/explanation/threat-model.md names them).
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import psycopg
import pytest
from falcon import testing

from jobcenter import catalogue
from jobcenter.citizen_file.gathering import gather
from jobcenter.commands.file import services_of
from jobcenter.embedded import EmbeddedServer
from jobcenter.verification import findings_of
from services.citizen_history.domain.erasure import ApproveErasure, RequestErasure
from shared.access.pace import SEARCHES
from shared.access.table import Right
from shared.casework.settings import SERVICES
from shared.privacy.cipher import KEY_BYTES, SealBroken
from shared.privacy.kek import KEK_FILE, KekFile, Wrapped
from shared.privacy.secret_file import KeysUnsafe
from shared.trouble import Rejected
from tests.citizen_history.registry import ASK as UNLAWFUL
from tests.citizen_history.registry import EVA, FINN, GROUNDS, ILLNESS, NAME, NUMBER, Registry
from tests.support.database import drop_database
from tests.support.dump import dump
from tests.support.real import START, RealHouse

pytestmark = pytest.mark.postgres

SECRETS = (NUMBER, NUMBER.replace("-", ""), NAME, ILLNESS, GROUNDS)
COUNSELLOR = Right("counsellor_muni", "jobcenter")
SICK_PAY = Right("sickpay_officer", "sickpay")
CONSULTANT = Right("company_consultant", "company_service")
MANAGER_THERE = Right("manager", "sickpay")
PROTECTION = Right("data_protection_officer", "jobcenter")
DISCLOSURE = Right("disclosure_officer", "jobcenter")
_NAMES = itertools.count(1)


class Visited(Registry):
    """The house of Sørine, who asked for help because of her health, and its front door."""

    def get(
        self, service: str, path: str, right: Right, who: str, **headers: str
    ) -> testing.Result:
        """Ask through the API, as somebody in a role."""
        token = self.house.token(service, right, who)
        asked = {name.replace("_", "-"): text for name, text in headers.items()}
        client = testing.TestClient(self.house.app(service))
        return client.simulate_get(path, headers={"Authorization": f"Bearer {token}", **asked})

    def timeline_by(self, right: Right, who: str, **headers: str) -> testing.Result:
        path = f"/citizens/{self.citizen}/timeline"
        return self.get("citizen_history", path, right, who, **headers)

    def looks(self) -> list[dict[str, Any]]:
        """Return what Sørine herself is told about who looked: when, what and what for."""
        path, me = f"/citizens/{self.citizen}/looks", Right("citizen", "*")
        found: list[dict[str, Any]] = self.get("citizen_history", path, me, str(self.citizen)).json
        return found

    def signed(self) -> None:
        for works in self.house.works.values():
            for witness in works.witnesses:
                witness.take()

    def faults(self) -> list[str]:
        """Return what `jobcenter verify` says of every log and its checkpoints."""
        return [
            f"{name}: {text}"
            for name, promise, text in findings_of(list(self.house.works.values()))
            if promise == "I11"
        ]

    def root(self) -> psycopg.Connection[tuple[Any, ...]]:
        """Return a superuser's connection on which no trigger fires."""
        options = "-c session_replication_role=replica"
        return psycopg.connect(self.url, autocommit=True, options=options)


@pytest.fixture
def visited(
    server: EmbeddedServer, house_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visited]:
    name = f"visited{os.getpid()}_{next(_NAMES)}"
    server.create_database(name, house_template)
    data = tmp_path_factory.mktemp(name)
    house = RealHouse(server.url(name), data)
    yield Visited(house, server.url(name), data)
    house.close()
    drop_database(server, name)


# -- 1. the curious colleague ----------------------------------------------------------------------


def test_a_curious_colleague_sees_little_and_is_seen(visited: Visited) -> None:
    # Maja works in sick pay. Sørine has no case there, and Maja is turned away.
    nothing = visited.timeline_by(SICK_PAY, "maja")
    assert (nothing.status_code, nothing.json["code"]) == (403, "relation_missing")
    # She writes a reason. Now she sees that there were facts, and not what Sørine suffers from.
    guest = visited.timeline_by(SICK_PAY, "maja", X_Access_Reason="Afløser for en syg kollega")
    assert guest.status_code == 200
    assert not any(secret in guest.text for secret in SECRETS)
    # Both are in the log. Sørine sees the look that was shown, why, and that it was no case's.
    newest = visited.looks()[0]
    assert (newest["kind"], newest["name"], newest["guest"]) == ("question", "timeline", True)
    assert "maja" not in str(visited.looks())
    # Her manager finds both on the list of what stands out, and one that waits for four eyes.
    day = visited.get(
        "citizen_history", f"/looks/standing-out?on={START.date()}", MANAGER_THERE, "finn"
    ).json
    noted = {each["why"] for each in day if each["actor"] == "maja"}
    assert noted >= {"guest", "turned_away"}
    waiting = visited.get("citizen_history", "/looks/to-review", MANAGER_THERE, "finn").json
    assert [each["actor"] for each in waiting] == ["maja"]


def test_a_colleague_elsewhere_in_the_house_sees_neither_health_nor_benefit(
    visited: Visited,
) -> None:
    path = f"/social-requests/{visited.request}"
    for right in (CONSULTANT, Right("reporting", "*"), Right("operations", "*")):
        assert visited.get("visitation", path, right, "maja").status_code == 403, right
        assert visited.timeline_by(right, "maja").status_code == 403, right
    own = visited.get("visitation", path, COUNSELLOR, "anna")
    assert ILLNESS in own.text, "who works with her sees what the work needs"


def test_a_colleague_who_tries_numbers_one_by_one_is_stopped(visited: Visited) -> None:
    """All numbers of a birthday are some hundred; nobody who meets citizens searches so fast."""
    token = visited.house.token("citizen_history", COUNSELLOR, "maja")
    client = testing.TestClient(visited.house.app("citizen_history"))

    def tried(nth: int) -> testing.Result:
        return client.simulate_post(
            "/citizens/look-up",
            json={"national_id": f"010258-{4000 + nth}"},
            headers={"Authorization": f"Bearer {token}"},
        )

    assert {tried(nth).status_code for nth in range(SEARCHES)} == {200}
    stopped = tried(SEARCHES)
    assert (stopped.status_code, stopped.json["code"]) == (429, "too_many_searches")
    assert 0 < int(stopped.headers["Retry-After"]) <= 60


def test_where_no_look_can_be_recorded_nobody_sees_anything(visited: Visited) -> None:
    with visited.root() as root:
        root.execute(
            "REVOKE EXECUTE ON FUNCTION lookup_log.record(jsonb) FROM jobcenter_visitation"
        )
    answer = visited.get("visitation", f"/social-requests/{visited.request}", COUNSELLOR, "anna")
    assert (answer.status_code, answer.json["code"]) == (503, "look_not_recorded")
    assert ILLNESS not in answer.text


# -- 2. the thief of a backup ----------------------------------------------------------------------


def test_a_thief_of_a_backup_holds_the_history_of_nobody(visited: Visited) -> None:
    tables = dump(visited.url)
    stolen = b"".join(tables.values())
    assert str(visited.citizen).encode() in stolen, "the facts are there"
    assert not any(secret.encode() in stolen for secret in SECRETS)
    # All numbers can be tried in minutes; without the key no hash of them stands anywhere.
    digits = NUMBER.replace("-", "").encode()
    assert sha256(digits).digest() not in stolen
    assert sha256(digits).hexdigest().encode() not in stolen


def test_a_thief_reads_no_reason_that_somebody_wrote_for_a_look(visited: Visited) -> None:
    """People write names where they should not; the supervisor reads them, a dump does not say."""
    why = "Soerine Proevedatter ringede selv"
    assert visited.timeline_by(SICK_PAY, "maja", X_Access_Reason=why).status_code == 200
    assert why.encode() not in b"".join(dump(visited.url).values())
    waiting = visited.get("citizen_history", "/looks/to-review", MANAGER_THERE, "finn").json
    assert [each["reason"] for each in waiting] == [why]


def test_a_thief_opens_no_citizens_key_without_the_file_beside_the_database(
    visited: Visited, tmp_path: Any
) -> None:
    with psycopg.connect(visited.url) as conn:
        stolen = conn.execute(
            "SELECT citizen::text, key_class, kek, wrapped FROM keys.data_keys"
        ).fetchall()
    assert len(stolen) > 1
    KekFile(tmp_path / KEK_FILE).create()
    mine, theirs = KekFile(tmp_path / KEK_FILE), KekFile(visited.data / KEK_FILE)
    for citizen, key_class, kek, wrapped in stolen:
        place = f"{citizen}|{key_class}"
        assert len(theirs.unwrap(Wrapped(kek, wrapped), place)) == KEY_BYTES
        for guess in (kek, mine.current()):
            with pytest.raises((KeysUnsafe, SealBroken)):
                mine.unwrap(Wrapped(guess, wrapped), place)


def test_a_thief_who_waited_finds_no_more_when_the_citizen_was_erased(visited: Visited) -> None:
    """The backup from before is put back; the list of the erased is not in it."""
    with psycopg.connect(visited.url) as conn:
        backup = conn.execute("SELECT * FROM keys.data_keys").fetchall()
    visited.erase()
    with psycopg.connect(visited.url) as conn:
        conn.execute("DELETE FROM keys.erased")
        for row in backup:
            marks = ", ".join(["%s"] * len(row))
            conn.execute(f"INSERT INTO keys.data_keys VALUES ({marks})".encode(), row)
    catalogue.resources("citizen_history", visited.works("citizen_history").database, visited.data)
    visited.settle()
    assert visited.keys() == visited.vault_rows() == 0
    assert ILLNESS not in str(visited.state())


# -- 3. the database administrator with a grudge ---------------------------------------------------


def test_an_administrator_reads_no_more_than_a_thief_and_cannot_work_as_a_service(
    visited: Visited,
) -> None:
    with visited.root() as root:
        root.execute("SET ROLE jobcenter_visitation")
        for statement in (
            "UPDATE visitation.events SET tag = tag",
            "DELETE FROM visitation.events",
            "TRUNCATE visitation.checkpoints",
            "SELECT * FROM citizen_history.vault",
            "SELECT * FROM lookup_log.looks",
            "SELECT * FROM keys.data_keys",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                root.execute(statement.encode())


LAST = "position = (SELECT max(position) FROM visitation.events)"
SOMEBODY_ELSE = (
    "UPDATE visitation.events SET state = convert_to("
    "replace(convert_from(state, 'UTF8'), '\"kim\"', '\"maja\"'), 'UTF8') WHERE "
)
OLDER = (
    "DELETE FROM visitation.events WHERE position > 1;"
    " SELECT visitation.begin_epoch('dba', 'the disk broke')"
)
HIS_LOOK = "UPDATE lookup_log.looks SET actor = 'anna' WHERE actor = 'dba'"
GRUDGES = {
    "an answer was never given": (f"DELETE FROM visitation.events WHERE {LAST}", "is cut: "),
    "somebody else answered": (SOMEBODY_ELSE + LAST, "was changed"),
    "it was about nobody": (
        "UPDATE visitation.events SET subjects = '{}' WHERE position = 1",
        "position 1 was changed",
    ),
    "he never looked": ("DELETE FROM lookup_log.looks WHERE actor = 'dba'", "looks: "),
    "somebody else looked": (HIS_LOOK, "looks: position"),
    "the backup was older": (OLDER, "is cut: "),
}


@pytest.mark.parametrize(("statement", "said"), GRUDGES.values(), ids=GRUDGES)
def test_an_administrator_with_a_grudge_is_found_and_the_place_is_named(
    visited: Visited, statement: str, said: str
) -> None:
    shown = visited.get("visitation", f"/social-requests/{visited.request}", COUNSELLOR, "dba")
    assert shown.status_code == 200, "he looked, and would like that it had not happened"
    visited.signed()
    assert visited.faults() == []
    with visited.root() as root:
        assert root.execute(statement.encode()).rowcount != 0
    found = visited.faults()
    assert any(said in text for text in found), found


HIMSELF_IN = (
    "UPDATE citizen_history.relations_v1 SET source = 'sickpay' WHERE citizen = %(citizen)s"
)
NO_TIE = "DELETE FROM visitation.ties_v1"
QUIETLY = {
    "she was his citizen all the time": (HIMSELF_IN, "relations: the row"),
    "nobody had a tie with her": (NO_TIE, "ties: the row"),
}


@pytest.mark.parametrize(("statement", "said"), QUIETLY.values(), ids=QUIETLY)
def test_an_administrator_who_changes_what_access_goes_by_is_found(
    visited: Visited, statement: str, said: str
) -> None:
    """Lists can be written by who owns the database; they are held against the logs."""
    body = {"citizen": str(visited.citizen), "ground": "family"}
    token = visited.house.token("citizen_history", COUNSELLOR, "maja")
    done = testing.TestClient(visited.house.app("citizen_history")).simulate_post(
        "/ties",
        json=body,
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "tie"},
    )
    assert done.status_code == 201, done.text
    visited.settle()
    for works in visited.house.works.values():
        if works.service.sources:
            visited.house.stand_where_heard(works)

    def found() -> list[str]:
        return [
            f"{name}: {text}"
            for name, promise, text in findings_of(list(visited.house.works.values()))
            if promise == "I6"
        ]

    assert found() == []
    with visited.root() as root:
        changed = root.execute(statement.encode(), {"citizen": visited.citizen})
        assert changed.rowcount != 0
    assert any(said in text for text in found())


# -- 4. the data-protection officer ----------------------------------------------------------------


def test_a_protection_officer_sees_who_looked_everywhere_and_no_illness(visited: Visited) -> None:
    visited.timeline_by(SICK_PAY, "maja", X_Access_Reason="Afløser for en syg kollega")
    visited.get("visitation", f"/social-requests/{visited.request}", COUNSELLOR, "anna")
    day = f"/looks/standing-out?on={START.date()}"
    seen = visited.get("citizen_history", day, PROTECTION, "eva")
    assert str(visited.citizen) not in seen.text, "lists name no citizen"
    (look,) = {each["look"] for each in seen.json if each["why"] == "guest"}
    opened = visited.get("citizen_history", f"/looks/{look}", PROTECTION, "eva").json
    assert opened["citizens"] == [str(visited.citizen)]
    assert visited.looks()[0]["name"] == "look_opened", "and Sørine is told of that too"
    assert visited.get(
        "visitation", f"/social-requests/{visited.request}", PROTECTION, "eva"
    ).status_code == 403  # fmt: skip
    assert not any(secret in visited.timeline_by(PROTECTION, "eva").text for secret in SECRETS)


def test_a_protection_officer_gives_the_citizen_her_whole_file(visited: Visited) -> None:
    def ask(service: str, path: str, params: Any) -> Any:
        query = "&".join(f"{name}={value}" for name, value in params.items())
        why = {"X_Purpose": "own_access", "X_Access_Reason": "Soerine har bedt om indsigt"}
        answer = visited.get(service, f"{path}?{query}", DISCLOSURE, "dagmar", **why)
        assert answer.status_code == 200, answer.text
        return answer.json

    file = gather(visited.citizen, services_of(SERVICES), ask)
    assert file["person"] == {
        "numbers": [NUMBER.replace("-", "")],
        "names": [NAME],
        "addresses": [],
    }
    unreasoned = visited.get(
        "citizen_history", f"/citizens/{visited.citizen}/person", DISCLOSURE, "dagmar"
    )
    assert unreasoned.json["addresses"] == {"masked": "address"}, "she says why, each time"
    told = str(file["services"]["visitation"])
    assert ILLNESS in told
    assert GROUNDS in told
    assert file["looks"], "the making of the file is in it"


def test_a_protection_officer_erases_only_with_a_second_person(visited: Visited) -> None:
    asked = RequestErasure(citizen=visited.citizen, **UNLAWFUL)
    visited.order("citizen_history", asked, actor=EVA)
    with pytest.raises(Rejected, match="four_eyes_needed"):
        visited.order("citizen_history", ApproveErasure(), visited.citizen, actor=EVA)
    visited.order("citizen_history", ApproveErasure(), visited.citizen, actor=FINN)
    visited.settle()
    visited.signed()
    assert visited.keys() == visited.vault_rows() == 0
    assert "Borgerens personlige oplysninger blev slettet." in visited.timeline()
    assert visited.faults() == [], "the history is whole, and about nobody"
