"""Seeing cases, histories and answers, each within the reader's rights."""

from typing import Any

import pytest

from tests.shared.http.conftest import Caller
from tests.shared.http.sample import CITIZEN, SmallOffice

BODY = {"citizen": str(CITIZEN), "title": "Job på lager"}
CLOSE = {"reason": "i job", "on": "2011-06-01"}


@pytest.fixture
def plan(anna: Caller) -> str:
    return str(anna.order("/plans", BODY, key="opening").json["case_id"])


def test_a_case_is_shown_with_its_version_as_etag(anna: Caller, plan: str) -> None:
    answer = anna.get(f"/plans/{plan}")
    assert answer.headers["ETag"] == '"1"'
    assert answer.json["state"] == {"citizen": str(CITIZEN), "title": "Job på lager"}
    assert (answer.json["version"], answer.json["case_type"]) == (1, "plan")


def test_may_says_allowed_or_why_not_with_titles(anna: Caller, plan: str) -> None:
    assert anna.get(f"/plans/{plan}").json["may"]["close_plan"] == {"allowed": True, "because": []}
    anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    closed = anna.get(f"/plans/{plan}").json["may"]["close_plan"]
    assert closed == {
        "allowed": False,
        "because": [
            {
                "code": "plan_already_closed",
                "title": "Planen er lukket.",
                "title_en": "The plan is closed.",
            }
        ],
    }


def test_may_names_missing_rights_first_and_once(anna: Caller, rita: Caller, plan: str) -> None:
    anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    because = rita.get(f"/plans/{plan}").json["may"]["close_plan"]["because"]
    assert [each["code"] for each in because] == ["access_denied", "plan_already_closed"]


def test_may_names_missing_rights_also_when_the_office_forgot(
    rita: Caller, anna: Caller, plan: str, office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = office.show

    def silent(*args: Any) -> Any:
        found = shown(*args)
        return type(found)(found.case_id, found.version, found.state, found.subjects, {})

    monkeypatch.setattr(office, "show", silent)
    may = rita.get(f"/plans/{plan}").json["may"]
    assert [each["code"] for each in may["close_plan"]["because"]] == ["access_denied"]


def test_a_case_as_it_was_known_has_neither_etag_nor_may(anna: Caller, plan: str) -> None:
    answer = anna.get(f"/plans/{plan}?as_of_known=2011-06-14")
    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert answer.json["may"] == {}


def test_a_history_is_told_by_both_clocks(anna: Caller, plan: str) -> None:
    path = f"/plans/{plan}/events"
    (fact,) = anna.get(path).json
    assert (fact["tag"], fact["event"]["title"]) == ("sample.plan_opened", "Job på lager")
    assert fact["effective_on"] == "2011-06-14"
    assert anna.get(f"{path}?as_of_known=2011-06-13").json == []
    assert len(anna.get(f"{path}?as_of_known=2011-06-14").json) == 1
    assert anna.get(f"{path}?as_of_known=2011-06-14T13:59:59+02:00").json == []
    assert len(anna.get(f"{path}?as_of_known=2011-06-14T14:00:00%2B02:00").json) == 1
    assert anna.get(f"{path}?as_of_valid=2011-06-13").json == []


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("as_of_known=i%20g%C3%A5r", "wrong_format", "as_of_known"),
        ("as_of_known=2011-02-30", "wrong_format", "as_of_known"),
        ("as_of_known=2011-06-14T10:00:00", "moment_without_time_zone", "as_of_known"),
        ("as_of_known=9999-12-31", "date_out_of_range", "as_of_known"),
        ("as_of_valid=2011-13-01", "wrong_format", "as_of_valid"),
        ("as_of_valid=0001-01-01", "date_out_of_range", "as_of_valid"),
        ("as_of_valid=2011-01-01&as_of_valid=2011-01-02", "parameter_repeated", "as_of_valid"),
        ("colour=red", "parameter_unknown", "colour"),
        ("1234561234=x", "parameter_unknown", "?"),
    ],
)
def test_a_wrong_moment_is_422(anna: Caller, plan: str, query: str, code: str, field: str) -> None:
    answer = anna.get(f"/plans/{plan}/events?{query}")
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert [each["field"] for each in answer.json["errors"]] == [field]


def test_cases_are_listed_page_by_page(anna: Caller) -> None:
    for company in range(5):
        anna.order("/visit-logs", {"company": f"1000000{company}"}, key=f"v{company}")
    seen: list[str] = []
    path: str | None = "/visit-logs?limit=2"
    pages = 0
    while path is not None:
        answer = anna.get(path)
        seen += [row["case_id"] for row in answer.json["items"]]
        pages += 1
        following = answer.json["next"]
        path = f"/visit-logs?limit=2&after={following}" if following else None
        assert ("Link" in answer.headers) == (following is not None)
    assert seen == [f"1000000{company}" for company in range(5)]
    assert pages == 3


def test_a_link_to_the_next_page_keeps_the_filter(anna: Caller) -> None:
    for company in range(3):
        anna.order("/visit-logs", {"company": f"1000000{company}"}, key=f"v{company}")
    first = anna.get("/visit-logs?open=true&limit=1")
    link, mark = first.headers["Link"], first.json["next"]
    assert link == f"</visit-logs?open=true&limit=1&after={mark}>; rel=next"
    second = anna.get(link[1:].partition(">")[0])
    assert [row["case_id"] for row in second.json["items"]] == ["10000001"]


def test_the_mark_of_a_page_names_no_case_that_was_left_out(
    anna: Caller, office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, `next` and `Link` told a stranger's id, page by page every one of them."""
    for company in range(3):
        anna.order("/visit-logs", {"company": f"1000000{company}"}, key=f"v{company}")
    monkeypatch.setattr(office, "relations_of", lambda _citizens: [])
    page = anna.get("/visit-logs?limit=1")
    assert (page.json["items"], page.headers["X-Left-Out"]) == ([], "1")
    assert page.json["next"]
    assert "1000000" not in page.text + page.headers["Link"]


def test_a_mark_holds_for_its_list_and_its_reader_only(
    anna: Caller, rita: Caller, plan: str
) -> None:
    anna.order("/plans", BODY, key="another")
    mark = anna.get("/plans?limit=1").json["next"]
    assert anna.get(f"/plans?after={mark}").status_code == 200
    made_up = anna.get(f"/plans?after={plan}")
    for refused in (
        made_up, rita.get(f"/plans?after={mark}"), anna.get(f"/visit-logs?after={mark}")
    ):  # fmt: skip
        assert (refused.status_code, refused.json["code"]) == (422, "wrong_format")
        assert refused.json["errors"] == made_up.json["errors"]


def test_only_open_cases_are_listed_when_asked(anna: Caller, plan: str) -> None:
    anna.order(f"/plans/{plan}/close", CLOSE, key="k2", version=1)
    assert anna.get("/plans?open=true").json["items"] == []
    assert len(anna.get(f"/plans?citizen={CITIZEN}").json["items"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "citizen=x",
        "open=maybe",
        "after=%00",
        "after=a%20b",
        "x=1",
    ],
)
def test_a_wrong_filter_is_422(anna: Caller, query: str) -> None:
    answer = anna.get(f"/plans?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_a_question_reads_path_and_query_into_its_struct(anna: Caller) -> None:
    path = f"/citizens/{CITIZEN}/plans?kinds=a&kinds=b&since=2011-01-01&limit=3"
    assert anna.get(path).json == [
        {"citizen": str(CITIZEN), "kinds": ["a", "b"], "since": "2011-01-01", "limit": 3}
    ]
    assert anna.get(f"/citizens/{CITIZEN}/plans?kinds=a").json[0]["kinds"] == ["a"]


def test_a_nonsense_path_is_404_and_a_path_field_in_the_query_422(anna: Caller) -> None:
    assert anna.get("/citizens/x/plans").json["code"] == "not_found"
    answer = anna.get(f"/citizens/{CITIZEN}/plans?citizen={CITIZEN}")
    assert (answer.status_code, answer.json["code"]) == (422, "parameter_unknown")


def test_a_posted_question_takes_its_parameters_from_the_body(anna: Caller) -> None:
    assert anna.order("/plans/search", {"words": "lager"}, key=None).json == ["anna", "lager"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"words": 1}, "wrong_type"),
        ({}, "field_missing"),
        ({"words": "x", "more": 1}, "field_unknown"),
        ({"words": "\u0000"}, "text_refused"),
        ([], "wrong_type"),
    ],
)
def test_a_wrong_posted_question_is_422(anna: Caller, body: Any, code: str) -> None:
    answer = anna.order("/plans/search", body, key=None)
    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_every_service_answers_the_questions_of_the_plumbing(anna: Caller, rita: Caller) -> None:
    assert anna.get("/deadlines?overdue=true").json == ["overdue"]
    assert rita.get("/deadlines").json == ["all"]


@pytest.mark.parametrize(
    "path", ["/visit-logs", "/visit-logs/1", "/visit-logs/1/events", f"/citizens/{CITIZEN}/plans"]
)
def test_reading_without_the_right_is_403(rita: Caller, path: str) -> None:
    answer = rita.get(path)
    assert (answer.status_code, answer.json["code"]) == (403, "access_denied")


def test_the_feed_is_for_service_tokens_of_this_service(
    app: Any, anna: Caller, other_service: Caller, issuer: Any
) -> None:
    page = other_service.get("/feed?epoch=1&position=3&limit=10")
    assert page.json["upto"]["position"] == 4
    assert page.json["events"] == [{"type": "sample.plan_opened"}]
    elsewhere = Caller(app, issuer.issue("service:x", aud=["jobcenter"], scope="feed"))
    scopeless = Caller(app, issuer.issue("service:x", aud=["sample"]))
    for caller in (anna, elsewhere, scopeless):
        assert caller.get("/feed").json["code"] == "scope_missing"


@pytest.mark.parametrize(
    "query", ["epoch=0", "position=-1", "event_id=x", "limit=0", "limit=1001", "position=1e30"]
)
def test_a_wrong_place_in_the_feed_is_422(other_service: Caller, query: str) -> None:
    assert other_service.get(f"/feed?{query}").status_code == 422
