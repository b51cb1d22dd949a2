"""What comes in: size, type, JSON, and every way to get a field wrong."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.http.checks import check
from shared.http.limits import MAX_BODY
from shared.trouble import Invalid
from tests.shared.http.conftest import Caller
from tests.shared.http.sample import CITIZEN, SmallOffice

GOOD = {"citizen": str(CITIZEN), "title": "Job"}
SECRET = "hemmeligt"


def with_(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


BAD_FIELDS = [
    ({"title": "x"}, "field_missing", "citizen"),
    (with_(unknown_one=1), "field_unknown", "unknown_one"),
    (with_(**{"Hemmeligt navn": 1}), "field_unknown", "?"),
    (with_(citizen=SECRET), "wrong_format", "citizen"),
    (with_(title=5), "wrong_type", "title"),
    (with_(title=None), "wrong_type", "title"),
    (with_(title=""), "out_of_bounds", "title"),
    (with_(title=SECRET * 100), "out_of_bounds", "title"),
    (with_(title=f"{SECRET}\u0000"), "text_refused", "title"),
    (with_(title=f"{SECRET}\u001b[2J"), "text_refused", "title"),
    (with_(hours="20"), "wrong_type", "hours"),
    (with_(hours=True), "wrong_type", "hours"),
    (with_(hours=20.5), "wrong_type", "hours"),
    (with_(hours=0), "out_of_bounds", "hours"),
    (with_(hours=10**30), "out_of_bounds", "hours"),
    (with_(kind=SECRET), "value_not_allowed", "kind"),
    (with_(absences={}), "wrong_type", "absences"),
    (with_(absences=[{"start": "2011-02-30"}]), "wrong_format", "absences[0].start"),
    (with_(absences=[{"start": "2011-02-01", "x": 1}]), "field_unknown", "absences[0].x"),
    (with_(absences=[{"start": "0001-01-01"}]), "date_out_of_range", "absences[0].start"),
    (with_(absences=[{"start": "9999-12-31"}]), "date_out_of_range", "absences[0].start"),
    (
        with_(absences=[{"start": "2011-02-02", "end": "2011-02-01"}]),
        "value_refused",
        "absences[0]",
    ),
    (with_(next_meeting="2011-06-14T10:00:00"), "moment_without_time_zone", "next_meeting"),
    (with_(next_meeting="0001-01-01T00:00:00Z"), "date_out_of_range", "next_meeting"),
    (with_(next_meeting="i morgen"), "wrong_format", "next_meeting"),
    ([], "wrong_type", ""),
    (None, "wrong_type", ""),
    ("x", "wrong_type", ""),
]


@pytest.mark.parametrize(("body", "code", "field"), BAD_FIELDS)
def test_a_wrong_field_is_422_with_its_path_and_never_its_value(
    anna: Caller, body: Any, code: str, field: str, office: SmallOffice
) -> None:
    answer = anna.order("/plans", body)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    named = [each["field"] for each in answer.json["errors"]]
    assert named == ([field] if field else [])
    assert SECRET.lower() not in answer.text.lower()
    assert office.calls == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        msgspec.json.encode(GOOD) + b"x",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"title":"\\ud800"}',
        b'{"title":"\xff\xff"}',
        b'{"hours":NaN}',
        b"'{}'",
        b"[" * 30_000,
        b'{"absences":' + b"[" * 30_000,
    ],
)
def test_what_is_no_json_is_400_and_deep_nesting_harms_nobody(anna: Caller, body: bytes) -> None:
    answer = anna.order("/plans", body)
    # Nesting where no nesting belongs may be seen as a wrong type before it is seen as endless.
    assert (answer.status_code, answer.json["code"]) in {
        (400, "malformed_json"),
        (422, "wrong_type"),
    }


def test_a_whole_number_beyond_64_bits_is_422(anna: Caller) -> None:
    answer = anna.order("/plans", with_(hours=-(10**30)))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "number", [Decimal("NaN"), Decimal("Infinity"), Decimal("1e40"), 10**19, -(10**19), 1e300]
)
def test_a_number_no_table_can_hold_is_refused(number: float | Decimal) -> None:
    with pytest.raises(Invalid) as refused:
        check({"amount": [number]})
    assert (refused.value.code, refused.value.path) == ("number_out_of_range", "[...][0]")


@pytest.mark.parametrize("number", [Decimal("0.4"), 2**63 - 1, -(2**63 - 1), 0.5, True])
def test_a_number_that_fits_is_taken(number: float | Decimal) -> None:
    check((number,))


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xml",
        "application/json; charset=iso-8859-1",
        "multipart/form-data",
        "application/jsonx",
    ],
)
def test_another_content_type_is_415(anna: Caller, content_type: str) -> None:
    answer = anna.order("/plans", GOOD, headers={"Content-Type": content_type})
    assert (answer.status_code, answer.json["code"]) == (415, "content_type_not_supported")


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'],
)
def test_json_may_be_named_in_its_usual_ways(anna: Caller, content_type: str) -> None:
    answer = anna.order("/plans", GOOD, headers={"Content-Type": content_type})
    assert answer.status_code == 201


def test_a_large_body_is_413_before_it_is_read(anna: Caller) -> None:
    answer = anna.order("/plans", b" " * (MAX_BODY + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")


def test_the_largest_body_is_read(anna: Caller) -> None:
    body = msgspec.json.encode(GOOD)
    assert anna.order("/plans", body + b" " * (MAX_BODY - len(body))).status_code == 201


def test_a_body_without_declared_length_is_read_and_bounded(app: Any, anna: Caller) -> None:
    def undeclared(env: dict[str, Any], start: Any) -> Any:
        env.pop("CONTENT_LENGTH")
        return app(env, start)

    caller = Caller(undeclared, anna.token)
    assert caller.order("/plans", GOOD).status_code == 201
    answer = caller.order("/plans", b" " * (MAX_BODY + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")


def test_a_body_cut_short_is_400(app: Any, anna: Caller) -> None:
    def cut(env: dict[str, Any], start: Any) -> Any:
        env["CONTENT_LENGTH"] = str(int(env["CONTENT_LENGTH"]) + 10)
        return app(env, start)

    answer = Caller(cut, anna.token).order("/plans", GOOD)
    assert (answer.status_code, answer.json["code"]) == (400, "body_unreadable")


def test_a_connection_lost_while_sending_is_400(app: Any, anna: Caller) -> None:
    class Lost:
        def read(self, _size: int) -> bytes:
            raise OSError("unexpected end of file while parsing chunked data")

    def lost(env: dict[str, Any], start: Any) -> Any:
        env.pop("CONTENT_LENGTH")
        env["wsgi.input"] = Lost()
        return app(env, start)

    answer = Caller(lost, anna.token).order("/plans", GOOD)
    assert (answer.status_code, answer.json["code"]) == (400, "body_unreadable")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.binary(max_size=80)
    | JSON.map(msgspec.json.encode)
    | st.fixed_dictionaries(
        {"citizen": st.just(str(CITIZEN)) | JSON, "title": st.text() | JSON},
        optional={"hours": st.integers() | JSON, "kind": st.text(), "absences": JSON, "x": JSON},
    ).map(msgspec.json.encode),
    key=st.uuids().map(str),
)
def test_no_body_makes_the_counter_fall_over(anna: Caller, body: bytes, key: str) -> None:
    answer = anna.order("/plans", body, key=key)
    assert answer.status_code in {201, 400, 422}
    if answer.status_code != 201:
        assert answer.headers["Content-Type"] == "application/problem+json"
