"""Who searches too often is told so: as their own haste, not as a house that is full."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from msgspec import Struct

from shared.access.issuer import Issuer
from shared.access.pace import SECONDS, Pace, is_paced
from shared.http import openapi
from shared.http.codes import Codes
from shared.trouble import TooOften
from tests.access.cells import TERMS, Cell, rows_of, verdict
from tests.access.house import Counter, question_path
from tests.access.made_up import query_of
from tests.access.walk import SERVICES, people

if TYPE_CHECKING:
    from shared.casework.declare import Loaded, Query

TOO_OFTEN = "#/components/responses/TooOften"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


def counter_of(service: str, issuer: Issuer) -> Counter:
    return Counter(service, issuer, rows_of(service), TERMS)


def reader_of(service: str, question: str) -> Cell:
    """Return somebody who may ask a question about a citizen of theirs."""
    said = {**rows_of(service), "case_types": []}
    return next(
        cell
        for role, unit in people()
        for authority in ("municipal", "state", "external")
        for relation in ("own", "self")
        if verdict(
            said, TERMS, question, cell := Cell(role, unit, authority, relation),
            relation_needed=True,
        ).status == 200
    )  # fmt: skip


def asked(counter: Counter, query: Query, cell: Cell, *, with_citizen: bool) -> Any:
    path = question_path(query, with_citizen=with_citizen)
    body = None
    if query.method == "POST":
        path, body = path.partition("?")[0], query_of(query.params, with_citizen=with_citizen)
    return counter.ask(cell, query.method, path, "case-1", body)


# -- one searcher ----------------------------------------------------------------------------------


def test_a_search_too_many_is_refused_until_the_pause_is_over_and_then_answered(
    issuer: Issuer,
) -> None:
    time, counter = [0.0], counter_of("citizen_history", issuer)
    counter.room._pace = Pace(2, now=lambda: time[0])
    query = next(each for each in counter.service.queries if each.name == "look_up_citizen")
    cell = reader_of("citizen_history", query.name)

    def tried(at: float) -> Any:
        time[0] = at
        return asked(counter, query, cell, with_citizen=False)

    assert [tried(at).status_code for at in (0.0, 10.0)] == [200, 200]
    for at, wait in ((20.0, "41"), (50.0, "11"), (59.5, "1")):
        stopped = tried(at)
        assert stopped.status_code == 429
        assert stopped.headers["Retry-After"] == wait, "asking again makes nobody wait longer"
        assert counter.looks == [], "nothing was looked up"
    assert (stopped.json["status"], stopped.json["code"]) == (429, "too_many_searches")
    assert stopped.json["title"] == "Du har søgt for mange gange på kort tid. Vent lidt."
    assert stopped.json["title_en"] == "You have searched too often in a short time. Wait a little."
    assert tried(SECONDS).status_code == 200


def test_every_order_that_states_a_number_is_counted(issuer: Issuer) -> None:
    """Also one of tomorrow: whoever may give it could try numbers by it."""
    acts = {
        act.name: act
        for service in SERVICES
        for case in counter_of(service, issuer).service.cases
        for act in case.commands
    }
    stating = {name for name, act in acts.items() if "national_id" in act.command.__struct_fields__}
    assert stating == {"register_identity", "change_number"}
    assert stating == {name for name, act in acts.items() if act.finds is not None}


# -- what the documents say ------------------------------------------------------------------------


def paced_in(document: dict[str, Any]) -> set[str]:
    """Return the operations that the document says may be asked too often."""
    return {
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if operation["responses"].get("429") == {"$ref": TOO_OFTEN}
    }


@pytest.mark.parametrize("service", SERVICES)
def test_what_can_be_asked_too_often_says_so_in_its_document_and_nothing_else_does(
    service: str, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked of every question, with a citizen and without, by somebody who may ask it."""
    counter = counter_of(service, issuer)
    monkeypatch.setattr(Pace, "take", _never)
    monkeypatch.setattr(counter.office, "case", _about_nobody(counter))
    stopped = {
        query.name
        for query in (*counter.service.queries, *counter.plumbing)
        for with_citizen in (True, False)
        if _is_read(service, query)
        and asked(
            counter, query, reader_of(service, query.name), with_citizen=with_citizen
        ).status_code == 429
    }  # fmt: skip
    document = openapi.write(
        counter.service, counter.office.access, Codes.load(), plumbing=counter.plumbing
    )
    orders = {
        act.name for case in counter.service.cases for act in case.commands if act.finds is not None
    }
    assert paced_in(document) == {f"ask_{name}" for name in stopped} | orders
    assert ("TooOften" in document["components"]["responses"]) == bool(stopped)
    assert bool(stopped) == (service in {"citizen_history", "visitation"})


def _never(_pace: Pace, _who: str) -> None:
    raise TooOften("too_many_searches", 1)


def _about_nobody(counter: Counter) -> Any:
    """A case that nobody ever opened is about nobody."""

    def case(case: Any, case_id: str) -> Loaded:
        return replace(counter.office.existing(case, case_id), subjects=())

    return case


def _is_read(service: str, query: Query) -> bool:
    """Say whether anybody reads this: the file of a citizen is given by some services only."""
    row = rows_of(service)["queries"].get(query.name)
    return bool(row) or (row is None and query.name == "deadlines")


class OfOne(Struct, frozen=True):
    """Names a citizen always."""

    citizen: UUID


class OfSome(Struct, frozen=True):
    """Names a citizen, or nobody."""

    citizen: UUID | None = None


def test_a_search_that_always_names_its_citizen_tries_no_numbers(issuer: Issuer) -> None:
    counter = counter_of("citizen_history", issuer)
    search = next(each for each in counter.service.queries if each.name == "look_up_citizen")
    access = counter.office.access
    assert is_paced(search, access)
    assert is_paced(replace(search, params=OfSome), access)
    assert not is_paced(replace(search, params=OfOne), access)
    assert not is_paced(replace(search, name="timeline"), access)
