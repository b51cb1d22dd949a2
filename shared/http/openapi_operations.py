"""One operation of the API documentation: what is sent, what comes back, who may."""

from collections.abc import Sequence
from typing import Any

import msgspec

from shared.access.pace import is_paced
from shared.access.table import AccessTable
from shared.access.terms import RELATIONS, house_terms
from shared.access.visitor import PURPOSE, REASON
from shared.casework.declare import CaseType, Query
from shared.http.answers import (
    CaseFilter,
    Fact,
    FeedPlace,
    KnownAt,
    ListedCases,
    Moments,
    Ordered,
    ShownCase,
)
from shared.http.counter import LEFT_OUT, RELATION
from shared.http.endpoints import Cases, Endpoint, Feed, History, OneCase, Order, Question
from shared.http.headers import ETAG_PATTERN, KEY_PATTERN
from shared.http.openapi_refusals import refusals
from shared.http.openapi_schemas import Schemas
from shared.http.parameters import list_fields
from shared.http.paths import NATURAL_ID, has_natural_id, variables
from shared.http.problems import Problem

Json = dict[str, Any]

PARAMETERS: Json = {
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": (
            "Names this wish; sent again with the same key, it is done once. No CPR number."
        ),
        "schema": {"type": "string", "pattern": KEY_PATTERN},
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The ETag of the case as the caller last saw it.",
        "schema": {"type": "string", "pattern": ETAG_PATTERN},
        "example": '"3"',
    },
    "X-Correlation-Id": {
        "name": "X-Correlation-Id",
        "in": "header",
        "required": False,
        "description": (
            "The thread this request belongs to: up to 64 letters, digits and `._-`. "
            "What is missing, of another form or holds a CPR number is replaced by an id of ours."
        ),
        "schema": {"type": "string"},
    },
    PURPOSE: {
        "name": PURPOSE,
        "in": "header",
        "required": False,
        "description": "What the reader looks for; without it the first purpose of its role.",
        "schema": {"type": "string", "enum": list(house_terms().purposes)},
    },
    REASON: {
        "name": REASON,
        "in": "header",
        "required": False,
        "description": (
            "Why somebody who has no case with the citizen must look (10 to 500 characters, "
            "percent-encoded UTF-8, no CPR number). The look is highlighted and reviewed."
        ),
        "schema": {"type": "string"},
        "example": "Vikar%20for%20en%20syg%20kollega",
    },
}
HEADERS: Json = {
    "ETag": {
        "description": "The case's version.",
        "schema": {"type": "string", "pattern": ETAG_PATTERN},
    },
    "Location": {"description": "Where the case lives.", "schema": {"type": "string"}},
    "X-Correlation-Id": {
        "description": "The thread this request belongs to.",
        "schema": {"type": "string"},
    },
    RELATION: {
        "description": "As what the reader was let in; `guest` is highlighted and reviewed.",
        "schema": {"type": "string", "enum": list(RELATIONS)},
    },
    LEFT_OUT: {
        "description": "How many rows were left out because their citizen is not the reader's.",
        "schema": {"type": "string", "pattern": "^[1-9][0-9]*$"},
    },
    "Idempotency-Replayed": {
        "description": "`true` when this is the kept answer of an earlier request.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
_FACTS = list[Fact]
_LOOKING: list[Json] = [{"$ref": f"#/components/parameters/{name}"} for name in (PURPOSE, REASON)]
_FEED_PAGE: Json = {
    "type": "object",
    "description": "Facts as CloudEvents, how far was looked, and where the log ends.",
    "required": ["upto", "head", "events"],
    "properties": {
        "upto": {"type": "object"},
        "head": {"type": "object"},
        "events": {"type": "array", "items": {"type": "object"}},
    },
}


def types_of(offered: Sequence[Endpoint]) -> list[Any]:
    """List every struct the operations speak of."""
    types: list[Any] = [Ordered, ShownCase, ListedCases, _FACTS, Problem]
    types += [CaseFilter, Moments, KnownAt, FeedPlace]
    for endpoint in offered:
        match endpoint.what:
            case Order(act=act):
                types.append(act.command)
            case Question(query):
                types += [query.params, query.answer]
    return types


def operation(endpoint: Endpoint, schemas: Schemas, access: AccessTable) -> Json:
    """Describe one endpoint."""
    match endpoint.what:
        case Order() as order:
            return _order(endpoint, order, schemas, access)
        case Cases(case):
            read = _read(endpoint, schemas, CaseFilter, ListedCases, 422)
            return _tagged(read, case.name, f"Cases: {case.title}")
        case OneCase(case):
            read = _read(endpoint, schemas, KnownAt, ShownCase, 404, 422)
            read["responses"]["200"]["headers"]["ETag"] = _header("ETag")
            read["parameters"].insert(0, _case_id(case))
            return _tagged(read, case.name, f"One case and what may be done: {case.title}")
        case History(case):
            read = _read(endpoint, schemas, Moments, _FACTS, 404, 422)
            read["parameters"].insert(0, _case_id(case))
            return _tagged(read, case.name, f"The facts of one case: {case.title}")
        case Question(query):
            return _question(endpoint, query, schemas, access)
        case Feed():
            read = _read(endpoint, schemas, FeedPlace, Ordered, 409, 422)
            read["parameters"] = [each for each in read["parameters"] if each not in _LOOKING]
            read["responses"]["200"] = _answered(_FEED_PAGE, "A page of the log.")
            return _tagged(read, "questions", "The log, for other services (scope `feed`)")


def _order(endpoint: Endpoint, order: Order, schemas: Schemas, access: AccessTable) -> Json:
    case, act = order.case, order.act
    text = (act.command.__doc__ or act.name).strip()
    who = ", ".join(f"`{right}`" for right in access.who_may(act.name)) or "only our own policies"
    content: Json = {"schema": schemas.of(act.command)}
    if act.example is not None:
        content["example"] = _example(act.command, act.example)
    parameters = [] if act.opens else [_case_id(case)]
    parameters += [_parameter("Idempotency-Key")]
    parameters += [] if act.opens else [_parameter("If-Match")]
    done = _answered(schemas.of(Ordered), "Done.")
    done["headers"] |= {
        "ETag": _header("ETag"),
        "Idempotency-Replayed": _header("Idempotency-Replayed"),
    }
    if act.opens:
        done["headers"]["Location"] = _header("Location")
    else:
        done["description"] = "Done; the case has a new version."
    statuses = (400, 409, 413, 415, 422, 428) + (() if act.opens else (404, 412))
    statuses += () if act.finds is None else (429,)
    return {
        "operationId": endpoint.name,
        "tags": [case.name],
        "summary": text.splitlines()[0],
        "description": f"{text}\n\nWho may: {who}.",
        "parameters": [*parameters, _parameter("X-Correlation-Id")],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"201" if act.opens else "200": done, **refusals(*statuses)},
    }


def _question(endpoint: Endpoint, query: Query, schemas: Schemas, access: AccessTable) -> Json:
    summary = (query.params.__doc__ or query.name).strip().splitlines()[0]
    statuses = (404, 409, 422) + ((429,) if is_paced(query, access) else ())
    if query.method == "GET":
        read = _read(endpoint, schemas, query.params, query.answer, *statuses)
        return _tagged(read, "questions", summary)
    return {
        "operationId": endpoint.name,
        "tags": ["questions"],
        "summary": summary,
        "parameters": [*_LOOKING, _parameter("X-Correlation-Id")],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schemas.of(query.params)}},
        },
        "responses": {
            "200": _seen(schemas.of(query.answer)),
            **refusals(400, 413, 415, *statuses),
        },
    }


def _read(
    endpoint: Endpoint, schemas: Schemas, params: type[msgspec.Struct], answer: Any, *statuses: int
) -> Json:
    in_path = variables(endpoint.path)
    lists = list_fields(params)
    fields = [
        _field(name, schema, required=required, in_path=in_path, repeated=name in lists)
        for name, schema, required in schemas.fields(params)
    ]
    return {
        "operationId": endpoint.name,
        "parameters": [*fields, *_LOOKING, _parameter("X-Correlation-Id")],
        "responses": {
            "200": _seen(schemas.of(answer)),
            **refusals(*statuses),
        },
    }


def _field(
    name: str, schema: Json, *, required: bool, in_path: Sequence[str], repeated: bool
) -> Json:
    if name in in_path:
        return {"name": name, "in": "path", "required": True, "schema": schema}
    found: Json = {"name": name, "in": "query", "required": required, "schema": _in_query(schema)}
    if repeated:
        found["explode"] = True
    return found


def _in_query(schema: Json) -> Json:
    """Take null away: in a query, a field that has no value is simply left out."""
    found = {name: each for name, each in schema.items() if name != "default" or each is not None}
    choices = [each for each in found.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        del found["anyOf"]
        single: Json = found | choices[0]
        return single
    return found | {"anyOf": choices} if choices else found


def _tagged(found: Json, tag: str, summary: str) -> Json:
    return {
        "operationId": found.pop("operationId"),
        "tags": [tag],
        "summary": summary,
        **found,
    }


def _answered(schema: Json, text: str) -> Json:
    return {
        "description": text,
        "headers": {"X-Correlation-Id": _header("X-Correlation-Id")},
        "content": {"application/json": {"schema": schema}},
    }


def _seen(schema: Json) -> Json:
    found = _answered(schema, "The answer, as far as the reader may see it.")
    found["headers"] |= {RELATION: _header(RELATION), LEFT_OUT: _header(LEFT_OUT)}
    return found


def _case_id(case: CaseType[Any]) -> Json:
    natural = {"type": "string", "pattern": NATURAL_ID}
    schema = natural if has_natural_id(case) else {"type": "string", "format": "uuid"}
    return {"name": "case_id", "in": "path", "required": True, "schema": schema}


def _parameter(name: str) -> Json:
    return {"$ref": f"#/components/parameters/{name}"}


def _header(name: str) -> Json:
    return {"$ref": f"#/components/headers/{name}"}


def _example(command: type[msgspec.Struct], example: Any) -> Any:
    """Write the example in JSON's own types, and make sure that it is a body that works."""
    plain = msgspec.json.decode(msgspec.json.encode(example))
    try:
        msgspec.convert(plain, command)
    except msgspec.ValidationError as error:
        msg = f"the example of {command.__name__} does not fit: {error}"
        raise ValueError(msg) from error
    return plain
