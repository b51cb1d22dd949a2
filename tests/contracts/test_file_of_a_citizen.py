"""The citizen's file holds everything the house holds about a citizen, and nothing of another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest
from falcon import testing

from jobcenter.citizen_file.gathering import gather
from jobcenter.citizen_file.page import markdown
from jobcenter.commands.file import services_of
from shared.access.table import Right
from shared.casework.settings import SERVICES
from shared.eventlog.envelope import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.eventlog.row import Row
    from tests.support.real import RealHouse

OFFICER = Right("disclosure_officer", "*")
ROOMS = services_of(SERVICES)


class Refused(Exception):  # noqa: N818 - an answer
    """The house said no."""


def file_of(house: RealHouse, citizen: UUID, token: str) -> Any:
    def ask(service: str, path: str, asked: Mapping[str, Any]) -> Any:
        client = testing.TestClient(house.app(service))
        headers = {"Authorization": f"Bearer {token}", "X-Purpose": "own_access"}
        answer = client.simulate_get(path, params=dict(asked), headers=headers)
        if answer.status_code != 200:
            raise Refused(answer.json["code"])
        return answer.json

    return gather(citizen, ROOMS, ask)


def as_citizen(house: RealHouse, citizen: UUID) -> str:
    return house.token("citizen_history", Right("citizen", "*"), str(citizen))


def log_of(house: RealHouse, service: str) -> Iterator[Row]:
    cursor = Cursor()
    while (page := house.works[service].log.feed(cursor, 500)).rows:
        yield from page.rows
        cursor = page.upto


def merged(house: RealHouse) -> list[tuple[str, Row]]:
    return [(service, row) for service in SERVICES for row in log_of(house, service)]


def citizens_in(logs: list[tuple[str, Row]]) -> list[UUID]:
    return sorted({citizen for _, row in logs for citizen in row.subjects})


def people_in(logs: list[tuple[str, Row]]) -> list[UUID]:
    """Leave out whom the made-up orders called a citizen though it is the id of another's case."""
    cases = {(row.stream.partition("-")[2], row.subjects) for _, row in logs}
    others = {case for case, subjects in cases if case not in map(str, subjects)}
    return [citizen for citizen in citizens_in(logs) if str(citizen) not in others]


def looks_in(house: RealHouse, citizen: UUID) -> list[tuple[Any, ...]]:
    url = house.works["visitation"].settings.database_url
    with psycopg.connect(url) as conn:
        return conn.execute(
            "SELECT position, service, kind, name, purpose, acts_as FROM lookup_log.looks"
            " WHERE citizens @> ARRAY[%s]::uuid[] AND result = 'shown' ORDER BY position",
            (citizen,),
        ).fetchall()


def test_the_file_holds_every_fact_of_every_log_and_nothing_of_another(tidy: RealHouse) -> None:
    logs = merged(tidy)
    everybody, people = citizens_in(logs), people_in(logs)
    assert len(people) > 2
    seen: set[str] = set()
    for citizen in everybody:
        file = file_of(tidy, citizen, as_citizen(tidy, citizen))
        found = {
            (service, fact["event_id"])
            for service in SERVICES
            for fact in file["services"][service]["facts"]
        }
        wanted = {
            (service, str(row.event_id))
            for service, row in logs
            if citizen in row.subjects or str(citizen).encode() in row.state
        }
        assert found == wanted
        text = msgspec.json.encode(file).decode()
        assert [other for other in people if other != citizen and str(other) in text] == []
        seen |= {service for service, _ in found}
    assert seen >= {"visitation", "offers", "benefit_service", "sickpay", "citizen_history"}


def test_every_sealed_value_of_the_citizen_stands_in_its_file_in_clear(tidy: RealHouse) -> None:
    opened: set[str] = set()
    logs = merged(tidy)
    for citizen in citizens_in(logs):
        file = file_of(tidy, citizen, tidy.token("citizen_history", OFFICER, "dagny"))
        facts = {
            fact["event_id"]: fact
            for service in SERVICES
            for fact in file["services"][service]["facts"]
        }
        for _, row in logs:
            for sealed in msgspec.json.decode(row.state).get("sealed", ()):
                if sealed["about"] != str(citizen):
                    continue
                for path in sealed["fields"]:
                    assert path in facts[str(row.event_id)][sealed["key_class"]], row.tag
                    opened.add(sealed["key_class"])
    assert opened == {"contact", "economy", "health"}


def test_the_vault_is_opened_for_the_file_of_its_own_citizen(tidy: RealHouse) -> None:
    people = tidy.cases_of("citizen_history", tidy.works["citizen_history"].service.cases[0])
    for each in people:
        citizen = UUID(each)
        file = file_of(tidy, citizen, as_citizen(tidy, citizen))
        assert all(re.fullmatch(r"\d{6}-?\d{4}", number) for number in file["person"]["numbers"])
        assert file["person"]["numbers"]
        assert file["person"]["numbers"][0] in markdown(file)


def test_making_the_file_is_recorded_and_the_file_shows_it(tidy: RealHouse) -> None:
    citizen = citizens_in(merged(tidy))[0]
    before = len(looks_in(tidy, citizen))
    file = file_of(tidy, citizen, tidy.token("citizen_history", OFFICER, "dagny"))
    looks = looks_in(tidy, citizen)
    made = looks[before:]
    assert {each[1] for each in made if each[3] == "citizen_file"} == set(SERVICES)
    assert {each[2] for each in made if each[3] in ("citizen_file", "person_held")} == {"file"}
    assert {each[4:] for each in made} == {("own_access", "disclosure_officer@*")}
    # The last look is the question for the looks itself.
    assert [each["position"] for each in file["looks"]] == [each[0] for each in looks[-2::-1]]
    assert "Borgerens egen indsigt" in markdown(file)


@pytest.mark.parametrize(
    ("right", "why"),
    [
        (Right("citizen", "*"), "relation_missing"),
        (Right("counsellor_muni", "jobcenter"), "access_denied"),
        (Right("data_protection_officer", "*"), "access_denied"),
    ],
)
def test_nobody_else_gets_the_file(tidy: RealHouse, right: Right, why: str) -> None:
    citizen = citizens_in(merged(tidy))[0]
    token = tidy.issuer.issue(
        str(uuid4()), [right.role], right.unit.replace("*", "jobcenter"), "municipal"
    )
    if why == "access_denied":
        client = testing.TestClient(tidy.app("visitation"))
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.simulate_get(f"/citizens/{citizen}/file", headers=headers)
        assert (answer.status_code, answer.json["code"]) == (403, why)
    else:
        with pytest.raises(Refused, match=why):
            file_of(tidy, citizen, token)


def test_a_long_file_comes_in_pages_without_a_gap(tidy: RealHouse) -> None:
    logs = merged(tidy)
    citizen = max(citizens_in(logs), key=lambda one: sum(one in row.subjects for _, row in logs))
    client = testing.TestClient(tidy.app("visitation"))
    headers = {"Authorization": f"Bearer {as_citizen(tidy, citizen)}"}
    found: list[int] = []
    while True:
        asked = {"after": found[-1] if found else 0, "limit": 2}
        path = f"/citizens/{citizen}/file"
        page = client.simulate_get(path, params=asked, headers=headers).json
        if not page:
            break
        assert len(page) <= 2
        found += [fact["position"] for fact in page]
    wanted = [row.position for service, row in logs if service == "visitation"]
    rows = {row.position: row for service, row in logs if service == "visitation"}
    assert found == [at for at in wanted if citizen in rows[at].subjects]
    assert len(found) > 2
