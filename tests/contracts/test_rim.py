"""The auditor at the rim sees an answer that left without its look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import pytest
from falcon import testing

from shared.casework.questions import PLUMBING
from shared.casework.settings import SERVICES
from shared.http.paths import collection
from tests.access.made_up import query_of
from tests.support.rim import Rim, watch_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.real import RealHouse


def ask(house: RealHouse, path: str, asked: str) -> Any:
    client = testing.TestClient(house.app("visitation"))
    headers = {"Authorization": f"Bearer {house.reader_token('visitation', asked)}"}
    return client.simulate_get(path, headers=headers)


def ways(house: RealHouse) -> list[tuple[str, str]]:
    """Return a case, its history, a list, and questions: every way in which answers leave."""
    case = next(c for c in house.works["visitation"].service.cases if c.name == "citizen_case")
    cases = house.cases_of("visitation", case)
    page = f"/{case.path}/{cases[0]}"
    return [
        (page, case.name),
        (f"{page}/events", case.name),
        (f"/{case.path}", case.name),
        ("/deadlines", "deadlines"),
    ]


def everything(house: RealHouse, service: str) -> Iterator[tuple[str, str]]:
    """Return every way to read in a service, about a case and a citizen that are there."""
    declared = house.works[service].service
    for case in declared.cases:
        case_id = house.cases_of(service, case)[0]
        page = f"{collection(case)}/{case_id}"
        yield from ((path, case.name) for path in (page, f"{page}/events", collection(case)))
    for query in (*declared.queries, *PLUMBING):
        if query.method == "GET":
            for citizen in (_somebody(house), None):
                params = query_of(query.params, with_citizen=citizen is not None)
                if citizen is not None and "citizen" in params:
                    params["citizen"] = citizen
                yield _filled(query.path, params), query.name


def _somebody(house: RealHouse) -> str:
    case = next(c for c in house.works["visitation"].service.cases if c.name == "citizen_case")
    case_id = house.cases_of("visitation", case)[0]
    return str(house.works["visitation"].office.existing(case, case_id).subjects[0])


def _filled(path: str, params: dict[str, str]) -> str:
    for name in [name for name in params if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", params.pop(name))
    return f"/{path.lstrip('/')}" + (f"?{urlencode(params)}" if params else "")


@pytest.mark.parametrize("service", SERVICES)
def test_no_way_to_read_tells_of_a_citizen_without_a_look(tidy: RealHouse, service: str) -> None:
    answered = 0
    client = testing.TestClient(tidy.app(service))
    for path, asked in everything(tidy, service):
        for right in tidy.works[service].access.queries.get(asked, ()):
            headers = {
                "Authorization": f"Bearer {tidy.token(service, right)}",
                "X-Access-Reason": "Vikar%20for%20en%20syg%20kollega",
            }
            answer = client.simulate_get(path, headers=headers)
            assert answer.status_code < 500, answer.text
            answered += answer.status_code == 200
    assert answered > 10
    assert tidy.unrecorded() == []


def test_every_answer_that_told_of_a_citizen_left_its_look(tidy: RealHouse) -> None:
    for path, asked in ways(tidy):
        before = len(tidy.rim.answers)
        assert ask(tidy, path, asked).status_code == 200
        assert len(tidy.rim.answers) == before + 1, path
    assert tidy.unrecorded() == []


def test_an_answer_without_its_look_is_found(
    tidy: RealHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tidy.works["visitation"].room
    monkeypatch.setattr(room, "_register", replace(room._register, looks=None))
    for path, asked in ways(tidy):
        assert ask(tidy, path, asked).status_code == 200
        assert any("left no look" in each for each in tidy.unrecorded()), path


def test_a_look_at_somebody_else_does_not_count(
    tidy: RealHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look is there, on the same thread, and names another citizen."""
    room = tidy.works["visitation"].room
    recorded = room._register.looks
    assert recorded is not None

    class Elsewhere:
        def record(self, look: Any) -> None:
            from msgspec.structs import replace as other  # noqa: PLC0415 - only here

            recorded.record(other(look, citizens=()))

    monkeypatch.setattr(room, "_register", replace(room._register, looks=Elsewhere()))
    path, asked = ways(tidy)[0]
    assert ask(tidy, path, asked).status_code == 200
    assert tidy.unrecorded() != []


def test_a_house_in_another_process_is_watched_by_its_client(
    tidy: RealHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stories are played so: here the client talks to the same API over WSGI."""
    rim, url = Rim(), tidy.works["visitation"].settings.database_url
    path, asked = ways(tidy)[0]
    headers = {"Authorization": f"Bearer {tidy.reader_token('visitation', asked)}"}
    transport = httpx.WSGITransport(app=tidy.app("visitation"))
    with httpx.Client(transport=transport, base_url="http://house") as client:
        watch_client(client, rim)
        assert client.get(path, headers=headers).is_success
        assert len(rim.answers) == 1
        assert rim.unrecorded(url) == []
        room = tidy.works["visitation"].room
        monkeypatch.setattr(room, "_register", replace(room._register, looks=None))
        assert client.get(path, headers=headers).is_success
        assert rim.unrecorded(url) != []
    assert tidy.unrecorded() != []
