"""Writes a service's typed client from its declaration: one method for each order and question.

What it writes imports only `shared.http.client` and msgspec, so any service or tool may use it.
"""

from collections.abc import Sequence

from shared.casework.declare import Query, Service
from shared.http.answers import CaseFilter, Fact, ListedCases, ShownCase
from shared.http.client import Client
from shared.http.client_types import Types
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

_HEAD = '''"""Calls {title} over HTTP. Written from its declaration; change that, not this."""
# ruff: noqa - written by a program

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, field

from shared.http.client import Client, Done
'''


def write_client(service: Service, plumbing: Sequence[Query] = ()) -> str:
    """Return the source of the service's `client.py`."""
    types = Types()
    methods = [
        text
        for endpoint in endpoints(service, plumbing)
        if (text := _method(endpoint, types)) is not None
    ]
    name = "".join(part.title() for part in service.name.split("_"))
    client = f'class {name}Client(Client):\n    """{service.title}."""\n\n' + "\n".join(methods)
    return "\n\n".join((_HEAD.format(title=service.title), *types.written, client))


def _method(endpoint: Endpoint, types: Types) -> str | None:
    if hasattr(Client, endpoint.name):
        msg = f"an order or question may not be called `{endpoint.name}`: every client has that"
        raise ValueError(msg)
    match endpoint.what:
        case Order() as order:
            return _order(endpoint, order, types)
        case Cases(case):
            about = f"List cases: {case.title}."
            return _asked(endpoint, types, about, CaseFilter, ListedCases)
        case OneCase(case):
            return _case(endpoint, types, f"Show one case: {case.title}.", ShownCase)
        case History(case):
            return _case(endpoint, types, f"Show the facts of one case: {case.title}.", list[Fact])
        case Question(query):
            about = _first_line(query.params.__doc__ or query.name)
            return _asked(endpoint, types, about, query.params, query.answer)
        case Feed():
            # Read by services through `shared.messaging`, not by programs.
            return None


def _order(endpoint: Endpoint, order: Order, types: Types) -> str:
    command, opens = order.act.command, order.act.opens
    wanted = f"order: {types.name(command)}"
    if not opens:
        wanted = f"case_id: str, {wanted}"
    seen = "" if opens else ", if_match: int"
    passed = "key=key" if opens else "key=key, if_match=if_match"
    path = repr(endpoint.path) if opens else f"f{endpoint.path!r}"
    return _written(
        f"{endpoint.name}(self, {wanted}, *, key: str | None = None{seen}) -> Done",
        _first_line(command.__doc__ or endpoint.name),
        f"self.order({path}, order, {passed})",
    )


def _case(endpoint: Endpoint, types: Types, about: str, answer: object) -> str:
    kind = types.name(answer)
    return _written(
        f"{endpoint.name}(self, case_id: str, as_of_known: str | None = None) -> {kind}",
        about,
        f'self.ask(f{endpoint.path!r}, {{"as_of_known": as_of_known}}, {kind})',
    )


def _asked(endpoint: Endpoint, types: Types, about: str, params: object, answer: object) -> str:
    kind = types.name(answer)
    ask = "ask" if endpoint.method == "GET" else "ask_posted"
    return _written(
        f"{endpoint.name}(self, asked: {types.name(params)}) -> {kind}",
        about,
        f"self.{ask}({endpoint.path!r}, asked, {kind})",
    )


def _written(signature: str, about: str, body: str) -> str:
    answer = signature.rpartition(" -> ")[2]
    return (
        f'    def {signature}:\n        """{about}"""\n'
        f"        found: {answer} = {body}\n        return found\n"
    )


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].replace("\\", "").replace('"""', "'''")
