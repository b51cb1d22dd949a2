"""The client base: one wish is done once, a refusal is an exception, an outage is waited out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from shared.http.client import LONGEST_WAIT, Client, Done, Refused, TooOften, Unreachable
from tests.shared.http.sample import CITIZEN, ClosePlan, OpenPlan, PlansOf, SmallOffice

ORDER = OpenPlan(citizen=CITIZEN, title="Job på lager")


@pytest.fixture
def waits() -> list[float]:
    """How long the client slept."""
    return []


@pytest.fixture
def anna(app: Any, issuer: Any, waits: list[float]) -> Client:
    token = issuer.issue("anna", ["counsellor"], "jobcenter")
    return Client(
        "http://sample.test",
        lambda: token,
        transport=httpx.WSGITransport(app=app),
        sleep=waits.append,
    )


def client(handler: Callable[[httpx.Request], httpx.Response], waits: list[float]) -> Client:
    transport = httpx.MockTransport(handler)
    return Client("http://sample.test", "t", transport=transport, sleep=waits.append)


def test_an_order_and_a_question_go_through(anna: Client) -> None:
    done = anna.order("/plans", ORDER)
    assert (done.version, done.events, done.replayed) == (1, ("sample.plan_opened",), False)
    close = ClosePlan(reason="i job", on=date(2011, 6, 1))
    assert anna.order(f"/plans/{done.case_id}/close", close, if_match=1).version == 2
    params = PlansOf(citizen=CITIZEN, kinds=("a", "b"), since=date(2011, 1, 1))
    found: list[PlansOf] = anna.ask("/citizens/{citizen}/plans", params, list[PlansOf])
    assert found == [params]
    assert anna.ask_posted("/plans/search", {"words": "lager"}, list[str]) == ["anna", "lager"]
    assert anna.ask("/deadlines", {"overdue": True}) == ["overdue"]


def test_a_repeated_order_is_said_to_be_one(anna: Client) -> None:
    first = anna.order("/plans", ORDER, key="k")
    again = anna.order("/plans", ORDER, key="k")
    assert again == Done(first.case_id, 1, first.events, replayed=True)


def test_a_refusal_is_an_exception_with_its_code_and_version(anna: Client) -> None:
    case_id = anna.order("/plans", ORDER).case_id
    close = ClosePlan(reason="i job", on=date(2011, 6, 1))
    with pytest.raises(Refused) as stale:
        anna.order(f"/plans/{case_id}/close", close, if_match=5, correlation_id="thread-1")
    refused = stale.value
    assert (refused.status, refused.code, refused.version) == (412, "version_conflict", 1)
    assert refused.correlation_id == "thread-1"
    with pytest.raises(Refused) as wrong:
        anna.order("/plans", {"title": "x"})
    assert [each.field for each in wrong.value.errors] == ["citizen"]


def test_an_outage_is_waited_out_with_the_same_key_and_a_fresh_token(
    waits: list[float],
) -> None:
    keys: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["Idempotency-Key"])
        if len(keys) == 1:
            raise httpx.ReadError("lost", request=request)
        if len(keys) == 2:
            return httpx.Response(503, headers={"Retry-After": "2"})
        return httpx.Response(201, json={"case_id": "1", "version": 1})

    assert client(handler, waits).order("/plans", ORDER).case_id == "1"
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert 0 < waits[0] < 0.2
    assert 1.5 <= waits[1] <= 2.5


def test_an_outage_that_lasts_is_said_with_the_key(waits: list[float]) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away", request=request)

    with pytest.raises(Unreachable) as lost:
        client(handler, waits).order("/plans", ORDER, key="mine")
    assert lost.value.key == "mine"
    assert len(waits) == 4


def test_a_bug_of_the_service_is_a_refusal(office: SmallOffice, anna: Client) -> None:
    office.trouble = ConnectionError("x")
    with pytest.raises(Refused) as failed:
        anna.order("/plans", ORDER)
    assert failed.value.code == "internal_error"


def test_a_refusal_is_not_repeated(waits: list[float]) -> None:
    asked = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(502, text="<html>")

    with pytest.raises(Refused) as failed:
        client(handler, waits).ask("/plans")
    assert (failed.value.status, failed.value.code) == (502, "unreadable_answer")
    assert (len(asked), waits) == (1, [])


def test_pauses_grow_and_end(waits: list[float]) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(503, json={"code": "unavailable"})

    with pytest.raises(Refused) as failed:
        client(handler, waits).ask("/plans")
    assert failed.value.code == "unavailable"
    assert len(waits) == 4
    assert waits[3] > waits[0] * 3


def hasty(told: str | None, times: int) -> Callable[[httpx.Request], httpx.Response]:
    """A service that sends away so often, and then answers."""
    headers = {} if told is None else {"Retry-After": told}
    left = iter([httpx.Response(429, headers=headers, json={"code": "too_many_searches"})] * times)
    return lambda _request: next(left, httpx.Response(200, json=["found"]))


def test_who_asked_too_often_waits_as_long_as_told_and_asks_again(waits: list[float]) -> None:
    """Longer than a full house is waited for, and never shorter than told."""
    assert client(hasty("41", 2), waits).ask_posted("/plans/search", {}) == ["found"]
    assert len(waits) == 2
    assert all(41.0 <= each <= 46.0 for each in waits)


def test_who_is_not_told_how_long_waits_as_for_a_full_house(waits: list[float]) -> None:
    assert client(hasty(None, 2), waits).ask("/plans") == ["found"]
    assert [each < 0.5 for each in waits] == [True, True]


def test_who_still_asks_too_often_hears_it_by_name(waits: list[float]) -> None:
    with pytest.raises(TooOften) as refused:
        client(hasty("41", 9), waits).ask("/plans")
    assert (refused.value.status, refused.value.code) == (429, "too_many_searches")
    assert refused.value.retry_after == 41
    assert len(waits) == 4
    assert isinstance(refused.value, Refused), "who catches refusals catches this one too"


def test_who_is_told_to_wait_for_long_is_not_kept_waiting(waits: list[float]) -> None:
    with pytest.raises(TooOften) as refused:
        client(hasty(str(int(LONGEST_WAIT) + 1), 1), waits).ask("/plans")
    assert (refused.value.retry_after, waits) == (LONGEST_WAIT + 1, [])


def test_parameters_that_are_none_are_left_out(waits: list[float]) -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json=[])

    with client(handler, waits) as caller:
        caller.ask("/plans", {"citizen": None, "open": False, "kinds": ["a", "b"]})
        caller.ask("/plans")
    assert seen == [
        "http://sample.test/plans?open=false&kinds=a&kinds=b",
        "http://sample.test/plans",
    ]


def test_a_redirect_is_not_followed(waits: list[float]) -> None:
    """Who answers for a service could send an order, and the token with it, to somebody else."""
    asked: list[str] = []

    def astray(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(307, headers={"Location": "http://elsewhere.test/plans"})

    with pytest.raises(Refused) as told:
        client(astray, waits).order("/plans", ORDER)
    assert told.value.status == 307
    assert set(asked) == {"sample.test"}
