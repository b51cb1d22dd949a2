"""The generated clients say exactly what the services read, and read what they answer."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest

from jobcenter.generate.clients import client_sources
from jobcenter.generate.rooms import Room, rooms
from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.tokens import Tokens
from shared.casework.questions import PLUMBING
from shared.http.api import build_api
from shared.http.client import Client, Refused
from shared.http.codes import Codes
from shared.http.endpoints import Feed, Order, Question, endpoints
from shared.observability.metrics import Metrics
from tests.shared.http.sample import ACCESS, CITIZEN, SERVICE, SmallOffice


def client_of(room: Room) -> Any:
    return import_module(f"services.{room.service.name}.client")


def orders() -> Iterator[Any]:
    for room in rooms():
        for each in endpoints(room.service, PLUMBING):
            if isinstance(each.what, Order) and each.what.act.example is not None:
                yield pytest.param(room, each.what.act, id=f"{room.service.name}.{each.name}")


@pytest.mark.parametrize(("room", "act"), orders())
def test_an_order_arrives_as_it_was_meant(room: Room, act: Any) -> None:
    example = msgspec.json.decode(msgspec.json.encode(act.example))
    copied = getattr(client_of(room), act.command.__name__)
    sent = msgspec.json.encode(msgspec.convert(example, copied))
    meant = msgspec.convert(example, act.command)
    assert msgspec.json.decode(sent, type=act.command) == meant


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.service.name)
def test_every_order_and_question_has_a_method_and_a_struct_with_the_same_fields(
    room: Room,
) -> None:
    module = client_of(room)
    client = next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Client) and each is not Client
    )
    for each in endpoints(room.service, PLUMBING):
        assert isinstance(each.what, Feed) or callable(getattr(client, each.name)), each.name
        match each.what:
            case Order(act=act):
                kind = act.command
            case Question(query):
                kind = query.params
            case _:
                continue
        copied = getattr(module, kind.__name__)
        assert _fields(copied) == _fields(kind), each.name


def _fields(kind: Any) -> list[tuple[str, bool]]:
    return [(each.encode_name, each.required) for each in msgspec.structs.fields(kind)]


# -- one client at work --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> Any:
    """The generated client of the sample service, as a module."""
    module = ModuleType("sample_client")
    exec(dict(client_sources([SERVICE]))[f"services/{SERVICE.name}/client.py"], vars(module))  # noqa: S102 - our own source
    return module


@pytest.fixture
def anna(made: Any, tmp_path: Path) -> Any:
    issuer = Issuer(tmp_path)
    app = build_api(
        SmallOffice(),  # type: ignore[arg-type]  # a stand-in with the same methods
        ACCESS,
        Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE]),
        codes=Codes.load(),
        meters=Metrics("sample"),
        write_page=lambda _page: b"{}",
    )
    token = issuer.issue("anna", ["counsellor"], "jobcenter")
    return made.SampleClient("http://sample.test", token, transport=httpx.WSGITransport(app=app))


def test_a_client_gives_orders_and_reads_what_it_is_shown(made: Any, anna: Any) -> None:
    opened = anna.open_plan(made.OpenPlan(citizen=CITIZEN, title="Job"), key="k")
    close = made.ClosePlan(reason="i job", on=date(2011, 6, 1))
    shown = anna.show_plan(opened.case_id)
    assert (shown.version, shown.state["title"]) == (1, "Job")
    assert shown.may["close_plan"].allowed
    assert anna.close_plan(opened.case_id, close, if_match=1).version == 2
    with pytest.raises(Refused, match="version_conflict"):
        anna.close_plan(opened.case_id, close, if_match=1)
    assert [fact.tag for fact in anna.history_of_plan(opened.case_id)] == [
        "sample.plan_opened",
        "sample.plan_closed",
    ]
    assert anna.list_plan(made.CaseFilter(open=True)).items == ()
    assert [row.version for row in anna.list_plan().items] == [2]


def test_a_client_asks_with_parameters_in_path_query_and_body(made: Any, anna: Any) -> None:
    asked = made.PlansOf(citizen=CITIZEN, kinds=("a", "b"), since=date(2011, 1, 1))
    assert anna.ask_plans_of_citizen(asked) == [asked]
    assert anna.ask_find_plans(made.FindPlans(words="lager")) == ["anna", "lager"]
