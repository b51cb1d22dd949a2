"""Callers on the broker: the same orders, rights, versions and keys as over HTTP."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import amqp
import msgspec
import pytest
from nameko.exceptions import RpcTimeout, UnknownService
from nameko.standalone.rpc import ClusterRpcProxy

from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.pace import Pace
from shared.access.tokens import Tokens
from shared.casework.reading_room import ReadingRoom
from shared.container.rpc import RpcCounter, _Wish
from shared.http.codes import Codes
from shared.http.limits import MAX_BODY
from shared.observability.metrics import Metrics
from shared.trouble import TooOften, Unavailable
from tests.shared.http.sample import ACCESS, CITIZEN, DEADLINES, PLANS, SERVICE, SmallOffice
from tests.support.broker import BrokerServer

PLAN = {"citizen": str(CITIZEN), "title": "Job på lager"}
CLOSE = {"reason": "i job", "on": "2011-06-01"}
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture
def office() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def figures() -> Metrics:
    return Metrics("sample")


@pytest.fixture
def counter(office: SmallOffice, issuer: Issuer, figures: Metrics) -> RpcCounter:
    return RpcCounter(
        office=office,  # type: ignore[arg-type]  # a stand-in with the same methods
        room=ReadingRoom(office),  # type: ignore[arg-type]  # see above
        access=ACCESS,
        tokens=Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE]),
        codes=Codes.load(),
        meters=figures,
        plumbing=(DEADLINES,),
    )


@pytest.fixture
def desk(counter: RpcCounter) -> Any:
    """An object of the class, called without a broker."""
    return counter.service_class()()


@pytest.fixture
def anna(issuer: Issuer) -> str:
    return issuer.issue("anna", ["counsellor"], "jobcenter")


def opened(desk: Any, token: str) -> str:
    answer = desk.open_plan(token, PLAN, "key-0")
    assert answer["status"] == 201
    return str(answer["done"]["case_id"])


def refused(answer: dict[str, Any]) -> tuple[int, str]:
    problem = answer["problem"]
    assert problem["title"]
    assert problem["title_en"]
    assert problem["status"] == answer["status"]
    assert answer == msgspec.json.decode(msgspec.json.encode(answer))
    return answer["status"], problem["code"]


def test_there_is_a_method_for_every_order_and_question(desk: Any) -> None:
    orders = {act.name for case in SERVICE.cases for act in case.commands}
    questions = {f"ask_{query.name}" for query in (*SERVICE.queries, DEADLINES)}
    offered = {name for name in dir(type(desk)) if not name.startswith("_")} - {"name"}
    assert offered == orders | questions
    assert type(desk).name == "sample_rpc"
    assert all(getattr(type(desk), name).nameko_entrypoints for name in offered)


def test_an_order_opens_a_case_and_a_next_one_goes_on(desk: Any, anna: str) -> None:
    answer = desk.open_plan(anna, PLAN, "key-1")
    case_id = answer["done"]["case_id"]
    assert answer == {
        "status": 201,
        "done": {
            "case_id": case_id, "version": 1, "events": ["sample.plan_opened"], "replayed": False,
        },
    }  # fmt: skip
    closed = desk.close_plan(anna, CLOSE, "key-2", case_id=case_id, if_match=1)
    assert (closed["status"], closed["done"]["version"]) == (200, 2)


def test_the_same_key_gives_the_same_answer_and_does_nothing_twice(desk: Any, anna: str) -> None:
    first = desk.open_plan(anna, PLAN, "key-1")
    again = desk.open_plan(anna, PLAN, "key-1")
    assert again["done"] == {**first["done"], "replayed": True}
    other = desk.open_plan(anna, {**PLAN, "title": "Noget andet"}, "key-1")
    assert refused(other) == (422, "idempotency_key_reused")


def test_an_order_that_finds_somebody_is_counted_as_a_search(
    office: SmallOffice, counter: RpcCounter, anna: str
) -> None:
    counter.room._pace = Pace(1)
    act = replace(PLANS.commands[0], finds=lambda _desk, _command: (CITIZEN,))
    wish = _Wish(anna, PLAN, "key-1", None, None)
    assert counter.carry_out(PLANS, act, wish, "test")["status"] == 201
    with pytest.raises(TooOften):
        counter.carry_out(PLANS, act, wish, "test")
    assert len(office.calls) == 1, "nothing is done for who is stopped"


def test_a_stale_version_is_told_the_present_one(desk: Any, anna: str) -> None:
    case_id = opened(desk, anna)
    answer = desk.close_plan(anna, CLOSE, "key-2", case_id=case_id, if_match=7)
    assert refused(answer) == (412, "version_conflict")
    assert answer["problem"]["version"] == 1


def test_the_case_says_no_with_its_code_and_facts(desk: Any, anna: str) -> None:
    case_id = opened(desk, anna)
    late = {**CLOSE, "on": "2050-01-01"}
    answer = desk.close_plan(anna, late, "key-2", case_id=case_id, if_match=1)
    assert refused(answer) == (409, "date_in_future")
    assert answer["problem"]["facts"] == {"latest": "2011-06-14"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"token": None}, (401, "token_missing")),
        ({"token": "nonsense"}, (401, "token_invalid")),
        ({"token": 7}, (401, "token_missing")),
        ({"key": None}, (428, "idempotency_key_missing")),
        ({"key": "with space"}, (400, "idempotency_key_malformed")),
        ({"key": 5}, (400, "idempotency_key_malformed")),
        ({"if_match": None}, (428, "if_match_missing")),
        ({"if_match": '"1"'}, (400, "if_match_malformed")),
        ({"if_match": True}, (400, "if_match_malformed")),
        ({"case_id": None}, (404, "not_found")),
        ({"case_id": "../feed"}, (404, "not_found")),
        ({"case_id": str(CITIZEN)}, (404, "not_found")),
        ({"body": None}, (422, "wrong_type")),
        ({"body": {}}, (422, "field_missing")),
        ({"body": {**CLOSE, "more": 1}}, (422, "field_unknown")),
        ({"body": {**CLOSE, "on": "yesterday"}}, (422, "wrong_format")),
        ({"body": object()}, (400, "malformed_json")),
        ({"body": {**CLOSE, "reason": "x" * MAX_BODY}}, (413, "body_too_large")),
    ],
)
def test_what_is_not_as_it_must_be_is_refused_by_its_name(
    desk: Any, anna: str, changed: dict[str, Any], expected: tuple[int, str]
) -> None:
    wish = {"token": anna, "body": CLOSE, "key": "key-2", "case_id": opened(desk, anna)}
    assert refused(desk.close_plan(**{**wish, "if_match": 1, **changed})) == expected


def test_rights_are_asked_before_anything_is_read(desk: Any, issuer: Issuer) -> None:
    rita = issuer.issue("rita", ["reader"], "jobcenter")
    assert refused(desk.open_plan(rita, None, None)) == (403, "access_denied")
    assert refused(desk.ask_find_plans(rita, None)) == (403, "access_denied")
    assert refused(desk.remind_plan(issuer.issue("a", ["counsellor"], "jobcenter"), {}, "k")) == (
        403,
        "access_denied",
    )


def test_questions_are_answered_and_their_parameters_checked(desk: Any, anna: str) -> None:
    assert desk.ask_find_plans(anna, {"words": "lager"}) == {
        "status": 200,
        "answer": ["anna", "lager"],
    }
    found = desk.ask_plans_of_citizen(anna, {"citizen": str(CITIZEN), "since": "2011-01-01"})
    assert found["answer"][0]["since"] == "2011-01-01"
    assert desk.ask_deadlines(anna)["answer"] == ["all"]
    unknown = desk.ask_find_plans(anna, {"words": "x", "more": 1})
    assert refused(unknown) == (422, "field_unknown")


def test_a_fault_of_ours_says_nothing_about_the_inside(desk: Any, anna: str) -> None:
    case_id = opened(desk, anna)
    bug = {**CLOSE, "reason": "bug"}
    answer = desk.close_plan(anna, bug, "key-2", case_id=case_id, if_match=1)
    assert refused(answer) == (500, "internal_error")
    assert "secret" not in str(answer)


def test_what_may_have_happened_is_to_be_repeated(
    desk: Any, anna: str, office: SmallOffice
) -> None:
    office.trouble = Unavailable("outcome_unknown", retry_after=3)
    answer = desk.open_plan(anna, PLAN, "key-1")
    assert refused(answer) == (503, "outcome_unknown")
    assert answer["problem"]["retry_after"] == 3


def test_who_asks_too_often_is_told_when_to_ask_again(
    desk: Any, anna: str, office: SmallOffice
) -> None:
    office.trouble = TooOften("too_many_searches", 41)
    answer = desk.open_plan(anna, PLAN, "key-1")
    assert refused(answer) == (429, "too_many_searches")
    assert answer["problem"]["retry_after"] == 41


def test_calls_are_counted(desk: Any, anna: str, figures: Metrics) -> None:
    opened(desk, anna)
    desk.open_plan(None, PLAN, "key-9")
    shown = figures.exposition()[0].decode()
    assert (
        'jobcenter_commands_total{command="open_plan",outcome="done",service="sample"} 1' in shown
    )
    assert 'jobcenter_refusals_total{code="token_missing",service="sample"} 1' in shown


# -- over a broker -------------------------------------------------------------------------------


@pytest.fixture
def called(broker: BrokerServer, tmp_path: Path) -> Iterator[Issuer]:
    """The sample service in a process of its own, reached over the broker only."""
    issuer = Issuer(tmp_path)
    issuer.issue("anna", ["counsellor"], "jobcenter")
    command = [sys.executable, "-m", "tests.shared.container.serve_rpc", str(tmp_path), broker.url]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "started\n"
        yield issuer
        child.stdin.close()
        assert child.stdout.read().endswith("stopped\n")


@pytest.mark.broker
def test_calls_over_the_broker_go_on_after_a_message_nobody_can_answer_and_after_an_outage(
    broker: BrokerServer, called: Issuer
) -> None:
    token = called.issue("anna", ["counsellor"], "jobcenter")
    with ClusterRpcProxy({"AMQP_URI": broker.url}, timeout=20) as cluster:
        first = cluster.sample_rpc.open_plan(token, PLAN, "key-1")
        assert first["status"] == 201
        _send_without_return_address(broker)
        again = cluster.sample_rpc.open_plan(token, PLAN, "key-1")
        assert again["done"] == {**first["done"], "replayed": True}
        assert refused(cluster.sample_rpc.open_plan("no", PLAN, "k")) == (401, "token_invalid")
    broker.kill()
    broker.start()
    assert _asked_until_answered(broker, token)["done"] == {**first["done"], "replayed": True}


def _send_without_return_address(broker: BrokerServer) -> None:
    with amqp.Connection(host=f"127.0.0.1:{broker.port}") as connection:
        message = amqp.Message("{}", content_type="application/json", content_encoding="utf-8")
        connection.channel().basic_publish(message, "nameko-rpc", "sample_rpc.open_plan")


def _asked_until_answered(broker: BrokerServer, token: str) -> dict[str, Any]:
    """Ask with the same key again and again, as a caller does who hears nothing."""
    for _ in range(10):
        with (
            suppress(RpcTimeout, UnknownService),
            ClusterRpcProxy({"AMQP_URI": broker.url}, timeout=5) as cluster,
        ):
            answer: dict[str, Any] = cluster.sample_rpc.open_plan(token, PLAN, "key-1")
            return answer
        time.sleep(0.5)
    pytest.fail("nobody answered after the broker came back")
