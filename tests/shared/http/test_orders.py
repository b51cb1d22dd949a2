"""An order over HTTP: it happens, is refused, is repeated, collides."""

from typing import Any

import pytest

from tests.shared.http.conftest import Caller
from tests.shared.http.sample import CITIZEN, SmallOffice

BODY = {"citizen": str(CITIZEN), "title": "Job på lager"}
CLOSE = {"reason": "i job", "on": "2011-06-01"}


@pytest.fixture
def plan(anna: Caller) -> str:
    """An open plan at version 1."""
    return str(anna.order("/plans", BODY, key="opening").json["case_id"])


def test_an_opening_order_answers_201_with_place_version_and_facts(anna: Caller) -> None:
    answer = anna.order("/plans", BODY)
    assert answer.status_code == 201
    assert answer.json["events"] == ["sample.plan_opened"]
    assert answer.headers["Location"] == f"/plans/{answer.json['case_id']}"
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_order_to_a_case_answers_200_with_the_new_version(anna: Caller, plan: str) -> None:
    answer = anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    assert answer.status_code == 200
    assert answer.json == {"case_id": plan, "version": 2, "events": ["sample.plan_closed"]}
    assert answer.headers["ETag"] == '"2"'


def test_the_business_may_give_a_case_its_id(anna: Caller) -> None:
    answer = anna.order("/visit-logs", {"company": "12345678"})
    assert answer.json["case_id"] == "12345678"
    assert anna.get("/visit-logs/12345678").status_code == 200


def test_the_office_is_told_who_calls_under_which_key_and_what_was_seen(
    anna: Caller, plan: str, office: SmallOffice
) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1, headers={"traceparent": trace})
    call = office.calls[-1]
    assert (call.actor.id, call.actor.roles, call.actor.unit) == (
        "anna",
        ("counsellor",),
        "jobcenter",
    )
    assert (call.key, call.if_match, call.traceparent) == ("k2", 1, trace)
    assert call.correlation_id == "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_refused_order_answers_409_with_its_code_and_titles(anna: Caller, plan: str) -> None:
    anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    answer = anna.order(f"/plans/{plan}/close", CLOSE, key="k3", version=2)
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["type"] == "urn:jobcenter:problem:plan_already_closed"
    assert (answer.json["title"], answer.json["title_en"]) == (
        "Planen er lukket.",
        "The plan is closed.",
    )
    assert answer.json["correlation_id"] == answer.headers["X-Correlation-Id"]


def test_a_refusal_names_the_facts_behind_it(anna: Caller, plan: str) -> None:
    body = {"reason": "x", "on": "2011-12-24"}
    answer = anna.order(f"/plans/{plan}/close", body, key="k2", version=1)
    assert (answer.status_code, answer.json["code"]) == (409, "date_in_future")
    assert answer.json["facts"] == {"latest": "2011-06-14"}


def test_a_repeated_order_gets_the_same_bytes_and_says_so(anna: Caller, plan: str) -> None:
    first = anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    again = anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_repeated_opening_is_201_again_at_the_same_place(anna: Caller) -> None:
    first, again = anna.order("/plans", BODY), anna.order("/plans", BODY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]


def test_a_key_used_for_another_wish_is_422(anna: Caller) -> None:
    anna.order("/plans", BODY)
    answer = anna.order("/plans", {**BODY, "title": "Noget andet"})
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


def test_two_who_saw_the_same_version_collide_with_412_and_the_present_one(
    anna: Caller, plan: str
) -> None:
    anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    late = anna.order(f"/plans/{plan}/close", CLOSE, key="k3", version=1)
    assert (late.status_code, late.json["code"]) == (412, "version_conflict")
    assert late.headers["ETag"] == '"2"'


def test_an_unknown_case_is_404(anna: Caller) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    answer = anna.order(f"/plans/{unknown}/close", CLOSE, version=1)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("path", "body", "version"),
    [("/plans", BODY, None), ("/plans/{plan}/close", CLOSE, 1)],
)
def test_every_order_needs_a_key(
    anna: Caller, plan: str, path: str, body: Any, version: int | None
) -> None:
    answer = anna.order(path.format(plan=plan), body, key=None, version=version)
    assert (answer.status_code, answer.json["code"]) == (428, "idempotency_key_missing")


@pytest.mark.parametrize("key", ["has space", "å", 'quo"te', "x" * 129, "a,b"])
def test_a_malformed_key_is_400(anna: Caller, key: str) -> None:
    answer = anna.order("/plans", BODY, key=key.encode().decode("latin-1"))
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_malformed")


@pytest.mark.parametrize(
    "key", ["0101655234", "010165-5234", "register-0101655234", "cpr010165:5234x", "610165~5234"]
)
def test_a_key_that_names_a_citizen_is_400_and_not_kept(
    anna: Caller, office: SmallOffice, key: str
) -> None:
    """Before, the key stood in clear beside its answer for as long as answers are kept."""
    answer = anna.order("/plans", BODY, key=key)
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_malformed")
    assert key not in answer.text
    assert office.calls == []


def test_an_order_to_a_case_needs_if_match(anna: Caller, plan: str) -> None:
    answer = anna.order(f"/plans/{plan}/close", CLOSE, key="k2")
    assert (answer.status_code, answer.json["code"]) == (428, "if_match_missing")


@pytest.mark.parametrize(
    "tag", ["1", 'W/"1"', "*", '"1", "2"', '"x"', '"0"', '"01"', '"-1"', '"99999999999"']
)
def test_an_if_match_that_names_no_version_is_400(anna: Caller, plan: str, tag: str) -> None:
    answer = anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=tag)
    assert (answer.status_code, answer.json["code"]) == (400, "if_match_malformed")


def test_an_order_without_the_right_is_403_and_never_reaches_the_office(
    rita: Caller, office: SmallOffice
) -> None:
    answer = rita.order("/plans", BODY)
    assert (answer.status_code, answer.json["code"]) == (403, "access_denied")
    assert office.calls == []


def test_an_order_only_policies_give_is_denied_to_every_person(anna: Caller, plan: str) -> None:
    answer = anna.order(f"/plans/{plan}/remind-plan", {}, key="k2", version=1)
    assert (answer.status_code, answer.json["code"]) == (403, "access_denied")


@pytest.mark.parametrize(
    "case_id",
    [
        "x",
        "1",
        "00000000-0000-4000-8000-00000000000",
        "00000000000040008000000000000000",
        "7D444840-9DC0-41D1-B245-5FFDCE74FAD2",
        "%00",
        "..",
        "%F0%9F%A6%84",
    ],
)
def test_an_id_no_case_could_have_is_404(anna: Caller, case_id: str) -> None:
    for answer in (
        anna.get(f"/plans/{case_id}"),
        anna.get(f"/plans/{case_id}/events"),
        anna.order(f"/plans/{case_id}/close", CLOSE, version=1),
    ):
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("case_id", ["-a", "a%20b", "a%00", "x" * 129, "%C3%A5"])
def test_a_natural_id_has_a_form_too(anna: Caller, case_id: str) -> None:
    assert anna.get(f"/visit-logs/{case_id}").status_code == 404
