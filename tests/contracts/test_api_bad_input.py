"""Every way to send nonsense, to every order of every service: a code, two titles, no trace."""

from collections.abc import Iterator, Mapping
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec
import pytest
from falcon import testing
from msgspec import inspect

from jobcenter import catalogue
from shared.casework.declare import Act, CaseType
from shared.http import paths
from shared.http.limits import MAX_BODY
from tests.support.orders import Known, body
from tests.support.real import ACTORS, START, RealHouse

ORDERS = [
    pytest.param(service.name, case, act, id=f"{service.name}.{act.name}")
    for service, _ in catalogue.declarations()
    for case in service.cases
    for act in case.commands
]
SCALARS = (
    inspect.StrType,
    inspect.IntType,
    inspect.UUIDType,
    inspect.DateType,
    inspect.DateTimeType,
    inspect.LiteralType,
    inspect.BoolType,
)
DEEP = 20_000


class Bad(NamedTuple):
    """One bad request: what is sent, and which answers are right."""

    why: str
    body: bytes
    statuses: tuple[int, ...]
    headers: Mapping[str, str | None] = MappingProxyType({})
    case_id: str | None = None


def encoded(value: Any) -> bytes:
    return msgspec.json.encode(value)


def kinds(field: inspect.Field) -> tuple[Any, ...]:
    """Return the types a field may have."""
    types = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
    return tuple(each.type if isinstance(each, inspect.Metadata) else each for each in types)


def scalar(field: inspect.Field) -> bool:
    return all(isinstance(each, (*SCALARS, inspect.NoneType)) for each in kinds(field))


def bad_bodies(good: dict[str, Any]) -> Iterator[Bad]:
    """Bodies that are wrong whatever the order is."""
    yield Bad("unknown field", encoded({**good, "unknown_to_all": 1}), (422,))
    yield Bad("a name that is a value", encoded({**good, "0102585000": 1}), (422,))
    for name, raw in (("null", b"null"), ("list", b"[]"), ("text", b'"x"'), ("number", b"1")):
        yield Bad(name, raw, (422,))
    for name, raw in (
        ("empty", b""),
        ("cut short", encoded(good)[:-1]),
        ("two bodies", encoded(good) + b"{}"),
        ("not text", b"\xff\xfe\x00"),
        ("nothing but a NUL", b"\x00"),
    ):
        yield Bad(name, raw, (400,))
    for name, raw in (
        ("a raw NUL", b'{"x": "\x00"}'),
        ("not a number", b'{"x": NaN}'),
        ("beyond all numbers", b'{"x": 1e999}'),
    ):
        yield Bad(name, raw, (400, 422))
    yield Bad("deep lists", b"[" * DEEP, (400, 422))
    yield Bad("deep objects", b'{"x":' * (DEEP // 2), (400, 422))
    yield Bad("huge", b'{"x": "' + b"a" * MAX_BODY + b'"}', (413,))
    yield Bad("huge and spaced", encoded(good) + b" " * MAX_BODY, (413,))


def bad_fields(act: Act, good: dict[str, Any]) -> Iterator[Bad]:
    """Bodies in which one field is wrong."""
    info = inspect.type_info(act.command)
    assert isinstance(info, inspect.StructType)
    for field in info.fields:
        name, types = field.encode_name, kinds(field)

        def bad(why: str, value: Any, name: str = name) -> Bad:
            return Bad(f"{name}: {why}", encoded({**good, name: value}), (422,))

        if field.required:
            rest = {each: value for each, value in good.items() if each != name}
            yield Bad(f"{name}: missing", encoded(rest), (422,))
        if scalar(field):
            yield bad("an object", {"x": 1})
            yield bad("a list", [1])
        if not any(isinstance(each, inspect.NoneType) for each in types) and scalar(field):
            yield bad("null", None)
        if any(isinstance(each, inspect.DateType | inspect.DateTimeType) for each in types):
            yield bad("an impossible day", "2011-02-30")
            yield bad("an impossible moment", "2011-02-30T09:00:00Z")
            yield bad("the calendar's end", _last(types))
            yield bad("a word", "i morgen")
        if any(isinstance(each, inspect.UUIDType) for each in types):
            yield bad("no UUID", "1")
        if any(isinstance(each, inspect.IntType) for each in types):
            yield bad("beyond 64 bits", 10**30)
            yield bad("a half", 1.5)
            yield bad("a word", "en")
        if any(isinstance(each, inspect.LiteralType) for each in types):
            yield bad("another word", "noget helt andet")
        if any(isinstance(each, inspect.StrType) for each in types):
            yield bad("a NUL", "a\x00b")
            raw = encoded({**good, name: "SURROGATE"}).replace(b"SURROGATE", b"\\ud800")
            yield Bad(f"{name}: half a character", raw, (400, 422))


def _last(types: tuple[Any, ...]) -> str:
    moment = any(isinstance(each, inspect.DateTimeType) for each in types)
    return "9999-12-31T23:59:59Z" if moment else "9999-12-31"


def bad_headers(act: Act, good: bytes) -> Iterator[Bad]:
    """Requests whose body is good."""
    yield Bad("no key", good, (428,), {"Idempotency-Key": None})
    for key in ("", "æøå", "a b", "k" * 129, "a\tb"):
        yield Bad(f"the key {key[:9]!r}", good, (400, 428), {"Idempotency-Key": key})
    yield Bad("no token", good, (401,), {"Authorization": None})
    yield Bad("half a token", good, (401,), {"Authorization": "Bearer abc.def"})
    yield Bad("form data", good, (415,), {"Content-Type": "application/x-www-form-urlencoded"})
    yield Bad("latin-1", good, (415,), {"Content-Type": "application/json; charset=latin-1"})
    if act.opens:
        return
    yield Bad("no version", good, (428,), {"If-Match": None})
    for tag in ("*", "7", 'W/"7"', '"7", "8"', '"0"', '"-1"', '"9999999999"', '"x"'):
        yield Bad(f"the version {tag}", good, (400,), {"If-Match": tag})
    for case_id in ("0", "x" * 200, "..%2f..", "%00", str(uuid4()).upper(), "%C3%A6", "{case_id}"):
        yield Bad(f"the case {case_id[:9]}", good, (404,), {}, case_id)
    yield Bad("a case nobody opened", good, (404,), {}, str(uuid4()))


class Desk:
    """Where the requests of one order are sent, and what comes back is looked at."""

    def __init__(self, house: RealHouse, name: str, case: CaseType[Any], act: Act) -> None:
        self.house, self.name, self.case, self.act = house, name, case, act
        self.client = testing.TestClient(house.app(name))
        self.codes = house.codes(name)
        self.token = house.order_token(name, act)
        self.path = paths.order_path(case, act)
        self.case_id = "" if act.opens else house.cases_of(name, case)[0]
        self.seen = 1 if act.opens else self.version
        self.denied = not house.works[name].access.commands[act.name]

    @property
    def version(self) -> int:
        return self.house.works[self.name].office.show(self.case, self.case_id, ACTORS[0]).version

    def good(self) -> dict[str, Any]:
        """Return a body that can be read."""
        rng, known = Random(3), Known(START.date())
        while True:
            made = body(self.act, rng, known)
            try:
                msgspec.convert(made, self.act.command)
            except msgspec.ValidationError:
                continue
            return made

    def send(self, bad: Bad, key: str | None = None) -> testing.Result:
        headers: dict[str, str | None] = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key or str(uuid4()),
        }
        if not self.act.opens:
            headers["If-Match"] = f'"{self.seen}"'
        kept = {
            name: value for name, value in {**headers, **bad.headers}.items() if value is not None
        }
        path = self.path.replace("{case_id}", bad.case_id or self.case_id)
        return self.client.simulate_post(path, body=bad.body, headers=kept)

    def check(self, bad: Bad) -> None:
        answer = self.send(bad)
        what = f"{bad.why}: {answer.status} {answer.text[:300]}"
        expected = (401,) if 401 in bad.statuses else (403,) if self.denied else bad.statuses
        if bad.case_id == "..%2f..":
            expected = (404, 405)
        assert answer.status_code in expected, what
        self.check_problem(answer, what)

    def check_problem(self, answer: testing.Result, what: str) -> None:
        assert answer.headers["Content-Type"] == "application/problem+json", what
        problem = answer.json
        assert problem["status"] == answer.status_code, what
        title = self.codes[problem["code"]]
        assert (problem["title"], problem["title_en"]) == (title.da, title.en), what
        assert title.da != title.en, what


@pytest.mark.parametrize(("name", "case", "act"), ORDERS)
def test_nonsense_is_refused_with_a_code_and_leaves_nothing(
    real: RealHouse, name: str, case: CaseType[Any], act: Act
) -> None:
    desk = Desk(real, name, case, act)
    good = desk.good()
    before = real.head(name)
    for bad in (*bad_bodies(good), *bad_fields(act, good), *bad_headers(act, encoded(good))):
        desk.check(bad)
    assert real.head(name) == before


@pytest.mark.parametrize(("name", "case", "act"), ORDERS)
def test_who_saw_an_older_version_is_told_so_and_changes_nothing(
    real: RealHouse, name: str, case: CaseType[Any], act: Act
) -> None:
    desk = Desk(real, name, case, act)
    if act.opens or desk.denied:
        pytest.skip("nobody who gives this order has seen a version")
    before = real.head(name)
    stale = Bad("stale", encoded(desk.good()), (412,), {"If-Match": f'"{desk.version + 7}"'})
    answer = desk.send(stale)
    assert answer.status_code in ((412, 409, 422) if act.prepare else (412,)), answer.text
    if answer.status_code == 412:
        assert answer.json["code"] == "version_conflict"
        assert answer.headers["ETag"] == f'"{desk.version}"'
    desk.check_problem(answer, "stale")
    assert real.head(name) == before


@pytest.mark.parametrize(("name", "case", "act"), ORDERS)
def test_repeated_under_its_key_an_order_is_carried_out_once(
    real: RealHouse, name: str, case: CaseType[Any], act: Act
) -> None:
    desk = Desk(real, name, case, act)
    wish, key = Bad("good", encoded(desk.good()), ()), str(uuid4())
    before = real.head(name)
    first = desk.send(wish, key)
    stored = real.head(name)
    again = desk.send(wish, key)
    if first.status_code in {200, 201}:
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert real.head(name) == stored
        if desk.good():
            other = msgspec.json.decode(wish.body)
            other.pop(next(iter(other)))
            reused = desk.send(Bad("reused", encoded(other), ()), key)
            assert reused.status_code == 422, reused.text
            desk.check_problem(reused, "reused")
            assert real.head(name) == stored
    else:
        assert first.status_code in {403, 409, 422}, first.text
        desk.check_problem(first, "first")
        desk.check_problem(again, "again")
        # A refusal that was recorded is a fact of the case: who repeats has seen an older version.
        recorded = stored > before
        assert again.json["code"] == ("version_conflict" if recorded else first.json["code"])
