"""Every kind of trouble has its status and code; a bug tells nothing about the inside."""

import re
from typing import Any

import falcon
import psycopg
import pytest
from structlog.testing import capture_logs

from shared.access.issuer import Issuer
from shared.eventlog.row import LogDiverged
from shared.http.codes import COMMON, Codes
from shared.http.gate import Gate
from shared.http.problems import refusal_of
from shared.observability.metrics import Metrics
from shared.trouble import (
    Conflicted,
    Denied,
    Invalid,
    KeyReusedError,
    NotFound,
    Rejected,
    TooOften,
    Unavailable,
)
from tests.shared.http.conftest import Caller
from tests.shared.http.sample import CITIZEN, SmallOffice

BODY = {"citizen": str(CITIZEN), "title": "Job på lager"}

TROUBLES = [
    (Invalid("wrong_format", "a.b"), 422, "wrong_format"),
    (NotFound(), 404, "not_found"),
    (NotFound("citizen_not_found"), 404, "citizen_not_found"),
    (Rejected("not_known_yet"), 409, "not_known_yet"),
    (Conflicted("plan-1", 7), 409, "case_exists"),
    (KeyReusedError(), 422, "idempotency_key_reused"),
    (Unavailable(retry_after=7), 503, "unavailable"),
    (Unavailable("outcome_unknown"), 503, "outcome_unknown"),
    (TooOften("too_many_searches", 7), 429, "too_many_searches"),
    (Denied(), 403, "access_denied"),
    (LogDiverged(), 409, "log_diverged"),
    (psycopg.OperationalError("connection to 10.0.0.1 refused"), 503, "unavailable"),
    (RuntimeError("secret inside"), 500, "internal_error"),
    (KeyError("secret inside"), 500, "internal_error"),
    (RecursionError("secret inside"), 500, "internal_error"),
]


@pytest.mark.parametrize(("trouble", "status", "code"), TROUBLES)
def test_each_trouble_has_its_status_and_code(
    anna: Caller, office: SmallOffice, trouble: Exception, status: int, code: str
) -> None:
    office.trouble = trouble
    answer = anna.order("/plans", BODY)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json["status"] == status
    assert answer.json["type"] == f"urn:jobcenter:problem:{code}"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "10.0.0.1" not in answer.text


def test_an_unavailable_service_says_when_to_come_back(anna: Caller, office: SmallOffice) -> None:
    office.trouble = Unavailable(retry_after=7)
    assert anna.order("/plans", BODY).headers["Retry-After"] == "7"


def test_a_callers_haste_is_no_fault_of_ours_in_the_figures(
    anna: Caller, office: SmallOffice, figures: Metrics
) -> None:
    """The alarm about errors of ours counts 5xx, and nothing else."""
    office.trouble = TooOften("too_many_searches", 7)
    with capture_logs() as lines:
        answer = anna.order("/plans", BODY)
    assert answer.headers["Retry-After"] == "7"
    told = figures.exposition()[0].decode()
    assert 'route="/plans",service="sample",status="4xx"} 1.0' in told
    assert 'status="5xx"' not in told
    (line,) = [each for each in lines if each["event"] == "access_refused"]
    assert (line["status"], line["code"]) == (429, "too_many_searches")
    assert (line["route"], line["unit"]) == ("/plans", "jobcenter")
    assert "anna" not in repr(lines)


def test_a_bug_is_logged_with_its_thread(anna: Caller, office: SmallOffice) -> None:
    office.trouble = RuntimeError("secret inside")
    with capture_logs() as lines:
        anna.order("/plans", BODY, headers={"X-Correlation-Id": "thread-1"})
    (line,) = [each for each in lines if each["event"] == "request_failed"]
    assert (line["log_level"], line["error_type"]) == ("error", "RuntimeError")


def test_who_is_sent_away_is_told_in_the_log_by_code_and_unit(
    app: Any, issuer: Issuer, anna: Caller
) -> None:
    stranger = Caller(app, issuer.issue("maja", ["supplier"], "supplier:7", "external"))
    with capture_logs() as lines:
        stranger.order("/plans", BODY)
        Caller(app, "nonsense").order("/plans", BODY)
        anna.order("/plans", {})
    told = [
        (line["status"], line["code"], line["route"], line["unit"])
        for line in lines
        if line["event"] == "access_refused"
    ]
    assert told == [
        (403, "access_denied", "/plans", "supplier:7"),
        (401, "token_invalid", "/plans", None),
    ]
    assert "maja" not in repr(lines)


def test_a_conflict_is_412_only_for_those_who_saw_a_version() -> None:
    conflict = Conflicted("plan-1", 7)
    seen, opening = refusal_of(conflict), refusal_of(conflict, opening=True)
    assert seen is not None
    assert opening is not None
    assert (seen.status, seen.headers) == (412, {"ETag": '"7"'})
    assert (opening.status, opening.code) == (409, "case_exists")


@pytest.mark.filterwarnings("ignore:Unknown REQUEST_METHOD")
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "route_not_found"),
        ("DELETE", "/plans", 405, "method_not_allowed"),
        ("PUT", "/feed", 405, "method_not_allowed"),
        ("FOO", "/plans", 400, "bad_request"),
    ],
)
def test_falcons_own_refusals_are_problems_too(
    anna: Caller, method: str, path: str, status: int, code: str
) -> None:
    answer = anna.client.simulate_request(method, path, headers=anna.headers(None))
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    if status == 405:
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (None, "token_missing"),
        ("", "token_missing"),
        ("Basic YTpi", "token_missing"),
        ("Bearer", "token_missing"),
        ("Bearer x.y.z", "token_invalid"),
        ("Bearer " + "x" * 9000, "token_invalid"),
    ],
)
@pytest.mark.parametrize("path", ["/plans", "/deadlines", "/feed", "/plans/x/events"])
def test_without_a_good_token_nothing_is_answered(
    nobody: Caller, authorization: str | None, code: str, path: str
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = nobody.client.simulate_get(path, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (401, code)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_routes_beside_the_declared_ones_want_a_token_too(anna: Caller, nobody: Caller) -> None:
    assert nobody.order("/echo", {}).status_code == 401
    assert anna.order("/echo", {}).json == {"by": "anna"}


def test_a_full_house_says_so_at_once_and_the_place_is_given_back(
    anna: Caller, gate: Gate, nobody: Caller
) -> None:
    while gate.enter():
        pass
    answer = anna.get("/plans")
    assert (answer.status_code, answer.json["code"]) == (503, "overloaded")
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["X-Correlation-Id"]
    gate.leave()
    assert anna.get("/plans").status_code == 200
    assert anna.get("/plans").status_code == 200


def test_the_place_is_given_back_also_by_a_request_that_was_killed(
    anna: Caller, gate: Gate, office: SmallOffice
) -> None:
    office.trouble = SystemExit()  # as a killed greenlet leaves: past every `except Exception`
    for _ in range(5):
        with pytest.raises(SystemExit):
            anna.order("/plans", BODY)
    assert gate.taken == 0


@pytest.mark.parametrize(
    "given",
    [
        "abc-1",
        "A.b_c-9",
        "01a20062-43bc-766b-9068-51fb187e0852",
        "a0101655-5234-766b-9068-a0101655234b",  # chance, and nobody's number
    ],
)
def test_a_good_correlation_id_is_kept(anna: Caller, given: str) -> None:
    answer = anna.get("/plans", **{"X-Correlation-Id": given})
    assert answer.headers["X-Correlation-Id"] == given


@pytest.mark.parametrize(
    "given",
    [
        "a b",
        "x" * 65,
        "å",
        "a\tb",
        "010165-5234",
        "0101655234",
        "cpr0101655234",
        "sag-0101655234",
        "010165-5234x",
        "010165.5234",
        "a0101655234b",
    ],
)
def test_a_bad_correlation_id_is_replaced(anna: Caller, given: str) -> None:
    sent = given.encode().decode("latin-1")
    answer = anna.get("/plans", **{"X-Correlation-Id": sent})
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Correlation-Id"])


@pytest.mark.parametrize(
    "trace", ["00-" + "0" * 32 + "-00f067aa0ba902b7-01", "ff-1-2-3", "00-4bf9-00f0-01"]
)
def test_a_bad_trace_is_not_carried_on(anna: Caller, office: SmallOffice, trace: str) -> None:
    anna.order("/plans", BODY, headers={"traceparent": trace})
    assert office.calls[-1].traceparent is None


@pytest.mark.filterwarnings("ignore:Unknown REQUEST_METHOD")
def test_requests_refusals_and_orders_are_counted_without_any_id(
    anna: Caller, rita: Caller, figures: Metrics
) -> None:
    plan = anna.order("/plans", BODY).json["case_id"]
    anna.order("/plans", BODY)
    anna.order("/plans", {}, key="k2")
    rita.order("/plans", BODY)
    anna.order(f"/plans/{plan}/close", {"reason": "x", "on": "2011-06-01"}, version=7, key="k3")
    anna.get("/plans/00000000-0000-4000-8000-000000000000")
    anna.client.simulate_request("FOO", "/x")
    told = figures.exposition()[0].decode()
    assert 'route="/plans/{case_id}",service="sample",status="4xx"' in told
    assert 'jobcenter_refusals_total{code="not_found",service="sample"} 1.0' in told
    assert 'method="other",route="unmatched"' in told
    for command, outcome in (
        ("open_plan", "done"),
        ("open_plan", "replayed"),
        ("open_plan", "invalid"),
        ("open_plan", "denied"),
        ("close_plan", "conflict"),
    ):
        labels = f'command="{command}",outcome="{outcome}",service="sample"'
        assert f"jobcenter_commands_total{{{labels}}} 1.0" in told
    assert "00000000-0000-4000" not in told
    assert plan not in told


def test_every_code_the_counter_can_give_is_listed() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (COMMON.parent, COMMON.parents[1] / "access")
        for path in sorted(folder.glob("*.py"))
    )
    raised = r"(?:Refusal\(\s*\d+, |Invalid\(|Denied\(|RefusedError\(|TooOften\(|Unavailable\()"
    used = set(re.findall(raised + '"([a-z_]+)"', source))
    assert len(used) > 20
    assert used <= set(Codes.load())


def test_an_unlisted_code_still_has_a_title() -> None:
    assert Codes.load().title("never_heard_of").en == "The order was refused."


def test_two_files_may_not_name_the_same_code(tmp_path: Any) -> None:
    own = tmp_path / "codes.yaml"
    own.write_text('not_found: {da: "a", en: "b"}\n')
    with pytest.raises(ValueError, match="already taken"):
        Codes.load(own)


@pytest.mark.parametrize(
    "text", ['Bad-Code: {da: "a", en: "b"}', 'good_code: {da: "a"}', "x: {da: a, en: b, de: c}"]
)
def test_a_code_file_must_have_the_agreed_form(tmp_path: Any, text: str) -> None:
    own = tmp_path / "codes.yaml"
    own.write_text(text)
    with pytest.raises(ValueError, match=r"codes\.yaml"):
        Codes.load(own)


def test_falcon_errors_of_other_kinds_are_translated() -> None:
    refusal = refusal_of(falcon.HTTPUnsupportedMediaType())
    assert refusal is not None
    assert (refusal.status, refusal.code) == (415, "content_type_not_supported")
