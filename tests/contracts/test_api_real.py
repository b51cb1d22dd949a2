"""The real services' APIs under made-up requests: never a fault of ours, always as documented."""

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from falcon import testing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect
from schemathesis.checks import CHECKS

from jobcenter import catalogue
from shared.access.pace import Pace
from shared.casework.declare import Act
from shared.casework.questions import PLUMBING
from shared.casework.settings import SERVICES
from shared.http.endpoints import (
    Cases,
    Endpoint,
    Feed,
    History,
    OneCase,
    Order,
    Question,
    endpoints,
)
from shared.http.ops import described
from shared.http.paths import collection
from tests.support.orders import Known, body
from tests.support.real import ACTORS, START, RealHouse

OPERATIONS = [
    pytest.param(name, f"{each.method} {each.path}", id=f"{name} {each.method} {each.path}")
    for name in SERVICES
    for each in endpoints(catalogue.declaration(name), PLUMBING)
]
NEGATIVE = schemathesis.GenerationMode.NEGATIVE
# What a schema cannot say: days outside 1800 to 2199, a period that ends before it starts and
# the rules of a case are refused although the body fits.
LEFT_OUT = {"positive_data_acceptance", "max_response_time"}


class Probing:
    """One service under made-up requests, each from somebody who may make it."""

    def __init__(self, house: RealHouse, name: str) -> None:
        self.house, self.name = house, name
        self.service = house.works[name].service
        self.schema: Any = schemathesis.openapi.from_dict(
            described(house.works[name]),
            config=schemathesis.Config.from_dict({"generation": {"allow-x00": False}}),
        )
        self.schema.app = house.app(name)
        self.offered = {
            f"{each.method} {each.path}": each for each in endpoints(self.service, PLUMBING)
        }
        self.checks = [each for each in CHECKS.get_all() if each.__name__ not in LEFT_OUT]
        self.codes = house.codes(name)
        self.answered: dict[str, set[int]] = {}

    def go(self, examples: int) -> None:
        """Try every operation so often."""
        for found in self.schema.get_all_operations():
            self.probe(found.ok(), examples)
        assert self.answered.keys() == self.offered.keys()

    def operation(self, label: str) -> Any:
        """Return the operation of this name (`POST /companies`)."""
        found = (each.ok() for each in self.schema.get_all_operations())
        return next(each for each in found if each.label == label)

    def probe(self, operation: Any, examples: int) -> None:
        endpoint = self.offered[operation.label]
        headers = {"Authorization": f"Bearer {self._token(endpoint)}"}
        fitting = operation.as_strategy()
        cases = st.one_of(
            st.tuples(st.just(True), fitting),
            st.tuples(st.just(False), fitting),
            st.tuples(st.just(False), operation.as_strategy(generation_mode=NEGATIVE)),
        )

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(made=cases, choice=st.integers(0, 50))
        def probe(made: tuple[bool, Any], choice: int) -> None:
            known, case = made
            if known:
                self._fit(endpoint, case, choice)
            left_out = {"negative_data_rejection"} if _says_less_than_it_seems(case) else set()
            checks = [each for each in self.checks if each.__name__ not in left_out]
            answer = case.call_and_validate(headers=headers, checks=checks)
            self.answered.setdefault(operation.label, set()).add(answer.status_code)
            if answer.status_code >= 400:
                self._check_problem(answer.json())

        try:
            probe()
        finally:  # what is made up names the same id as a citizen here and as a case there
            self.house.rim.answers.clear()

    def _token(self, endpoint: Endpoint) -> str:
        match endpoint.what:
            case Order(_, act):
                return self.house.order_token(self.name, act)
            case Cases(case) | OneCase(case) | History(case):
                return self.house.reader_token(self.name, case.name)
            case Question(query):
                return self.house.reader_token(self.name, query.name)
            case Feed():
                return self.house.token(self.name, None)

    def _fit(self, endpoint: Endpoint, case: Any, choice: int) -> None:
        """Let a request be about a case that exists, as its caller saw it last, and make sense."""
        match endpoint.what:
            case Order(_, act) if choice % 2:
                case.body = body(act, Random(choice), Known(START.date()), kept=1.0)
        match endpoint.what:
            case Order(case_type, Act(opens=False)) | OneCase(case_type) | History(case_type):
                ids = self.house.cases_of(self.name, case_type)
                case.path_parameters["case_id"] = chosen = ids[choice % len(ids)]
                if "If-Match" in (case.headers or {}):
                    office = self.house.works[self.name].office
                    version = office.show(case_type, chosen, ACTORS[0]).version
                    case.headers["If-Match"] = f'"{version}"'

    def _check_problem(self, problem: dict[str, Any]) -> None:
        title = self.codes[problem["code"]]
        assert (problem["title"], problem["title_en"]) == (title.da, title.en), problem


def _says_less_than_it_seems(case: Any) -> bool:
    """Say whether a wrong parameter is so empty that it never reaches the wire."""
    return any(value in (None, "", [], {}, [None]) for value in (case.query or {}).values())


@pytest.mark.parametrize("name", SERVICES)
def test_a_cursor_that_no_log_could_have_is_refused(real: RealHouse, name: str) -> None:
    """Seen red: an epoch beyond 32 bits was a fault of ours."""
    client = testing.TestClient(real.app(name))
    headers = {"Authorization": f"Bearer {real.token(name, None)}"}
    where = f"event_id={uuid4()}&position=7"
    for epoch, status in ((2**31, 422), (0, 422), (2**31 - 1, 409), (1, 409)):
        answer = client.simulate_get(f"/feed?{where}&epoch={epoch}", headers=headers)
        assert answer.status_code == status, answer.text


@pytest.mark.parametrize("name", SERVICES)
def test_every_number_in_a_question_has_its_limits(name: str) -> None:
    """Seen red: a list asked for with more days than the calendar has was a fault of ours."""
    unlimited = [
        f"{query.name}.{field.name}"
        for query in (*catalogue.declaration(name).queries, *PLUMBING)
        for field in inspect.type_info(query.params).fields  # type: ignore[attr-defined]  # a struct
        for kind in getattr(field.type, "types", (field.type,))
        if isinstance(kind, inspect.IntType) and (kind.ge is None or kind.le is None)
    ]
    assert unlimited == []


@pytest.mark.parametrize("name", SERVICES)
def test_the_word_null_is_no_way_to_ask_for_everybody(real: RealHouse, name: str) -> None:
    """Seen red: `?citizen=null` was read as no citizen, and the answer was everybody's cases."""
    client = testing.TestClient(real.app(name))
    for case in real.works[name].service.cases:
        headers = {"Authorization": f"Bearer {real.reader_token(name, case.name)}"}
        for asked in ("citizen=null", "citizen=NULL"):
            answer = client.simulate_get(f"{collection(case)}?{asked}", headers=headers)
            assert (answer.status_code, answer.json["code"]) == (422, "wrong_format")


@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SERVICES)
def test_schemathesis_finds_nothing_in_a_real_service(tidy: RealHouse, name: str) -> None:
    probing = Probing(tidy, name)
    probing.go(3)
    orders = [label for label, each in probing.offered.items() if isinstance(each.what, Order)]
    statuses = set().union(*(probing.answered[label] for label in orders))
    assert statuses >= {404, 409, 422}, "the probing did not come far"
    assert statuses & {200, 201}, "no order was carried out"


@pytest.fixture(scope="module")
def probings(tidy: RealHouse) -> Callable[[str], Probing]:
    """Return the probing of a service, made once."""
    return cache(lambda name: Probing(tidy, name))


@pytest.mark.nightly
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "label"), OPERATIONS)
def test_schemathesis_finds_nothing_for_long(
    probings: Callable[[str], Probing], name: str, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each operation by itself: one that stumbles hides no other, and none takes the whole night.

    One service in one piece had an hour, and the largest one needs more. Nobody is held to sixty
    searches a minute here: a fast machine would be asked to come back (429), as it should.
    """
    monkeypatch.setattr(Pace, "take", lambda _pace, _who: None)
    probing = probings(name)
    probing.probe(probing.operation(label), 300)
